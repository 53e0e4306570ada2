"""Bytes become raw values at their places, or a problem that says where and how to mend it."""

import csv
import io
import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from campaigns import picture
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import LARGEST_IMAGE_BYTES, LARGEST_YAML_BYTES, Folder, Listed, Mapped, Raw
from generator.problems import Location, Rule
from generator.written import Style, Written

PATH = "data/a.yml"
TABLE = "data/a.csv"
COLUMNS = ("date", "unit", "submitted", "note")

Row = dict[str, str]


def folder(root: Path, content: str | bytes, path: str = PATH) -> Folder:
    """A campaign of one file."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return Folder(root)


def told(source: Folder) -> list[str]:
    return [str(problem) for problem in source.problems]


def rows(root: Path, content: str | bytes) -> tuple[list[Mapped], list[str]]:
    source = folder(root, content, TABLE)
    found = list(source.csv(TABLE, COLUMNS, ("date", "unit"), required=True))
    return found, told(source)


def texts(found: Sequence[Mapped]) -> list[Row]:
    return [{name: value.text for name, value in row.entries.items() if isinstance(value, Written)} for row in found]


def scalars(raw: Raw) -> Iterator[Written]:
    if isinstance(raw, Mapped):
        for value in raw.entries.values():
            yield from scalars(value)
    elif isinstance(raw, Listed):
        for value in raw.items:
            yield from scalars(value)
    else:
        yield raw


def plain(raw: Raw | None) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(raw, Mapped):
        return {key: plain(value) for key, value in raw.entries.items()}
    if isinstance(raw, Listed):
        return [plain(value) for value in raw.items]
    return None if raw is None else raw.text


# --- Reading a file -------------------------------------------------------------------------------


def test_a_missing_file_is_told_when_it_is_needed(tmp_path: Path) -> None:
    source = Folder(tmp_path)
    assert source.yaml(PATH) is None
    assert list(source.csv(TABLE, COLUMNS, (), required=False)) == []
    assert told(source) == ["data/a.yml:1:1: [tep-thieu] Cần tệp data/a.yml, nhưng không thấy."]
    assert source.problems[0].hint == "Tạo tệp data/a.yml."


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 100])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    source = folder(tmp_path, content)
    assert source.yaml(PATH) is None
    assert told(source) == ["data/a.yml:1:1: [tep-trong] Cần có nội dung, nhưng tệp trống."]


def test_a_file_of_comments_is_empty(tmp_path: Path) -> None:
    source = folder(tmp_path, "# id: a\n")
    assert source.yaml(PATH) is None
    assert told(source) == ["data/a.yml:1:1: [tep-trong] Cần có nội dung, nhưng tệp chỉ có ghi chú."]


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    source = folder(tmp_path, "id: a\n")
    os.truncate(tmp_path / PATH, 50_000_000)
    assert source.yaml(PATH) is None
    assert told(source) == [
        "data/a.yml:1:1: [tep-qua-lon] Cần tệp không quá 1,0 MB, nhưng tệp này nặng 50,0 MB.",
    ]


def test_a_table_of_fifty_megabytes_that_is_none_is_answered(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, b"a" * 50_000_000)
    assert found == []
    assert problems == ["data/a.csv:1:1: [tep-qua-lon] Cần tệp không quá 20,0 MB, nhưng tệp này nặng 50,0 MB."]


def test_a_file_just_within_the_limit_is_read(tmp_path: Path) -> None:
    source = folder(tmp_path, "a: " + "x" * (LARGEST_YAML_BYTES - 3))
    assert source.yaml(PATH) is not None
    assert source.problems == []


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.yml"
    secret.write_text("a: b\n")
    root = tmp_path / "campaign"
    (root / "data").mkdir(parents=True)
    (root / PATH).symlink_to(secret)
    source = Folder(root)
    assert source.yaml(PATH) is None
    assert told(source) == [
        "data/a.yml:1:1: [tep-ngoai-thu-muc] Cần một tệp nằm trong thư mục chiến dịch, nhưng “data/a.yml” dẫn ra ngoài."
    ]


def test_a_link_out_of_its_folder_into_another_of_the_campaign_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.yml").write_text("a: b\n")
    (tmp_path / "data").mkdir()
    (tmp_path / PATH).symlink_to("../content/a.yml")
    source = Folder(tmp_path)
    assert source.yaml(PATH) is None
    assert [problem.rule for problem in source.problems] == [Rule.FILE_OUTSIDE]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    source = folder(tmp_path, "a: b\n", "data/b.yml")
    (tmp_path / PATH).symlink_to("b.yml")
    assert plain(source.yaml(PATH)) == {"a": "b"}
    assert source.problems == []


@pytest.mark.parametrize("target", ["a.yml", "khong-co.yml"], ids=["to itself", "to nothing"])
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, target: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / PATH).symlink_to(target)
    source = Folder(tmp_path)
    assert source.yaml(PATH) is None
    assert len(source.problems) == 1
    assert source.problems[0].at == Location(PATH)
    assert source.problems[0].rule in (Rule.FILE_OUTSIDE, Rule.FILE_UNREADABLE)


def test_a_folder_where_a_file_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    source = Folder(tmp_path)
    assert source.yaml(PATH) is None
    assert told(source) == ["data/a.yml:1:1: [tep-khong-doc-duoc] Cần một tệp, nhưng đây là thư mục."]


def test_a_file_without_read_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by hand: root, whom CI often is, reads everything."""

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    source = folder(tmp_path, "a: b\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert source.yaml(PATH) is None
    assert told(source) == [
        "data/a.yml:1:1: [tep-khong-doc-duoc] Cần đọc được tệp, nhưng máy báo: Permission denied.",
    ]


# --- Listing a folder -----------------------------------------------------------------------------


def test_files_come_sorted_and_what_programs_leave_behind_is_passed_over(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml", ".a.yml.swp", "~$a.yml", "Thumbs.db", "desktop.ini", ".DS_Store"):
        source = folder(tmp_path, "", f"data/people/{name}")
    assert list(source.files("data/people", (".yml",))) == ["data/people/a.yml", "data/people/b.yml"]
    assert source.problems == []


def test_a_file_of_another_kind_and_a_folder_are_told(tmp_path: Path) -> None:
    source = folder(tmp_path, "", "data/people/a.yaml")
    (tmp_path / "data/people/cũ").mkdir()
    assert list(source.files("data/people", (".yml",))) == []
    assert told(source) == [
        "data/people/a.yaml:1:1: [tep-la] Cần tệp .yml trong data/people/, nhưng thấy “a.yaml”.",
        "data/people/cũ:1:1: [tep-la] Không dùng thư mục con trong data/people/, nhưng thấy “cũ”.",
    ]


def test_a_missing_folder_has_no_files_and_a_file_in_its_place_is_told(tmp_path: Path) -> None:
    source = folder(tmp_path, "", "data/people")
    assert list(source.files("data/photos", (".jpg",))) == []
    assert list(source.files("data/people", (".yml",))) == []
    assert told(source) == [
        "data/people:1:1: [tep-khong-doc-duoc] Cần một thư mục data/people/ mở được, nhưng không mở được.",
    ]


def test_a_file_name_in_a_legacy_encoding_is_told_in_printable_words(tmp_path: Path) -> None:
    people = tmp_path / "data/people"
    people.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(people) + b"/\xd0\xf2.yml")).write_text("a: b\n")
    source = Folder(tmp_path)
    assert list(source.files("data/people", (".yml",))) == []
    assert told(source) == ["data/people:1:1: [tep-la] Tên tệp “??.yml” trong data/people/ có ký tự hỏng."]
    assert str(source.problems[0]).encode()


