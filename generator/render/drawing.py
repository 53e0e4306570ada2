"""Marks to SVG: a sheet on which charts draw, with text measured in the true font and labels that keep clear.

Knows nothing of campaigns. Marks are placed in units of the viewBox, y downwards, straight on matplotlib's
figure: with an Axes a chart costs 20 ms more, and this way every label is measured and put where it hits
nothing. Colours are CSS variables with fallbacks, so that the style sheet decides on them and dark mode works.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from math import atan2, cos, degrees, hypot, sin
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from generator.render.outputs import Chart

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Transform

WIDTH = 720  # on a phone of 360 px everything is drawn at half its size or a little less,
TEXT = 22  # so that this is still 10 px there
CAP_HEIGHT = 0.7  # of Be Vietnam Pro, in ems: half of it below a height centres text on that height
LINE_HEIGHT = 1.3  # in ems; Vietnamese stacks its marks (ế, Ữ)
XY = tuple[float, float]
Line = Sequence[XY]
Anchor = Literal["left", "center", "right"]


class Colour(Enum):
    """What a colour is for: its CSS variable, and the fallback for where no style sheet sets it."""

    INK = ("ink", "#22262b")
    MUTED = ("muted", "#5f6770")
    LINE = ("line", "#1d5a86")
    TARGET = ("target", "#7a5600")
    EXPECTED = ("expected", "#4f6272")
    PHASE_A = ("phase-a", "#faf6f1")
    PHASE_B = ("phase-b", "#f4ede4")
    REACHED = ("reached", "#1f7a4d")
    ON_PACE = ("on-pace", "#2f6fa8")
    BEHIND = ("behind", "#c98a1b")
    LOW = ("low", "#b8432c")
    BAR = ("bar", "#b5573f")
    SURFACE = ("surface", "#ffffff")

    @property
    def css(self) -> str:
        """What stands in the SVG."""
        name, fallback = self.value
        return f"var(--sk-chart-{name}, {fallback})"

    @property
    def stand_in(self) -> str:
        """What matplotlib is told, to be found again in what it wrote; never black, which it leaves out."""
        return f"#0000{0xA0 + list(Colour).index(self):02x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """How a line looks; widths and dashes in units of the viewBox."""

    colour: Colour
    width: float
    dashes: tuple[float, float] | None = None
    opacity: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """How a point looks: a disc or a diamond set off from what lies below it, or only its ring."""

    colour: Colour
    radius: float
    shape: Literal["o", "D"] = "o"
    is_hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A run of text, as it looks."""

    text: str
    size: float = TEXT
    weight: int = 400
    colour: Colour = Colour.INK

    @property
    def width(self) -> float:
        """Its width in units of the viewBox."""
        return width_of(self.text, self.size, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Open lines drawn in one stroke."""

    at: Sequence[Line]
    look: Stroke
    title: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Areas of straight edges; `title` is what a reader who comes to them is told."""

    at: Sequence[Line]
    colour: Colour
    opacity: float
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A dot at its place."""

    at: XY
    look: Dot
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A text at its place on the baseline, turned by `angle` degrees clockwise."""

    at: XY
    look: Text
    anchor: Anchor
    angle: float
    title: None = None


_Mark = _Lines | Fill | _Point | _Written


@dataclass(slots=True)
class Drawing:
    """Marks on a sheet `WIDTH` units wide, in the order in which they cover each other.

    `ground` lies below all else. `taken` are lines that labels keep off, each with what touching it costs;
    `written` are the boxes of what is written beside points.
    """

    height: float
    ground: list[_Mark] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    taken: list[tuple[Line, float]] = field(default_factory=list)
    written: list[Line] = field(default_factory=list)

    def lines(self, lines: Sequence[Line], look: Stroke, *, below: bool = False) -> None:
        """Draw open lines in one stroke."""
        if lines:
            (self.ground if below else self.marks).append(_Lines(at=lines, look=look))

    def fill(self, areas: Sequence[Line], colour: Colour, *, opacity: float = 1, title: str | None = None) -> None:
        """Fill areas of straight edges."""
        self.marks.append(Fill(at=areas, colour=colour, opacity=opacity, title=title))

    def dot(self, at: XY, look: Dot, *, title: str | None = None) -> None:
        """Draw a dot."""
        self.marks.append(_Point(at=at, look=look, title=title))

    def text(self, at: XY, text: Text, anchor: Anchor = "left", *, angle: float = 0) -> None:
        """Write at a point of the baseline."""
        self.marks.append(_Written(at=at, look=text, anchor=anchor, angle=angle))

    def take(self, line: Line, *, worth: float = 1000) -> None:
        """Keep labels off a line, as far as it is worth: 1 is as bad as a dozen units of distance."""
        self.taken.append((line, worth))

    def label_point(self, at: XY, *texts: Text, left_edge: float, bottom_edge: float) -> None:
        """Write lines of text beside a point, within the edges: near, rather to its right, and touching little."""
        width, height = max(each.width for each in texts), sum(each.size * LINE_HEIGHT for each in texts)
        least, best = float("inf"), box(*at, *at)
        for cost, (left, top) in _places_beside(at, width, height, flush=WIDTH - width - 2):
            if cost >= least:
                break
            is_inside = left_edge < left <= WIDTH - width and 0 <= top <= bottom_edge - height - 4
            whole = cost + self._cost(box(left - 6, top, left + width + 6, top + height)) + 2000 * (not is_inside)
            if whole < least:
                least, best = whole, box(left, top, left + width, top + height)
        self.take(best)
        self.written.append(best)
        left, top = best[0]
        for each in texts:
            top += each.size * LINE_HEIGHT
            self.text((left, top - each.size * (LINE_HEIGHT - 1)), each)

    def label_line(self, line: Line, text: Text, *, prefer: float = 0) -> None:
        """Write along a straight line, above rather than below it, where the text touches the least.

        `prefer` is the part of the line, 0 to 1, near which to look first.
        """
        (x0, y0), (x1, y1) = line
        slope, length = atan2(y1 - y0, x1 - x0), hypot(x1 - x0, y1 - y0)
        first, last = text.width / 2 + 10, length - text.width / 2 - 10
        bases = [
            (x0 + cos(slope) * along + sin(slope) * away, y0 + sin(slope) * along - cos(slope) * away)
            for away in (9.0, -9 - text.size * CAP_HEIGHT)
            for along in [min(max(length * part, first), last) for part in (prefer, 0, 1, 0.8, 0.65, 0.5, 0.35)]
        ]
        best = min(bases, key=lambda base: self._cost(_turned_box(base, text, slope)))
        self.take(_turned_box(best, text, slope))
        self.text(best, text, "center", angle=degrees(slope))

    def free(self, line: Line) -> list[Line]:
        """The parts of a straight line that run through nothing written beside points."""
        parts = [(0.0, 1.0)]
        for box in self.written:
            inside = _part_inside(line, box)
            cuts = [((begin, min(end, inside[0])), (max(begin, inside[1]), end)) for begin, end in parts]
            parts = [part for pair in cuts for part in pair if part[0] < part[1]]
        (x0, y0), (x1, y1) = line
        return [[(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in ends] for ends in parts]

    def _cost(self, box: Line) -> float:
        from matplotlib.path import Path  # noqa: PLC0415 - only where charts are drawn

        outline = Path([*box, box[0]])
        return sum(worth for line, worth in self.taken if outline.intersects_path(Path(line), filled=False))

    def chart(
        self,
        id_: str,
        *,
        title: str,
        description: str,
        columns: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        foot: float | None = None,
    ) -> Chart:
        """The chart with this drawing. Its marks are read across, over an axis at the height `foot`, or downwards."""
        reading = {"data-along": "y"} if foot is None else {"data-along": "x", "data-foot": f"{foot:g}"}
        svg = _svg(self, id_, title, description, reading)
        return Chart(
            id=id_,
            title=title,
            description=description,
            svg=svg,
            columns=columns,
            rows=rows,
            readings=tuple(mark.title for mark in (*self.ground, *self.marks) if mark.title),
        )


def box(left: float, top: float, right: float, bottom: float) -> Line:
    """The corners of a rectangle, clockwise from the left upper one."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _places_beside(at: XY, width: float, height: float, *, flush: float) -> list[tuple[float, XY]]:
    """Left upper corners for a box beside a point, each with the cost of its distance, the cheapest first.

    `flush` is the left edge of a box that ends at the edge of the sheet.
    """
    lefts = [at[0] + shift for shift in (18, 50, -width / 2, -18 - width, -50 - width, -100 - width, -150 - width)]
    tops = [at[1] + shift for shift in (4, -height / 2, -height - 8, *range(16, 240, 12), *range(-20, -400, -12))]
    found = []
    for left in (*lefts, flush):
        for top in tops:
            across, down = max(left - at[0], at[0] - left - width, 0), max(top - at[1], at[1] - top - height, 0)
            if across >= 18 or down >= 4:  # noqa: PLR2004 - as far as the first places are
                found.append((round(hypot(across, down) / 12) + (2 if left < at[0] else 0), (left, top)))
    return sorted(found, key=lambda place: place[0])


def _part_inside(line: Line, box: Line) -> tuple[float, float]:
    """From which part of a straight line to which it is in or near an upright box; (1, 1) when it is not.

    Source: Liang and Barsky, A New Concept and Method for Line Clipping, 1984.
    """
    (x0, y0), (x1, y1) = line
    (left, top), (right, bottom) = box[0], box[2]
    begin, end = 0.0, 1.0
    for start, step, low, high in ((x0, x1 - x0, left - 8, right + 8), (y0, y1 - y0, top, bottom)):
        if step:
            ways = sorted(((low - start) / step, (high - start) / step))
            begin, end = max(begin, ways[0]), min(end, ways[1])
        elif not low < start < high:
            return 1.0, 1.0
    return (begin, end) if begin < end else (1.0, 1.0)


def _turned_box(base: XY, text: Text, slope: float) -> Line:
    """The corners of text written around a middle of its baseline, along a slope, with a little air."""
    half, up, down = text.width / 2 + 4, -text.size, text.size * 0.3
    return [
        (base[0] + cos(slope) * along - sin(slope) * across, base[1] + sin(slope) * along + cos(slope) * across)
        for along, across in ((-half, up), (half, up), (half, down), (-half, down))
    ]


def wrapped(text: str, width: float, size: float, weight: int) -> list[str]:
    """`text` on one line or two, cut with an ellipsis where two are too short; empty where nothing fits."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:2]
    if lines[2:]:
        kept[-1] += "…"
    return [line if width_of(line, size, weight) <= width else cut(line, width, size, weight) for line in kept]


def cut(text: str, width: float, size: float, weight: int) -> str:
    """`text`, shortened with an ellipsis to fit a width."""
    shorter = text.rstrip("…")
    while shorter and width_of(f"{shorter}…", size, weight) > width:
        shorter = shorter[:-1].rstrip()
    return f"{shorter}…" if shorter else ""


@lru_cache(maxsize=32)
def _font(weight: int) -> "FontProperties":
    """The true font, so that what is measured is what is seen."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - only where charts are drawn

    name = {400: "Regular", 600: "SemiBold", 700: "Bold"}[weight]
    file = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{name}.ttf"
    return FontProperties(family="Be Vietnam Pro", weight=weight, fname=str(file))


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, weight: int = 400) -> float:
    """The width of a line of text in units of the viewBox."""
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - only where charts are drawn

    font = _font(weight).copy()
    font.set_size(size)
    with _any_letter():
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


@contextmanager
def _any_letter() -> Iterator[None]:
    """Let text hold what the font lacks, such as emoji: the reader's device draws it, about as wide as measured."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from font", UserWarning)
        yield


_RC: dict[Any, Any] = {  # whatever a matplotlibrc says
    "path.simplify": False,
    "path.sketch": None,
    "lines.scale_dashes": False,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "sangkien",
    "text.parse_math": False,
    "text.usetex": False,
}


@lru_cache(maxsize=512)
def _drawn(_said: str) -> list[str]:
    """A place to keep a chart, by all that it is drawn from: `serve` draws what changed."""
    return []


def _svg(drawing: Drawing, id_: str, title: str, description: str, reading: dict[str, str]) -> str:
    """The drawing as one `<svg>` element; `reading` are the attributes that tell a script how to go through it."""
    kept = _drawn(repr((drawing.height, drawing.ground, drawing.marks, id_, title, description, reading)))
    if not kept:
        kept.append(_written(drawing, id_, title, description, reading))
    return kept[0]


def _written(drawing: Drawing, id_: str, title: str, description: str, reading: dict[str, str]) -> str:
    from matplotlib import rc_context  # noqa: PLC0415 - half a second that other commands need not pay
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    written = StringIO()
    with rc_context(_RC):
        figure = Figure(figsize=(WIDTH / 72, drawing.height / 72), dpi=72, frameon=False)
        downwards = Affine2D().scale(1, -1).translate(0, drawing.height)
        marks = [*drawing.ground, *drawing.marks]
        for order, mark in enumerate(marks):
            artist = _artist(mark, downwards)
            artist.set_zorder(order)
            figure.add_artist(artist)
        with _any_letter():
            FigureCanvasSVG(figure).print_svg(written, metadata={"Date": None})  # type: ignore[no-untyped-call]
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "sk-chart",
            "viewBox": f"0 0 {WIDTH} {_rounded(f'{drawing.height:f}')}",
            **reading,
            "role": "img",
            "aria-labelledby": f"{id_}-title {id_}-desc",
            "style": "font-family:'Be Vietnam Pro',sans-serif;stroke-linejoin:round",
        },
    )
    ET.SubElement(root, "title", {"id": f"{id_}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{id_}-desc"}).text = description
    root.extend(_tidied(written.getvalue(), marks, id_))
    return ET.tostring(root, encoding="unicode")


