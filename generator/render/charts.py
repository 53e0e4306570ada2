"""Report to charts: inline SVG drawn by matplotlib, each with the table and the words that say the same.

The first part decides what each chart shows and where; the second, from `_Drawing` on, turns marks into
SVG. Marks are placed in units of the viewBox, y downwards, straight on matplotlib's figure: with an Axes
a chart costs 20 ms more, and this way every label is measured and put where it hits nothing. Colours are
CSS variables with fallbacks, so that the style sheet decides on them and dark mode works.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from itertools import count, groupby
from math import atan2, cos, degrees, hypot, sin
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from generator.editorial import Publication
from generator.model import Charter, Sector, SolutionField
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
LONGEST_NAME = 250
MONTH_STEPS = (1, 3, 6, 12)
DECEMBER = 12
INCOMPLETE = "chưa đủ đơn vị báo cáo"
EVEN_PACE = "Theo thời gian"  # the share of the campaign's days gone

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
    PHASE_A = ("phase-a", "#f8f3ed")
    PHASE_B = ("phase-b", "#f1e9df")
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
    plot = _plot(standing, charter, lines=4, top=86, bottom=drawing.height - (98 if has_key else 64))
    _draw_phases(drawing, plot, charter)
    _draw_grid(drawing, plot, charter.target, lines=4)
    _draw_months(drawing, plot)
    pace = ((plot.x(charter.period.start), plot.y(0)), (plot.x(_after(charter.period.end)), plot.y(charter.target)))
    drawing.lines([pace], _Colour.EXPECTED, 2.5, dashes=(2, 7))
    _draw_curve(drawing, plot, standing, charter, target=charter.target, radius=7.5)
    last = standing.history[-1]
    drawing.label_point(
        plot,
        plot.at(last),
        _Text(text=integer(last.counted), size=LARGE, weight=700, colour=_Colour.LINE),
        _Text(text=f"đạt {percent(Fraction(last.counted, charter.target))} chỉ tiêu", weight=600),
        _Text(text=f"đến {day(last.on)}", size=SMALL, colour=_Colour.MUTED),
    )
    drawing.label_line(pace, _Text(text=EVEN_PACE, size=SMALL, colour=_Colour.EXPECTED))
    for on, title in _milestones(charter):
        drawing.dot((plot.x(on), plot.bottom), 7.5, _Colour.INK, shape="D", title=title)
    if has_key:
        _draw_key(drawing, standing, charter)
    return drawing.chart(
        "sk-luy-ke",
        title=f"Số sáng kiến {words.COUNTING[charter.counting]} theo thời gian",
        description=_describe_whole(report),
        columns=("Ngày", _counted_column(charter), "So với chỉ tiêu", EVEN_PACE, "Ghi chú"),
        rows=_point_rows(standing, charter, charter.target),
    )


def history(standing: Standing, report: Report) -> Chart | None:
    """A unit's count over the campaign's days, small; None with fewer than two reports."""
    if len(standing.history) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    charter = report.publication.charter
    drawing = _Drawing(280)
    plot = _plot(standing, charter, lines=3, top=44, bottom=drawing.height - 64)
    _draw_grid(drawing, plot, standing.target, lines=3)
    _draw_months(drawing, plot)
    _draw_curve(drawing, plot, standing, charter, target=standing.target, radius=6)
    last = standing.history[-1]
    told = [_Text(text=integer(last.counted), size=32, weight=700, colour=_Colour.LINE)]
    if standing.target:
        told.append(_Text(text=f"đạt {percent(Fraction(last.counted, standing.target))}", weight=600))
    drawing.label_point(plot, plot.at(last), *told)
    name = standing.unit.label if standing.unit else charter.short_name
    return drawing.chart(
        f"sk-qua-trinh-{standing.unit.id if standing.unit else 'chung'}",
        title=f"{name}: số sáng kiến {words.COUNTING[charter.counting]} theo thời gian",
        description=_describe_unit(name, standing, charter),
        columns=("Ngày", _counted_column(charter), "So với chỉ tiêu", EVEN_PACE, "Ghi chú"),
        rows=_point_rows(standing, charter, standing.target),
    )


def _plot(standing: Standing, charter: Charter, *, lines: int, top: float, bottom: float) -> _Plot:
    """The campaign's days, and more where reports lie outside them; counts up to the highest or the target."""
    days = [point.on for point in standing.history]
    target = standing.target or 0 if standing.unit else charter.target
    ceiling = max([1, target, *(point.counted for point in standing.history)])
    scale = [integer(value) for value in _scale(ceiling, lines)]
    return _Plot(
        left=max(_width(each, TEXT) for each in scale) + 14,
        right=WIDTH - 14,
        top=top,
        bottom=bottom,
        first=min(charter.period.start, *days),
        last=max(charter.period.end, *days),
        ceiling=ceiling,
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
        drawing.fill(
            [_box(left, 0, right, plot.bottom)],
            _Colour.PHASE_B if index % 2 else _Colour.PHASE_A,
            title=f"{phase.name}: {day(phase.start)} – {day(phase.end)}",
        )
        named = _wrapped(phase.name, right - left - 16, SMALL, 600)
        for number, text in enumerate(named):
            y = 34 + (number - (len(named) - 1) / 2) * SMALL * 1.15
            drawing.text((left + 12, y), _Text(text=text, size=SMALL, weight=600, colour=_Colour.MUTED))


def _draw_grid(drawing: "_Drawing", plot: _Plot, target: int | None, *, lines: int) -> None:
    scale = _scale(plot.ceiling, lines)
    ruled = [value for value in scale if value and value != target]
    drawing.lines(
        [((plot.left, plot.y(value)), (plot.right, plot.y(value))) for value in ruled],
        _Colour.MUTED,
        1,
        opacity=0.25,
    )
    for value in scale:
        at = (plot.left - 10, plot.y(value) + TEXT * CAP_HEIGHT / 2)
        drawing.text(at, _Text(text=integer(value), colour=_Colour.MUTED), "right")


def _draw_months(drawing: "_Drawing", plot: _Plot) -> None:
    """The axis of days: a tick where a month begins, names of months in their middles, years below."""
    months = list(_months(plot.first, plot.last))
    ticks = [plot.x(start) for start, _end in months if start > plot.first]
    drawing.lines([((x, plot.bottom), (x, plot.bottom + 7)) for x in ticks], _Colour.MUTED, 1, opacity=0.6)
    drawing.lines([((plot.left, plot.bottom), (plot.right, plot.bottom))], _Colour.MUTED, 1.5)
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


def _draw_curve(
    drawing: "_Drawing", plot: _Plot, standing: Standing, charter: Charter, *, target: int | None, radius: float
) -> None:
    """The target line with its label, and the reports joined by straight lines."""
    curve = [plot.at(point) for point in standing.history]
    drawing.take(curve)
    if target:
        line = ((plot.left, plot.y(target)), (plot.right, plot.y(target)))
        drawing.lines([line], _Colour.TARGET, 2.5)
        drawing.label_line(line, _Text(text=f"Chỉ tiêu {integer(target)}", weight=600, colour=_Colour.TARGET))
    if len(curve) > 1:
        drawing.lines([curve], _Colour.LINE, 4.5)
    for point in standing.history:
        said = f"{day(point.on)}: {integer(point.counted)} sáng kiến {words.COUNTING[charter.counting]}"
        if target:
            said += f", đạt {percent(Fraction(point.counted, target))}"
        if not point.complete:
            said += f" ({INCOMPLETE})"
        drawing.dot(plot.at(point), radius, _Colour.LINE, hollow=not point.complete, title=_named(standing, said))


def _named(standing: Standing, said: str) -> str:
    return f"{standing.unit.label}, {said}" if standing.unit else said


def _milestones(charter: Charter) -> list[tuple[date, str]]:
    """The days within the campaign on which something is to be remembered, with what."""
    inside = [each for each in charter.milestones if charter.period.start <= each.at <= charter.period.end]
    by_day = groupby(sorted(inside, key=lambda each: each.at), key=lambda each: each.at)
    return [(on, f"{day(on)}: " + "; ".join(each.title for each in found)) for on, found in by_day]


def _draw_key(drawing: "_Drawing", standing: Standing, charter: Charter) -> None:
    """What the marks mean that carry no label of their own."""
    x, y = 14.0, drawing.height - 18
    entries: list[tuple[Literal["o", "D"], str]] = []
    if not all(point.complete for point in standing.history):
        entries.append(("o", INCOMPLETE))
    if _milestones(charter):
        entries.append(("D", "dấu mốc"))
    for shape, meaning in entries:
        colour = _Colour.LINE if shape == "o" else _Colour.INK
        drawing.dot((x, y - SMALL * CAP_HEIGHT / 2), 7.5, colour, shape=shape, hollow=shape == "o")
        drawing.text((x + 16, y), _Text(text=meaning, size=SMALL, colour=_Colour.MUTED))
        x += 16 + _width(meaning, SMALL) + 36


def _counted_column(charter: Charter) -> str:
    return f"Sáng kiến {words.COUNTING[charter.counting]}"


def _point_rows(standing: Standing, charter: Charter, target: int | None) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day(point.on),
            integer(point.counted),
            percent(Fraction(point.counted, target)) if target else words.UNKNOWN,
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
    labels = {each.unit.id: _wrapped(each.unit.label, LONGEST_NAME, TEXT, 400) for each in peers if each.unit}
    widest = max(_width(line, TEXT) for lines in labels.values() for line in lines)
    values = max(_width(percent(share), TEXT, 700) for share in shares)
    lane = _Lane(left=widest + 16, right=WIDTH - values - 14, cap=_cap(shares))
    drawing = _Drawing(0)
    references = _references(report, lane)
    y = _draw_reference_names(drawing, lane, references)
    gaps: list[tuple[float, float]] = []
    for word, group in groupby(peers, key=words.band):
        members = list(group)
        _draw_band(drawing, y, word, members)
        y += ROW
        top = y
        for each in members:
            height = ROW + (TEXT if len(labels[_id(each)]) > 1 else 0)
            _draw_share(drawing, lane, each, labels[_id(each)], y + height / 2, report)
            y += height
        gaps.append((top, y))
        y += 12
    for share, _name, colour, dashes in references:
        x = lane.x(share)
        drawing.lines([((x, top), (x, bottom)) for top, bottom in gaps], colour, 2.5, dashes=dashes)
    drawing.height = y
    return drawing.chart(
        "sk-ty-le",
        title="Tỷ lệ đạt chỉ tiêu của từng đơn vị",
        description=_describe_shares(report),
        columns=("Hạng", "Đơn vị", "Chỉ tiêu", _counted_column(report.publication.charter), "Đạt", "Nhóm", "Số liệu ngày"),
        rows=tuple(_share_row(each) for each in peers),
    )


def _id(standing: Standing) -> str:
    return standing.unit.id if standing.unit else ""


def _cap(shares: Sequence[Fraction]) -> Fraction:
    """The share at the right edge: all there is, unless a few outliers would squash the others."""
    typical = sorted(shares)[(len(shares) - 1) * 3 // 4]
    cap = max(Fraction(6, 5), typical * Fraction(6, 5))
    return max(shares[0], Fraction(1)) if max(shares) <= cap * Fraction(5, 4) else cap


_Reference = tuple[Fraction, str, _Colour, tuple[float, float] | None]


def _references(report: Report, lane: _Lane) -> list[_Reference]:
    """The shares to compare with: the target, and the even pace while it is short of the target."""
    found: list[_Reference] = [(Fraction(1), "Chỉ tiêu 100%", _Colour.TARGET, None)]
    if 0 < report.expected_share < 1 <= lane.cap:
        name = f"{EVEN_PACE} {percent(report.expected_share)}"
        found.insert(0, (report.expected_share, name, _Colour.EXPECTED, (2, 6)))
    return found


def _draw_reference_names(drawing: "_Drawing", lane: _Lane, references: Sequence[_Reference]) -> float:
    """The names of the lines above them, on two levels where one has no room; the height below them."""
    y, ends = 26.0, -1.0
    for share, name, colour, _dashes in references:
        half = _width(name, SMALL, 600) / 2
        x = min(lane.x(share), WIDTH - half)
        if x - half < ends + 18:
            y += 28
        ends = x + half
        drawing.text((x, y), _Text(text=name, size=SMALL, weight=600, colour=colour), "center")
    return y + 8


def _draw_band(drawing: "_Drawing", y: float, word: str, members: Sequence[Standing]) -> None:
    baseline = y + ROW - 12
    aim = members[0].aim
    if aim:
        drawing.fill([_box(0, baseline - 15, 15, baseline)], _BAND_COLOUR[aim.band])
    left = 24 if aim else 0
    drawing.text((left, baseline), _Text(text=word, weight=700))
    number = _Text(text=f"{integer(len(members))} đơn vị", size=SMALL, colour=_Colour.MUTED)
    drawing.text((left + _width(word, TEXT, 700) + 12, baseline), number)


def _draw_share(
    drawing: "_Drawing", lane: _Lane, standing: Standing, label: Sequence[str], middle: float, report: Report
) -> None:
    for number, line in enumerate(label):
        shift = (number - (len(label) - 1) / 2) * TEXT * 1.1 + TEXT * CAP_HEIGHT / 2
        drawing.text((lane.left - 14, middle + shift), _Text(text=line), "right")
    baseline = middle + TEXT * CAP_HEIGHT / 2
    if standing.aim is None or not isinstance(standing.progress, Measured):
        told = standing.progress.reason if isinstance(standing.progress, Unmeasured) else words.counted(standing)
        drawing.text((lane.left + 4, baseline), _Text(text=told, size=SMALL, colour=_Colour.MUTED))
        return
    top, bottom = middle - BAR / 2, middle + BAR / 2
    drawing.fill([_box(lane.left, top, lane.x(Fraction(1)), bottom)], _Colour.MUTED, opacity=0.12)
    charter = report.publication.charter
    said = (
        f"{standing.unit.label if standing.unit else ''}: {words.achievement(standing.aim)}, "
        f"{integer(standing.progress.counted)} sáng kiến {words.COUNTING[charter.counting]} "
        f"so với chỉ tiêu {integer(standing.aim.target)}, số liệu ngày {day(standing.progress.reported_on)}"
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
        standing.unit.label if standing.unit else "",
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
    return f"{said}. Tính đều theo thời gian thì lúc này đạt {percent(report.expected_share)}."


def by_field(publication: Publication) -> Chart | None:
    """How many published initiatives each field has."""
    entries = publication.charter.fields
    found = [each.field.id for each in publication.initiatives]
    return _by_kind("sk-linh-vuc", "lĩnh vực", "Lĩnh vực", entries, found, publication.today)


def by_sector(publication: Publication) -> Chart | None:
    """How many published initiatives each sector has."""
    entries = publication.charter.sectors
    found = [each.sector.id for each in publication.initiatives]
    return _by_kind("sk-khu-vuc", "khu vực, ngành nghề", "Khu vực, ngành nghề", entries, found, publication.today)


def _by_kind(
    id_: str, kind: str, column: str, entries: Sequence[SolutionField | Sector], found: Sequence[str], today: date
) -> Chart | None:
    """Bars from the most to the fewest; a kind without any is listed with 0, which is known."""
    if not found:
        return None
    numbers = sorted(((each.name, found.count(each.id)) for each in entries), key=lambda each: -each[1])
    labels = [_wrapped(name, LONGEST_NAME, TEXT, 400) for name, _number in numbers]
    left = max(_width(line, TEXT) for lines in labels for line in lines) + 16
    most = numbers[0][1]
    room = WIDTH - left - _width(integer(most), TEXT, 700) - 14
    drawing, y = _Drawing(0), 4.0
    for (name, number), label in zip(numbers, labels, strict=True):
        height = ROW + (TEXT if len(label) > 1 else 0)
        middle, end = y + height / 2, left + room * number / most
        for index, line in enumerate(label):
            shift = (index - (len(label) - 1) / 2) * TEXT * 1.1 + TEXT * CAP_HEIGHT / 2
            drawing.text((left - 14, middle + shift), _Text(text=line), "right")
        if number:
            bar = _box(left, middle - BAR / 2, end, middle + BAR / 2)
            drawing.fill([bar], _Colour.BAR, title=f"{name}: {integer(number)} sáng kiến")
        value = _Text(text=integer(number), weight=700)
        drawing.text((end + 10, middle + TEXT * CAP_HEIGHT / 2), value)
        y += height
    drawing.height = y + 4
    told = ", ".join(f"{name} {integer(number)}" for name, number in numbers)
    return drawing.chart(
        id_,
        title=f"Sáng kiến giới thiệu trên trang, theo {kind}",
        description=f"{integer(len(found))} sáng kiến giới thiệu trên trang đến ngày {day(today)}, theo {kind}: {told}.",
        columns=(column, "Sáng kiến"),
        rows=tuple((name, integer(number)) for name, number in numbers),
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
class _Mark:
    """An artist yet to be made, with what a reader who points at it is told."""

    kind: Literal["lines", "fill", "dot", "text"]
    at: Sequence[Line]
    colour: _Colour
    width: float = 0
    dashes: tuple[float, float] | None = None
    opacity: float = 1
    shape: str = "o"
    is_hollow: bool = False
    text: _Text | None = None
    anchor: Anchor = "left"
    angle: float = 0
    title: str | None = None


@dataclass(slots=True)
class _Drawing:
    """Marks on a sheet `WIDTH` units wide, in the order in which they cover each other.

    `taken` are lines that labels must not touch.
    """

    height: float
    marks: list[_Mark] = field(default_factory=list)
    taken: list[Line] = field(default_factory=list)

    def lines(
        self,
        lines: Sequence[Line],
        colour: _Colour,
        width: float,
        *,
        dashes: tuple[float, float] | None = None,
        opacity: float = 1,
    ) -> None:
        """Draw open lines in one stroke."""
        if lines:
            self.marks.append(
                _Mark(kind="lines", at=lines, colour=colour, width=width, dashes=dashes, opacity=opacity)
            )

    def fill(self, areas: Sequence[Line], colour: _Colour, *, opacity: float = 1, title: str | None = None) -> None:
        """Fill areas of straight edges."""
        self.marks.append(_Mark(kind="fill", at=areas, colour=colour, opacity=opacity, title=title))

    def dot(
        self,
        at: XY,
        radius: float,
        colour: _Colour,
        *,
        shape: Literal["o", "D"] = "o",
        hollow: bool = False,
        title: str | None = None,
    ) -> None:
        """Draw a disc or a diamond, set off from what lies below it; or only its ring."""
        self.marks.append(
            _Mark(kind="dot", at=[[at]], colour=colour, width=radius, shape=shape, is_hollow=hollow, title=title)
        )

    def text(self, at: XY, text: _Text, anchor: Anchor = "left", *, angle: float = 0) -> None:
        """Write at a point of the baseline."""
        self.marks.append(_Mark(kind="text", at=[[at]], colour=text.colour, text=text, anchor=anchor, angle=angle))

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
                (-18 - width, -height - 4),
                (18, -height / 2),
                (-width / 2, -height - 16),
                (-width / 2, 16),
                (-18 - width, 4),
                (18, -height - 4),
                (-18 - width, -height / 2),
            )
        ]
        boxes = [_box(left, top, left + width, top + height) for left, top in places]
        outside = [
            place[0] < plot.left or place[0] + width > WIDTH or place[1] < 0 or place[1] + height > plot.bottom - 8
            for place in places
        ]
        hits = [self._hits(box) + 100 * out for box, out in zip(boxes, outside, strict=True)]
        left, top = places[hits.index(min(hits))]
        self.taken.append([*boxes[hits.index(min(hits))]])
        for each in texts:
            top += each.size * LINE_HEIGHT
            self.text((left, top - each.size * (LINE_HEIGHT - 1)), each)

    def label_line(self, line: Line, text: _Text) -> None:
        """Write along a straight line, above or below it, where the text touches the least; take the line."""
        (x0, y0), (x1, y1) = line
        slope, length = atan2(y1 - y0, x1 - x0), hypot(x1 - x0, y1 - y0)
        half, best = text.width / 2, None
        starts = [half + 10, length - half - 10, length * 0.8, length * 0.65, length * 0.5, length * 0.35]
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


_RC = {
    "path.simplify": False,
    "path.sketch": None,
    "lines.scale_dashes": False,
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
        for order, mark in enumerate(drawing.marks):
            artist = _artist(mark, downwards)
            artist.set_zorder(order)
            figure.add_artist(artist)
        FigureCanvasSVG(figure).print_svg(written, metadata={"Date": None})
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
    root.extend(_tidied(written.getvalue(), drawing.marks, id_))
    return ET.tostring(root, encoding="unicode")


def _artist(mark: _Mark, place: "Transform") -> "Artist":
    from matplotlib.lines import Line2D  # noqa: PLC0415 - only where charts are drawn
    from matplotlib.patches import PathPatch  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415
    from matplotlib.text import Text  # noqa: PLC0415

    colour, (x, y) = mark.colour.stand_in, mark.at[0][0]
    match mark.kind:
        case "text":
            assert mark.text  # noqa: S101 - so made by `_Drawing.text`
            font = _font(mark.text.weight).copy()
            font.set_size(mark.text.size)
            written = Text(x, y, mark.text.text, color=colour, fontproperties=font, horizontalalignment=mark.anchor)
            written.set(rotation=-mark.angle, rotation_mode="anchor", transform=place)
            return written
        case "dot":
            surface = _Colour.SURFACE.stand_in
            disc = Line2D([x], [y], linestyle="none", marker=mark.shape, markersize=2 * mark.width, transform=place)
            disc.set_markerfacecolor(surface if mark.is_hollow else colour)
            disc.set_markeredgecolor(colour if mark.is_hollow else surface)
            disc.set_markeredgewidth(3 if mark.is_hollow else 2)
            return disc
        case "fill":
            path = Path.make_compound_path(*(Path([*area, area[0]], closed=True) for area in mark.at))
            return PathPatch(path, facecolor=colour, edgecolor="none", alpha=mark.opacity, transform=place)
        case "lines":
            path = Path.make_compound_path(*(Path(line) for line in mark.at))
            style = (0, mark.dashes) if mark.dashes else "solid"
            stroke = PathPatch(path, fill=False, edgecolor=colour, linewidth=mark.width, linestyle=style)
            stroke.set(alpha=mark.opacity, capstyle="round", joinstyle="round", transform=place)
            return stroke


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
