"""Report to charts: inline SVG drawn by matplotlib, each with the table and the words that say the same.

The first part decides what each chart shows and where; the second, from `_Drawing` on, turns marks into
SVG. Marks are placed in units of the viewBox, y downwards, straight on matplotlib's figure: with an Axes
a chart costs 20 ms more, and this way every label is measured and put where it hits nothing. Colours are
CSS variables with fallbacks, so that the style sheet decides on them and dark mode works.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from itertools import count, groupby
from math import atan2, cos, degrees, hypot, sin
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from generator.editorial import Publication
from generator.model import Charter
from generator.progress import Band, Measured, Point, Report, Standing, Unmeasured, expected_share
from generator.render import words
from generator.render.outputs import Chart, Charts
from generator.vietnamese import day, integer, percent

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Transform

__all__ = ["Chart", "by_field", "by_sector", "by_share", "charts", "cumulative", "history"]

WIDTH = 720  # on a phone of 360 px everything is drawn at half its size or a little less,
TEXT = 22  # so that this is still 10 px there
SMALL = 20
LARGE = 46
CAP_HEIGHT = 0.7  # of Be Vietnam Pro, in ems: half of it below a height centres text on that height
LINE_HEIGHT = 1.3  # in ems; Vietnamese stacks its marks (ế, Ữ)
ROW = 44
BAR = 24
LONGEST_NAME = 264
MONTH_STEPS = (1, 3, 6, 12)
DECEMBER = 12
INCOMPLETE = "chưa đủ đơn vị báo cáo"
TIME_GONE = "Thời gian đã qua"
EVEN_PACE = "Nếu tăng đều"

XY = tuple[float, float]
Line = Sequence[XY]
Anchor = Literal["left", "center", "right"]


class _Colour(Enum):
    """What a colour is for: its CSS variable, and the fallback for where no style sheet sets it."""

    INK = ("ink", "#22262b")
    MUTED = ("muted", "#5f6770")
    LINE = ("line", "#a63a24")
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
        return f"#0000{0xA0 + list(_Colour).index(self):02x}"


_BAND_COLOUR = {
    Band.REACHED: _Colour.REACHED,
    Band.ON_PACE: _Colour.ON_PACE,
    Band.BEHIND: _Colour.BEHIND,
    Band.LOW: _Colour.LOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stroke:
    """How a line looks; widths and dashes in units of the viewBox."""

    colour: _Colour
    width: float
    dashes: tuple[float, float] | None = None
    opacity: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dot:
    """How a point looks: a disc or a diamond set off from what lies below it, or only its ring."""

    colour: _Colour
    radius: float
    shape: Literal["o", "D"] = "o"
    is_hollow: bool = False


_GRID = _Stroke(colour=_Colour.MUTED, width=1, opacity=0.25)
_TICK = _Stroke(colour=_Colour.MUTED, width=1, opacity=0.6)
_AXIS = _Stroke(colour=_Colour.MUTED, width=1.5)
_CURVE = _Stroke(colour=_Colour.LINE, width=4.5)
_TARGET = _Stroke(colour=_Colour.TARGET, width=2.5)
_PACE = _Stroke(colour=_Colour.EXPECTED, width=2.5, dashes=(2, 7))
_MILESTONE = _Dot(colour=_Colour.INK, radius=7.5, shape="D")


def charts(report: Report) -> Charts:
    """Every chart of the site."""
    drawn = {each.unit.id: history(each, report) for each in report.standings if each.unit}
    return Charts(
        cumulative=cumulative(report),
        by_share=by_share(report),
        by_field=by_field(report.publication),
        by_sector=by_sector(report.publication),
        history={unit: chart for unit, chart in drawn.items() if chart},
    )


# --- Counts over time ---


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where days and counts stand: `first` to `last` across, 0 to `ceiling` upwards."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    ceiling: int
    target: int | None

    def x(self, on: date) -> float:
        """Where the day begins."""
        days = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * (on - self.first).days / days

    def y(self, counted: int) -> float:
        """The height of a count."""
        return self.bottom - (self.bottom - self.top) * counted / self.ceiling

    def at(self, point: Point) -> XY:
        """Where a report stands: it tells what was there when its day ended."""
        return self.x(point.on + timedelta(days=1)), self.y(point.counted)


def cumulative(report: Report) -> Chart | None:
    """The whole campaign's count over its days, with target, even pace, phases and milestones."""
    standing, charter = report.campaign, report.publication.charter
    if not standing.history:
        return None
    drawing = _Drawing(540)
    has_key = bool(_milestones(charter)) or not all(point.complete for point in standing.history)
    plot = _plot(standing, charter, top=86, bottom=drawing.height - (104 if has_key else 64))
    _draw_phases(drawing, plot, charter)
    _draw_months(drawing, plot)
    pace = ((plot.x(charter.period.start), plot.y(0)), (plot.x(_after(charter.period.end)), plot.y(charter.target)))
    drawing.lines([pace], _PACE)
    _draw_curve(drawing, plot, standing, charter, radius=7.5)
    last = standing.history[-1]
    drawing.label_point(
        plot,
        plot.at(last),
        _Text(text=integer(last.counted), size=LARGE, weight=700, colour=_Colour.LINE),
        _Text(text=f"đạt {percent(Fraction(last.counted, charter.target))} chỉ tiêu", weight=600),
        _Text(text=f"đến {day(last.on)}", size=SMALL, colour=_Colour.MUTED),
    )
    drawing.label_line(pace, _Text(text=EVEN_PACE, size=SMALL, colour=_Colour.EXPECTED), prefer=0.8)
    _draw_grid(drawing, plot, lines=4)
    for on, title in _milestones(charter):
        drawing.dot((plot.x(on), plot.bottom), _MILESTONE, title=title)
    if has_key:
        _draw_key(drawing, standing, charter)
    return drawing.chart(
        "sk-luy-ke",
        title=f"Số sáng kiến {words.COUNTING[charter.counting]} theo thời gian",
        description=_describe_whole(report),
        columns=("Ngày", _counted_column(charter), "So với chỉ tiêu", TIME_GONE, "Ghi chú"),
        rows=_point_rows(standing, charter),
    )


