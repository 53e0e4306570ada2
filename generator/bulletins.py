"""What changed in a month and in a quarter: the facts of the bulletins, without a word of their telling.

Pure arithmetic on what the gate let through, like `progress`; `render` finds the words. A period has a bulletin
when something happened in it: a report of at least one initiative, a publication, an award or a milestone. A bulletin tells of the units that
competed then, so that a later merger takes nobody out of an old one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise
from typing import Literal

from generator import routes
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import Award, Milestone, Unit
from generator.progress import (
    Counting,
    Crossing,
    Pace,
    Report,
    competing,
    counted,
    gain,
    is_declared,
    is_illustrative,
)
from generator.tally import Count

_COUNTRY = re.compile(r"Chủ tịch nước|Nhà nước|Quốc hội|Chính phủ|Bộ |Tổng |Trung ương|.*(Việt Nam|toàn quốc)")
_PROVINCE = re.compile(r"(?!Công đoàn |.*(ngành|huyện|thị xã|xã|phường) ).*tỉnh")
MONTHS = 12
QUARTER = 3
PERCENTS = (50, 100)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A month or a quarter, both days included."""

    start: date
    end: date
    kind: Literal["month", "quarter"]

    @property
    def id(self) -> str:
        """2022-11, or 2022-quy-4: it makes the address."""
        return routes.periods(self.start)[self.kind == "quarter"]

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.start.month - 1) // QUARTER + 1

    @property
    def number(self) -> int:
        """Counts the months, or the quarters, without a gap: neighbours differ by one."""
        months = self.start.year * MONTHS + self.start.month - 1
        return months if self.kind == "month" else months // QUARTER

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The campaign's count on the day of a report, of `reporting` of its `members`.

    `declared` says whether this very figure was announced officially, `illustrative` whether it is made up in part.
    """

    on: date
    counted: int
    reporting: int
    members: int
    declared: bool
    illustrative: bool

    @property
    def complete(self) -> bool:
        """Whether all members had reported by then."""
        return self.reporting >= self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a unit added between its last report before the period and its last one in it; less than 0 after a correction.

    `counted` is what it had then, `target` what it was to reach on that day.
    """

    unit: Unit
    since: date
    until: date
    gained: int
    counted: int
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A unit that reported for the first time in the period, with its last count in it."""

    unit: Unit
    on: date
    counted: int
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The report that took the whole campaign to half its target, or to the whole."""

    on: date
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A unit that ended in the period, and the one that took it over. What came with it is nobody's gain."""

    unit: Unit
    heir: Unit
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """An award given in the period, to a person or to an initiative."""

    award: Award
    to: HonouredPerson | PublishedInitiative


@dataclass(frozen=True, kw_only=True)
class Bulletin:
    """What is known of a period on the report's day.

    `is_running` while the period has not ended; `ends_on` is the campaign's last day. `before` and `after` are the
    campaign's last totals before the period and in it, None when there was no report. `growth` is what lies between
    them, None when they are not sums of the same members; `earlier` the growth of the period right before (made up in
    part when `earlier_illustrative`), and `gained_earlier` what that had added when its growth was of it from the first
    day to the last.
    `gains` (largest first) and `arrivals` are of the units that competed on the day of `after`; of the `aimed` that
    have a target and a count, `reached` had reached it then. `benefits` are the new initiatives with a verified
    value, largest first; `honours` come from the whole country down, within a level and like `milestones` in the order of
    their days.
    """

    period: Period
    is_running: bool
    ends_on: date
    counting: Counting
    target: int
    before: Total | None
    after: Total | None
    growth: Pace | None
    earlier: Pace | None
    gained_earlier: int | None
    earlier_illustrative: bool = False
    marks: tuple[Mark, ...]
    gains: tuple[Gain, ...]
    arrivals: tuple[Arrival, ...]
    mergers: tuple[Merger, ...]
    crossings: tuple[Crossing, ...]
    aimed: int
    reached: int
    initiatives: tuple[PublishedInitiative, ...]
    honours: tuple[Honour, ...]
    milestones: tuple[Milestone, ...]
    benefits: tuple[PublishedInitiative, ...]

    @property
    def gained(self) -> int | None:
        """What the campaign added in the period; None when its totals cannot be compared."""
        return self.growth.gained if self.growth else None

    @property
    def is_first(self) -> bool:
        """Whether nothing had been reported before."""
        return self.before is None and self.after is not None

    @property
    def is_whole(self) -> bool:
        """Whether `growth` is of the period from its first day to its last, and of nothing else."""
        growth = self.growth
        return growth is not None and (growth.since, growth.until) == (self.period.start - DAY, self.period.end)

    @property
    def share(self) -> Fraction | None:
        """The part of the target reached on the day of `after`."""
        return Fraction(self.after.counted, self.target) if self.after and self.target else None

    @property
    def growth_illustrative(self) -> bool:
        """Whether what lies between its totals is made up in part: one official total does not make it official."""
        return self.growth is not None and any(
            each is not None and each.illustrative for each in (self.before, self.after)
        )

    @cached_property
    def illustrative(self) -> bool:
        """Whether anything that it tells is made up."""
        marks = [each.illustrative for each in (self.before, self.after) if each]
        marks += [each.unit.illustrative for each in self.gains]
        marks += [each.unit.illustrative for each in self.arrivals]
        marks += [each.unit.illustrative for each in self.crossings]
        marks += [each.illustrative for each in self.initiatives]
        marks += [each.to.illustrative for each in self.honours]
        return any(marks) or any(map(is_made_up, self.milestones))

    @property
    def tells_until(self) -> date:
        """The day up to which it tells: its last one, and while it runs that of its newest fact, which is never the clock's."""
        return self.updated if self.is_running else self.period.end

    @cached_property
    def updated(self) -> date:
        """The day of its newest fact."""
        days = [
            *(each.published_on for each in self.initiatives),
            *(each.award.date for each in self.honours if each.award.date),
            *(each.at for each in self.milestones),
            *([self.after.on] if self.after else []),
        ]
        return max(days, default=self.period.start)


