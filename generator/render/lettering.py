"""Words set in lines, and laid over a drawing that many pictures share.

Of three thousand link previews nothing differs but a few lines of words: Typst draws the ground under them once, and
the letters come from here, each drawn once in a size. A preview takes a fifth of the time, and, with a palette made
for it, a quarter of the bytes. Knows nothing of campaigns, nor of files.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import ceil, inf
from typing import TYPE_CHECKING, Any

from generator.colours import WHITE, Rgb, rgb
from generator.glyphs import FONTS

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SIZE_STEP_PX = 2  # between the sizes that are tried: letters are kept by size, and nobody sees a smaller step
_PHASES = 4  # places of a letter within a pixel
_LETTERS_KEPT = 8192
_WORDS_KEPT = 16384
_STAR_SIZE, _STAR_DROP, _STAR_ROOM = 0.9, 0.2, 1.25  # em

# Whose place is the beginning of a line: at the end of one they keep the reader waiting.
_LEADING = frozenset(
    {
        "và", "của", "cho", "để", "bằng", "trong", "tại", "ở", "từ", "với", "các", "những", "một", "là", "do", "theo",
        "vào", "trên", "dưới", "khi", "không", "được", "bị", "–", "-", "&",
    }
)  # fmt: skip
_SLACK = 0.001  # em: sums in another order differ a little
_JOINING = "\u00a0"
_WORD = re.compile(f"([ {_JOINING}]?)([^ {_JOINING}]+)")
_JOINED_COST = 0.3  # two words that are one are parted only where a line would be half empty
_LEADING_COST = 0.02  # of a line's length, squared: as a line shorter by a seventh
_LEAST = 0.92  # so much smaller than the largest a size may be that breaks lines better
_SMALLER_COST = 2.0  # times the part of the size that is lost

_UNSEEN = str.maketrans("", "", "\u00ad\u200b")  # where a word might be broken, which is done by its length here

# Shades in a palette: of the ground to white, of the ground to the accent; the rest is what else is drawn.
_WHITES, _ACCENTS = 128, 64
_SHADES = 256
_ELSEWHERE = 300  # square of a distance between colours: a shade of the first range is preferred up to here


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How words look: a weight of the font; in em, what is added between letters, from line to line, and to the first."""

    weight: str
    tracking: float = 0.0
    pitch: float = 1.32
    rise: float = 0.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of a column: how they look, from which size down to which, `gap_px` below the part before.

    They take at most `height_px`; the one without takes what the others leave. `accent` are those in the accent's
    colour, others are white, or nearly so when `soft`. On one line they may be as small as `lone_px`, if that is given.
    Lines end `narrower_px` before those of others. What is `optional` is left out where it does not fit.
    """

    words: str
    face: Face
    largest_px: int
    smallest_px: int
    height_px: int | None = None
    gap_px: int = 0
    accent: bool = False
    soft: bool = False
    starred: bool = False
    lone_px: int | None = None
    narrower_px: int = 0
    optional: bool = False

    @property
    def indent_px(self) -> int:
        """The room for the star before it."""
        return round(_STAR_ROOM * self.largest_px) if self.starred else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Parts below one another, in the middle of their height, on a ground `plain` with an `accent`: "#8a2f1f".

    `softness` is the part of white in the colour of soft words, whose rest is of the ground.
    """

    parts: tuple[Part, ...]
    left_px: int
    top_px: int
    width_px: int
    height_px: int
    plain: str
    accent: str
    softness: float = 1.0

    def passages(self) -> "tuple[Passage, ...]":
        """The parts in lines, each in its place."""
        rest: float = self.height_px - sum(each.gap_px for each in self.parts if not each.optional)
        found: dict[Part, Passage] = {}
        for part in sorted(self.parts, key=lambda each: (each.optional, each.height_px is None)):
            passage = fitted(part, self.width_px, part.height_px or rest)
            needed = passage.height_px + part.gap_px * part.optional
            if needed <= rest or not part.optional:
                found[part] = passage
                rest -= needed
        top, placed = self.top_px + rest / 2, []
        for part in (each for each in self.parts if each in found):
            top += part.gap_px
            placed.append(replace(found[part], left_px=self.left_px, top_px=round(top)))
            top += found[part].height_px
        return tuple(placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part in lines of one size, and its place: the left and upper corner."""

    part: Part
    lines: tuple[str, ...]
    size_px: int
    width_px: int
    left_px: int = 0
    top_px: int = 0

    @property
    def height_px(self) -> float:
        """From the top of the first line to the end of the last."""
        return len(self.lines) * self.part.face.pitch * self.size_px


def fitted(part: Part, width_px: int, height_px: float) -> Passage:
    """The words as large as they fit, in lines of like length; what the smallest size does not hold ends in an ellipsis."""
    face, largest_px, smallest_px = part.face, part.largest_px, part.smallest_px
    width_px -= part.indent_px + part.narrower_px
    words = part.words.translate(_UNSEEN) or "…"
    if part.lone_px and (size := min(largest_px, int(width_px / _wide(words, face)))) >= part.lone_px:
        return Passage(part=part, lines=(words,), size_px=size, width_px=width_px)
    pieces = _pieces(words, face, width_px / (smallest_px * 0.4 + largest_px * 0.6))
    space = _wide(" ", face)
    best: tuple[float, int, list[Sequence[_Piece]]] | None = None  # what it costs, the size, and the lines
    longest, whole = (found(width for _piece, width, _before in pieces) for found in (max, sum))
    first = largest_px
    for size in range(largest_px, smallest_px - 1, -SIZE_STEP_PX):
        if best and (size < first * _LEAST or best[0] < _SMALLER_COST * (1 - size / first)):
            break
        limit, room = width_px / size, int(height_px / (face.pitch * size) + 0.001)
        if longest > limit or whole > room * limit:
            continue
        count = len(_filled(pieces, space, limit))
        if count <= room:
            first = first if best else size
            cost, found = _balanced(pieces, space, limit, count)
            cost += _SMALLER_COST * (1 - size / first)
            best = min(best or (inf, size, found), (cost, size, found), key=lambda each: each[0])
    if best:
        _cost, size, found = best
        lines = [_said(line) for line in found]
    else:
        size, limit = smallest_px, width_px / smallest_px
        filled = _filled(pieces, space, limit)
        lines = [_said(line) for line in filled[: max(1, int(height_px / (face.pitch * size) + 0.001))]]
        if len(lines) < len(filled):
            lines[-1] = _cut(lines[-1], face, limit)
    return Passage(part=part, lines=tuple(lines), size_px=size, width_px=width_px)


# --- Lines ---

_Piece = tuple[str, float, str]
"""A word or a part of one, its width in em, and what stands before it: a space, one that joins, or nothing."""


def _pieces(words: str, face: Face, longest: float) -> list[_Piece]:
    """The words, and those that no line holds in parts of like length."""
    found: list[_Piece] = []
    for before, word in _WORD.findall(words):
        width = _wide(word, face)
        length = ceil(len(word) / ceil(width / longest))
        for start in range(0, len(word), length):
            part = word[start : start + length]
            found.append((part, _wide(part, face), "" if start else before))
    return found


def _filled(pieces: Sequence[_Piece], space: float, limit: float) -> list[list[_Piece]]:
    """The pieces in lines, each as full as it goes."""
    lines: list[list[_Piece]] = [[]]
    filled = 0.0
    for piece in pieces:
        _word, width, before = piece
        gap = space if before and lines[-1] else 0.0
        if lines[-1] and filled + gap + width > limit:
            lines.append([])
            filled = gap = 0.0
        lines[-1].append(piece)
        filled += gap + width
    return lines


def _balanced(pieces: Sequence[_Piece], space: float, limit: float, count: int) -> tuple[float, list[Sequence[_Piece]]]:
    """`count` lines as like in length as may be; none ends in a word that belongs to the next one, if it can be helped.

    Before them, what they cost: the sum of the squares of what each line lacks, as part of a line, and of bad breaks.

    The cheapest of all ways to break, found line by line (as D. E. Knuth and M. F. Plass, "Breaking paragraphs into
    lines", 1981, without stretching).
    """
    if count == 1:
        return 0.0, [pieces]
    ends = list(accumulate((width + (space if before else 0.0) for _word, width, before in pieces), initial=0.0))
    wanted = ends[-1] / count
    many = len(pieces)
    breaking = [0.0, *(_parting(*pair) for pair in pairwise(pieces)), 0.0]

    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # by what is in lines: what it costs, their starts
    for _line in range(count):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (spent, starts) in best.items():
            begin = ends[start] + (space if start < many and pieces[start][2] else 0.0)
            for end in range(start + 1, many + 1):
                width = ends[end] - begin
                if width > limit + _SLACK and end > start + 1:
                    break
                cost = spent + (1 - width / wanted) ** 2 + breaking[end]
                if end not in following or cost < following[end][0]:
                    following[end] = (cost, (*starts, start))
        best = following
    cost, starts = best[many]
    return cost, [pieces[start:end] for start, end in pairwise((*starts, many))]


def _parting(last: _Piece, first: _Piece) -> float:
    """What it costs to break a line between two pieces, as part of a line's length, squared."""
    return (_JOINED_COST if first[2] == _JOINING else 0.0) + (_LEADING_COST if last[0].lower() in _LEADING else 0.0)


def _said(line: Sequence[_Piece]) -> str:
    return "".join(word if index == 0 else f"{before}{word}" for index, (word, _width, before) in enumerate(line))


def _cut(line: str, face: Face, limit: float) -> str:
    """The line with an ellipsis, without the words that leave no room for it."""
    words = line.split(" ")
    while len(words) > 1 and _wide(" ".join(words) + "…", face) > limit:
        words.pop()
    return " ".join(words) + "…"


# --- Widths ---


def _wide(words: str, face: Face) -> float:
    return _width(words, face.weight) + face.tracking * len(words)


@lru_cache(maxsize=_WORDS_KEPT)
def _width(words: str, weight: str) -> float:
    """How wide words are, in em."""
    metrics = _metrics(weight)
    return sum(map(metrics.advance, words), 0.0) + sum((metrics.kerning(*pair) for pair in pairwise(words)), 0.0)


class _Metrics:
    """Widths of letters and what pairs of them are moved together, in em."""

    def __init__(self, font: "TTFont") -> None:
        self._per_em: int = font["head"].unitsPerEm
        self._names: dict[int, str] = font.getBestCmap()
        self._advances = font["hmtx"]
        self._pairs: list[Any] = [
            table
            for lookup in font["GPOS"].table.LookupList.Lookup
            for table in lookup.SubTable
            if table.LookupType == 2  # noqa: PLR2004 - adjustment of pairs, OpenType specification, "GPOS"
        ]
        self.advance: Callable[[str], float] = cache(self._advance)
        self.kerning: Callable[[str, str], float] = cache(self._kerning)

    def _advance(self, letter: str) -> float:
        advance: int = self._advances[self._names[ord(letter)]][0]
        return advance / self._per_em

    def _kerning(self, left: str, right: str) -> float:
        if not (left + right).isalnum():  # the font draws a word's end into the space after it: "từbao"
            return 0.0
        first, second = self._names[ord(left)], self._names[ord(right)]
        for table in self._pairs:
            if first not in table.Coverage.glyphs:
                continue
            if table.Format == 1:
                sets = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
                found = next((each.Value1 for each in sets if each.SecondGlyph == second), None)
            else:
                row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)]
                found = row.Class2Record[table.ClassDef2.classDefs.get(second, 0)].Value1
            if found is not None or table.Format != 1:
                moved: int = getattr(found, "XAdvance", 0)
                return moved / self._per_em
        return 0.0


