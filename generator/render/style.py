"""The campaign's colours for the web: `brand` of campaign.yml as CSS variables, light and dark, and its mark.

Tints and shades are mixed in `palette` so that the theme's stylesheet needs no colour of its own.
"""

from collections.abc import Iterator

from generator.colours import WHITE, Rgb, hexadecimal, legible, marked, rgb
from generator.model import Brand
from generator.render import palette
from generator.render.outputs import Output


def stylesheet(brand: Brand) -> Iterator[Output]:
    """assets/brand.css and the mark, which is the favicon too."""
    dark = palette.dark(brand)  # for a screen; paper is light
    parts = [
        "/* Tệp này do sangkien tạo ra từ mục brand trong data/campaign.yml. */",
        _block(":root", palette.heads(brand) | palette.light(brand)),
        f"@media screen {{\n{_block('[data-scheme=dark]', dark)}\n}}",
        f"@media screen and (prefers-color-scheme: dark) {{\n{_block('.no-js', dark)}\n}}",
    ]
    yield Output(path="assets/brand.css", content="\n".join(parts) + "\n", made_from="data/campaign.yml")
    ground = legible(rgb(brand.primary), WHITE)
    mark = _mark(ground, marked(rgb(brand.accent), ground))
    yield Output(path="assets/favicon.svg", content=mark, made_from="data/campaign.yml")


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
    lines = "\n".join(f"  {each}" for each in palette.declared(colours))
    return f"{selector} {{\n{lines}\n}}"
