"""The only module that writes the docs tree.

A file whose bytes would not change is left alone (MkDocs compares times), a file no longer made is
removed, and two outputs at one path are refused.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Failure
from generator.render import Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What writing changed: paths relative to the docs tree, sorted. `paths` are all there are."""

    paths: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]


def write(outputs: Iterable[Output], folder: Path, *, tell: Callable[[int], None] = lambda _count: None) -> Tree:
    """Make `folder` hold exactly `outputs`; `tell` is called with the number of files done.

    Raises Failure when two outputs want one path (also when only letter case differs: some disks do not
    tell such names apart), or a path leaves the folder.
    """
    sources: dict[str, str] = {}
    written: list[str] = []
    paths: list[str] = []
    for output in outputs:
        _claim(output, sources)
        paths.append(output.path)
        if _put(output, folder / output.path):
            written.append(output.path)
        tell(len(paths))
    removed = _prune(folder, set(paths))
    return Tree(paths=tuple(sorted(paths)), written=tuple(sorted(written)), removed=tuple(removed))


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


def _put(output: Output, target: Path) -> bool:
    """Write one output unless it stands there already; whether anything was written."""
    if callable(output.content):
        if target.is_file():
            return False  # its path names what it holds
        content = output.content()
    else:
        content = output.content.encode() if isinstance(output.content, str) else output.content
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