def _artist(mark: _Mark, place: "Transform") -> "Artist":
    from matplotlib.lines import Line2D  # noqa: PLC0415 - only where charts are drawn
    from matplotlib.patches import PathPatch  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415
    from matplotlib.text import Text  # noqa: PLC0415

    match mark:
        case _Lines(at=lines, look=look):
            path = Path.make_compound_path(*map(Path, lines))
            style: Any = (0, look.dashes) if look.dashes else "solid"
            stroke = PathPatch(path, fill=False, edgecolor=look.colour.stand_in, linewidth=look.width, linestyle=style)
            stroke.set(alpha=look.opacity, capstyle="round", joinstyle="round", transform=place)
            return stroke
        case Fill(at=areas, colour=colour):
            path = Path.make_compound_path(*(Path([*area, area[0]], closed=True) for area in areas))
            return PathPatch(path, facecolor=colour.stand_in, edgecolor="none", alpha=mark.opacity, transform=place)
        case _Point(at=(x, y), look=dot):
            inner, edge = (Colour.SURFACE, dot.colour) if dot.is_hollow else (dot.colour, Colour.SURFACE)
            disc = Line2D([x], [y], linestyle="none", marker=dot.shape, markersize=2 * dot.radius, transform=place)
            disc.set(markerfacecolor=inner.stand_in, markeredgecolor=edge.stand_in)
            disc.set(markeredgewidth=3 if dot.is_hollow else 2)
            return disc
        case _Written(at=(x, y), look=text):
            font = _font(text.weight).copy()
            font.set_size(text.size)
            written = Text(x, y, text.text, color=text.colour.stand_in, fontproperties=font, transform=place)
            written.set(horizontalalignment=mark.anchor, rotation=-mark.angle, rotation_mode="anchor")
            return written


