"""Whatever colours a union has, its words can be read: WCAG 2.2 contrast, light and dark."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.colours import contrast, hexadecimal, rgb
from generator.model import Brand
from generator.progress import Band
from generator.render.style import stylesheet

Scheme = dict[str, tuple[int, int, int]]

part = st.integers(0, 255)
colours = st.tuples(part, part, part).map(hexadecimal)


def stylesheet_of(brand: Brand) -> str:
    content = {each.path: each.content for each in stylesheet(brand)}["assets/brand.css"]
    assert isinstance(content, str)
    return content


def schemes(brand: Brand) -> tuple[Scheme, Scheme]:
    """The variables of the stylesheet, light and dark."""
    blocks = re.findall(r"\{\n((?:  --sk-[a-z-]+: #[0-9a-f]{6};\n)+)\}", stylesheet_of(brand))
    light, dark, preferred = (
        {name: rgb(value) for name, value in re.findall(r"--sk-([a-z-]+): (#[0-9a-f]{6});", block)} for block in blocks
    )
    assert preferred == dark
    assert light.keys() - dark.keys() == {"hero", "hero-deep", "hero-text", "hero-soft", "hero-accent"}
    assert dark.keys() <= light.keys()
    return light, {**light, **dark}


# Every pair of words and ground that site.css makes; a new one there needs a line here.
GROUNDS = ("paper", "surface", "brand-tint", "accent-tint")
INKS = ("ink", "muted", "brand", "brand-strong", "accent-text")
BANDS = [each.value for each in Band]
TEXTS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *(("on-brand", ground) for ground in ("brand", "brand-strong")),
    ("paper", "ink"),
    *((ink, ground) for ink in ("hero-text", "hero-soft", "hero-accent") for ground in ("hero", "hero-deep")),
    *((f"{each}-text", ground) for each in BANDS for ground in (f"{each}-tint", "surface")),
]
MARKS = [(mark, ground) for mark in (*BANDS, "edge") for ground in GROUNDS]


@given(colours, colours)
def test_words_and_marks_can_be_seen_in_any_brand(primary: str, accent: str) -> None:
    for scheme in schemes(Brand(primary=primary, accent=accent)):
        assert [pair for pair in TEXTS if contrast(scheme[pair[0]], scheme[pair[1]]) < 4.5] == []
        assert [pair for pair in MARKS if contrast(scheme[pair[0]], scheme[pair[1]]) < 3] == []


@given(colours, colours)
def test_the_mark_shows_on_its_ground_and_runs_nothing(primary: str, accent: str) -> None:
    content = {each.path: each.content for each in stylesheet(Brand(primary=primary, accent=accent))}[
        "assets/favicon.svg"
    ]
    assert isinstance(content, str)
    ground, bricks, light = re.findall(r'fill="(#[0-9a-f]{3,6})"', content)
    assert bricks == "#fff"
    assert contrast((255, 255, 255), rgb(ground)) >= 4.5
    assert contrast(rgb(light), rgb(ground)) >= 3
    assert "script" not in content


def test_a_brand_that_can_be_read_stays_as_it_is() -> None:
    light, _dark = schemes(Brand(primary="#a63a24", accent="#e0a100"))
    assert light["brand"] == rgb("#a63a24")
    assert light["accent"] == rgb("#e0a100")
