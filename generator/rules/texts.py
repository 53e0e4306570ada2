"""Every free text of the data, with its place: what rules look through for names and for what is nobody's business."""

from collections.abc import Iterator

from generator.model import AuthoredPage, Person, Record
from generator.problems import Location
from generator.rules.facts import Facts

Way = tuple[str | int, ...]
"""The way to a value in a record: names of fields and places in lists."""


def free_text(facts: Facts, *, everything: bool = False) -> Iterator[tuple[Record | AuthoredPage, dict[Way, str]]]:
    """Every free text that could be published: by field, with the record or the page it stands in.

    `everything` adds the records of which nothing but figures or addresses is shown.
    """
    parsed = facts.parsed
    records: list[Record] = [
        *([parsed.charter] if parsed.charter else []),
        *parsed.units,
        *parsed.snapshots,
        *parsed.initiatives,
        *parsed.people,
        *parsed.support_teams,
        *(page.front for page in parsed.pages),
    ]
    if everything:
        records += [*parsed.posts, *parsed.register]
    for record in records:
        yield (
            record,
            {
                path: text
                for path, text in _strings(record.model_dump(), ())
                # An author and a person's own id lead to people/, and are not shown without consent.
                if path[-1] != "person" and not (isinstance(record, Person) and path == ("id",))
            },
        )
    for page in parsed.pages:
        yield page, {(): page.body}


def _strings(value: object, path: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, (*path, key))
    elif isinstance(value, tuple | list):
        for index, each in enumerate(value):
            yield from _strings(each, (*path, index))


def place(facts: Facts, source: Record | AuthoredPage, path: Way, text: str, start: int) -> Location:
    """Where the character `start` of `text` stands: the line of a page, the field of a record."""
    if isinstance(source, AuthoredPage):
        return Location(source.path, source.body_line + text.count("\n", 0, start))
    return facts.at(source, *path)
