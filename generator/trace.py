"""Where someone appears in what was built: every page, caption, table, feed, picture, PDF, archive and file name.

Looks with the eyes of someone who searches: `generator.contents` says what can be read in a file, `generator.names`
how a name may be written, and this module reads each text in every way in which it may be meant (percent-encoded, with
character references, with JSON escapes, without its markup). What is drawn into the pixels of a picture cannot be read
back: for that the record stands in which `write` keeps what was drawn (`Output.says` of `generator.render.outputs`).
"""

import html
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from generator import contents, names
from generator.contents import Told
from generator.vietnamese import fold

DRAWN, PORTRAIT = "vẽ trong ảnh, bản in", "ảnh chân dung"

_SNIPPET = 50  # characters on either side
_BATCH = 50
_FEW = 300  # files that one process looks through faster than others are started
_LAYERS = 3  # of escapes within escapes: a page's text in a feed is escaped twice

_ESCAPED = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,5})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")  # begins with its sign: found ten times as fast
_TAG = re.compile(r"<(?:!--[^\n]*?-->|[^<>\n]*>)")
_LONG_TAG = re.compile(r"<(?:!--.*?-->|[^<>]*>)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Who is sought: the name, the id that makes addresses, and what names the files of pictures that show them.

    Any of them may be empty. `also` are other texts of theirs, such as the sentences of their story.

    `others` are the names of people who may be named: what is spelled as one of them is theirs, and what is
    written without marks is nobody's when two names differ in nothing else.
    """

    name: str
    id: str
    pictures: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()

    @cached_property
    def named(self) -> list[list[str]]:
        """The words of the name and of the id."""
        return [found for found in map(names.words, (self.name, self.id)) if found]

    @cached_property
    def told(self) -> list[list[str]]:
        """The words of each other text."""
        return [found for found in map(names.words, self.also) if found]

    @cached_property
    def squeezed(self) -> tuple[bytes, ...]:
        """One of these is in the squeezed form of every text that has anything of theirs."""
        return tuple(sorted({names.squeezed("".join(words)) for words in (*self.named, *self.told)}))

    @cached_property
    def patterns(self) -> Mapping[bool, list[tuple[list[str], re.Pattern[str], bool]]]:
        """By whether they stand alone: the words of each text that is sought, what finds them, and whether it is a name."""
        each = [*((words, True) for words in self.named), *((words, False) for words in self.told)]
        return {
            alone: [(words, names.pattern([words], alone=alone), is_name) for words, is_name in each]
            for alone in (True, False)
        }

    @cached_property
    def _spelled(self) -> str:
        return names.spelled(self.name)

    @cached_property
    def _spelled_others(self) -> frozenset[str]:
        return frozenset(map(names.spelled, self.others)) - {self._spelled}

    @cached_property
    def _has_twin(self) -> bool:
        """Whether somebody's name differs from theirs only in its marks."""
        return any(fold(each) == fold(self.name) for each in self.others if names.spelled(each) != self._spelled)

    def is_meant(self, said: str) -> bool:
        """Whether `said`, which has the letters of the name, is theirs."""
        if names.spelled(names.apart(said, names.words(self.name))) in self._spelled_others:
            return False
        return not (self._has_twin and said.isascii() and said.lower() != self.id)


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


def places(text: str, sought: Sought, *, alone: bool = True) -> Iterator[tuple[int, str]]:
    """Line and surroundings of each place in a text where the one sought appears, in whatever way it is read.

    What one reading of a line shows is not told again for another reading of it.
    """
    told: Counter[int] = Counter()
    for reading in _readings(text) if sought.squeezed else ():
        squeezed = names.squeezed(reading)
        if any(each in squeezed for each in sought.squeezed):
            found = defaultdict(list)
            for line, said in _matches(reading, sought, alone=alone):
                found[line].append(said)
            for line, said_there in found.items():
                yield from ((line, said) for said in said_there[told[line] :])
                told[line] = max(told[line], len(said_there))


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, without escapes, without markup, and without markup that was escaped.

    Every line is where it was. What stands in a tag may have tags in it as well, escaped: `plain` without markup.
    """
    plain, bare = _unescaped(text), _unmarked(text)
    yield text
    for reading, before in (
        (plain, text),
        (bare, text),
        (_unmarked(_unescaped(bare)), bare),
        (_unmarked(plain), plain),
    ):
        if reading != before:
            yield reading


def _unmarked(text: str) -> str:
    """`text` with `PARTED` for each tag, and the lines of those that go over several."""
    if "<" not in text:
        return text
    bare = _TAG.sub(names.PARTED, text)
    if "<" in bare:  # a tag over several lines: rare, and three times as slow
        bare = _LONG_TAG.sub(lambda tag: names.PARTED + "\n" * tag[0].count("\n"), text)
    return bare


def _unescaped(text: str) -> str:
    """`text` without escapes, and without those that were escaped."""
    for _layer in range(_LAYERS):
        plain = text
        if "\\" in plain:
            plain = _ESCAPED.sub(_character, plain)
        if "%" in plain:
            plain = _PERCENT.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode(errors="ignore"), plain)
        if "&" in plain:
            plain = html.unescape(plain)
        if plain == text:
            break
        text = plain
    return text


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    code = int(digits, 16) if digits else 0x20
    return chr(code) if code < sys.maxunicode else ""


def _matches(text: str, sought: Sought, *, alone: bool) -> Iterator[tuple[int, str]]:
    """Line and surroundings of each match in one reading of a text."""
    ends: dict[int, int] = {}  # an address may begin with the name: one place
    for words, pattern, is_name in sought.patterns[alone]:
        for start, end in names.spans(text, words, pattern):
            if not is_name or sought.is_meant(text[start:end]):
                ends[start] = max(end, ends.get(start, 0))
    for start, end in sorted(ends.items()):
        around = text[max(0, start - _SNIPPET) : end + _SNIPPET].replace(names.PARTED, "")
        yield text.count("\n", 0, start) + 1, " ".join(around.encode(errors="replace").decode().split())


def record_of(docs: Path) -> Path:
    """The file, beside the docs tree in `docs`, in which what was drawn for it stands."""
    return docs.with_name(f".{docs.name}.drawn.json")


def drawn(docs: Path) -> dict[str, list[str]]:
    """What was drawn into the pictures and PDFs of the docs tree in `docs`, by path; nothing before the first build."""
    record = record_of(docs)
    if not record.is_file():
        return {}
    found: dict[str, list[str]] = json.loads(record.read_text("utf-8"))
    return found
