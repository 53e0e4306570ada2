"""Published pictures: re-encoded in the sizes and encodings pages ask for, and nothing but pixels."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator import routes
from generator.editorial import Publication, PublishedPhoto
from generator.encodings import ENCODINGS, Encoding
from generator.model import Picture
from generator.render.outputs import Output
from generator.render.pictures import seen
from generator.render.portions import Ground, Portion


def photos(publication: Publication, ground: Ground) -> Iterator[Portion]:
    """Every file of every picture that a page shows; those of one picture follow one another."""
    shown = {(photo.picture.name, photo.kind): photo for photo in _shown(publication)}
    for photo in shown.values():
        yield ground.portion(_files, replace(photo, alt="", caption=None, credit=None))


def _files(photo: PublishedPhoto) -> Iterator[Output]:
    files = [(encoding, file) for encoding in ENCODINGS for file in routes.photo_files(photo, encoding)]
    largest = files[0][1]
    for encoding, file in files:
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

    resized = seen(picture, largest_px).resize((file.width_px, file.height_px), Image.Resampling.LANCZOS)
    resized.info.clear()  # what an encoder finds here it may write: a profile of colours even says when it was made
    target = io.BytesIO()
    resized.save(target, encoding.name, **encoding.settings)
    return target.getvalue()
