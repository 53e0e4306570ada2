"""Where someone appears in what was built: every page, caption, table, feed, picture, PDF, archive and file name.

Looks with the eyes of someone who searches: `generator.contents` says what can be read in a file, `generator.names`
how a name may be written, `generator.mentions` in what ways each text may be meant. What is drawn into the pixels of a picture cannot be read
back: for that `generator.inventory` keeps what was drawn (`Output.says` of `generator.render.outputs`).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from generator import contents, names
from generator.contents import Told
from generator.inventory import Inventory, record_of
from generator.mentions import Sought, places
from generator.problems import Failure

DRAWN, PORTRAIT = "vẽ trong ảnh, bản in", "ảnh chân dung"

_BATCH = 50
_FEW = 300  # files that one process looks through faster than others are started


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """A place where someone appears, or that could not be looked into (`contents.UNREAD`).

    `path` is relative to the folder searched; a member of an archive follows after "!". `line` counts from 1, and is 0
    where there are no lines. `kind` says in Vietnamese what it is.
    """

    path: str
    line: int
    kind: str
    text: str

    @property
    def file(self) -> str:
        """The path of the file, also when it is in a member of it."""
        return self.path.partition("!")[0]

    def at(self, file: str) -> "Trace":
        """The same in another file."""
        return replace(self, path=file + self.path[len(self.file) :])


def trace(
    folder: Path,
    sought: Sought,
    drawn: Mapping[str, Sequence[str]] | None = None,
    tell: Callable[[int, int], None] = lambda _done, _whole: None,
) -> list[Trace]:
    """Every place below `folder` where the one sought appears, sorted.

    `drawn` says what is drawn into files, by path relative to `folder`; `tell` is called with how many files were looked
    through, and of how many. Raises OSError when a file cannot be read: who looks for someone must have seen everything.
    """
    files, empty = _listed(folder)
    same = _linked(folder, files)
    names.squeezed("")  # its table is made here, once, and not by every process
    found: list[Trace] = []
    with _workers(len(same)) as work:
        known: dict[bytes, list[Told]] = {}
        for read in work(partial(_read, str(folder), sought), _batches(_papers(folder, same), 10)):
            known |= read
        done = 0
        for count, traces in work(partial(_look, str(folder), sought, known), _batches(list(same), _BATCH)):
            done, found = done + count, found + traces
            tell(done, len(same))
    own = (contents.NAME, PORTRAIT)
    inside = [each for each in found if each.path != each.file or each.kind not in own]
    elsewhere = [each.at(path) for each in inside for path in same[each.file]]
    paths = [*empty, *(path for linked in same.values() for path in linked)]
    found += [*elsewhere, *_in_texts((Told(path, contents.NAME, path, 0) for path in paths), sought)]
    for path, texts in (drawn or {}).items():
        if (folder / path).is_file():
            found += (Trace(path, 0, DRAWN, each) for each in _in_drawing(texts, sought))
    return sorted(set(found))


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """The files below `folder`, and the folders that hold nothing: these have names too."""
    files, empty = [], []
    for base, folders, here in os.walk(folder, onerror=_raise):
        inside = Path(base).relative_to(folder)
        files += [(inside / name).as_posix() for name in here]
        if not folders and not here:
            empty.append(inside.as_posix())
    return sorted(files), sorted(empty)


def _raise(error: OSError) -> None:
    raise error


def _linked(folder: Path, files: Iterable[str]) -> dict[str, list[str]]:
    """Each file once, by the first of its paths, with the others: one file may stand in several places."""
    first: dict[tuple[int, int], str] = {}
    same: dict[str, list[str]] = {}
    for path in files:
        stat = (folder / path).stat()
        linked = first.setdefault((stat.st_dev, stat.st_ino), path) if stat.st_ino else path
        if linked == path:
            same[path] = []
        else:
            same[linked].append(path)
    return same


def _papers(folder: Path, files: Iterable[str]) -> list[str]:
    """PDFs that differ in name or size: each is published, kept and packed several times, and takes long to read."""
    papers = [path for path in files if path.endswith(".pdf")]
    return list({(Path(path).name, (folder / path).stat().st_size): path for path in papers}.values())


def _batches(files: Sequence[str], size: int) -> Iterator[list[str]]:
    rest = iter(files)
    while batch := list(islice(rest, size)):
        yield batch


@contextmanager
def _workers(files: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """What does something with every batch of files: `map`, on all cores where there are many files."""
    if files <= _FEW or (os.cpu_count() or 1) == 1:
        yield map
        return
    with ProcessPoolExecutor() as pool:
        yield pool.map


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _read(folder: str, sought: Sought, files: Iterable[str]) -> dict[bytes, list[Told]]:
    """By digest, what PDFs tell of the one sought; nothing of most of them."""
    found = {}
    for content in (Path(folder, path).read_bytes() for path in files):
        found[_digest(content)] = [each for each in contents.pdf(content) if any(_in_texts([each], sought))]
    return found


def _look(
    folder: str, sought: Sought, known: Mapping[bytes, list[Told]], files: Sequence[str]
) -> tuple[int, list[Trace]]:
    """How many files were looked through, and the traces in them; of PDFs that are `known` no page is read again."""

    def pages(content: bytes) -> list[Told]:
        found = known.get(_digest(content))
        return contents.pdf(content) if found is None else found

    return len(files), [
        each
        for path in files
        for each in _in_texts(contents.texts(path, Path(folder, path).read_bytes(), pages), sought)
    ]


def _in_texts(texts: Iterable[Told], sought: Sought) -> Iterator[Trace]:
    for told in texts:
        if told.kind == contents.UNREAD:
            yield Trace(told.path, 0, told.kind, told.text)
            continue
        if told.kind == contents.NAME and any(digest in told.text for digest in sought.pictures):
            yield Trace(told.path, 0, PORTRAIT, told.text)
        for line, said in places(told.text, sought, alone=told.kind not in contents.BYTES):
            yield Trace(told.path, line if told.page is None else told.page, told.kind, said)


def _in_drawing(texts: Iterable[str], sought: Sought) -> Iterator[str]:
    for text in texts:
        if any(text.startswith(each) for each in sought.pictures):
            yield PORTRAIT
        else:
            yield from (said for _line, said in places(text, sought))


def drawn(docs: Path) -> Mapping[str, Sequence[str]]:
    """What was drawn into the pictures and PDFs of the docs tree in `docs`, by path; nothing before the first build.

    Raises Failure when that cannot be known: who looks for someone must have seen everything.
    """
    found = Inventory.read(docs)
    if found is None and docs.is_dir() and any(docs.iterdir()):
        raise Failure(
            f"Không đọc được {record_of(docs)}, nên không biết trong ảnh và bản in có nói tới ai. "
            "Hãy dựng lại (sangkien build), rồi chạy lại lệnh này."
        )
    return found.says if found else {}
