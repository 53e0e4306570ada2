"""The only module that writes the docs tree.

A file whose bytes would not change is left alone (MkDocs compares times), a file no longer made is
removed, and two outputs at one path are refused. What takes long to make is made on all cores.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from generator.problems import Failure
from generator.render import Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What writing changed: paths relative to the docs tree, sorted. `paths` are all there are.

    `drawn` are the words that are in pictures and PDFs, by path.
    """

    paths: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    drawn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def write(outputs: Iterable[Output], folder: Path, *, tell: Callable[[int], None] = lambda _count: None) -> Tree:
    """Make `folder` hold exactly `outputs`; `tell` is called with the number of files done.

    Raises Failure when two outputs want one path (also when only letter case differs: some disks do not
    tell such names apart), a path leaves the folder, or a file cannot be made.
    """
    sources: dict[str, str] = {}
    written: list[str] = []
    paths: list[str] = []
    drawn: dict[str, tuple[str, ...]] = {}
    waiting: list[Output] = []
    for output in outputs:
        _claim(output, sources)
        paths.append(output.path)
        if output.says:
            drawn[output.path] = output.says
        target = folder / output.path
        if callable(output.content):
            if not target.is_file():  # its path names what it holds
                waiting.append(output)
                continue
        elif _put(output.content, target):
            written.append(output.path)
        tell(len(paths) - len(waiting))
    done = len(paths) - len(waiting)
    for batch in _made(waiting, folder):
        written += batch
        done += len(batch)
        tell(done)
    removed = _prune(folder, set(paths))
    return Tree(paths=tuple(sorted(paths)), written=tuple(sorted(written)), removed=tuple(removed), drawn=drawn)


def _claim(output: Output, sources: dict[str, str]) -> None:
    parts = output.path.split("/")
    if output.path.startswith("/") or "\\" in output.path or any(part in ("", ".", "..") for part in parts):
        raise Failure(f"Đường dẫn {output.path!r} (tạo từ {output.made_from}) không nằm gọn trong trang.")
    key = output.path.casefold()
    if key in sources:
        raise Failure(
            f"Hai mục cùng đòi một tệp {output.path!r}: {sources[key]} và {output.made_from}. Hãy đổi mã của một trong hai."
        )
    sources[key] = output.made_from


def _made(waiting: list[Output], folder: Path) -> Iterator[list[str]]:
    """Make and write what waits, on all cores; yields the paths that are done, as they are.

    What comes of one source is made by one thread, one file after the other: it may keep what it read.
    """
    batches = [list(batch) for _source, batch in groupby(waiting, key=lambda each: each.made_from)]
    pool = ThreadPoolExecutor(max_workers=os.cpu_count())
    try:
        for done in as_completed([pool.submit(_make, batch, folder) for batch in batches]):
            yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)  # after a failure, or Ctrl+C, the rest need not be made


def _make(batch: list[Output], folder: Path) -> list[str]:
    for output in batch:
        try:
            content = output.content() if callable(output.content) else output.content
        except Exception as error:  # a decoder or an encoder may raise anything, and the editor needs to know where
            said = f"{type(error).__name__}: {error}"
            raise Failure(f"Không làm được {output.path!r} từ {output.made_from} ({said}).") from error
        _put(content, folder / output.path)
    return [output.path for output in batch]


def _put(content: str | bytes, target: Path) -> bool:
    """Write a file unless it stands there already; whether anything was written."""
    if isinstance(content, str):
        content = content.encode()
    with suppress(OSError):
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    part.replace(target)
    return True


def _prune(folder: Path, kept: set[str]) -> list[str]:
    """Remove every file not in `kept`, and folders left empty; the paths removed, sorted."""
    removed = []
    for base, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(base, name)
            relative = path.relative_to(folder).as_posix()
            if relative not in kept:
                path.unlink()
                removed.append(relative)
        if Path(base) != folder and not any(Path(base).iterdir()):
            Path(base).rmdir()
    return sorted(removed)