def history(standing: Standing, report: Report) -> Chart | None:
    """A unit's count over the campaign's days, small; None with fewer than two reports."""
    if len(standing.history) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    charter = report.publication.charter
    drawing = _Drawing(280)
    plot = _plot(standing, charter, top=44 if _leads(standing) else 16, bottom=drawing.height - 64)
    _draw_months(drawing, plot)
    _draw_curve(drawing, plot, standing, charter, radius=6)
    last = standing.history[-1]
    told = [_Text(text=integer(last.counted), size=32, weight=700, colour=_Colour.LINE)]
    if standing.target:
        told.append(_Text(text=f"đạt {percent(Fraction(last.counted, standing.target))}", weight=600))
    drawing.label_point(plot, plot.at(last), *told)
    _draw_grid(drawing, plot, lines=3)
    name = standing.unit.label if standing.unit else charter.short_name
    return drawing.chart(
        f"sk-qua-trinh-{standing.unit.id if standing.unit else 'chung'}",
        title=f"{name}: số sáng kiến {words.COUNTING[charter.counting]} theo thời gian",
        description=_describe_unit(name, standing, charter),
        columns=("Ngày", _counted_column(charter), "So với chỉ tiêu", TIME_GONE, "Ghi chú"),
        rows=_point_rows(standing, charter),
    )


def _leads(standing: Standing) -> bool:
    """Whether the target is the highest thing to draw, and its label needs room above."""
    return max(point.counted for point in standing.history) <= (standing.target or 0) * 4 // 3


def _plot(standing: Standing, charter: Charter, *, top: float, bottom: float) -> _Plot:
    """The campaign's days, and more where reports lie outside them; counts up to the highest or the target."""
    days = [point.on for point in standing.history]
    ceiling = max([1, standing.target or 0, *(point.counted for point in standing.history)])
    return _Plot(
        left=_width(integer(ceiling), TEXT) + 16,
        right=WIDTH - 14,
        top=top,
        bottom=bottom,
        first=min(charter.period.start, *days),
        last=max(charter.period.end, *days),
        ceiling=ceiling,
        target=standing.target,
    )


def _after(on: date) -> date:
    return on + timedelta(days=1)


def _scale(ceiling: int, lines: int) -> range:
    """Round numbers from 0 to `ceiling`, not more than `lines` above 0."""
    for power in count():
        for step in (1, 2, 5):
            if ceiling // (step * 10**power) <= lines:
                return range(0, ceiling + 1, step * 10**power)
    raise AssertionError


