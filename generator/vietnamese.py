"""Vietnamese, done right: folding, slugs, alphabetical order, numbers and dates as they are printed.

Everything here is pure and knows nothing of campaigns. Nothing here changes the case of a word for
display: Vietnamese capitalisation is a choice of the writer's.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache

# The modern alphabet of 29 letters plus f, j, w, z of loanwords, in dictionary order.
# Source: TCVN 5712 and the CLDR collation `vi`.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=100)}
# Tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng. Source: CLDR collation `vi`.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPE_MARKS = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make another letter

# The letters with which the tones are typed in Telex, as capitals: no lower-case syllable holds one.
_TONE_LETTER = {"\u0300": "F", "\u0301": "S", "\u0309": "R", "\u0303": "X", "\u0323": "J"}
_NO_TONE = str.maketrans("", "", "".join(_TONE_LETTER.values()))
_SYLLABLE = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")  # Raglai and Chăm have letters of which one mark stays apart

SLUG_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"


class _Folded(dict[int, str]):
    """What each lower-case letter folds to, found out once: half the time of decomposing every text."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).replace("đ", "d"))
        self[code] = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower-case `text` without tone and shape marks and with đ as d: what matching compares.

    >>> fold("Đề tài")
    'de tai'
    """
    return text.lower().translate(_FOLDED)


def syllables(text: str) -> list[str]:
    """The words of `text` in order, lower-case: what stands between spaces and signs.

    >>> syllables("Lê Thị Hoa, 38 tuổi")
    ['lê', 'thị', 'hoa', '38', 'tuổi']
    """
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=65536)
def spelling(syllable: str) -> str:
    """A lower-case syllable with its tone last, as a capital of Telex: the same wherever its mark was put.

    >>> spelling("hòa") == spelling("hoà")
    True
    >>> spelling("đề")
    'đêF'
    """
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = "".join(_TONE_LETTER.get(letter, "") for letter in decomposed)
    return unicodedata.normalize("NFC", "".join(each for each in decomposed if each not in _TONE_LETTER)) + tones


def toneless(spelled: str) -> str:
    """What `spelling` gave, without its tone.

    >>> toneless("đêF")
    'đê'
    """
    return spelled.translate(_NO_TONE)


def initial(text: str) -> str:
    """The letter under which an index lists `text`: a with ă and â, d apart from đ; a digit as it is, "" without any.

    >>> initial("“Ống tưới”"), initial("Đèn"), initial("4 bước")
    ('o', 'đ', '4')
    """
    first = next(iter(syllables(text)), "")[:1]
    return first if first == "đ" else fold(first)[:1]


def slug(text: str, *, longest: int = 60) -> str:
    """An ASCII slug of at most `longest` characters, cut between words; may be empty.

    >>> slug("Đổi mới: sáng tạo!")
    'doi-moi-sang-tao'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word
        if len(longer) > longest:
            return kept or word[:longest]
        kept = longer
    return kept


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The place of `text` in a Vietnamese dictionary: letters first, tones second, case last."""
    text = unicodedata.normalize("NFC", text)
    letters: list[int] = []
    tones: list[int] = []
    for syllable in re.split(r"[\s\-–]+", text.lower()):
        tone = 0
        for letter in syllable:
            decomposed = unicodedata.normalize("NFD", letter)
            marks = [mark for mark in decomposed[1:] if mark in _TONE_RANK]
            tone = max([tone, *(_TONE_RANK[mark] for mark in marks)])
            shaped = decomposed[0] + "".join(m for m in decomposed[1:] if m in _SHAPE_MARKS)
            base = unicodedata.normalize("NFC", shaped)
            letters.append(_LETTER_RANK.get(base, ord(base[0]) if base < "a" else 10_000 + ord(base[0])))
        letters.append(0)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def person_sort_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]:
    """The place of a person's name in a Vietnamese list: given name, family name, middle names."""
    words = name.split()
    given, family, middle = words[-1:], words[:1] if len(words) > 1 else [], words[1:-1]
    return tuple(sort_key(" ".join(part)) for part in (given, family, middle))


def integer(value: int) -> str:
    """`value` with dots between thousands: 1647 → "1.647"."""
    return f"{value:,}".replace(",", ".")


def decimal(value: Fraction, *, places: int = 1) -> str:
    """`value` rounded half away from zero to `places` decimals, with a comma: "54,9"."""
    return _printed(_rounded(value, places), places)


def percent(share: Fraction) -> str:
    """A share of the whole (1 is 100%) as printed, one decimal: "54,9%".

    A share below 100% never prints as 100%, and one above zero never as 0%.
    """
    tenths = percent_tenths(share)
    return "dưới 0,1%" if share > 0 and tenths == 0 else f"{_printed(tenths, 1)}%"


def percent_tenths(share: Fraction) -> int:
    """A share of the whole (1 is 100%) in tenths of a percent, rounded; below the whole never 1000."""
    tenths = _rounded(share * 100, 1)
    return 999 if share < 1 and tenths >= 1000 else tenths  # noqa: PLR2004 - the whole


def day(value: date) -> str:
    """18/11/2022."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


_WRITTEN_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def with_days_alike(text: str) -> str:
    """`text` with its days written as `day` writes them, beside which they will stand.

    >>> with_days_alike("từ 1/6/2022 đến 01/9/2023")
    'từ 01/06/2022 đến 01/09/2023'
    """
    return _WRITTEN_DAY.sub(lambda found: f"{found[1]:0>2}/{found[2]:0>2}/{found[3]}", text)


def month(value: date) -> str:
    """tháng 11/2022."""
    return f"tháng {value.month}/{value.year}"


def money(vnd: int) -> str:
    """An amount of đồng in the words people use: "120 triệu đồng", "1,25 tỷ đồng"."""
    for size, word in ((10**9, "tỷ đồng"), (10**6, "triệu đồng")):
        if vnd >= size:
            scaled = Fraction(vnd, size)
            if scaled * 100 == int(scaled * 100):
                return f"{_trimmed(scaled)} {word}"
            return f"khoảng {_trimmed(Fraction(_rounded(scaled, 1), 10))} {word}"
    return f"{integer(vnd)} đồng"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The member of `known` most like `word`, ignoring case and marks; None when nothing is near."""
    by_fold = {fold(candidate): candidate for candidate in sorted(known)}
    close = get_close_matches(fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _rounded(value: Fraction, places: int) -> int:
    """`value` in units of its last place, half away from zero, without passing through a float."""
    unit: int = 10**places
    scaled = value * unit
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    if rest * 2 >= scaled.denominator:
        whole += 1
    return -whole if scaled < 0 else whole


def _printed(scaled: int, places: int) -> str:
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "−" if scaled < 0 else ""
    return f"{sign}{integer(whole)}" + (f",{rest:0{places}d}" if places else "")


def _trimmed(value: Fraction) -> str:
    return decimal(value, places=2).rstrip("0").rstrip(",") if value.denominator > 1 else integer(int(value))
