"""Typst templates to pictures and PDF: a `Sheet` is a template with its values, drawn when somebody asks.

Knows nothing of campaigns. A sheet has a digest of everything its looks depend on, so that a file named by it
need not be made again. Nobody can write to a template through its values: they are data, read as JSON.

Typst holds fonts and parsed templates in a compiler, which one thread uses at a time: each thread has a desk with its
own. Values reach a template as a file, not as inputs of the compiler: what changes with the inputs is all that Typst
has learnt, and a card takes half as long again.
"""

import io
import json
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any

from generator.glyphs import FONTS
from generator.model import Picture
from generator.render.lettering import Column, Ground, ground
from generator.render.pictures import decoded, seen

if TYPE_CHECKING:
    from PIL.Image import Image
    from typst import Compiler

_POINTS_PER_INCH = 72
_PREPARED_QUALITY = 86
_PUBLISHED_QUALITY = 82
_SEEN_PX = 1080  # the shorter side at which a photograph is kept for all its frames, of which it fills the widest
_KEPT = 32  # drawings: all formats of an item, for the archive that holds them too
_GROUNDS_KEPT = 64  # a dozen of large pictures, of 5 MB each; of link previews one for every first letter of a name
_FRAMES_KEPT = 16  # of 1.4 MB each: what initiatives of one trade show is often the same
_QUICK, _USUAL = 2, 6  # zlib's levels: the quarter that its usual one gains on an indexed image takes thrice the time

_DESKS = "sangkien-press-"
_LEFT_SECONDS = 3600  # a drawing takes a second

_DRAWING = ("press", "lettering", "pictures")  # modules whose every change may change a picture

