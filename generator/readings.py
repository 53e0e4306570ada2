"""What was read of a campaign's files, kept for the next time: an edit of one file has not to wait for thousands of others.

A reading counts for the very file it was made of, and for no other: the same number on the disk, size and times, to the
nanosecond. Who makes a campaign elsewhere cannot know these, so nothing that comes with one is believed; and between
two processes readings are kept as JSON, which is checked like any other input and never run. Where anything about it
is odd, all is read anew, which gives the same. What readings mean is not known here.
"""

import os
import stat
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter

from generator.problems import Location

Value = TypeVar("Value")
Finding = TypeVar("Finding")

FILE = "build/.read.json"
"""Where readings are kept, below a campaign's root. It names everybody of whom there is a record: it is never published."""

_PART = "build/.read.part.json"
"""Where they are written before they take that name. Who removes every `build/.*.json` removes it, too."""

TICK_NS = 2_000_000_000
"""The coarsest clock of a file system, FAT's: a file that changed so shortly ago may change again and bear the same time."""

_LARGEST_BYTES = 2_000_000_000  # 300,000 records
_WORTH_SAVING = 50  # measured: what is known of so many files is written in the time in which one is read

Stamp = tuple[int, int, int, int]
"""A file's size in bytes, the times of the last change of its content and of anything, in nanoseconds, its number."""


