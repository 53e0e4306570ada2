"""What a site must be before readers see it: whole, linked to what is there, and within its budgets.

Reads the files that would be published, not what they were made from. Of a site that was verified before it is known
how many of its pages lead to each file and anchor. So only what changed is looked at again: what those pages led to is
taken off, what they lead to now is added, and all that is led to has to be there.
"""

import json
import multiprocessing
import os
import re
import sys
import textwrap
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from hashlib import blake2b
from html import unescape
from itertools import chain
from pathlib import Path
from posixpath import normpath, splitext
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import ParseError
from xml.etree.ElementTree import fromstring as parse_xml

from generator.mentions import Crowd, Sought, places
from generator.passages import Passages

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
_PLAIN = re.compile(r"[\w-]+")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TOP = "top"  # of any page. Source: HTML, "select the indicated part"
_WIDTH = 120
_SHOWN = 10  # as many as a reader of a terminal takes in
_TEXT = (".html", ".json", ".xml", ".svg", ".csv", ".ics", ".txt", ".js")

_PROGRAMS = ("verify", "mentions", "names", "passages", "vietnamese")
_HELD = 8 * MEGABYTE  # of texts looked at in one go: with all that is made of them some 100 MB
_WORTH_PROCESSES = 32 * MEGABYTE  # of texts; a new process takes as long to begin as a third of them

Anchor = tuple[str, str]
"""The path of a file and an anchor in it, "" for none of them; an anchor without a path is on the page that leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """How many pages lead to each file, and how many to each anchor of another page."""

    files: Counter[str] = field(default_factory=Counter)
    anchors: Counter[Anchor] = field(default_factory=Counter)

    def add(self, found: Iterable[Anchor]) -> None:
        """Count where one page leads; what it leads to on itself has no path, and does not count."""
        away = [each for each in found if each[0]]
        self.files.update({path for path, _anchor in away})
        self.anchors.update(each for each in away if each[1])

    def __sub__(self, other: "Leads") -> "Leads":  # what nobody leads to any more is left out
        return Leads(files=self.files - other.files, anchors=self.anchors - other.anchors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a site is verified by: the programs and its address; and the names, all told by digests.

    The `hidden` may stand nowhere. What is spelled as one of those `named` is nobody else's.
    """

    programs: str
    hidden: frozenset[str]
    named: frozenset[str]

    @classmethod
    def by(cls, address: str, unnamed: Collection[Sought]) -> "Proof":
        """That of a site at `address` in which those `unnamed` may stand nowhere."""
        sources = [Path(__file__).with_name(f"{name}.py").read_text("utf-8") for name in _PROGRAMS]
        return cls(
            programs=_digest("\0".join([address, sys.version, *sources])),
            hidden=frozenset(_digest(each.name) for each in unnamed),
            named=frozenset(map(_digest, {other for each in unnamed for other in each.others})),
        )

    def covers(self, other: "Proof") -> bool:
        """Whether a site that was found well by this is so by the `other` one, too."""
        is_as_strict = self.hidden >= other.hidden and (self.named <= other.named or not other.hidden)
        return self.programs == other.programs and is_as_strict


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found: faults for the reader of a terminal, and where the pages of the site lead."""

    faults: tuple[str, ...]
    leads: Leads


def verify(
    site: Path,
    files: Mapping[str, int],
    address: str,
    *,
    changed: Collection[str],
    leads: Leads | None = None,
    unnamed: Mapping[Sought, str] | None = None,
) -> Verified:
    """Look at the `changed` ones of `files` (bytes by path) of a site that will stand at `address`.

    `leads` are those of the pages that did not change. `unnamed` are those whose names may stand nowhere, each with the
    path of the record.
    """
    before = leads or Leads()
    texts = sorted(path for path in changed if path.endswith(_TEXT))
    hidden = {each: record for each, record in (unnamed or {}).items() if " " in each.name}
    found = _looked(_Reader(site, address, hidden), texts, files)
    now = Leads(files=before.files.copy(), anchors=before.anchors.copy())
    for each in found:
        now.files.update(each.leads.files)
        now.anchors.update(each.leads.anchors)
    lost = {path for path in now.files if path not in files}
    asked = [each for each in now.anchors if each[0] in changed or each not in before.anchors]
    faults = [
        *_too_large(files, changed),
        *(fault for each in found for fault in each.faults),
        *(_astray(site, address, texts, lost) if lost else ()),
        *_anchorless(site, [each for each in asked if each[0] in files]),
    ]
    return Verified(faults=tuple(dict.fromkeys(faults)), leads=now)


def leads_of(site: Path, pages: Mapping[str, int], address: str) -> Leads:
    """Where some `pages` (bytes by path) of a site lead."""
    links, found = _Links(address), Leads()
    for batch in _batches(sorted(pages), pages):
        read = {path: (site / path).read_bytes() for path in batch}
        for led in links.of(read, Passages(read.values())).values():
            found.add(led)
    return found


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


def _too_large(files: Mapping[str, int], changed: Iterable[str]) -> Iterator[str]:
    for path in sorted(changed):
        budget = BUDGETS.get(splitext(path)[1])
        if budget and files[path] > budget:
            yield f"{path}: {files[path] / MEGABYTE:.1f} MB, quá {budget / MEGABYTE:g} MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What is wrong with some files in themselves, and where their pages lead."""

    faults: tuple[str, ...]
    leads: Leads