_NUMBER = re.compile(r"-?\d+\.\d+")
_STAND_INS = {colour.stand_in: colour.css for colour in Colour}
_IMPLIED = {
    ("fill-rule", "evenodd"),
    ("font-style", "normal"),
    ("stroke-dashoffset", "0"),
    ("stroke-linejoin", "miter"),
    ("stroke-linejoin", "round"),
    ("text-anchor", "start"),
}


def _tidied(written: str, marks: Sequence[_Mark], id_: str) -> Iterable[ET.Element]:
    """What matplotlib wrote for each mark, without its groups, clips, metadata and needless digits."""
    figure = next(each for each in ET.fromstring(written).iter() if each.get("id") == "figure_1")  # noqa: S314 - our own
    names: dict[str, str] = {}
    for mark, group in zip(marks, figure, strict=True):
        shapes = [_clean(each, names, id_) for each in group.iter() if _tag(each) in {"path", "text", "use"}]
        told = ET.Element("g") if mark.title else None
        if told is not None:
            ET.SubElement(told, "title").text = mark.title
        for shape in shapes:
            if "id" in shape.attrib:
                yield _defs(shape)
            elif told is not None:
                told.append(shape)
            else:
                yield shape
        if told is not None:
            yield told


def _defs(shape: ET.Element) -> ET.Element:
    defs = ET.Element("defs")
    defs.append(shape)
    return defs


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _clean(element: ET.Element, names: dict[str, str], id_: str) -> ET.Element:
    """A path, a text or the use of a marker, with ids of its own chart and colours by variable."""
    clean = ET.Element(_tag(element))
    clean.text = element.text
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        match name:
            case "id":
                clean.set("id", names.setdefault(value, f"{id_}-m{len(names) + 1}"))
            case "href":
                clean.set("href", f"#{names[value.removeprefix('#')]}")
            case "style":
                clean.set("style", _style(value, only="fill" if clean.tag == "use" else ""))
            case "d":
                clean.set("d", re.sub(r"\s*([A-Za-z])\s*", r"\1", _rounded(value)).strip())
            case "transform" if value.startswith(("rotate(0 ", "rotate(-0 ")):
                pass
            case "x" | "y" | "transform":
                clean.set(name, _rounded(value))
    return clean


def _style(written: str, *, only: str) -> str:
    """The declarations that say something, colours by variable; a marker's use adds `only` its filling."""
    pairs = [tuple(map(str.strip, each.split(":", 1))) for each in written.split(";")]
    kept = []
    for name, value in pairs:
        if name == "font-family" or (name, value) in _IMPLIED or (only and name != only):
            continue
        kept.append(f"{name}:{_STAND_INS[value] if value.startswith('#') else value}")
    return ";".join(kept)


def _rounded(text: str) -> str:
    """`text` with its decimal numbers to one place: a tenth of a unit is less than a pixel."""
    return _NUMBER.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), text)