def _draw_phases(drawing: "_Drawing", plot: _Plot, charter: Charter) -> None:
    for index, phase in enumerate(charter.phases):
        left, right = max(plot.x(phase.start), plot.left), min(plot.x(_after(phase.end)), plot.right)
        colour = _Colour.PHASE_B if index % 2 else _Colour.PHASE_A
        said = f"{phase.name}: {day(phase.start)} – {day(phase.end)}"
        area = _box(left, 0, right, plot.bottom)
        drawing.ground.append(_Fill(at=[area], colour=colour, opacity=1, title=said))
        named = _wrapped(phase.name, right - left - 16, SMALL, 600)
        for number, text in enumerate(named):
            y = 34 + (number - (len(named) - 1) / 2) * SMALL * 1.15
            drawing.text((left + 12, y), _Text(text=text, size=SMALL, weight=600, colour=_Colour.MUTED))


def _draw_grid(drawing: "_Drawing", plot: _Plot, *, lines: int) -> None:
    """Light lines at round counts, kept out of what is written already and below all else."""
    scale = _scale(plot.ceiling, lines)
    ruled = [
        ((left, plot.y(value)), (right, plot.y(value)))
        for value in scale
        if value and value != plot.target
        for left, right in drawing.free(plot.y(value), plot.left, plot.right)
    ]
    drawing.lines(ruled, _GRID, below=True)
    for value in scale:
        at = (plot.left - 14, plot.y(value) + TEXT * CAP_HEIGHT / 2)
        drawing.text(at, _Text(text=integer(value), colour=_Colour.MUTED), "right")