# --- Characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_legacy_encoding_is_told_where_it_begins_and_shown_converted(tmp_path: Path, bom: bytes) -> None:
    text = unicodedata.normalize("NFC", "tên: Trần Hòa\n").replace("ầ", "â\u0300").replace("ò", "o\u0300")
    source = folder(tmp_path, bom + b"id: a\n" + text.encode("cp1258"))
    assert source.yaml(PATH) is None
    assert told(source) == [
        (
            "data/a.yml:2:2: [bang-ma] Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác; "
            "có thể là “ên: Trần Hòa”."
        )
    ]


def test_a_legacy_encoding_in_a_table_is_told_at_its_cell(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, 'date,unit,note\n2022-01-01,bac,"một, hai'.encode() + b' \xd0\xf2"\n')
    assert found == []
    assert problems == [
        'data/a.csv:2:3: [bang-ma] Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác; có thể là “Đ̣"”.'
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told(tmp_path: Path, encoding: str) -> None:
    source = folder(tmp_path, "id: Đổi mới\n".encode(encoding))
    assert source.yaml(PATH) is None
    assert told(source) == [
        (
            "data/a.yml:1:1: [bang-ma] Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác "
            "(UTF-16 thiếu dấu nhận biết)."
        )
    ]


def test_a_torn_utf_16_file_is_told(tmp_path: Path) -> None:
    source = folder(tmp_path, "\ufeffa: b\n".encode("utf-16-le") + b"c")
    assert source.yaml(PATH) is None
    assert told(source) == [
        "data/a.yml:2:1: [bang-ma] Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác.",
    ]


@pytest.mark.parametrize(
    "strange", ["\x00", "\x1b", "\x7f", "\u0085", "\u00ad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2060", "\ufeff"]
)
def test_an_invisible_character_is_told_where_it_stands(tmp_path: Path, strange: str) -> None:
    source = folder(tmp_path, f"a: 1\r\nb: Tổ{strange}3\r\n")
    assert source.yaml(PATH) is None
    assert told(source) == [
        f"data/a.yml:2:6: [ky-tu-la] Có một ký tự ẩn (U+{ord(strange):04X}), thường do chép từ nơi khác sang.",
    ]


def test_an_invisible_character_in_a_table_is_told_at_its_cell(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, 'date;unit;note\n2022-01-01;"b;a";\u200b\n')
    assert found == []
    assert problems == [
        "data/a.csv:2:3: [ky-tu-la] Có một ký tự ẩn (U+200B), thường do chép từ nơi khác sang.",
    ]


def test_only_the_first_twenty_invisible_characters_are_told(tmp_path: Path) -> None:
    source = folder(tmp_path, "a: " + "\u200b" * 1000)
    assert source.yaml(PATH) is None
    assert len(source.problems) == 20


def test_an_emoji_and_a_no_break_space_are_characters_like_any_other(tmp_path: Path) -> None:
    source = folder(tmp_path, "a: 👩\u200d🔧 120\u00a0triệu\n")
    assert plain(source.yaml(PATH)) == {"a": "👩\u200d🔧 120\u00a0triệu"}


@pytest.mark.parametrize("path", [PATH, TABLE])
def test_decomposed_text_is_composed(tmp_path: Path, path: str) -> None:
    text = unicodedata.normalize("NFD", "Đổi mới ở Phước Dân")
    source = folder(tmp_path, f"note: {text}\n" if path == PATH else f"note\n{text}\n", path)
    found = [source.yaml(PATH)] if path == PATH else list(source.csv(TABLE, COLUMNS, (), required=True))
    assert [plain(each) for each in found] == [{"note": "Đổi mới ở Phước Dân"}]


# --- YAML -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            ["3:1: [khoa-trung] Trường “a” đã có ở dòng 1."],
        ),
        (
            "- a: 1\n  a: 2\n",
            ["2:3: [khoa-trung] Trường “a” đã có ở dòng 1."],
        ),
        (
            "id: a\ntitle: Đổi mới: sáng tạo\n",
            [
                (
                    "2:15: [cu-phap-yaml] Dấu hai chấm có dấu cách theo sau làm YAML tưởng có thêm một trường. "
                    "Dòng đang là: “title: Đổi mới: sáng tạo”."
                )
            ],
        ),
        (
            "effects:\n\tsocial: Vui\n",
            [
                (
                    "2:1: [cu-phap-yaml] Có ký tự không bắt đầu được giá trị: phím Tab, @, ` hoặc %. "
                    "Dòng đang là: “social: Vui”."
                )
            ],
        ),
        (
            "a: 1\nb: @c\n",
            ["2:4: [cu-phap-yaml] Có ký tự không bắt đầu được giá trị: phím Tab, @, ` hoặc %. Dòng đang là: “b: @c”."],
        ),
        (
            'a: 1\nb: "chưa đóng\nc: 2\n',
            ['2:4: [cu-phap-yaml] Dấu nháy mở ở đây mà không đóng. Dòng đang là: “b: "chưa đóng”.'],
        ),
        (
            'a: "Tổ "Ba" vui"\n',
            [
                (
                    "1:9: [cu-phap-yaml] Cần tên trường ở đây; thường là thụt lề lệch, hoặc có dấu nháy kép ở giữa câu. "
                    'Dòng đang là: “a: "Tổ "Ba" vui"”.'
                )
            ],
        ),
        (
            "a: [1, 2\nb: 3\n",
            ["1:4: [cu-phap-yaml] Ngoặc vuông hoặc ngoặc nhọn mở ở đây mà không đóng đúng. Dòng đang là: “a: [1, 2”."],
        ),
        (
            "a: 1\nb: [c,\n\n",
            ["2:7: [cu-phap-yaml] Ngoặc vuông hoặc ngoặc nhọn mở mà không đóng đúng. Dòng đang là: “b: [c,”."],
        ),
        (
            "a: 1\nmột đoạn văn\n",
            [
                (
                    "2:1: [cu-phap-yaml] Thiếu dấu hai chấm sau tên trường, hoặc đoạn văn chưa thụt vào. "
                    "Dòng đang là: “một đoạn văn”."
                )
            ],
        ),
        (
            "a:\n  - b\n  c: d\n",
            ["3:3: [cu-phap-yaml] Cần một mục bắt đầu bằng dấu gạch ngang ở đây. Dòng đang là: “c: d”."],
        ),
        (
            "a: - b\n",
            ["1:4: [cu-phap-yaml] Danh sách không đứng được ở đây. Dòng đang là: “a: - b”."],
        ),
        (
            'a: "C:\\sáng"\n',
            [
                '1:7: [cu-phap-yaml] Dấu gạch chéo ngược trong dấu nháy kép phải viết đôi. Dòng đang là: “a: "C:\\sáng"”.'
            ],
        ),
        (
            "a: *quan-trọng*\n",
            [
                "1:4: [cu-phap-yaml] Dấu & hoặc * ở đầu giá trị có nghĩa riêng trong YAML. Dòng đang là: “a: *quan-trọng*”."
            ],
        ),
        (
            "a: *b\n",
            ["1:4: [cu-phap-yaml] Dấu * ở đầu giá trị có nghĩa riêng trong YAML. Dòng đang là: “a: *b”."],
        ),
        (
            "a: & và\n",
            ["1:4: [cu-phap-yaml] Dấu & hoặc * ở đầu giá trị có nghĩa riêng trong YAML. Dòng đang là: “a: & và”."],
        ),
        (
            "a: 1\n---\nb: 2\n",
            [
                "2:1: [cu-phap-yaml] Mỗi tệp chỉ có một tài liệu, nhưng có dấu --- mở tài liệu thứ hai. Dòng đang là: “---”."
            ],
        ),
        (
            "a: !!python/object:os.system {}\n",
            ["1:4: [cu-phap-yaml] Không dùng thẻ YAML “!!python/object:os.system”."],
        ),
        (
            "a: !Chuý b\n",
            ["1:4: [cu-phap-yaml] Dấu ! ở đầu giá trị có nghĩa riêng trong YAML. Dòng đang là: “a: !Chuý b”."],
        ),
        (
            "a: !chu b\nb: ! c\nc: !!str 2022\n",
            [
                "1:4: [cu-phap-yaml] Không dùng thẻ YAML “!chu”.",
                "2:4: [cu-phap-yaml] Không dùng thẻ YAML “!”.",
                "3:4: [cu-phap-yaml] Không dùng thẻ YAML “!!str”.",
            ],
        ),
        (
            "a: >Tổ\n",
            ["1:4: [cu-phap-yaml] Sau dấu | hoặc > phải xuống dòng. Dòng đang là: “a: >Tổ”."],
        ),
        (
            'a: "\\u200b"\nb: "\\0"\n',
            [
                "1:4: [ky-tu-la] Có một ký tự ẩn (U+200B), thường do chép từ nơi khác sang.",
                "2:4: [ky-tu-la] Có một ký tự ẩn (U+0000), thường do chép từ nơi khác sang.",
            ],
        ),
        (
            "? [a]\n: 1\n",
            ["1:3: [cu-phap-yaml] Cần tên trường ở đây."],
        ),
        (
            'a: Tổ #3\nb: #4\nc: Tổ # ghi chú\nd: "Tổ #5"\ne: Tổ#6\n',
            [
                "1:7: [mat-chu-sau-dau-thang] YAML coi “#3” là ghi chú và bỏ đi.",
                "2:4: [mat-chu-sau-dau-thang] YAML coi “#4” là ghi chú và bỏ đi.",
            ],
        ),
        (
            "hashtags:\n  - #SángKiến\n",
            ["2:5: [mat-chu-sau-dau-thang] YAML coi “#SángKiến” là ghi chú và bỏ đi."],
        ),
        (
            "a: &b Công ty\nc: 1\n",
            ["1:4: [bi-danh-yaml] Không dùng bí danh YAML (& và *) trong dữ liệu."],
        ),
        (
            "a: &b\n  c: 1\nd: *b\n",
            ["1:4: [bi-danh-yaml] Không dùng bí danh YAML (& và *) trong dữ liệu."],
        ),
        (
            "a: &b {c: 1}\nd:\n  <<: *b\n",
            ["1:4: [bi-danh-yaml] Không dùng bí danh YAML (& và *) trong dữ liệu."],
        ),
    ],
)
def test_a_trap_of_yaml_is_told_at_its_place(tmp_path: Path, content: str, lines: list[str]) -> None:
    for newline in ("\n", "\r\n"):
        source = folder(tmp_path, content.replace("\n", newline))
        source.yaml(PATH)
        assert told(source) == [f"data/a.yml:{line}" for line in lines]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("no", Style.FLAG),
        ("on", Style.FLAG),
        ("Yes", Style.FLAG),
        ("true", Style.FLAG),
        ("12:30", Style.NUMBER),
        ("15:34", Style.NUMBER),
        ("1647", Style.NUMBER),
        ("3.000", Style.NUMBER),
        ("007", Style.NUMBER),
        ("2022-11-18", Style.DATE),
        ("2022-13-01", Style.DATE),
        ("~", Style.NOTHING),
        ("null", Style.NOTHING),
        ("", Style.NOTHING),
        ("18/11/2022", Style.TEXT),
        ("1e3", Style.TEXT),
        ("=", Style.TEXT),
        ("Đúng", Style.TEXT),
    ],
)
def test_what_yaml_would_guess_is_kept_as_written(tmp_path: Path, text: str, style: Style) -> None:
    unquoted = folder(tmp_path, f"a: {text}\n").yaml(PATH)
    assert isinstance(unquoted, Mapped)
    assert unquoted.entries["a"] == Written(text, style, Location(PATH, 1, 4 if text else 3))
    quoted = folder(tmp_path, f'a: "{text}"\n').yaml(PATH)
    assert isinstance(quoted, Mapped)
    assert quoted.entries["a"] == Written(text, Style.TEXT, Location(PATH, 1, 4))


