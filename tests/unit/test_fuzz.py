"""Random damage to a campaign gives problems or pages, never an exception of ours."""

from collections import Counter
from collections.abc import Sequence

from campaigns import AGREED, TEXTS
from fuzzed import Damage, damages, outcome
from hypothesis import HealthCheck, given, settings


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damages)
def test_damage_gives_problems_or_pages(damage: Sequence[Damage]) -> None:
    assert outcome(damage) in ("refused", "rendered")


def test_the_damage_is_of_both_kinds() -> None:
    """Some passes, some is refused: otherwise the property above would say little."""
    harmless = Damage(AGREED, TEXTS[AGREED].index("Thợ điện") / len(TEXTS[AGREED]), 3, "Bác")
    harmful = Damage("data/campaign.yml", 0.0, 3, "?")
    assert Counter([outcome([harmless]), outcome([harmful])]) == {"rendered": 1, "refused": 1}