def _draw_months(drawing: "_Drawing", plot: _Plot) -> None:
    """The axis of days: a tick where a month begins, names of months in their middles, years below."""
    months = list(_months(plot.first, plot.last))
    ticks = [plot.x(start) for start, _end in months if start > plot.first]
    drawing.lines([((x, plot.bottom), (x, plot.bottom + 7)) for x in ticks], _TICK)
    drawing.lines([((plot.left, plot.bottom), (plot.right, plot.bottom))], _AXIS)
    widest = (plot.right - plot.left) / len(months)
    step = next((each for each in MONTH_STEPS if each * widest >= _width("T10", SMALL) + 16), MONTH_STEPS[-1])
    ends, year = 0.0, 0
    for start, end in months:
        name, x = f"T{start.month}", (plot.x(start) + plot.x(_after(end))) / 2
        if (start.month - 1) % step or x - _width(name, SMALL) / 2 < ends:
            continue
        drawing.text((x, plot.bottom + 30), _Text(text=name, size=SMALL, colour=_Colour.MUTED), "center")
        if start.year != year:
            told = _Text(text=str(start.year), size=SMALL, weight=600, colour=_Colour.MUTED)
            drawing.text((x, plot.bottom + 56), told, "center")
        ends, year = x + _width(name, SMALL) / 2 + 8, start.year


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each month between two days, cut at these."""
    start = first
    while start <= last:
        following = date(start.year + start.month // DECEMBER, start.month % DECEMBER + 1, 1)
        yield start, min(following - timedelta(days=1), last)
        start = following


def _draw_curve(drawing: "_Drawing", plot: _Plot, standing: Standing, charter: Charter, *, radius: float) -> None:
    """The target line with its label, and the reports joined by straight lines."""
    curve = [plot.at(point) for point in standing.history]
    drawing.take(curve)
    if plot.target:
        line = ((plot.left, plot.y(plot.target)), (plot.right, plot.y(plot.target)))
        drawing.lines([line], _TARGET)
        told = f"Chỉ tiêu {integer(plot.target)}"
        drawing.label_line(line, _Text(text=told, weight=600, colour=_Colour.TARGET))
    if len(curve) > 1:
        drawing.lines([curve], _CURVE)
    for point in standing.history:
        look = _Dot(colour=_Colour.LINE, radius=radius, is_hollow=not point.complete)
        drawing.dot(plot.at(point), look, title=_point_said(point, standing, charter))


def _point_said(point: Point, standing: Standing, charter: Charter) -> str:
    said = f"{standing.unit.label}, " if standing.unit else ""
    said += f"{day(point.on)}: {integer(point.counted)} sáng kiến {words.COUNTING[charter.counting]}"
    if standing.target:
        said += f", đạt {percent(Fraction(point.counted, standing.target))}"
    return said if point.complete else f"{said} ({INCOMPLETE})"


def _milestones(charter: Charter) -> list[tuple[date, str]]:
    """The days within the campaign on which something is to be remembered, with what."""
    inside = [each for each in charter.milestones if charter.period.start <= each.at <= charter.period.end]
    by_day = groupby(sorted(inside, key=lambda each: each.at), key=lambda each: each.at)
    return [(on, f"{day(on)}: " + "; ".join(each.title for each in found)) for on, found in by_day]


def _draw_key(drawing: "_Drawing", standing: Standing, charter: Charter) -> None:
    """What the marks mean that carry no label of their own."""
    x, y = 14.0, drawing.height - 18
    entries: list[tuple[_Dot, str]] = []
    if not all(point.complete for point in standing.history):
        entries.append((_Dot(colour=_Colour.LINE, radius=7.5, is_hollow=True), INCOMPLETE))
    if _milestones(charter):
        entries.append((_MILESTONE, "dấu mốc"))
    for look, meaning in entries:
        drawing.dot((x, y - SMALL * CAP_HEIGHT / 2), look)
        drawing.text((x + 16, y), _Text(text=meaning, size=SMALL, colour=_Colour.MUTED))
        x += 16 + _width(meaning, SMALL) + 36


def _counted_column(charter: Charter) -> str:
    return f"Sáng kiến {words.COUNTING[charter.counting]}"


def _point_rows(standing: Standing, charter: Charter) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day(point.on),
            integer(point.counted),
            percent(Fraction(point.counted, standing.target)) if standing.target else words.UNKNOWN,
            percent(expected_share(charter.period.start, charter.period.end, point.on)),
            "" if point.complete else INCOMPLETE,
        )
        for point in standing.history
    )


def _describe_whole(report: Report) -> str:
    standing, charter = report.campaign, report.publication.charter
    last = standing.history[-1]
    said = words.achievement(standing.aim) if standing.aim else f"đạt {percent(Fraction(last.counted, charter.target))}"
    even = expected_share(charter.period.start, charter.period.end, last.on)
    return (
        f"Đến ngày {day(last.on)} có {integer(last.counted)} sáng kiến {words.COUNTING[charter.counting]}, "
        f"{said} so với chỉ tiêu {integer(charter.target)}. Nếu tăng đều từ {day(charter.period.start)} "
        f"đến {day(charter.period.end)} thì lúc này đạt {percent(even)}."
    )


def _describe_unit(name: str, standing: Standing, charter: Charter) -> str:
    first, last = standing.history[0], standing.history[-1]
    said = (
        f"{name}: từ {integer(first.counted)} sáng kiến {words.COUNTING[charter.counting]} ngày {day(first.on)} "
        f"lên {integer(last.counted)} ngày {day(last.on)}"
    )
    if not standing.target:
        return f"{said}; chưa giao chỉ tiêu."
    share = Fraction(last.counted, standing.target)
    return f"{said}, đạt {percent(share)} so với chỉ tiêu {integer(standing.target)}."


# --- Units and initiatives compared ---


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """How far shares reach across: `cap` is the share at the right edge; what is longer is broken."""

    left: float
    right: float
    cap: Fraction

    def x(self, share: Fraction) -> float:
        """Where a share ends."""
        return self.left + (self.right - self.left) * float(min(share / self.cap, Fraction(1)))


def by_share(report: Report) -> Chart | None:
    """The competing units by share of their targets, best first, under the words of their bands."""
    shares = [each.aim.share for each in report.peers if each.aim]
    if not shares:
        return None
    peers = sorted(report.peers, key=lambda each: (each.aim is None, isinstance(each.progress, Unmeasured)))
    values = max(_width(percent(share), TEXT, 700) for share in shares)
    lane = _Lane(left=_name_room(_name(each) for each in peers), right=WIDTH - values - 14, cap=_cap(shares))
    drawing = _Drawing(0)
    references = _references(report, lane)
    y = _draw_reference_names(drawing, lane, references)
    headings: list[tuple[float, float]] = []
    for word, group in groupby(peers, key=words.band):
        members = list(group)
        headings.append((y, _draw_band(drawing, y, word, members)))
        y += ROW
        for each in members:
            height = _row_height(_name(each))
            _draw_share(drawing, lane, each, y + height / 2, report.publication.charter)
            y += height
        y += 12
    drawing.height = y - 4
    _draw_references(drawing, lane, references, headings)
    return drawing.chart(
        "sk-ty-le",
        title="Tỷ lệ đạt chỉ tiêu của từng đơn vị",
        description=_describe_shares(report),
        columns=(
            "Hạng",
            "Đơn vị",
            "Chỉ tiêu",
            _counted_column(report.publication.charter),
            "Đạt",
            "Nhóm",
            "Số liệu ngày",
        ),
        rows=tuple(_share_row(each) for each in peers),
    )


def _name(standing: Standing) -> str:
    return standing.unit.label if standing.unit else ""


def _name_lines(name: str) -> list[str]:
    return _wrapped(name, LONGEST_NAME, TEXT, 400)


def _name_room(names: Iterable[str]) -> float:
    """The room that the longest of the names takes at the left."""
    return max(_width(line, TEXT) for name in names for line in _name_lines(name)) + 16


def _row_height(name: str) -> float:
    return ROW + (TEXT if len(_name_lines(name)) > 1 else 0)


def _draw_name(drawing: "_Drawing", name: str, room: float, middle: float) -> None:
    lines = _name_lines(name)
    for number, line in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * TEXT * 1.1 + TEXT * CAP_HEIGHT / 2
        drawing.text((room - 14, middle + shift), _Text(text=line), "right")


def _cap(shares: Sequence[Fraction]) -> Fraction:
    """The share at the right edge: all there is, unless a few outliers would squash the others."""
    typical = sorted(shares)[(len(shares) - 1) * 3 // 4]
    cap = max(Fraction(6, 5), typical * Fraction(6, 5))
    return max(shares[0], Fraction(1)) if max(shares) <= cap * Fraction(5, 4) else cap


_Reference = tuple[Fraction, str, _Stroke]


def _references(report: Report, lane: _Lane) -> list[_Reference]:
    """The shares to compare with: the target, and the even pace while it is short of the target."""
    found: list[_Reference] = [(Fraction(1), "Chỉ tiêu 100%", _TARGET)]
    if 0 < report.expected_share < 1 <= lane.cap:
        name = f"{TIME_GONE} {percent(report.expected_share)}"
        found.insert(0, (report.expected_share, name, _PACE))
    return found


def _draw_reference_names(drawing: "_Drawing", lane: _Lane, references: Sequence[_Reference]) -> float:
    """The names of the lines above them, side by side or, where there is no room, stacked; the height below."""
    y, limit = 26.0, float(WIDTH)
    for share, name, stroke in reversed(references):
        text = _Text(text=name, size=SMALL, weight=600, colour=stroke.colour)
        at = lane.x(share)
        middle = min(at + text.width / 2, limit) - text.width / 2
        if middle + text.width / 2 < at:
            y, middle = y + 28, min(at, WIDTH - text.width / 2)
        limit = middle - text.width / 2 - 20
        drawing.text((middle, y), text, "center")
    return y + 10


def _draw_references(
    drawing: "_Drawing", lane: _Lane, references: Sequence[_Reference], headings: Sequence[tuple[float, float]]
) -> None:
    """The lines from their names down, each broken where a heading, at a height and so wide, is in its way."""
    bottom = drawing.height
    for share, _name, stroke in references:
        x, top = lane.x(share), headings[0][0]
        parts: list[Line] = []
        for y, width in headings:
            if width + 12 > x:
                parts.append(((x, top), (x, y)))
                top = y + ROW
        parts.append(((x, top), (x, bottom)))
        drawing.lines([part for part in parts if part[0][1] < part[1][1]], stroke)


def _draw_band(drawing: "_Drawing", y: float, word: str, members: Sequence[Standing]) -> float:
    """The heading of the units of one band; returns its width."""
    baseline = y + ROW - 12
    aim = members[0].aim
    if aim:
        drawing.fill([_box(0, baseline - 15, 15, baseline)], _BAND_COLOUR[aim.band])
    left = 24 if aim else 0
    drawing.text((left, baseline), _Text(text=word, weight=700))
    number = _Text(text=f"{integer(len(members))} đơn vị", size=SMALL, colour=_Colour.MUTED)
    drawing.text((left + _width(word, TEXT, 700) + 12, baseline), number)
    return left + _width(word, TEXT, 700) + 12 + number.width


def _draw_share(drawing: "_Drawing", lane: _Lane, standing: Standing, middle: float, charter: Charter) -> None:
    _draw_name(drawing, _name(standing), lane.left, middle)
    baseline = middle + TEXT * CAP_HEIGHT / 2
    if standing.aim is None or not isinstance(standing.progress, Measured):
        told = standing.progress.reason if isinstance(standing.progress, Unmeasured) else words.counted(standing)
        drawing.text((lane.left + 4, baseline), _Text(text=told, size=SMALL, colour=_Colour.MUTED))
        return
    top, bottom = middle - BAR / 2, middle + BAR / 2
    drawing.fill([_box(lane.left, top, lane.x(Fraction(1)), bottom)], _Colour.MUTED, opacity=0.12)
    said = (
        f"{_name(standing)}: {words.achievement(standing.aim)}, {integer(standing.progress.counted)} sáng kiến "
        f"{words.COUNTING[charter.counting]} so với chỉ tiêu {integer(standing.aim.target)}, "
        f"số liệu ngày {day(standing.progress.reported_on)}"
    )
    is_broken = standing.aim.share > lane.cap
    bar = _broken_bar(lane, top, bottom) if is_broken else [_box(lane.left, top, lane.x(standing.aim.share), bottom)]
    drawing.fill(bar, _BAND_COLOUR[standing.aim.band], title=said)
    drawing.text((WIDTH, baseline), _Text(text=percent(standing.aim.share), weight=700), "right")


def _broken_bar(lane: _Lane, top: float, bottom: float) -> list[Line]:
    """A bar with a slanting cut and an arrow's head: it goes on beyond the edge."""
    middle, cut, slant, gap, head = (top + bottom) / 2, lane.right - 40, 5, 8, 14
    return [
        ((lane.left, top), (cut + slant, top), (cut - slant, bottom), (lane.left, bottom)),
        (
            (cut + gap + slant, top),
            (lane.right - head, top),
            (lane.right, middle),
            (lane.right - head, bottom),
            (cut + gap - slant, bottom),
        ),
    ]


