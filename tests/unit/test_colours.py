"""Contrast is WCAG's, and the colour proposed for one that fails is the nearest that passes."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator import colours
from generator.colours import (
    MARK_CONTRAST,
    TEXT_CONTRAST,
    WHITE,
    Rgb,
    apart,
    contrast,
    distance,
    head_ground,
    hexadecimal,
    mix,
    rgb,
)

part = st.integers(0, 255)
triples = st.tuples(part, part, part)
ratios = st.sampled_from((MARK_CONTRAST, TEXT_CONTRAST))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_wcags(one: str, other: str, ratio: float) -> None:
    assert round(contrast(rgb(one), rgb(other)), 2) == ratio


@given(triples, triples)
def test_contrast_is_the_same_both_ways_and_within_its_range(one: Rgb, other: Rgb) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@given(triples, triples, st.integers(0, 100))
def test_a_mixture_lies_between(one: Rgb, other: Rgb, percent: int) -> None:
    assert mix(one, other, 0) == one
    assert mix(one, other, 100) == other
    mixed = mix(one, other, percent)
    assert all(min(a, b) <= part <= max(a, b) for a, b, part in zip(one, other, mixed, strict=True))


@given(triples)
def test_a_colour_survives_being_written(colour: Rgb) -> None:
    assert rgb(hexadecimal(colour)) == colour


@pytest.mark.parametrize(
    ("colour", "lightness", "a", "b"),
    [
        # The table of Ottosson's article gives these to three places, from XYZ.
        ("#ffffff", 1.000, 0.000, 0.000),
        ("#000000", 0.000, 0.000, 0.000),
        ("#ff0000", 0.628, 0.225, 0.126),
        ("#00ff00", 0.866, -0.234, 0.179),
        ("#0000ff", 0.452, -0.032, -0.312),
    ],
)
def test_oklab_is_ottossons(colour: str, lightness: float, a: float, b: float) -> None:
    assert colours._oklab(rgb(colour)) == pytest.approx((lightness, a, b), abs=0.0006)  # noqa: SLF001


@given(triples)
def test_a_colour_survives_the_way_to_oklab_and_back(colour: Rgb) -> None:
    assert colours._shown(*colours._oklab(colour)) == colour  # noqa: SLF001


@given(triples, triples, ratios)
def test_what_is_proposed_passes(colour: Rgb, ground: Rgb, ratio: float) -> None:
    assert contrast(apart(colour, ground, ratio), ground) >= ratio


@given(triples, triples, ratios)
def test_what_passes_stays_and_what_does_not_changes(colour: Rgb, ground: Rgb, ratio: float) -> None:
    assert (apart(colour, ground, ratio) == colour) == (contrast(colour, ground) >= ratio)


@given(triples, triples, ratios)
def test_nothing_of_the_same_hue_and_nearer_passes(colour: Rgb, ground: Rgb, ratio: float) -> None:
    """Up to what 8 bits tell apart: nearer ones that pass are the proposed one, give or take a step of a part."""
    assume(contrast(colour, ground) < ratio)
    proposed = apart(colour, ground, ratio)
    lightness, a, b = colours._oklab(colour)  # noqa: SLF001
    reach = distance(colour, proposed)
    for step in range(-200, 201):
        level = lightness + reach * step / 200
        nearer = colours._shown(min(max(level, 0), 1), a, b)  # noqa: SLF001
        if contrast(nearer, ground) >= ratio and distance(nearer, colour) < reach:
            assert max(abs(one - other) for one, other in zip(nearer, proposed, strict=True)) <= 1


@given(triples, triples)
def test_the_hue_stays_where_there_is_one_to_see(colour: Rgb, ground: Rgb) -> None:
    """Turned by no more than 8 bits and the edge of what a screen shows turn it."""
    proposed = apart(colour, ground, TEXT_CONTRAST)
    _lightness, a, b = colours._oklab(colour)  # noqa: SLF001
    _level, a_then, b_then = colours._oklab(proposed)  # noqa: SLF001
    assert abs(a * b_then - b * a_then) <= 0.02 * (a * a + b * b) ** 0.5
    assert a * a_then + b * b_then >= -0.0005


@pytest.mark.parametrize(
    ("colour", "proposed"),
    [("#e0a100", "#9b6e00"), ("#00a0e0", "#007eb2"), ("#808080", "#767676"), ("#ff0000", "#ee0000")],
)
def test_well_known_colours_darken_to_their_own_kind(colour: str, proposed: str) -> None:
    assert hexadecimal(apart(rgb(colour), WHITE, TEXT_CONTRAST)) == proposed


def test_a_contrast_that_nothing_has_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        apart((118, 118, 118), (118, 118, 118), 7)


@given(triples)
def test_white_words_can_be_read_on_the_head_of_any_brand(primary: Rgb) -> None:
    assert contrast(WHITE, head_ground(primary)) >= TEXT_CONTRAST
