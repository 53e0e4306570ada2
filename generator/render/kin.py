"""Initiatives that are near another: those that share most of its sector, unit and field; the sector counts double.

And nearest of all, those of one person. Also whose are whose among the units.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Generic, TypeVar

from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import Unit
from generator.tally import Tally

NEAREST = 3
_SHARED = (
    ("sector", "unit", "field"),
    ("sector", "unit"),
    ("sector", "field"),
    ("unit", "field"),
    ("sector",),
    ("unit",),
    ("field",),
)
"""What two initiatives may share, nearest first."""

_Shelf = tuple[str, ...]

_Told = TypeVar("_Told", PublishedInitiative, HonouredPerson)


def written_by(initiatives: Iterable[PublishedInitiative]) -> Mapping[str, list[PublishedInitiative]]:
    """The initiatives of each person who may be named as an author, by the person's id, in the order given."""
    found: dict[str, list[PublishedInitiative]] = defaultdict(list)
    for each in initiatives:
        for credit in each.credits:
            found[credit.person.id].append(each)
    return found


class Kin:
    """Knows the shelves on which initiatives stand together."""

    def __init__(self, initiatives: Sequence[PublishedInitiative]) -> None:
        """The kin among `initiatives`, in their order on every shelf."""
        shelves: dict[_Shelf, list[PublishedInitiative]] = defaultdict(list)
        self._stands: dict[str, list[tuple[list[PublishedInitiative], int]]] = {}  # by id: on which shelves, and where
        for each in initiatives:
            stands = self._stands[each.id] = [(shelves[shelf], len(shelves[shelf])) for shelf in _shelves(each)]
            for listed, _place in stands:
                listed.append(each)

    def of(self, each: PublishedInitiative) -> list[PublishedInitiative]:
        """The `NEAREST` to `each`, nearest first; fewer when there are none.

        On a shelf those that follow it come first, and the first follow the last: so each is somebody's kin.
        """
        found: dict[str, PublishedInitiative] = {}
        for listed, place in self._stands[each.id]:
            following = chain(islice(listed, place + 1, None), islice(listed, place))
            for other in islice(following, NEAREST + len(found)):
                found.setdefault(other.id, other)
            if len(found) >= NEAREST:
                break
        return [*found.values()][:NEAREST]


def _shelves(each: PublishedInitiative) -> Iterator[_Shelf]:
    ids = {"sector": each.sector and each.sector.id, "unit": each.unit.id, "field": each.field and each.field.id}
    for shared in _SHARED:
        found = [ids[name] for name in shared]
        if all(found):
            yield (*shared, *(id_ for id_ in found if id_))


class OfUnits(Generic[_Told]):
    """Whose are whose: stories, or people, by the unit they belong to or one below it."""

    def __init__(self, tally: Tally, told: Sequence[_Told]) -> None:
        """Those in `told`, in their order."""
        self._tally = tally
        self._told: Sequence[_Told] = told
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(told):
            self._numbers[each.unit.id].append(number)

    def of(self, unit: Unit) -> list[_Told]:
        """Those of a unit."""
        numbers = chain.from_iterable(self._numbers.get(each.id, ()) for each in self._tally.included(unit))
        return [self._told[number] for number in sorted(numbers)]
