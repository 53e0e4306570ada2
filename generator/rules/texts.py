"""Every free text of the data, with its place: what rules look through for names and for what is nobody's business."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from generator.model import AuthoredPage, Part, Person, Record
from generator.problems import Location
from generator.rules.facts import Facts, path_of

Way = tuple[str | int, ...]
"""The way to a value in a record: names of fields and places in lists."""

Source = Record | AuthoredPage


def sources(facts: Facts) -> Iterator[tuple[str, Iterable[Source]]]:
    """Every file with texts that could be published, and the records or the page and its front in it."""
    parsed = facts.parsed
    records: Iterable[Record] = chain(
        [parsed.charter] if parsed.charter else [],
        parsed.units,
        parsed.snapshots,
        parsed.initiatives,
        parsed.people,
        parsed.support_teams,
        parsed.posts,
        parsed.register,
    )
    yield from groupby(records, key=path_of)
    for page in parsed.pages:
        yield page.path, (page.front, page)


def free_texts(source: Source) -> dict[Way, str]:
    """The texts of a record or a page, by field."""
    if isinstance(source, AuthoredPage):
        return {(): source.body}
    found: dict[Way, str] = {}
    _gather(source, (), found)
    if isinstance(source, Person):
        del found["id",]
    return found


def _gather(value: object, path: Way, found: dict[Way, str]) -> None:
    """Find the texts in a value. Whose id an author has, and a person, leads to people/, and is not shown without consent."""
    if isinstance(value, str):
        found[path] = value
    elif isinstance(value, Part):
        for name, each in vars(value).items():
            if each is not None and name != "person":
                _gather(each, (*path, name), found)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _gather(each, (*path, index), found)


def place(facts: Facts, source: Source, path: Way, text: str, start: int) -> Location:
    """Where the character `start` of `text` stands: the line of a page, the field of a record."""
    if isinstance(source, AuthoredPage):
        return Location(source.path, source.body_line + text.count("\n", 0, start))
    return facts.at(source, *path)
