"""The campaign's colours for the web: `brand` of campaign.yml as CSS variables, light and dark.

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


def stylesheet(brand: Brand) -> Iterator[Output]:
    """assets/brand.css."""
    primary, accent = rgb(brand.primary), rgb(brand.accent)
    light = {
        "brand": _legible(primary, _WHITE, _INK),
        "brand-strong": mix(_legible(primary, _WHITE, _INK), _INK, 35),
        "on-brand": _WHITE,
        "brand-tint": mix(primary, _WHITE, 93),
        "brand-soft": mix(primary, _WHITE, 82),
        "accent": accent,
        "accent-text": _legible(accent, _WHITE, _INK),
        "accent-tint": mix(accent, _WHITE, 85),
    }
    dark = {
        "brand": _legible(mix(primary, _WHITE, 30), _NIGHT, _WHITE),
        "brand-strong": mix(_legible(mix(primary, _WHITE, 30), _NIGHT, _WHITE), _WHITE, 30),
        "on-brand": _NIGHT,
        "brand-tint": mix(primary, _NIGHT, 88),
        "brand-soft": mix(primary, _NIGHT, 72),
        "accent": accent,
        "accent-text": _legible(accent, _NIGHT, _WHITE),
        "accent-tint": mix(accent, _NIGHT, 85),
    }
    # The head of the home page is the brand's own colour in light and in dark.
    ground = _legible(primary, _WHITE, _INK)
    both = {"hero": ground, "hero-deep": mix(ground, _INK, 45), "hero-text": _WHITE}
    parts = [
        "/* Tệp này do sangkien tạo ra từ mục brand trong data/campaign.yml. */",
        _block(":root", both | light),
        _block('[data-md-color-scheme="slate"]', dark),
        f"@media (prefers-color-scheme: dark) {{\n{_block('.no-js [data-md-color-scheme]', dark)}\n}}",
    ]
    yield Output(path="assets/brand.css", content="\n".join(parts) + "\n", made_from="data/campaign.yml")


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
    return next(
        (mixed for percent in range(0, 101, 2) if contrast(mixed := mix(colour, towards, percent), ground) >= TEXT_CONTRAST),
        towards,
    )
