"""A campaign's two colours made into all that its pages need, light and dark, mixed so that words can be read on each.

A name here is a CSS variable's without its `--sk-`. What is for a page as a whole is `style`'s, what a frame on
another site needs is `embeds`'. The campaign's mark is here too, for both.
"""

from collections.abc import Mapping

from generator.colours import INK, WHITE, Rgb, head_ground, hexadecimal, legible, luminance, marked, mix, rgb
from generator.model import Brand

_NIGHT: Rgb = (22, 19, 18)

# The bands of progress, the same in every campaign. Any two stay apart (CIE76 at least 20) for readers
# with protanopia, deuteranopia and tritanopia. Source: simulated after Machado, Oliveira, Fernandes (2009).
_BANDS_LIGHT = {"reached": "#0b6b57", "on-pace": "#3f86d6", "behind": "#c67f00", "low": "#9c2a17"}
_BANDS_DARK = {"reached": "#5fd6b8", "on-pace": "#5f93f0", "behind": "#f7cd74", "low": "#dd5f4a"}


def heads(brand: Brand) -> dict[str, Rgb]:
    """The brand's own colour, as behind the head of the home page, and its words: the same in light and in dark."""
    hero = head_ground(rgb(brand.primary))
    deep = mix(hero, INK, 45)
    lighter = max(hero, deep, key=luminance)  # a brand that is nearly black deepens to what is lighter
    return {
        "hero": hero,
        "hero-deep": deep,
        "hero-text": WHITE,
        "hero-soft": legible(mix(hero, WHITE, 78), lighter),
        "hero-accent": legible(rgb(brand.accent), lighter),
    }


def light(brand: Brand) -> dict[str, Rgb]:
    """Grounds, words and marks on a light page."""
    primary, accent = rgb(brand.primary), rgb(brand.accent)
    surface, tint = WHITE, mix(primary, WHITE, 93)
    accent_tint = mix(accent, WHITE, 85)
    darkest = min(tint, accent_tint, key=luminance)  # of the grounds, the one that words stand out from least
    main = legible(primary, darkest)
    return {
        "brand": main,
        "brand-strong": mix(main, INK, 35),
        "on-brand": WHITE,
        "brand-tint": tint,
        "brand-soft": mix(primary, WHITE, 82),
        "accent": accent,
        "accent-text": legible(accent, darkest),
        "accent-tint": accent_tint,
        "ink": INK,
        "muted": legible(mix(INK, WHITE, 40), darkest),
        "paper": mix(primary, WHITE, 97),
        "surface": surface,
        "line": mix(primary, mix(INK, WHITE, 86), 90),
        "edge": marked(mix(INK, WHITE, 60), darkest),
    } | _bands(_BANDS_LIGHT, surface, darkest)


def mark(brand: Brand) -> str:
    """The campaign's mark as one `<svg>`: bricks laid up to a light, what many hands add, course by course."""
    ground = legible(rgb(brand.primary), WHITE)
    light = marked(rgb(brand.accent), ground)
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
        f'<path d="M32 6.5l2.6 6 6 2.6-6 2.6-2.6 6-2.6-6-6-2.6 6-2.6z" fill="{hexadecimal(light)}"/></svg>'
    )


def dark(brand: Brand) -> dict[str, Rgb]:
    """The same on a dark page."""
    primary, accent = rgb(brand.primary), rgb(brand.accent)
    paper, surface = _NIGHT, mix(primary, mix(_NIGHT, WHITE, 6), 96)
    tint, accent_tint = mix(primary, _NIGHT, 86), mix(accent, _NIGHT, 82)
    lightest = max(paper, surface, tint, accent_tint, key=luminance)  # the ground that words stand out from least
    main = legible(mix(primary, accent, 35), lightest)
    return {
        "brand": main,
        "brand-strong": mix(main, WHITE, 30),
        "on-brand": _NIGHT,
        "brand-tint": tint,
        "brand-soft": mix(primary, _NIGHT, 68),
        "accent": accent,
        "accent-text": legible(accent, lightest),
        "accent-tint": accent_tint,
        "ink": mix(WHITE, _NIGHT, 8),
        "muted": legible(mix(WHITE, _NIGHT, 32), lightest),
        "paper": paper,
        "surface": surface,
        "line": mix(_NIGHT, WHITE, 20),
        "edge": marked(mix(_NIGHT, WHITE, 45), lightest),
    } | _bands(_BANDS_DARK, surface, lightest)


def _bands(bands: dict[str, str], surface: Rgb, hardest: Rgb) -> dict[str, Rgb]:
    """Each band's colour for marks on any ground, `hardest` too, for text, and for the ground of that text."""
    colours: dict[str, Rgb] = {}
    for name, colour in bands.items():
        ground = mix(rgb(colour), surface, 87)
        colours[name] = marked(rgb(colour), hardest)
        colours[f"{name}-text"] = legible(rgb(colour), ground)
        colours[f"{name}-tint"] = ground
    return colours


def declared(colours: Mapping[str, Rgb]) -> list[str]:
    """The colours as declarations of CSS variables."""
    return [f"--sk-{name}: {hexadecimal(colour)};" for name, colour in colours.items()]