def _share_row(standing: Standing) -> tuple[str, ...]:
    progress = standing.progress
    return (
        str(standing.rank_by_share) if standing.rank_by_share else "–",
        _name(standing),
        integer(standing.target) if standing.target else words.UNKNOWN,
        words.counted(standing),
        words.share(standing),
        words.band(standing),
        day(progress.reported_on) if isinstance(progress, Measured) else words.UNKNOWN,
    )


def _describe_shares(report: Report) -> str:
    aimed = [each for each in report.peers if each.aim]
    bands = [(word, len(list(group))) for word, group in groupby(report.peers, key=words.band)]
    said = f"Tỷ lệ đạt chỉ tiêu của {len(report.peers)} đơn vị, số liệu đến ngày {day(report.as_of)}: "
    said += ", ".join(f"{integer(number)} đơn vị “{word}”" for word, number in bands)
    best = aimed[0]
    if best.aim and best.unit:
        said += f". Cao nhất là {best.unit.label}, {words.achievement(best.aim)}"
    return f"{said}. Thời gian chiến dịch đã qua {percent(report.expected_share)}."


def by_field(publication: Publication) -> Chart | None:
    """How many published initiatives each field has."""
    found = Counter(each.field.id for each in publication.initiatives)
    numbers = {each.name: found[each.id] for each in publication.charter.fields}
    return _by_kind("sk-linh-vuc", "Lĩnh vực", "lĩnh vực", numbers, publication.today)


