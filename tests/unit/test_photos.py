"""A published picture is upright, no larger than its source, and carries pixels and nothing else."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from campaigns import AGREED, PHOTO, TEXTS, TODAY, edited, write_campaign
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from generator import editorial, routes
from generator.editorial import Publication
from generator.parse import parse
from generator.render.outputs import Output
from generator.render.photos import photos

RED, GREEN, BLUE, BLACK = (200, 30, 30), (30, 160, 40), (40, 60, 200), (20, 20, 20)
SECRET = b"BI-MAT-CUA-MAY-ANH"
TRANSPOSE = Image.Transpose
# The tag an image carries after it was turned so: undoing it makes the image upright.
STORED: Mapping[int, TRANSPOSE | None] = {
    1: None,
    2: TRANSPOSE.FLIP_LEFT_RIGHT,
    3: TRANSPOSE.ROTATE_180,
    4: TRANSPOSE.FLIP_TOP_BOTTOM,
    5: TRANSPOSE.TRANSPOSE,
    6: TRANSPOSE.ROTATE_90,
    7: TRANSPOSE.TRANSVERSE,
    8: TRANSPOSE.ROTATE_270,
}


def quarters(width_px: int = 320, height_px: int = 200) -> Image.Image:
    """Make an image that shows which way is up: red, green, blue and black by quarters."""
    image = Image.new("RGB", (width_px, height_px), BLACK)
    image.paste(RED, (0, 0, width_px // 2, height_px // 2))
    image.paste(GREEN, (width_px // 2, 0, width_px, height_px // 2))
    image.paste(BLUE, (0, height_px // 2, width_px // 2, height_px))
    return image


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The colours at the middles of the quarters, in the order of `quarters`."""
    places = [(x, y) for y in (1, 3) for x in (1, 3)]
    found = [image.getpixel((image.width * x // 4, image.height * y // 4)) for x, y in places]
    return [(colour[0], colour[1], colour[2]) for colour in found if isinstance(colour, tuple)]


def near(found: list[tuple[int, int, int]], wanted: list[tuple[int, int, int]]) -> bool:
    """Whether the colours are the same but for what JPEG loses."""
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= 12 for one, other in pairs for a, b in zip(one, other, strict=True))


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def publication(root: Path, content: bytes) -> Publication:
    return editorial.publish(parse(write_campaign(root, {PHOTO: content})).campaign(), TODAY)


def published(root: Path, content: bytes) -> dict[str, bytes]:
    """The files made of a campaign whose one photo is `content`, by path, largest first."""
    return {each.path: made(each) for each in photos(publication(root, content))}


def made(output: Output) -> bytes:
    assert callable(output.content)
    return output.content()


def markers(content: bytes) -> list[int]:
    """The markers of a JPEG file's segments, up to the first scan."""
    found, position = [], 2
    while content[position] == 0xFF and content[position + 1] != 0xDA:
        found.append(content[position + 1])
        position += 2 + int.from_bytes(content[position + 2 : position + 4])
    return found


def exif() -> Image.Exif:
    """Make what a phone writes: who made it, when, and where."""
    tags = Image.Exif()
    tags[0x010F] = SECRET.decode()  # maker
    tags[0x013B] = SECRET.decode()  # artist
    tags[0x0132] = "2022:05:01 10:00:00"
    tags.get_ifd(0x8825).update({1: "N", 2: (IFDRational(11), IFDRational(33), IFDRational(5)), 29: SECRET.decode()})
    return tags


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
TEXT = PngImagePlugin.PngInfo()
TEXT.add_text("Comment", SECRET.decode())
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"exif": exif(), "xmp": XMP, "icc_profile": PROFILE, "comment": SECRET}),
        ("PNG", {"exif": exif(), "pnginfo": TEXT, "icc_profile": PROFILE}),
        ("WEBP", {"exif": exif(), "xmp": XMP, "icc_profile": PROFILE}),
    ],
)
def test_nothing_but_pixels_is_published(tmp_path: Path, kind: str, options: dict[str, object]) -> None:
    source = saved(quarters(), kind, **options)
    assert SECRET in source
    for path, content in published(tmp_path, source).items():
        assert SECRET not in content
        assert path.startswith("anh/")
        assert "den" not in path
        # JFIF's own head, tables and one progressive frame: no APP1 to APP15 (EXIF, XMP, ICC), no comment.
        assert set(markers(content)) <= {0xE0, 0xDB, 0xC4, 0xC2}
        with Image.open(io.BytesIO(content)) as image:
            assert dict(image.getexif()) == {}
            assert image.info.keys() <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }


