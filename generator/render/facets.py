"""What a list can be chosen by: the values of a facet, as the address and as the reader says them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet, as the address says it and as the reader sees it, and how many of the list have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What a list can be chosen by; `name` is that of the query parameter."""

    name: str
    label: str
    choices: tuple[Choice, ...]