def by_sector(publication: Publication) -> Chart | None:
    """How many published initiatives each sector has."""
    found = Counter(each.sector.id for each in publication.initiatives)
    numbers = {each.name: found[each.id] for each in publication.charter.sectors}
    return _by_kind("sk-khu-vuc", "Khu vực, ngành nghề", "khu vực, ngành nghề", numbers, publication.today)


def _by_kind(id_: str, column: str, kind: str, numbers: Mapping[str, int], today: date) -> Chart | None:
    """Bars from the most to the fewest; a kind without any is listed with 0, which is known."""
    whole, most = sum(numbers.values()), max(numbers.values())
    if not whole:
        return None
    ordered = sorted(numbers.items(), key=lambda each: -each[1])
    left = _name_room(numbers)
    room = WIDTH - left - _width(integer(most), TEXT, 700) - 14
    drawing, y = _Drawing(0), 4.0
    for name, number in ordered:
        middle, end = y + _row_height(name) / 2, left + room * number / most
        _draw_name(drawing, name, left, middle)
        if number:
            bar = _box(left, middle - BAR / 2, end, middle + BAR / 2)
            drawing.fill([bar], _Colour.BAR, title=f"{name}: {integer(number)} sáng kiến")
        drawing.text((end + 10, middle + TEXT * CAP_HEIGHT / 2), _Text(text=integer(number), weight=700))
        y += _row_height(name)
    drawing.height = y + 4
    told = "; ".join(f"{name}: {integer(number)}" for name, number in ordered)
    return drawing.chart(
        id_,
        title=f"Sáng kiến giới thiệu trên trang, theo {kind}",
        description=f"{integer(whole)} sáng kiến giới thiệu trên trang đến ngày {day(today)}. {told}.",
        columns=(column, "Sáng kiến"),
        rows=tuple((name, integer(number)) for name, number in ordered),
    )


