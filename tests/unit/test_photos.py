"""A published picture is upright, no larger than its source, carries pixels and nothing else, and is made once."""

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from campaigns import AGREED, PHOTO, TEXTS, TODAY, Changes, edited, write_campaign
from made import made_by, together
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from generator import editorial, encodings, progress, routes
from generator.editorial import Publication, PublishedPhoto
from generator.encodings import AVIF, ENCODINGS, JPEG, Encoding
from generator.parse import parse
from generator.problems import Failure
from generator.render.outputs import Output
from generator.render.photos import photos
from generator.write import write

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


def camera(width_px: int, height_px: int) -> Image.Image:
    """Make an image with detail of every size, as photographs have it: noise that falls with its frequency, on a slope.

    Source of the fall: Field, "Relations between the statistics of natural images", JOSA A 4(12), 1987.
    """
    random = np.random.default_rng(1)
    frequency = np.hypot(np.fft.fftfreq(height_px)[:, None], np.fft.rfftfreq(width_px))
    frequency[0, 0] = 1
    shapes = [random.normal(size=frequency.shape) + 1j * random.normal(size=frequency.shape) for _colour in range(3)]
    planes = [np.fft.irfft2(shape / frequency**1.25, (height_px, width_px)) for shape in shapes]
    tones = [plane / plane.std() for plane in planes]
    colours = np.stack([tones[0] + 0.35 * tone for tone in tones], axis=-1)
    slope = np.linspace(-40, 40, height_px)[:, None, None]
    grain = random.normal(0, 4, (height_px, width_px, 1))
    return Image.fromarray(np.clip(110 + 35 * colours + slope + grain, 0, 255).astype(np.uint8))


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The mean colours of the quarters, in the order of `quarters`."""
    means = image.resize((2, 2), Image.Resampling.BOX)
    found = [means.getpixel(place) for place in ((0, 0), (1, 0), (0, 1), (1, 1))]
    return [(colour[0], colour[1], colour[2]) for colour in found if isinstance(colour, tuple)]


def near(found: list[tuple[int, int, int]], wanted: list[tuple[int, int, int]]) -> bool:
    """Whether the colours are the same but for what encoding loses."""
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= 12 for one, other in pairs for a, b in zip(one, other, strict=True))


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def publication(root: Path, content: bytes) -> Publication:
    return editorial.publish(parse(write_campaign(root, {PHOTO: content})).campaign(), TODAY)


def files(shown: Publication) -> list[Output]:
    """The files of all its pictures."""
    return made_by(photos, progress.report(shown), shown)


def the_photo(shown: Publication) -> PublishedPhoto:
    """The only picture of the publication."""
    assert shown.initiatives[0].disclosed is not None
    (photo,) = shown.initiatives[0].disclosed.photos
    return photo


def published(root: Path, content: bytes) -> dict[str, bytes]:
    """The files made of a campaign whose one photo is `content`, by path."""
    return {each.path: made(each) for each in files(publication(root, content))}


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


def boxes(content: bytes) -> dict[bytes, bytes]:
    """The boxes of an AVIF file by their types, in the order they stand."""
    found, position = {}, 0
    while position < len(content):
        length = int.from_bytes(content[position : position + 4])
        kind = content[position + 4 : position + 8]
        assert length >= 8
        assert kind not in found
        found[kind] = content[position + 8 : position + length]
        position += length
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
    files = published(tmp_path, source)
    assert {path.rsplit(".")[1] for path in files} == {"jpg", "avif"}
    for path, content in files.items():
        assert SECRET not in content
        assert path.startswith("anh/")
        assert "den" not in path
        with Image.open(io.BytesIO(content)) as image:
            assert dict(image.getexif()) == {}
            assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
        if path.endswith(".jpg"):
            # JFIF's own head, tables and one progressive frame: no APP1 to APP15 (EXIF, XMP, ICC), no comment.
            assert set(markers(content)) <= {0xE0, 0xDB, 0xC4, 0xC2}
        else:
            # One item, the picture itself: no EXIF, no XMP ("mime"), no thumbnail; and no ICC profile of its colours.
            assert [*boxes(content)] == [b"ftyp", b"meta", b"mdat"]
            meta = boxes(content)[b"meta"]
            assert meta.count(b"infe") == 1
            assert meta.count(b"av01") == 1
            assert b"colrnclx" in meta
            assert not any(kind in meta for kind in (b"Exif", b"mime", b"thmb", b"prof", b"rICC"))


@pytest.mark.parametrize("orientation", STORED)
def test_a_picture_stands_upright(tmp_path: Path, orientation: int) -> None:
    upright = quarters()
    turn = STORED[orientation]
    tags = Image.Exif()
    tags[0x0112] = orientation
    source = saved(upright.transpose(turn) if turn is not None else upright, exif=tags, quality=95)
    shown = publication(tmp_path, source)
    photo = the_photo(shown)
    assert (photo.picture.width_px, photo.picture.height_px) == (320, 200)
    made_of = files(shown)
    assert len(made_of) == len(ENCODINGS)
    for output in made_of:
        with Image.open(io.BytesIO(made(output))) as image:
            assert image.size == (320, 200)
            assert near(corners(image), [RED, GREEN, BLUE, BLACK])


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((2400, 1600), [(1200, 800), (800, 533), (480, 320)]),
        ((1200, 801), [(1200, 801), (800, 534), (480, 320)]),
        ((700, 500), [(700, 500), (480, 343)]),
        ((480, 300), [(480, 300)]),
        ((10, 7), [(10, 7)]),
        ((1000, 1), [(1000, 1), (800, 1), (480, 1)]),
    ],
)
def test_no_size_is_larger_than_the_source(tmp_path: Path, size: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    shown = publication(tmp_path, saved(quarters(*size)))
    photo = the_photo(shown)
    contents = {each.path: made(each) for each in files(shown)}
    for encoding in ENCODINGS:
        promised = routes.photo_files(photo, encoding)
        assert [(width, height) for _path, width, height in promised] == sizes
        for path, width_px, height_px in promised:
            with Image.open(io.BytesIO(contents.pop(path))) as image:
                assert image.size == (width_px, height_px)
                assert image.format == encoding.name
                assert path.endswith(f".{encoding.suffix}")
    assert contents == {}


def test_a_portrait_comes_in_its_own_sizes_and_a_picture_shown_twice_is_made_once(tmp_path: Path) -> None:
    portrait = {AGREED: TEXTS[AGREED] + "portrait: {file: den.jpg, alt: Chân dung}\n"}
    root = write_campaign(tmp_path, {PHOTO: saved(quarters(700, 700)), **portrait})
    shown = editorial.publish(parse(root).campaign(), TODAY)
    widths = [int(each.path.split("-")[1]) for each in files(shown) if each.path.endswith(".avif")]
    assert widths == [700, 480, 640, 360, 200]
    small = write_campaign(tmp_path, {PHOTO: saved(quarters(200, 200)), **portrait})
    assert len({each.path for each in files(editorial.publish(parse(small).campaign(), TODAY))}) == len(ENCODINGS)


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 160, 100))
    image.paste((255, 0, 0, 128), (160, 0, 320, 100))
    for content in published(tmp_path, saved(image, "PNG")).values():
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
    for content in published(tmp_path, saved(image, kind)).values():
        with Image.open(io.BytesIO(content)) as shown:
            assert shown.mode == "RGB"
            bright = [sum(colour) for colour in corners(shown)]
            assert bright[3] < min(bright[:3])
            assert max(bright) < 3 * 255 or mode == "1"


def test_a_phones_wide_colours_are_brought_to_the_webs(tmp_path: Path) -> None:
    wide = swapped_profile()
    for content in published(tmp_path, saved(quarters(), quality=95, icc_profile=wide)).values():
        with Image.open(io.BytesIO(content)) as shown:
            assert near(corners(shown), [(green, red, blue) for red, green, blue in (RED, GREEN, BLUE, BLACK)])


def test_a_broken_profile_leaves_the_colours_alone(tmp_path: Path) -> None:
    for content in published(tmp_path, saved(quarters(), quality=95, icc_profile=b"no profile")).values():
        with Image.open(io.BytesIO(content)) as shown:
            assert near(corners(shown), [RED, GREEN, BLUE, BLACK])


def swapped_profile() -> bytes:
    """Make a profile whose red is green and whose green is red: nobody can take it for sRGB."""
    return PROFILE.replace(b"rXYZ", b"temp", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"temp", b"gXYZ", 1)


def test_the_same_picture_is_the_same_bytes(tmp_path: Path) -> None:
    source = saved(camera(1300, 900), exif=exif())
    assert published(tmp_path / "a", source) == published(tmp_path / "b", source)


def test_bytes_do_not_depend_on_how_many_cores_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = publication(tmp_path, saved(camera(1300, 900)))
    trees = []
    for cores in (1, 4):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        tree = write([together(files(shown))], tmp_path / str(cores))
        trees.append({path: (tmp_path / str(cores) / path).read_bytes() for path in tree.paths})
    assert len(trees[0]) == 6
    assert trees[0] == trees[1]


def test_a_photograph_that_is_replaced_while_it_is_drawn_gets_nobody_elses_name(tmp_path: Path) -> None:
    shown = publication(tmp_path, saved(quarters(300, 200)))
    the_photo(shown).picture.path.write_bytes(saved(quarters(300, 200).transpose(TRANSPOSE.FLIP_LEFT_RIGHT)))
    with pytest.raises(Failure, match="tệp ảnh vừa bị thay; hãy dựng lại"):
        write([together(files(shown))], tmp_path / "docs")


def test_what_is_not_shown_is_not_made(tmp_path: Path) -> None:
    for changes in (
        edited("data/initiatives/den-tiet-kiem.yml", ("status: approved", "status: review")),
        edited("data/initiatives/den-tiet-kiem.yml", ("status: approved", "status: approved\ndisclosure: title-only")),
    ):
        root = write_campaign(tmp_path, changes)
        assert files(editorial.publish(parse(root).campaign(), date(2022, 7, 15))) == []


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the encoders were asked for since, by Pillow's names for them."""
    asked: list[str] = []
    save = Image.Image.save

    def noting(image: Image.Image, target: io.BytesIO, kind: str, **options: object) -> None:
        asked.append(kind)
        save(image, target, kind, **options)

    monkeypatch.setattr(Image.Image, "save", noting)
    return asked