def test_values_lists_and_keys_know_their_places(tmp_path: Path) -> None:
    raw = folder(tmp_path, "# đầu\na:\n  - b: Tổ\n  - c\n").yaml(PATH)
    assert raw == Mapped(
        {
            "a": Listed(
                (
                    Mapped(
                        {"b": Written("Tổ", Style.TEXT, Location(PATH, 3, 8))},
                        {"b": Location(PATH, 3, 5)},
                        Location(PATH, 3, 5),
                    ),
                    Written("c", Style.TEXT, Location(PATH, 4, 5)),
                ),
                Location(PATH, 3, 3),
            )
        },
        {"a": Location(PATH, 2, 1)},
        Location(PATH, 2, 1),
    )


words = st.text(st.sampled_from("aăâđêôơư bcDĐ0123:#'\"-&*!%@?{}[],\n👩"), max_size=12)
documents = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcđ", min_size=1), inner, max_size=3),
    max_leaves=12,
).filter(lambda document: isinstance(document, dict) and document)


class NoAliases(yaml.SafeDumper):
    """Writes what is equal twice."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


@given(
    document=documents,
    flow=st.sampled_from([True, False, None]),
    width=st.integers(4, 80),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_every_written_value_is_whole_and_points_at_its_first_character(
    *, document: dict[str, Any], flow: bool | None, width: int, newline: str
) -> None:
    text = yaml.dump(
        document, Dumper=NoAliases, allow_unicode=True, default_flow_style=flow, width=width, line_break=newline
    )
    with TemporaryDirectory() as root:
        source = folder(Path(root), text)
        raw = source.yaml(PATH)
    assert source.problems == []
    assert plain(raw) == yaml.safe_load(text)  # not `document`: PyYAML's own writer has its slips
    assert raw is not None
    lines = text.splitlines()
    for scalar in scalars(raw):
        there = lines[scalar.at.line - 1][scalar.at.column - 1 :]
        assert there[:1] in "'\"|>" or there.startswith(scalar.text.split("\n")[0].split(" ")[0])


def test_a_bomb_of_aliases_is_refused_in_no_time(tmp_path: Path) -> None:
    bomb = "a0: &a0 [cười]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    source = folder(tmp_path, bomb)
    source.yaml(PATH)
    assert {problem.rule for problem in source.problems} == {Rule.ALIAS}
    assert told(source)[0] == "data/a.yml:1:5: [bi-danh-yaml] Không dùng bí danh YAML (& và *) trong dữ liệu."
    assert len(source.problems) == 30


def test_a_value_that_contains_itself_is_refused(tmp_path: Path) -> None:
    source = folder(tmp_path, "a: &a [*a]\n")
    source.yaml(PATH)
    assert [problem.at for problem in source.problems] == [Location(PATH, 1, 4)]


@pytest.mark.parametrize(
    ("content", "at"),
    [
        ("[" * 100_000, Location(PATH, 1, 31)),
        ("[" * 400 + "]" * 400, Location(PATH, 1, 31)),
        ("a: " + "{b: " * 100_000, Location(PATH, 1, 120)),
        ("- " * 50_000, Location(PATH, 1, 61)),
        ("".join(" " * level + "a:\n" for level in range(1000)), Location(PATH, 31, 31)),
    ],
    ids=["unclosed lists", "closed lists", "mappings", "lists on a line", "indented"],
)
def test_nesting_too_deep_is_told_and_does_not_end_the_interpreter(tmp_path: Path, content: str, at: Location) -> None:
    source = folder(tmp_path, content)
    assert source.yaml(PATH) is None
    assert told(source) == [f"{at}: [cu-phap-yaml] Các tầng lồng nhau quá sâu."]


def test_nesting_within_the_limit_and_many_brackets_are_fine(tmp_path: Path) -> None:
    deep = "[" * 29 + "x" + "]" * 29
    source = folder(tmp_path, f'a: {deep}\nb: "{"[" * 1000}"\n')
    assert source.yaml(PATH) is not None
    assert source.problems == []


def test_only_the_scalars_of_another_programs_settings_are_read(tmp_path: Path) -> None:
    source = folder(
        tmp_path,
        "site_name: Sáng kiến\nnav: &nav [a]\nslugify: !!python/name:a.b\nextra:\n  tag: #x\n  deep: !ENV [A, b]\n",
    )
    raw = source.scalars(PATH)
    assert plain(raw) == {"site_name": "Sáng kiến"}
    assert source.problems == []


@pytest.mark.parametrize("text", ["nav: &a [*a]\n", "nav:\n  - a: &a [x.md]\n  - b: *a\n"])
def test_a_menu_that_holds_itself_or_a_part_twice_is_refused(tmp_path: Path, text: str) -> None:
    source = folder(tmp_path, text)
    source.scalars_below(PATH, "nav")
    (found,) = source.problems
    assert (found.rule, found.message) == (Rule.ALIAS, "Không dùng bí danh YAML (& và *) trong dữ liệu.")


# --- Front matter ---------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_page_is_its_front_matter_and_its_body_with_their_lines(tmp_path: Path, newline: str) -> None:
    text = newline.join(["---", "title: Một", "---", "", "Hai", ""])
    source = folder(tmp_path, text, "content/a.md")
    page = source.page("content/a.md")
    assert page is not None
    front, body, line = page
    assert isinstance(front, Mapped)
    assert front.entries["title"] == Written("Một", Style.TEXT, Location("content/a.md", 2, 8))
    assert (body, line) == ("\nHai\n", 4)


@pytest.mark.parametrize("text", ["Một trang\n", "---\ntitle: Một\n", " ---\ntitle: Một\n---\n", "---\n---\n"])
def test_a_page_without_front_matter_is_told(tmp_path: Path, text: str) -> None:
    source = folder(tmp_path, text, "content/a.md")
    assert source.page("content/a.md") is None
    assert told(source) == [
        "content/a.md:1:1: [truong-thieu] Cần phần đầu trang giữa hai dòng ---, nhưng không thấy.",
    ]


def test_a_mistake_in_front_matter_is_told_at_its_line_of_the_file(tmp_path: Path) -> None:
    source = folder(tmp_path, "---\ntitle: Một\ntitle: Hai\n---\n", "content/a.md")
    source.page("content/a.md")
    assert told(source) == ["content/a.md:3:1: [khoa-trung] Trường “title” đã có ở dòng 2."]


# --- CSV ------------------------------------------------------------------------------------------

cells = st.text(st.sampled_from("aăđêư 0123.,;\t\"'\n|#"), max_size=8).map(lambda cell: " ".join(cell.split(" ")))
tables = st.lists(st.lists(cells, min_size=4, max_size=4), max_size=5)


def saved(table: Sequence[Sequence[str]], encoding: str, delimiter: str, newline: str, quoting: Any) -> bytes:  # noqa: ANN401 - csv's own constants
    """What a spreadsheet saves."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(table)
    return text.getvalue().encode(encoding)


