"""How long a text is where it will stand, and how to make it shorter without spoiling it.

Facebook and Zalo do not publish what they count as a character. Code units of UTF-16 is what a browser and Java
count, and never less than code points or what a reader sees as letters, so what fits by that count fits by any.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_END = re.compile(r"[.!?…][”\")]*(?=\s)")
_PAUSE = re.compile(r"[,;:](?=\s)|\s[–—](?=\s)")
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

    >>> sentences("Xe nặng 11 kg. Giá 1.850.000 đồng, mua ở TP. Phan Rang.")
    ['Xe nặng 11 kg.', 'Giá 1.850.000 đồng, mua ở TP. Phan Rang.']
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


def fitted(parts: Iterable[str], longest: int) -> str:
    """Those of `parts`, whole and in order, that fit in `longest` code units together: part of a fact may be untrue."""
    kept = ""
    for part in parts:
        longer = f"{kept} {flat(part)}".strip()
        if counted(longer) <= longest:
            kept = longer
    return kept


def _ends(text: str) -> Iterator[int]:
    """Where sentences end; a dot after a capital is an abbreviation's."""
    for found in _END.finditer(text):
        if not (found.group() == "." and text[found.start() - 1 : found.start()].isupper()):
            yield found.end()


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
