"""The only module that writes the docs tree.

A portion that is made of the same as the last time is not made again while its files stand. A file whose bytes would
not change is left alone (MkDocs compares times), a file no longer made is removed, and two outputs at one path are
refused. What takes long to make is made on all cores, while the rest is made here.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.inventory import Inventory, Written
from generator.problems import Failure
from generator.readings import TICK_NS
from generator.render import Listed, Output, Portion

_INSIDE = re.compile(r"(?:(?!\.\.?(?:/|$))[^/\\]+(?:/(?!$)|$))+")
"""A path that leaves no folder: names between slashes, none of them "." or ".."."""

_REST = "."
"""The key of what tells of all portions: no digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What writing changed: paths relative to the docs tree, sorted. `paths` are all there are."""

    paths: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    inventory: Inventory = field(default_factory=Inventory, compare=False)


def write(
    portions: Iterable[Portion],
    folder: Path,
    *,
    maps: Callable[[Iterable[Listed]], Iterable[Output]] = lambda _listed: (),
    last: Inventory | None = None,
    is_swept: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _whole: None,
) -> Tree:
    """Make `folder` hold exactly the outputs of `portions`, and those that `maps` makes of all pages to be listed.

    `last` says how the folder was left; without it every portion is made; `is_swept`: nothing else stands there. `tell` is called with the number of files done,
    and how many there are at least: those waiting, and one of each portion to come.
    Raises Failure when two outputs want one path (also when only letter case differs: some disks do not
    tell such names apart), a path leaves the folder, or a file cannot be made.
    """
    writer, known = _Writer(folder, tell), last.portions if last else {}
    try:
        wanted: dict[str, list[str]] = {}
        coming = [*portions]
        for number, each in enumerate(coming, start=1):
            writer.left = len(coming) - number
            wanted[each.key] = writer.portion(each, known.get(each.key, ()))
        wanted[_REST] = [writer.put(each) for each in maps(writer.listed)]
        writer.finish()
    finally:
        writer.pool.shutdown(cancel_futures=True)  # after a failure, or Ctrl+C, the rest need not be made
    others = {each.path for each in last} if last and is_swept else _standing(folder)
    gone = others - writer.files.keys()
    for path in gone:
        writer.reach(path)
    removed = _remove(folder, gone)
    files = {key: tuple(writer.files[path] for path in paths) for key, paths in wanted.items()}
    return Tree(
        paths=tuple(sorted(writer.files)),
        written=tuple(sorted(writer.written)),
        removed=tuple(removed),
        inventory=Inventory(portions=files),
    )


class _Writer:
    """Puts outputs into a folder. `files` are those that stand there, `written` those that did not before."""

    def __init__(self, folder: Path, tell: Callable[[int, int], None]) -> None:
        self.folder, self.tell = str(folder), tell
        self.left = 0  # portions to come
        self.files: dict[str, Written] = {}
        self.written: list[str] = []
        self.listed: list[Listed] = []
        self.pool = ThreadPoolExecutor(max_workers=os.cpu_count())
        self._claims: dict[str, Written | Output] = {}  # by path, for disks that do not tell letter cases apart
        self._reached = {""}  # the docs tree itself is whoever's who asks
        self._batch: list[Output] = []
        self._making: set[Future[list[Written]]] = set()

    def portion(self, portion: Portion, known: Iterable[Written]) -> list[str]:
        """Make a portion, unless what is `known` of it from before stands; the paths of its files."""
        files = [*known]
        for each in files:
            self.reach(each.path)
        changed = [each for each in files if not each.stands(self.folder)]
        if files and not changed:
            return [self._take(each) for each in files]
        for each in changed:
            found = _stat(f"{self.folder}/{each.path}")
            is_other = found and found.st_size != each.size and each.path.casefold() not in self._claims
            if each.is_named and is_other:  # it was cut short, and its name would have it taken for whole
                Path(self.folder, each.path).unlink()
        return [self.put(each) for each in portion.make()]

    def put(self, output: Output) -> str:
        """Put an output in its place, now or when a core is free; its path."""
        if not self._claim(output):
            return output.path
        self.reach(output.path)
        if output.listed:
            self.listed.append(output.listed)
        found = _stat(f"{self.folder}/{output.path}") if output.is_named else None
        if found:
            self._stands(_written(output, found))
        elif callable(output.content):
            self._later(output)
        else:
            self._stands(_put(output, output.content, self.folder, self.written))
        return output.path

    def reach(self, path: str) -> None:
        """Take away links that stand for folders on the way to a path: nothing elsewhere is written, read or removed."""
        inside = path.rpartition("/")[0]
        if inside not in self._reached:
            self.reach(inside)
            if os.path.islink(f"{self.folder}/{inside}"):  # noqa: PTH114 - thousands of times
                Path(self.folder, inside).unlink()
            self._reached.add(inside)

    def finish(self) -> None:
        """Wait until everything is made."""
        self._send()
        for each in as_completed(self._making):
            self._made(each)

    def _take(self, known: Written) -> str:
        if self._claim(known):
            if known.listed:
                self.listed.append(known.listed)
            self._stands(known)
        return known.path

    def _claim(self, output: Output | Written) -> bool:
        """Whether nobody has put anything at the output's path yet; it may be put twice when the path names what it holds.

        Two contents may share a name that is short: of those at hand the second is refused, not lost.
        """
        if not _INSIDE.fullmatch(output.path):
            raise Failure(f"Đường dẫn {output.path!r} (tạo từ {output.made_from}) không nằm gọn trong trang.")
        key = output.path.casefold()
        first = self._claims.get(key)
        if first is None:
            self._claims[key] = output
        elif not output.is_named or first.path != output.path or _is_other(first, output):
            raise Failure(
                f"Hai mục cùng đòi một tệp {output.path!r}: {first.made_from} và {output.made_from}. Hãy đổi mã của một trong hai."
            )
        return first is None

    def _stands(self, file: Written) -> None:
        self.files[file.path] = file
        self.tell(len(self.files), len(self._claims) + self.left)

    def _later(self, output: Output) -> None:
        """What comes of one source is made by one thread, one file after the other: it may keep what it read."""
        if self._batch and self._batch[-1].made_from != output.made_from:
            self._send()
        self._batch.append(output)

    def _send(self) -> None:
        if self._batch:
            self._making.add(self.pool.submit(_make, self._batch, self.folder))
            self._batch = []
        for each in [each for each in self._making if each.done()]:
            self._making.remove(each)
            self._made(each)

    def _made(self, batch: Future[list[Written]]) -> None:
        for file in batch.result():
            self.written.append(file.path)
            self._stands(file)


def _is_other(first: Output | Written, second: Output | Written) -> bool:
    """Whether two outputs hold something else; what is yet to be made, or was before, is believed its name."""
    if not isinstance(first, Output) or not isinstance(second, Output):
        return False
    return not (callable(first.content) or callable(second.content)) and first.content != second.content


def _make(batch: list[Output], folder: str) -> list[Written]:
    """Make and write what takes long, of one source."""
    made = []
    for output in batch:
        try:
            content = output.content() if callable(output.content) else output.content
        except Exception as error:  # a decoder or an encoder may raise anything, and the editor needs to know where
            said = f"{type(error).__name__}: {error}"
            raise Failure(f"Không làm được {output.path!r} từ {output.made_from} ({said}).") from error
        made.append(_written(output, _replace(content, f"{folder}/{output.path}")))
    return made


def _put(output: Output, content: str | bytes, folder: str, written: list[str]) -> Written:
    """Write a file unless it stands there already; what was written is added to `written`."""
    content = content.encode() if isinstance(content, str) else content
    target = f"{folder}/{output.path}"
    found = _stat(target)
    if found is None or found.st_size != len(content) or _read(target) != content:
        found = _replace(content, target)
        written.append(output.path)
    return _written(output, found)


def _written(output: Output, found: os.stat_result) -> Written:
    return Written(
        path=output.path,
        made_from=output.made_from,
        size=found.st_size,
        changed_ns=found.st_mtime_ns,
        is_named=output.is_named,
        says=output.says,
        listed=output.listed,
    )


def _replace(content: str | bytes, target: str) -> os.stat_result:
    """Write a file whole or not at all, with a later time than what stood there, so that it is not taken for that."""
    folder, _slash, name = target.rpartition("/")
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - thousands of times
    part = Path(folder, f".{name}.part")
    part.unlink(missing_ok=True)  # a link may stand there, which must not be followed
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    before, found = _stat(target), part.stat()
    if before and found.st_mtime_ns <= before.st_mtime_ns:  # a coarse clock, or one that was put back
        os.utime(part, ns=(found.st_atime_ns, before.st_mtime_ns + TICK_NS))
    part.replace(target)
    return os.stat(target)  # noqa: PTH116 - as above


def _read(path: str) -> bytes | None:
    with suppress(OSError):
        return Path(path).read_bytes()
    return None


def _stat(path: str) -> os.stat_result | None:
    """That of a plain file; a link stands for none, whatever it leads to."""
    with suppress(OSError):
        found = os.lstat(path)
        return found if stat.S_ISREG(found.st_mode) else None
    return None


def _standing(folder: Path) -> set[str]:
    """The paths of all files in a folder, links among them, and of its empty folders."""
    start = len(str(folder)) + 1
    found: set[str] = set()
    for base, folders, names in os.walk(folder):
        inside = base[start:].replace(os.sep, "/")
        names += [each for each in folders if os.path.islink(f"{base}/{each}")]  # noqa: PTH114 - as above
        found.update(f"{inside}/{name}" if inside else name for name in names)
        if inside and not folders and not names:
            found.add(inside)
    return found


def _remove(folder: Path, paths: Iterable[str]) -> list[str]:
    """Remove files, and folders that they leave empty; the paths of the files, sorted."""
    removed = []
    for path in sorted(paths):
        target = folder / path
        if target.is_dir() and not target.is_symlink():
            target.rmdir()
        else:
            target.unlink(missing_ok=True)
            removed.append(path)
        for above in target.relative_to(folder).parents[:-1]:
            with suppress(OSError):  # something is in it
                (folder / above).rmdir()
    return removed
