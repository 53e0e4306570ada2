"""Where someone appears in what was built: every page, caption, table, feed, picture, PDF, archive and file name.

Looks with the eyes of someone who searches: names in any spelling (composed or not, any case, without marks, as a slug,
percent-encoded, as character references or JSON escapes), inside PDF texts, archives, workbooks, compressed files and
the metadata of pictures. What is drawn into the pixels of a picture cannot be read back: for that the record stands in
which `write` keeps what was drawn (`Output.says` of `generator.render.outputs`).
"""

import gzip
import html
import io
import json
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote

from generator.vietnamese import fold, spelling, syllables

_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES = (".jpg", ".jpeg", ".png", ".avif", ".webp", ".ico")
_FONTS = (".woff2", ".woff", ".ttf")
_ARCHIVES = (".zip", ".xlsx")
_DEEPEST = 3  # archives within archives: a workbook in a pack is two
_SNIPPET = 50  # characters on either side
_BATCH = 100
_FEW = 300  # files that one process looks through faster than others are started
_LARGEST_INFLATED = 200_000_000  # bytes: a bomb is not read to its end

_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrt])")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Of the streams those that hold texts: objects (descriptions of pictures, bookmarks) and XMP.
_STREAM = re.compile(rb"/(?:ObjStm|Metadata)\b[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<(feff[0-9a-f]+)>", re.IGNORECASE)


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
    def words(self) -> list[list[str]]:
        """The words, folded, of each text that is sought: the name, the id, and what else there is."""
        texts = (fold(self.name), self.id.replace("-", " "), *(fold(each) for each in self.also))
        return [words for words in (text.split() for text in texts) if words]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The folded name or id, with anything but letters and digits between the syllables."""
        forms = {r"[\W_]{0,12}".join(map(re.escape, words)) for words in self.words}
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(forms))})(?![a-z0-9])")

    @cached_property
    def _forms(self) -> tuple[bytes, ...]:
        """The name as it may stand in files that are no text, ASCII letters small."""
        forms: set[bytes] = set()
        for name in filter(None, (self.name, self.name.lower(), self.name.upper(), fold(self.name), self.id)):
            for composed in (unicodedata.normalize(form, name) for form in ("NFC", "NFD")):
                forms |= {composed.encode(each).lower() for each in ("utf-8", "utf-16-le", "utf-16-be")}
                forms.add(quote(composed).encode().lower())
        return tuple(sorted(forms))

    def is_in(self, content: bytes) -> bool:
        """Whether the name stands in bytes that are no text."""
        small = content.lower()
        return any(each in small for each in self._forms)

    @cached_property
    def _spelled(self) -> str:
        return _spelled(self.name)

    @cached_property
    def _spelled_others(self) -> frozenset[str]:
        return frozenset(map(_spelled, self.others)) - {self._spelled}

    @cached_property
    def _has_twin(self) -> bool:
        """Whether somebody's name differs from theirs only in its marks."""
        return any(fold(each) == fold(self.name) for each in self.others if _spelled(each) != self._spelled)

    def is_meant(self, said: str) -> bool:
        """Whether `said`, which folds to the name, is theirs."""
        spelled = _spelled(said)
        if spelled in self._spelled_others:
            return False
        return not (self._has_twin and said.isascii() and said.lower() != self.id)


def _spelled(name: str) -> str:
    return " ".join(map(spelling, syllables(name)))


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """A place where someone appears.

    `path` is relative to the folder searched; a member of an archive follows after "!". `line` counts from 1, and is 0
    where there are no lines. `kind` says in Vietnamese what it is.
    """

    path: str
    line: int
    kind: str
    text: str


def trace(folder: Path, sought: Sought, drawn: Mapping[str, Sequence[str]] | None = None) -> list[Trace]:
    """Every place below `folder` where the one sought appears, sorted.

    `drawn` says what is drawn into files, by path relative to `folder`. Raises OSError when a file cannot be read: who
    looks for someone must have seen everything.
    """
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    looked = partial(_look, str(folder), sought)
    if len(files) <= _FEW or (os.cpu_count() or 1) == 1:
        found = looked(files)
    else:
        batches = _batches(files)
        with ProcessPoolExecutor() as pool:
            found = [each for some in pool.map(looked, batches) for each in some]
    for path, texts in (drawn or {}).items():
        if (folder / path).is_file():
            found += (Trace(path, 0, "vẽ trong ảnh, bản in", each) for each in _in_drawing(texts, sought))
    return sorted(set(found))


