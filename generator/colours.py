"""Colours as screens show them: how far two stand apart, mixtures, and the nearest that can be read.

Pure arithmetic, and the one ground that both the style sheet uses and a rule measures on.
"""

from collections.abc import Callable
from math import cbrt, dist

Rgb = tuple[int, int, int]
"""Red, green and blue of sRGB, each 0 to 255."""

WHITE: Rgb = (255, 255, 255)
INK: Rgb = (29, 24, 21)
# WCAG 2.2, success criterion 1.4.3: words and their ground differ at least this much.
TEXT_CONTRAST = 4.5
# WCAG 2.2, success criteria 1.4.11 and 1.4.3: so do marks, the edges of controls, and words in large letters.
MARK_CONTRAST = 3.0

_Lab = tuple[float, float, float]
_HALVINGS = 24  # a sixteen-millionth of the way: far below a step of 8 bits


def rgb(colour: str) -> Rgb:
    """#1d5a86 as (29, 90, 134)."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexadecimal(colour: Rgb) -> str:
    """(29, 90, 134) as #1d5a86."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def mix(colour: Rgb, other: Rgb, percent: int) -> Rgb:
    """`colour` with `percent` of `other` mixed in."""
    red, green, blue = ((a * (100 - percent) + b * percent + 50) // 100 for a, b in zip(colour, other, strict=True))
    return red, green, blue


def contrast(colour: Rgb, ground: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 to 1. Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def legible(colour: Rgb, ground: Rgb) -> Rgb:
    """The colour nearest to `colour` that words can have on `ground`."""
    return apart(colour, ground, TEXT_CONTRAST)


def marked(colour: Rgb, ground: Rgb) -> Rgb:
    """The same for what is seen and not read, and for large letters."""
    return apart(colour, ground, MARK_CONTRAST)


def head_ground(primary: Rgb) -> Rgb:
    """What a campaign whose colour is `primary` has behind the white words of its pages' heads."""
    return mix(legible(primary, WHITE), INK, 18)


def apart(colour: Rgb, ground: Rgb, ratio: float) -> Rgb:
    """The colour nearest to `colour` whose contrast to `ground` is at least `ratio`; itself, if its is.

    Near is what looks so: the hue stays, the lightness of OKLab changes as little as it can, and the chroma only
    where no screen shows it at that lightness. What comes back has passed as it is, with its 8 bits.

    Raises ValueError for a ratio that neither black nor white has; up to 4.58 one of them always does.

    *Source*: Björn Ottosson, A perceptual color space for image processing, 2020.
    """
    if contrast(colour, ground) >= ratio:
        return colour
    lightness, *hue = _oklab(colour)

    def passes(level: float) -> bool:
        return contrast(_shown(level, hue[0], hue[1]), ground) >= ratio

    levels = [_boundary(lightness, end, passes) for end in (0.0, 1.0) if passes(end)]
    return min((_shown(level, hue[0], hue[1]) for level in levels), key=lambda found: distance(found, colour))


def distance(colour: Rgb, other: Rgb) -> float:
    """How different two colours look, 0 to about 1: their distance in OKLab."""
    return dist(_oklab(colour), _oklab(other))


def _boundary(outside: float, inside: float, passes: Callable[[float], bool]) -> float:
    """The number that passes nearest to `outside`, which does not, on the way from `inside`, which does."""
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        if passes(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _shown(lightness: float, a: float, b: float) -> Rgb:
    """The colour of this OKLab lightness and hue, with as much of its chroma as a screen can show."""

    def fits(part: float) -> bool:
        return all(0 <= each <= 255 for each in _rounded(lightness, part * a, part * b))  # noqa: PLR2004 - 8 bits

    part = 1.0 if fits(1.0) else _boundary(1.0, 0.0, fits)
    return _rounded(lightness, part * a, part * b)


def _linear(part: int) -> float:
    """An sRGB part as an amount of light, 0 to 1. Source: IEC 61966-2-1, with WCAG 2.2's threshold."""
    value = part / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB


def _part(light: float) -> int:
    """An amount of light as an sRGB part; outside 0 to 255 where a screen cannot show it."""
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB
    return round(value * 255)


def _oklab(colour: Rgb) -> _Lab:
    """Lightness (0 to 1) and the two axes of hue. Source: Ottosson 2020, as are the numbers."""
    red, green, blue = map(_linear, colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _rounded(lightness: float, a: float, b: float) -> Rgb:
    """The way back, to the nearest whole parts, which a screen may not reach. Source: as above."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _part(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _part(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _part(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
