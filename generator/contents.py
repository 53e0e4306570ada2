"""What can be read in a file: its text, what is packed in it, the pages of a PDF, what is written beside a picture.

Bytes in, texts out; who is looked for is not known here. A file is known by how it begins, whatever its name says.
What a picture shows is not read: the pixels of a PNG or a JPEG are passed over, and every other byte is read.
"""

import base64
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

DEEPEST = 4
"""Files within files: a workbook in a pack that is compressed is three."""
LARGEST_BYTES = 200_000_000
"""Of what is unpacked: a bomb is not read to its end, and is said not to have been."""

TEXT, PDF, NAME = "chữ", "PDF", "tên tệp, địa chỉ"
PACKED, PICTURE, DATA = "ghi chú của tệp nén", "thông tin kèm theo ảnh", "dữ liệu trong tệp"
UNREAD = "không mở được để tìm"
BYTES = (PACKED, PICTURE, DATA)
"""The kinds of texts that stand among other bytes: what comes before one may look like a letter."""

_PNG, _JPEG, _ZIP, _GZIP, _PDF = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    (b"PK\x03\x04", b"PK\x05\x06"),
    b"\x1f\x8b",
    b"%PDF-",
)
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_PICTURES = (".jpg", ".jpeg", ".png", ".avif", ".webp", ".ico", ".gif")
_PIXELS = (b"IDAT", b"fdAT", b"IHDR", b"PLTE", b"tRNS")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
# Within the pixels of a JPEG no byte but 0 and the marks of a restart follow a byte 255.
_JPEG_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
_EMBEDDED = re.compile(r"data:[\w.+/-]{0,80}(?:;[\w=.-]{1,40})*;base64,([A-Za-z0-9+/=\s]{16,})")

# Six letters and signs in a row as they are written in Vietnam: of bytes that are no text, what may be one.
_LEGIBLE = re.compile("[ -~\t\n\r\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u203a]{6,}")
_ILLEGIBLE = " \ua66e "  # a letter of no name, so that none goes on behind it

_STREAM_OF_TEXT = re.compile(rb"/(?:ObjStm|Metadata|XML|EmbeddedFile|XFA)\b")
_DICTIONARY_BYTES = 400  # before a stream stands what it is
_HEXADECIMAL = re.compile(rb"<([0-9a-fA-F\s]{8,})>")
_LITERAL = re.compile(rb"\(([^\\()]*(?:\\.[^\\()]*)*)\)", re.DOTALL)
_LITERAL_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """A text in a file: a member of an archive follows after "!" in `path`.

    `kind` says in Vietnamese what it is. `page` is that of a PDF, 0 where there are no pages and no lines, and None where
    lines can be counted. A text that could not be read has the kind `UNREAD`.
    """

    path: str
    kind: str
    text: str
    page: int | None = None


Pages = Callable[[bytes], list[Told]]
"""How the pages of a PDF are read; whoever has read them before may say so."""


def texts(path: str, content: bytes, pages: Pages | None = None, depth: int = 0) -> Iterator[Told]:
    """Every text in a file, its own name first. `pages` are asked for a PDF's, whose `path` is then replaced."""
    own = path.rsplit("!", 1)[-1]
    yield Told(path, NAME, own, 0)
    if depth > DEEPEST:
        yield Told(path, UNREAD, "lồng quá sâu", 0)
    elif content.startswith(_ZIP):
        yield from _archive(path, content, pages, depth)
    elif content.startswith(_GZIP) or own.endswith(".br"):
        yield from _compressed(path, content, pages, depth)
    elif content.startswith(_PDF):
        yield from (Told(path, each.kind, each.text, each.page) for each in (pages or pdf)(content))
    elif content.startswith(_PNG):
        yield from (Told(path, PICTURE, each, 0) for each in _beside_png(content))
    elif content.startswith(_JPEG):
        yield from (Told(path, PICTURE, each, 0) for each in _beside_jpeg(content))
    else:
        yield from _plain(path, own, content, pages, depth)


