"""What a site must be before readers see it: whole, linked to what is there, and within its budgets.

Reads the files that would be published, not what they were made from. A site that was verified before is looked at
again only where it changed: a page leads astray when it is new, or when what it leads to is gone.
"""

import json
import re
import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree.ElementTree import ParseError
from xml.etree.ElementTree import fromstring as parse_xml

from generator.mentions import Crowd, Sought, places

MEGABYTE = 1 << 20
BUDGETS: Mapping[str, int] = {
    ".html": MEGABYTE,
    ".png": MEGABYTE,
    ".jpg": MEGABYTE,
    ".avif": MEGABYTE,
    ".css": MEGABYTE // 4,
    ".js": MEGABYTE // 4,
    ".pdf": 2 * MEGABYTE,
}
"""How many bytes a file of a kind may have. A phone loads a page and its pictures; Zalo refuses larger previews."""

_LINK = re.compile(
    rb'\s(?:(?:href|src|poster|action|data-picture)="([^"]*)"|content="(https?://[^"]*)"|srcset="([^"]*)")'
)
_ID = re.compile(rb'\s(?:id|name)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TOP = "top"  # of any page. Source: HTML, "select the indicated part"
_WIDTH = 120
_SHOWN = 10  # as many as a reader of a terminal takes in
_TEXT = (".html", ".json", ".xml", ".svg", ".csv", ".ics", ".txt", ".js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found: faults for the reader of a terminal, and which anchors of which pages are led to."""

    faults: tuple[str, ...]
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)


def verify(
    site: Path,
    files: Mapping[str, int],
    address: str,
    *,
    changed: Collection[str],
    anchors: Mapping[str, frozenset[str]],
    unnamed: Mapping[Sought, str] | None = None,
) -> Verified:
    """Look at the `changed` ones of `files` (bytes by path) of a site that will stand at `address`.

    `anchors` are those that the pages that did not change lead to. `unnamed` are those whose names may stand nowhere,
    each with the path of the record.
    """
    leads: dict[str, set[str]] = defaultdict(set, {path: set(ids) for path, ids in anchors.items()})
    faults = [*_too_large(files, changed)]
    checks = _Links(files, urlsplit(address), leads)
    hidden = {each: record for each, record in (unnamed or {}).items() if " " in each.name}
    crowd = Crowd(hidden)
    for path in sorted(changed):
        if path.endswith(_TEXT):
            content = (site / path).read_bytes()
            faults += _names(path, content.decode(), crowd, hidden) if crowd else ()
            faults += checks.of(path, content) if path.endswith(".html") else _unread(path, content)
    looked_at = {path for path in leads if path in changed or leads[path] != set(anchors.get(path, ()))}
    for path in sorted(looked_at | checks.own.keys()):
        missing = (leads.get(path, set()) | checks.own[path]) - _ids(site / path) - {_TOP}
        faults += [f"{path}: không có mục #{anchor} mà một trang dẫn tới" for anchor in sorted(missing)]
    return Verified(faults=tuple(faults), anchors={path: frozenset(found) for path, found in leads.items()})


def told(faults: Iterable[str]) -> str:
    """The first of the faults, a line each, and how many there are."""
    found = list(faults)
    more = [f"  … và {len(found) - _SHOWN} chỗ nữa"] if len(found) > _SHOWN else []
    return "\n".join(
        [
            f"Trang vừa dựng có {len(found)} chỗ hỏng, nên không đưa lên:",
            *(f"  {each}" for each in found[:_SHOWN]),
            *more,
        ]
    )


def _too_large(files: Mapping[str, int], changed: Collection[str]) -> Iterator[str]:
    for path in sorted(changed):
        budget = BUDGETS.get(Path(path).suffix)
        if budget and files[path] > budget:
            yield f"{path}: {files[path] / MEGABYTE:.1f} MB, quá {budget / MEGABYTE:g} MB"


def _unread(path: str, content: bytes) -> Iterator[str]:
    """Whether a file can be read as what its ending says. What we wrote ourselves cannot be a bomb."""
    try:
        if path.endswith(".json"):
            json.loads(content)
        elif path.endswith((".xml", ".svg")):
            parse_xml(content)  # noqa: S314 - our own
    except (ValueError, ParseError) as error:
        yield f"{path}: không đọc được ({error})"


def _names(path: str, text: str, crowd: Crowd, hidden: Mapping[Sought, str]) -> Iterator[str]:
    """The gate's own proof, however a name is written: rule `lo-ten` let no text of the data have any of them."""
    for each in crowd.within(text):
        if next(places(text, each), None):
            yield f"{path}: có tên người chưa đồng ý nêu tên ({hidden[each]})"


class _Links:
    """Where pages lead, and whether it is there."""

    def __init__(self, files: Collection[str], address: SplitResult, leads: dict[str, set[str]]) -> None:
        self.files, self.leads = files, leads
        self.host = address.netloc
        self.base = address.path.rstrip("/") + "/"
        self.own: dict[str, set[str]] = defaultdict(set)  # anchors a page leads to on itself
        self.found: dict[tuple[str, bytes], str | None] = {}

    def of(self, page: str, html: bytes) -> Iterator[str]:
        """What is wrong with the links of a page; anchors are noted for later."""
        folder = page.rpartition("/")[0]
        for target in dict.fromkeys(_targets(html)):
            if target.startswith(b"#"):
                self.own[page].add(unquote(unescape(target[1:].decode())) or _TOP)
                continue
            key = (folder, target)
            if key not in self.found:
                self.found[key] = self._missing(folder, unescape(target.decode()))
            if self.found[key]:
                yield f"{page}: dẫn tới {_short(self.found[key])} không có"

    def _missing(self, folder: str, target: str) -> str | None:
        path, anchor = self._resolved(folder, target)
        if path is None:
            return None
        if path not in self.files:
            return target
        if anchor:
            self.leads[path].add(anchor)
        return None

    def _resolved(self, folder: str, target: str) -> tuple[str | None, str]:
        """The file of the site that a link leads to, None when it leads elsewhere; and its anchor."""
        split = urlsplit(target)
        if _ELSEWHERE.match(target):
            if split.netloc != self.host or not split.path.startswith(self.base):
                return None, ""
            path = split.path.removeprefix(self.base)
        elif target.startswith("/"):
            path = split.path.removeprefix(self.base)
        else:
            path = f"{folder}/{split.path}"
        whole = normpath(unquote(path).lstrip("/") or ".")
        if path.endswith(("/", "/.", "..")) or whole == ".":
            whole = "index.html" if whole == "." else f"{whole}/index.html"
        return whole, unquote(split.fragment)


def _ids(page: Path) -> set[str]:
    """The anchors of a page."""
    return {unescape(each.decode()) for each in _ID.findall(page.read_bytes())}


def _targets(html: bytes) -> Iterator[bytes]:
    """Every address in a page, as written; one that is empty or of the page itself too."""
    for one, other, several in _LINK.findall(html):
        if several:
            yield from (each.split()[0] for each in several.split(b",") if each.strip())
        elif one or other:
            yield one or other


def _short(target: str | None) -> str:
    """An address as a line of a terminal has room for it."""
    return textwrap.shorten(target or "", _WIDTH, placeholder=" …") if len(target or "") > _WIDTH else target or ""
