"""A picture before and one after lie in one frame only where they can."""

from pathlib import Path

import pytest
from campaigns import INITIATIVE, PHOTO, TODAY, edited, picture, write_campaign

from generator import editorial, progress
from generator.parse import parse
from generator.render import render

WIDE, TALL, SQUARE = (320, 200), (200, 320), (200, 200)


def story(root: Path, *photos: tuple[str, tuple[int, int]]) -> str:
    """The page of an initiative with `photos`, each a kind and a size in pixels."""
    entries = "".join(
        f"  - {{file: {number}.png, alt: Ảnh {number}, kind: {kind}}}\n" for number, (kind, _size) in enumerate(photos)
    )
    files = {f"data/photos/{number}.png": picture("PNG", *size) for number, (_kind, size) in enumerate(photos)}
    text = edited(INITIATIVE, ("  - file: den.jpg\n    alt: Dãy đèn trong xưởng\n", entries))
    root = write_campaign(root, {**text, **files, PHOTO: None})
    report = progress.report(editorial.publish(parse(root).campaign(), TODAY))
    (page,) = [each.content for each in render(report) if each.path == "sang-kien/den-tiet-kiem/index.md"]
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize(
    ("photos", "frame"),
    [
        ((("before", WIDE), ("after", WIDE)), "wide"),
        ((("after", WIDE), ("before", WIDE)), "wide"),
        ((("before", WIDE), ("after", (640, 400)), ("other", SQUARE)), "wide"),
        ((("before", (320, 201)), ("after", WIDE)), "wide"),
        ((("before", SQUARE), ("after", SQUARE)), "wide"),
        ((("before", TALL), ("after", TALL)), "tall"),
    ],
)
def test_one_before_and_one_after_of_one_shape_are_compared(
    tmp_path: Path, photos: tuple[tuple[str, tuple[int, int]], ...], frame: str
) -> None:
    page = story(tmp_path, *photos)
    assert f'<div class="sk-pair sk-compare sk-compare--{frame}">' in page
    assert page.index('"sk-photo sk-photo--before"') < page.index('"sk-photo sk-photo--after"')
    assert '"compare.js"' in page
    assert page.count('fetchpriority="high"') == 2, "both are seen at once"


@pytest.mark.parametrize(
    "photos",
    [
        (("before", WIDE), ("after", TALL)),
        (("before", WIDE), ("after", (320, 210))),
        (("before", WIDE), ("before", WIDE)),
        (("before", WIDE), ("after", WIDE), ("after", WIDE)),
        (("after", WIDE),),
        (("other", WIDE), ("other", WIDE)),
    ],
)
def test_others_stand_side_by_side(tmp_path: Path, photos: tuple[tuple[str, tuple[int, int]], ...]) -> None:
    page = story(tmp_path, *photos)
    assert "sk-compare" not in page
    assert "compare.js" not in page
    assert page.count('fetchpriority="high"') == 1, "the first is seen first"
    assert page.count("<picture>") == len(photos)