class _Reader:
    """Who looks at texts of a site, by many at a time: most of what stands in one stands in others, too."""

    def __init__(self, site: Path, address: str, hidden: Mapping[Sought, str]) -> None:
        self.site, self.address, self.hidden = site, address, hidden
        self.links, self.crowd = _Links(address), Crowd(hidden)

    def look(self, paths: Iterable[str]) -> _Found:
        """What is to be found in the files at `paths`."""
        read = {path: (self.site / path).read_bytes() for path in paths}
        pages = {path: content for path, content in read.items() if path.endswith(".html")}
        others = {path: content for path, content in read.items() if path not in pages}
        passages = Passages(pages.values())
        leads = Leads()
        faults: list[str] = []
        for path, led in self.links.of(pages, passages).items():
            leads.add(led)
            own = [anchor for there, anchor in led if not there]
            faults += _missing(path, pages[path], own)
        for path, content in others.items():
            faults += _unread(path, content)
        faults += self._names(pages, passages)
        faults += self._names(others, Passages(others.values()))
        return _Found(faults=tuple(faults), leads=leads)

    def _names(self, texts: Mapping[str, bytes], passages: Passages) -> Iterator[str]:
        """The gate's own proof, however a name is written: rule `lo-ten` let no text of the data have any of them."""
        paths = list(texts)
        for path in [paths[number] for number in self.crowd.among(passages)] if self.crowd else ():
            text = texts[path].decode()
            for each in self.crowd.within(text):
                if next(places(text, each), None):
                    yield f"{path}: có tên người chưa đồng ý nêu tên ({self.hidden[each]})"


def _looked(reader: _Reader, paths: Sequence[str], sizes: Mapping[str, int]) -> list[_Found]:
    """Look at texts; at many of them on all cores."""
    batches = _batches(paths, sizes)
    helpers = (os.cpu_count() or 1) - 1
    if not helpers or sum(sizes[path] for path in paths) < _WORTH_PROCESSES:
        return [reader.look(batch) for batch in batches]
    try:
        return _shared_out(reader, batches, helpers)
    except BrokenProcessPool:  # somebody killed one: it takes longer alone
        return [reader.look(batch) for batch in batches]


def _shared_out(reader: _Reader, batches: Sequence[Sequence[str]], helpers: int) -> list[_Found]:
    """Let other processes begin with the first batches while this one begins with the last."""
    context = multiprocessing.get_context("spawn")  # pictures were made on threads, after which a fork may hang
    left = deque(batches)
    found: list[_Found] = []
    with ProcessPoolExecutor(helpers, mp_context=context, initializer=_begin, initargs=(reader,)) as pool:
        given: list[Future[_Found]] = []
        while left:
            while left and sum(not each.done() for each in given) <= helpers:
                given.append(pool.submit(_help, left.popleft()))
            if left:
                found.append(reader.look(left.pop()))
        return [*(each.result() for each in given), *reversed(found)]


def _batches(paths: Iterable[str], sizes: Mapping[str, int]) -> list[list[str]]:
    """The paths in their order, by as many as are held at once."""
    batches: list[list[str]] = []
    held = _HELD
    for path in paths:
        if held >= _HELD:
            batches.append([])
            held = 0
        batches[-1].append(path)
        held += sizes[path]
    return batches


_helper: _Reader  # of a process that helps


def _begin(reader: _Reader) -> None:
    global _helper  # noqa: PLW0603 - a process's own, set before its first work
    _helper = reader


def _help(paths: Sequence[str]) -> _Found:
    return _helper.look(paths)


def _unread(path: str, content: bytes) -> Iterator[str]:
    """Whether a file can be read as what its ending says. What we wrote ourselves cannot be a bomb."""
    try:
        if path.endswith(".json"):
            json.loads(content)
        elif path.endswith((".xml", ".svg")):
            parse_xml(content)  # noqa: S314 - our own
    except (ValueError, ParseError) as error:
        yield f"{path}: không đọc được ({error})"


