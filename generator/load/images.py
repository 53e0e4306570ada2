"""Pictures: whole or not, and how large."""

import hashlib
import io
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from generator.load.files import Files
from generator.problems import Location, Rule

LARGEST_IMAGE_BYTES = 40_000_000
LARGEST_IMAGE_PIXELS = 100_000_000


def images(files: Files, paths: Sequence[str]) -> list[tuple[int, int, str] | None]:
    """Width and height in pixels (as shown: EXIF orientation applied) and digest of whole images, or None.

    In the order of `paths`. Decoding releases the interpreter lock, so threads share the work.
    """
    with warnings.catch_warnings(), ThreadPoolExecutor() as pool:  # the filters are global: set them once
        warnings.simplefilter("ignore")  # Pillow warns of odd EXIF data in pictures that are whole
        return list(pool.map(partial(_image, files), paths))


def _image(files: Files, path: str) -> tuple[int, int, str] | None:
    content = files.read(path, LARGEST_IMAGE_BYTES)
    if content is None:
        return None
    size = _image_size(content)
    if size is None:
        files.report(
            Location(path),
            Rule.IMAGE,
            "Cần một ảnh JPEG, PNG hoặc WebP nguyên vẹn, nhưng tệp hỏng, bị cắt cụt hoặc không phải ảnh.",
            "Xuất lại ảnh từ máy ảnh hay điện thoại rồi chép đè lên.",
        )
        return None
    return *size, hashlib.sha256(content).hexdigest()


def _image_size(content: bytes) -> tuple[int, int] | None:
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
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None  # Pillow's ways of saying: not a whole image
    return size