@cache
def _metrics(weight: str) -> _Metrics:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 60 ms that only drawing pays

    with (FONTS / f"BeVietnamPro-{weight}.ttf").open("rb") as file:
        return _Metrics(TTFont(file))


# --- Letters on a ground ---


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A drawing as numbers of a palette, on whose plain parts words may be laid: white ones, and in the accent's colour.

    In the palette, the shades between the ground's colour and that of the words stand in a row: laying a letter is
    moving its pixels along the row.
    """

    image: "Image"
    palette: bytes

    def lettered(self, column: Column) -> "Image":
        """The drawing with the words, an indexed image."""
        made = self.image.copy()
        for passage in column.passages():
            ink = round((_WHITES - 1) * (column.softness if passage.part.soft else 1))
            for coverage, place in _coverage(passage):
                if passage.part.accent:
                    ink = _WHITES + _ACCENTS - 1
                    _turn(made, place, coverage.size)
                made.paste(ink, place, coverage)
        made.putpalette(self.palette)
        return made


def ground(drawing: "Image", plain: str, accent: str) -> Ground:
    """A drawing, RGB, whose plain parts are of the colour `plain` and, next to it, of that a little whiter."""
    import numpy as np  # noqa: PLC0415 - only where pictures are made
    from PIL import Image  # noqa: PLC0415 - as above

    shades = [
        *_row(rgb(plain), WHITE, _WHITES),
        *_row(rgb(plain), rgb(accent), _ACCENTS),
    ]
    packed = np.frombuffer(drawing.convert("RGBA").tobytes(), dtype="<u4") & 0xFFFFFF
    numbers = np.unique(packed)
    colours = np.stack([numbers & 255, numbers >> 8 & 255, numbers >> 16], axis=1).astype(np.int32)
    known = np.zeros(
        1 << 24, dtype=np.uint8
    )  # of a colour by its number: sorting two million pixels takes ten times as long
    known[numbers] = _apart(colours, shades).min(axis=1) > _ELSEWHERE
    others = known[packed].astype(bool)
    if others.any():
        rest = Image.fromarray(np.asarray(drawing).reshape(-1, 3)[others][None])
        found = rest.quantize(_SHADES - len(shades), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).getpalette()
        shades += zip(*[iter(found or ())] * 3, strict=True)
    far = _apart(colours, shades)
    far[:, _WHITES:] += _ELSEWHERE
    known[numbers] = far.argmin(axis=1)
    image = Image.fromarray(known[packed].reshape(drawing.height, drawing.width))
    return Ground(image=image, palette=bytes(part for shade in shades for part in shade))


def _apart(colours: Any, shades: Sequence[Rgb]) -> Any:  # noqa: ANN401 - arrays of numpy, which is imported late
    """Squares of the distances of colours, one a row, from shades, one a column."""
    import numpy as np  # noqa: PLC0415 - as above

    return ((colours[:, None, :] - np.array(shades, dtype=np.int32)[None]) ** 2).sum(axis=2)


def _row(plain: Rgb, ink: Rgb, count: int) -> list[Rgb]:
    """Shades from one colour to another, both of them among the `count`."""
    last = count - 1
    steps = [
        [round((a * (last - step) + b * step) / last) for a, b in zip(plain, ink, strict=True)] for step in range(count)
    ]
    return [(red, green, blue) for red, green, blue in steps]


def _turn(image: "Image", place: tuple[int, int], size: tuple[int, int]) -> None:
    """Let what is plain in a box be counted from the accent's row."""
    box = (*place, place[0] + size[0], place[1] + size[1])
    image.paste(image.crop(box).point(_TURNED), box)


