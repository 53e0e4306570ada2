"""A real Chromium on the real site, served below a path as a union's web server might."""

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench import chromium
from bench.served import Folder, serve
from browser.kinds import BELOW
from playwright.sync_api import Browser, sync_playwright
from shipped import built_once, copy_shipped

from generator import publish


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped campaign, built for a site below a path: the page for unknown addresses has to know where."""

    def make(root: Path) -> None:
        copy_shipped(root)
        for name in ("mkdocs.yml", "data/campaign.yml"):
            told = (root / name).read_text("utf-8")
            (root / name).write_text(told.replace("example.org/", f"example.org{BELOW}/"), "utf-8")
        publish.build(root, None)

    return built_once(tmp_path_factory, "below", make) / "build" / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site's address, without a slash at the end."""
    with serve(Folder(root=site, below=BELOW)) as served:
        yield served


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts the machine's Chromium, with a test's own arguments besides the usual ones."""
    path = chromium.find()
    if path is None:
        if os.environ.get("SANGKIEN_BROWSER") == "required":
            pytest.fail("Browser tests must run here, but there is no Chromium on this machine.")
        pytest.skip("NO CHROMIUM ON THIS MACHINE: the browser tests did NOT run. Install it (Debian: chromium).")
    with sync_playwright() as playwright:
        yield functools.partial(chromium.start, playwright.chromium, path)


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser of most tests."""
    started = launch()
    yield started
    started.close()