def _batches(files: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(files)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _look(folder: str, sought: Sought, files: Iterable[str]) -> list[Trace]:
    return [each for file in files for each in _in_file(file, Path(folder, file).read_bytes(), sought, 0)]


def _in_drawing(texts: Iterable[str], sought: Sought) -> Iterator[str]:
    for text in texts:
        if any(text.startswith(each) for each in sought.pictures):
            yield "ảnh chân dung"
        else:
            yield from (said for _line, said in _in_text(text, sought))


def _in_file(path: str, content: bytes, sought: Sought, depth: int) -> Iterator[Trace]:
    """The traces in a file: in its name, and in what it holds."""
    name = path.rsplit("!", 1)[-1]
    for _line, _said in _in_text(name, sought):
        yield Trace(path, 0, "tên tệp, địa chỉ", name)
    if any(digest in name for digest in sought.pictures):
        yield Trace(path, 0, "ảnh chân dung", name)
    ending = Path(name).suffix.lower()
    if ending in _ARCHIVES and depth < _DEEPEST:
        yield from _in_archive(path, content, sought, depth)
    elif ending == ".gz" and depth < _DEEPEST:
        with gzip.open(io.BytesIO(content)) as packed:
            yield from _in_file(f"{path}!{name[:-3]}", packed.read(_LARGEST_INFLATED), sought, depth + 1)
    elif ending == ".br" and depth < _DEEPEST:
        yield from _in_file(f"{path}!{name[:-3]}", _unbrotlied(content), sought, depth + 1)
    elif ending == ".pdf":
        yield from (Trace(path, page, "PDF", said) for page, said in _in_pdf(content, sought))
    elif ending in _PICTURES or ending in _FONTS:
        if sought.is_in(content):
            yield Trace(path, 0, "dữ liệu trong tệp", sought.name)
        if ending in _PICTURES:
            yield from (Trace(path, 0, "thông tin kèm theo ảnh", said) for said in _in_metadata(content, sought))
    else:
        text = content.decode("utf-8", errors="ignore")
        yield from (Trace(path, line, "chữ", said) for line, said in _in_text(text, sought))


def _in_text(text: str, sought: Sought) -> Iterator[tuple[int, str]]:
    """Line and surroundings of each place in a text."""
    if not sought.words:
        return
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
    if "%" in text and _PERCENT.search(text):
        text = unquote(text)
    if "&" in text:
        text = html.unescape(text)
    text = _UNSEEN.sub("", text)
    folded = fold(text)
    if len(folded) != len(text):  # letters in pieces: put together, each folds to one
        text = unicodedata.normalize("NFC", text)
        folded = fold(text)
    if not any(all(word in folded for word in words) for words in sought.words):
        return
    found = list(_matches(text, folded, sought))
    if not found and "<" in text:  # marked up within the name
        text = _TAG.sub("", text)
        found = list(_matches(text, fold(text), sought))
    yield from found


def _matches(text: str, folded: str, sought: Sought) -> Iterator[tuple[int, str]]:
    for match in sought.pattern.finditer(folded):
        said = text[match.start() : match.end()] if len(text) == len(folded) else match.group()
        if sought.is_meant(said):
            around = slice(max(0, match.start() - _SNIPPET), match.end() + _SNIPPET)
            yield (
                folded.count("\n", 0, match.start()) + 1,
                " ".join((text if len(text) == len(folded) else folded)[around].split()),
            )


def _in_archive(path: str, content: bytes, sought: Sought, depth: int) -> Iterator[Trace]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.comment and sought.is_in(archive.comment):
            yield Trace(path, 0, "ghi chú của tệp nén", sought.name)
        for member in archive.infolist():
            with archive.open(member) as packed:
                yield from _in_file(f"{path}!{member.filename}", packed.read(_LARGEST_INFLATED), sought, depth + 1)


def _unbrotlied(content: bytes) -> bytes:
    import brotli  # noqa: PLC0415 - only where a site has such copies

    found: bytes = brotli.decompress(content)
    return found


def _in_pdf(content: bytes, sought: Sought) -> Iterator[tuple[int, str]]:
    """Page and surroundings of each place in the pages' texts; page 0 for what a PDF says of itself."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - only where there are PDFs

    document = PdfDocument(content)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            for _line, said in _in_text(text.get_text_range().replace("\r\n", " "), sought):
                yield number + 1, said
        told = "\n".join([*document.get_metadata_dict().values(), *_strings_of(content)])
    finally:
        document.close()
    yield from ((0, said) for _line, said in _in_text(told, sought))


def _strings_of(content: bytes) -> Iterator[str]:
    """Texts in a PDF's objects: bookmarks, descriptions of pictures, XMP."""
    for part in (content, *_inflated(content)):
        for found in _HEXADECIMAL.finditer(part):
            yield bytes.fromhex(found[1].decode()).decode("utf-16-be", errors="ignore")[1:]
        yield part.decode("utf-8", errors="ignore")
        if b"\xfe\xff" in part:
            yield from (each.decode("utf-16-be", errors="ignore") for each in part.split(b"\xfe\xff")[1:])


def _inflated(content: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(content):
        inflating = zlib.decompressobj()
        try:
            inflated = inflating.decompress(found[1], _LARGEST_INFLATED)
        except zlib.error:
            continue  # a picture, or a font
        if not inflated.startswith((b"\x00\x01\x00\x00", b"OTTO", b"true")):
            yield inflated


def _in_metadata(content: bytes, sought: Sought) -> Iterator[str]:
    texts = _png_texts(content) if content.startswith(_PNG) else _exif_texts(content)
    yield from (said for text in texts for _line, said in _in_text(text, sought))


def _png_texts(content: bytes) -> Iterator[str]:
    """The texts in a PNG's chunks, packed ones too; Pillow would decode the whole picture first.

    *Source*: W3C, Portable Network Graphics, third edition, 11.3.3.
    """
    place = len(_PNG)
    while place + 8 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        place += length + 12
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            yield data.decode("utf-8", errors="ignore")
            for start in (each.start() for each in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)):
                with suppress(zlib.error):
                    yield (
                        zlib.decompressobj()
                        .decompress(data[start:], _LARGEST_INFLATED)
                        .decode("utf-8", errors="ignore")
                    )


def _exif_texts(content: bytes) -> Iterator[str]:
    from PIL import Image  # noqa: PLC0415 - only where there are pictures

    with Image.open(io.BytesIO(content)) as image:
        exif = image.getexif()
        values = [*exif.values(), *exif.get_ifd(0x8769).values(), *image.info.values()]
    for value in values:
        text = value.decode("utf-8", errors="ignore") if isinstance(value, bytes) else value
        if isinstance(text, str):
            yield text


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