# --- Marks to SVG ---


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A run of text, as it looks."""

    text: str
    size: float = TEXT
    weight: int = 400
    colour: _Colour = _Colour.INK

    @property
    def width(self) -> float:
        """Its width in units of the viewBox."""
        return _width(self.text, self.size, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Open lines drawn in one stroke."""

    at: Sequence[Line]
    look: _Stroke
    title: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fill:
    """Areas of straight edges; `title` is what a reader who points at them is told."""

    at: Sequence[Line]
    colour: _Colour
    opacity: float
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A dot at its place."""

    at: XY
    look: _Dot
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A text at its place on the baseline, turned by `angle` degrees clockwise."""

    at: XY
    look: _Text
    anchor: Anchor
    angle: float
    title: None = None


_Mark = _Lines | _Fill | _Point | _Written


@dataclass(slots=True)
class _Drawing:
    """Marks on a sheet `WIDTH` units wide, in the order in which they cover each other.

    `taken` are lines that labels must not touch, `written` the boxes of what is written beside points.
    """

    height: float
    ground: list[_Mark] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    taken: list[Line] = field(default_factory=list)
    written: list[Line] = field(default_factory=list)

    def lines(self, lines: Sequence[Line], look: _Stroke, *, below: bool = False) -> None:
        """Draw open lines in one stroke."""
        if lines:
            (self.ground if below else self.marks).append(_Lines(at=lines, look=look))

    def fill(self, areas: Sequence[Line], colour: _Colour, *, opacity: float = 1, title: str | None = None) -> None:
        """Fill areas of straight edges."""
        self.marks.append(_Fill(at=areas, colour=colour, opacity=opacity, title=title))

    def dot(self, at: XY, look: _Dot, *, title: str | None = None) -> None:
        """Draw a dot."""
        self.marks.append(_Point(at=at, look=look, title=title))

    def text(self, at: XY, text: _Text, anchor: Anchor = "left", *, angle: float = 0) -> None:
        """Write at a point of the baseline."""
        self.marks.append(_Written(at=at, look=text, anchor=anchor, angle=angle))

    def take(self, line: Line) -> None:
        """Keep labels off a line."""
        self.taken.append(line)

    def label_point(self, plot: _Plot, at: XY, *texts: _Text) -> None:
        """Write lines of text beside a point, where they touch the least."""
        width = max(each.width for each in texts)
        height = sum(each.size * LINE_HEIGHT for each in texts)
        places = [
            (at[0] + right, at[1] + down)
            for right, down in (
                (18, 4),
                (18, -height / 2),
                (18, -height - 4),
                (-18 - width, -height - 4),
                (-width / 2, -height - 16),
                (-width / 2, 16),
                (-18 - width, 4),
                (-18 - width, -height / 2),
            )
        ]
        boxes = [_box(left, top, left + width, top + height) for left, top in places]
        outside = [
            place[0] < plot.left or place[0] + width > WIDTH or place[1] < 0 or place[1] + height > plot.bottom - 8
            for place in places
        ]
        hits = [self._hits(box) + 100 * out for box, out in zip(boxes, outside, strict=True)]
        best = hits.index(min(hits))
        left, top = places[best]
        self.taken.append(boxes[best])
        self.written.append(boxes[best])
        for each in texts:
            top += each.size * LINE_HEIGHT
            self.text((left, top - each.size * (LINE_HEIGHT - 1)), each)

    def label_line(self, line: Line, text: _Text, *, prefer: float = 0) -> None:
        """Write along a straight line, above or below it, where the text touches the least; take the line.

        `prefer` is the part of the line, 0 to 1, near which to look first.
        """
        (x0, y0), (x1, y1) = line
        slope, length = atan2(y1 - y0, x1 - x0), hypot(x1 - x0, y1 - y0)
        half, best = text.width / 2, None
        ends = (half + 10, length - half - 10)
        starts = [min(max(length * part, ends[0]), ends[1]) for part in (prefer, 0, 1, 0.8, 0.65, 0.5, 0.35)]
        for away in (9.0, -9 - text.size * CAP_HEIGHT):
            for along in starts:
                base = (
                    x0 + cos(slope) * along + sin(slope) * away,
                    y0 + sin(slope) * along - cos(slope) * away,
                )
                hits = self._hits(_turned_box(base, text, slope))
                if best is None or hits < best[0]:
                    best = (hits, base)
        self.taken.append(line)
        if best:
            self.taken.append(_turned_box(best[1], text, slope))
            self.text(best[1], text, "center", angle=degrees(slope))

    def free(self, y: float, left: float, right: float) -> list[tuple[float, float]]:
        """The parts of a level line that run through nothing written."""
        parts = [(left, right)]
        for box in self.written:
            (start, top), (end, bottom) = box[0], box[2]
            if top < y < bottom:
                parts = [
                    part
                    for begin, finish in parts
                    for part in ((begin, min(finish, start - 8)), (max(begin, end + 8), finish))
                    if part[0] < part[1]
                ]
        return parts

    def _hits(self, box: Line) -> int:
        from matplotlib.path import Path  # noqa: PLC0415 - only where charts are drawn

        outline = Path([*box, box[0]])
        return sum(outline.intersects_path(Path(line), filled=False) for line in self.taken)

    def chart(
        self, id_: str, *, title: str, description: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
    ) -> Chart:
        """The chart with this drawing."""
        svg = _svg(self, id_, title, description)
        return Chart(id=id_, title=title, description=description, svg=svg, columns=columns, rows=rows)


