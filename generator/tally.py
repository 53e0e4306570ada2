"""Counting up the tree of units: what had been reported by a day, and against which target.

Pure arithmetic shared by the rules (do the rows agree with what was announced?) and by progress (what
do we publish?), so that the two can never count differently. Whole numbers only; no shares, no words.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Snapshot, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a unit and everything below it had reported by a day.

    `valid` is None when any of the rows summed up does not say. `newest` and `oldest` are the dates of
    the latest and the earliest of the last reports in the sum; `reporting` of `members` units that
    report for themselves had reported (one that was taken over is no unit more); `final` says that none
    of them will again, because they ended (otherwise `oldest` leaves ended units out: a last word cannot
    age). `rows` are the rows the sum is made of.
    """

    submitted: int
    valid: int | None
    newest: date
    oldest: date
    final: bool
    reporting: int
    members: int
    rows: tuple[Snapshot, ...]


class Tally:
    """The units as a tree, with their reports.

    A unit that reports for itself speaks for everything below it; any other is the sum of its members.
    A unit that ended and has a successor is counted under the successor: its last figure stands in until
    the successor's own report, made after the end, includes it.

    Units with an unknown parent, or in a circle of parents, stand as roots, and a successor whose sum
    includes its predecessor anyway takes nothing over: `rules` reports them.
    """

    def __init__(self, units: Iterable[Unit], snapshots: Iterable[Snapshot]) -> None:
        """Take the units in file order and their reports in any."""
        self.units = {unit.id: unit for unit in units}
        self._members: dict[str, list[Unit]] = defaultdict(list)
        self.roots: list[Unit] = []
        for unit in self.units.values():
            if unit.parent in self.units and not self._circular(unit):
                self._members[str(unit.parent)].append(unit)
            else:
                self.roots.append(unit)
        self._reports: dict[str, list[Snapshot]] = defaultdict(list)
        for snapshot in sorted(snapshots, key=lambda each: each.date):
            self._reports[snapshot.unit].append(snapshot)
        self._counts: dict[tuple[str, date], Count | None] = {}  # asked for by every unit above
        self._predecessors: dict[str, list[Unit]] = defaultdict(list)
        self._heirs: dict[str, Unit] = {}
        for unit in self.units.values():
            heir = self.units.get(unit.successor or "")
            if heir and unit.valid_to and not self._includes(unit, heir):
                self._predecessors[heir.id].append(unit)
                self._heirs[unit.id] = heir

    def _circular(self, unit: Unit) -> bool:
        seen = {unit.id}
        above = self.units.get(unit.parent or "")
        while above is not None:
            if above.id in seen:
                return True
            seen.add(above.id)
            above = self.units.get(above.parent or "")
        return False

    def _includes(self, unit: Unit, other: Unit) -> bool:
        """Whether the sum of `unit` has `other` in it, also through what its members take over."""
        return any(each.id == other.id for each in self.included(unit))

    def included(self, unit: Unit) -> list[Unit]:
        """`unit`, everything below it, and what any of these takes over from units that ended; each once."""
        seen: dict[str, Unit] = {}
        ahead = [unit]
        while ahead:
            each = ahead.pop()
            if each.id not in seen:
                seen[each.id] = each
                ahead += [*self._members.get(each.id, ()), *self._predecessors.get(each.id, ())]
        return [*seen.values()]

    def heir(self, unit: Unit) -> Unit | None:
        """The unit that takes over what `unit` had reported when it ended."""
        return self._heirs.get(unit.id)

    def predecessors(self, unit: Unit) -> Sequence[Unit]:
        """The units that ended and whose figures `unit` takes over, in file order."""
        return self._predecessors.get(unit.id, [])

    def depth(self, unit: Unit) -> int:
        """How many units stand above `unit`."""
        above, depth = self.units.get(unit.parent or ""), 0
        while above is not None and depth < len(self.units):
            above, depth = self.units.get(above.parent or ""), depth + 1
        return depth

    def members(self, unit: Unit, day: date | None = None) -> list[Unit]:
        """The units right below `unit`, in file order; on `day`, only those that count then."""
        below = self._members.get(unit.id, [])
        return below if day is None else [each for each in below if self.counts(each, day)]

    def descendants(self, unit: Unit) -> Iterator[Unit]:
        """`unit` and everything below it, each before what is below it."""
        yield unit
        for member in self.members(unit):
            yield from self.descendants(member)

    def reports(self, unit: Unit) -> Sequence[Snapshot]:
        """The unit's own reports, oldest first."""
        return self._reports.get(unit.id, [])

    def dates(self, unit: Unit) -> list[date]:
        """The days on which `unit` or anything in its sum reported, oldest first."""
        own = [report.date for report in self.reports(unit)]
        before = [day for each in self._predecessors.get(unit.id, []) for day in self.dates(each)]
        below = [day for each in self.members(unit) for day in self.dates(each) if not own or day < own[0]]
        return sorted({*own, *before, *below})

    def counts(self, unit: Unit, day: date) -> bool:
        """Whether `unit` is counted for itself on `day`: begun, and not taken over by a successor."""
        if unit.valid_from and day < unit.valid_from:
            return False
        return not (unit.valid_to and day > unit.valid_to and self.heir(unit))

    def count(self, unit: Unit, day: date) -> Count | None:
        """What `unit` had reported by the end of `day`; None when nothing."""
        key = unit.id, day
        if key not in self._counts:
            self._counts[key] = self._count(unit, day)
        return self._counts[key]

    def _count(self, unit: Unit, day: date) -> Count | None:
        reports = self.reports(unit)
        index = bisect_right(reports, day, key=lambda each: each.date)
        parts: list[Count] = []
        members = 1
        if index:
            own = reports[index - 1]
            parts.append(
                Count(
                    submitted=own.submitted,
                    valid=own.valid,
                    newest=own.date,
                    oldest=own.date,
                    final=bool(unit.valid_to and day > unit.valid_to),
                    reporting=1,
                    members=1,
                    rows=(own,),
                )
            )
        elif below := self.members(unit, day):
            members = 0
            for member in below:
                part = self.count(member, day)
                members += part.members if part else self._leaves(member, day)
                if part:
                    parts.append(part)
        complete = sum(part.reporting for part in parts) == members
        told_since = min(part.oldest for part in parts) if parts and complete else date.min
        for before in self._predecessors.get(unit.id, []):
            ended = before.valid_to
            if ended and told_since <= ended < day and (part := self.count(before, day)):
                parts.append(part)  # nobody has yet told a figure that includes it
        return _sum(parts, members) if parts else None

    def _leaves(self, unit: Unit, day: date) -> int:
        below = self.members(unit, day)
        return sum(self._leaves(member, day) for member in below) if below else 1

    def total(self, day: date) -> Count | None:
        """What the whole campaign had reported by the end of `day`."""
        counted = [(root, self.count(root, day)) for root in self.roots if self.counts(root, day)]
        parts = [part for _root, part in counted if part]
        members = sum(part.members if part else self._leaves(root, day) for root, part in counted)
        return _sum(parts, members) if parts else None

    def target(self, unit: Unit, day: date) -> int | None:
        """The unit's target on `day`: its own, or its members' together; None when none is set."""
        if unit.target is not None:
            return unit.target
        below = [self.target(member, day) for member in self.members(unit, day)]
        known = [target for target in below if target is not None]
        return sum(known) if known and len(known) == len(below) else None


def _sum(parts: Sequence[Count], members: int) -> Count:
    valid = [part.valid for part in parts]
    known = [each for each in valid if each is not None]
    final = all(part.final for part in parts)
    return Count(
        submitted=sum(part.submitted for part in parts),
        valid=sum(known) if len(known) == len(valid) else None,
        newest=max(part.newest for part in parts),
        oldest=min(part.oldest for part in parts if part.final == final),
        final=final,
        reporting=min(sum(part.reporting for part in parts), members),
        members=members,
        rows=tuple(row for part in parts for row in part.rows),
    )
