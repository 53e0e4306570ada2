"""The index by letter: every initiative, person and unit, for readers without a script and for browsing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import routes
from generator.progress import Report
from generator.routes import Page
from generator.vietnamese import initial, sort_key

LEAF = 200  # lines on a page: about 40 kB, also when a campaign has 5,000 initiatives
PEOPLE, UNITS, INITIATIVES = "Gương sáng", "Đơn vị", "Sáng kiến"

_TELEX = {"đ": "dd"}  # how the letter is typed, and so what an address can say of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the index: what it lists, where that is told, and a few words more."""

    kind: str
    text: str
    page: Page
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter's part of the index: people, units, initiatives, each in the order of the alphabet."""

    label: str
    page: Page
    entries: tuple[Entry, ...]

    def leaves(self) -> list[Sequence[Entry]]:
        """The entries as they are spread over pages."""
        return [self.entries[at : at + LEAF] for at in range(0, len(self.entries), LEAF)]


def letters(report: Report) -> list[Letter]:
    """The letters under which there is anything, in order; digits and signs come last, together."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for under, entry in _entries(report):
        letter = initial(under)
        found[letter if letter == "đ" or "a" <= letter <= "z" else ""].append(entry)
    ordered = sorted(found, key=lambda letter: (not letter, sort_key(letter)))
    return [
        Letter(
            label=letter.upper() or "0–9",
            page=routes.below(routes.SEARCH, _TELEX.get(letter, letter) or "so"),
            entries=tuple(found[letter]),
        )
        for letter in ordered
    ]


def _entries(report: Report) -> Iterator[tuple[str, Entry]]:
    """Every entry with the word it is listed under: a person's given name, the name a unit is known by, a title."""
    publication = report.publication
    for person in publication.people:
        note = f"{person.job}, {person.unit.label}"
        yield person.listed_as.split()[-1], Entry(kind=PEOPLE, text=person.name, page=routes.person(person), note=note)
    units = [*(each.unit for each in report.standings if each.unit), *report.absent]
    for unit in sorted(units, key=lambda each: (sort_key(each.label), each.id)):
        note = "" if unit.label == unit.name else unit.name
        yield unit.label, Entry(kind=UNITS, text=unit.label, page=routes.unit(unit), note=note)
    for initiative in sorted(publication.initiatives, key=lambda each: (sort_key(each.title), each.id)):
        page = routes.initiative(initiative)
        yield initiative.title, Entry(kind=INITIATIVES, text=initiative.title, page=page, note=initiative.unit.label)
