"""The campaign's colours for the web: `brand` of campaign.yml as CSS variables, light and dark, and its mark.

Tints and shades are mixed in `palette` so that the theme's stylesheet needs no colour of its own.
"""

from collections.abc import Iterator

from generator import routes
from generator.colours import Rgb
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
    yield Output(path=f"{routes.ASSETS}/brand.css", content="\n".join(parts) + "\n", made_from="data/campaign.yml")
    yield Output(path=f"{routes.ASSETS}/favicon.svg", content=f"{palette.mark(brand)}\n", made_from="data/campaign.yml")


def _block(selector: str, colours: dict[str, Rgb]) -> str:
    lines = "\n".join(f"  {each}" for each in palette.declared(colours))
    return f"{selector} {{\n{lines}\n}}"