_TURNED = [_WHITES + each * _ACCENTS // _WHITES for each in range(_WHITES)] + list(range(_WHITES, _SHADES))


def _coverage(passage: Passage) -> Iterator[tuple["Image", tuple[int, int]]]:
    """What of a passage is laid in its colour, its star and its letters, each with the place of the left and upper corner.

    The letters come all at once: a hundred pasted one by one take Pillow four times as long.
    """
    import numpy as np  # noqa: PLC0415 - only where pictures are made
    from PIL import Image  # noqa: PLC0415 - as above

    if passage.part.starred:
        star = _star(round(passage.size_px * _STAR_SIZE))
        yield star, (passage.left_px, passage.top_px + round(passage.size_px * _STAR_DROP))
    letters = list(_placed(passage))
    if not letters:
        return
    left, top = (min(each[axis] for each in letters) for axis in (1, 2))
    right, bottom = (max(each[axis] + each[0].shape[2 - axis] for each in letters) for axis in (1, 2))
    whole = np.zeros((bottom - top, right - left), dtype=np.uint8)
    for drawn, x, y in letters:
        height, width = drawn.shape
        part = whole[y - top : y - top + height, x - left : x - left + width]
        np.maximum(part, drawn, out=part)
    yield Image.fromarray(whole), (left, top)


def _placed(passage: Passage) -> Iterator[tuple[Any, int, int]]:
    """The letters as `_letter` has them, each with the place of its left and upper corner."""
    face, size = passage.part.face, passage.size_px
    metrics = _metrics(face.weight)
    for index, line in enumerate(passage.lines):
        baseline = passage.top_px + round((index * face.pitch + face.rise) * size)
        pen = float(passage.left_px + passage.part.indent_px)
        before = ""
        for letter in line:
            if before:
                pen += metrics.kerning(before, letter) * size
            if letter not in " \u00a0":
                places = round(pen * _PHASES)
                drawn, left, top = _letter(face.weight, size, letter, places % _PHASES)
                yield drawn, places // _PHASES + left, baseline + top
            pen += (metrics.advance(letter) + face.tracking) * size
            before = letter


@lru_cache(maxsize=_LETTERS_KEPT)
def _letter(weight: str, size_px: int, letter: str, phase: int) -> tuple[Any, int, int]:
    """A letter's coverage, an array by rows, and where it lies from a pen on the baseline, `phase` within its pixel."""
    import numpy as np  # noqa: PLC0415 - as above
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    canvas = Image.new("L", (3 * size_px, 3 * size_px))
    ImageDraw.Draw(canvas).text(
        (size_px + phase / _PHASES, 2 * size_px), letter, fill=255, font=_font(weight, size_px), anchor="ls"
    )
    box = canvas.getbbox() or (0, 0, 1, 1)
    return np.asarray(canvas.crop(box)), box[0] - size_px, box[1] - 2 * size_px


@cache
def _font(weight: str, size_px: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - as above

    file = io.BytesIO((FONTS / f"BeVietnamPro-{weight}.ttf").read_bytes())
    return ImageFont.truetype(file, size_px, layout_engine=ImageFont.Layout.BASIC)


@cache
def _star(size_px: int) -> "Image":
    """The campaign's light, as in templates/_card.typ."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    fine = 8
    corners = ((13, 0), (16.9, 9.1), (26, 13), (16.9, 16.9), (13, 26), (9.1, 16.9), (0, 13), (9.1, 9.1))
    canvas = Image.new("L", (size_px * fine, size_px * fine))
    ImageDraw.Draw(canvas).polygon([(x * size_px * fine / 26, y * size_px * fine / 26) for x, y in corners], fill=255)
    return canvas.resize((size_px, size_px), Image.Resampling.BOX)
