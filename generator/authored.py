"""Links as they are written in content/: where they stand, and the same links for the place a page is built at.

An author writes the name of a file as if every page lay in content/: `the-le.md`, `tien-do/bac.md`,
`du-lieu/tien-do.csv`. Pages are built in folders of their own, so links are written anew. What a link may
lead to is a rule's business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath

from generator.routes import Page

# What may be between is bounded or never given back, for a page may be written to keep its reader busy.
_LINK = re.compile(
    r"""\]\(\s*+<?([^)\s>]+)|^[ \t>]*+\[[^\]\n]{1,200}\]:\s*+(\S+)|<a[\s/][^>]{0,400}?href\s{0,9}=\s{0,9}["']?([^"'\s>]+)""",
    re.IGNORECASE | re.MULTILINE,
)
_FENCED = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link's target as written, and where it starts in the body."""

    target: str
    start: int

    @property
    def path(self) -> str:
        """The target without its anchor and query; empty when it stays on the page."""
        return re.split(r"[#?]", self.target, maxsplit=1)[0]


def links(body: str, *, also_in_code: bool = False) -> Iterator[Link]:
    """Every link of a page, in order; code shows links and has none, if it is code: in HTML its marks mean nothing."""
    for found in _LINK.finditer(body if also_in_code else without_code(body)):
        group = found.lastindex or 1
        yield Link(target=found.group(group), start=found.start(group))


def without_code(body: str) -> str:
    """`body` with spaces in the place of code, fenced or in a line: every other letter stands where it stood."""
    for code in (_FENCED, _CODE):
        body = code.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), body)
    return body


def relinked(body: str, here: Page) -> str:
    """`body` with each link written for the page `here`: as readers' addresses are, in Markdown and in HTML alike."""
    parts, done = [], 0
    for link in links(body):
        if link.path and not _ELSEWHERE.match(link.path):
            parts += [body[done : link.start], _from(here, link)]
            done = link.start + len(link.path)
    return "".join([*parts, body[done:]])


def _from(here: Page, link: Link) -> str:
    path = normpath(link.path)
    if not path.endswith(".md"):
        return here.link(path)
    return here.link(named(path))


def named(path: str) -> Page:
    """The page an author means by the file `path`: "the-le.md" and "the-le/index.md" are one.

    >>> named("tien-do/index.md").address
    'tien-do'
    """
    stem = path.removesuffix(".md")
    return Page("" if stem == "index" else stem.removesuffix("/index"))
