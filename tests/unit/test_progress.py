"""Every figure is exact, carries its day, and is nothing when nothing was reported; laws that hold for any campaign."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import END, START, TODAY, Figures, figures, snapshot, unit

from generator.model import Snapshot, Thresholds, Unit
from generator.progress import (
    Band,
    Measured,
    Pace,
    Standing,
    Unmeasured,
    band,
    expected_share,
    ranks,
)
from generator.render import words

DAY = timedelta(days=1)
PAIR = (unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100))


# --- Shares and bands ---------------------------------------------------------------------------------


def test_a_share_is_what_was_counted_against_the_target() -> None:
    shown = figures(PAIR, [snapshot(date(2022, 6, 30), "bac", 60), snapshot(date(2022, 6, 30), "nam", 31)])
    aims = {name: shown.aim(name) for name in ("bac", "nam", "tinh")}
    assert {name: aim.share for name, aim in aims.items()} == {
        "bac": Fraction(60, 200),
        "nam": Fraction(31, 100),
        "tinh": Fraction(91, 300),
    }
    assert {name: (aim.missing, aim.surplus) for name, aim in aims.items()} == {
        "bac": (140, 0),
        "nam": (69, 0),
        "tinh": (209, 0),
    }
    assert shown.aim().share == Fraction(91, 300)


def test_over_the_target_is_a_surplus_and_nothing_is_missing() -> None:
    shown = figures(PAIR, [snapshot(date(2022, 6, 30), "nam", 151)])
    aim = shown.aim("nam")
    assert (aim.share, aim.missing, aim.surplus, aim.band) == (Fraction(151, 100), 0, 51, Band.REACHED)
    assert (aim.needed_per_month, aim.projected_on) == (0, None)


def test_one_short_of_the_target_is_not_printed_as_all_of_it() -> None:
    shown = figures([unit("tinh", target=3000)], [snapshot(END, "tinh", 2999)], today=END, target=3000)
    assert shown.aim().band is not Band.REACHED
    assert words.share(shown.report.campaign) == "99,9%"


@pytest.mark.parametrize(
    ("percent", "expected_percent", "found"),
    [
        (100, 100, Band.REACHED),
        (101, 0, Band.REACHED),
        (99, 99, Band.ON_PACE),
        (10, 10, Band.ON_PACE),  # early in a campaign everyone is under 50%
        (9, 10, Band.LOW),
        (49, 50, Band.LOW),
        (50, 51, Band.BEHIND),
        (0, 0, Band.ON_PACE),
    ],
)
def test_being_on_pace_counts_before_the_threshold(percent: int, expected_percent: int, found: Band) -> None:
    assert band(Fraction(percent, 100), Fraction(expected_percent, 100), Thresholds()) is found


@pytest.mark.parametrize(("low", "found"), [(30, Band.BEHIND), (31, Band.LOW), (0, Band.BEHIND)])
def test_the_threshold_is_the_campaigns(low: int, found: Band) -> None:
    assert band(Fraction(30, 100), Fraction(60, 100), Thresholds(low_percent=low)) is found


@given(st.fractions(0, 3), st.fractions(0, 3), st.fractions(0, 1), st.integers(0, 100))
def test_more_is_never_a_worse_band(one: Fraction, other: Fraction, expected: Fraction, low: int) -> None:
    order = list(Band)
    best, worst = sorted((one, other), reverse=True)
    thresholds = Thresholds(low_percent=low)
    assert order.index(band(best, expected, thresholds)) <= order.index(band(worst, expected, thresholds))


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (START - DAY, Fraction(0)),
        (START, Fraction(1, 365)),
        (date(2022, 7, 1), Fraction(182, 365)),
        (END - DAY, Fraction(364, 365)),
        (END, Fraction(1)),
        (END + DAY, Fraction(1)),
    ],
)
def test_what_is_expected_is_the_days_gone(on: date, share: Fraction) -> None:
    assert expected_share(START, END, on) == share


def test_pace_is_measured_on_the_day_of_the_newest_report_while_it_is_fresh() -> None:
    rows = [snapshot(date(2022, 3, 31), "bac", 50), snapshot(date(2022, 3, 31), "nam", 24)]
    late = figures(PAIR, rows)  # the 15th of July: old reports do not stop the clock
    assert (late.report.compared_on, late.report.expected_share) == (TODAY, Fraction(196, 365))
    assert late.aim("bac").band is Band.LOW
    shown = figures(PAIR, rows, today=date(2022, 5, 15))
    assert shown.report.as_of == shown.report.compared_on == date(2022, 3, 31)
    assert shown.report.expected_share == Fraction(90, 365)
    assert (shown.aim("bac").band, shown.aim("nam").band) == (Band.ON_PACE, Band.LOW)


# --- Ranks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "found"),
    [([], []), ([7], [1]), ([3, 9, 5], [3, 1, 2]), ([5, 9, 5, 1, 9], [3, 1, 3, 5, 1]), ([0, 0], [1, 1])],
)
def test_ties_share_a_rank_and_the_next_is_skipped(values: list[int], found: list[int]) -> None:
    assert ranks(values) == found


def test_units_of_one_level_compete_whatever_group_they_are_in() -> None:
    tree = [
        unit("tinh", kind="province"),
        unit("khoi-1", "tinh", kind="group"),
        unit("a", "khoi-1", target=100),
        unit("b", "khoi-1", target=10),
        unit("khoi-2", "tinh", kind="group"),
        unit("c", "khoi-2", target=50, kind="sector"),
        unit("xa", "a", target=100, kind="grassroots"),
    ]
    day = date(2022, 6, 30)
    shown = figures(tree, [snapshot(day, "a", 20), snapshot(day, "b", 5), snapshot(day, "c", 10)], target=160)
    found = {name: (shown.of(name).rank_by_share, shown.of(name).rank_by_count) for name in ("a", "b", "c")}
    assert found == {"a": (2, 1), "b": (1, 3), "c": (2, 2)}
    assert [each.unit and each.unit.id for each in shown.report.peers] == ["b", "a", "c"]
    assert (shown.of("khoi-1").rank_by_share, shown.of("khoi-2").rank_by_share) == (1, 2)
    assert [each.level for each in shown.report.standings] == [0, 1, 1, 2, 1, 1, 1]
    assert [each.depth for each in shown.report.standings] == [0, 1, 2, 3, 2, 1, 2]


def test_the_unmeasured_has_no_rank_and_stands_last_among_its_peers() -> None:
    tree = [unit("tinh"), unit("im", "tinh", target=10), unit("bac", "tinh", target=10), unit("nam", "tinh", target=10)]
    shown = figures(tree, [snapshot(date(2022, 6, 30), "bac", 1), snapshot(date(2022, 6, 30), "nam", 2)], target=30)
    assert [each.unit and each.unit.id for each in shown.report.peers] == ["nam", "bac", "im"]
    assert (shown.of("im").rank_by_share, shown.of("im").rank_by_count) == (None, None)


# --- What was not reported ----------------------------------------------------------------------------


def test_nothing_reported_is_unmeasured_and_not_zero() -> None:
    shown = figures(PAIR, [])
    assert [each.progress for each in shown.report.standings] == [Unmeasured(reason="Chưa có báo cáo")] * 3
    assert shown.report.campaign.progress == Unmeasured(reason="Chưa có báo cáo")
    assert {each.aim for each in (*shown.report.standings, shown.report.campaign)} == {None}
    assert shown.report.as_of == TODAY


def test_zero_reported_is_zero() -> None:
    shown = figures(PAIR, [snapshot(date(2022, 6, 30), "bac", 0)])
    assert shown.measured("bac").counted == 0
    assert shown.aim("bac").share == 0


def test_a_sum_says_how_many_of_its_members_are_in_it() -> None:
    shown = figures(PAIR, [snapshot(date(2022, 6, 30), "bac", 7)])
    assert (shown.measured().counted, shown.measured().reporting, shown.measured().members) == (7, 1, 2)
    assert [point.complete for point in shown.of("tinh").history] == [False]


@pytest.mark.parametrize("target", [None, 0])
def test_without_a_target_there_is_a_count_but_no_aim(target: int | None) -> None:
    shown = figures([unit("tinh"), unit("bac", "tinh", target=target)], [snapshot(date(2022, 6, 30), "bac", 7)])
    assert shown.measured("bac").counted == 7
    assert shown.of("bac").aim is None
    assert (shown.of("bac").rank_by_share, shown.of("bac").rank_by_count) == (None, 1)


def test_a_parents_target_is_its_members_together_or_none_if_one_has_none() -> None:
    tree = [unit("tinh"), unit("bac", "tinh", target=200), unit("nam", "tinh")]
    day = date(2022, 6, 30)
    assert figures(tree, [snapshot(day, "bac", 1)]).of("tinh").target is None
    assert figures(PAIR, [snapshot(day, "bac", 1)]).of("tinh").target == 300


@pytest.mark.parametrize(("age_days", "stale"), [(0, False), (45, False), (46, True)])
def test_a_figure_is_stale_when_its_oldest_report_is_too_old(age_days: int, stale: bool) -> None:  # noqa: FBT001 - the table's column
    shown = figures(PAIR, [snapshot(TODAY - age_days * DAY, "bac", 7), snapshot(TODAY, "nam", 7)])
    assert shown.measured("bac").stale is stale
    assert shown.measured().stale is stale
    assert shown.measured("nam").stale is False


def test_how_old_is_too_old_is_the_campaigns_say() -> None:
    shown = figures(PAIR, [snapshot(TODAY - 8 * DAY, "bac", 7)], thresholds={"stale_days": 7})
    assert shown.measured("bac").stale


# --- What is counted ----------------------------------------------------------------------------------


def test_a_campaign_that_counts_the_valid_measures_them_against_the_target() -> None:
    day = date(2022, 6, 30)
    shown = figures(PAIR, [snapshot(day, "bac", 60, 40), snapshot(day, "nam", 30, 20)], counting="valid")
    assert (shown.measured().submitted, shown.measured().valid, shown.measured().counted) == (90, 60, 60)
    assert shown.aim().share == Fraction(60, 300)
    assert [point.counted for point in shown.of("bac").history] == [40]


def test_valid_is_unknown_when_one_of_the_sum_does_not_say() -> None:
    day = date(2022, 6, 30)
    rows = [snapshot(day, "bac", 60, 40), snapshot(day, "nam", 30)]
    assert figures(PAIR, rows).measured().valid is None
    shown = figures(PAIR, rows, counting="valid")
    reason = "Chưa có số được công nhận"
    assert shown.report.campaign.progress == Unmeasured(reason=reason, submitted=90, reported_on=day)
    assert shown.of("nam").progress == Unmeasured(reason=reason, submitted=30, reported_on=day)
    assert shown.of("nam").history == ()
    assert shown.aim("bac").share == Fraction(40, 200)


# --- Change and pace ----------------------------------------------------------------------------------


def gains(*rows: tuple[date, int]) -> Measured:
    """Measure one unit with these reports."""
    return figures([unit("tinh", target=300)], [snapshot(on, "tinh", count) for on, count in rows]).measured("tinh")


def test_change_compares_with_the_last_report_of_an_earlier_month() -> None:
    found = gains(
        (date(2022, 5, 10), 10),
        (date(2022, 5, 31), 20),
        (date(2022, 6, 1), 25),
        (date(2022, 6, 30), 45),
    )
    assert found.change == Pace(since=date(2022, 5, 31), until=date(2022, 6, 30), gained=25)


def test_pace_compares_with_the_last_report_thirty_days_before_or_more() -> None:
    newest = date(2022, 6, 30)
    rows = [(newest - 60 * DAY, 5), (newest - 31 * DAY, 10), (newest - 30 * DAY, 20), (newest - 29 * DAY, 40)]
    found = gains(*rows, (newest, 50))
    assert found.pace == Pace(since=newest - 30 * DAY, until=newest, gained=30)
    assert found.pace.per_month == 30
    assert gains(rows[3], (newest, 50)).pace is None


def test_pace_is_told_in_thirty_days() -> None:
    found = gains((date(2022, 5, 1), 10), (date(2022, 6, 30), 45))
    assert found.pace is not None
    assert found.pace.per_month == Fraction(35 * 30, 60)


def test_a_correction_is_a_loss() -> None:
    found = gains((date(2022, 5, 1), 50), (date(2022, 6, 30), 45))
    assert found.change == found.pace == Pace(since=date(2022, 5, 1), until=date(2022, 6, 30), gained=-5)


def test_a_first_report_has_neither_change_nor_pace() -> None:
    found = gains((date(2022, 6, 30), 45))
    assert (found.change, found.pace) == (None, None)


def test_there_is_no_gain_where_a_member_reports_for_the_first_time() -> None:
    early, late = date(2022, 5, 1), date(2022, 6, 30)
    rows = [snapshot(early, "bac", 10), snapshot(late, "bac", 20), snapshot(late, "nam", 50)]
    shown = figures(PAIR, rows)
    assert (shown.measured().change, shown.measured().pace) == (None, None)
    assert shown.measured("bac").change == Pace(since=early, until=late, gained=10)
    whole = figures(PAIR, [*rows, snapshot(early, "nam", 30)]).measured()
    assert whole.change == whole.pace == Pace(since=early, until=late, gained=30)


# --- What is needed and what is foreseen --------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "counted", "needed"),
    [
        (END - 60 * DAY, 240, 30),
        (END - 60 * DAY, 239, 31),  # rounded up
        (END - 61 * DAY, 240, 30),
        (END - 10 * DAY, 240, 60),  # never more than all that is missing
        (END - DAY, 299, 1),
        (END - 60 * DAY, 300, 0),
        (END, 240, 60),  # the last day still counts
        (END, 300, 0),
        (END + DAY, 240, None),
        (END + DAY, 300, None),
    ],
)
def test_what_is_needed_a_month_is_spread_over_the_days_left(today: date, counted: int, needed: int | None) -> None:
    shown = figures([unit("tinh", target=300)], [snapshot(date(2022, 6, 30), "tinh", counted)], today=today)
    assert shown.aim().needed_per_month == needed


def test_a_projection_that_time_has_overtaken_is_none() -> None:
    rows = [snapshot(date(2022, 1, 31), "tinh", 100), snapshot(date(2022, 3, 2), "tinh", 200)]
    shown = figures([unit("tinh", target=300)], rows, today=date(2022, 3, 31))
    assert shown.aim().projected_on == date(2022, 4, 1)
    assert figures([unit("tinh", target=300)], rows, today=date(2022, 4, 1)).aim().projected_on is None


def test_the_last_word_of_a_unit_that_ended_does_not_age() -> None:
    units = [unit("tinh"), unit("cu", "tinh", target=1, valid_to=date(2022, 1, 31)), unit("bac", "tinh", target=1)]
    rows = [snapshot(date(2022, 1, 31), "cu", 5), snapshot(date(2022, 6, 30), "bac", 5)]
    assert not figures(units, rows).measured("tinh").stale


def test_a_figure_told_by_every_member_after_a_merger_includes_what_ended() -> None:
    ended = unit("cu", "tinh", valid_to=date(2022, 1, 31), successor="bac")
    units = [unit("tinh"), ended, unit("bac", "tinh"), unit("xa", "bac", target=20)]
    rows = [snapshot(date(2022, 1, 31), "cu", 10)]
    assert figures(units, rows).measured("bac").counted == 10
    rows.append(snapshot(date(2022, 3, 31), "xa", 15))
    assert figures(units, rows).measured("bac").counted == 15


def test_a_mark_that_a_correction_took_back_is_no_news() -> None:
    rows = [snapshot(date(2022, month, 1), "tinh", counted) for month, counted in ((2, 40), (3, 60), (4, 45))]
    units = [unit("tinh", target=100)]
    assert [each.percent for each in figures(units, rows[:2]).report.crossings] == [50]
    assert figures(units, rows).report.crossings == ()


def test_an_ended_campaign_has_no_days_left() -> None:
    shown = figures([unit("tinh", target=300)], [snapshot(END, "tinh", 100)], today=END + 100 * DAY)
    assert (shown.report.days_left, shown.report.expected_share) == (0, Fraction(1))
    assert shown.aim().band is Band.LOW


def test_days_left_count_from_today() -> None:
    assert figures(PAIR, [], today=END - 7 * DAY).report.days_left == 7


def foreseen(first: int, last: int, target: int = 300) -> date | None:
    """Foresee when the target is reached by one who reported these counts thirty days apart."""
    rows = [snapshot(date(2022, 5, 31), "tinh", first), snapshot(date(2022, 6, 30), "tinh", last)]
    return figures([unit("tinh", target=target)], rows, target=target).aim().projected_on


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (180, 200, date(2022, 6, 30) + 150 * DAY),
        (170, 200, date(2022, 6, 30) + 100 * DAY),
        (193, 200, date(2022, 6, 30) + 429 * DAY),  # 428 and four sevenths: the day it is reached
        (200, 200, None),
        (210, 200, None),
        (280, 300, None),
        (280, 310, None),
    ],
)
def test_the_projection_goes_on_at_the_last_pace(first: int, last: int, found: date | None) -> None:
    assert foreseen(first, last) == found


def test_a_projection_beyond_ten_years_is_none() -> None:
    assert foreseen(0, 1, target=122) == date(2022, 6, 30) + 3630 * DAY
    assert foreseen(0, 1, target=123) is None


# --- The tree: depth, mergers, crossings --------------------------------------------------------------


def test_a_deep_tree_sums_up_to_the_top() -> None:
    depth = 200
    chain = [unit("u-0", target=300)] + [unit(f"u-{n}", f"u-{n - 1}") for n in range(1, depth)]
    shown = figures(chain, [snapshot(date(2022, 6, 30), f"u-{depth - 1}", 42)])
    assert shown.measured("u-0").counted == 42
    assert [each.depth for each in shown.report.standings] == list(range(depth))


MERGED = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=100, valid_to=date(2022, 6, 30), successor="bac-moi"),
    unit("bac-moi", "tinh", target=100, valid_from=date(2022, 7, 1)),
    unit("nam", "tinh", target=200),
)
BEFORE = (snapshot(date(2022, 6, 30), "bac", 60), snapshot(date(2022, 6, 30), "nam", 30))


def test_what_an_ended_unit_reported_stands_in_for_its_successor_from_the_next_day() -> None:
    last_day = figures(MERGED, BEFORE, today=date(2022, 6, 30))
    assert [each.unit and each.unit.id for each in last_day.report.standings] == ["tinh", "bac", "nam"]
    next_day = figures(MERGED, BEFORE, today=date(2022, 7, 1))
    assert [each.unit and each.unit.id for each in next_day.report.standings] == ["tinh", "bac-moi", "nam"]
    assert next_day.measured("bac-moi").counted == 60
    assert next_day.aim("bac-moi").share == Fraction(60, 100)
    assert next_day.measured().counted == last_day.measured().counted == 90
    assert [each.id for each in next_day.report.absent] == ["bac"]
    assert [each.id for each in last_day.report.absent] == ["bac-moi"]


def test_a_unit_that_takes_another_in_counts_both_until_its_own_report_does() -> None:
    tree = (MERGED[0], unit("bac", "tinh", target=100, valid_to=date(2022, 6, 30), successor="nam"), MERGED[3])
    stood_in = figures(tree, BEFORE, today=date(2022, 7, 1))
    assert stood_in.measured("nam").counted == 90
    assert stood_in.measured("nam").change is None
    reported = figures(tree, [*BEFORE, snapshot(date(2022, 7, 5), "nam", 95)], today=date(2022, 7, 5))
    assert reported.measured("nam").counted == reported.measured().counted == 95


def test_what_came_with_a_merger_is_not_a_gain() -> None:
    tree = (MERGED[0], unit("bac", "tinh", target=100, valid_to=date(2022, 5, 31), successor="nam"), MERGED[3])
    early, late = date(2022, 4, 30), date(2022, 6, 30)
    rows = [snapshot(early, "bac", 20), snapshot(early, "nam", 50), snapshot(late, "nam", 90)]
    found = figures(tree, rows).measured("nam")
    assert (found.counted, found.change, found.pace) == (90, None, None)
    later = figures(tree, [*rows, snapshot(late + 31 * DAY, "nam", 95)], today=date(2022, 8, 1)).measured("nam")
    assert later.change == later.pace == Pace(since=late, until=late + 31 * DAY, gained=5)


def test_a_merger_changes_who_counts_and_not_what_the_whole_gained() -> None:
    tree = (MERGED[0], unit("bac", "tinh", target=100, valid_to=date(2022, 5, 31), successor="nam"), MERGED[3])
    early, late = date(2022, 5, 31), date(2022, 6, 30)
    rows = [snapshot(early, "bac", 20), snapshot(early, "nam", 50), snapshot(late, "nam", 90)]
    assert figures(tree, rows).measured().change == Pace(since=early, until=late, gained=20)
    never_told = figures(tree, rows[1:]).measured()
    assert never_told.change is None, "what the one had when it came is not known"


def test_a_merger_takes_nobody_over_a_mark_and_takes_no_mark_away() -> None:
    rows = [
        snapshot(date(2022, 5, 31), "bac", 40),
        snapshot(date(2022, 6, 30), "bac", 60),
        snapshot(date(2022, 6, 30), "nam", 60),
        snapshot(date(2022, 7, 5), "nam", 125),
    ]
    tree = (MERGED[0], unit("bac", "tinh", target=100, valid_to=date(2022, 6, 30), successor="nam"), MERGED[3])
    found = figures(tree, rows).report.crossings
    assert [(each.unit.id, each.on, each.percent) for each in found] == [("bac", date(2022, 6, 30), 50)]


def test_crossing_half_and_all_of_the_target_is_told_with_its_day() -> None:
    rows = [
        snapshot(date(2022, 4, 30), "bac", 99),
        snapshot(date(2022, 5, 31), "bac", 100),
        snapshot(date(2022, 6, 30), "bac", 200),
        snapshot(date(2022, 4, 30), "nam", 10),
        snapshot(date(2022, 5, 31), "nam", 120),
    ]
    crossings = [(each.unit.id, each.on, each.percent) for each in figures(PAIR, rows).report.crossings]
    assert crossings == [
        ("bac", date(2022, 5, 31), 50),
        ("nam", date(2022, 5, 31), 50),
        ("nam", date(2022, 5, 31), 100),
        ("bac", date(2022, 6, 30), 100),
    ]


def test_a_first_report_above_the_mark_crosses_nothing() -> None:
    assert figures(PAIR, [snapshot(date(2022, 6, 30), "bac", 200)]).report.crossings == ()


# --- Laws ---------------------------------------------------------------------------------------------

DATES = [date(2022, 3, 31), date(2022, 5, 31), date(2022, 6, 15), date(2022, 6, 30), date(2022, 7, 15)]


@st.composite
def trees(draw: st.DrawFn) -> list[Unit]:
    """Up to seven units below one another in any way, some with a target, one perhaps merged into another."""
    size = draw(st.integers(1, 7))
    merged = draw(st.none() | st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), st.sampled_from(DATES)))
    return [
        unit(
            f"u-{number}",
            f"u-{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else None,
            kind=draw(st.sampled_from(["district", "sector", "group"])),
            target=draw(st.none() | st.integers(0, 40)),
            **({"valid_to": merged[2], "successor": f"u-{merged[1]}"} if merged and merged[0] == number else {}),
        )
        for number in range(size)
    ]


@st.composite
def reported(draw: st.DrawFn) -> tuple[list[Unit], list[Snapshot]]:
    """Make a tree with reports."""
    tree = draw(trees())
    rows = st.builds(
        snapshot,
        st.sampled_from(DATES),
        st.sampled_from([each.id for each in tree]),
        st.integers(0, 60),
        st.none() | st.integers(0, 60),
    )
    return tree, draw(st.lists(rows, max_size=15, unique_by=lambda each: (each.date, each.unit)))


campaigns = st.tuples(reported(), st.sampled_from(["submitted", "valid"]), st.sampled_from(DATES))


def compute(made: tuple[tuple[list[Unit], list[Snapshot]], str, date]) -> Figures:
    (tree, rows), counting, today = made
    return figures(tree, rows, today=today, counting=counting)


def essence(standing: Standing) -> tuple[object, ...]:
    """What a standing says, with the rows it is made of in no order."""
    progress = standing.progress
    if isinstance(progress, Measured):
        told: tuple[object, ...] = (
            progress.submitted,
            progress.valid,
            progress.counted,
            progress.reported_on,
            progress.oldest_report,
            progress.stale,
            progress.reporting,
            progress.members,
            progress.change,
            progress.pace,
            {(row.unit, row.date) for row in progress.rows},
        )
    else:
        told = (progress.reason,)
    ranked = (standing.rank_by_share, standing.rank_by_count)
    return standing.depth, standing.level, standing.target, told, standing.aim, standing.history, *ranked


@given(campaigns, st.randoms(use_true_random=False))
def test_the_order_of_rows_in_the_files_changes_no_figure(
    made: tuple[tuple[list[Unit], list[Snapshot]], str, date], random: Random
) -> None:
    (tree, rows), counting, today = made
    one = compute(made).report
    disordered = (random.sample(tree, len(tree)), random.sample(rows, len(rows)))
    other = compute((disordered, counting, today)).report
    assert essence(one.campaign) == essence(other.campaign)
    assert by_unit(one.standings) == by_unit(other.standings)
    assert by_unit(one.peers) == by_unit(other.peers)
    assert one.crossings == other.crossings
    assert (one.as_of, one.expected_share, one.days_left) == (other.as_of, other.expected_share, other.days_left)


def by_unit(standings: Sequence[Standing]) -> dict[str, tuple[object, ...]]:
    return {each.unit.id: essence(each) for each in standings if each.unit}


@given(campaigns)
def test_every_aim_adds_up(made: tuple[tuple[list[Unit], list[Snapshot]], str, date]) -> None:
    shown = compute(made)
    for standing in (*shown.report.standings, shown.report.campaign):
        progress, aim = standing.progress, standing.aim
        assert (aim is None) == (isinstance(progress, Unmeasured) or not standing.target)
        if aim is None or not isinstance(progress, Measured):
            continue
        assert aim.share * aim.target == progress.counted
        assert aim.missing - aim.surplus == aim.target - progress.counted
        assert min(aim.missing, aim.surplus) == 0
        assert (aim.band is Band.REACHED) == (aim.missing == 0)
        assert progress.counted == (progress.submitted if made[1] == "submitted" else progress.valid)
        assert 1 <= progress.reporting <= progress.members
        assert progress.oldest_report <= progress.reported_on <= shown.report.today


@given(campaigns)
def test_the_whole_is_the_sum_of_the_units_at_the_top(
    made: tuple[tuple[list[Unit], list[Snapshot]], str, date],
) -> None:
    shown = compute((made[0], "submitted", made[2]))
    top = [each.progress for each in shown.report.standings if each.depth == 0]
    measured = [each.submitted for each in top if isinstance(each, Measured)]
    whole = shown.report.campaign.progress
    assert (whole.submitted if isinstance(whole, Measured) else None) == (sum(measured) if measured else None)


@given(campaigns)
def test_ranks_follow_the_order_of_shares_and_counts(
    made: tuple[tuple[list[Unit], list[Snapshot]], str, date],
) -> None:
    peers = compute(made).report.peers
    aimed = [(each.aim.share, each.rank_by_share) for each in peers if each.aim]
    assert all((one[0] > other[0]) == (one[1] < other[1]) for one in aimed for other in aimed if one[1] and other[1])
    assert [rank for _share, rank in aimed] == sorted(ranks([share for share, _rank in aimed]))
    counted = [(each.progress.counted, each.rank_by_count) for each in peers if isinstance(each.progress, Measured)]
    assert [rank for _count, rank in counted] == ranks([count for count, _rank in counted])
    assert all(one.rank_by_share or not other.rank_by_share for one, other in pairwise(peers))


@given(campaigns, st.integers(1, 400), st.integers(0, 500))
def test_a_report_after_today_changes_nothing(
    made: tuple[tuple[list[Unit], list[Snapshot]], str, date], days: int, submitted: int
) -> None:
    (tree, rows), counting, today = made
    later = snapshot(today + days * DAY, tree[0].id, submitted)
    one, other = compute(made).report, compute(((tree, [*rows, later]), counting, today)).report
    assert (one.campaign, one.standings, one.peers, one.crossings) == (
        other.campaign,
        other.standings,
        other.peers,
        other.crossings,
    )
    assert (one.as_of, one.expected_share) == (other.as_of, other.expected_share)
