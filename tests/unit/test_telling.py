"""The sentences of a bulletin: exact words, no word twice for neighbours, no figure that is not a fact."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import charter, figures, initiative, person, published, snapshot, unit

from generator import progress, routes
from generator.bulletins import Arrival, Bulletin, Gain, Mark, Period, Total, bulletins
from generator.model import Milestone, Unit
from generator.progress import Crossing, Pace
from generator.render import telling, words
from generator.vietnamese import day, decimal, integer, percent

DAY = timedelta(days=1)
NAMES = ("Ninh Phước", "Ninh Hải", "Bác Ái", "Thuận Bắc", "Thuận Nam")
UNITS = tuple(unit(f"u{index}", name=name, target=100) for index, name in enumerate(NAMES))
GIVEN = {"given": date(2022, 1, 1), "proof": "phiếu"}


def months(count: int = 24) -> list[Period]:
    found = []
    for index in range(count):
        start = date(2022 + index // 12, index % 12 + 1, 1)
        after = date(2022 + (index + 1) // 12, (index + 1) % 12 + 1, 1)
        found.append(Period(start=start, end=after - DAY, kind="month"))
    return found


def quarters() -> list[Period]:
    every = months()
    return [
        Period(start=every[index].start, end=every[index + 2].end, kind="quarter") for index in range(0, len(every), 3)
    ]


def total(on: date, counted: int, reporting: int = 5) -> Total:
    return Total(on=on, counted=counted, reporting=reporting, members=5, declared=False, illustrative=False)


def quiet(period: Period) -> Bulletin:
    """A bulletin in which nothing happened."""
    return Bulletin(
        period=period, is_running=False, ends_on=date(2023, 9, 1), counting="submitted", target=300, before=None,
        after=None, growth=None, earlier=None, gained_earlier=None, marks=(), gains=(), arrivals=(), mergers=(),
        crossings=(), aimed=5, reached=0, initiatives=(), honours=(), milestones=(), benefits=(),
    )  # fmt: skip


NOVEMBER = months()[10]


# --- Exact words ---


def grown(gained: int, counted: int, period: Period = NOVEMBER, *, running: bool = False) -> Bulletin:
    until = period.end - 12 * DAY if running else period.end
    since = period.start - DAY
    return replace(
        quiet(period), is_running=running, before=total(since, counted - gained), after=total(until, counted),
        growth=Pace(since=since, until=until, gained=gained),
    )  # fmt: skip


def whole(bulletin: Bulletin) -> list[str]:
    said = dict(telling.paragraphs(bulletin))
    return list(said.get(telling.WHOLE, ()))


def test_a_whole_month_has_what_was_gained_in_it() -> None:
    said = whole(grown(119, 248))
    assert said[0] == "Đến 30/11/2022, toàn chiến dịch có 248 sáng kiến đăng tải, đạt 82,7% chỉ tiêu 300; riêng tháng 11/2022 thêm 119."  # fmt: skip
    assert telling.headline(grown(119, 248)) == "Thêm 119 sáng kiến đăng tải trong tháng 11/2022, tổng số lên 248"


def test_a_running_month_says_from_when_to_when() -> None:
    said = whole(grown(19, 248, running=True))
    assert said[0] == "Đến 18/11/2022, toàn chiến dịch có 248 sáng kiến đăng tải, đạt 82,7% chỉ tiêu 300, thêm 19 so với 31/10/2022."  # fmt: skip
    assert said[-1] == "Bản tin sẽ đầy đủ hơn khi tháng 11/2022 kết thúc."
    assert telling.headline(grown(19, 248, running=True)) == "Tổng số lên 248 sáng kiến đăng tải, thêm 19 từ 31/10/2022 đến 18/11/2022"  # fmt: skip


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (697, "đạt 232,3% chỉ tiêu 300 (vượt 132,3%)"),
        (300, "đạt 100,0% chỉ tiêu 300"),
        (299, "đạt 99,7% chỉ tiêu 300"),
    ],
)
def test_what_was_reached_is_not_what_lies_above(counted: int, said: str) -> None:
    sentence = whole(grown(50, counted))[0]
    assert said in sentence
    assert ("vượt" in sentence) == (counted > 300)
    assert "vượt 232,3%" not in sentence


@pytest.mark.parametrize(
    ("gained", "said"),
    [
        (
            0,
            "Toàn chiến dịch có 248 sáng kiến đăng tải đến 30/11/2022, bằng số ngày 31/10/2022, đạt 82,7% chỉ tiêu 300.",
        ),
        (
            -3,
            "Số liệu được đính chính: toàn chiến dịch có 248 sáng kiến đăng tải đến 30/11/2022, giảm 3 so với 31/10/2022, đạt 82,7% chỉ tiêu 300.",
        ),
    ],
)
def test_nothing_new_and_a_correction_are_told_as_such(gained: int, said: str) -> None:
    assert whole(grown(gained, 248))[0] == said


def test_a_month_without_a_report_gives_the_last_figure_with_its_day() -> None:
    nothing = replace(quiet(NOVEMBER), before=total(date(2022, 9, 30), 88))
    assert whole(nothing) == [
        "Số gần nhất vẫn là 88 sáng kiến đăng tải, ngày 30/09/2022, vì tháng 11/2022 không có báo cáo mới."
    ]
    assert "chưa có báo cáo mới" in whole(replace(nothing, is_running=True))[0]
    assert whole(quiet(NOVEMBER)) == ["Trong tháng 11/2022, các đơn vị chưa gửi báo cáo số lượng."]


def test_what_is_counted_is_called_what_it_is() -> None:
    said = " ".join(whole(replace(grown(19, 248), counting="valid")))
    assert "248 sáng kiến được công nhận" in said
    assert "đăng tải" not in said


@pytest.mark.parametrize(
    ("before", "more", "said"),
    [
        (100, 119, "Tháng trước thêm 100; tháng này nhiều hơn 19."),
        (119, 119, "Tháng trước cũng thêm 119."),
        (130, 119, "Để so sánh, tháng trước thêm 130."),
    ],
)
def test_whole_months_are_compared_by_what_they_gained(before: int, more: int, said: str) -> None:
    earlier = Pace(since=date(2022, 9, 30), until=date(2022, 10, 31), gained=before)
    assert said in whole(replace(grown(more, 248), earlier=earlier, gained_earlier=before))


def units(bulletin: Bulletin) -> list[str]:
    return list(dict(telling.paragraphs(bulletin)).get(telling.UNITS, ()))


def gains(*values: int, period: Period = NOVEMBER) -> tuple[Gain, ...]:
    since, until = period.start - DAY, period.end
    listed = zip(UNITS, values, strict=False)
    return tuple(
        Gain(unit=one, since=since, until=until, gained=value, counted=60, target=100) for one, value in listed
    )


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((9, 7, 5, 3), "Ninh Phước (9), Ninh Hải (7) và Bác Ái (5)"),
        ((9, 7, 5, 5), "Ninh Phước (9) và Ninh Hải (7)"),
        ((9, 9, 9), "Ninh Phước (9), Ninh Hải (9) và Bác Ái (9)"),
        ((9, 9, 9, 9), None),
        ((0, 0), None),
    ],
)
def test_no_two_that_gained_the_same_are_parted(values: tuple[int, ...], named: str | None) -> None:
    said = [each for each in units(replace(grown(30, 90), gains=gains(*values))) if "nhiều nhất" in each]
    wanted = [f"Tăng nhiều nhất từ 31/10/2022 đến 30/11/2022: {named}."] if named else []
    assert said == wanted


def test_who_is_slow_is_not_named_and_a_correction_is_told_with_its_day() -> None:
    said = units(replace(grown(30, 90), gains=gains(9, 7, 5, 0, -3)))
    assert "Số liệu đã được đính chính cho đúng: Thuận Nam (bớt 3, số liệu đến 30/11/2022)." in said
    assert "Số đơn vị có thêm sáng kiến là 3/5." in said
    assert "Thuận Bắc" not in " ".join(said)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((30,), "Chúc mừng Ninh Phước cán đích chỉ tiêu, theo báo cáo ngày 30/11/2022."),
        ((30, 30), "Chúc mừng các đơn vị cán đích chỉ tiêu, theo báo cáo ngày 30/11/2022: Ninh Phước và Ninh Hải."),
        (
            (15, 30),
            "Chúc mừng các đơn vị cán đích chỉ tiêu: Ninh Phước (báo cáo ngày 15/11/2022) và Ninh Hải (báo cáo ngày 30/11/2022).",
        ),
        (
            (15, 15, 30),
            "Chúc mừng các đơn vị cán đích chỉ tiêu: Ninh Phước và Ninh Hải (báo cáo ngày 15/11/2022); Bác Ái (báo cáo ngày 30/11/2022).",
        ),
    ],
)
def test_crossings_have_their_days_and_a_unit_is_told_of_once(days: tuple[int, ...], said: str) -> None:
    crossed = [
        Crossing(unit=one, on=date(2022, 11, on), percent=reached)
        for one, on in zip(UNITS, days, strict=False)
        for reached in (50, 100)
    ]
    told = units(replace(grown(30, 90), crossings=tuple(crossed)))
    assert told[0] == said
    assert not [each for each in told if "50%" in each]


@pytest.mark.parametrize("month", [9, 10, 11])
@pytest.mark.parametrize("reached", [50, 100])
def test_who_crossed_a_mark_in_the_period_is_not_told_as_all_who_are_beyond_it(month: int, reached: int) -> None:
    crossed = tuple(Crossing(unit=each, on=date(2022, 11, 15), percent=reached) for each in UNITS[:3])
    period = Period(start=date(2022, month, 1), end=date(2022, month, 28), kind="month")
    said = units(replace(grown(30, 90), crossings=crossed, period=period))[0]
    assert re.search(r"[Tt]hêm|Mới|Chúc mừng|trong tháng", said), said


def test_nobody_is_named_on_paper_who_did_not_agree_to_it() -> None:
    award = {"title": "Bằng khen", "body": "LĐLĐ tỉnh", "date": date(2022, 3, 5)}
    shown = published(
        today=date(2022, 3, 31),
        people=(
            person("binh", name="Lê Văn Bình", awards=[award], consent={"name": GIVEN}),
            person("hoa", name="Trần Thị Hoa", awards=[award], consent={"name": GIVEN, "social": GIVEN}),
        ),
        initiatives=(initiative("den", publish_on=date(2022, 3, 1), disclosure="title-only"),),
    )
    march = bulletins(progress.report(shown))[0]
    own, shared = (dict(telling.paragraphs(march, shared=each)) for each in (False, True))
    assert "Lê Văn Bình" in " ".join(own[telling.HONOURS])
    assert list(shared[telling.HONOURS]) == [
        "Ngày 05/03/2022, Trần Thị Hoa (Công đoàn bac) được LĐLĐ tỉnh trao Bằng khen.",
        "Thêm một lượt khen thưởng nữa được trao.",
    ]
    short = telling.headline(march) + telling.summary(march)
    assert "Bình" not in short
    assert "Hoa" not in short


def test_what_is_made_up_is_said_to_be() -> None:
    made_up = tuple(each.model_copy(update={"illustrative": True}) for each in UNITS)
    rows = [snapshot(date(2022, 3, 31), each.id, 10) for each in made_up]
    root = unit("tinh", kind="province")
    below = [each.model_copy(update={"parent": "tinh"}) for each in made_up]
    told = bulletins(figures([root, *below], rows).report)[0]
    assert dict(telling.paragraphs(told))[telling.NOTE] == (
        "Xin lưu ý: số liệu chung và số liệu từng đơn vị ở đây là minh họa.",
    )
    assert telling.NOTE not in dict(telling.paragraphs(grown(1, 2)))


def test_a_sum_of_illustrative_figures_says_so_where_an_official_total_stands_beside_it() -> None:
    plain = grown(19, 248, running=True)
    assert plain.before
    assert plain.after
    made_up = replace(plain, before=replace(plain.before, illustrative=True), after=replace(plain.after, declared=True))
    assert "248 sáng kiến đăng tải, đạt 82,7% chỉ tiêu 300, thêm 19 (minh họa) so với 31/10/2022." in whole(made_up)[0]
    assert "mỗi 30 ngày (minh họa)." in whole(made_up)[1], "its pace too"
    assert telling.headline(made_up) == (
        "Tổng số lên 248 sáng kiến đăng tải, thêm 19 (minh họa) từ 31/10/2022 đến 18/11/2022"
    )
    summed = replace(plain, after=replace(plain.after, illustrative=True))
    assert "đạt 82,7% chỉ tiêu 300 (minh họa), thêm 19 so với" in whole(summed)[0], "all of it is said once"
    assert telling.headline(summed).endswith("đến 18/11/2022 (minh họa)")
    assert (made_up.illustrative, summed.illustrative, plain.illustrative) == (True, True, False)


@pytest.mark.parametrize("of_before", [True, False])
def test_a_comparison_with_an_illustrative_growth_is_illustrative(of_before: bool) -> None:  # noqa: FBT001 - parametrized
    earlier = Pace(since=date(2022, 9, 30), until=date(2022, 10, 31), gained=100)
    said = replace(grown(119, 248), earlier=earlier, gained_earlier=100, earlier_illustrative=of_before)
    found = [each for each in whole(said) if "Tháng trước thêm 100" in each]
    assert found == [f"Tháng trước thêm 100; tháng này nhiều hơn 19{' (minh họa)' if of_before else ''}."]


@pytest.mark.parametrize("period", [*months(6), *quarters()[:3]])
def test_a_period_that_is_not_over_never_sounds_final(period: Period) -> None:
    changed: list[dict[str, object]] = [
        {},
        {"reported": False},
        {"mark": None, "crossed": []},
        {"mark": None},
        {"first": True},
    ]
    for changes in changed:
        running = replace(told(period, FULL | {"running": True} | changes), is_running=True)
        over = replace(running, is_running=False)
        dated = day(running.tells_until)
        assert f"(tính đến {dated})" in words.bulletin_title(running)
        assert re.search("chưa (khép lại|kết thúc)", telling.summary(running))
        assert dated in telling.summary(running)
        days = [dated, *([day(running.after.on)] if running.after else [])]
        assert all(any(each in said for each in days) for said in telling.headlines(running))
        assert not re.search("khép lại|chưa kết thúc", telling.summary(over))
        assert "tính đến" not in words.bulletin_title(over)


def test_nothing_counted_yet_is_said_in_words() -> None:
    for period in months(3):
        none = replace(
            quiet(period),
            after=total(period.end, 0),
            arrivals=(Arrival(unit=UNITS[0], on=period.end, counted=0, target=100),),
        )
        said = " ".join([*everything(none), telling.summary(none)])
        assert "chưa có sáng kiến nào được đăng tải" in said.lower()
        assert not re.search(r"(?<![\d.,/])0[ ,]", said), said
        before = replace(quiet(period), before=total(period.start - DAY, 0))
        assert not re.search(r"(?<![\d.,/])0[ ,]", " ".join(everything(before)))


def test_a_verified_value_says_who_answers_for_it_and_when_it_was_recognised() -> None:
    recognition = {"level": "province", "body": "LĐLĐ tỉnh", "date": date(2022, 10, 14)}
    stories = [
        initiative(name, publish_on=NOVEMBER.start, benefit=BENEFIT, recognition=recognition, title=f"Đèn {name}")
        for name in ("a", "b")
    ]
    shown = published(today=NOVEMBER.end, initiatives=tuple(stories))
    both = bulletins(progress.report(shown))[0]
    (one,) = telling.benefits(replace(both, benefits=both.benefits[:1]))
    assert one == (
        "Ước tính trong 01 năm, “Đèn a” làm lợi 12 triệu đồng, đã được Hội đồng xác minh; "
        "sáng kiến được công nhận ngày 14/10/2022."
    )
    assert "“Đèn a” (12 triệu đồng, công nhận ngày 14/10/2022)" in telling.benefits(both)[0]


# --- Laws ---


@st.composite
def facts(draw: st.DrawFn) -> dict[str, object]:
    """Figures of a bulletin, without days."""
    counted = draw(st.integers(2, 900))
    return {
        "counted": counted,
        "gained": draw(st.none() | st.integers(-5, counted - 1)),
        "earlier": draw(st.none() | st.integers(1, 400)),
        "reporting": draw(st.integers(1, 5)),
        "gains": sorted(draw(st.lists(st.integers(-4, 60), max_size=5)), reverse=True),
        "arrivals": draw(st.integers(0, 5)),
        "crossed": draw(
            st.lists(st.sampled_from([(one, part) for one in range(5) for part in (50, 100)]), unique=True)
        ),
        "mark": draw(st.none() | st.sampled_from([50, 100])),
        "stories": draw(st.integers(0, 5)),
        "honours": draw(st.booleans()),
        "running": draw(st.booleans()),
        "first": draw(st.booleans()),
        "reported": draw(st.booleans()),
    }


AWARD = {"title": "Bằng khen", "body": "LĐLĐ tỉnh"}
MILESTONE = {"title": "Cả nước đạt một triệu sáng kiến", "source": "Theo công bố"}
BENEFIT = {"vnd_per_year": 12_000_000, "calculation": "3 x 4", "status": "verified", "verified_by": "Hội đồng"}


def told(period: Period, given_: dict[str, object]) -> Bulletin:
    """The bulletin of a period with the figures `given_`, its days those of the period."""
    since, until = period.start - DAY, period.end - (3 * DAY if given_["running"] else 0 * DAY)
    counted, gained, earlier = given_["counted"], given_["gained"], given_["earlier"]
    assert isinstance(counted, int)
    first, reported = given_["first"], given_["reported"]
    stories = [
        initiative(f"s{index}", title="Đèn tiết kiệm", publish_on=period.start, benefit=BENEFIT, unit="bac")
        for index in range(int(str(given_["stories"])))
    ]
    award = {**AWARD, "date": period.start}
    people = (person("binh", awards=[award], consent={"name": GIVEN}),) if given_["honours"] else ()
    shown = published(today=period.end, initiatives=tuple(stories), people=people, charter=charter(target=300))
    base = next((each for each in bulletins(progress.report(shown)) if each.period == period), quiet(period))
    values, crossed, mark = given_["gains"], given_["crossed"], given_["mark"]
    assert isinstance(values, list)
    assert isinstance(crossed, list)
    growth = Pace(since=since, until=until, gained=gained) if isinstance(gained, int) and not first else None
    of_units = [
        Gain(unit=one, since=since, until=until, gained=value, counted=60, target=100)
        for one, value in zip(UNITS, values, strict=False)
    ]
    return replace(
        base,
        is_running=bool(given_["running"]),
        ends_on=date(2025, 9, 1),
        target=300,
        before=None if first else total(since, counted - (growth.gained if growth else 0)),
        after=total(until, counted, int(str(given_["reporting"]))) if reported else None,
        growth=growth if reported else None,
        earlier=Pace(since=since - 30 * DAY, until=since, gained=earlier) if isinstance(earlier, int) else None,
        gained_earlier=earlier if isinstance(earlier, int) else None,
        marks=(Mark(on=until, percent=mark),) if isinstance(mark, int) and reported else (),
        gains=tuple(of_units) if not first and reported else (),
        arrivals=tuple(
            Arrival(unit=one, on=until, counted=7 + index, target=100)
            for index, one in enumerate(UNITS[: int(str(given_["arrivals"]))])
            if reported
        ),
        crossings=tuple(Crossing(unit=UNITS[one], on=until, percent=part) for one, part in crossed if reported),
        reached=2,
        aimed=5,
        milestones=(Milestone.model_validate({**MILESTONE, "at": period.start}),),
    )


def bare(bulletin: Bulletin, sentences: Iterable[str]) -> set[str]:
    """Sentences without their days and the name of their period: the wording."""
    name = words.period_name(bulletin.period)
    left = (re.sub(r"\d{2}/\d{2}/\d{4}", "NGÀY", each) for each in sentences)
    return {each.replace(name, "KỲ").replace(name[0].upper() + name[1:], "KỲ") for each in left}


def everything(bulletin: Bulletin) -> list[str]:
    return [telling.headline(bulletin)] + [
        sentence for paragraph in telling.paragraphs(bulletin) for sentence in paragraph.sentences
    ]


@settings(max_examples=60, deadline=None)
@given(facts())
def test_neighbours_never_tell_the_same_in_the_same_words(given_: dict[str, object]) -> None:
    for found in (months(4), quarters()[:3]):
        told_of = [told(period, given_) for period in found]
        for one, other in pairwise(told_of):
            assert bare(one, everything(one)) & bare(other, everything(other)) == set()


FULL: dict[str, object] = {
    "counted": 180, "gained": 20, "earlier": 10, "reporting": 4, "gains": [9, 7, 5, 0, -3], "arrivals": 2,
    "crossed": [(0, 50), (1, 50), (2, 100), (3, 100)], "mark": 50, "stories": 5, "honours": True, "running": False,
    "first": False, "reported": True,
}  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"running": True, "earlier": None},
        {"running": True, "earlier": 900},
        {"running": True, "earlier": 20},
        {"running": True},
        {"earlier": 20},
        {"earlier": 30},
        {"gained": 0},
        {"gained": -3},
        {"gained": None},
        {"first": True},
        {"first": True, "arrivals": 5},
        {"reported": False},
        {"reported": False, "running": True},
        {"reported": False, "first": True},
        {"stories": 1},
        {"stories": 3},
        {"crossed": [(0, 50)]},
        {"crossed": [(0, 100)]},
        {"gains": [5, 4, 3, 2, 1]},
        {"arrivals": 4},
        {"mark": 100},
        {"mark": None, "crossed": []},
    ],
)
def test_every_fact_has_other_words_next_time(changes: dict[str, object]) -> None:
    """All three turns of months, the two of quarters, and the headlines of a quarter and of its last month."""
    given_ = FULL | changes
    for found in (months(5), quarters()[:4]):
        told_of = [told(period, given_) for period in found]
        for one, other in pairwise(told_of):
            assert bare(one, everything(one)) & bare(other, everything(other)) == set()
    quarter, month = told(quarters()[1], given_), told(months()[5], given_)
    assert bare(quarter, [telling.headline(quarter)]) != bare(month, [telling.headline(month)])


@settings(max_examples=150, deadline=None)
@given(facts(), st.sampled_from([*months(), *quarters()]))
def test_what_is_said_fits_is_whole_and_holds_no_figure_that_is_not_a_fact(
    given_: dict[str, object], period: Period
) -> None:
    bulletin = told(period, given_)
    assert len(telling.headline(bulletin)) <= telling.HEADLINE
    assert len(telling.summary(bulletin)) <= telling.SUMMARY
    sentences = everything(bulletin)
    for sentence in sentences[1:]:
        assert re.fullmatch(r"[\d“A-ZĐĂÂÊÔƠƯÁÀẢÉÍÓÚÝ].*[^ .]\.", sentence), sentence
        assert not re.search(r"[{}]|  |None|\( |, ,| ,", sentence), sentence
        assert not re.search(r"(?<![\d.,])0 (sáng kiến|đơn vị|lượt)", sentence), "nothing is not counted"
    text = " ".join([*sentences, telling.summary(bulletin)]).replace(words.period_name(period), "")
    text = text.replace(words.period_name(period)[1:], "")
    assert set(re.findall(r"\d+(?:[.,/]\d+)*", text)) <= figures_of(bulletin)


def figures_of(bulletin: Bulletin) -> set[str]:
    """Every figure a bulletin's facts can give, as printed."""
    counts = [bulletin.target, bulletin.reached, bulletin.aimed, 30, 50, 100, 12]  # 30 days, the marks, 12 triệu đồng
    counts += [len(bulletin.initiatives), len(bulletin.honours), len(bulletin.gains), len(bulletin.arrivals)]
    half, whole_ = ({each.unit.id for each in bulletin.crossings if each.percent == part} for part in (50, 100))
    counts += [len(half - whole_), len(whole_)]
    counts += [sum(each.gained > 0 for each in bulletin.gains), sum(each.gained for each in bulletin.gains)]
    counts += [abs(each.gained) for each in bulletin.gains] + [each.counted for each in bulletin.arrivals]
    days = [bulletin.ends_on, bulletin.period.start, bulletin.period.end]
    found = {"01", "50", "0"}
    for each in (bulletin.before, bulletin.after):
        if each:
            share = Fraction(each.counted, bulletin.target)
            counts += [each.counted, abs(bulletin.target - each.counted)]
            found |= {percent(share).rstrip("%"), percent(max(share - 1, Fraction(0))).rstrip("%")}
            found.add(f"{each.reporting}/{each.members}")
            days.append(each.on)
    for pace in (bulletin.growth, bulletin.earlier):
        if pace:
            counts += [abs(pace.gained), abs(pace.gained - (bulletin.gained_earlier or 0))]
            found.add(decimal(pace.per_month, places=0))
            days += [pace.since, pace.until]
    days += [each.on for each in bulletin.crossings] + [each.on for each in bulletin.arrivals]
    days += [on for each in bulletin.gains for on in (each.since, each.until)]
    found |= {f"{bulletin.reached}/{bulletin.aimed}"}
    found |= {f"{sum(each.gained > 0 for each in bulletin.gains)}/{len(bulletin.gains)}"}
    return found | {integer(each) for each in counts} | {day(each) for each in days}


def test_the_address_of_a_period_is_that_of_its_days() -> None:
    for period in [*months(), *quarters()]:
        for on in (period.start, period.end):
            assert period.id in routes.periods(on)


def test_units_are_listed_as_people_list_them() -> None:
    named: list[Unit] = list(UNITS[:2])
    arrivals = tuple(Arrival(unit=each, on=NOVEMBER.end, counted=3, target=100) for each in named)
    said = units(replace(grown(3, 90), arrivals=arrivals))
    assert "Góp báo cáo đầu tiên trong tháng 11/2022: Ninh Phước (3, đến 30/11/2022) và Ninh Hải (3, đến 30/11/2022)." in said  # fmt: skip
