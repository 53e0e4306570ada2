"""What is shown beside a story is the nearest there is, and everyone's story is shown beside some."""

from collections import Counter

from records import initiative, published

from generator.render.kin import NEAREST, Kin

FIELDS, SECTORS, UNITS = ("ky-thuat", "quan-ly"), ("dien", "may"), ("bac", "nam")


def kin(*stories: tuple[str, str, str, str]) -> dict[str, list[str]]:
    """By id of a story of (id, sector, unit, field), the ids of its kin."""
    listed = published(
        initiatives=[initiative(id_, sector=sector, unit=unit, field=field) for id_, sector, unit, field in stories]
    ).initiatives
    known = Kin(listed)
    return {each.id: [other.id for other in known.of(each)] for each in listed}


def test_what_shares_most_comes_first() -> None:
    found = kin(
        ("mot", "dien", "bac", "ky-thuat"),
        ("field", "may", "nam", "ky-thuat"),
        ("sector", "dien", "nam", "quan-ly"),
        ("unit-field", "may", "bac", "ky-thuat"),
        ("sector-field", "dien", "nam", "ky-thuat"),
        ("all", "dien", "bac", "ky-thuat"),
    )
    assert found["mot"] == ["all", "sector-field", "unit-field"]


def test_a_story_is_no_kin_of_its_own_and_alone_has_none() -> None:
    assert kin(("mot", "dien", "bac", "ky-thuat")) == {"mot": []}
    assert kin(("mot", "dien", "bac", "ky-thuat"), ("hai", "may", "nam", "quan-ly")) == {"mot": [], "hai": []}


def test_on_a_long_shelf_each_story_is_shown_as_often_as_any_other() -> None:
    found = kin(*((f"s-{number}", "dien", "bac", "ky-thuat") for number in range(100)))
    shown = Counter(other for others in found.values() for other in others)
    assert set(shown.values()) == {NEAREST}
    assert len(shown) == 100
