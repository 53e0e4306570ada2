"""Published pictures: re-encoded, upright, in the sizes pages ask for, and carrying nothing but pixels.

Metadata (where and when a photo was taken, and by whose phone) does not survive: the new file is made
from decoded pixels only.
"""

import io
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from generator import routes
from generator.editorial import Publication, PublishedPhoto
from generator.model import Picture
from generator.render.outputs import Output

if TYPE_CHECKING:
    from PIL.Image import Image

JPEG_QUALITY = 82  # below, flat colour shows blocks; above, files grow faster than they gain


def photos(publication: Publication) -> Iterator[Output]:
    """Every size of every picture that a page shows, once."""
    made: set[str] = set()
    for photo in _shown(publication):
        for path, width_px, height_px in routes.photo_files(photo):
            if path not in made:
                made.add(path)
                content = partial(_encoded, photo.picture, width_px, height_px)
                yield Output(path=path, content=content, made_from=f"data/photos/{photo.picture.name}")


def _shown(publication: Publication) -> Iterator[PublishedPhoto]:
    for initiative in publication.initiatives:
        if initiative.disclosed:
            yield from initiative.disclosed.photos
    yield from (person.portrait for person in publication.people if person.portrait)


def _encoded(picture: Picture, width_px: int, height_px: int) -> bytes:
    """The picture as a progressive JPEG of the given size."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only where pictures are made

    with Image.open(picture.path) as source:
        upright = ImageOps.exif_transpose(source)
        if upright.mode.startswith("I"):  # 16 bits of grey, of which converting would keep the lowest
            upright = upright.convert("I").point(lambda level: level * (1 / 257)).convert("L")
        opaque = Image.new("RGB", upright.size, "white")
        layer = upright.convert("RGBA")
        opaque.paste(layer, mask=layer.getchannel("A"))
        seen = _in_srgb(opaque, source.info.get("icc_profile"))
        resized = seen.resize((width_px, height_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
        target = io.BytesIO()
        resized.save(target, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return target.getvalue()


def _in_srgb(image: "Image", profile: bytes | None) -> "Image":
    """`image` in the colours of the web: a phone's wider ones would look dull once its profile is gone."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    if not profile:
        return image
    try:
        wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if wide.profile.xcolor_space.strip() != "RGB":
            return image
        seen = ImageCms.profileToProfile(image, wide, ImageCms.createProfile("sRGB"))
    except (OSError, ImageCms.PyCMSError):
        return image  # a broken profile says nothing about the colours
    return seen or image
