"""The campaign's colours for the web: `brand` of campaign.yml as CSS variables, light and dark, and its mark.

Tints and shades are mixed here so that the theme's stylesheet needs no colour of its own.
"""

from collections.abc import Iterator

from generator.model import Brand
from generator.render.outputs import Output

Rgb = tuple[int, int, int]

_WHITE: Rgb = (255, 255, 255)
_INK: Rgb = (29, 24, 21)
_NIGHT: Rgb = (22, 19, 18)
# WCAG 2.2, success criterion 1.4.3: text and its ground differ at least this much.
TEXT_CONTRAST = 4.5
# WCAG 2.2, success criterion 1.4.11: so do marks and the edges of controls.
MARK_CONTRAST = 3.0

# The bands of progress, the same in every campaign. Any two stay apart (CIE76 at least 20) for readers
# with protanopia, deuteranopia and tritanopia. Source: simulated after Machado, Oliveira, Fernandes (2009).
_BANDS_LIGHT = {"reached": "#0b6b57", "on-pace": "#3f86d6", "behind": "#c67f00", "low": "#9c2a17"}
_BANDS_DARK = {"reached": "#5fd6b8", "on-pace": "#5f93f0", "behind": "#f7cd74", "low": "#dd5f4a"}


def stylesheet(brand: Brand) -> Iterator[Output]:
    """assets/brand.css and the mark, which is the favicon too."""
    # The head of the home page is the brand's own colour in light and in dark.
    ground = _legible(rgb(brand.primary), _WHITE, _INK)
    hero = mix(ground, _INK, 18)
    both = {
        "hero": hero,
        "hero-deep": mix(ground, _INK, 55),
        "hero-text": _WHITE,
        "hero-soft": _legible(mix(ground, _WHITE, 78), hero, _WHITE),
        "hero-accent": _legible(rgb(brand.accent), hero, _WHITE),
    }
    dark = _dark(rgb(brand.primary), rgb(brand.accent))
    parts = [
        "/* Tệp này do sangkien tạo ra từ mục brand trong data/campaign.yml. */",
        _block(":root", both | _light(rgb(brand.primary), rgb(brand.accent))),
        _block('[data-md-color-scheme="slate"]', dark),
        f"@media (prefers-color-scheme: dark) {{\n{_block('.no-js [data-md-color-scheme]', dark)}\n}}",
    ]
    yield Output(path="assets/brand.css", content="\n".join(parts) + "\n", made_from="data/campaign.yml")
    mark = _mark(ground, _marked(rgb(brand.accent), ground, _WHITE))
    yield Output(path="assets/favicon.svg", content=mark, made_from="data/campaign.yml")


def _light(primary: Rgb, accent: Rgb) -> dict[str, Rgb]:
    surface, tint = _WHITE, mix(primary, _WHITE, 93)
    accent_tint = mix(accent, _WHITE, 85)
    darkest = min(tint, accent_tint, key=_luminance)  # of the grounds, the one that words stand out from least
    brand = _legible(primary, tint, _INK)
    return {
        "brand": brand,
        "brand-strong": mix(brand, _INK, 35),
        "on-brand": _WHITE,
        "brand-tint": tint,
        "brand-soft": mix(primary, _WHITE, 82),
        "accent": accent,
        "accent-text": _legible(accent, tint, _INK),
        "accent-tint": accent_tint,
        "ink": _INK,
        "muted": _legible(mix(_INK, _WHITE, 40), darkest, _INK),
        "paper": mix(primary, _WHITE, 97),
        "surface": surface,
        "line": mix(primary, mix(_INK, _WHITE, 86), 90),
        "edge": _marked(mix(_INK, _WHITE, 60), tint, _INK),
    } | _bands(_BANDS_LIGHT, surface, tint, _INK)


