"""Sheets: templates and values to pictures, the same wherever they are drawn, and never with holes."""

# ruff: noqa: SLF001 - of a press only what it gives is public; here its works are tried

import io
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from campaigns import picture
from PIL import Image

from generator.model import Picture
from generator.render import press
from generator.render.lettering import Column, Face, Part
from generator.render.press import Laid, Placed, Sheet

PAGE = '#import "_kit.typ": data\n#set page(width: 60pt, height: 40pt, margin: 0pt, fill: none)\n'
WORDS = PAGE + '#set text(font: "Be Vietnam Pro", size: 12pt)\n#data.words\n'


def templates(monkeypatch: pytest.MonkeyPatch, **texts: str) -> None:
    """Let there be these templates beside the shared one, and a new desk."""
    kit = press._templates()["_kit.typ"]
    found = {"_kit.typ": kit, **{f"{name}.typ": text for name, text in texts.items()}}
    monkeypatch.setattr(press, "_templates", lambda: found)
    monkeypatch.setattr(press._here, "desk", None, raising=False)


@pytest.fixture(autouse=True)
def _desks() -> Iterator[None]:
    """Nothing of a trial is kept: what was drawn, nor by which templates it was named."""
    press._tools.cache_clear()
    yield
    press._here.__dict__.pop("desk", None)
    for kept in (press._tools, press._drawn, press._bases, press._frames):
        kept.cache_clear()


