"""Pictures: whole or not, and how large."""

import hashlib
import io
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.load.files import Files
from generator.problems import Location, Rule

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

LARGEST_IMAGE_BYTES = 40_000_000
LARGEST_IMAGE_PIXELS = 100_000_000
_EXIF_DETAILS = 0x8769
_WINDOWS_TEXTS = range(
    0x9C9B, 0x9CA0
)  # title, comment, author, keywords, subject: UTF-16. Source: Exiv2's list of tags
_IN_UNICODE = b"UNICODE\0"  # how EXIF's own comment says what it is written in
_LONGEST_TEXT = 20_000


class Image(NamedTuple):
    """A whole image: its size as shown (EXIF orientation applied), its digest, and what was written into its file."""

    width_px: int
    height_px: int
    digest: str
    said: tuple[str, ...]


def images(files: Files, paths: Sequence[str]) -> list[Image | None]:
    """What is known of whole images; None for what is none.

    In the order of `paths`. Decoding releases the interpreter lock, so threads share the work.
    """
    with warnings.catch_warnings(), ThreadPoolExecutor() as pool:  # the filters are global: set them once
        warnings.simplefilter("ignore")  # Pillow warns of odd EXIF data in pictures that are whole
        return list(pool.map(partial(_image, files), paths))


def _image(files: Files, path: str) -> Image | None:
    content = files.read(path, LARGEST_IMAGE_BYTES)
    if content is None:
        return None
    found = _whole(content)
    if found is None:
        files.report(
            Location(path),
            Rule.IMAGE,
            "Cần một ảnh JPEG, PNG hoặc WebP nguyên vẹn, nhưng tệp hỏng, bị cắt cụt hoặc không phải ảnh.",
            "Xuất lại ảnh từ máy ảnh hay điện thoại rồi chép đè lên.",
        )
        return None
    (width_px, height_px), said = found
    return Image(width_px, height_px, hashlib.sha256(content).hexdigest(), said)


def _whole(content: bytes) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """The size of a whole image and the texts in its file; None when it is broken, or too large to open."""
    from PIL import Image  # noqa: PLC0415 - costs 60 ms that `--help` need not pay

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > LARGEST_IMAGE_PIXELS:
                return None
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            size = (image.height, image.width) if turned else image.size
            # A JPEG decodes at an eighth: whole, but quick.
            image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
            said = tuple(_texts(image))  # only now: a PNG may say more behind its pixels
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None  # Pillow's ways of saying: not a whole image
    return size, said


def _texts(image: "Opened") -> Iterator[str]:
    """What cameras and programs wrote into an image: EXIF, IPTC, comments, XMP, PNG's texts. Numbers say nothing here."""
    exif = image.getexif()
    for tag, value in (*exif.items(), *exif.get_ifd(_EXIF_DETAILS).items(), *image.info.items()):
        if tag in ("exif", "icc_profile"):
            continue
        for each in (
            value.values() if isinstance(value, dict) else (value,)
        ):  # a dict: Photoshop's records, of which IPTC is one
            text = _decoded(tag, each) if isinstance(each, bytes) else each
            if isinstance(text, str) and text.strip("\0 "):
                yield text.strip("\0 ")[:_LONGEST_TEXT]


def _decoded(tag: object, value: bytes) -> str:
    if isinstance(tag, int) and tag in _WINDOWS_TEXTS:
        return value.decode("utf-16-le", errors="ignore")
    if value.startswith(_IN_UNICODE):
        value = value.removeprefix(_IN_UNICODE)  # in an order of bytes that nobody states: read in both
        return "\n".join(value.decode(order, errors="ignore") for order in ("utf-16-le", "utf-16-be"))
    return value.decode("utf-8", errors="ignore")
