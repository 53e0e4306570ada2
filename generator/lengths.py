"""How long a text is where it will stand, and how to make it shorter without spoiling it.

Facebook and Zalo do not publish what they count as a character. Code units of UTF-16 is what a browser and Java
count, and never less than code points or what a reader sees as letters, so what fits by that count fits by any.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_END = re.compile(r"[.!?…][”\")]*(?=\s)")
_BEGINNING = re.compile(r"\s+[“\"'(–—\-•]*\s*[\[(“\"]*(\w)")
_ABBREVIATIONS = {
    "TP", "Tp", "TX", "Tx", "TT", "Tt", "Q", "P", "H", "X",
    "ThS", "Ths", "TS", "Ts", "GS", "Gs", "PGS", "BS", "Bs", "KS", "Ks", "Mr", "Mrs", "Ms", "Dr", "St",
    "Cty", "NXB", "Nxb", "Tr", "tr",
}  # fmt: skip
"""Before a dot, these stand for a word that goes on: TP. Đà Lạt, TS. Lê Văn Bình, P. Bến Nghé, tr. 12.

*Source*: the usual short forms of places, titles and papers in Vietnamese; there is no closed list of them.
"""
_NAMED_BY_LETTER = re.compile(
    r"\b(?:công ty|nhóm|tổ|đội|ca|lớp|khối|khu|dãy|loại|hạng|mẫu|điểm|phương án|chuyền|xưởng|nhà|lô|cụm|bộ|mục)$",
    re.IGNORECASE,
)
"""What a letter is the name of: "công ty P. Kết quả …" is the end of a sentence, "P. Bến Nghé" is a ward."""
_LONGEST_KIND = 12  # characters: enough for the longest of these, and for what parts it from the word before
_PAUSE = re.compile(r"[,;:](?=\s)|\s[–—](?=\s)")
_OPENING = "“\"'(["
_LOOSE = " ,;:–—-·/“(\"'"
"""What no shortened text ends with."""
_LEAST = 2
"""A text may end after a sentence or at a pause when at least one part in so many of the room is used."""


def counted(text: str) -> int:
    """The length of `text` in code units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def flat(text: str) -> str:
    """`text` in NFC on one line, without double spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sentence(text: str) -> str:
    """`text` with a mark at its end.

    >>> sentence("Đạt “một triệu”"), sentence("Xong chưa?")
    ('Đạt “một triệu”.', 'Xong chưa?')
    """
    closed = flat(text).rstrip(",;:")
    return closed if closed.rstrip('”")').endswith((".", "!", "?", "…")) else f"{closed}."


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order; a quotation of several is in one.

    >>> sentences("Xe nặng 11 kg. Giá 1.850.000 đồng, mua ở TP. Đà Lạt.")
    ['Xe nặng 11 kg.', 'Giá 1.850.000 đồng, mua ở TP. Đà Lạt.']
    """
    text, found, start = flat(text), [], 0
    for end in _ends(text):
        if not _is_open(text[:end]):
            found.append(text[start:end])
            start = end + 1
    return [*found, text[start:]] if text[start:] else found


def shortened(text: str, longest: int) -> str:
    """`text` in at most `longest` code units: cut after a sentence, else at a pause, else between words; "" when no word fits.

    A word of Vietnamese may have two syllables with a space between; a pause never parts them, so it is preferred.

    >>> shortened("Muối ráo và sạch hơn, bán được giá hơn", 30)
    'Muối ráo và sạch hơn…'
    """
    text = flat(text)
    if counted(text) <= longest:
        return text
    spaces = [found.start() for found in re.finditer(r"\s", text[: longest + 1])]
    whole = [_quoted(text[:end]) for end in _ends(text) if text[:end].count("(") <= text[:end].count(")")]
    paused = [_closed(text[: found.start()]) for found in _PAUSE.finditer(text[:longest])]
    for cuts, least in (
        (whole, longest / _LEAST),
        (paused, longest / _LEAST),
        ([_closed(text[:end]) for end in spaces], 1),
    ):
        fitting = [each for each in cuts if each and least <= counted(each) <= longest]
        if fitting:
            return fitting[-1]
    return ""


def beginning(text: str, longest: int) -> str:
    """The first sentences of `text`, each whole, as many as fit in `longest` code units; "" when not one does.

    >>> beginning("Muối ráo. Muối sạch hơn, bán cao hơn.", 30)
    'Muối ráo.'
    """
    kept = ""
    for each in sentences(text):
        longer = f"{kept} {each}".strip()
        if counted(longer) > longest:
            break
        kept = longer
    return kept


def fitted(parts: Iterable[str], longest: int) -> str:
    """Those of `parts`, whole and in order, that fit in `longest` code units together: part of a fact may be untrue."""
    kept = ""
    for part in parts:
        longer = f"{kept} {flat(part)}".strip()
        if counted(longer) <= longest:
            kept = longer
    return kept


def _ends(text: str) -> Iterator[int]:
    """Where sentences end: at a mark after which another begins, with a capital or a figure.

    A dot is no end after an abbreviation that goes on, nor after the number that opens a point of a list.
    """
    for found in _END.finditer(text):
        after = _BEGINNING.match(text, found.end())
        if after and not (after[1].isupper() or after[1].isdigit()):
            continue
        if found.group() != "." or not _is_short(text[: found.start()]):
            yield found.end()


def _is_short(said: str) -> bool:
    """Whether what stands before a dot ends with an abbreviation, or is but the number of a point."""
    before, _, last = said.rpartition(" ")
    last = last.lstrip(_OPENING)
    if last.isdigit():
        return not before or before.endswith((".", "!", "?", "…", ":", ";"))
    if last not in _ABBREVIATIONS:
        return False
    return len(last) > 1 or not _NAMED_BY_LETTER.search(before[-_LONGEST_KIND:])


def _is_open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count("(") > text.count(")")


def _quoted(text: str) -> str:
    """`text` with its open quotation closed."""
    return f"{text}”" if text.count("“") > text.count("”") else text


def _closed(cut: str) -> str:
    """A beginning of a text with "…" at its end, without an open bracket, its open quotation closed."""
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")]
    cut = cut.rstrip(_LOOSE).rstrip(" .…")
    return _quoted(f"{cut}…") if cut else ""
