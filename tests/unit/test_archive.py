"""An archive opens without a server, holds only what was public and agreed to for ever, and is the same each time."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from campaigns import AGREED, TEXTS, TODAY, edited, write_campaign
from shipped import themed
from typer.testing import CliRunner

from generator import archive, publish
from generator.__main__ import app
from generator.archive.relinking import Relinker
from generator.problems import DataRefused, Failure

UNTIL = edited(
    AGREED,
    ("story: {given: 2022-02-01, proof: Phiếu 1}", "story: {given: 2022-02-01, proof: Phiếu 1, expires: 2030-01-01}"),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign in which one thing was agreed to for a time."""
    return themed(write_campaign(tmp_path_factory.mktemp("archive") / "campaign", UNTIL))


@pytest.fixture(scope="module")
def made(root: Path) -> archive.Archived:
    """Its archive, and the .zip of it."""
    return archive.archive(root, root.parent / "Bản lưu", TODAY, is_zipped=True)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def links(page: str) -> Iterator[str]:
    said = r"<template\b.*?</template>|<!--.*?-->|(?<=>)[^<]*(?=</(?:script|style|textarea)>)"
    shown = re.sub(said, "", page, flags=re.DOTALL)
    for tag in re.findall(r"<[a-z][^<>]*", shown):
        for value in re.findall(r"\s(?:href|src|action|data-link|poster)=\"([^\"]*)\"", tag):
            yield unescape(value)
        for value in re.findall(r"\ssrcset=\"([^\"]*)\"", tag):
            yield from (part.split()[0] for part in unescape(value).split(","))


def test_every_link_of_every_page_names_a_file_of_the_archive(made: archive.Archived) -> None:
    every = set(files(made.folder))
    pages = [path for path in every if path.endswith(".html")]
    assert len(pages) > 40
    followed = 0
    for page in pages:
        for link in links((made.folder / page).read_text("utf-8")):
            path = re.split("[?#]", link)[0]
            if not path or re.match(r"[a-z]+:", path):
                continue
            followed += 1
            assert normpath(join(dirname(page), unquote(path))) in every, f"{page}: {link}"
    assert followed > 1000


def test_what_scripts_ask_for_is_there_as_scripts(made: archive.Archived) -> None:
    contents = (made.folder / "tim-kiem" / "muc-luc.json.js").read_text("utf-8")
    assert contents.startswith('sangkienArchive.take("tim-kiem/muc-luc.json",{')
    assert not (made.folder / "tim-kiem" / "muc-luc.json").exists()
    assert (made.folder / "sang-kien" / "danh-muc.json.js").is_file()
    assert (made.folder / "api" / "v1" / "index.json").is_file()
    [assets] = [each for each in (made.folder / "assets").iterdir() if each.is_dir()]
    search = (assets / "search.js").read_text("utf-8")
    assert not re.search(r"^(?:export|import)\b|(?<![.\w])import\(", search, re.MULTILINE)
    assert re.search(r'sangkienArchive\.provide\("search\.js", \{ .*attach', search)
    assert f'sangkienArchive.import("assets/{assets.name}", `./search.js' in (assets / "site.js").read_text("utf-8")
    home = (made.folder / "index.html").read_text("utf-8")
    assert re.findall(r'<script src="([^"]+)"', home)[0] == "assets/luu-tru.js"
    assert "Bản lưu của ngày 15/07/2022; số liệu không thay đổi nữa." in home


def test_only_what_was_public_is_in_it(root: Path, made: archive.Archived) -> None:
    found = files(made.folder)
    assert {"index.html", "README.txt", "SHA256SUMS", "du-lieu/tien-do.csv", "feed.xml"} <= set(found)
    assert [each for each in found if each.startswith((".", "_")) and each != archive.MARK] == []
    assert not {"404.html", "robots.txt", "sitemap.xml", "nginx-headers.conf"} & set(found)
    assert not any(each.startswith(("data/", "content/")) for each in found)
    texts = b"".join((made.folder / each).read_bytes() for each in found)
    assert "Phiếu 1".encode() not in texts
    assert "Trần Thị Hoa".encode() not in texts
    assert (root / AGREED).read_text("utf-8") == UNTIL[AGREED]
    assert sorted(path.name for path in root.parent.iterdir()) == ["Bản lưu", "Bản lưu.zip", "campaign"]


def test_what_was_agreed_to_for_a_time_is_left_out_and_told(made: archive.Archived) -> None:
    person = (made.folder / "guong-sang" / "le-van-binh" / "index.html").read_text("utf-8")
    assert "Lê Văn Bình" in person
    assert "Tắt đèn là việc nhỏ" not in person
    assert (made.named, made.pictured, made.told, made.ending) == (1, 0, 0, 1)


