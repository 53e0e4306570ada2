"""One wording for each fact, also at the edges: nothing reported, no target, one short, one over, too late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import END, START, TODAY, figures, snapshot, unit

from generator import vietnamese
from generator.model import Photo, Recognition, Unit
from generator.progress import Aim, Band, Measured, Pace, Standing, Unmeasured
from generator.render import words


def measured(counted: int = 60, valid: int | None = 40, **fields: object) -> Measured:
    least = Measured(
        submitted=counted,
        valid=valid,
        counted=counted,
        reported_on=date(2022, 6, 30),
        oldest_report=date(2022, 6, 30),
        stale=False,
        reporting=1,
        members=1,
        change=None,
        pace=None,
        rows=(),
    )
    return replace(least, **fields)  # type: ignore[arg-type] # mypy cannot see which field each is


def aim(share: Fraction, *, band: Band = Band.BEHIND, needed: int | None = 12, projected: date | None = None) -> Aim:
    counted = int(share * 3000)
    return Aim(
        target=3000,
        share=share,
        missing=max(3000 - counted, 0),
        surplus=max(counted - 3000, 0),
        band=band,
        needed_per_month=needed,
        projected_on=projected,
    )


def standing(progress: Measured | Unmeasured, aimed: Aim | None = None) -> Standing:
    return Standing(unit=None, depth=0, level=0, target=3000, progress=progress, aim=aimed, history=())


SILENT = standing(Unmeasured(reason="Chưa có báo cáo"))
NO_VALID = standing(Unmeasured(reason="Chưa có số được công nhận"))
NO_TARGET = standing(measured())
HALFWAY = standing(measured(1647), aim(Fraction(1647, 3000)))
JUST = standing(measured(3000), aim(Fraction(1), band=Band.REACHED, needed=0))
OVER = standing(measured(6969), aim(Fraction(6969, 3000), band=Band.REACHED, needed=0))
TOO_LATE = standing(measured(1647), aim(Fraction(1647, 3000), needed=None))

CHANGED = standing(measured(change=Pace(since=date(2022, 5, 31), until=date(2022, 6, 30), gained=1119)))
UNCHANGED = standing(measured(change=Pace(since=date(2022, 5, 31), until=date(2022, 6, 30), gained=0)))


@pytest.mark.parametrize(
    ("word", "shown", "found"),
    [
        (words.band, SILENT, "Chưa có báo cáo"),
        (words.band, NO_VALID, "Chưa có số được công nhận"),
        (words.band, NO_TARGET, "Chưa giao chỉ tiêu"),
        (words.band, HALFWAY, "Chậm tiến độ"),
        (words.band, JUST, "Đạt chỉ tiêu"),
        (words.band, OVER, "Vượt chỉ tiêu"),
        (words.band_class, SILENT, "unknown"),
        (words.band_class, OVER, "reached"),
        (words.share, SILENT, "chưa có"),
        (words.share, NO_TARGET, "chưa có"),
        (words.share, HALFWAY, "54,9%"),
        (words.share, OVER, "232,3%"),
        (words.counted, SILENT, "chưa có"),
        (words.counted, HALFWAY, "1.647"),
        (words.missing, NO_TARGET, "chưa có"),
        (words.missing, HALFWAY, "1.353"),
        (words.missing, JUST, "0"),
        (words.missing, OVER, "vượt 3.969"),
        (words.needed, NO_TARGET, "chưa có"),
        (words.needed, HALFWAY, "12"),
        (words.needed, JUST, "đã xong"),
        (words.needed, TOO_LATE, "đã hết hạn"),
        (words.change, SILENT, None),
        (words.change, NO_TARGET, None),
        (words.change, CHANGED, "+1.119 so với 31/05/2022"),
        (words.change, UNCHANGED, "không đổi so với 31/05/2022"),
        (words.change_number, SILENT, "chưa có"),
        (words.change_number, CHANGED, "+1.119"),
        (words.change_since, SILENT, ""),
        (words.change_since, CHANGED, "so với 31/05/2022"),
        (words.pace, SILENT, None),
        (words.pace, NO_TARGET, None),
        (words.projection, NO_TARGET, None),
        (words.projection, HALFWAY, None),
        (words.bar_width, NO_TARGET, "0%"),
        (words.bar_width, HALFWAY, "54.9%"),
        (words.bar_width, OVER, "100.0%"),
        (words.reporting_note, SILENT, None),
        (words.reporting_note, HALFWAY, None),
        (words.stale_note, SILENT, "chưa có"),
        (words.stale_note, HALFWAY, "báo cáo cũ nhất ngày 30/06/2022"),
        (words.sort_count, SILENT, -1),
        (words.sort_count, HALFWAY, 1647),
        (words.sort_share, NO_TARGET, -1),
        (words.sort_share, HALFWAY, 5490),
        (words.sort_missing, HALFWAY, 1353),
        (words.sort_missing, OVER, -3969),
    ],
)
def test_a_standing_in_words(word: Callable[[Standing], object], shown: Standing, found: object) -> None:
    assert word(shown) == found


def test_reached_is_not_surpassed_by_that_much() -> None:
    assert words.achievement(aim(Fraction(6969, 3000))) == "đạt 232,3% (vượt 132,3%)"
    assert words.achievement(aim(Fraction(1))) == "đạt 100,0%"
    assert words.achievement(aim(Fraction(2999, 3000))) == "đạt 99,9%"
    assert words.achievement(aim(Fraction(3001, 3000))) == "đạt 100,0% (vượt dưới 0,1%)"


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_only_a_surplus_is_called_one(target: int, counted: int) -> None:
    shown = figures([unit("tinh", target=target)], [snapshot(START, "tinh", counted)], target=target)
    campaign = shown.report.campaign
    said = [words.achievement(shown.aim()), words.band(campaign), words.missing(campaign)]
    assert [("vượt" in each.lower()) for each in said] == [counted > target] * 3
    printed = words.share(campaign)
    assert (printed == "0,0%") == (counted == 0)
    assert (printed == "100,0%") <= (counted >= target)


@pytest.mark.parametrize(
    ("progress", "counting", "said"),
    [
        (measured(60, 40), "submitted", "40 được công nhận"),
        (measured(60, None), "submitted", "số được công nhận chưa có"),
        (measured(60, 0), "submitted", "0 được công nhận"),
        (measured(1647, 40), "valid", "1.647 đăng tải"),
        (Unmeasured(reason="Chưa có báo cáo"), "valid", "chưa có"),
    ],
)
def test_the_other_count_is_named_for_what_it_is(progress: Measured | Unmeasured, counting: str, said: str) -> None:
    assert words.other_count(standing(progress), counting) == said


@pytest.mark.parametrize(
    ("reporting", "members", "stale", "said"),
    [
        (2, 3, False, "2/3 đơn vị đã báo cáo"),
        (2, 3, True, "2/3 đơn vị đã báo cáo"),
        (3, 3, True, "số liệu cũ: báo cáo cũ nhất ngày 30/06/2022"),
        (3, 3, False, None),
    ],
)
def test_a_sum_that_lacks_members_or_is_old_says_so(
    reporting: int,
    members: int,
    stale: bool,  # noqa: FBT001 - the table's column
    said: str | None,
) -> None:
    assert words.reporting_note(standing(measured(reporting=reporting, members=members, stale=stale))) == said


def test_a_figure_of_another_day_than_all_says_its_day() -> None:
    one = standing(measured())
    assert isinstance(one.progress, Measured)
    assert words.reporting_note(one, one.progress.reported_on) is None
    later = one.progress.reported_on + timedelta(days=3)
    assert words.reporting_note(one, later) == f"báo cáo ngày {vietnamese.day(one.progress.reported_on)}"


@pytest.mark.parametrize(
    ("value", "said"), [(119, "+119"), (1119, "+1.119"), (0, "không đổi"), (-3, "−3"), (-1119, "−1.119")]
)
def test_a_difference_has_its_sign(value: int, said: str) -> None:
    assert words.signed(value) == said


def test_the_pace_is_told_with_its_days() -> None:
    pace = Pace(since=date(2022, 5, 1), until=date(2022, 6, 30), gained=35)
    said = "17,5 sáng kiến/30 ngày (tính từ 01/05/2022 đến 30/06/2022: +35)"
    assert words.pace(standing(measured(pace=pace))) == said


def test_a_projection_says_that_it_is_one() -> None:
    said = words.projection(standing(measured(), aim(Fraction(1, 2), projected=date(2023, 7, 9))))
    assert said == (
        "Nếu giữ nhịp gần đây, dự kiến chạm chỉ tiêu vào khoảng tháng 7/2023. "
        "Đây là phép ước tính, không phải số liệu báo cáo."
    )


@pytest.mark.parametrize("turn", range(9))
def test_encouragement_uses_the_units_own_figures(turn: int) -> None:
    said = words.encouragement(HALFWAY, turn)
    assert any(figure in said for figure in ("1.353", "1.647", "12"))
    assert "{" not in said
    assert said == words.encouragement(HALFWAY, turn + 4)


@pytest.mark.parametrize("turn", range(4))
def test_encouragement_after_the_last_day_asks_for_nothing_a_month(turn: int) -> None:
    assert words.encouragement(TOO_LATE, turn) == "Đã có 1.647 sáng kiến; mỗi ý tưởng viết ra đều đáng quý."
    shown = figures([unit("tinh", target=300)], [snapshot(TODAY, "tinh", 7)], today=END).report.campaign
    assert "hết hạn" not in words.encouragement(shown, turn)


def choices(record: type[Unit | Recognition | Photo], name: str) -> set[str]:
    """The words a field can have."""
    return set(record.model_json_schema()["properties"][name]["enum"])


def test_every_choice_has_its_word() -> None:
    assert set(words.KIND) == choices(Unit, "kind")
    assert set(words.LEVEL) == choices(Recognition, "level")
    assert set(words.PHOTO) == choices(Photo, "kind")
    assert set(words.BAND) == set(Band)
