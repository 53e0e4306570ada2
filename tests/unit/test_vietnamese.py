"""Vietnamese, done right: what folds alike, sorts apart, and how numbers are printed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import vietnamese

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese_text = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " -–.,:0123456789"))
shares = st.fractions(min_value=0, max_value=50, max_denominator=10**6)


def number(printed: str) -> Fraction:
    """The number that a Vietnamese reader reads."""
    return Fraction(printed.replace(".", "").replace(",", ".").replace("−", "-"))


def ordered(words: list[str], key: Callable[[str], Any]) -> list[str]:
    """`words` by `key`, from an order that a stable sort would not leave alone."""
    backwards = words[::-1]
    return sorted(backwards, key=key)


# --- Folding and slugs ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đề tài", "de tai"),
        ("ĐỔI MỚI", "doi moi"),
        ("Phan Rang–Tháp Chàm", "phan rang–thap cham"),
        ("Nguyễn Thị Hường", "nguyen thi huong"),
        ("Ô tô điện", "o to dien"),
    ],
)
def test_folding_takes_case_tones_and_shapes(written: str, folded: str) -> None:
    assert vietnamese.fold(written) == folded


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("Thùy", "Thuỳ"), ("khỏe", "khoẻ")])
def test_both_places_of_a_tone_mark_fold_alike(one: str, other: str) -> None:
    assert vietnamese.fold(one) == vietnamese.fold(other)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ")])
def test_both_places_of_a_tone_mark_are_one_spelling_and_other_tones_are_others(one: str, other: str) -> None:
    assert vietnamese.spelling(one) == vietnamese.spelling(other)
    assert len({vietnamese.spelling(each) for each in ("hoa", "hòa", "hóa", "hỏa", "họa", "hoã")}) == 6
    assert vietnamese.spelling("đê") != vietnamese.spelling("de")


@given(vietnamese_text)
def test_a_spelling_without_its_tone_folds_as_the_syllable_does(text: str) -> None:
    for each in vietnamese.syllables(text):
        assert vietnamese.fold(vietnamese.toneless(vietnamese.spelling(each))) == vietnamese.fold(each)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lê Thị Hồng Thắm, 38 tuổi", ["lê", "thị", "hồng", "thắm", "38", "tuổi"]),
        ("Phan Rang–Tháp Chàm (GD&ĐT)", ["phan", "rang", "tháp", "chàm", "gd", "đt"]),
        ("hoa\u0300 mơ\u0306k", ["hoà", "mơ\u0306k"]),
        ("…", []),
    ],
)
def test_syllables_are_what_stands_between_spaces_and_signs(text: str, said: list[str]) -> None:
    assert vietnamese.syllables(text) == said


@pytest.mark.parametrize(
    ("text", "letter"),
    [("Ăn ca", "a"), ("Âm thanh", "a"), ("Đèn", "đ"), ("Dây", "d"), ("“Ống", "o"), ("4 bước", "4"), ("…", "")],
)
def test_an_index_lists_by_the_plain_letter_and_keeps_dd_apart(text: str, letter: str) -> None:
    assert vietnamese.initial(text) == letter


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = vietnamese.fold(text)
    assert vietnamese.fold(once) == once


@given(st.text() | vietnamese_text)
def test_folding_does_not_see_how_unicode_was_composed(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert vietnamese.fold(composed) == vietnamese.fold(decomposed)


@given(vietnamese_text)
def test_folded_vietnamese_is_ascii_but_for_its_dashes(text: str) -> None:
    assert vietnamese.fold(text).replace("–", "-").isascii()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Đổi mới: sáng tạo!", "doi-moi-sang-tao"),
        ("  Phan Rang–Tháp Chàm ", "phan-rang-thap-cham"),
        ("Số 3/2022", "so-3-2022"),
        ("…", ""),
    ],
)
def test_a_slug_keeps_the_letters_and_digits(written: str, expected: str) -> None:
    assert vietnamese.slug(written) == expected


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_empty_or_matches_its_pattern_within_its_length(text: str, longest: int) -> None:
    slug = vietnamese.slug(text, longest=longest)
    assert len(slug) <= longest
    assert not slug or re.fullmatch(vietnamese.SLUG_PATTERN, slug)


@given(vietnamese_text)
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = vietnamese.slug(text)
    assert vietnamese.slug(slug) == slug


def test_a_long_slug_is_cut_between_words_and_a_long_word_within() -> None:
    assert vietnamese.slug("sáng kiến cải tiến", longest=12) == "sang-kien"
    assert vietnamese.slug("nghiêngngả", longest=6) == "nghien"


# --- Order ----------------------------------------------------------------------------------------


def test_letters_sort_as_in_a_vietnamese_dictionary() -> None:
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert ordered(alphabet, vietnamese.sort_key) == alphabet


def test_tones_sort_ngang_huyen_hoi_nga_sac_nang() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert ordered(tones, vietnamese.sort_key) == tones


def test_letters_weigh_more_than_tones() -> None:
    words = ["tạ", "tan", "tán", "tăn", "tân", "thà"]
    assert ordered(words, vietnamese.sort_key) == words


def test_a_word_sorts_before_the_words_it_begins() -> None:
    units = ["Ninh", "Ninh Hải", "Ninh Phước", "Ninh Sơn", "Ninhà"]
    assert ordered(units, vietnamese.sort_key) == units


def test_numbers_sort_before_letters() -> None:
    assert sorted(["Tổ", "3 tổ"], key=vietnamese.sort_key) == ["3 tổ", "Tổ"]


@given(vietnamese_text)
def test_the_order_does_not_see_how_unicode_was_composed(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert vietnamese.sort_key(composed) == vietnamese.sort_key(decomposed)


@given(vietnamese_text, vietnamese_text)
def test_only_equal_texts_share_a_place(one: str, other: str) -> None:
    assert (vietnamese.sort_key(one) == vietnamese.sort_key(other)) == (one == other)


def test_people_sort_by_given_name_then_family_then_middle() -> None:
    people = [
        "Nguyễn Văn An",
        "Trần An",
        "Trần Thị An",
        "Đặng Minh Ánh",
        "Lê Văn Bình",
        "Lê Xuân Bình",
        "Hoa",
        "Bùi Thị Hoa",
    ]
    assert ordered(people, vietnamese.person_sort_key) == people


# --- Numbers and dates ----------------------------------------------------------------------------


@given(st.integers(0, 10**15))
def test_a_printed_integer_reads_back(value: int) -> None:
    printed = vietnamese.integer(value)
    assert number(printed) == value
    assert re.fullmatch(r"\d{1,3}(\.\d{3})*", printed)


@given(st.fractions(min_value=-(10**9), max_value=10**9), st.integers(0, 30))
def test_a_printed_decimal_is_within_half_of_its_last_place(value: Fraction, places: int) -> None:
    printed = vietnamese.decimal(value, places=places)
    assert abs(number(printed) - value) <= Fraction(1, 2 * 10**places)
    assert len(printed.partition(",")[2]) == places


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Fraction(549, 10), 1, "54,9"),
        (Fraction(1, 20), 1, "0,1"),
        (Fraction(-1, 20), 1, "−0,1"),
        (Fraction(-1, 100), 1, "0,0"),
        (Fraction(16475, 10), 0, "1.648"),
    ],
)
def test_decimals_round_half_away_from_zero(value: Fraction, places: int, printed: str) -> None:
    assert vietnamese.decimal(value, places=places) == printed


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Fraction(0), "0,0%"),
        (Fraction(1, 10**6), "dưới 0,1%"),
        (Fraction(1647, 3000), "54,9%"),
        (Fraction(9999, 10000), "99,9%"),
        (Fraction(1), "100,0%"),
        (Fraction(2323, 1000), "232,3%"),
        (Fraction(16470), "1.647.000,0%"),
    ],
)
def test_percentages_as_printed(share: Fraction, printed: str) -> None:
    assert vietnamese.percent(share) == printed


@given(shares | st.fractions(min_value=Fraction(99, 100), max_value=Fraction(101, 100)))
def test_only_the_whole_prints_as_the_whole_and_only_nothing_as_nothing(share: Fraction) -> None:
    printed = vietnamese.percent(share)
    assert (printed == "0,0%") == (share == 0)
    if share < 1:
        assert printed == "dưới 0,1%" or number(printed.rstrip("%")) < 100
    else:
        assert number(printed.rstrip("%")) >= 100


@given(shares.filter(lambda share: share >= Fraction(1, 1000)))
def test_a_percentage_is_within_a_tenth(share: Fraction) -> None:
    assert abs(number(vietnamese.percent(share).rstrip("%")) - share * 100) <= Fraction(1, 10)


@pytest.mark.parametrize(
    ("vnd", "words"),
    [
        (0, "0 đồng"),
        (950_000, "950.000 đồng"),
        (1_000_000, "1 triệu đồng"),
        (120_000_000, "120 triệu đồng"),
        (80_640_000, "80,64 triệu đồng"),
        (65_512_345, "khoảng 65,5 triệu đồng"),
        (1_250_000_000, "1,25 tỷ đồng"),
        (10_000_000_000, "10 tỷ đồng"),
        (1_234_567_890_000, "khoảng 1.234,6 tỷ đồng"),
    ],
)
def test_money_in_the_words_people_use(vnd: int, words: str) -> None:
    assert vietnamese.money(vnd) == words


@given(st.integers(0, 10**14))
def test_money_is_exact_or_says_that_it_is_not(vnd: int) -> None:
    words = vietnamese.money(vnd)
    amount, _, size = words.removeprefix("khoảng ").partition(" ")
    said = number(amount) * {"đồng": 1, "triệu đồng": 10**6, "tỷ đồng": 10**9}[size]
    if words.startswith("khoảng"):
        assert said != vnd
        assert abs(said - vnd) <= said / 20
    else:
        assert said == vnd


def test_days_and_months() -> None:
    assert vietnamese.day(date(2022, 1, 8)) == "08/01/2022"
    assert vietnamese.month(date(2022, 1, 8)) == "tháng 1/2022"


# --- Near words -----------------------------------------------------------------------------------


def test_the_nearest_word_ignores_case_and_marks() -> None:
    assert vietnamese.nearest("Ninh Phuoc", ["Ninh Hải", "Ninh Phước"]) == "Ninh Phước"


def test_nothing_is_near_a_word_that_resembles_none() -> None:
    assert vietnamese.nearest("xyz", ["ninh-hai", "ninh-phuoc"]) is None
    assert vietnamese.nearest("ninh-hai", []) is None


@given(st.text(), st.sets(vietnamese_text, max_size=6))
def test_the_nearest_word_is_a_known_one_and_a_known_word_is_its_own(word: str, known: set[str]) -> None:
    assert vietnamese.nearest(word, known) in {*known, None}
    for each in known - {""}:
        near = vietnamese.nearest(each, known)
        assert near is not None
        assert vietnamese.fold(near) == vietnamese.fold(each)
