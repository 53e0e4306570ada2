"""What is to be seen of a picture file: upright, opaque, in the web's colours, and nothing but pixels.

Metadata (where and when a photo was taken, and by whose phone) does not survive: what comes back is made
from decoded pixels only.
"""

import io
import os
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.model import Picture

if TYPE_CHECKING:
    from PIL.Image import Image


# A 12-megapixel photograph takes 250 ms to decode and shrink, as long as all its files take to encode: with the last
# few pictures at hand that is paid once. `write` makes the files of one picture on one core, so one a core will do.
@lru_cache(maxsize=os.cpu_count() or 1)
def seen(picture: Picture, size_px: tuple[int, int]) -> "Image":
    """What is to be seen of the picture, in the web's colours and the given size; not to be changed: it is kept."""
    from PIL import Image  # noqa: PLC0415 - only where pictures are made

    found = decoded(picture, size_px)
    return found if found.size == size_px else found.resize(size_px, Image.Resampling.LANCZOS, reducing_gap=2.0)


def decoded(picture: Picture, size_px: tuple[int, int]) -> "Image":
    """The same, as large as it comes, which is large enough to be shrunk to the given size.

    Raises ValueError when the file is not the one any more that was read: what is made of it is named by that.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    content = picture.path.read_bytes()
    if sha256(content).hexdigest() != picture.digest:
        raise ValueError("tệp ảnh vừa bị thay; hãy dựng lại")
    with Image.open(io.BytesIO(content)) as source:
        # A JPEG of 60 megapixels need not be decoded whole, which would take half a gigabyte.
        width, height = (
            size_px if picture.width_px * source.height == picture.height_px * source.width else size_px[::-1]
        )
        source.draft(None, (width * 3 // 2, height * 3 // 2))
        ImageOps.exif_transpose(source, in_place=True)
        return _in_srgb(_opaque(source), source.info.get("icc_profile"))


def _opaque(image: "Image") -> "Image":
    """`image` on white, without a copy of what is opaque already: of a photograph each takes milliseconds."""
    from PIL import Image  # noqa: PLC0415 - as above

    image.load()
    if image.mode.startswith("I"):  # 16 bits of grey, of which converting would keep the lowest
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("RGB")
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    layer, ground = image.convert("RGBA"), Image.new("RGB", image.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _in_srgb(image: "Image", profile: bytes | None) -> "Image":
    """`image` in the colours of the web: a phone's wider ones would look dull once its profile is gone."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    if not profile:
        return image
    try:
        wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if wide.profile.xcolor_space.strip() != "RGB":
            return image
        found = ImageCms.profileToProfile(image, wide, ImageCms.createProfile("sRGB"))
    except (OSError, ImageCms.PyCMSError):
        return image  # a broken profile says nothing about the colours
    return found or image