@settings(max_examples=300)
@given(
    table=tables,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    noted=st.booleans(),
)
def test_a_table_reads_the_same_however_it_was_saved(
    *, table: list[list[str]], encoding: str, delimiter: str, newline: str, quoting: int, noted: bool
) -> None:
    content = saved([list(COLUMNS), *table], encoding, delimiter, newline, quoting)
    if noted:
        content = f"sep={delimiter}{newline}".encode(encoding.removesuffix("-sig")) + content.removeprefix(
            b"\xef\xbb\xbf"
        )
        content = b"\xef\xbb\xbf" + content if encoding == "utf-8-sig" else content
    if encoding.startswith("utf-16"):
        content = "\ufeff".encode(encoding) + content
    with TemporaryDirectory() as root:
        found, problems = rows(Path(root), content)
    expected = []
    line = 2 + noted
    for row in table:
        entries = {name: cell.strip() for name, cell in zip(COLUMNS, row, strict=True) if cell.strip()}
        if entries:
            expected.append((entries, line))
        line += 1 + sum(cell.count("\n") for cell in row)
    assert problems == []
    assert list(zip(texts(found), [each.at.line for each in found], strict=True)) == expected
    for each in found:
        for name, value in each.entries.items():
            assert value.at == Location(TABLE, each.at.line, COLUMNS.index(name) + 1)


