"""The progress table: its rows in tree order, and what its filter offers.

The script overrides/assets/progress.js filters, folds and sorts the printed rows by what they carry; the
names of the facets are those of the address (`?loai=…&nhom=…`), in words a reader can make out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Unit
from generator.progress import Report, Standing
from generator.render import words
from generator.render.facets import Choice, Facet
from generator.vietnamese import slug

HEADING = "group"
UNRANKED = 10**6  # units without a share come last
LONG = 60
"""Rows from which on a table begins folded: a phone lays out a thousand cards in seconds, and nobody reads them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the progress table: `number` is roman for a unit with members and arabic for one without.

    `depth` counts from 0 at the top of the table; a row's members follow it, one deeper. `is_inner` says whether
    one of those above it is a union of its own: such rows are what a long table begins without. `units` counts the
    unions below it.
    """

    number: str
    depth: int
    unit: Unit
    standing: Standing
    is_group: bool
    is_inner: bool
    units: int

    @property
    def is_heading(self) -> bool:
        """Whether this is no union but what several are listed under (khối): not counted, and not chosen by itself."""
        return self.unit.kind == HEADING

    @property
    def kind(self) -> str:
        """The kind of unit, as the address says it."""
        return slug(words.KIND[self.unit.kind])

    @property
    def status(self) -> str:
        """The status word, as the address says it."""
        return slug(words.band(self.standing))

    @property
    def text(self) -> str:
        """The words of the unit's names, folded: what a reader may type."""
        return words.unit_words(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressTable:
    """The rows in tree order, and what they can be chosen by."""

    rows: tuple[TableRow, ...]
    facets: tuple[Facet, ...]

    @property
    def units(self) -> int:
        """How many unions there are in it."""
        return sum(not row.is_heading for row in self.rows)

    @property
    def has_groups(self) -> bool:
        """Whether there is anything to fold."""
        return any(row.is_group for row in self.rows)

    @property
    def is_made_up(self) -> bool:
        """Whether any of its figures is illustrative."""
        return any(words.is_made_up(row.standing) for row in self.rows)

    @property
    def is_long(self) -> bool:
        """Whether it begins folded."""
        return len(self.rows) > LONG


def progress_table(report: Report) -> ProgressTable:
    """The table of everyone who counts today; a lone root is the total."""
    rows = tuple(_rows(report))
    return ProgressTable(rows=rows, facets=tuple(_facets(rows)))


def _rows(report: Report) -> Iterator[TableRow]:
    """The units in tree order, best share first among those of one parent."""
    units = {each.unit.id: each.unit for each in report.standings if each.unit}
    by_parent: dict[str | None, list[tuple[Unit, Standing]]] = defaultdict(list)
    for each in report.standings:
        if each.unit:
            by_parent[each.unit.parent if each.unit.parent in units else None].append((each.unit, each))
    top = by_parent[None]
    if len(top) == 1 and by_parent[top[0][0].id]:
        top = by_parent[top[0][0].id]
    numbers = Counter[bool]()

    def walk(siblings: Iterable[tuple[Unit, Standing]], depth: int, *, is_inner: bool) -> Iterator[TableRow]:
        for unit, standing in sorted(siblings, key=lambda one: one[1].rank_by_share or UNRANKED):
            is_group = bool(by_parent[unit.id])
            numbers[is_group] += 1
            number = _roman(numbers[is_group]) if is_group else str(numbers[is_group])
            below = list(walk(by_parent[unit.id], depth + 1, is_inner=is_inner or unit.kind != HEADING))
            yield TableRow(
                number=number,
                depth=depth,
                unit=unit,
                standing=standing,
                is_group=is_group,
                is_inner=is_inner,
                units=sum(not row.is_heading for row in below),
            )
            yield from below

    return walk(top, 0, is_inner=False)


def _facets(rows: Sequence[TableRow]) -> Iterator[Facet]:
    """By kind and by status, best first; a facet with a single choice chooses nothing and is left out."""
    listed = [row for row in rows if not row.is_heading]
    kinds = list(words.KIND)
    by_kind = sorted(listed, key=lambda row: kinds.index(row.unit.kind))
    by_status = sorted(listed, key=lambda row: -row.standing.aim.share if row.standing.aim else 1)
    found = (
        Facet(
            name="loai",
            label="Loại đơn vị",
            choices=_choices((row.kind, words.KIND[row.unit.kind]) for row in by_kind),
        ),
        Facet(
            name="nhom",
            label="Trạng thái",
            choices=_choices((row.status, words.band(row.standing)) for row in by_status),
        ),
    )
    return (facet for facet in found if len(facet.choices) > 1)


def _choices(found: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Each value once, where it is first found."""
    counts = Counter(found)
    return tuple(Choice(value=value, label=label, count=count) for (value, label), count in counts.items())


def _roman(number: int) -> str:
    """I, II, III … as in Vietnamese official tables."""
    parts = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    said = ""
    for value, letters in parts:
        while number >= value:
            said, number = said + letters, number - value
    return said