def _dark(primary: Rgb, accent: Rgb) -> dict[str, Rgb]:
    paper, surface = _NIGHT, mix(primary, mix(_NIGHT, _WHITE, 6), 96)
    tint = mix(primary, _NIGHT, 86)
    lightest = max(paper, surface, tint, key=_luminance)  # of the grounds, the one that words stand out from least
    brand = _legible(mix(primary, accent, 35), lightest, _WHITE)
    return {
        "brand": brand,
        "brand-strong": mix(brand, _WHITE, 30),
        "on-brand": _NIGHT,
        "brand-tint": tint,
        "brand-soft": mix(primary, _NIGHT, 68),
        "accent": accent,
        "accent-text": _legible(accent, lightest, _WHITE),
        "accent-tint": mix(accent, _NIGHT, 82),
        "ink": mix(_WHITE, _NIGHT, 8),
        "muted": _legible(mix(_WHITE, _NIGHT, 32), lightest, _WHITE),
        "paper": paper,
        "surface": surface,
        "line": mix(_NIGHT, _WHITE, 20),
        "edge": _marked(mix(_NIGHT, _WHITE, 45), lightest, _WHITE),
    } | _bands(_BANDS_DARK, surface, lightest, _WHITE)


def _bands(bands: dict[str, str], surface: Rgb, hardest: Rgb, towards: Rgb) -> dict[str, Rgb]:
    """Each band's colour for marks on any ground, `hardest` too, for text, and for the ground of that text."""
    colours: dict[str, Rgb] = {}
    for name, colour in bands.items():
        ground = mix(rgb(colour), surface, 87)
        colours[name] = _marked(rgb(colour), hardest, towards)
        colours[f"{name}-text"] = _legible(rgb(colour), ground, towards)
        colours[f"{name}-tint"] = ground
    return colours


def _mark(ground: Rgb, light: Rgb) -> str:
    """Bricks laid up to a light: what many hands add, course by course."""
    courses = ((11, 48, 3), (17.5, 37.5, 2), (24.5, 27, 1))
    bricks = "".join(
        f'<rect x="{left + index * 14.5}" y="{top}" width="{15 if count == 1 else 13}" height="8.5" rx="1.5"/>'
        for left, top, count in courses
        for index in range(count)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="15" fill="{hexadecimal(ground)}"/>'
        f'<g fill="#fff">{bricks}</g>'
        f'<path d="M32 6.5l2.6 6 6 2.6-6 2.6-2.6 6-2.6-6-6-2.6 6-2.6z" fill="{hexadecimal(light)}"/></svg>\n'
    )


def _block(selector: str, colours: dict[str, Rgb]) -> str:
    lines = "\n".join(f"  --sk-{name}: {hexadecimal(colour)};" for name, colour in colours.items())
    return f"{selector} {{\n{lines}\n}}"


def rgb(colour: str) -> Rgb:
    """#a63a24 as (166, 58, 36)."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexadecimal(colour: Rgb) -> str:
    """(166, 58, 36) as #a63a24."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def mix(colour: Rgb, other: Rgb, percent: int) -> Rgb:
    """`colour` with `percent` of `other` mixed in."""
    red, green, blue = ((a * (100 - percent) + b * percent + 50) // 100 for a, b in zip(colour, other, strict=True))
    return red, green, blue


def contrast(colour: Rgb, ground: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    """Relative luminance. Source: WCAG 2.2, "relative luminance"."""

    def linear(part: int) -> float:
        value = part / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB

    red, green, blue = (linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _legible(colour: Rgb, ground: Rgb, towards: Rgb) -> Rgb:
    """The colour nearest to `colour`, on the way to `towards`, that can be read on `ground`."""
    return _apart(colour, ground, towards, TEXT_CONTRAST)


def _marked(colour: Rgb, ground: Rgb, towards: Rgb) -> Rgb:
    """The same for what is seen and not read."""
    return _apart(colour, ground, towards, MARK_CONTRAST)


def _apart(colour: Rgb, ground: Rgb, towards: Rgb, ratio: float) -> Rgb:
    mixes = (mix(colour, towards, percent) for percent in range(0, 101, 2))
    return next((mixed for mixed in mixes if contrast(mixed, ground) >= ratio), towards)
