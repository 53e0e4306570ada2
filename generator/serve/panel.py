"""What came of a build, as it stands above the page of whoever edits."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.problems import Location, Problem

if TYPE_CHECKING:
    from jinja2 import Template

_AT_ONCE = 10  # problems that are shown; the others are folded
_LONGEST = 160  # letters of a line that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build: `pages` when there is a new site, `problems` of the data, or a `failure` of anything else.

    `questions` are what deserves a look, and stands in no site's way.
    """

    pages: int = 0
    problems: tuple[Problem, ...] = ()
    questions: tuple[Problem, ...] = ()
    failure: str = ""


def panel(outcome: Outcome, root: Path, *, has_site: bool) -> str:
    """The panel in HTML, to stand first in a page's body; "" when there is nothing to say.

    Below each problem stands the line it is in, if the file in the campaign's folder `root` has one there.
    """
    if not (outcome.problems or outcome.questions or outcome.failure):
        return ""
    return _template().render(
        has_site=has_site,
        failure=outcome.failure,
        problems=[(each, _line(root, each.at)) for each in outcome.problems],
        questions=[(each, _line(root, each.at)) for each in outcome.questions],
        files=len({each.at.path for each in outcome.problems}),
        at_once=_AT_ONCE,
    )


def _line(root: Path, at: Location) -> str:
    """The line of a file of text that a problem is in; "" for none, and for the head of a file, which stands for all of it."""
    path = root / at.path
    if (at.line, at.column) == (1, 1) or path.suffix not in (".yml", ".csv", ".md"):
        return ""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return ""
    found = lines[at.line - 1].strip() if at.line <= len(lines) else ""
    return f"{found[:_LONGEST]}…" if len(found) > _LONGEST else found


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("panel.html.jinja")