HEADER = "date,unit,submitted,note\n"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            "date,submitted\n2022-01-01,3\n",
            ["1:1: [cot-thieu] Cần cột “unit”, nhưng dòng tiêu đề không có."],
        ),
        (
            "date,unit,ghi chú\n",
            ["1:3: [cot-la] Cần một trong các cột date, unit, submitted, note; nhưng thấy “ghi chú”."],
        ),
        (
            "date,unit,Unit\n",
            ["1:3: [cot-trung] Cột “unit” có hai lần."],
        ),
        (
            HEADER + "2022-01-01,bac,3,một, hai\n",
            ["2:5: [cu-phap-csv] Ô thứ 5 của dòng này còn chữ “hai”, nhưng dòng tiêu đề không có cột ấy."],
        ),
        (
            "date,unit,,note\n2022-01-01,bac,lạc,x\n",
            ["2:3: [cu-phap-csv] Ô thứ 3 của dòng này còn chữ “lạc”, nhưng dòng tiêu đề không có cột ấy."],
        ),
        (
            HEADER + '2022-01-01,bac,3,x\n2022-01-02,bac,4,"chưa đóng\n2022-01-03,bac,5,\n',
            ["3:1: [cu-phap-csv] Dấu nháy kép mở trong dòng này mà không đóng."],
        ),
        (
            HEADER + '2022-01-01,bac,3,"Tổ "Ba""\n',
            ["2:1: [cu-phap-csv] Dấu nháy kép trong dòng này đặt sai chỗ."],
        ),
        (
            ",,,\n,\n",
            ["1:1: [tep-trong] Cần dòng tiêu đề, nhưng mọi dòng đều trống."],
        ),
    ],
)
def test_a_trap_of_csv_is_told_at_its_cell(tmp_path: Path, content: str, lines: list[str]) -> None:
    _found, problems = rows(tmp_path, content)
    assert problems == [f"data/a.csv:{line}" for line in lines]


