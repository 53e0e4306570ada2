"""All arithmetic: (Publication) to Report. Pure; every figure carries the day and the rows it comes from.

Nothing is estimated in silence. What was not reported is `Unmeasured`, never zero; a pace needs two
reports by the same members; a projection is called one wherever it is shown.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import partial
from itertools import pairwise

from generator.editorial import Publication
from generator.model import Snapshot, Thresholds, Unit
from generator.tally import Count, Tally

MONTH_DAYS = 30
FARTHEST_PROJECTION_DAYS = 3650  # beyond ten years a date is no information


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
    least 30 days before; None without such a report by the same members. `rows` are the sources.
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

    `needed_per_month` is None when the campaign is over; `projected_on` when the pace gives no date.
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
    """A count on the day of a report; `complete` says whether all members had reported by then."""

    on: date
    submitted: int
    valid: int | None
    counted: int
    complete: bool


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
        standings = _ranked(self._tree(self.tally.roots, depth=0, level=0))
        peers = _peers(standings)
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
            crossings=tuple(sorted(_crossings(peers), key=lambda each: (each.on, each.unit.id, each.percent))),
        )

    def _tree(self, units: Iterable[Unit], depth: int, level: int) -> list[Standing]:
        found = []
        for unit in units:
            if not self.tally.counts(unit, self.today):
                continue
            target, dates = self.tally.target(unit, self.today), self.tally.dates(unit)
            found.append(self._standing(unit, depth, level, target, dates, partial(self.tally.count, unit)))
            below = level if unit.kind == "group" else level + 1
            found.extend(self._tree(self.tally.members(unit), depth + 1, below))
        return found

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
        return count.submitted if self.charter.counting == "submitted" else count.valid

    def _point(self, day: date, count: Count) -> Point | None:
        counted = self._counted(count)
        if counted is None:
            return None
        complete = count.reporting >= count.members
        return Point(on=day, submitted=count.submitted, valid=count.valid, counted=counted, complete=complete)

    def _progress(self, known: Sequence[tuple[date, Count]], last: Count | None) -> Progress:
        """What `last`, the count of today, says: units may have merged since the day of the last report."""
        if last is None:
            return Unmeasured(reason="Chưa có báo cáo")
        counted = self._counted(last)
        if counted is None:
            return Unmeasured(reason="Chưa có số được công nhận", submitted=last.submitted, reported_on=last.newest)
        stale_before = self.today - timedelta(days=self.charter.thresholds.stale_days)
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
        )

    def _gain(self, known: Sequence[tuple[date, Count]], last: Count, *, before: date) -> Pace | None:
        """What was gained up to `last` since the last report made before the day `before`, if by the same members."""
        earlier = [count for day, count in known if day < before]
        if not earlier or {row.unit for row in earlier[-1].rows} != {row.unit for row in last.rows}:
            return None
        if self._joined(last, since=earlier[-1].newest):
            return None
        first_counted, last_counted = self._counted(earlier[-1]), self._counted(last)
        if first_counted is None or last_counted is None or earlier[-1].newest >= last.newest:
            return None
        return Pace(since=earlier[-1].newest, until=last.newest, gained=last_counted - first_counted)

    def _joined(self, last: Count, *, since: date) -> bool:
        """Whether a unit of the sum took another in after `since`: what came with it was not gained."""
        units = self.tally.units
        ended = (each.valid_to for row in last.rows for each in self.tally.predecessors(units[row.unit]))
        return any(day is not None and since <= day < last.newest for day in ended)

    def _aim(self, progress: Measured, target: int) -> Aim:
        share = Fraction(progress.counted, target)
        missing = max(target - progress.counted, 0)
        needed: int | None = None
        if not self.is_over:
            needed = min(missing, -(-missing * MONTH_DAYS // max(self.days_left, 1)))
        return Aim(
            target=target,
            share=share,
            missing=missing,
            surplus=max(progress.counted - target, 0),
            band=band(share, self.expected, self.charter.thresholds),
            needed_per_month=needed,
            projected_on=_projected(progress, missing, self.today),
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


def _peers(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """The units of the highest level that has more than one, best share first, unmeasured last."""
    single = [each for each in standings if each.unit and each.unit.kind != "group"]
    levels = sorted({each.level for each in single})
    for level in levels:
        peers = [each for each in single if each.level == level]
        if len(peers) > 1 or level == levels[-1]:
            return tuple(sorted(peers, key=lambda each: each.rank_by_share or len(standings) + 1))
    return ()


def _crossings(peers: Iterable[Standing]) -> Iterable[Crossing]:
    for each in peers:
        if not each.unit or not each.target:
            continue
        for before, after in pairwise(each.history):
            for percent in (50, 100):
                mark = Fraction(each.target * percent, 100)
                if (
                    before.counted < mark <= min(after.counted, each.history[-1].counted)
                ):  # and no correction took it back
                    yield Crossing(unit=each.unit, on=after.on, percent=percent)
