"""Where a name stands in a text, however it is written there.

Composed or in pieces, in any case, with or without marks, as a slug, parted by signs, invisible characters, lines or
what `PARTED` stands for, spelled out letter by letter. Pure; what files are, and how their texts are packed, is not
known here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from generator.vietnamese import spelling, syllables

PARTED = "\ue000"
"""Stands in a text where markup was taken out: no letter, and nothing that a name could not go on behind."""

BREAK = "\ue001"
"""Stands between texts that are squeezed at once."""

_WITHIN = r"(?:[^\w\s]|_){0,12}(?:[ \t\r]{0,40}\n\s{0,40}(?:[^\w\s]|_){0,4})?"  # a syllable: signs, the end of a line
_BETWEEN = r"[\W_]{0,40}"
_MARKS = r"[\u0300-\u036f]"
_SPACED = r"[\W_]{1,12}"
_ESCAPED_LINE = re.compile(r"\\[nrt]")
_CODES = 0x20000  # two planes: behind them is no letter that looks like one of a name
_BLOCK = 64  # of them, told at once
_BREAK = 2  # as `_letters` tells: no letter
_AROUND = 8  # characters behind a name that decide whether it ends there

_FILLERS = dict.fromkeys("\u115f\u1160\u3164\uffa0", PARTED)  # letters to Unicode, and nothing to the eye
_LOOKALIKES = {
    other: letter
    for others, letters in (
        ("АВЕКМНОРСТУХІЈЅҺԚԜӀ", "abekmhopctyxijshqwl"),
        ("авекмнорстухіјѕһԛԝпгиԁӏ", "abekmhopctyxijshqwnrudl"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),
        ("αγεηικνορτυχ", "ayenikvoptux"),
        ("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠʏ", "abcdeghijklmnoprtuvy"),
        ("ıɑɡðÐɖƉ", "iagdddd"),
    )
    for other, letter in zip(others, letters, strict=True)
}
"""What looks like a letter of a Vietnamese name, and is another to Unicode. *Source*: Unicode confusables, in part."""
_UNLIKE = frozenset({*_FILLERS, *_LOOKALIKES, "đ"})
"""What folds to something else for reasons of ours."""


class _Flat(dict[int, str]):
    """What each character folds to, always one: so every place in a flat text is the same place in the text."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = _FILLERS.get(letter) or _bare(letter)
        return self[code]


def _bare(letter: str) -> str:
    """The letter without marks and in lower case, also when it is written wide, bold or in a circle, or looks like it."""
    plain = unicodedata.normalize("NFKC", letter) if letter.isprintable() else letter
    pieces = unicodedata.normalize("NFD", _LOOKALIKES.get(plain) or plain.lower().replace("đ", "d"))
    bare = "".join(_LOOKALIKES.get(each, each) for each in pieces if not unicodedata.combining(each))
    return bare if len(bare) == 1 else letter


_FLAT = _Flat()