def test_a_mistyped_column_is_answered_with_the_nearest(tmp_path: Path) -> None:
    source = folder(tmp_path, "date,unit,submited\n", TABLE)
    assert list(source.csv(TABLE, COLUMNS, (), required=True)) == []
    assert [problem.hint for problem in source.problems] == ["Có phải submitted?"]


def test_trailing_empty_rows_and_columns_and_short_rows_are_fine(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "date,unit,submitted,note,,\n2022-01-01,bac,3,,,\n\n2022-01-02,bac\n,,,,,\n  \n")
    assert problems == []
    assert texts(found) == [
        {"date": "2022-01-01", "unit": "bac", "submitted": "3"},
        {"date": "2022-01-02", "unit": "bac"},
    ]
    assert [row.at for row in found] == [Location(TABLE, 2), Location(TABLE, 4)]


def test_an_empty_cell_has_a_place_too(tmp_path: Path) -> None:
    (row,), _problems = rows(tmp_path, HEADER + "2022-01-01,bac\n")
    assert row.keys["note"] == Location(TABLE, 2, 4)
    assert "note" not in row.entries


def test_columns_may_stand_in_any_order_and_any_case(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "Unit , DATE\nbac,2022-01-01\n")
    assert problems == []
    assert texts(found) == [{"unit": "bac", "date": "2022-01-01"}]