class _Links:
    """Where pages lead."""

    def __init__(self, address: str) -> None:
        """Pages of the site that will stand at `address`."""
        whole = urlsplit(address)
        self.host, self.base = whole.netloc, whole.path.rstrip("/") + "/"
        self._known: dict[tuple[str, str], Anchor | None] = {}
        self._shared: dict[tuple[int, bytes], Anchor | str | None] = {}

    def of(self, pages: Mapping[str, bytes], passages: Passages) -> dict[str, set[Anchor]]:
        """Where each of the pages leads, which were cut into `passages`.

        Most of what passages lead to is named from the top of the site, and the same for all pages of a depth.
        """
        targets = [_targets_within(each) for each in passages.each]
        unsure = passages.with_any({number for number, each in enumerate(targets) if each is None})
        by_depth: dict[int, dict[str, list[int]]] = defaultdict(dict)
        leads: dict[str, set[Anchor]] = {}
        for number, (page, own) in enumerate(zip(pages, passages.of, strict=True)):
            if number in unsure:  # an address goes on in the next passage
                leads[page] = self._away(page, map(_read, _targets(pages[page])))
            else:
                by_depth[page.count("/")][page] = own
        for depth, those in by_depth.items():
            same, near = {}, {}
            for each in set[int]().union(*those.values()):
                same[each], near[each] = self._divided(targets[each] or (), depth)
            for page, own in those.items():
                others = chain.from_iterable(map(near.__getitem__, own))
                leads[page] = self._away(page, others).union(*map(same.__getitem__, own))
        return leads

    def _away(self, page: str, targets: Iterable[str]) -> set[Anchor]:
        return {led for target in targets if (led := self.led(page, target))}

    def led(self, page: str, target: str) -> Anchor | None:
        """Where a page leads; None when it is elsewhere."""
        if target.startswith("#"):
            return "", unquote(target[1:]) or _TOP
        return self._from(page.rpartition("/")[0], target)

    def _divided(self, targets: Iterable[bytes], depth: int) -> tuple[set[Anchor], list[str]]:
        """Where a passage leads from every page of a depth, and the targets that are another place from each."""
        same: set[Anchor] = set()
        near = []
        for target in targets:
            key = depth, target
            if key not in self._shared:
                self._shared[key] = self._from_all(depth, _read(target))
            led = self._shared[key]
            if isinstance(led, str):
                near.append(led)
            elif led:
                same.add(led)
        return same, near

    def _from_all(self, depth: int, target: str) -> Anchor | str | None:
        """Where a target leads from every page of a depth; the target itself when that is not one place."""
        top = "../" * depth
        if target.startswith("#"):
            return target
        if not depth or target.startswith("/") or _ELSEWHERE.match(target):
            return self._from("", target)
        if target.startswith(top):
            return self._from("", f"./{target[len(top) :]}")
        return target

    def _from(self, folder: str, target: str) -> Anchor | None:
        key = folder, target
        if key not in self._known:
            self._known[key] = self._resolved(folder, target)
        return self._known[key]

    def _resolved(self, folder: str, target: str) -> Anchor | None:
        split = urlsplit(target)
        if _ELSEWHERE.match(target):
            if split.netloc != self.host or not split.path.startswith(self.base):
                return None
            path = split.path.removeprefix(self.base)
        elif target.startswith("/"):
            path = split.path.removeprefix(self.base)
        else:
            path = f"{folder}/{split.path}"
        whole = normpath(unquote(path).lstrip("/") or ".")
        if path.endswith(("/", "/.", "..")) or whole == ".":
            whole = "index.html" if whole == "." else f"{whole}/index.html"
        return whole, unquote(split.fragment)


def _astray(site: Path, address: str, paths: Iterable[str], lost: set[str]) -> Iterator[str]:
    """Which pages lead to what is `lost`; when none of these does, what that is."""
    links, named = _Links(address), set()
    for page in paths:
        html = (site / page).read_bytes() if page.endswith(".html") else b""
        for target in map(_read, dict.fromkeys(_targets(html))):
            led = links.led(page, target)
            if led and led[0] in lost:
                named.add(led[0])
                yield f"{page}: dẫn tới {_short(target)} không có"
    yield from (f"{path}: không có, mà một trang dẫn tới" for path in sorted(lost - named))


def _anchorless(site: Path, asked: Iterable[Anchor]) -> Iterator[str]:
    """What is led to on pages and is not there."""
    wanted = defaultdict(list)
    for path, anchor in asked:
        wanted[path].append(anchor)
    for path, anchors in sorted(wanted.items()):
        yield from _missing(path, (site / path).read_bytes(), anchors)


def _missing(path: str, html: bytes, anchors: Iterable[str]) -> Iterator[str]:
    for anchor in sorted(set(anchors) - {_TOP}):
        is_there = _PLAIN.fullmatch(anchor) and f' id="{anchor}"'.encode() in html  # a twentieth of the time of all
        if not is_there and anchor not in {unescape(each.decode()) for each in _ID.findall(html)}:
            yield f"{path}: không có mục #{anchor} mà một trang dẫn tới"


def _targets(html: bytes) -> Iterator[bytes]:
    """Every address in a page, as written; one that is empty or of the page itself too."""
    for one, other, several in _LINK.findall(html):
        if several:
            yield from (each.split()[0] for each in several.split(b",") if each.strip())
        elif one or other:
            yield one or other


def _targets_within(passage: bytes) -> list[bytes] | None:
    """Those in a passage; None when the last value in it goes on after its end."""
    last = passage.rfind(b'="')
    if last >= 0 and passage.find(b'"', last + 2) < 0:
        return None
    return list(_targets(passage)) if last >= 0 else []


def _read(target: bytes) -> str:
    return unescape(target.decode())


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _short(target: str) -> str:
    """An address as a line of a terminal has room for it."""
    return textwrap.shorten(target, _WIDTH, placeholder=" …") if len(target) > _WIDTH else target