def test_the_readme_says_what_it_is_of_which_day_and_whether_the_figures_are_final(made: archive.Archived) -> None:
    said = (made.folder / "README.txt").read_bytes()
    assert said.startswith(b"\xef\xbb\xbf")
    assert said.count(b"\r\n") == said.count(b"\n") > 30
    text = said.decode("utf-8-sig").replace("\r\n", "\n")
    assert "giữ nguyên như ngày 15/07/2022" in text
    assert "Nhấp đúp vào tệp index.html" in text
    assert "kéo dài đến ngày 31/12/2022" in text
    assert "CHƯA PHẢI là số cuối cùng" in text
    assert "Bản này nêu tên 1 người" in text
    assert "Liên hệ: Công đoàn tỉnh Mẫu, congdoan@example.org" in text
    over = archive.read_me(replace(made, day=date(2023, 1, 1), named=0))
    assert "Số liệu ở đây là số cuối cùng" in over
    assert "CHƯA PHẢI" not in over
    assert "Bản này không nêu tên người nào." in over


def test_every_file_but_the_list_has_its_sum(made: archive.Archived) -> None:
    lines = (made.folder / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    assert sorted(listed) == [each for each in files(made.folder) if each != "SHA256SUMS"]
    assert len(listed) + 1 == made.files
    for path, digest in listed.items():
        assert hashlib.sha256((made.folder / path).read_bytes()).hexdigest() == digest


def test_made_again_in_its_place_it_is_the_same_to_the_byte(root: Path, made: archive.Archived) -> None:
    assert made.zipped
    zipped, sums = made.zipped.read_bytes(), (made.folder / "SHA256SUMS").read_bytes()
    with ZipFile(made.zipped) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert sorted(packed.namelist()) == [f"Bản lưu/{each}" for each in files(made.folder)]
    (made.folder / "la.txt").write_text("tệp lạ")
    made.zipped.write_bytes(zipped + b"old")
    archive.archive(root, made.folder, TODAY)  # what stands beside it is made again as well
    assert (made.zipped.read_bytes(), (made.folder / "SHA256SUMS").read_bytes()) == (zipped, sums)
    assert not (made.folder / "la.txt").exists()


def test_after_a_run_that_was_killed_nothing_is_left(
    root: Path, made: archive.Archived, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made.folder.parent / f".{made.folder.name}.part-cu").mkdir()
    (root / "build" / ".luu-tru.part-cu" / "data").mkdir(parents=True)
    sums = (made.folder / "SHA256SUMS").read_bytes()

    def broken(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "build", broken)
    with pytest.raises(Failure, match="Không ghi được ra đĩa"):
        archive.archive(root, made.folder, TODAY)
    assert (made.folder / "SHA256SUMS").read_bytes() == sums
    assert sorted(path.name for path in root.parent.iterdir()) == ["Bản lưu", "Bản lưu.zip", "campaign"]
    assert [path.name for path in (root / "build").iterdir()] == [".luu-tru.lock"]


# --- What is refused ------------------------------------------------------------------------------------


def test_what_stands_there_and_is_no_archive_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "thu.txt").write_text("của tôi")
    with pytest.raises(Failure, match="có thứ không phải là bản lưu"):
        archive.archive(root, tmp_path / "a", TODAY)
    (tmp_path / "b.zip").write_bytes(b"PK?")
    with pytest.raises(Failure, match="không phải là bản lưu"):
        archive.archive(root, tmp_path / "b", TODAY, is_zipped=True)
    for inside in (
        root,
        root.parent,
        root / "data",
        root / "data" / "luu",
        root / "build" / "site",
    ):
        with pytest.raises(Failure, match="có dữ liệu của chiến dịch"):
            archive.archive(root, inside, TODAY)
    assert files(tmp_path) == ["a/thu.txt", "b.zip"]


def test_a_name_in_other_texts_that_will_have_to_go_one_day_is_told(tmp_path: Path) -> None:
    """A page that names someone whose consent ends cannot be frozen: its author has to write it anew."""
    until = edited(
        AGREED,
        ("name: {given: 2022-02-01, proof: Phiếu 1}", "name: {given: 2022-02-01, proof: Phiếu 1, expires: 2030-01-01}"),
    )
    page = {"content/gioi-thieu.md": TEXTS["content/gioi-thieu.md"] + "\nAnh Lê Văn Bình kể.\n"}
    root = write_campaign(tmp_path / "campaign", {**until, **page})
    with pytest.raises(DataRefused) as refused:
        archive.archive(root, tmp_path / "luu", TODAY)
    assert {str(each.rule) for each in refused.value.problems} == {"lo-ten"}
    assert [path.name for path in tmp_path.iterdir()] == ["campaign"]
    assert [path.name for path in (root / "build").iterdir()] == [".luu-tru.lock"]


