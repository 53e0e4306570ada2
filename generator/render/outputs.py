"""What renderers share and what they yield: charts with their tables, and files of the docs tree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to stand in the docs tree.

    `path` is relative to the tree, with forward slashes. `content` is text, bytes, or a function that makes the bytes.
    `is_named` says that the path names what is in the file, as it must when that is made by a function: a file that stands
    there need not be looked at, and may be put out again.
    `made_from` names the source for the editor who wonders, such as `data/units.csv`. `says` are the words drawn into
    a picture or a PDF, and the digests of the pictures in it: nobody could read them back to look for a name.
    `listed` is for pages that search engines are to know.
    """

    path: str
    content: str | bytes | Callable[[], bytes]
    made_from: str
    says: tuple[str, ...] = ()
    listed: "Listed | None" = None
    is_named: bool = False

    def __post_init__(self) -> None:
        """What is made by a function is named."""
        if callable(self.content):
            object.__setattr__(self, "is_named", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page as the map of the site has it: its full address, and the day of its newest fact where it has one."""

    address: str
    updated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing with everything it says in words: `columns` and `rows` are the real table beside it.

    `svg` is one `<svg>` element whose ids begin with `id`; `description` is for those who cannot see it. `readings`
    are the words of its marks, each a `<g>` with its `<title>`; overrides/assets/charts.js shows one at a time.
    """

    id: str
    title: str
    description: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    readings: tuple[str, ...] = ()

    @property
    def longest_reading(self) -> str:
        """The words that need the most room."""
        return max(self.readings, key=len, default="")


class Charts(Protocol):
    """The charts of a report, each drawn when it is asked for; None where there is nothing to draw."""

    @property
    def cumulative(self) -> Chart | None:
        """The campaign's count over its days."""

    @property
    def by_share(self) -> Chart | None:
        """The units by the share of their targets."""

    @property
    def by_field(self) -> Chart | None:
        """Initiatives by field."""

    @property
    def by_sector(self) -> Chart | None:
        """Initiatives by sector."""

    def history(self, unit: str) -> Chart | None:
        """A unit's count over its days, by its id."""

    def bulletin(self, period: str) -> Chart | None:
        """What units added, by the id of the bulletin's period."""
