"""A name is found however it is written; and only what is one is taken for one."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import names

NAME = "Nguyễn Thị Ánh Đào"
SYLLABLE = st.text("abđêôưỡ́ăiyn", min_size=1, max_size=4).filter(names.words)


def test_the_examples_hold() -> None:
    assert doctest.testmod(names).failed == 0


def test_what_is_told_of_whole_blocks_is_so_of_each_character() -> None:
    folds = names._folds()  # noqa: SLF001 - the table itself
    codes = [*range(0x3400), *range(0xA600, 0xAC00), *range(0xF900, 0x10100), *range(0x1D400, 0x1D800)]
    assert [code for code in codes if folds[code] != ord(names._FLAT[code])] == []  # noqa: SLF001 - as above


@given(st.text(), st.text())
def test_texts_are_squeezed_at_once_as_one_by_one(one: str, other: str) -> None:
    one, other = (each.replace(names.BREAK, "") for each in (one, other))
    assert names.squeezed_parts(f"{one}{names.BREAK}{other}") == [names.squeezed(one), names.squeezed(other)]


@given(st.text())
def test_a_flat_text_has_its_places(text: str) -> None:
    assert len(names.flat(text)) == len(text)
    assert names.squeezed(names.flat(text)) == names.squeezed(text)


@given(
    st.lists(SYLLABLE, min_size=2, max_size=4), st.sampled_from(["NFC", "NFD"]), st.sampled_from([str.upper, str.lower])
)
def test_whatever_is_found_was_seen_by_the_quick_look(syllables: list[str], form: str, case: object) -> None:
    name = " ".join(syllables)
    words = names.words(name)
    said = unicodedata.normalize("NFD" if form == "NFD" else "NFC", str.upper(name) if case is str.upper else name)
    assert names.pattern([words]).search(names.flat(f"({said})"))
    assert names.squeezed("".join(words)) in names.squeezed(said)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Chị {NAME}.", "Chị [–]."),
        (f"{NAME}, {NAME}", "[–], [–]"),
        ('"Nguyễn\\nThị\\tÁnh Đào"', '"[–]"'),
        ("Nguyễn Thị Ánh Đạo và Nguyen Thi Anh Dao", "Nguyễn Thị Ánh Đạo và Nguyen Thi Anh Dao"),
        ("/guong-sang/nguyen-thi-anh-dao/", "/guong-sang/nguyen-thi-anh-dao/"),
        ("Nguyễn Thị Ánh Đàon", "Nguyễn Thị Ánh Đàon"),
        ("", ""),
    ],
)
def test_a_name_is_left_out_and_a_twin_s_is_not(text: str, left: str) -> None:
    assert names.without(text, [NAME], ["Nguyễn Thị Ánh Đạo"], "[–]") == left


def test_without_a_twin_what_has_no_marks_is_theirs() -> None:
    assert names.without("Nguyen Thi Anh Dao", [NAME], [], "[–]") == "[–]"


@pytest.mark.parametrize(
    "written", ["𝐓𝐫ươ𝒏𝒈 𝗧𝗵ị", "Ｔｒương Thị", "Тrươnɡ Тhị", "Trư\u3164ơng Th\u200dị", "Τrương\u034f Thị", "ⓣⓡương thị"]
)
def test_what_looks_like_a_letter_is_one(written: str) -> None:
    assert names.squeezed(written) == b"truongthi"
    assert names.pattern([["truong", "thi"]]).search(names.flat(written))
