"""What rules look at, and the table they stand in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain, groupby
from typing import TypeVar

from generator.model import Record
from generator.parse import Parsed
from generator.problems import Location, Problem, Rule
from generator.tally import Tally

AnyRecord = TypeVar("AnyRecord", bound=Record)

Found = Iterator[tuple[Location, str, str]]
"""Breaches of a rule: the place, what was expected and found, and the mend."""


@dataclass(frozen=True)
class Facts:
    """What the rules look at: the records that could be read, the day it is, and the day on which it will be read.

    Consents are judged on `consented_on`: a campaign frozen on a day is still read after they have expired. No day that
    is over is after `clock`: a site may be built for an earlier day than it is.
    """

    parsed: Parsed
    today: date
    consented_on: date
    clock: date

    @cached_property
    def tally(self) -> Tally:
        """The tree of units with its reports."""
        return Tally(self.parsed.units, self.parsed.snapshots)

    @cached_property
    def tree_is_sound(self) -> bool:
        """Whether every parent exists, none is its own, and no way up is endless: else sums mean nothing."""
        linked = all(unit.parent is None or unit not in self.tally.roots for unit in self.parsed.units)
        return linked and all(self.tally.depth(unit) <= DEEPEST_TREE for unit in self.parsed.units)

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """The ids there are, by kind, readable or not."""
        parsed = self.parsed
        readable = {
            "unit": [unit.id for unit in parsed.units],
            "person": [person.id for person in parsed.people],
            "initiative": [initiative.id for initiative in parsed.initiatives],
            "photo": list(parsed.pictures),
        }
        return {kind: frozenset(ids) | parsed.unreadable[kind] for kind, ids in readable.items()}

    def missing(self, kind: str, identifier: str) -> bool:
        """Whether there is no such record, readable or not; False where nobody can know."""
        return identifier not in self.known[kind] and kind not in self.parsed.unlisted

    def at(self, record: Record, *path: str | int) -> Location:
        """The place of a field of a record."""
        return self.parsed.places.of(record, *path)

    def alone(self, name: Rule, records: Iterable[AnyRecord], breaches: Callable[["Facts", AnyRecord], Found]) -> Found:
        """The breaches of a rule that looks at one record at a time, and at nothing else.

        A file that had none is not looked at again until it changes.
        """
        for path, group in groupby(records, key=path_of):
            looks = [breaches(self, record) for record in group]
            yield from self.parsed.readings.finding(path, name.value, partial(chain.from_iterable, looks))

    def whole(self, *paths: str) -> bool:
        """Whether these files were read without a shape problem."""
        return not self.parsed.damaged.intersection(paths)


def path_of(record: Record) -> str:
    """The file that a record stands in."""
    return record.origin.path


DEEPEST_TREE = 20
"""Levels of units: from the whole country to a work team there are six."""

RULES: dict[Rule, Callable[[Facts], Iterator[Problem]]] = {}


def rule(name: Rule) -> Callable[[Callable[[Facts], Iterable[tuple[Location, str, str]]]], None]:
    """Put a function into RULES: its docstring is the rule, and every breach it yields becomes a Problem."""

    def register(breaches: Callable[[Facts], Iterable[tuple[Location, str, str]]]) -> None:
        def problems(facts: Facts) -> Iterator[Problem]:
            for at, message, hint in breaches(facts):
                yield Problem(at=at, rule=name, message=message, hint=hint)

        problems.__doc__ = breaches.__doc__
        RULES[name] = problems

    return register