def bulletins(report: Report) -> tuple[Bulletin, ...]:
    """The bulletins of all months and quarters in which something happened, newest period first, months before quarters."""
    told = [each for each in _Teller(report).all() if _is_news(each)]
    return tuple(sorted(told, key=lambda each: (-each.period.end.toordinal(), each.period.kind)))


def latest(found: Sequence[Bulletin]) -> Bulletin | None:
    """The newest month's, which says the news; None without any."""
    return next((each for each in found if each.period.kind == "month"), None)


def _level(award: Award) -> int:
    """From how far up an award comes, by the name of its body: 0 the country, 1 the province, 2 all others.

    A union of a sector or of a district is of the province, but stands below it.
    """
    return 0 if _COUNTRY.match(award.body) else 1 if _PROVINCE.match(award.body) else 2


def _periods(start: date, today: date) -> Iterator[Period]:
    """The months, then the quarters, that hold a day from `start` to `today`."""
    month = start.replace(day=1)
    while month <= today:
        yield Period(start=month, end=_after(month, 1) - DAY, kind="month")
        month = _after(month, 1)
    quarter = start.replace(month=(start.month - 1) // QUARTER * QUARTER + 1, day=1)
    while quarter <= today:
        yield Period(start=quarter, end=_after(quarter, QUARTER) - DAY, kind="quarter")
        quarter = _after(quarter, QUARTER)


def _after(first: date, months: int) -> date:
    """The first day of the month `months` later."""
    index = first.year * MONTHS + first.month - 1 + months
    return date(index // MONTHS, index % MONTHS + 1, 1)


class _Teller:
    """Looks up what each period's bulletin is made of."""

    def __init__(self, report: Report) -> None:
        self.report, self.publication = report, report.publication
        self.charter, self.tally = report.publication.charter, report.publication.tally
        self.first = report.publication.charter.period.start.replace(day=1)
        self.stories: dict[date, list[int]] = defaultdict(
            list
        )  # by day, their numbers: every period asks for some days
        for number, each in enumerate(report.publication.initiatives):
            self.stories[each.published_on].append(number)
        honoured: list[HonouredPerson | PublishedInitiative] = [
            *report.publication.people,
            *report.publication.initiatives,
        ]
        self.honours = [Honour(award=award, to=to) for to in honoured for award in to.awards]
        self.totals = [total for each in report.campaign.history if (total := self._total(each.on))]

    def all(self) -> Iterator[Bulletin]:
        earlier: Bulletin | None = None
        for period in _periods(self.charter.period.start, self.report.today):
            earlier = self._bulletin(period, earlier if earlier and earlier.period.kind == period.kind else None)
            yield earlier

    def _bulletin(self, period: Period, earlier: Bulletin | None) -> Bulletin:
        before = next((each for each in reversed(self.totals) if each.on < period.start), None)
        after = next((each for each in reversed(self.totals) if each.on in period), None)
        units = competing(self.tally, after.on) if after else ()
        counts = {unit.id: self._counts(unit, period) for unit in units}
        known = [(unit, last) for unit in units if (last := counts[unit.id][1])]
        told = chain.from_iterable(numbers for day, numbers in self.stories.items() if self._is_told(day, period))
        new = tuple(self.publication.initiatives[number] for number in sorted(told))
        aims = [
            (last, target)
            for unit, last in known
            if (target := self.tally.target(unit, last.newest)) is not None and target
        ]
        return Bulletin(
            period=period,
            is_running=self.report.today < period.end,
            ends_on=self.charter.period.end,
            counting=self.charter.counting,
            target=self.charter.target,
            before=before,
            after=after,
            growth=self._growth(before, after),
            earlier=earlier.growth if earlier else None,
            gained_earlier=earlier.gained if earlier and earlier.is_whole else None,
            earlier_illustrative=bool(earlier and earlier.growth_illustrative),
            marks=tuple(self._marks(period)),
            gains=tuple(sorted(self._gains(counts), key=lambda each: (-each.gained, each.unit.id))),
            arrivals=tuple(self._arrivals(counts)),
            mergers=tuple(self._mergers(period)),
            crossings=tuple(each for each in self.report.crossings if each.on in period),
            aimed=len(aims),
            reached=sum(self._counted(last) >= target for last, target in aims),
            initiatives=new,
            honours=tuple(
                sorted(self._honours(period), key=lambda each: (_level(each.award), each.award.date or period.start))
            ),
            milestones=tuple(
                sorted(
                    (each for each in self.charter.milestones if self._is_told(each.at, period)),
                    key=lambda each: each.at,
                )
            ),
            benefits=tuple(
                sorted((each for each in new if verified_vnd(each)), key=lambda each: (-verified_vnd(each), each.id))
            ),
        )

    def _is_told(self, day: date, period: Period) -> bool:
        """Whether the day lies in the period, and not before the campaign's first month: a quarter may begin earlier."""
        return self.first <= day and day in period

    def _counted(self, count: Count) -> int:
        return counted(count, self.charter.counting) or 0

    def _total(self, on: date) -> Total | None:
        count = self.tally.total(on)
        found = counted(count, self.charter.counting) if count else None
        if count is None or found is None:
            return None
        declared = is_declared(self.charter, on, found)
        return Total(
            on=on, counted=found, reporting=count.reporting, members=count.members, declared=declared,
            illustrative=not declared and is_illustrative(self.tally, count.rows),
        )  # fmt: skip

    def _growth(self, before: Total | None, after: Total | None) -> Pace | None:
        first, last = self.tally.total(before.on) if before else None, self.tally.total(after.on) if after else None
        return gain(self.tally, self.charter.counting, first, last) if first and last else None

    def _marks(self, period: Period) -> Iterator[Mark]:
        for before, after in pairwise(self.totals):
            for percent in PERCENTS:
                mark = Fraction(self.charter.target * percent, 100)
                if after.on in period and before.counted < mark <= min(after.counted, self.totals[-1].counted):
                    yield Mark(on=after.on, percent=percent)

    def _counts(self, unit: Unit, period: Period) -> tuple[Count | None, Count | None]:
        """A unit's last counts before the period and in it, of those that say what the campaign counts."""
        before: Count | None = None
        within: Count | None = None
        for on in reversed(self.tally.dates(unit)):
            if on > period.end or (on in period and within):
                continue
            count = self.tally.count(unit, on)
            if count is None or counted(count, self.charter.counting) is None:
                continue
            if on in period:
                within = count
            else:
                before = count
                break
        return before, within

    def _gains(self, counts: dict[str, tuple[Count | None, Count | None]]) -> Iterator[Gain]:
        for id_, (before, within) in counts.items():
            found = gain(self.tally, self.charter.counting, before, within) if before and within else None
            if found and within:
                unit = self.tally.units[id_]
                yield Gain(
                    unit=unit, since=found.since, until=found.until, gained=found.gained, counted=self._counted(within),
                    target=self.tally.target(unit, within.newest),
                )  # fmt: skip

    def _arrivals(self, counts: dict[str, tuple[Count | None, Count | None]]) -> Iterator[Arrival]:
        for id_, (before, within) in counts.items():
            unit = self.tally.units[id_]
            if within and not before and not self.tally.predecessors(unit):
                yield Arrival(
                    unit=unit,
                    on=within.newest,
                    counted=self._counted(within),
                    target=self.tally.target(unit, within.newest),
                )

    def _mergers(self, period: Period) -> Iterator[Merger]:
        for unit in self.tally.units.values():
            heir = self.tally.heir(unit)
            if heir and unit.valid_to and unit.valid_to in period and unit.valid_to < self.report.today:
                yield Merger(unit=unit, heir=heir, on=unit.valid_to)

    def _honours(self, period: Period) -> Iterator[Honour]:
        for each in self.honours:
            if each.award.date and self._is_told(each.award.date, period):
                yield each


def is_made_up(milestone: Milestone) -> bool:
    """Whether its source says that it is illustrative: a milestone has no mark of its own."""
    return "minh họa" in milestone.source.lower()


def verified_vnd(each: PublishedInitiative) -> int:
    """The verified value of an initiative in đồng a year; 0 without one."""
    benefit = each.disclosed.benefit if each.disclosed else None
    return benefit.vnd_per_year if benefit and benefit.status == "verified" else 0


def _is_news(each: Bulletin) -> bool:
    """That nothing was counted yet is no news."""
    reported = each.after is not None and bool(each.after.counted or each.gained)
    return reported or bool(each.initiatives or each.honours or each.milestones)
