"""The facts of a month and of a quarter: what was gained, by whom, and what may not be called a gain."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from records import START, charter, figures, initiative, person, published, snapshot, unit

from generator import editorial, progress
from generator.bulletins import Bulletin, bulletins, latest
from generator.model import Snapshot, Unit
from generator.parse import parse

ROOT = Path(__file__).resolve().parents[2]
PAIR = (unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100))
YES = {"given": START, "proof": "phiếu"}


def by_period(
    rows: list[Snapshot], units: tuple[Unit, ...] = PAIR, today: date = date(2022, 12, 31)
) -> dict[str, Bulletin]:
    return {each.period.id: each for each in bulletins(figures(units, rows, today=today).report)}


def rows(*counts: tuple[int, int, int]) -> list[Snapshot]:
    """Reports of both units at the ends of months: month, bac, nam."""
    found = []
    for month, bac, nam in counts:
        end = date(2022, month + 1, 1) - timedelta(days=1) if month < 12 else date(2022, 12, 31)
        found += [snapshot(end, "bac", bac), snapshot(end, "nam", nam)]
    return found


def test_a_month_tells_what_each_unit_and_the_whole_gained() -> None:
    found = by_period(rows((1, 10, 5), (2, 30, 6), (3, 101, 6)))
    march = found["2022-03"]
    assert march.growth
    assert (march.growth.since, march.growth.until, march.gained) == (date(2022, 2, 28), date(2022, 3, 31), 71)
    assert [(each.unit.id, each.gained, each.counted) for each in march.gains] == [("bac", 71, 101), ("nam", 0, 6)]
    assert [(each.unit.id, each.percent) for each in march.crossings] == [("bac", 50)]
    assert (march.is_whole, march.gained_earlier, march.reached, march.aimed) == (True, 21, 0, 2)


def test_the_first_report_of_all_is_compared_with_nothing() -> None:
    january = by_period(rows((1, 10, 5)))["2022-01"]
    assert (january.is_first, january.gained, january.gains, january.before) == (True, None, (), None)
    assert [(each.unit.id, each.counted) for each in january.arrivals] == [("bac", 10), ("nam", 5)]


def test_totals_of_different_members_are_not_compared_but_their_units_are() -> None:
    found = by_period([snapshot(date(2022, 1, 31), "bac", 10), *rows((2, 30, 6))])
    february = found["2022-02"]
    assert found["2022-01"].after
    assert not found["2022-01"].after.complete
    assert february.gained is None
    assert [(each.unit.id, each.gained) for each in february.gains] == [("bac", 20)]
    assert [(each.unit.id, each.counted) for each in february.arrivals] == [("nam", 6)]


def test_a_correction_is_a_fall_and_takes_a_crossing_back() -> None:
    found = by_period([*rows((1, 90, 5), (2, 100, 6)), snapshot(date(2022, 3, 31), "bac", 97, note="Đính chính")])
    assert [(each.unit.id, each.gained) for each in found["2022-03"].gains] == [("bac", -3)]
    assert found["2022-03"].gained == -3
    assert found["2022-02"].crossings == (), "what a correction took back was never reached"


def test_a_month_without_a_report_is_told_when_something_else_happened() -> None:
    shown = published(
        today=date(2022, 4, 30),
        units=PAIR,
        snapshots=tuple(rows((1, 10, 5), (4, 20, 6))),
        initiatives=(initiative("den", publish_on=date(2022, 3, 3)),),
    )
    found = {each.period.id: each for each in bulletins(progress.report(shown))}
    assert set(found) == {"2022-01", "2022-03", "2022-04", "2022-quy-1", "2022-quy-2"}
    march, april = found["2022-03"], found["2022-04"]
    assert march.before
    assert (march.after, march.gained, march.before.counted) == (None, None, 15)
    assert (april.gained, april.is_whole, april.gained_earlier) == (11, False, None), "three months are not April's"


def test_a_running_period_says_so_until_its_last_day() -> None:
    counted = rows((1, 10, 5))
    assert by_period(counted, today=date(2022, 1, 31))["2022-01"].is_running is False
    assert by_period(counted, today=date(2022, 2, 1))["2022-quy-1"].is_running is True
    mid = by_period([*counted, snapshot(date(2022, 2, 10), "bac", 12)], today=date(2022, 2, 10))["2022-02"]
    assert (mid.is_running, mid.is_whole, mid.gained) == (True, False, 2)


def test_nothing_is_told_before_the_campaign_and_nothing_after_today() -> None:
    late = charter(period={"start": date(2022, 2, 8), "end": date(2022, 12, 31)})
    early = initiative("den", publish_on=date(2022, 1, 3))
    shown = published(today=date(2022, 3, 15), charter=late, initiatives=(early,))
    assert bulletins(progress.report(shown)) == (), "the quarter begins in January, the campaign does not"


MERGED = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=200, valid_to=date(2022, 2, 28), successor="nam"),
    unit("nam", "tinh", target=100),
    unit("dong", "tinh", target=50),
)


def merged() -> dict[str, Bulletin]:
    counted = [
        *rows((1, 40, 45), (2, 50, 48)),
        *(snapshot(date(2022, month, 28), "dong", month) for month in (1, 2, 3)),
        snapshot(date(2022, 3, 31), "nam", 105),
    ]
    return by_period(counted, MERGED, today=date(2022, 4, 30))


def test_what_came_with_a_merger_was_not_gained() -> None:
    march = merged()["2022-03"]
    assert [(each.unit.id, each.gained) for each in march.gains] == [("dong", 1)]
    assert march.gained == 105 + 3 - 48 - 50 - 2, "the whole is the same, whoever counts it"
    assert march.crossings == (), "neither was a mark reached by it"
    assert [(each.unit.id, each.heir.id) for each in merged()["2022-02"].mergers] == [("bac", "nam")]


def test_a_merger_takes_nobody_out_of_an_old_bulletin() -> None:
    february = merged()["2022-02"]
    assert [(each.unit.id, each.gained) for each in february.gains] == [("bac", 10), ("nam", 3), ("dong", 1)]
    assert february.aimed == 3


def test_a_report_of_nothing_is_no_news_and_its_correction_is() -> None:
    assert by_period(rows((1, 0, 0))) == {}
    corrected = [*rows((1, 4, 0)), snapshot(date(2022, 2, 28), "bac", 0, note="Đính chính")]
    assert set(by_period(corrected)) == {"2022-01", "2022-02"}, "the whole quarter has nothing"


def test_a_bulletin_tells_until_its_last_day_or_its_newest_fact() -> None:
    counted = [*rows((1, 10, 5)), snapshot(date(2022, 2, 10), "bac", 12)]
    found = by_period(counted, today=date(2022, 2, 14))
    assert found["2022-01"].tells_until == date(2022, 1, 31)
    assert found["2022-02"].tells_until == date(2022, 2, 10), "never the clock's day"
    assert by_period(counted)["2022-02"].tells_until == date(2022, 2, 28)


def test_half_and_all_of_the_whole_target_are_marks() -> None:
    found = by_period(rows((1, 100, 45), (2, 140, 60), (3, 210, 100)))
    assert [(each.on, each.percent) for each in found["2022-02"].marks] == [(date(2022, 2, 28), 50)]
    assert [each.percent for each in found["2022-03"].marks] == [100]
    assert [each.percent for each in found["2022-quy-1"].marks] == [50, 100]


def test_only_awards_of_the_period_and_named_people_are_told() -> None:
    award = {"title": "Bằng khen", "body": "LĐLĐ tỉnh", "date": date(2022, 3, 5)}
    shown = published(
        today=date(2022, 4, 30),
        people=(
            person("binh", awards=[award, {**award, "date": None}], consent={"name": YES}),
            person("an", awards=[award]),
        ),
        initiatives=(initiative("den", publish_on=date(2022, 2, 1), awards=[award]),),
    )
    found = {each.period.id: each for each in bulletins(progress.report(shown))}
    assert [each.to.id for each in found["2022-03"].honours] == ["binh", "den"]
    assert found["2022-02"].honours == ()


def test_the_highest_honours_come_first_whatever_their_days() -> None:
    bodies = (
        "Công đoàn ngành Y tế tỉnh",
        "Liên đoàn Lao động huyện Bắc",
        "UBND tỉnh",
        "Tổng Liên đoàn Lao động Việt Nam",
    )
    awards = [{"title": "Bằng", "body": body, "date": date(2022, 3, on)} for on, body in enumerate(bodies, start=1)]
    found = bulletins(
        progress.report(published(today=date(2022, 4, 30), initiatives=(initiative("den", awards=awards),)))
    )
    (march,) = (each for each in found if each.period.id == "2022-03")
    assert [each.award.body for each in march.honours] == [bodies[3], bodies[2], bodies[0], bodies[1]]


def test_verified_values_come_largest_first_and_declared_ones_not_at_all() -> None:
    benefit = {"calculation": "3 x 4", "status": "verified", "verified_by": "Hội đồng"}
    told = [
        initiative("a", publish_on=date(2022, 2, 1), benefit={**benefit, "vnd_per_year": 10}),
        initiative("b", publish_on=date(2022, 2, 2), benefit={**benefit, "vnd_per_year": 30}),
        initiative("c", publish_on=date(2022, 2, 3), benefit={**benefit, "vnd_per_year": 99, "status": "declared"}),
        initiative("d", publish_on=date(2022, 2, 4), benefit={**benefit, "vnd_per_year": 99}, disclosure="title-only"),
    ]
    shown = published(today=date(2022, 2, 28), initiatives=tuple(told))
    (february, quarter) = bulletins(progress.report(shown))
    assert [each.id for each in february.benefits] == [each.id for each in quarter.benefits] == ["b", "a"]


@pytest.fixture(scope="module")
def shipped() -> dict[str, Bulletin]:
    whole = parse(ROOT).campaign()
    assert whole.charter.frozen_on
    return {
        each.period.id: each for each in bulletins(progress.report(editorial.publish(whole, whole.charter.frozen_on)))
    }


def test_the_months_of_a_quarter_add_up_to_it(shipped: dict[str, Bulletin]) -> None:
    months = [shipped[f"2022-{month:02}"] for month in (7, 8, 9)]
    quarter = shipped["2022-quy-3"]
    assert quarter.gained == sum(each.gained or 0 for each in months) == 106 + 145 + 214
    for gain in quarter.gains:
        of_unit = [each.gained for month in months for each in month.gains if each.unit == gain.unit]
        assert sum(of_unit) == gain.gained
    assert {each.id for each in quarter.initiatives} == {each.id for month in months for each in month.initiatives}
    assert len(quarter.honours) == sum(len(month.honours) for month in months)


def test_the_declared_total_is_official_and_those_of_made_up_rows_are_not(shipped: dict[str, Bulletin]) -> None:
    november = shipped["2022-11"]
    assert november.after
    assert november.before
    assert (november.after.counted, november.after.declared, november.after.illustrative) == (1647, True, False)
    assert (november.before.declared, november.before.illustrative) == (False, True)
    assert latest(tuple(shipped.values())) == november
