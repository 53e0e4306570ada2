"""MkDocs over a part of the pages gives the same bytes as over all of them, and finished HTML passes through it whole."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from posixpath import dirname, join, normpath
from unittest.mock import Mock

import pytest
from campaigns import SETTINGS, TODAY, write_campaign
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import normalize_url
from mkdocs.utils.meta import get_data
from shipped import ROOT, themed

from generator import mkdocs, routes
from generator.engine import Work, is_divisible
from generator.mkdocs import render
from generator.problems import Failure
from generator.render.markdown import front_matter

MENU = "plugins: []\nnav:\n  - Trang chủ: index.md\n  - Thêm:\n      - Một: mot/index.md\n"
PAGES = ("index.md", "mot/index.md", "hai/index.md", "ba/index.md")
BODY = '<div class="a">\n\n<p>Một &amp; hai</p>\n</div>\n\n<p>*không* phải _chữ_ nghiêng</p>\n'


def campaign(root: Path, settings: str = MENU, markup: str = "") -> Work:
    """Four pages in the shipped theme."""
    theme = themed(write_campaign(root)) / "overrides"
    theme.unlink()
    shutil.copytree(ROOT / "overrides", theme)  # a trial's own, to be broken
    path = root / SETTINGS
    path.write_text(re.sub(r"(?ms)^nav:.*?^(?=\S)", "", path.read_text("utf-8")) + settings, "utf-8")
    for page in PAGES:
        path = root / "build" / "docs" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: Trang {page}\nkind: x\n{markup}---\n\n{BODY}", "utf-8")
    return Work(root=root, docs=root / "build" / "docs", day=TODAY)


def made(work: Work, pages: Sequence[str], into: Path) -> dict[str, bytes]:
    render(work, pages, into, made=lambda _done: None)
    return {each.relative_to(into).as_posix(): each.read_bytes() for each in into.rglob("*") if each.is_file()}


def html(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.endswith("index.html")}


def test_any_part_is_the_same_bytes_as_in_the_whole(tmp_path: Path) -> None:
    work = campaign(tmp_path / "c")
    whole = made(work, PAGES, tmp_path / "whole")
    assert len(html(whole)) == len(PAGES)
    for number, page in enumerate(PAGES):
        part = html(made(work, [page], tmp_path / f"part-{number}"))
        assert part.items() <= html(whole).items()
        assert list(part) == [page.replace(".md", ".html")]


def test_what_pages_ask_for_stands_in_a_folder_named_by_what_it_holds(tmp_path: Path) -> None:
    work = campaign(tmp_path / "c")

    def asked(into: Path) -> set[str]:
        """The folders of the site that the pages ask for files of the theme, which all are there."""
        files = made(work, PAGES, into)
        named = {
            normpath(join(dirname(page), address)).removeprefix("/")
            for page, content in files.items()
            if page.endswith(".html")
            for address in re.findall(r'="([^"]*assets/[^"]*[.](?:css|js|woff2))"', content.decode())
        } - {f"{work.assets}/brand.css"}  # an output, which is put there with all others
        assert named <= files.keys()
        assert len(named) > 4
        assert {path.split("/")[1] for path in files if path.startswith("assets/")} == {work.assets.split("/")[1]}
        assert work.assets.startswith(f"{routes.ASSETS}/")
        return {"/".join(path.split("/")[:2]) for path in named}

    [first] = asked(tmp_path / "first")
    shell, sheet = work.root / "overrides/base.html", work.root / "overrides/assets/site.css"
    shell.write_text(shell.read_text("utf-8") + "<!-- -->", "utf-8")
    assert asked(tmp_path / "same") == {first}
    sheet.write_text(sheet.read_text("utf-8") + "\n", "utf-8")
    assert asked(tmp_path / "other").isdisjoint({first})


def test_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = campaign(tmp_path / "c")
    alone = made(work, PAGES, tmp_path / "alone")
    monkeypatch.setattr(mkdocs, "_WORTH_PROCESSES", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[int] = []
    render(work, PAGES, tmp_path / "shared", made=told.append)
    shared = {
        p.relative_to(tmp_path / "shared").as_posix(): p.read_bytes()
        for p in (tmp_path / "shared").rglob("*")
        if p.is_file()
    }
    assert shared == alone
    assert told[-1] == len(PAGES)


def test_finished_html_comes_through_as_it_stands(tmp_path: Path) -> None:
    read = html(made(campaign(tmp_path / "a"), PAGES, tmp_path / "read"))
    finished = html(made(campaign(tmp_path / "b", markup='markup: "html"\n'), PAGES, tmp_path / "finished"))
    assert BODY.strip().encode() in finished["hai/index.html"]
    assert b"<em>" not in finished["hai/index.html"]
    assert re.sub(rb"\s+", b"", finished["hai/index.html"]) == re.sub(rb"\s+", b"", read["hai/index.html"])


@pytest.mark.parametrize(
    ("menu", "divides"),
    [
        (MENU, True),
        ("", False),
        (MENU.replace("plugins: []", "plugins: [search]"), False),
        (MENU.replace("plugins: []\n", ""), False),
        ("plugins: []\nnav: [index.md]\n", False),
        ("plugins: []\nnav:\n  - Nhóm: [index.md]\n", False),
        ("plugins: []\nnav:\n  - Nhóm: [{Một: mot/index.md}]\n", True),
    ],
)
def test_pages_are_made_apart_only_where_no_page_can_show_another(tmp_path: Path, menu: str, *, divides: bool) -> None:
    assert is_divisible(campaign(tmp_path, menu)) is divides


def test_without_settings_nothing_is_made(tmp_path: Path) -> None:
    work = campaign(tmp_path / "c")
    (tmp_path / "c" / SETTINGS).unlink()
    with pytest.raises(Failure, match=r"Không thấy mkdocs\.yml"):
        made(work, PAGES, tmp_path / "site")


@pytest.mark.parametrize("text", ["- a\n", "một câu\n", "5\n", "[INHERIT]\n"])
def test_settings_that_are_none_are_refused(tmp_path: Path, text: str) -> None:
    work = campaign(tmp_path / "c")
    (work.root / SETTINGS).write_text(text, "utf-8")
    with pytest.raises(Failure, match=r"^mkdocs\.yml cần gồm các dòng `tên: giá trị` \(như `site_name: Tên trang`\)"):
        is_divisible(work)


def test_settings_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    work = campaign(tmp_path / "c")
    (work.root / SETTINGS).write_text("a: [\n", "utf-8")
    with pytest.raises(Failure, match=r"^Không đọc được mkdocs\.yml: "):
        is_divisible(work)


def test_what_a_process_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mkdocs, "_WORTH_PROCESSES", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    work = campaign(tmp_path / "c")
    (work.root / "overrides" / "base.html").write_text("{{ khong.co.gi }}", "utf-8")
    with pytest.raises(Failure, match="MkDocs không dựng được trang: UndefinedError"):
        made(work, PAGES, tmp_path / "site")


def test_all_that_makes_html_is_in_the_fingerprint(tmp_path: Path) -> None:
    work = campaign(tmp_path / "c")
    seen = {work.fingerprint()}
    for change in ("mkdocs.yml", "overrides/base.html", "overrides/assets/site.css"):
        path = work.root / change
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        seen.add(work.fingerprint())
    shutil.move(work.root / "overrides/assets/site.css", work.root / "overrides/assets/site2.css")
    seen |= {work.fingerprint(), Work(root=work.root, docs=work.docs, day=TODAY, is_preview=True).fingerprint()}
    assert len(seen) == 6


def test_a_folder_of_templates_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """What stands behind it could change, and the pages that include it would not."""
    work = campaign(tmp_path / "c")
    (work.root / "overrides" / "chung").symlink_to(tmp_path)
    with pytest.raises(Failure, match=r"^overrides/chung là liên kết tới thư mục khác\. Hãy chép hẳn"):
        work.fingerprint()


def test_hidden_files_are_not_published_and_do_not_name_the_folder_of_assets(tmp_path: Path) -> None:
    work = campaign(tmp_path / "c")
    before, assets = work.assets, work.root / "overrides/assets"
    for name in (".DS_Store", ".git/x.css"):
        (assets / name).parent.mkdir(exist_ok=True)
        (assets / name).write_text("x", "utf-8")
    assert work.assets == before
    files = made(work, ["index.md"], tmp_path / "site")
    assert not [path for path in files if "/." in path]
    (assets / "site.css~").write_text("x", "utf-8")
    assert work.assets != before, "MkDocs publishes it"
    assert f"{work.assets}/site.css~" in made(work, ["index.md"], tmp_path / "next")


@pytest.mark.parametrize("address", ["", "tien-do/", "sang-kien/a/", "sang-kien/ab/", "sang-kien/a/b/", "tim.html"])
def test_links_are_as_mkdocs_has_them_whichever_page_asked_first(address: str) -> None:
    links = mkdocs.Links()
    ask = links.filter()
    page = Mock(url=address)
    pages = [Mock(url=each) for each in ("sang-kien/a/", "sang-kien/c/", "khu-vuc/", "sang-kien/", "")]
    for each in (*pages, page, None, page):
        links.begin(each, "/duoi/")
        for link in (
            "",
            ".",
            "feed.xml",
            "sang-kien/",
            "sang-kien/a/",
            "./sang-kien/a/",
            "sang-kien/x/../ab/",
            "https://a.vn/x",
            "#x",
        ):
            assert ask(None, link) == normalize_url(link, each, "/duoi/")


@given(
    st.dictionaries(
        st.from_regex(r"k_[a-z_]{1,8}", fullmatch=True), st.none() | st.booleans() | st.integers() | st.text()
    ),
    st.text(),
)
def test_front_matter_of_ours_is_read_as_yaml_would_be(values: dict[str, object], body: str) -> None:
    text = f"{front_matter(values | {'markup': 'html'})}\n{body}"
    taken = mkdocs.finished(text)
    assert ("\r" in text) == (taken is None)
    if taken:
        assert (taken[1], taken[0]) == get_data(text)
        assert mkdocs.finished(text.replace('markup: "html"', 'markup: "md"')) is None