def _plain(path: str, own: str, content: bytes, pages: Pages | None, depth: int) -> Iterator[Told]:
    """A file of text, else of anything: its bytes as whatever text they could be."""
    encoding = _WIDE.get(content[:2], "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text:
        kind = PICTURE if Path(own).suffix.lower() in _PICTURES else DATA
        yield from (Told(path, kind, each, 0) for each in _anything(content))
        return
    yield Told(path, TEXT, text)
    if text.startswith("BEGIN:VCALENDAR"):  # RFC 5545, 3.1: lines are folded within words
        yield Told(path, TEXT, re.sub(r"\r?\n[ \t]", "", text))
    if "base64," in text:
        for number, found in enumerate(_EMBEDDED.finditer(text), start=1):
            inside = base64.b64decode(re.sub(r"[\s=]", "", found[1]) + "==", validate=False)
            yield from texts(f"{path}!{number}", inside, pages, depth + 1)


def _anything(content: bytes) -> Iterator[str]:
    """What is legible in bytes, in each way in which programs write texts among other things."""
    whole = [content.decode(encoding, errors="replace") for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    whole += [content[1:].decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be")]
    for start in (each.start() for each in _ZLIB.finditer(content)):
        try:
            inflated = zlib.decompressobj().decompress(memoryview(content)[start:], LARGEST_BYTES)
        except zlib.error:
            continue  # two bytes that only look like the beginning of something packed
        whole.append(inflated.decode("utf-8", errors="replace"))
    yield from (found for each in whole if (found := _ILLEGIBLE.join(_LEGIBLE.findall(each))))


def _archive(path: str, content: bytes, pages: Pages | None, depth: int) -> Iterator[Told]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (Told(path, PACKED, each, 0) for each in _anything(archive.comment))
            for member in archive.infolist():
                yield from (Told(path, PACKED, each, 0) for each in _anything(member.comment + member.extra))
                with archive.open(member) as packed:
                    inside = packed.read(LARGEST_BYTES + 1)
                yield from _unpacked(f"{path}!{member.filename}", inside, pages, depth)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        yield Told(path, UNREAD, f"{error}", 0)  # zipfile says so of broken, locked and unknown ones


def _compressed(path: str, content: bytes, pages: Pages | None, depth: int) -> Iterator[Told]:
    try:
        if content.startswith(_GZIP):
            yield from (Told(path, PACKED, each, 0) for each in _anything(content[:1000].split(b"\0", 1)[0]))
            with gzip.open(io.BytesIO(content)) as packed:
                inside = packed.read(LARGEST_BYTES + 1)
        else:
            import brotli  # noqa: PLC0415 - only where a site has such copies

            inside = brotli.decompress(content)
    except Exception as error:  # noqa: BLE001 - each program raises its own, and all mean the same
        yield Told(path, UNREAD, f"{error}", 0)
        return
    yield from _unpacked(f"{path}!{Path(path.rsplit('!', 1)[-1]).stem}", inside, pages, depth)


def _unpacked(path: str, inside: bytes, pages: Pages | None, depth: int) -> Iterator[Told]:
    if len(inside) > LARGEST_BYTES:
        yield Told(path, UNREAD, "quá lớn", 0)
    yield from texts(path, inside[:LARGEST_BYTES], pages, depth + 1)


def pdf(content: bytes) -> list[Told]:
    """The texts of a PDF's pages, then, as page 0, what it says of itself; without a path."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - only where there are PDFs

    found: list[Told] = []
    try:
        document = PdfDocument(content)
        try:
            for number in range(len(document)):
                text = document[number].get_textpage().get_text_range()
                found.append(Told("", PDF, text.replace("\r\n", "\n"), number + 1))
            found.append(Told("", PDF, "\n".join(document.get_metadata_dict().values()), 0))
        finally:
            document.close()
    except Exception as error:  # noqa: BLE001 - whatever the reader says, the pages were not read
        found.append(Told("", UNREAD, f"{error}", 0))
    found.append(Told("", PDF, "\n".join(_strings(content)), 0))
    return found


def _strings(content: bytes) -> Iterator[str]:
    """Texts in a PDF's objects: bookmarks, descriptions of pictures, XMP, enclosed files.

    *Source*: ISO 32000-1, 7.3.4 and 7.9.2: strings are literal or hexadecimal, in UTF-16 behind its mark, or in bytes.
    """
    parts, place = [], 0
    while (start := content.find(b"stream", place)) >= 0 and (end := content.find(b"endstream", start)) >= 0:
        parts.append(content[place:start])
        if _STREAM_OF_TEXT.search(content, max(place, start - _DICTIONARY_BYTES), start):
            stream = content[start + len(b"stream") : end].removeprefix(b"\r").removeprefix(b"\n")
            try:
                parts.append(zlib.decompressobj().decompress(stream, LARGEST_BYTES))
            except zlib.error:
                parts.append(stream)  # as it is
        place = end + len(b"endstream")
    parts.append(content[place:])
    whole = b"\n".join(parts)
    yield whole.decode("utf-8", errors="ignore")
    for hexadecimal in _HEXADECIMAL.finditer(whole):
        digits = b"".join(hexadecimal[1].split()).decode()
        yield _string(bytes.fromhex(digits + "0" * (len(digits) % 2)))
    for literal in _LITERAL.finditer(whole):
        yield _string(_LITERAL_ESCAPE.sub(_unescaped, literal[1]) if b"\\" in literal[1] else literal[1])
    if b"\xfe\xff" in whole:
        yield from (each.decode("utf-16-be", errors="ignore") for each in whole.split(b"\xfe\xff")[1:])


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b"", b"\r\n": b"", b"\r": b""}.get(found[2], found[2])


def _string(content: bytes) -> str:
    encoding = _WIDE.get(content[:2], "utf-8")
    return content.decode(encoding, errors="ignore").removeprefix("\ufeff")


def _beside_png(content: bytes) -> Iterator[str]:
    """What stands in a PNG beside its pixels, and behind its end.

    *Source*: W3C, Portable Network Graphics, third edition, 5.3.
    """
    place, rest = len(_PNG), []
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        place += length + 12
        if kind not in _PIXELS:
            rest.append(data)
        if kind == b"IEND":
            break
    rest.append(content[place:])
    yield from (text for each in rest if each for text in _anything(each))


def _beside_jpeg(content: bytes) -> Iterator[str]:
    """What stands in a JPEG beside its pixels, and behind its end.

    *Source*: ITU-T T.81, B.1.1: segments begin with 255 and their kind, then their length in two bytes.
    """
    place, rest = 2, []
    while place + 4 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - as said above
        kind = content[place + 1]
        if kind == 0xFF:  # noqa: PLR2004 - a byte that only fills
            place += 1
            continue
        if kind == _JPEG_END:
            place += 2
            break
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        rest.append(content[place + 4 : end])
        if kind == _JPEG_SCAN:
            mark = _JPEG_MARK.search(content, end)
            end = mark.start() if mark else len(content)
        place = end
    rest.append(content[place:])
    yield from _anything(b"\n\n".join(each for each in rest if each))
