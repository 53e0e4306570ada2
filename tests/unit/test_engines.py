"""The pages are the same in the engine that ships and in the one that is to follow it."""

import re
import shutil
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from urllib.parse import urljoin

import pytest
from campaigns import PAGE, SETTINGS, TEXTS, TODAY, edited, write_campaign
from shipped import ROOT, copy_shipped, themed

from generator import engine, publish
from generator.problems import Failure

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
    """The shipped campaign's site by MkDocs and by Zensical."""
    root = copy_shipped(tmp_path_factory.mktemp("engines") / "campaign")
    settings = (root / SETTINGS).read_text("utf-8")
    kinds = "extra_javascript:\n  - assets/charts.js\n  - {path: assets/share.js, type: module, async: true}\n"
    (root / SETTINGS).write_text(settings.replace("extra_javascript:\n", kinds), "utf-8")  # the shell knows them all
    mkdocs = publish.build(root, None)
    zensical = publish.build(root, None, site=root / "build" / "by-zensical", engine="zensical")
    assert zensical.tree.written == ()  # one docs tree for both
    return mkdocs.site, zensical.site


def files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


def contents(site: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files(site).items()}


def test_both_make_the_same_pages_of_the_same_parts(sites: tuple[Path, Path]) -> None:
    mkdocs, zensical = map(files, sites)
    assert sorted(mkdocs) == sorted(zensical)
    pages = [name for name in mkdocs if name.endswith("index.html") and not name.startswith("assets/")]
    assert len(pages) > 90
    for name in pages:
        address = ADDRESS + name.removesuffix("index.html")
        wanted, found = (Shown(each.read_text("utf-8"), address).parts for each in (mkdocs[name], zensical[name]))
        assert found == wanted, name


def test_all_that_is_no_page_is_the_same_bytes(sites: tuple[Path, Path]) -> None:
    mkdocs, zensical = map(files, sites)
    for name, path in mkdocs.items():
        if not name.endswith(".html"):
            assert zensical[name].read_bytes() == path.read_bytes(), name


def campaign(root: Path) -> Path:
    """A small campaign in a copy of the shipped theme, of which pages are made apart from one another."""
    themed(write_campaign(root))
    (root / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", root / "overrides")
    with (root / SETTINGS).open("a", encoding="utf-8") as settings:
        settings.write("plugins: []\nnav:\n  - Trang chủ: index.md\n  - Giới thiệu: gioi-thieu/index.md\n")
    return root


def test_an_edit_gives_what_a_new_site_would_be_and_no_engine_takes_over_anothers_pages(tmp_path: Path) -> None:
    root = campaign(tmp_path / "root")
    by_mkdocs = contents(publish.build(root, TODAY).site)
    by_zensical = contents(publish.build(root, TODAY, engine="zensical").site)
    pages = {name for name in by_mkdocs if name.endswith("/index.html")}
    assert {name for name in pages if by_mkdocs[name] != by_zensical[name]} > {"gioi-thieu/index.html"}

    (root / PAGE).write_text(edited(PAGE, ("Mục đích", "Ý nghĩa"))[PAGE], "utf-8")
    stands = (root / "build" / "site" / "ho-tro" / "index.html").stat().st_mtime_ns
    after = contents(publish.build(root, TODAY, engine="zensical").site)
    assert "Ý nghĩa" in after["gioi-thieu/index.html"].decode()
    assert after == contents(publish.build(root, TODAY, site=tmp_path / "new", engine="zensical").site)
    assert (root / "build" / "site" / "ho-tro" / "index.html").stat().st_mtime_ns == stands

    (root / PAGE).write_text(TEXTS[PAGE], "utf-8")
    assert contents(publish.build(root, TODAY).site) == by_mkdocs


def test_what_zensical_cannot_make_is_told_and_the_site_stays(tmp_path: Path) -> None:
    root = campaign(tmp_path / "root")
    before = contents(publish.build(root, TODAY).site)
    (root / "overrides" / "base.html").write_text("{{ khong.co.gi }}", "utf-8")
    with pytest.raises(Failure, match=r"Zensical không dựng được trang:\n.*\S"):
        publish.build(root, TODAY, engine="zensical")
    assert contents(root / "build" / "site") == before


def test_an_engine_that_is_not_there_is_named_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_version(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(engine, "version", no_version)
    root = write_campaign(tmp_path / "root")
    with pytest.raises(Failure) as failure:
        publish.build(root, TODAY, engine="zensical")
    assert str(failure.value) == "Máy này chưa có Zensical. Cài thêm bằng: pip install zensical"
    assert not (root / "build").exists()