def test_the_command_says_whom_it_names_and_what_a_withdrawal_needs(
    made: archive.Archived, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(archive, "archive", lambda *_arguments, **_options: made)
    said = CliRunner().invoke(app, ["archive", "--root", str(tmp_path)])
    assert said.exit_code == 0
    assert said.stdout.splitlines()[0].startswith(
        f"Xong: bản lưu của ngày 15/07/2022 ở {made.folder}: {made.pages} trang"
    )
    assert said.stdout.splitlines()[2:] == [
        "Mở: nhấp đúp index.html. Trong đó chỉ có những gì đã công bố, không có hồ sơ gốc trong data/.",
        "Chương trình kéo dài đến 31/12/2022: README.txt của bản lưu ghi rõ số liệu chưa phải là số cuối cùng.",
        "Nêu tên 1 người (0 có ảnh, 0 có câu chuyện).",
        "1 người có điều chỉ đồng ý trong một thời hạn: những điều ấy không có trong bản lưu.",
        "Ai rút lại đồng ý thì sangkien withdraw không với tới các bản đã chép đi: phải làm lại bản lưu và thay ở mọi nơi đã gửi.",
    ]


# --- Links ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('<a href="../">x</a>', '<a href="../index.html">x</a>'),
        ('<a href=".">x</a>', '<a href="index.html">x</a>'),
        ('<a href="./?q=1#a">x</a>', '<a href="index.html?q=1#a">x</a>'),
        ("<a class='y' href='../tien-do/bac/'>x</a>", "<a class='y' href=\"../tien-do/bac/index.html\">x</a>"),
        ("<a href=../tien-do/bac>x</a>", '<a href="../tien-do/bac/index.html">x</a>'),
        ('<a href="..&#x2f;tien-do&#x2f;">x</a>', '<a href="../tien-do/index.html">x</a>'),
        ('<a href="https://a.example.org/x/tien-do/">x</a>', '<a href="../tien-do/index.html">x</a>'),
        ('<a href="/x/tien-do/bac/?a=1&amp;b=2">x</a>', '<a href="../tien-do/bac/index.html?a=1&amp;b=2">x</a>'),
        ('<form action="../tien-do/">', '<form action="../tien-do/index.html">'),
        ('<iframe src="../tien-do/#sang"></iframe>', '<iframe src="../tien-do/index.html#sang"></iframe>'),
        ('<meta http-equiv="refresh" content="0; url=../tien-do/">', '<meta http-equiv="refresh" content="0; url=../tien-do/index.html">'),
        ('<meta http-equiv="Content-Security-Policy" content="img-src \'self\'">', '<meta http-equiv="Content-Security-Policy" content="img-src \'self\' file:">'),
        ('<link rel="preload" href="../a.woff2">', ""),
    ],
)  # fmt: skip
def test_a_link_to_a_page_names_its_file(written: str, wanted: str) -> None:
    assert relinked(written) == wanted


@pytest.mark.parametrize(
    "text",
    [
        '<a href="#a">x</a>',
        '<a href="">x</a>',
        '<a href="https://other.example.org/x/">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<a href="//a.example.org/x/">x</a>',
        '<a href="../anh/a.jpg">x</a>',
        '<a href="../khong-co/">x</a>',
        '<a href="../../../ngoai/">x</a>',
        '<link rel="canonical" href="https://a.example.org/x/tien-do/">',
        '<p>Viết href="../tien-do/" &lt;a href="../tien-do/"&gt;</p>',
        '<!-- <a href="../tien-do/"> -->',
        '<script type="application/ld+json">{"a": "<a href=\'../tien-do/\'>"}</script>',
        '<a title="a > b" data-copy-text="../tien-do/">x</a>',
    ],
)
def test_what_is_no_link_to_a_page_is_left_as_it_is(text: str) -> None:
    assert relinked(text) == text


def relinked(text: str) -> str:
    known = frozenset({"index.html", "the-le/index.html", "tien-do/index.html", "tien-do/bac/index.html", "anh/a.jpg"})
    return Relinker(known, "https://a.example.org/x", "assets/luu-tru.js", "Bản lưu").page("the-le/index.html", text)