def flat(text: str) -> str:
    """`text` folded letter by letter: of the same length, its loose marks left where they are.

    >>> flat("Đề tài")
    'de tai'
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded = np.where(codes < _CODES, _folds()[np.minimum(codes, _CODES - 1)], codes)
    return folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _folds() -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    """What each character of two planes folds to: a tenth of the time of `str.translate`."""
    folds = np.arange(_CODES, dtype=np.uint32)
    for first in range(0, _CODES, _BLOCK):
        block = "".join(map(chr, range(first, first + _BLOCK)))
        if not _is_flat(block):
            folds[first : first + _BLOCK] = [ord(_FLAT[ord(each)]) for each in block]
    return folds


def _is_flat(block: str) -> bool:
    """Whether no character of a block folds to another: two thirds of all, which need not be asked one by one.

    *Source*: Unicode, normalisation forms: what is a part of a normalised text is normalised.
    """
    lower = block.lower()
    forms = unicodedata.normalize("NFKC", block), lower, unicodedata.normalize("NFD", lower)
    return set(forms) == {block} and _UNLIKE.isdisjoint(block)


@cache
def _letters() -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """For each character of two planes: the letter or digit of ASCII it folds to, 1 for any other, 0 for a sign."""
    bare = map(chr, _folds().tolist())
    told = ((ord(each) if each.isascii() else 1) if each.isalnum() else 0 for each in bare)
    return np.fromiter(told, np.uint8, _CODES)


def squeezed(text: str) -> bytes:
    """The letters and digits of `text`, folded, and nothing else; a letter that is none of ASCII's is a byte 1.

    Where a name stands in a text, its squeezed form is in the text's: a tenth of the time of looking for its pattern.

    >>> squeezed("Đề tài số 1")
    b'detaiso1'
    """
    found: bytes = _lettered(text)[1].tobytes()
    return found.translate(None, b"\0")


def squeezed_parts(text: str) -> list[bytes]:
    """The same of each of several texts with a `BREAK` between them.

    >>> squeezed_parts(f"Đề tài{BREAK}số 1")
    [b'detai', b'so1']
    """
    codes, letters = _lettered(text)
    letters[codes == ord(BREAK)] = _BREAK
    found: bytes = letters.tobytes()
    return found.translate(None, b"\0").split(bytes([_BREAK]))


def _lettered(text: str) -> "tuple[np.ndarray[tuple[int], Any], np.ndarray[tuple[int], np.dtype[np.uint8]]]":
    """The character codes of a text, and of each what `_letters` tells."""
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(codes) > len(text):  # something beyond the first plane: twice the time
        codes = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4"), _CODES - 1)
    return codes, _letters()[codes]


def words(text: str) -> list[str]:
    """The syllables of a name or the words of a text, flat.

    >>> words("K'Brơi, Ka-tơr")
    ['k', 'broi', 'ka', 'tor']
    """
    return re.findall(r"[^\W_]+", flat(unicodedata.normalize("NFC", text)))


def spelled(name: str) -> str:
    """A name as it is pronounced: the same however its letters are composed, wherever its tones stand, in any case."""
    return " ".join(map(spelling, syllables(name)))


def pattern(names: Iterable[Sequence[str]], *, alone: bool = True) -> re.Pattern[str]:
    """What finds names, each given as its `words`, in a flat text; it never matches when there are none.

    `alone`: no letter may touch it. Among bytes that are no text, chance may have put one there.
    """
    forms: set[str] = set()
    for name in names:
        syllables = (_WITHIN.join(map(re.escape, syllable)) for syllable in name)
        forms |= {_BETWEEN.join(syllables), _SPACED.join(map(re.escape, "".join(name)))}
    any_of = rf"(?:{'|'.join(sorted(forms))})" if forms else r"(?!)"
    return re.compile(rf"(?<![a-z0-9]){any_of}(?!{_MARKS}*[a-z0-9])" if alone else any_of)


def spans(text: str, name: Sequence[str], one: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a name, given as its `words`, begins and ends in a text; `one` is its pattern.

    The letters are looked for first, without what parts them: the pattern alone takes a hundred times as long.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = _letters()[np.minimum(codes, _CODES - 1)]
    places = np.flatnonzero(letters)
    there, needle = letters[places].tobytes(), squeezed("".join(name))
    found = there.find(needle)
    while found >= 0:
        start, last = int(places[found]), int(places[found + len(needle) - 1])
        before = max(0, start - 1)
        match = one.match(flat(text[before : last + _AROUND]), start - before)
        if match:
            yield start, before + match.end()
        found = there.find(needle, found + 1)


def apart(said: str, name: Sequence[str]) -> str:
    """The letters of `said`, as they stand there, parted as the syllables of `name`; "" when they are not as many."""
    letters: list[str] = []
    for each in unicodedata.normalize("NFKC", said).lower():
        if each.isalnum():
            letters.append(each)
        elif letters and unicodedata.combining(each):
            letters[-1] += each
    if len(letters) != sum(map(len, name)):
        return ""
    rest = iter(letters)
    return " ".join("".join(next(rest) for _letter in syllable) for syllable in name)


def without(text: str, hidden: Iterable[str], named: Iterable[str], instead: str) -> str:
    """`text` with `instead` for the names of those `hidden`; what is spelled as one of those `named` stays.

    `text` may be JSON, in which a line ends with an escape. Slugs stay: an address would lead nowhere.
    """
    read = _ESCAPED_LINE.sub(PARTED * 2, text)
    there = squeezed(read)
    sought = [found for name in sorted(set(hidden)) if (found := words(name)) and squeezed("".join(found)) in there]
    if not sought:
        return text
    kept = {spelled(each) for each in named}
    bare = {" ".join(words(each)) for each in named}
    parts, end = [], 0
    for match in pattern(sought).finditer(flat(read)):
        said = read[match.start() : match.end()]
        forms = {spelled(apart(said, name)) for name in sought}
        is_slug = said.isascii() and said.islower() and " " not in said
        if is_slug or forms & kept or (said.isascii() and " ".join(words(said)) in bare):
            continue
        parts += [text[end : match.start()], instead]
        end = match.end()
    return "".join([*parts, text[end:]])