_here = local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A picture in its place on a sheet: cut to `width_px` × `height_px`; never enlarged.

    Of a picture that is too high the part is kept whose middle lies `focus` of the way down: a face is above the
    middle of a portrait.
    """

    picture: Picture
    width_px: int
    height_px: int
    focus: float = 0.5

    @property
    def name(self) -> str:
        """The prepared file, named by what it holds."""
        return f"{self.picture.digest[:24]}-{self.width_px}x{self.height_px}-{self.focus:g}.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A photograph under an image, at a place that the template leaves clear; in pixels from the left and the top.

    A drawing with a photograph in it takes Typst four times as long, which most of the time is encoding a PNG.
    """

    placed: Placed
    left_px: int
    top_px: int

    @property
    def frame(self) -> dict[str, int]:
        """The place, as templates read it."""
        placed = self.placed
        return {"left": self.left_px, "top": self.top_px, "width": placed.width_px, "height": placed.height_px}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A drawing: `template` (a file of templates/, without `.typ`), JSON values, and pictures by name.

    In the template `data.pictures.NAME` is the path of a picture, and `data.clear` the frames of what is laid `beneath`
    an image of it: left, top, width and height; outside of them it is opaque. `lettering` is laid over the image: of
    sheets that differ in nothing else, Typst draws but one. `is_one_of_many`: of thousands of such sheets, each is drawn in
    a hurry; few others show the same photographs, unless in the same frame. `later` are values that take long to make, from
    nothing but `values`: made when the sheet is drawn, which an unchanged one is not.
    """

    template: str
    values: Mapping[str, Any]
    pictures: Mapping[str, Placed] = field(default_factory=dict)
    beneath: tuple[Laid, ...] = ()
    lettering: Column | None = None
    is_one_of_many: bool = False
    later: Mapping[str, Callable[[], Any]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """16 hexadecimal digits of everything the drawing depends on."""
        photographs = (each.placed.name for each in self.beneath)
        return _digest(self._ground_digest, repr((self.lettering, self.is_one_of_many)), *photographs)

    @cached_property
    def _ground_digest(self) -> str:
        """The same of what Typst draws."""
        return _digest(_tools(), self.template, self._data)

    @property
    def says(self) -> tuple[str, ...]:
        """The words it is drawn with, and the digests of its pictures."""
        placed = (*self.pictures.values(), *(each.placed for each in self.beneath))
        written = self.lettering.parts if self.lettering else ()
        return (*_words(self.values), *(each.words for each in written), *(each.picture.digest for each in placed))

    @cached_property
    def _data(self) -> str:
        return self._written()

    def _written(self, **more: object) -> str:
        pictures = {name: f"/{each.name}" for name, each in self.pictures.items()}
        clear = [each.frame for each in self.beneath]
        return json.dumps(
            {**self.values, **more, "pictures": pictures, "clear": clear}, ensure_ascii=False, sort_keys=True
        )

    @property
    def _whole(self) -> str:
        """What Typst reads: with what takes its time to make."""
        return self._written(**{name: make() for name, make in self.later.items()}) if self.later else self._data

    @property
    def ending(self) -> str:
        """What its image's file name ends with: photographs make it a JPEG."""
        return ".jpg" if self.beneath else ".png"

    def image(self) -> bytes:
        """The one page of the sheet: PNG, or JPEG with photographs beneath; a pixel is one point of the template."""
        kept = _drawn(self.digest)
        if not kept:
            kept.append(self._photographic() if self.beneath else self._indexed())
        return kept[0]

    def _indexed(self) -> bytes:
        """A drawing of at most 256 colours, of which nobody misses any: a third of the bytes."""
        from PIL import Image  # noqa: PLC0415 - only where pictures are made

        base = self._base()
        target = io.BytesIO()
        if self.lettering and base.ground:
            level = _QUICK if self.is_one_of_many else _USUAL
            base.ground.lettered(self.lettering).save(target, "PNG", compress_level=level)
        else:
            base.image.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, "PNG")
        return target.getvalue()

    def _photographic(self) -> bytes:
        """A drawing over the photographs that lie beneath it."""
        base = self._base()
        lettered = self.lettering and base.ground and base.ground.lettered(self.lettering)
        made = lettered.convert("RGB") if lettered else base.image
        for index, each in enumerate(self.beneath):
            made.paste(self._shown(index, base), (each.left_px, each.top_px))
        # All of the colour's pixels: of half of them, red letters have ragged edges. Tables of its own would make a file
        # smaller by a twentieth, and encoding twice as long.
        target = io.BytesIO()
        made.save(target, "JPEG", quality=_PUBLISHED_QUALITY, subsampling=0)
        return target.getvalue()

    def _shown(self, index: int, base: "_Base") -> "Image":
        """A photograph beneath in its frame, with what of the drawing lies over it; kept where others show the same."""
        placed = self.beneath[index].placed
        kept = _frames(self._ground_digest, index, placed) if self.is_one_of_many else []
        if not kept:
            framed, above = _framed(placed, for_once=self.is_one_of_many), base.above[index]
            framed.paste(above, mask=above)
            kept.append(framed)
        return kept[0]

    def _base(self) -> "_Base":
        """What Typst draws, taken apart; of sheets that differ in their lettering it is kept."""
        kept = _bases(self._ground_digest)
        if kept:
            return kept[0]
        from PIL import Image  # noqa: PLC0415 - as above

        with Image.open(io.BytesIO(self._compiled(format="png", ppi=_POINTS_PER_INCH))) as drawing:
            above = [drawing.crop(_box(each)) for each in self.beneath]
            image = drawing.convert("RGB")
        said = self.lettering
        if not said:
            return _Base(image=image, above=tuple(above))
        shared = ground(image, said.plain, said.accent)
        kept.append(_Base(image=shared.image, above=tuple(above), ground=shared))
        return kept[0]

    def pdf(self, day: date) -> bytes:
        """A tagged PDF, PDF/UA-1, that says it was made on `day`."""
        kept = _drawn(f"{self.digest} {day}")
        if not kept:
            stamp = int(datetime.combine(day, time(), UTC).timestamp())
            kept.append(self._compiled(format="pdf", pdf_standards=["ua-1"], timestamp=stamp))
        return kept[0]

    def _compiled(self, **options: Any) -> bytes:  # noqa: ANN401 - what Typst takes
        desk = _desk()
        for each in self.pictures.values():
            _prepare(each, desk.root / each.name)
        (desk.root / "data.json").write_text(self._whole, encoding="utf-8")
        made, warnings = desk.compiler.compile_with_warnings(input=str(desk.root / f"{self.template}.typ"), **options)
        if warnings:  # a font or a glyph that is not there: a picture with holes
            raise ValueError("; ".join(str(each) for each in warnings))
        if not isinstance(made, bytes):
            raise ValueError(f"{self.template}.typ gives more than one page")  # noqa: TRY004 - a mistake in the template
        return made


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)


@lru_cache(maxsize=_KEPT)
def _drawn(_digest: str) -> list[bytes]:
    """A place to keep a drawing, by what it depends on."""
    return []


@dataclass(frozen=True, kw_only=True)
class _Base:
    """A drawing of Typst's: opaque; what of it lies over each photograph; and, for lettering, that drawing as a ground."""

    image: "Image"
    above: "tuple[Image, ...]"
    ground: Ground | None = None


@lru_cache(maxsize=_GROUNDS_KEPT)
def _bases(_digest: str) -> list[_Base]:
    """A place to keep a drawing that many share."""
    return []


@lru_cache(maxsize=_FRAMES_KEPT)
def _frames(_digest: str, _index: int, _placed: Placed) -> "list[Image]":
    """A place to keep a photograph in its frame."""
    return []


def _box(laid: Laid) -> tuple[int, int, int, int]:
    """The frame of a photograph: left, top, right and bottom."""
    placed = laid.placed
    return laid.left_px, laid.top_px, laid.left_px + placed.width_px, laid.top_px + placed.height_px


