"""What is made together, and what it is made of: a portion that is made of the same again need not be made again.

A portion is a function with all it is told. Whatever else the function looks at is the ground, which all portions share:
the settings, units and figures of the campaign, the day, and the program itself. So when a word of one story changes, the
portions that were told of it are made, and no other ones.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from generator.progress import Report
from generator.render.outputs import Output

_BYTES = 15  # of a key: of a million, no two are the same by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Outputs that are made together. `key` is another one whenever anything differs that they depend on."""

    key: str
    make: Callable[[], Iterable[Output]]


class Ground:
    """What all portions of a site depend on, by which their keys are made."""

    def __init__(self, *values: object, holders: Iterable[object] = (), before: "Ground | None" = None) -> None:
        """Take all that any of the functions looks at without being told of it.

        `holders` are objects by which it looks at that: where a function is told of one of them, it is told of the ground.
        What the ground `before` knows of records that are still the same objects is taken over.
        """
        self._known: dict[int, tuple[object, str]] = {}
        self._before = before.records if before else {}
        self.key = self._digest(values)
        self._holders = {id(each): (each, self.key) for each in holders}
        self._known |= self._holders

    @classmethod
    def of(cls, report: Report, program: str = "", before: "Ground | None" = None) -> "Ground":
        """The ground of a report's site: everything but the stories. `program` is another text for another version of it."""
        publication = report.publication
        tally = publication.tally
        units = [*tally.units.values()]
        return cls(
            program,
            publication.today,
            publication.is_preview,
            publication.charter,
            publication.logo,
            units,
            [tally.reports(each) for each in units],
            publication.support_teams,
            [each.name for each in publication.pages],
            holders=(report, publication, publication.charter),
            before=before,
        )

    @property
    def records(self) -> dict[int, tuple[object, str]]:
        """What is known of records: themselves, and their text."""
        return {key: known for key, known in self._known.items() if key not in self._holders}

    def portion(self, make: Callable[..., Iterable[Output]], *told: object, seen: Iterable[object] = ()) -> Portion:
        """What `make` makes of what it is `told`; `seen` is what it looks up by itself beyond the ground."""
        return Portion(
            key=self.digest(make.__module__, make.__qualname__, told, tuple(seen)), make=partial(make, *told)
        )

    def digest(self, *values: object) -> str:
        """The digest of values on this ground. Raises TypeError where a value is of a kind that has no fixed content."""
        return self._digest((self.key, *values))

    def _digest(self, values: Iterable[object]) -> str:
        return blake2b(self._listed(values).encode(errors="surrogatepass"), digest_size=_BYTES).hexdigest()

    def _listed(self, values: Iterable[object]) -> str:
        """Values as text, other values as other texts."""
        said = []
        for value in values:
            kind = type(value)
            if kind is str:
                said.append(f"{len(value)}:{value}")  # type: ignore[arg-type]
            elif kind in _PLAIN:
                said.append(repr(value))
            elif kind is list or (kind is tuple and len(value) <= _FEW):  # type: ignore[arg-type]
                said.append(f"({self._listed(value)})")  # type: ignore[arg-type]
            else:
                known = self._known.get(id(value)) or self._remembered(value)
                said.append(known[1])
        return ",".join(said)

    def _remembered(self, value: object) -> tuple[object, str]:
        """A record with its text; held, so that what it is known by is no other one's."""
        known = self._before.get(id(value)) or (value, self._record(value))
        self._known[id(value)] = known
        return known

    def _record(self, value: Any) -> str:  # noqa: ANN401 - whatever a function may be told of
        """A record as text; what is long, by its digest."""
        kind = type(value)
        if is_dataclass(kind):
            said = self._listed(_fields(kind)(value))
        elif isinstance(value, BaseModel):
            said = self._listed((*value.__dict__.values(), *(value.__pydantic_private__ or {}).values()))
        elif isinstance(value, Enum):
            said = value.name
        elif isinstance(value, Mapping):
            said = self._listed(value.items())
        elif isinstance(value, tuple):  # with names for its parts, or many
            said = self._listed(value)
        elif isinstance(value, PurePath):
            said = self._listed([str(value)])
        else:
            raise TypeError(f"a {kind.__name__} has no digest")
        if len(said) > _LONG:
            said = blake2b(said.encode(errors="surrogatepass"), digest_size=_BYTES).hexdigest()
        return f"{kind.__name__}({said})"


_LONG = 60
_FEW = 8  # what has more parts may be told of to many portions
_PLAIN = frozenset({int, float, bool, type(None), bytes, date, datetime, Decimal, Fraction})


@cache
def _fields(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    """What gets the fields of a record that count when two are compared."""
    names = [each.name for each in fields(kind) if each.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