def photograph(folder: Path, image: Image.Image, name: str = "a.png", **how: Any) -> Picture:  # noqa: ANN401 - Pillow's own
    """`image` as a file of the campaign; what was measured of it is as it is seen."""
    path = folder / name
    image.save(path, **how)
    width, height = image.size
    return Picture(name=name, path=path, width_px=width, height_px=height, digest=sha256(path.read_bytes()).hexdigest())


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that Typst is given from now on."""
    compiled: list[str] = []
    original = Sheet._compiled

    def compile_(sheet: Sheet, **options: Any) -> bytes:  # noqa: ANN401 - what Typst takes
        compiled.append(sheet.template)
        return original(sheet, **options)

    monkeypatch.setattr(Sheet, "_compiled", compile_)
    return compiled


def test_a_font_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    templates(monkeypatch, bad=PAGE + '#set text(font: "No Such Font")\nA')
    with pytest.raises(ValueError, match="unknown font family"):
        Sheet(template="bad", values={}).image()


def test_a_template_of_two_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    templates(monkeypatch, two=PAGE + "#pagebreak()\n")
    with pytest.raises(ValueError, match="more than one page"):
        Sheet(template="two", values={}).image()


def test_values_are_data_and_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    templates(monkeypatch, words=WORDS)
    hostile = Sheet(template="words", values={"words": '#panic("x") $ ] " \\'}).image()
    with Image.open(io.BytesIO(hostile)) as image:
        assert image.size == (60, 40)


def test_threads_draw_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    templates(monkeypatch, words=WORDS)
    sheets = [Sheet(template="words", values={"words": f"Ế{number % 2}"}) for number in range(8)]
    alone = [sheet._compiled(format="png", ppi=72) for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda sheet: sheet._compiled(format="png", ppi=72), sheets))
    assert together == alone
    assert len(set(alone)) == 2


def test_a_desk_is_cleared_away(monkeypatch: pytest.MonkeyPatch) -> None:
    templates(monkeypatch, words=WORDS)
    with ThreadPoolExecutor(1) as pool:
        root = pool.submit(lambda: press._desk().root).result()
    assert not root.exists()


def test_what_a_killed_process_left_is_cleared_away_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, fresh, other = (tmp_path / name for name in ("sangkien-press-left", "sangkien-press-fresh", "other"))
    for each in (left, fresh, other):
        each.mkdir()
        (each / "data.json").write_text("{}", "utf-8")
    for each in (left, other):
        os.utime(each, (0, 0))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(press._desk).result()
    assert (left.exists(), fresh.exists(), other.exists()) == (False, True, True)


def test_a_photograph_lies_beneath_in_its_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates(monkeypatch, frame=PAGE + '#place(rect(width: 20pt, height: 40pt, fill: rgb("#0000ff")))')
    photo = photograph(tmp_path, Image.new("RGB", (300, 300), "#ff0000"))
    placed = Placed(picture=photo, width_px=40, height_px=40)
    sheet = Sheet(template="frame", values={}, beneath=(Laid(placed=placed, left_px=20, top_px=0),))
    assert sheet.ending == ".jpg"
    compiled = counted(monkeypatch)
    with Image.open(io.BytesIO(sheet.image())) as image:
        found = [image.getpixel((x, 20)) for x in (5, 40)]
    assert [max(range(3), key=lambda part: colour[part]) for colour in found] == [2, 0]  # type: ignore[index]
    assert compiled == ["frame"]


def test_what_a_portrait_is_cut_to_holds_its_upper_part(tmp_path: Path) -> None:
    face = Image.new("RGB", (100, 400), "white")
    face.paste("#00ff00", (0, 100, 100, 200))
    placed = Placed(picture=photograph(tmp_path, face), width_px=100, height_px=100, focus=0.375)
    assert press._framed(placed).getpixel((50, 50)) == (0, 255, 0)
    assert press._framed(placed).size == (100, 100)


def test_a_digest_says_all_that_a_drawing_depends_on(tmp_path: Path) -> None:
    photo = photograph(tmp_path, Image.open(io.BytesIO(picture(width_px=90, height_px=90))))

    def sheet(words: str = "a", template: str = "card", focus: float = 0.5, left: int = 0) -> Sheet:
        laid = Laid(placed=Placed(picture=photo, width_px=9, height_px=9, focus=focus), left_px=left, top_px=0)
        return Sheet(template=template, values={"words": words}, beneath=(laid,))

    assert sheet().digest == sheet().digest
    others = [sheet("b"), sheet(template="other"), sheet(focus=0.4), sheet(left=1)]
    assert len({each.digest for each in (sheet(), *others)}) == 5


def test_a_digest_follows_the_code_that_lays_letters_and_photographs(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Sheet(template="card", values={}).digest
    assert "def _framed(" in press._sources()[0]
    changed = [press._sources()[0].replace("HAMMING", "BOX"), *press._sources()[1:]]
    monkeypatch.setattr(press, "_sources", lambda: changed)
    press._tools.cache_clear()
    assert Sheet(template="card", values={}).digest != before


def test_sheets_that_differ_in_their_lettering_are_drawn_by_typst_once(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, white = (138, 47, 31), (255, 255, 255)
    templates(monkeypatch, plain='#set page(width: 400pt, height: 200pt, margin: 0pt, fill: rgb("#8a2f1f"))\n#sym.zws')
    compiled = counted(monkeypatch)
    for words in ("Gá kẹp", "Xe đẩy"):
        part = Part(words=words, face=Face(weight="ExtraBold"), largest_px=60, smallest_px=30)
        column = Column(
            parts=(part,), left_px=20, top_px=10, width_px=300, height_px=180, plain="#8a2f1f", accent="#f9b835"
        )
        sheet = Sheet(template="plain", values={}, lettering=column)
        assert words in sheet.says
        with Image.open(io.BytesIO(sheet.image())) as image:
            assert image.mode == "P"
            found = image.convert("RGB")
        assert found.getpixel((2, 2)) == plain
        assert white in {colour for _count, colour in found.getcolors(1 << 20) or ()}
        outside = found.copy()
        outside.paste(plain, (20, 10, 320, 190))
        assert outside.getcolors() == [(400 * 200, plain)]
    assert compiled == ["plain"]


def test_a_photograph_under_lettering_is_read_once_for_all_who_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "#set page(width: 400pt, height: 200pt, margin: 0pt, fill: none)\n"
    templates(monkeypatch, half=page + '#place(rect(width: 300pt, height: 200pt, fill: rgb("#8a2f1f")))')
    read: list[Picture] = []
    original = press._framed

    def framed(placed: Placed, *, for_once: bool = False) -> Image.Image:
        read.append(placed.picture)
        return original(placed, for_once=for_once)

    monkeypatch.setattr(press, "_framed", framed)

    def sheet(words: str, photo: Picture) -> Sheet:
        part = Part(words=words, face=Face(weight="ExtraBold"), largest_px=60, smallest_px=30)
        column = Column(
            parts=(part,), left_px=20, top_px=10, width_px=270, height_px=180, plain="#8a2f1f", accent="#f9b835"
        )
        laid = Laid(placed=Placed(picture=photo, width_px=100, height_px=200), left_px=300, top_px=0)
        return Sheet(template="half", values={}, beneath=(laid,), lettering=column, is_one_of_many=True)

    red = photograph(tmp_path, Image.new("RGB", (900, 600), "#ff0000"), "red.png")
    blue = photograph(tmp_path, Image.new("RGB", (900, 600), "#0000ff"), "blue.png")
    alone = sheet("Gá kẹp", blue).image()
    for words, photo in (("Gá kẹp", red), ("Xe đẩy", red), ("Xe đẩy", blue)):
        with Image.open(io.BytesIO(sheet(words, photo).image())) as image:
            seen = image.getpixel((390, 190))
        assert max(range(3), key=lambda part: seen[part]) == (0 if photo is red else 2)  # type: ignore[index]
    assert read == [blue, red]
    for kept in (press._drawn, press._bases, press._frames):
        kept.cache_clear()
    assert sheet("Gá kẹp", blue).image() == alone


@pytest.mark.parametrize(
    ("name", "mode", "how"),
    [
        ("cmyk.jpg", "CMYK", {}),
        ("grey.png", "LA", {}),
        ("indexed.png", "P", {}),
        ("turned.jpg", "RGB", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"}),
        ("moving.webp", "RGB", {"save_all": True, "append_images": [Image.new("RGB", (300, 200), "red")]}),
    ],
)
def test_any_kind_of_photograph_fills_its_frame(tmp_path: Path, name: str, mode: str, how: dict[str, Any]) -> None:
    source = Image.new("RGB", (300, 200), "#3366cc").convert(mode)
    photo = photograph(tmp_path, source, name, **how)
    if name == "turned.jpg":
        photo = Picture(name=name, path=photo.path, width_px=200, height_px=300, digest=photo.digest)
    framed = press._framed(Placed(picture=photo, width_px=120, height_px=90))
    assert (framed.size, framed.mode) == ((120, 90), "RGB")
    red, _green, blue = framed.getpixel((60, 45))  # type: ignore[misc]
    assert blue >= red