def _box(left: float, top: float, right: float, bottom: float) -> Line:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _turned_box(base: XY, text: _Text, slope: float) -> Line:
    """The corners of text written around a middle of its baseline, along a slope, with a little air."""
    half, up, down = text.width / 2 + 4, -text.size, text.size * 0.3
    return [
        (base[0] + cos(slope) * along - sin(slope) * across, base[1] + sin(slope) * along + cos(slope) * across)
        for along, across in ((-half, up), (half, up), (half, down), (-half, down))
    ]


def _wrapped(text: str, width: float, size: float, weight: int) -> list[str]:
    """`text` on one line or two, cut with an ellipsis where two are too short; empty where nothing fits."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:2]
    if lines[2:]:
        kept[-1] += "…"
    return [line if _width(line, size, weight) <= width else _cut(line, width, size, weight) for line in kept]


def _cut(text: str, width: float, size: float, weight: int) -> str:
    shorter = text.rstrip("…")
    while shorter and _width(f"{shorter}…", size, weight) > width:
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
def _width(text: str, size: float, weight: int = 400) -> float:
    """The width of a line of text in units of the viewBox."""
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - only where charts are drawn

    font = _font(weight).copy()
    font.set_size(size)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


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


def _svg(drawing: _Drawing, id_: str, title: str, description: str) -> str:
    """The drawing as one `<svg>` element."""
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
        FigureCanvasSVG(figure).print_svg(written, metadata={"Date": None})  # type: ignore[no-untyped-call]
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "sk-chart",
            "viewBox": f"0 0 {WIDTH} {_rounded(f'{drawing.height:f}')}",
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
        case _Fill(at=areas, colour=colour):
            path = Path.make_compound_path(*(Path([*area, area[0]], closed=True) for area in areas))
            return PathPatch(path, facecolor=colour.stand_in, edgecolor="none", alpha=mark.opacity, transform=place)
        case _Point(at=(x, y), look=dot):
            inner, edge = (_Colour.SURFACE, dot.colour) if dot.is_hollow else (dot.colour, _Colour.SURFACE)
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
_STAND_INS = {colour.stand_in: colour.css for colour in _Colour}
_IMPLIED = {
    ("fill-rule", "evenodd"),
    ("font-style", "normal"),
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
                clean.set("style", _style(value))
            case "d":
                clean.set("d", re.sub(r"\s*([A-Za-z])\s*", r"\1", _rounded(value)).strip())
            case "transform" if value.startswith(("rotate(0 ", "rotate(-0 ")):
                pass
            case "x" | "y" | "transform":
                clean.set(name, _rounded(value))
    return clean


def _style(written: str) -> str:
    pairs = [tuple(map(str.strip, each.split(":", 1))) for each in written.split(";")]
    kept = []
    for name, value in pairs:
        if name == "font-family" or (name, value) in _IMPLIED:
            continue
        kept.append(f"{name}:{_STAND_INS[value] if value.startswith('#') else value}")
    return ";".join(kept)


def _rounded(text: str) -> str:
    """`text` with its decimal numbers to one place: a tenth of a unit is less than a pixel."""
    return _NUMBER.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), text)