def test_an_unchanged_picture_is_not_encoded_again_and_a_changed_one_is(tmp_path: Path, encoded: list[str]) -> None:
    portrait = TEXTS[AGREED] + "portrait: {file: mat.jpg, alt: Chân dung}\n"
    face, kept = saved(quarters(150, 150)), saved(quarters(300, 200))

    def build(content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
        changes: Changes = {AGREED: portrait, "data/photos/mat.jpg": face, PHOTO: content}
        root = write_campaign(tmp_path / "campaign", changes)
        encoded.clear()
        tree = write([together(files(editorial.publish(parse(root).campaign(), TODAY)))], tmp_path / "docs")
        return tree.written, tree.removed

    first, _removed = build(kept)
    assert (len(first), sorted(encoded)) == (4, ["AVIF", "AVIF", "JPEG", "JPEG"])
    assert build(kept) == ((), ())
    assert encoded == []
    written, removed = build(saved(quarters(300, 200).transpose(TRANSPOSE.FLIP_LEFT_RIGHT)))
    assert (len(written), len(removed), sorted(encoded)) == (2, 2, ["AVIF", "JPEG"])
    assert set(removed) < set(first)


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda each: str(each.name))
def test_a_files_name_changes_with_anything_about_its_making(
    tmp_path: Path, encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = the_photo(publication(tmp_path, saved(quarters())))

    def name(changed: Encoding) -> str:
        return routes.photo_files(photo, changed)[0].path

    changes: list[dict[str, object]] = [{**encoding.settings, setting: "other"} for setting in encoding.settings]
    names = {name(replace(encoding, settings=settings)) for settings in changes}
    names |= {name(replace(encoding, settings=encoding.settings)), name(JPEG if encoding is AVIF else AVIF)}
    monkeypatch.setattr(encodings, "REVISION", encodings.REVISION + 1)
    names.add(name(replace(encoding, settings=encoding.settings)))
    assert len(names) == len(changes) + 3


Luma = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""How bright each pixel is, 0 to 255; height × width."""


def luma(image: Image.Image) -> Luma:
    """The brightness of the image's pixels."""
    return np.array(image.convert("L"), np.float64).reshape(image.height, image.width)


def shown(content: bytes) -> Luma:
    """The brightness of a file's pixels."""
    with Image.open(io.BytesIO(content)) as image:
        return luma(image)


def likeness(one: Luma, other: Luma) -> float:
    """The mean structural similarity of two pictures in squares of 7 × 7 pixels; 1 for the same.

    Source: Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment", IEEE TIP 13(4), 2004, equation 13.
    """

    def mean(values: Luma) -> Luma:
        sums: Luma = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        means: Luma = (sums[7:, 7:] - sums[:-7, 7:] - sums[7:, :-7] + sums[:-7, :-7]) / 49
        return means

    a, b = mean(one), mean(other)
    spread = mean(one * one) - a * a + mean(other * other) - b * b
    alike = (2 * a * b + 6.5025) * (2 * (mean(one * other) - a * b) + 58.5225)
    return float((alike / ((a * a + b * b + 6.5025) * (spread + 58.5225))).mean())


@pytest.mark.parametrize(
    ("source", "most"), [("xe-gat-muoi-hai-banh-sau", 0.6), ("so-hoa-so-ho-tich", 0.6), ("camera", 1.0)]
)
def test_avif_is_smaller_than_jpeg_and_no_less_like_the_picture(
    tmp_path: Path, repository: Path, source: str, most: float
) -> None:
    """At every width but the drawings' own, where the source is a JPEG of the same grid and JPEG loses nothing."""
    if source == "camera":
        content = saved(camera(1600, 1067), "PNG")
    else:
        content = (repository / "data" / "photos" / f"{source}.jpg").read_bytes()
    files = published(tmp_path, content)
    photo = the_photo(publication(tmp_path, content))
    with Image.open(io.BytesIO(content)) as image:
        whole = image.convert("RGB")
    sizes = {"jpg": 0, "avif": 0}
    for jpeg, avif in zip(routes.photo_files(photo), routes.photo_files(photo, AVIF), strict=True):
        sizes["jpg"] += len(files[jpeg.path])
        sizes["avif"] += len(files[avif.path])
        if jpeg.width_px < 1200:
            wanted = luma(whole.resize((jpeg.width_px, jpeg.height_px), Image.Resampling.LANCZOS))
            assert likeness(wanted, shown(files[avif.path])) >= likeness(wanted, shown(files[jpeg.path]))
    assert sizes["avif"] < most * sizes["jpg"]
