"""Initiatives that are near another: those that share most of its sector, unit and field."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.editorial import PublishedInitiative

NEAREST = 3
CANDIDATES = 40  # of each shelf, the first: a large shelf would make every page of it cost the whole shelf
_WORTH = {"sector": 2, "unit": 1, "field": 1}

_Shelf = tuple[str, str]


class Kin:
    """Knows the shelves on which initiatives stand together."""

    def __init__(self, initiatives: Sequence[PublishedInitiative]) -> None:
        """The kin among `initiatives`, of which those named first are preferred."""
        shelves: dict[_Shelf, list[PublishedInitiative]] = defaultdict(list)
        for each in initiatives:
            for shelf in _shelves(each):
                if len(shelves[shelf]) < CANDIDATES:
                    shelves[shelf].append(each)
        self._shelves: Mapping[_Shelf, list[PublishedInitiative]] = shelves

    def of(self, each: PublishedInitiative) -> list[PublishedInitiative]:
        """The `NEAREST` to `each`, nearest first; fewer when there are none."""
        score: dict[str, int] = defaultdict(int)
        by_id: dict[str, PublishedInitiative] = {}
        for shelf in _shelves(each):
            for other in self._shelves[shelf]:
                if other.id != each.id:
                    score[other.id] += _WORTH[shelf[0]]
                    by_id[other.id] = other
        return [by_id[one] for one in sorted(score, key=lambda one: (-score[one], one))[:NEAREST]]


def _shelves(each: PublishedInitiative) -> tuple[_Shelf, ...]:
    return ("sector", each.sector.id), ("unit", each.unit.id), ("field", each.field.id)
