"""The Jinja environment of everything that is text: pages, share pages, frames.

One language for all templates: the same filters, escaping on, an unknown name an error. What a kind of output alone
hands its templates are its globals.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator import vietnamese
from generator.render import markdown, words
from generator.routes import Page

_FILTERS: Mapping[str, Callable[..., Any]] = {
    "achievement": words.achievement,
    "band": words.band,
    "band_class": words.band_class,
    "bar_width": words.bar_width,
    "change": words.change,
    "contact": markdown.contact,
    "counted": words.counted,
    "day": vietnamese.day,
    "fold": vietnamese.fold,
    "html_lines": markdown.html_lines,
    "html_prose": markdown.html_prose,
    "inline": markdown.inline,
    "integer": vietnamese.integer,
    "missing": words.missing,
    "money": vietnamese.money,
    "needed": words.needed,
    "pace": words.pace,
    "percent": vietnamese.percent,
    "projection": words.projection,
    "prose": markdown.prose,
    "share": words.share,
    "signed": words.signed,
}


class _WithId(Protocol):
    """Anything that is told of in pieces."""

    @property
    def id(self) -> str:
        """What it is known by."""


class Remembered:
    """Pieces that many pages show of one thing, made once: a macro of `_parts.md.jinja`, its links put in page by page.

    Called as the macro is, but with its name first, then `link`, then the thing, which has an `id`.
    """

    _PLACE = re.compile("\x02([^\x03]*)\x03")  # control characters, which no text of the data has

    def __init__(self, environment: jinja2.Environment) -> None:
        """The pieces of an environment's templates."""
        self.environment = environment
        self._kept: dict[tuple[object, ...], list[str]] = {}

    def __call__(self, macro: str, link: Callable[[Page | str], str], shown: _WithId, *more: object) -> Markup:
        """The piece for a page from which `link` leads."""
        key = (macro, shown.id, *more)
        kept = self._kept.get(key)
        if kept is None:
            make = getattr(self.environment.get_template("_parts.md.jinja").module, macro)
            kept = self._kept[key] = self._PLACE.split(str(make(shown, _place, *more)))
        pieces = [*kept]
        pieces[1::2] = map(link, kept[1::2])  # between texts stand places
        return Markup("".join(pieces))  # noqa: S704 - escaped when it was made


def _place(to: Page | str) -> str:
    return f"\x02{to if isinstance(to, str) else to.folder}\x03"


class _Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled in this process, for every environment: three kinds share their pieces."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def environment(*, filters: Mapping[str, Callable[..., Any]] | None = None, **handed: Any) -> jinja2.Environment:  # noqa: ANN401 - what templates are handed
    """An environment for the templates of generator/render/templates, with `filters` of its own and globals `handed`."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("generator.render", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    made.filters.update({**_FILTERS, **(filters or {})})
    made.globals.update(handed, remembered=Remembered(made))
    return made
