"""The pages are the same in the engine that ships and in the one that is to follow it."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from shipped import copy_shipped

from generator import publish

ADDRESS = "https://sangkien.example.org/"
ADDRESSES = ("href", "src", "content", "action", "data-root", "data-catalogue")


class Shown(HTMLParser):
    """What a page is made of: elements with full addresses, and words."""

    def __init__(self, html: str, address: str) -> None:
        """Read the page that stands at `address`."""
        super().__init__(convert_charrefs=True)
        self.address = address
        self.parts: list[tuple[object, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = sorted((name, self.full(name, value or "")) for name, value in attrs)
        self.parts.append((tag, *given))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.parts.append((" ".join(data.split()),))

    def full(self, name: str, value: str) -> str:
        """An attribute's value, its relative addresses made full."""
        if name in ADDRESSES and not re.search(r"\s|[;,]", value):
            return urljoin(self.address, value).removesuffix("index.html").replace("/./", "/")
        if name == "srcset":
            return ", ".join(
                self.full("href", each.split()[0]) + each[len(each.split()[0]) :] for each in value.split(", ")
            )
        return value


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The shipped campaign's site by MkDocs and by Zensical, from one docs tree."""
    root = copy_shipped(tmp_path_factory.mktemp("engines") / "campaign")
    publish.build(root, None)
    ours = root / "build" / "site"
    shutil.move(ours, root / "build" / "by-mkdocs")
    command = [str(Path(sys.executable).with_name("zensical")), "build"]
    said = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)  # noqa: S603 - of our environment
    assert said.returncode == 0, said.stderr
    assert "No issues found" in said.stdout + said.stderr
    return root / "build" / "by-mkdocs", ours


def pages(site: Path) -> dict[str, Path]:
    return {
        path.parent.relative_to(site).as_posix(): path
        for path in site.rglob("index.html")
        if "assets" not in path.parts
    }


def test_both_make_the_same_pages_of_the_same_parts(sites: tuple[Path, Path]) -> None:
    mkdocs, zensical = map(pages, sites)
    assert sorted(mkdocs) == sorted(zensical)
    assert len(mkdocs) > 90
    for place, path in mkdocs.items():
        address = ADDRESS if place == "." else f"{ADDRESS}{place}/"
        wanted, found = (Shown(each.read_text("utf-8"), address).parts for each in (path, zensical[place]))
        assert found == wanted, place


def test_both_list_the_same_addresses_with_the_same_dates(sites: tuple[Path, Path]) -> None:
    mkdocs, zensical = (
        sorted(
            re.findall(
                r"<loc>(.*?)</loc>(<lastmod>.*?</lastmod>)?",
                (site / "sitemap.xml").read_text("utf-8").replace("&#x2f;", "/"),
            )
        )
        for site in sites
    )
    assert zensical == mkdocs
