"""A real Chromium on the real site, served below a path as a union's web server might."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from shipped import copy_shipped

from generator import publish

BELOW = "/phong-trao/sang-kien"


class _Below(http.server.SimpleHTTPRequestHandler):
    """Serves its folder below a path, and the site's own 404 page for what is not there."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BELOW) if path.startswith(BELOW) else "/nowhere")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped campaign, built for a site below a path: the page for unknown addresses has to know where."""
    root = copy_shipped(tmp_path_factory.mktemp("below"))
    for name in ("mkdocs.yml", "data/campaign.yml"):
        told = (root / name).read_text("utf-8")
        (root / name).write_text(told.replace("example.org/", f"example.org{BELOW}/"), "utf-8")
    publish.build(root, None)
    return root / "build" / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site's address, without a slash at the end."""
    handler = functools.partial(_Below, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BELOW}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or whichever the machine has."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if chromium is None:
        if os.environ.get("SANGKIEN_BROWSER") == "required":
            pytest.fail("Browser tests must run here, but there is no Chromium on this machine.")
        pytest.skip("NO CHROMIUM ON THIS MACHINE: the browser tests did NOT run. Install it (Debian: chromium).")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield started
        started.close()