def test_what_pandas_would_guess_is_kept_as_written(tmp_path: Path) -> None:
    found, _problems = rows(tmp_path, HEADER + "2022-01-01,NA,007,1.234\n")
    assert texts(found) == [{"date": "2022-01-01", "unit": "NA", "submitted": "007", "note": "1.234"}]


# --- Images ---------------------------------------------------------------------------------------


def images(root: Path, *contents: bytes) -> tuple[list[tuple[int, int] | None], list[str]]:
    paths = [f"data/photos/{number}.jpg" for number in range(len(contents))]
    source = Folder(root)
    for path, content in zip(paths, contents, strict=True):
        folder(root, content, path)
    found = [size and size[:2] for size in source.images(paths)]
    return found, told(source)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("width_px", "height_px"), [(640, 480), (1, 1), (7, 100)])
def test_a_whole_image_has_its_size(tmp_path: Path, kind: str, width_px: int, height_px: int) -> None:
    assert images(tmp_path, picture(kind, width_px, height_px)) == ([(width_px, height_px)], [])


def test_a_turned_photo_has_the_size_it_is_shown_at(tmp_path: Path) -> None:
    plain_photo = picture("JPEG", 40, 30)
    turned = b"\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
    assert images(tmp_path, plain_photo[:2] + turned + plain_photo[2:]) == ([(30, 40)], [])