@pytest.mark.parametrize("orientation", STORED)
def test_a_picture_stands_upright(tmp_path: Path, orientation: int) -> None:
    upright = quarters()
    turn = STORED[orientation]
    tags = Image.Exif()
    tags[0x0112] = orientation
    source = saved(upright.transpose(turn) if turn is not None else upright, exif=tags, quality=95)
    shown = publication(tmp_path, source)
    assert shown.initiatives[0].disclosed is not None
    (photo,) = shown.initiatives[0].disclosed.photos
    assert (photo.picture.width_px, photo.picture.height_px) == (320, 200)
    (output,) = photos(shown)
    with Image.open(io.BytesIO(made(output))) as image:
        assert image.size == (320, 200)
        assert near(corners(image), [RED, GREEN, BLUE, BLACK])


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((2400, 1600), [(1200, 800), (480, 320)]),
        ((1200, 801), [(1200, 801), (480, 320)]),
        ((700, 500), [(700, 500), (480, 343)]),
        ((480, 300), [(480, 300)]),
        ((10, 7), [(10, 7)]),
        ((1000, 1), [(1000, 1), (480, 1)]),
    ],
)
def test_no_size_is_larger_than_the_source(tmp_path: Path, size: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    shown = publication(tmp_path, saved(quarters(*size)))
    assert shown.initiatives[0].disclosed is not None
    (photo,) = shown.initiatives[0].disclosed.photos
    promised = routes.photo_files(photo)
    assert [(width, height) for _path, width, height in promised] == sizes
    outputs = list(photos(shown))
    assert [each.path for each in outputs] == [path for path, _width, _height in promised]
    for output, wanted in zip(outputs, sizes, strict=True):
        with Image.open(io.BytesIO(made(output))) as image:
            assert image.size == wanted
            assert image.format == "JPEG"


def test_a_portrait_comes_in_its_own_sizes_and_a_picture_shown_twice_is_made_once(tmp_path: Path) -> None:
    portrait = {AGREED: TEXTS[AGREED] + "portrait: {file: den.jpg, alt: Chân dung}\n"}
    root = write_campaign(tmp_path, {PHOTO: saved(quarters(700, 700)), **portrait})
    shown = editorial.publish(parse(root).campaign(), TODAY)
    widths = [int(each.path.rsplit("-", 1)[1].removesuffix(".jpg")) for each in photos(shown)]
    assert widths == [700, 480, 640, 240]
    small = write_campaign(tmp_path, {PHOTO: saved(quarters(200, 200)), **portrait})
    assert len(list(photos(editorial.publish(parse(small).campaign(), TODAY)))) == 1


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 160, 100))
    image.paste((255, 0, 0, 128), (160, 0, 320, 100))
    (content,) = published(tmp_path, saved(image, "PNG")).values()
    with Image.open(io.BytesIO(content)) as shown:
        assert shown.mode == "RGB"
        assert near(corners(shown), [(255, 255, 255), (255, 127, 127), BLUE, BLACK])


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("I;16", "PNG"), ("RGBA", "WEBP")],
)
def test_every_kind_of_picture_becomes_a_plain_one(tmp_path: Path, mode: str, kind: str) -> None:
    plain = quarters()
    image = (
        plain.convert("I").point(lambda level: level * 257).convert("I;16") if mode == "I;16" else plain.convert(mode)
    )
    (content,) = published(tmp_path, saved(image, kind)).values()
    with Image.open(io.BytesIO(content)) as shown:
        assert shown.mode == "RGB"
        bright = [sum(colour) for colour in corners(shown)]
        assert bright[3] < min(bright[:3])
        assert max(bright) < 3 * 255 or mode == "1"


def test_a_phones_wide_colours_are_brought_to_the_webs(tmp_path: Path) -> None:
    wide = swapped_profile()
    (content,) = published(tmp_path, saved(quarters(), quality=95, icc_profile=wide)).values()
    with Image.open(io.BytesIO(content)) as shown:
        assert near(corners(shown), [(green, red, blue) for red, green, blue in (RED, GREEN, BLUE, BLACK)])


def test_a_broken_profile_leaves_the_colours_alone(tmp_path: Path) -> None:
    (content,) = published(tmp_path, saved(quarters(), quality=95, icc_profile=b"no profile")).values()
    with Image.open(io.BytesIO(content)) as shown:
        assert near(corners(shown), [RED, GREEN, BLUE, BLACK])


def swapped_profile() -> bytes:
    """Make a profile whose red is green and whose green is red: nobody can take it for sRGB."""
    return PROFILE.replace(b"rXYZ", b"temp", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"temp", b"gXYZ", 1)


def test_the_same_picture_is_the_same_bytes(tmp_path: Path) -> None:
    source = saved(quarters(1300, 900), exif=exif())
    assert published(tmp_path / "a", source) == published(tmp_path / "b", source)


def test_what_is_not_shown_is_not_made(tmp_path: Path) -> None:
    for changes in (
        edited("data/initiatives/den-tiet-kiem.yml", ("status: approved", "status: review")),
        edited("data/initiatives/den-tiet-kiem.yml", ("status: approved", "status: approved\ndisclosure: title-only")),
    ):
        root = write_campaign(tmp_path, changes)
        assert list(photos(editorial.publish(parse(root).campaign(), date(2022, 7, 15)))) == []
