"""What a file holds before anyone knows what it means: scalars, lists and mappings with their places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems import Location
from generator.written import Written


@dataclass(frozen=True, slots=True)
class Listed:
    """A YAML sequence."""

    items: tuple["Raw", ...]
    at: Location


@dataclass(frozen=True, slots=True)
class Mapped:
    """A YAML mapping, or a row of a CSV file: values and the places of their keys, in file order.

    The keys of a row are the columns of its file, empty cells too.
    """

    entries: Mapping[str, "Raw"]
    keys: Mapping[str, Location]
    at: Location


Raw = Written | Listed | Mapped


def place_of(path: str, text: str, index: int) -> Location:
    """The place of the character at `index`; in a CSV file, of its cell."""
    ends = [end.end() for end in re.finditer(r"\r\n|\n|\r", text[:index])]
    before = text[ends[-1] if ends else 0 : index]
    if path.endswith(".csv"):
        first = text[: ends[0] if ends else index]
        before = re.sub(r'"[^"]*("|$)', "", before)
        return Location(path, len(ends) + 1, before.count(max(",;\t", key=first.count)) + 1)
    return Location(path, len(ends) + 1, len(before) + 1)
