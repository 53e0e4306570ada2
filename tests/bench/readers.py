"""Readers of a site who come while another takes its place: what each of them gets, and whether it belongs together."""

import hashlib
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_NAMED = re.compile(r'(?:src|href|srcset)="([^"#?]+)')
_LEADS = re.compile(r'<(?:a|link rel="alternate")[\s>][^>]*>')  # to what is read by itself: downloads, feeds
_PER_PAGE = 6  # of the files a page names, how many a reader asks for
_LINE_SECONDS = 0.1  # at most, from a page to what it names
_OK = 200


def digests(site: Path) -> Mapping[str, str]:
    """The SHA-256 of every file of a site, by path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


@dataclass(kw_only=True)
class Seen:
    """What readers got: how many answers, from which site the pages were, and what was wrong, in words.

    `mixed` counts what a page loads (style sheets, scripts, pictures) and that was from the other site.
    """

    answers: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    mixed: int = 0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Threads that read pages and what they name, `per_second` answers in all; each site is told by its digests.

    What an old page names is to be had for `grace_seconds` after the page was read.
    """

    address: str
    sites: Mapping[str, Mapping[str, str]]
    per_second: float
    grace_seconds: float
    threads: int = 8

    @contextmanager
    def reading(self) -> Iterator[Seen]:
        """Read while the context lasts."""
        seen, stop = Seen(), threading.Event()
        lock = threading.Lock()
        at_work = [
            threading.Thread(target=self._read, args=(number, seen, lock, stop)) for number in range(self.threads)
        ]
        for each in at_work:
            each.start()
        try:
            yield seen
        finally:
            stop.set()
            for each in at_work:
                each.join()

    def _read(self, number: int, seen: Seen, lock: threading.Lock, stop: threading.Event) -> None:
        choice = random.Random(number)  # noqa: S311 - which page comes next
        pages = self._common_pages()
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        begun, asked = time.monotonic(), 0
        while not stop.is_set():
            for path, named_at, page in self._visit(connection, choice.choice(pages), choice, seen, lock):
                if time.monotonic() - named_at < _LINE_SECONDS:
                    stop.wait(choice.random() * _LINE_SECONDS / 2)
                asked += 1
                self._ask(connection, path, seen, lock, named_at=named_at, page=page)
            asked += 1
            stop.wait(max(0.0, begun + asked * self.threads / self.per_second - time.monotonic()))
        connection.close()

    def _common_pages(self) -> Sequence[str]:
        common = frozenset.intersection(*(frozenset(each) for each in self.sites.values()))
        return sorted(path for path in common if path.endswith("index.html"))

    def _visit(
        self, connection: HTTPConnection, page: str, choice: random.Random, seen: Seen, lock: threading.Lock
    ) -> Iterator[tuple[str, float, str]]:
        """Read a page; yields some of the files it names, when it was read, and the site it is from."""
        content, site = self._ask(connection, page, seen, lock)
        at, here = time.monotonic(), f"/{page.removesuffix('index.html')}"
        known = frozenset().union(*self.sites.values())
        html = content.decode(errors="replace")

        def named(text: str) -> set[str]:
            return {unquote(urljoin(here, found))[1:] for found in _NAMED.findall(text)}

        loaded = named(_LEADS.sub("", html))
        files = sorted(path for path in named(html) & known if not path.endswith(".html"))
        for path in choice.sample(files, min(_PER_PAGE, len(files))):
            yield path, at, site if path in loaded else ""

    def _ask(
        self,
        connection: HTTPConnection,
        path: str,
        seen: Seen,
        lock: threading.Lock,
        *,
        named_at: float | None = None,
        page: str = "",
    ) -> tuple[bytes, str]:
        """Ask for a file; gives its content and the site it is from, "" when that is more than one or none."""
        try:
            connection.request("GET", f"/{path.removesuffix('index.html')}")
            answer = connection.getresponse()
            content, status = answer.read(), answer.status
        except (HTTPException, OSError) as error:
            connection.close()
            content, status = str(error).encode(), 0
        digest = hashlib.sha256(content).hexdigest()
        owners = [name for name, files in self.sites.items() if files.get(path) == digest]
        is_late = named_at is not None and time.monotonic() - named_at > self.grace_seconds
        with lock:
            seen.answers += 1
            if named_at is None:
                seen.pages.update(owners if len(owners) == 1 else [])
            elif page and owners and page not in owners:
                seen.mixed += 1
            if (status != _OK or not owners) and not is_late:
                seen.failed.append(f"{path}: {status}, {'of no site' if status == _OK else content[:80]!r}")
        return content, owners[0] if len(owners) == 1 else ""