def _digest(*said: str) -> str:
    return blake2b("\0".join(said).encode(), digest_size=8).hexdigest()


def _framed(placed: Placed, *, for_once: bool = False) -> "Image":
    """What is to be seen of a picture, in exactly the size of its frame.

    `for_once`: the picture is not kept in a size for all its frames, for which one of a good phone takes ten times as long
    to be read.
    """
    from PIL.Image import Resampling  # noqa: PLC0415 - as above

    picture, frame = placed.picture, (placed.width_px, placed.height_px)
    whole = decoded(picture, _scaled(picture, *frame)) if for_once else seen(picture, _seen_size(placed))
    return whole.resize(frame, Resampling.HAMMING, box=_cut(whole.size, placed), reducing_gap=2.0)


def _seen_size(placed: Placed) -> tuple[int, int]:
    """The size in which a picture is kept while all that shows it is made."""
    return _scaled(placed.picture, _SEEN_PX, _SEEN_PX)


def _scaled(picture: Picture, width_px: int, height_px: int) -> tuple[int, int]:
    """The size of a picture that is no larger than it must be to fill a frame; never enlarged."""
    scale = min(1.0, max(width_px / picture.width_px, height_px / picture.height_px))
    return max(1, round(picture.width_px * scale)), max(1, round(picture.height_px * scale))


def _cut(size: tuple[int, int], placed: Placed) -> tuple[float, float, float, float]:
    """The part of a picture of `size` that has the shape of its place: left, top, right and bottom."""
    width, height = size
    shape = placed.width_px / placed.height_px
    part = (min(width, height * shape), min(height, width / shape))
    left, top = (width - part[0]) / 2, min(max(height * placed.focus - part[1] / 2, 0), height - part[1])
    return left, top, left + part[0], top + part[1]


def _prepare(placed: Placed, target: Path) -> None:
    """Lay the picture, cut and shrunk, where templates find it."""
    if target.is_file():
        return
    from PIL import Image  # noqa: PLC0415 - as above

    whole = _seen_size(placed)
    box = _cut(whole, placed)
    part = (box[2] - box[0], box[3] - box[1])
    scale = min(1.0, placed.width_px / part[0])
    size = (max(1, round(part[0] * scale)), max(1, round(part[1] * scale)))
    cut = seen(placed.picture, whole).resize(size, Image.Resampling.HAMMING, box=box, reducing_gap=2.0)
    cut.info.clear()
    cut.save(target, "JPEG", quality=_PREPARED_QUALITY)


@lru_cache(maxsize=1)
def _templates() -> dict[str, str]:
    folder = files("generator.render") / "templates"
    found = [each for each in folder.iterdir() if each.name.endswith(".typ")]
    return {each.name: each.read_text(encoding="utf-8") for each in sorted(found, key=lambda each: each.name)}


def _sources() -> list[str]:
    return [(files("generator.render") / f"{name}.py").read_text(encoding="utf-8") for name in _DRAWING]


@lru_cache(maxsize=1)
def _tools() -> str:
    """What draws: the templates, the modules that lay letters and photographs, and the versions of what they use."""
    packages = ("typst", "pillow", "fontpkg-be-vietnam-pro", "segno")
    said = json.dumps([_templates(), _sources(), [version(each) for each in packages]])
    return blake2b(said.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where one thread draws: a folder with the templates, the values and pictures, which is all that Typst can read."""

    root: Path
    compiler: "Compiler"


def _desk() -> _Desk:
    """The desk of the thread that asks, cleared away when the thread ends."""
    found: _Desk | None = getattr(_here, "desk", None)
    if found is None or not found.root.is_dir():
        from typst import Compiler  # noqa: PLC0415 - 30 ms that only drawing pays

        _clear_away()
        root = Path(tempfile.mkdtemp(prefix=_DESKS)).resolve()
        for name, text in _templates().items():
            (root / name).write_text(text, encoding="utf-8")
        with as_file(FONTS) as fonts:
            compiler = Compiler(root=str(root), font_paths=[str(fonts)], ignore_system_fonts=True)
        _here.desk = found = _Desk(root=root, compiler=compiler)
        weakref.finalize(found, shutil.rmtree, root, ignore_errors=True)
    os.utime(found.root)  # somebody is at it
    return found


def _clear_away() -> None:
    """Remove the desks that a killed process left; one where nobody drew for long is made again when it is asked for."""
    for left in Path(tempfile.gettempdir()).glob(f"{_DESKS}*"):
        with suppress(OSError):  # another process may clear it away, too
            if left.stat().st_mtime < datetime.now(UTC).timestamp() - _LEFT_SECONDS:
                shutil.rmtree(left)
