"""Published pictures: re-encoded, upright, in the sizes and encodings pages ask for, and nothing but pixels.

Metadata (where and when a photo was taken, and by whose phone) does not survive: the new file is made
from decoded pixels only.
"""

import io
import os
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from generator import routes
from generator.editorial import Publication, PublishedPhoto
from generator.encodings import ENCODINGS, Encoding
from generator.model import Picture
from generator.render.outputs import Output

if TYPE_CHECKING:
    from PIL.Image import Image


def photos(publication: Publication) -> Iterator[Output]:
    """Every file of every picture that a page shows, once; those of one picture follow one another."""
    made: set[str] = set()
    for photo in _shown(publication):
        files = [(encoding, file) for encoding in ENCODINGS for file in routes.photo_files(photo, encoding)]
        largest = files[0][1]
        for encoding, file in files:
            if file.path not in made:
                made.add(file.path)
                content = partial(_encoded, photo.picture, encoding, (largest.width_px, largest.height_px), file)
                yield Output(path=file.path, content=content, made_from=f"data/photos/{photo.picture.name}")


def _shown(publication: Publication) -> Iterator[PublishedPhoto]:
    for initiative in publication.initiatives:
        if initiative.disclosed:
            yield from initiative.disclosed.photos
    yield from (person.portrait for person in publication.people if person.portrait)


def _encoded(picture: Picture, encoding: Encoding, largest_px: tuple[int, int], file: routes.PhotoFile) -> bytes:
    """One published file: the picture, of which no file is larger than `largest_px`, in its size and encoding."""
    from PIL import Image  # noqa: PLC0415 - only where pictures are made

    seen = _seen(picture, largest_px)
    resized = seen.resize((file.width_px, file.height_px), Image.Resampling.LANCZOS)
    resized.info.clear()  # what an encoder finds here it may write: a profile of colours even says when it was made
    target = io.BytesIO()
    resized.save(target, encoding.name, **encoding.settings)
    return target.getvalue()


# A 12-megapixel photograph takes 250 ms to decode and shrink, as long as all its files take to encode: with the last
# few pictures at hand that is paid once. `write` makes the files of one picture on one core, so one a core will do.
@lru_cache(maxsize=os.cpu_count() or 1)
def _seen(picture: Picture, size_px: tuple[int, int]) -> "Image":
    """What is to be seen of the picture, in the web's colours and the given size; not to be changed: it is kept."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    with Image.open(picture.path) as source:
        upright = ImageOps.exif_transpose(source)
        if upright.mode.startswith("I"):  # 16 bits of grey, of which converting would keep the lowest
            upright = upright.convert("I").point(lambda level: level * (1 / 257)).convert("L")
        opaque = Image.new("RGB", upright.size, "white")
        if upright.has_transparency_data:
            layer = upright.convert("RGBA")
            opaque.paste(layer, mask=layer.getchannel("A"))
        else:
            opaque.paste(upright.convert("RGB"))
        seen = _in_srgb(opaque, source.info.get("icc_profile"))
        return seen.resize(size_px, Image.Resampling.LANCZOS, reducing_gap=2.0)


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
