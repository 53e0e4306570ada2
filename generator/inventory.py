"""What stands in a docs tree, portion by portion, as it was written.

The next build takes over the portions whose key is the same and whose files nobody touched. What pictures and papers say
is known from here too: nobody could read it back from them.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.render.outputs import Listed

Stat = tuple[int, int]
"""A file's size in bytes and the time of its last change in nanoseconds: who has both is the same file still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of the docs tree: its path and source, its bytes and the time of its last change when it was written.

    `is_named` says whether its path names what it holds; `says` and `listed` are the output's.
    """

    path: str
    made_from: str
    size: int
    changed_ns: int
    is_named: bool = False
    says: tuple[str, ...] = ()
    listed: Listed | None = None

    def stands(self, folder: str) -> bool:
        """Whether it is in a folder as it was written."""
        try:
            found = os.stat(f"{folder}/{self.path}", follow_symlinks=False)  # noqa: PTH116 - thousands of times
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.changed_ns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The files by the keys of their portions."""

    portions: Mapping[str, Sequence[Written]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Written]:
        """Every file; one that two portions want comes twice."""
        return (each for files in self.portions.values() for each in files)

    @property
    def stats(self) -> dict[str, Stat]:
        """As what each file was left, by path, sorted."""
        return {path: (each.size, each.changed_ns) for path, each in sorted({each.path: each for each in self}.items())}

    @property
    def says(self) -> dict[str, tuple[str, ...]]:
        """The words drawn into pictures and papers, by path."""
        return {each.path: each.says for each in self if each.says}

    @classmethod
    def of(cls, docs: Path) -> "Inventory":
        """That of a docs tree; an empty one where there is none, or not a whole one: everything is then made anew."""
        return cls.read(docs) or cls()

    @classmethod
    def read(cls, docs: Path) -> "Inventory | None":
        """The same, None where there is none, or not a whole one."""
        try:
            digest, _end, said = record_of(docs).read_bytes().partition(b"\n")
            if digest != _digest(said):
                return None
            return cls(portions={key: tuple(map(_written, files)) for key, files in json.loads(said).items()})
        except (OSError, ValueError, TypeError, AttributeError):  # another version's
            return None

    def keep(self, docs: Path) -> None:
        """Put it beside the docs tree, whole or not at all."""
        files = {key: [*map(_row, files)] for key, files in self.portions.items()}
        said = json.dumps(files, ensure_ascii=False, separators=(",", ":")).encode()
        part = record_of(docs).with_suffix(".part.json")
        part.unlink(missing_ok=True)  # a link may stand there, which must not be followed
        with part.open("xb") as file:
            file.write(_digest(said) + b"\n" + said)
        part.replace(record_of(docs))


def record_of(docs: Path) -> Path:
    """The file in which the inventory of a docs tree is kept, beside it."""
    return docs.with_name(f".{docs.name}.files.json")


def _digest(said: bytes) -> bytes:
    return blake2b(said, digest_size=16).hexdigest().encode()


def _row(each: Written) -> list[object]:
    listed = each.listed and [each.listed.address, each.listed.updated and each.listed.updated.isoformat()]
    return [each.path, each.made_from, each.size, each.changed_ns, each.is_named, each.says, listed]


def _written(row: Sequence[Any]) -> Written:
    path, made_from, size, changed_ns, is_named, says, listed = row
    return Written(
        path=path,
        made_from=made_from,
        size=size,
        changed_ns=changed_ns,
        is_named=is_named,
        says=tuple(says),
        listed=listed and Listed(address=listed[0], updated=listed[1] and date.fromisoformat(listed[1])),
    )