@pytest.mark.parametrize(
    "content",
    [
        picture("JPEG", 640, 480)[:2000],
        picture("PNG", 640, 480)[:2000],
        picture("WEBP", 640, 480)[:1000],
        b"GIF89a" + b"\x00" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "Ảnh".encode(),
    ],
    ids=["torn jpeg", "torn png", "torn webp", "gif", "svg", "text"],
)
def test_what_is_no_whole_image_is_told(tmp_path: Path, content: bytes) -> None:
    assert images(tmp_path, content) == (
        [None],
        [
            (
                "data/photos/0.jpg:1:1: [anh-hong] Cần một ảnh JPEG, PNG hoặc WebP nguyên vẹn, "
                "nhưng tệp hỏng, bị cắt cụt hoặc không phải ảnh."
            )
        ],
    )


def test_a_broken_image_does_not_hide_the_others(tmp_path: Path) -> None:
    found, problems = images(tmp_path, b"x", picture(), b"", picture("PNG", 3, 4))
    assert found == [None, (540, 380), None, (3, 4)]
    assert len(problems) == 2


def test_an_image_too_heavy_is_told(tmp_path: Path) -> None:
    source = folder(tmp_path, picture(), "data/photos/a.jpg")
    os.truncate(tmp_path / "data/photos/a.jpg", LARGEST_IMAGE_BYTES + 1)
    assert source.images(["data/photos/a.jpg"]) == [None]
    assert [problem.rule for problem in source.problems] == [Rule.FILE_TOO_LARGE]


def test_equal_images_have_equal_digests(tmp_path: Path) -> None:
    source = Folder(tmp_path)
    for name, content in (("a", picture()), ("b", picture()), ("c", picture("PNG"))):
        folder(tmp_path, content, f"data/photos/{name}.jpg")
    one, same, other = (size and size[2] for size in source.images([f"data/photos/{name}.jpg" for name in "abc"]))
    assert one == same != other


@settings(max_examples=150)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8),
    st.integers(0, 1200),
)
def test_a_damaged_image_is_read_or_told(kind: str, damages: list[tuple[int, int]], kept: int) -> None:
    content = bytearray(picture(kind, 40, 30))
    for place, byte in damages:
        content[place % len(content)] = byte
    with TemporaryDirectory() as root:
        found, problems = images(Path(root), bytes(content[: kept or None]))
    assert [size is None for size in found] == [bool(problems)]
