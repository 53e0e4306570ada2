"""What renderers share and what they yield: charts with their tables, and files of the docs tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to stand in the docs tree.

    `path` is relative to the tree, with forward slashes. `content` is text, bytes, or a function that
    makes the bytes only when no file stands at `path` yet: such a path must name what it holds.
    `made_from` names the source for the editor who wonders, such as `data/units.csv`. `says` are the words drawn into
    a picture or a PDF, and the digests of the pictures in it: nobody could read them back to look for a name.
    `listed` is for pages that search engines are to know.
    """

    path: str
    content: str | bytes | Callable[[], bytes]
    made_from: str
    says: tuple[str, ...] = ()
    listed: "Listed | None" = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The charts of a report; None where there is nothing to draw. `history` is by unit id, `bulletins` by period."""

    cumulative: Chart | None
    by_share: Chart | None
    by_field: Chart | None
    by_sector: Chart | None
    history: Mapping[str, Chart] = field(default_factory=dict)
    bulletins: Mapping[str, Chart] = field(default_factory=dict)
