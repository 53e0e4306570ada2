"""Report to charts: what each shows and where, with the table and the words that say the same.

How marks become SVG is in `drawing`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import count, groupby

from generator.bulletins import Bulletin
from generator.editorial import Publication
from generator.model import Charter
from generator.progress import Band, Measured, Point, Report, Standing, Unmeasured, expected_share
from generator.render import words
from generator.render.drawing import (
    CAP_HEIGHT,
    TEXT,
    WIDTH,
    XY,
    Colour,
    Dot,
    Drawing,
    Fill,
    Line,
    Stroke,
    Text,
    box,
    width_of,
    wrapped,
)
from generator.render.outputs import Chart
from generator.vietnamese import day, integer, percent

SMALL = 20
LARGE = 46
ROW = 44
BAR = 24
LONGEST_NAME = 264
MONTH_STEPS = (1, 3, 6, 12)
DECEMBER = 12
TIME_GONE = "Thời gian đã qua"
EVEN_PACE = "Nếu tăng đều"

_BAND_COLOUR = {
    Band.REACHED: Colour.REACHED,
    Band.ON_PACE: Colour.ON_PACE,
    Band.BEHIND: Colour.BEHIND,
    Band.LOW: Colour.LOW,
}

_GRID = Stroke(colour=Colour.MUTED, width=1, opacity=0.25)
_TICK = Stroke(colour=Colour.MUTED, width=1, opacity=0.6)
_AXIS = Stroke(colour=Colour.MUTED, width=1.5)
_CURVE = Stroke(colour=Colour.LINE, width=4.5)
_TARGET = Stroke(colour=Colour.TARGET, width=2.5)
_PACE = Stroke(colour=Colour.EXPECTED, width=2.5, dashes=(2, 7))
_MILESTONE = Dot(colour=Colour.INK, radius=7.5, shape="D")


class Charts:
    """Every chart of the site: `outputs.Charts`."""

    def __init__(self, report: Report, told: Sequence[Bulletin] = ()) -> None:
        """The charts of a report, and those of the bulletins `told`."""
        self.report = report
        self._standings = {each.unit.id: each for each in report.standings if each.unit}
        self._told = {each.period.id: each for each in told}

    @cached_property
    def cumulative(self) -> Chart | None:
        """See `cumulative`."""
        return cumulative(self.report)

    @cached_property
    def by_share(self) -> Chart | None:
        """See `by_share`."""
        return by_share(self.report)

    @cached_property
    def by_field(self) -> Chart | None:
        """See `by_field`."""
        return by_field(self.report.publication)

    @cached_property
    def by_sector(self) -> Chart | None:
        """See `by_sector`."""
        return by_sector(self.report.publication)

    def history(self, unit: str) -> Chart | None:
        """See `history`."""
        return history(self._standings[unit], self.report)

    def bulletin(self, period: str) -> Chart | None:
        """See `by_gain`."""
        return by_gain(self._told[period])


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
    drawing = Drawing(540)
    has_key = bool(_milestones(charter)) or not all(point.complete for point in standing.history)
    plot = _plot(standing, charter, top=86 if charter.phases else 44, bottom=drawing.height - (104 if has_key else 64))
    _draw_phases(drawing, plot, charter)
    _draw_months(drawing, plot)
    pace = ((plot.x(charter.period.start), plot.y(0)), (plot.x(_after(charter.period.end)), plot.y(charter.target)))
    drawing.take(pace, worth=3)
    _draw_curve(drawing, plot, standing, charter, radius=7.5)
    last = standing.history[-1]
    drawing.label_point(
        plot.at(last),
        Text(text=integer(last.counted), size=LARGE, weight=700, colour=Colour.LINE),
        Text(text=f"đạt {percent(Fraction(last.counted, charter.target))} chỉ tiêu", weight=600),
        Text(text=f"đến {day(last.on)}", size=SMALL, colour=Colour.MUTED),
        left_edge=plot.left,
        bottom_edge=plot.bottom,
    )
    drawing.label_line(pace, Text(text=EVEN_PACE, size=SMALL, colour=Colour.EXPECTED), prefer=0.8)
    drawing.lines(drawing.free(pace), _PACE, below=True)
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
        foot=plot.bottom,
    )


def history(standing: Standing, report: Report) -> Chart | None:
    """A unit's count over the campaign's days, small; None with fewer than two reports."""
    if len(standing.history) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    charter = report.publication.charter
    drawing = Drawing(280)
    plot = _plot(standing, charter, top=44 if _leads(standing) else 16, bottom=drawing.height - 64)
    _draw_months(drawing, plot)
    _draw_curve(drawing, plot, standing, charter, radius=6)
    last = standing.history[-1]
    told = [Text(text=integer(last.counted), size=32, weight=700, colour=Colour.LINE)]
    if standing.target:
        told.append(Text(text=f"đạt {percent(Fraction(last.counted, standing.target))}", weight=600))
    drawing.label_point(plot.at(last), *told, left_edge=plot.left, bottom_edge=plot.bottom)
    _draw_grid(drawing, plot, lines=3)
    name = standing.unit.label if standing.unit else charter.short_name
    return drawing.chart(
        f"sk-qua-trinh-{standing.unit.id if standing.unit else 'chung'}",
        title=f"{name}: số sáng kiến {words.COUNTING[charter.counting]} theo thời gian",
        description=_describe_unit(name, standing, charter),
        columns=("Ngày", _counted_column(charter), "So với chỉ tiêu", TIME_GONE, "Ghi chú"),
        rows=_point_rows(standing, charter),
        foot=plot.bottom,
    )


def _leads(standing: Standing) -> bool:
    """Whether the target is the highest thing to draw, and its label needs room above."""
    return max(point.counted for point in standing.history) <= (standing.target or 0) * 4 // 3


def _plot(standing: Standing, charter: Charter, *, top: float, bottom: float) -> _Plot:
    """The campaign's days, and more where reports lie outside them; counts up to the highest or the target."""
    days = [point.on for point in standing.history]
    ceiling = max([1, standing.target or 0, *(point.counted for point in standing.history)])
    return _Plot(
        left=width_of(re.sub(r"\d", "4", integer(ceiling)), TEXT) + 16,  # 4 is the widest digit
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


def _draw_phases(drawing: Drawing, plot: _Plot, charter: Charter) -> None:
    for index, phase in enumerate(charter.phases):
        left, right = max(plot.x(phase.start), plot.left), min(plot.x(_after(phase.end)), plot.right)
        colour = Colour.PHASE_B if index % 2 else Colour.PHASE_A
        drawing.ground.append(Fill(at=[box(left, 0, right, plot.bottom)], colour=colour, opacity=1, title=None))
        named = wrapped(phase.name, right - left - 20, SMALL, 600)
        for number, text in enumerate(named if " ".join(named) == phase.name else ()):
            y = 34 + (number - (len(named) - 1) / 2) * SMALL * 1.15
            drawing.text((left + 12, y), Text(text=text, size=SMALL, weight=600, colour=Colour.MUTED))
            drawing.take(box(left, y - SMALL, left + 12 + width_of(text, SMALL, 600), y + 6))


def _draw_grid(drawing: Drawing, plot: _Plot, *, lines: int) -> None:
    """Light lines at round counts, kept out of what is written already and below all else."""
    scale = _scale(plot.ceiling, lines)
    ruled = [
        part
        for value in scale
        if value and value != plot.target
        for part in drawing.free(((plot.left, plot.y(value)), (plot.right, plot.y(value))))
    ]
    drawing.lines(ruled, _GRID, below=True)
    for value in scale:
        at = (plot.left - 14, plot.y(value) + TEXT * CAP_HEIGHT / 2)
        drawing.text(at, Text(text=integer(value), colour=Colour.MUTED), "right")


def _draw_months(drawing: Drawing, plot: _Plot) -> None:
    """The axis of days: a tick where a month begins, names of months in their middles, years below."""
    months = list(_months(plot.first, plot.last))
    ticks = [plot.x(start) for start, _end in months if start > plot.first]
    drawing.lines([((x, plot.bottom), (x, plot.bottom + 7)) for x in ticks], _TICK)
    drawing.lines([((plot.left, plot.bottom), (plot.right, plot.bottom))], _AXIS)
    widest = (plot.right - plot.left) / len(months)
    step = next((each for each in MONTH_STEPS if each * widest >= width_of("T10", SMALL) + 16), MONTH_STEPS[-1])
    ends, year = 0.0, 0
    for start, end in months:
        name, x = f"T{start.month}", (plot.x(start) + plot.x(_after(end))) / 2
        if (start.month - 1) % step or x - width_of(name, SMALL) / 2 < ends:
            continue
        drawing.text((x, plot.bottom + 30), Text(text=name, size=SMALL, colour=Colour.MUTED), "center")
        if start.year != year:
            told = Text(text=str(start.year), size=SMALL, weight=600, colour=Colour.MUTED)
            drawing.text((x, plot.bottom + 56), told, "center")
        ends, year = x + width_of(name, SMALL) / 2 + 8, start.year


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each month between two days, cut at these."""
    start = first
    while start <= last:
        following = date(start.year + start.month // DECEMBER, start.month % DECEMBER + 1, 1)
        yield start, min(following - timedelta(days=1), last)
        start = following


def _draw_curve(drawing: Drawing, plot: _Plot, standing: Standing, charter: Charter, *, radius: float) -> None:
    """The target line with its label, and the reports joined by straight lines."""
    curve = [plot.at(point) for point in standing.history]
    drawing.take(curve)
    if plot.target:
        line = ((plot.left, plot.y(plot.target)), (plot.right, plot.y(plot.target)))
        drawing.lines([line], _TARGET)
        drawing.take(line, worth=30)
        told = f"Chỉ tiêu {integer(plot.target)}"
        drawing.label_line(line, Text(text=told, weight=600, colour=Colour.TARGET))
    if len(curve) > 1:
        drawing.lines([curve], _CURVE)
    for point in standing.history:
        look = Dot(colour=Colour.LINE, radius=radius, is_hollow=not point.complete)
        drawing.dot(plot.at(point), look, title=_point_said(point, standing, charter))


def _point_said(point: Point, standing: Standing, charter: Charter) -> str:
    said = f"{standing.unit.label}, " if standing.unit else ""
    said += f"{day(point.on)}: {integer(point.counted)} sáng kiến {words.COUNTING[charter.counting]}"
    if standing.target:
        said += f", đạt {percent(Fraction(point.counted, standing.target))}"
    return said if point.complete else f"{said} ({words.INCOMPLETE})"


def _milestones(charter: Charter) -> list[tuple[date, str]]:
    """The days within the campaign on which something is to be remembered, with what."""
    inside = [each for each in charter.milestones if charter.period.start <= each.at <= charter.period.end]
    by_day = groupby(sorted(inside, key=lambda each: each.at), key=lambda each: each.at)
    return [(on, f"{day(on)}: " + "; ".join(each.title for each in found)) for on, found in by_day]


def _draw_key(drawing: Drawing, standing: Standing, charter: Charter) -> None:
    """What the marks mean that carry no label of their own."""
    x, y = 14.0, drawing.height - 18
    entries: list[tuple[Dot, str]] = []
    if not all(point.complete for point in standing.history):
        entries.append((Dot(colour=Colour.LINE, radius=7.5, is_hollow=True), words.INCOMPLETE))
    if _milestones(charter):
        entries.append((_MILESTONE, "dấu mốc"))
    for look, meaning in entries:
        drawing.dot((x, y - SMALL * CAP_HEIGHT / 2), look)
        drawing.text((x + 16, y), Text(text=meaning, size=SMALL, colour=Colour.MUTED))
        x += 16 + width_of(meaning, SMALL) + 36


def _counted_column(charter: Charter) -> str:
    return f"Sáng kiến {words.COUNTING[charter.counting]}"


def _point_rows(standing: Standing, charter: Charter) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day(point.on),
            integer(point.counted),
            percent(Fraction(point.counted, standing.target)) if standing.target else words.UNKNOWN,
            percent(expected_share(charter.period.start, charter.period.end, point.on)),
            words.sum_note(standing, point, charter.counting),
        )
        for point in standing.history
    )


def _describe_whole(report: Report) -> str:
    standing, charter = report.campaign, report.publication.charter
    last = standing.history[-1]
    said = words.achievement(standing.aim) if standing.aim else f"đạt {percent(Fraction(last.counted, charter.target))}"
    even = expected_share(charter.period.start, charter.period.end, last.on)
    phases = "; ".join(f"{each.name} từ {day(each.start)} đến {day(each.end)}" for each in charter.phases)
    return (
        f"Đến ngày {day(last.on)} có {integer(last.counted)} sáng kiến {words.COUNTING[charter.counting]}, "
        f"{said} so với chỉ tiêu {integer(charter.target)}. Nếu tăng đều từ {day(charter.period.start)} "
        f"đến {day(charter.period.end)} thì lúc này đạt {percent(even)}." + (f" {phases}." if phases else "")
    ) + (" Số của những ngày trước đó là minh họa." if words.made_up(standing) else "")


def _describe_unit(name: str, standing: Standing, charter: Charter) -> str:
    first, last = standing.history[0], standing.history[-1]
    said = (
        f"{name}: từ {integer(first.counted)} sáng kiến {words.COUNTING[charter.counting]} ngày {day(first.on)} "
        f"lên {integer(last.counted)} ngày {day(last.on)}"
    )
    if standing.target:
        share = Fraction(last.counted, standing.target)
        said += f", đạt {percent(share)} so với chỉ tiêu {integer(standing.target)}."
    else:
        said += "; chưa giao chỉ tiêu."
    return said if all(point.complete for point in standing.history) else f"{said} Chấm rỗng: {words.INCOMPLETE}."


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
    values = max(width_of(percent(share), TEXT, 700) for share in shares)
    lane = _Lane(left=_name_room(_name(each) for each in peers), right=WIDTH - values - 14, cap=_cap(shares))
    drawing = Drawing(0)
    references = _references(report, lane)
    y = _draw_reference_names(drawing, lane, references)
    written: list[tuple[float, float, float]] = []
    for word, group in groupby(peers, key=words.band):
        members = list(group)
        written.append((y, y + ROW, _draw_band(drawing, y, word, members)))
        y += ROW
        for each in members:
            height = _row_height(_name(each))
            written.append((y, y + height, _draw_share(drawing, lane, each, y + height / 2)))
            _listen(drawing, y, height, _share_said(each, report))
            y += height
        y += 12
    drawing.height = y - 4
    _draw_references(drawing, lane, references, written)
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
    return wrapped(name, LONGEST_NAME, TEXT, 400)


def _name_room(names: Iterable[str]) -> float:
    """The room that the longest of the names takes at the left."""
    return max(width_of(line, TEXT) for name in names for line in _name_lines(name)) + 16


def _row_height(name: str) -> float:
    return ROW + (TEXT if len(_name_lines(name)) > 1 else 0)


def _listen(drawing: Drawing, y: float, height: float, said: str) -> None:
    """Let a whole row tell what it shows, also where there is no bar to point at."""
    drawing.fill([box(0, y, WIDTH, y + height)], Colour.SURFACE, opacity=0, title=said)


def _draw_name(drawing: Drawing, name: str, room: float, middle: float) -> None:
    lines = _name_lines(name)
    for number, line in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * TEXT * 1.1 + TEXT * CAP_HEIGHT / 2
        drawing.text((room - 14, middle + shift), Text(text=line), "right")


def _cap(shares: Sequence[Fraction]) -> Fraction:
    """The share at the right edge: all there is, unless a few outliers would squash the others."""
    typical = sorted(shares)[(len(shares) - 1) * 3 // 4]
    cap = max(Fraction(6, 5), typical * Fraction(6, 5))
    return max(shares[0], Fraction(1)) if max(shares) <= cap * Fraction(5, 4) else cap


_Reference = tuple[Fraction, str, Stroke]


def _references(report: Report, lane: _Lane) -> list[_Reference]:
    """The shares to compare with: the target, and the even pace while it is short of the target."""
    found: list[_Reference] = [(Fraction(1), "Chỉ tiêu 100%", _TARGET)]
    if 0 < report.expected_share < 1 <= lane.cap:
        name = f"{TIME_GONE} {percent(report.expected_share)}"
        found.insert(0, (report.expected_share, name, _PACE))
    return found


def _draw_reference_names(drawing: Drawing, lane: _Lane, references: Sequence[_Reference]) -> float:
    """The names of the lines above them, side by side or, where there is no room, stacked; the height below."""
    y, limit = 26.0, float(WIDTH)
    for share, name, stroke in reversed(references):
        text = Text(text=name, size=SMALL, weight=600, colour=stroke.colour)
        at, half = lane.x(share), text.width / 2
        middle = min(max(at, half), limit - half)
        if middle + half < at or middle < half:
            y, middle = y + 28, min(max(at, half), WIDTH - half)
        limit = middle - half - 20
        drawing.text((middle, y), text, "center")
    return y + 10


def _draw_references(
    drawing: Drawing, lane: _Lane, references: Sequence[_Reference], written: Sequence[tuple[float, float, float]]
) -> None:
    """The lines from their names down, each broken where something written, from top to bottom and so wide, is."""
    bottom = drawing.height
    for share, _name, stroke in references:
        x, top = lane.x(share), written[0][0]
        parts: list[Line] = []
        for begin, end, width in written:
            if width + 12 > x:
                parts.append(((x, top), (x, begin)))
                top = end
        parts.append(((x, top), (x, bottom)))
        drawing.lines([part for part in parts if part[0][1] < part[1][1]], stroke)


def _draw_band(drawing: Drawing, y: float, word: str, members: Sequence[Standing]) -> float:
    """The heading of the units of one band; returns its width."""
    baseline = y + ROW - 12
    aim = members[0].aim
    if aim:
        drawing.fill([box(0, baseline - 15, 15, baseline)], _BAND_COLOUR[aim.band])
    left = 24 if aim else 0
    drawing.text((left, baseline), Text(text=word, weight=700))
    number = Text(text=f"{integer(len(members))} đơn vị", size=SMALL, colour=Colour.MUTED)
    drawing.text((left + width_of(word, TEXT, 700) + 12, baseline), number)
    return left + width_of(word, TEXT, 700) + 12 + number.width


def _draw_share(drawing: Drawing, lane: _Lane, standing: Standing, middle: float) -> float:
    """A unit's bar, or why it has none; returns how far to the right it is written on."""
    _draw_name(drawing, _name(standing), lane.left, middle)
    baseline = middle + TEXT * CAP_HEIGHT / 2
    if standing.aim is None or not isinstance(standing.progress, Measured):
        told = (
            standing.progress.reason
            if isinstance(standing.progress, Unmeasured)
            else f"{words.counted(standing)} sáng kiến"
        )
        drawing.text((lane.left + 4, baseline), Text(text=told, size=SMALL, colour=Colour.MUTED))
        return lane.left + 4 + width_of(told, SMALL)
    top, bottom = middle - BAR / 2, middle + BAR / 2
    drawing.fill([box(lane.left, top, lane.x(Fraction(1)), bottom)], Colour.MUTED, opacity=0.12)
    is_broken = standing.aim.share > lane.cap
    bar = _broken_bar(lane, top, bottom) if is_broken else [box(lane.left, top, lane.x(standing.aim.share), bottom)]
    drawing.fill(bar, _BAND_COLOUR[standing.aim.band])
    drawing.text((WIDTH, baseline), Text(text=percent(standing.aim.share), weight=700), "right")
    return 0


def _share_said(standing: Standing, report: Report) -> str:
    """What a unit's row tells, with the day it is of."""
    progress, counting = standing.progress, words.COUNTING[report.publication.charter.counting]
    if isinstance(progress, Unmeasured):
        return f"{_name(standing)}: {progress.reason.lower()}, tính đến ngày {day(report.today)}"
    dated = f"số liệu ngày {day(progress.reported_on)}"
    if standing.aim is None:
        return f"{_name(standing)}: {integer(progress.counted)} sáng kiến {counting}, chưa giao chỉ tiêu, {dated}"
    return (
        f"{_name(standing)}: {words.achievement(standing.aim)}, {integer(progress.counted)} sáng kiến {counting} "
        f"so với chỉ tiêu {integer(standing.aim.target)}, {dated}"
    )


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
    said = f"Tỷ lệ đạt chỉ tiêu của {len(report.peers)} đơn vị, {words.dated(report)}: "
    said += ", ".join(f"{integer(number)} đơn vị “{word}”" for word, number in bands)
    best = aimed[0]
    if best.aim and best.unit:
        said += f". Cao nhất là {best.unit.label}, {words.achievement(best.aim)}"
    return f"{said}. Thời gian chiến dịch đã qua {percent(report.expected_share)}."


def by_field(publication: Publication) -> Chart | None:
    """How many published initiatives each field has."""
    found = Counter(each.field.id for each in publication.initiatives if each.field)
    numbers = {each.name: found[each.id] for each in publication.charter.fields}
    return _by_kind("sk-linh-vuc", "Lĩnh vực", "lĩnh vực", numbers, publication.today)


def by_sector(publication: Publication) -> Chart | None:
    """How many published initiatives each sector has."""
    found = Counter(each.sector.id for each in publication.initiatives if each.sector)
    numbers = {each.name: found[each.id] for each in publication.charter.sectors}
    return _by_kind("sk-khu-vuc", "Khu vực, ngành nghề", "khu vực, ngành nghề", numbers, publication.today)


def _by_kind(id_: str, column: str, kind: str, numbers: Mapping[str, int], today: date) -> Chart | None:
    """Bars from the most to the fewest; a kind without any is listed with 0, which is known."""
    whole, most = sum(numbers.values()), max(numbers.values())
    if not whole:
        return None
    ordered = sorted(numbers.items(), key=lambda each: -each[1])
    left = _name_room(numbers)
    room = WIDTH - left - width_of(integer(most), TEXT, 700) - 14
    drawing, y = Drawing(0), 4.0
    for name, number in ordered:
        middle, end = y + _row_height(name) / 2, left + room * number / most
        _draw_name(drawing, name, left, middle)
        if number:
            bar = box(left, middle - BAR / 2, end, middle + BAR / 2)
            drawing.fill([bar], Colour.BAR)
        drawing.text((end + 10, middle + TEXT * CAP_HEIGHT / 2), Text(text=integer(number), weight=700))
        said = f"{name}: {integer(number)} sáng kiến giới thiệu trên trang, tính đến ngày {day(today)}"
        _listen(drawing, y, _row_height(name), said)
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


def by_gain(bulletin: Bulletin) -> Chart | None:
    """What each unit added in a bulletin's period, the most first; what each had in the first period of all."""
    counting, name = words.COUNTING[bulletin.counting], words.period_name(bulletin.period)
    if bulletin.gains:
        bars = [(each.unit.label, each.gained, each.until, each.counted, each.target) for each in bulletin.gains]
        title, column = f"Các đơn vị thêm bao nhiêu sáng kiến {counting}, {name}", "Tăng thêm"
    else:
        begun = sorted(bulletin.arrivals, key=lambda each: (-each.counted, each.unit.id))
        bars = [(each.unit.label, each.counted, each.on, each.counted, each.target) for each in begun]
        title, column = f"Sáng kiến {counting} trong những báo cáo đầu tiên, {name}", "Đã có"
    most = max((value for _name, value, *_rest in bars), default=0)
    if most <= 0:
        return None
    left = _name_room(each[0] for each in bars)
    room = WIDTH - left - max(width_of(_added(value), TEXT, 700) for _name, value, *_rest in bars) - 14
    drawing, y = Drawing(0), 4.0
    for label, value, until, _counted, _target in bars:
        height = _row_height(label)
        middle, end = y + height / 2, left + room * max(value, 0) / most
        _draw_name(drawing, label, left, middle)
        if value > 0:
            drawing.fill([box(left, middle - BAR / 2, end, middle + BAR / 2)], Colour.BAR)
        text = Text(text=_added(value) if bulletin.gains else integer(value), weight=700)
        drawing.text((end + 10, middle + TEXT * CAP_HEIGHT / 2), text)
        _listen(drawing, y, height, f"{label}: {column.lower()} {text.text}, số liệu ngày {day(until)}")
        y += height
    drawing.height = y + 4
    since = {each.since for each in bulletin.gains}
    last = max(until for _name, _value, until, *_rest in bars)
    told = "; ".join(f"{label}: {_added(value) if bulletin.gains else integer(value)}" for label, value, *_rest in bars)
    first = f"So với {day(min(since))}" if len(since) == 1 else "So với báo cáo trước của từng nơi"
    span = first if since else "Những báo cáo đầu tiên"
    return drawing.chart(
        f"sk-ban-tin-{bulletin.period.id}",
        title=title,
        description=f"{span}, số liệu đến {day(last)}. {told}.",
        columns=("Đơn vị", column, "Tổng số", "Chỉ tiêu", "So với chỉ tiêu", "Số liệu ngày"),
        rows=tuple(
            (
                label,
                _added(value) if bulletin.gains else integer(value),
                integer(counted),
                integer(target) if target else words.UNKNOWN,
                percent(Fraction(counted, target)) if target else words.UNKNOWN,
                day(until),
            )
            for label, value, until, counted, target in bars
        ),
    )


def _added(value: int) -> str:
    """+17; −3; 0."""
    return words.signed(value) if value else "0"
