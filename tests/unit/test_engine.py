"""MkDocs over a part of the pages gives the same bytes as over all of them, and finished HTML passes through it whole."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from campaigns import SETTINGS, TODAY, write_campaign
from shipped import ROOT, themed

from generator import engine
from generator.engine import Work, is_divisible, render
from generator.problems import Failure

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


def test_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = campaign(tmp_path / "c")
    alone = made(work, PAGES, tmp_path / "alone")
    monkeypatch.setattr(engine, "_WORTH_PROCESSES", 2)
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


def test_what_a_process_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WORTH_PROCESSES", 2)
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
