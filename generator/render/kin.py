"""Initiatives that are near another: those that share most of its sector, unit and field; the sector counts double.

And nearest of all, those of one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from generator.editorial import PublishedInitiative

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
        self._shelves: dict[_Shelf, list[PublishedInitiative]] = defaultdict(list)
        self._places: dict[tuple[_Shelf, str], int] = {}
        for each in initiatives:
            for shelf in _shelves(each):
                self._places[shelf, each.id] = len(self._shelves[shelf])
                self._shelves[shelf].append(each)

    def of(self, each: PublishedInitiative) -> list[PublishedInitiative]:
        """The `NEAREST` to `each`, nearest first; fewer when there are none.

        On a shelf those that follow it come first, and the first follow the last: so each is somebody's kin.
        """
        found: dict[str, PublishedInitiative] = {}
        for shelf in _shelves(each):
            for other in islice(self._following(shelf, each), NEAREST + len(found)):
                found.setdefault(other.id, other)
            if len(found) >= NEAREST:
                break
        return [*found.values()][:NEAREST]

    def _following(self, shelf: _Shelf, each: PublishedInitiative) -> Iterator[PublishedInitiative]:
        listed, place = self._shelves[shelf], self._places[shelf, each.id]
        return chain(islice(listed, place + 1, None), islice(listed, place))


def _shelves(each: PublishedInitiative) -> Iterator[_Shelf]:
    for shared in _SHARED:
        found = [getattr(each, name) for name in shared]
        if all(found):
            yield (*shared, *(one.id for one in found))