class Seen(NamedTuple):
    """A file as it was found before it was read; `is_recent`: its stamp may yet be that of another content."""

    stamp: Stamp
    is_recent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[Value]):
    """How values of a kind are packed as JSON, one a line, and unpacked again, which raises ValueError for what is none."""

    pack: Callable[[Value], list[bytes]]
    unpack: Callable[[str, Sequence[bytes]], Value]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What a file said in which nothing was wrong: `value`, or, until somebody asks for it, the `lines` it is packed in.

    `digest` is that of the file's bytes where its stamp is not enough to know them by. `clean` are the questions to
    which the answer was nothing; `places` are lines and columns of values, by the way to them.
    """

    stamp: Stamp
    digest: str
    shape: Shape[Any] | None = None
    value: Any = None
    lines: Sequence[bytes] = ()
    clean: set[str] = field(default_factory=set)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


_HEAD: TypeAdapter[tuple[str, Stamp, str, int, set[str], dict[str, tuple[int, int]]]] = TypeAdapter(
    tuple[str, Stamp, str, int, set[str], dict[str, tuple[int, int]]]
)
"""The line before those of a reading: path, stamp, digest, how many lines there are, what it is clean of, its places."""


class Readings:
    """The readings of one campaign, which one thread uses."""

    def __init__(self, root: Path) -> None:
        """Know nothing of the campaign in `root`."""
        self.root = root
        self._program = _program()
        self._known: dict[str, _Reading] = {}
        self._before: dict[str, _Reading] = {}
        self._linked: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._news: set[str] = set()
        self._is_outdated = True  # the file may say what is not known here: words that were edited away since

    @classmethod
    def load(cls, root: Path) -> "Readings":
        """What was kept of the campaign in `root`; nothing where that is not whole, or another program's."""
        found = cls(root)
        with suppress(OSError, ValueError):
            found._known = dict(found._unpacked(_content(root / FILE)))
        found._is_outdated = not found._known
        return found

    def _unpacked(self, content: bytes) -> Iterator[tuple[str, _Reading]]:
        digest, _end, said = content.partition(b"\n")
        if digest != _digest(said):
            return
        program, *rest = said.split(b"\n")
        if program != self._program:
            return
        at = 0
        while at < len(rest):
            path, stamp, of_bytes, count, clean, places = _HEAD.validate_json(rest[at])
            start, at = at + 1, at + 1 + max(count, 0)
            yield path, _Reading(stamp=stamp, digest=of_bytes, lines=rest[start:at], clean=clean, places=places)

    def save(self) -> None:
        """Keep them in the file, whole or not at all; not when the disk has no room, for then they are made again.

        Few that are new are not worth it either: they are read in less time than all are written. But what the file says
        of a file that is gone, or is another one since, does not stay in it, whatever happens.
        """
        file, part = self.root / FILE, self.root / _PART
        try:
            with suppress(OSError, ValueError):
                part.unlink(missing_ok=True)
                if self._is_outdated:
                    file.unlink(missing_ok=True)
                elif len(self._news) <= len(self._known) // _WORTH_SAVING:
                    return
                self._write(part)
                part.replace(file)
                self._news.clear()
                self._is_outdated = False
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _write(self, path: Path) -> None:
        self._drop_unasked()
        said = b"\n".join((self._program, *self._packed()))
        with path.open("xb") as file:  # a link may stand there again, which is not followed so
            file.write(_digest(said) + b"\n")
            file.write(said)

    def _packed(self) -> Iterator[bytes]:
        for path, each in self._known.items():
            lines = each.shape.pack(each.value) if each.shape else each.lines
            head = (path, each.stamp, each.digest, len(lines), each.clean, each.places)
            yield _HEAD.dump_json(head)
            yield from lines

    def see(self, path: str) -> Seen | None:
        """The file at `path` as it is now; None for what is no plain file in a plain folder, of which nothing is kept."""
        now = time.time_ns()
        try:
            found = os.lstat(f"{self.root}/{path}")
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode) or self._is_linked(path):
            return None
        stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return Seen(stamp, is_recent=is_recent(found, now))

    def _is_linked(self, path: str) -> bool:
        """Whether a folder on the way to a file is a link, which may lead out of the campaign."""
        folder = path.rpartition("/")[0]
        if folder not in self._linked:
            is_link = bool(folder) and Path(f"{self.root}/{folder}").is_symlink()
            self._linked[folder] = is_link or bool(folder and self._is_linked(folder))
        return self._linked[folder]

    def recall(self, path: str, shape: Shape[Value]) -> Value | None:
        """What the file at `path` was read as; None when that is not known, or the file is another one since."""
        reading = self._before.get(path)
        if reading is None or not self._is_same(path, reading):
            return None
        if reading.shape is None:
            try:
                reading.value = shape.unpack(path, reading.lines)
            except ValueError:
                return None
            reading.shape, reading.lines = shape, ()
        self._known[path] = reading
        return reading.value  # type: ignore[no-any-return] # what is kept of a path has the shape it is asked for in

    def _is_same(self, path: str, reading: _Reading) -> bool:
        seen = self.see(path)
        if seen is None or seen.stamp != reading.stamp:
            return False
        if reading.digest:
            try:
                content = _content(Path(f"{self.root}/{path}"))
            except OSError:
                return False
            if sha256(content).hexdigest() != reading.digest:
                return False
            if not seen.is_recent:  # whatever changes it from now on changes its stamp
                reading.digest = ""
                self._news.add(path)
        return True

    def keep(self, path: str, seen: Seen | None, digest: str, shape: Shape[Value], value: Value) -> None:
        """Remember what the file at `path` was read as: `seen` before that, `digest` the SHA-256 of the bytes read."""
        if seen is not None:
            kept = digest if seen.is_recent else ""
            self._known[path] = _Reading(stamp=seen.stamp, digest=kept, shape=shape, value=value)
            self._news.add(path)
            self._is_outdated |= path in self._before

    def begin(self) -> None:
        """Begin to read the campaign: what is neither recalled nor kept from now on is forgotten at the `end`."""
        self._drop_unasked()
        self._before, self._known = self._before | self._known, {}
        self._linked, self._asked = {}, set()

    def end(self) -> None:
        """End reading the campaign: files that are gone, or are wrong now, have no reading any more."""
        self._is_outdated |= bool(self._before.keys() - self._known.keys())
        self._before = {}

    def _drop_unasked(self) -> None:
        """Forget the answers to what is not asked any more; when nothing was asked, it may be another time."""
        if self._asked:
            for each in self._known.values():
                each.clean &= self._asked

    def finding(self, path: str, question: str, look: Callable[[], Iterable[Finding]]) -> Sequence[Finding]:
        """What `look` finds in the file at `path`; as long as the file is as it was, what had nothing is not looked at again.

        What is found must depend on nothing but the file and the `question`.
        """
        reading = self._known.get(path)
        if reading is None:
            return tuple(look())
        self._asked.add(question)
        if question in reading.clean:
            return ()
        found = tuple(look())
        if not found:
            reading.clean.add(question)
            self._news.add(path)
        return found

    def place(self, path: str, way: str, look: Callable[[], Location | None]) -> Location | None:
        """Where in the file at `path` the value at the end of `way` stands, as `look` finds out, once.

        None when nothing is known of the file, or it changed meanwhile.
        """
        reading = self._known.get(path)
        if reading is None:
            return None
        if way not in reading.places:
            found = look()
            if found is None or not self._is_same(path, reading):
                return None
            reading.places[way] = (found.line, found.column)
            self._news.add(path)
        return Location(path, *reading.places[way])


def is_recent(found: os.stat_result, now_ns: int) -> bool:
    """Whether a file changed so shortly before `now_ns` that what changes it again may leave all its times as they are."""
    return now_ns - max(found.st_mtime_ns, found.st_ctime_ns) < TICK_NS


def forget(root: Path) -> None:
    """Remove what is kept of the campaign in `root`."""
    for each in (FILE, _PART):
        (root / each).unlink(missing_ok=True)


def question(name: str, *given: str) -> str:
    """A question as `finding` takes it, whose answer also depends on what is `given`, in any order."""
    depends = "\0".join(sorted(given)).encode()
    return f"{name} {_digest(depends).decode()}"


def _content(path: Path) -> bytes:
    """The bytes of a plain file that is not too large. Raises OSError for anything else."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST_BYTES:
        raise OSError
    return path.read_bytes()


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).hexdigest().encode()


def _program() -> bytes:
    """A digest of the programs that read: another version may read another thing."""
    folder = Path(__file__).parent
    seen = [sys.version]
    for path in (
        Path(sysconfig.get_path("purelib")),
        *sorted(folder.rglob("*.py")),
    ):  # the first changes with what is installed
        found = path.stat()
        seen.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return _digest("\n".join(seen).encode(errors="surrogateescape"))
