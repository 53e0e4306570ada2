"""Everything that is made of a campaign, in words: what a test of leaks looks through.

Of pictures, papers and archives these are the words and pictures they are made of (`Output.says`): nothing is drawn.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import yaml

from generator import editorial, progress, publish
from generator.parse import parse
from generator.render import Output, Portion, render
from generator.render.portions import Ground
from generator.vietnamese import fold, slug

# Site pages tell of people to those who come to read; everything else goes on to others, where only `social` counts.
OWN = re.compile(
    r"(index|(sang-kien|guong-sang|linh-vuc|khu-vuc|cong-nhan-doanh-nghiep|tien-do|ban-tin|tim-kiem|gioi-thieu)(/[^#]*)?)\.md"
    r"|tim-kiem/.*|sang-kien/danh-muc\.json|sitemap(-\d+)?\.xml|anh/[^/]+"
)


def made_by(kind: Callable[..., Iterable[Portion]], report: progress.Report, *told: object) -> list[Output]:
    """What a kind of output, such as `feeds`, makes of what it is told, on the ground of a report."""
    return [each for portion in kind(*told, Ground.of(report)) for each in portion.make()]


def together(made: Iterable[Output]) -> Portion:
    """A portion of outputs that is made whenever it is written without what was written before."""
    return Portion(key="", make=lambda: made)


@dataclass(frozen=True)
class Told:
    """An output in words: its path, and its text or the words and pictures of which it is made."""

    path: str
    text: str

    @property
    def is_own(self) -> bool:
        """Whether it is for the site's own readers, and goes nowhere else."""
        return OWN.fullmatch(self.path) is not None


@dataclass(frozen=True)
class Outputs:
    """Everything that is made of a campaign on a day. What others take of a page, its link preview, counts by itself."""

    all: tuple[Told, ...]

    @cached_property
    def shared(self) -> "Outputs":
        """What goes on to others."""
        return Outputs(tuple(each for each in self.all if not each.is_own))

    @cached_property
    def _whole(self) -> str:
        return "\n".join(each.text for each in self.all)

    def having(self, said: str) -> set[str]:
        """The paths of those in which a form of a word is."""
        wanted = [form for form in forms(said) if form in self._whole]
        return {each.path for each in self.all for form in wanted if form in each.text}

    def having_any(self, words: Iterable[str]) -> dict[str, set[str]]:
        """The same for each of many that is somewhere."""
        return {each: found for each in words if (found := self.having(each))}


def outputs(root: Path, today: date, *, is_preview: bool = False) -> Outputs:
    assert [each for each in publish.check(root, today)[0] if not each.is_question] == []
    found = []
    for output in render(progress.report(editorial.publish(parse(root).campaign(), today, is_preview=is_preview))):
        content = output.content
        text = "" if callable(content) else content if isinstance(content, str) else content.decode("utf-8", "replace")
        source = output.made_from if output.path.startswith("anh/") else ""
        found.append(Told(output.path, "\n".join((output.path, source, text, *output.says))))
        if output.path.endswith(".md"):
            front = yaml.safe_load(text.split("---")[1])
            found.append(Told(f"{output.path}#og", json.dumps(front["og_image"], ensure_ascii=False)))
    return Outputs(tuple(found))


def forms(said: str) -> set[str]:
    """Every form in which a word could slip out."""
    shapes = {said, fold(said), slug(said), said.upper(), said.lower(), json.dumps(said)[1:-1], quote(said)}
    return {unicodedata.normalize(form, shape) for form in ("NFC", "NFD") for shape in shapes}
