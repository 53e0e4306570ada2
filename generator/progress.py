"""All arithmetic: (Publication) to Report. Pure; every figure carries the day and the rows it comes from.

Nothing is estimated in silence. What was not reported is `Unmeasured`, never zero; a pace needs two
reports by the same members; a projection is called one wherever it is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Literal

from generator.editorial import Publication
from generator.model import Charter, Snapshot, Thresholds, Unit
from generator.tally import Count, Tally

MONTH_DAYS = 30
FARTHEST_PROJECTION_DAYS = 3650  # beyond ten years a date is no information

Counting = Literal["submitted", "valid"]


class Band(Enum):
    """Where a unit stands, best first. The value is the word used in files and class names."""

    REACHED = "reached"
    ON_PACE = "on-pace"
    BEHIND = "behind"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the count grew between two reports by the same members."""

    since: date
    until: date
    gained: int

    @property
    def per_month(self) -> Fraction:
        """Initiatives in 30 days."""
        return Fraction(self.gained * MONTH_DAYS, (self.until - self.since).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was reported. `counted` is the one of `submitted` and `valid` that the campaign counts.

    `change` compares with the last report of an earlier calendar month, `pace` with the last report at
    least 30 days before; None without such a report by the same members. `rows` are the sources, `illustrative` says
    whether any of them is made up, `declared` whether `counted` is a total that was announced officially for that day.
    """

    submitted: int
    valid: int | None
    counted: int
    reported_on: date
    oldest_report: date
    stale: bool
    reporting: int
    members: int
    change: Pace | None
    pace: Pace | None
    rows: tuple[Snapshot, ...]
    illustrative: bool = False
    declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """What counts was not reported; `reason` is a Vietnamese phrase for the reader.

    `submitted` and `reported_on` are known when only the valid count, which is the one that counts, is not.
    """

    reason: str
    submitted: int | None = None
    reported_on: date | None = None


Progress = Measured | Unmeasured


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A measured count against a target. Shares are fractions of 1.

    `needed_per_month` is None when the campaign is over; `projected_on` then too, and when the pace gives no date.
    """

    target: int
    share: Fraction
    missing: int
    surplus: int
    band: Band
    needed_per_month: int | None
    projected_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A count on the day of a report; `complete` says whether all members had reported by then.

    `illustrative` and `declared` as in `Measured`.
    """

    on: date
    submitted: int
    valid: int | None
    counted: int
    complete: bool
    illustrative: bool = False
    declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a unit, or the whole campaign (`unit` None), stands.

    `depth` counts from the root; `level` leaves out groups, so that units of one level compete, in
    which `rank_by_share` and `rank_by_count` place them (from 1, ties share, None when unmeasured).
    `aim` is None when nothing was reported or no target is set.
    """

    unit: Unit | None
    depth: int
    level: int
    target: int | None
    progress: Progress
    aim: Aim | None
    history: tuple[Point, ...]
    rank_by_share: int | None = None
    rank_by_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A unit's report that took it to half its target, or to the whole."""

    unit: Unit
    on: date
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The campaign in figures.

    `standings` are the units in tree order, each before its members; `peers` those of the level that
    competes, best share first; `absent` the units that do not count today, taken over or not yet begun.
    `as_of` is the day of the newest report (today when `has_reports` is false). `expected_share` is the part of the
    campaign's days gone at the end of `compared_on`: that day, or today when the reports are stale.
    `days_left` counts the days after `today`; `is_over` is true from the day after the last.
    """

    publication: Publication
    today: date
    as_of: date
    has_reports: bool
    compared_on: date
    days_left: int
    is_over: bool
    expected_share: Fraction
    campaign: Standing
    standings: tuple[Standing, ...]
    peers: tuple[Standing, ...]
    absent: tuple[Unit, ...]
    crossings: tuple[Crossing, ...]


def report(publication: Publication) -> Report:
    """Compute everything the publication's pages say in figures."""
    return _Computer(publication).report()


def expected_share(start: date, end: date, on: date) -> Fraction:
    """The part of the days from `start` to `end`, both included, that is gone at the end of `on`: 0 to 1."""
    gone, whole = (on - start).days + 1, (end - start).days + 1
    return min(max(Fraction(gone, whole), Fraction(0)), Fraction(1))


def band(share: Fraction, expected: Fraction, thresholds: Thresholds) -> Band:
    """The band of a share. Being on pace counts first: early in a campaign everyone is under 50%."""
    if share >= 1:
        return Band.REACHED
    if share >= expected:
        return Band.ON_PACE
    return Band.LOW if share * 100 < thresholds.low_percent else Band.BEHIND


def ranks(values: Sequence[Fraction | int]) -> list[int]:
    """The rank of each value, 1 for the highest; equal values share a rank and the next is skipped."""
    first: dict[Fraction | int, int] = {}
    for rank, value in enumerate(sorted(values, reverse=True), start=1):
        first.setdefault(value, rank)
    return [first[value] for value in values]


def _places(
    tally: Tally, units: Iterable[Unit], day: date, depth: int = 0, level: int = 0
) -> Iterator[tuple[Unit, int, int]]:
    """The units that count on `day` in tree order, each before its members, with depth and level."""
    for unit in units:
        if tally.counts(unit, day):
            yield unit, depth, level
            yield from _places(tally, tally.members(unit), day, depth + 1, level if unit.kind == "group" else level + 1)


def competing(tally: Tally, day: date) -> tuple[Unit, ...]:
    """The units of the highest level that has more than one on `day`, in tree order; groups do not compete."""
    single = [(unit, level) for unit, _depth, level in _places(tally, tally.roots, day) if unit.kind != "group"]
    levels = sorted({level for _unit, level in single})
    for level in levels:
        units = tuple(unit for unit, at in single if at == level)
        if len(units) > 1 or level == levels[-1]:
            return units
    return ()


def counted(count: Count, counting: Counting) -> int | None:
    """The one of a count's two figures that the campaign counts; None when it was not reported."""
    return count.submitted if counting == "submitted" else count.valid


def is_declared(charter: Charter, on: date, found: int) -> bool:
    """Whether `found` is the whole campaign's count that was announced officially for the day `on`."""
    return any(
        (each.date, each.submitted if charter.counting == "submitted" else each.valid) == (on, found)
        for each in charter.declared
    )


def is_illustrative(tally: Tally, rows: Iterable[Snapshot]) -> bool:
    """Whether any of the rows is made up, and with it whatever is summed from them."""
    return any(tally.units[row.unit].illustrative for row in rows)


def needed(missing: int, days_left: int) -> int:
    """How many of what is missing fall to each 30 days of those left, rounded up; all of it within the last 30."""
    return min(missing, -(-missing * MONTH_DAYS // max(days_left, 1)))


def gain(tally: Tally, counting: Counting, earlier: Count, last: Count) -> Pace | None:
    """What was gained from one count to a later one; None unless both are sums of the same members.

    A unit that took another in is the same where `earlier` had both: what came with a merger was not gained.
    """
    before, after = counted(earlier, counting), counted(last, counting)
    if before is None or after is None or earlier.newest >= last.newest:
        return None
    told = {row.unit for row in earlier.rows}
    if {_heir(tally, unit, last.newest) for unit in told} != {_heir(tally, row.unit, last.newest) for row in last.rows}:
        return None
    if not taken_over(tally, (row.unit for row in last.rows), since=earlier.newest, until=last.newest) <= told:
        return None
    return Pace(since=earlier.newest, until=last.newest, gained=after - before)


def _heir(tally: Tally, unit: str, on: date) -> str:
    """Under which unit `unit` is counted on a day: its own self until it ended."""
    each, seen = tally.units[unit], {unit}
    while (heir := tally.heir(each)) and each.valid_to and each.valid_to < on and heir.id not in seen:
        each = heir
        seen.add(each.id)
    return each.id


def taken_over(tally: Tally, units: Iterable[str], *, since: date, until: date) -> set[str]:
    """The units that ended between two days and were taken over by one of `units`."""
    ended = (each for unit in units for each in tally.predecessors(tally.units[unit]))
    return {each.id for each in ended if each.valid_to and since <= each.valid_to < until}


class _Computer:
    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.charter = publication.charter
        self.tally: Tally = publication.tally
        self.today = publication.today
        newest = self.tally.total(self.today)
        self.has_reports = newest is not None
        self.as_of = newest.newest if newest else self.today
        stale_before = self.today - timedelta(days=self.charter.thresholds.stale_days)
        self.compared_on = self.as_of if stale_before <= self.as_of else self.today  # old reports do not stop the clock
        self.expected = expected_share(self.charter.period.start, self.charter.period.end, self.compared_on)
        self.is_over = self.today > self.charter.period.end
        self.days_left = max((self.charter.period.end - self.today).days, 0)

    def report(self) -> Report:
        standings = _ranked([*self._tree()])
        competitors = {each.id for each in competing(self.tally, self.today)}
        peers = tuple(
            sorted(
                (each for each in standings if each.unit and each.unit.id in competitors),
                key=lambda each: each.rank_by_share or len(standings) + 1,
            )
        )
        whole_dates = sorted({day for root in self.tally.roots for day in self.tally.dates(root)})
        whole = self._standing(None, 0, 0, self.charter.target, whole_dates, self.tally.total)
        return Report(
            publication=self.publication,
            today=self.today,
            as_of=self.as_of,
            has_reports=self.has_reports,
            compared_on=self.compared_on,
            days_left=self.days_left,
            is_over=self.is_over,
            expected_share=self.expected,
            campaign=whole,
            standings=standings,
            peers=peers,
            absent=tuple(
                unit for unit in self.tally.units.values() if unit.id not in {e.unit.id for e in standings if e.unit}
            ),
            crossings=tuple(sorted(self._crossings(peers), key=lambda each: (each.on, each.unit.id, each.percent))),
        )

    def _tree(self) -> Iterator[Standing]:
        for unit, depth, level in _places(self.tally, self.tally.roots, self.today):
            target, dates = self.tally.target(unit, self.today), self.tally.dates(unit)
            yield self._standing(unit, depth, level, target, dates, partial(self.tally.count, unit))

    def _crossings(self, peers: Iterable[Standing]) -> Iterator[Crossing]:
        """The crossings of the units that compete, and of those that did until they ended."""
        for each in peers:
            if each.unit and each.target:
                yield from self._crossings_of(each.unit, each.target, each.history)
        for unit in self.tally.units.values():
            ended = unit.valid_to if unit.valid_to and self.tally.heir(unit) else None
            if ended and ended < self.today and unit in competing(self.tally, ended):
                target, counts = (
                    self.tally.target(unit, ended),
                    ((on, self.tally.count(unit, on)) for on in self.tally.dates(unit)),
                )
                points = [point for on, count in counts if count and (point := self._point(on, count))]
                yield from self._crossings_of(unit, target or 0, points)

    def _crossings_of(self, unit: Unit, target: int, history: Sequence[Point]) -> Iterator[Crossing]:
        """The reports that took `unit` over a mark; neither a merger did, nor did a correction take it back."""
        for before, after in pairwise(history):
            for percent in (50, 100) if target else ():
                mark = Fraction(target * percent, 100)
                if before.counted < mark <= min(after.counted, history[-1].counted) and not taken_over(
                    self.tally, [unit.id], since=before.on, until=after.on
                ):
                    yield Crossing(unit=unit, on=after.on, percent=percent)

    def _standing(
        self,
        unit: Unit | None,
        depth: int,
        level: int,
        target: int | None,
        dates: Iterable[date],
        count_on: Callable[[date], Count | None],
    ) -> Standing:
        known = [(day, count) for day in dates if (count := count_on(day))]
        progress = self._progress(known, count_on(self.today))
        return Standing(
            unit=unit,
            depth=depth,
            level=level,
            target=target,
            progress=progress,
            aim=self._aim(progress, target) if isinstance(progress, Measured) and target else None,
            history=tuple(point for day, count in known if (point := self._point(day, count))),
        )

    def _counted(self, count: Count) -> int | None:
        return counted(count, self.charter.counting)

    def _point(self, day: date, count: Count) -> Point | None:
        counted = self._counted(count)
        if counted is None:
            return None
        return Point(
            on=day,
            submitted=count.submitted,
            valid=count.valid,
            counted=counted,
            complete=count.reporting >= count.members,
            illustrative=is_illustrative(self.tally, count.rows),
            declared=self._is_declared(count, day, counted),
        )

    def _is_declared(self, count: Count, on: date, counted: int) -> bool:
        """Whether a count is that of the whole campaign (of a lone root too), and was announced."""
        if not is_declared(self.charter, on, counted):
            return False
        whole = self.tally.total(on)
        return whole is not None and count.rows == whole.rows

    def _progress(self, known: Sequence[tuple[date, Count]], last: Count | None) -> Progress:
        """What `last`, the count of today, says: units may have merged since the day of the last report."""
        if last is None:
            return Unmeasured(reason="Chưa có báo cáo")
        counted = self._counted(last)
        if counted is None:
            return Unmeasured(reason="Chưa có số được công nhận", submitted=last.submitted, reported_on=last.newest)
        # After the end nobody reports any more: what was reported last then does not age.
        stale_before = min(self.today, self.charter.period.end) - timedelta(days=self.charter.thresholds.stale_days)
        month_start = last.newest.replace(day=1)
        return Measured(
            submitted=last.submitted,
            valid=last.valid,
            counted=counted,
            reported_on=last.newest,
            oldest_report=last.oldest,
            stale=last.oldest < stale_before and not last.final,
            reporting=last.reporting,
            members=last.members,
            change=self._gain(known, last, before=month_start),
            pace=self._gain(known, last, before=last.newest - timedelta(days=MONTH_DAYS - 1)),
            rows=last.rows,
            illustrative=is_illustrative(self.tally, last.rows),
            declared=self._is_declared(last, last.newest, counted),
        )

    def _gain(self, known: Sequence[tuple[date, Count]], last: Count, *, before: date) -> Pace | None:
        """What was gained up to `last` since the last report made before the day `before`, if by the same members."""
        earlier = [count for day, count in known if day < before]
        return gain(self.tally, self.charter.counting, earlier[-1], last) if earlier else None

    def _aim(self, progress: Measured, target: int) -> Aim:
        share = Fraction(progress.counted, target)
        missing = max(target - progress.counted, 0)
        return Aim(
            target=target,
            share=share,
            missing=missing,
            surplus=max(progress.counted - target, 0),
            band=band(share, self.expected, self.charter.thresholds),
            needed_per_month=None if self.is_over else needed(missing, self.days_left),
            projected_on=None if self.is_over else _projected(progress, missing, self.today),
        )


def _projected(progress: Measured, missing: int, today: date) -> date | None:
    """The day the target is met at the present pace; None when that day has passed without it."""
    if not missing or progress.pace is None or progress.pace.gained <= 0:
        return None
    days = -(-missing * MONTH_DAYS // progress.pace.per_month)
    if days > FARTHEST_PROJECTION_DAYS:
        return None
    on = progress.reported_on + timedelta(days=int(days))
    return on if on > today else None


def _ranked(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """The standings with their ranks among those of one level; groups compete with groups of their depth."""
    contests: dict[tuple[bool, int], list[Standing]] = {}
    for each in standings:
        contests.setdefault(_contest(each), []).append(each)
    by_share: dict[int, int] = {}
    by_count: dict[int, int] = {}
    for contest in contests.values():
        aimed = [each for each in contest if each.aim]
        measured = [each for each in contest if isinstance(each.progress, Measured)]
        shares = ranks([each.aim.share for each in aimed if each.aim])
        counts = ranks([each.progress.counted for each in measured if isinstance(each.progress, Measured)])
        by_share.update(zip(map(id, aimed), shares, strict=True))
        by_count.update(zip(map(id, measured), counts, strict=True))
    return tuple(
        Standing(
            unit=each.unit,
            depth=each.depth,
            level=each.level,
            target=each.target,
            progress=each.progress,
            aim=each.aim,
            history=each.history,
            rank_by_share=by_share.get(id(each)),
            rank_by_count=by_count.get(id(each)),
        )
        for each in standings
    )


def _contest(standing: Standing) -> tuple[bool, int]:
    grouped = standing.unit is not None and standing.unit.kind == "group"
    return grouped, standing.depth if grouped else standing.level
