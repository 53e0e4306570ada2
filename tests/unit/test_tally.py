"""The tree of units sums up the same way, whatever the order of the rows and whatever merges."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Snapshot, Unit
from generator.tally import Tally

JAN, FEB, MAR, APR, MAY = (date(2022, month, 28) for month in range(1, 6))


def unit(identifier: str, parent: str | None = None, **fields: object) -> Unit:
    return Unit.model_validate(
        {"id": identifier, "name": identifier.title(), "kind": "district", "parent": parent, **fields}
    )


def report(day: date, unit: str, submitted: int, valid: int | None = None) -> Snapshot:
    return Snapshot(date=day, unit=unit, submitted=submitted, valid=valid)


TREE = [unit("tinh"), unit("bac", "tinh"), unit("nam", "tinh"), unit("xa-1", "bac"), unit("xa-2", "bac")]
LEAVES = ["xa-1", "xa-2", "nam"]

snapshots = st.lists(
    st.builds(
        report,
        st.sampled_from([JAN, FEB, MAR]),
        st.sampled_from([each.id for each in TREE]),
        st.integers(0, 100),
        st.none() | st.integers(0, 100),
    ),
    unique_by=lambda each: (each.date, each.unit),
)


# --- Summing up -----------------------------------------------------------------------------------


def test_a_unit_that_does_not_report_is_the_sum_of_its_members() -> None:
    rows = [report(JAN, "xa-1", 3, 1), report(FEB, "xa-2", 4, 2), report(FEB, "nam", 10, 5)]
    count = Tally(TREE, rows).total(FEB)
    assert count is not None
    assert (count.submitted, count.valid) == (17, 8)
    assert (count.newest, count.oldest) == (FEB, JAN)
    assert (count.reporting, count.members) == (3, 3)
    assert set(count.rows) == set(rows)


def test_the_last_report_up_to_the_day_counts() -> None:
    tally = Tally(TREE, [report(JAN, "nam", 1), report(FEB, "nam", 5), report(MAR, "nam", 9)])
    counts = [tally.total(day) for day in (JAN, FEB, date(2022, 3, 27), MAR, APR)]
    assert [count and count.submitted for count in counts] == [1, 5, 5, 9, 9]


def test_nothing_reported_is_not_zero() -> None:
    tally = Tally(TREE, [report(FEB, "nam", 0)])
    assert tally.total(JAN) is None
    count = tally.total(FEB)
    assert count is not None
    assert count.submitted == 0


def test_one_unknown_makes_the_sum_of_valid_unknown() -> None:
    count = Tally(TREE, [report(JAN, "xa-1", 3, 1), report(JAN, "nam", 4)]).total(JAN)
    assert count is not None
    assert (count.submitted, count.valid) == (7, None)


def test_a_unit_that_reports_speaks_for_everything_below_it() -> None:
    tally = Tally(TREE, [report(JAN, "xa-1", 3), report(FEB, "bac", 20), report(MAR, "xa-1", 30)])
    north = tally.units["bac"]
    counts = [tally.count(north, day) for day in (JAN, FEB, MAR)]
    assert [count and count.submitted for count in counts] == [3, 20, 20]


def test_members_that_have_not_reported_are_missed() -> None:
    count = Tally(TREE, [report(JAN, "xa-1", 3)]).total(JAN)
    assert count is not None
    assert (count.reporting, count.members) == (1, 3)


def test_a_root_that_has_not_reported_is_missed() -> None:
    count = Tally([unit("tinh"), unit("nganh")], [report(JAN, "tinh", 3)]).total(JAN)
    assert count is not None
    assert (count.reporting, count.members) == (1, 2)


@given(snapshots, st.randoms(use_true_random=False), st.sampled_from([JAN, FEB, MAR, APR]))
def test_the_order_of_rows_does_not_matter(rows: list[Snapshot], random: Random, day: date) -> None:
    shuffled = random.sample(rows, len(rows))
    one, other = Tally(TREE, rows), Tally(TREE, shuffled)
    assert one.total(day) == other.total(day)
    for each in TREE:
        assert one.count(each, day) == other.count(each, day)
        assert one.dates(each) == other.dates(each)
        assert one.reports(each) == other.reports(each)


@given(snapshots, st.permutations(TREE))
def test_the_order_of_units_does_not_change_the_sums(rows: list[Snapshot], units: list[Unit]) -> None:
    one, other = Tally(TREE, rows).total(MAR), Tally(units, rows).total(MAR)
    assert (one is None) == (other is None)
    if one and other:
        assert (one.submitted, one.valid, one.newest, one.oldest) == (
            other.submitted,
            other.valid,
            other.newest,
            other.oldest,
        )
        assert (one.reporting, one.members) == (other.reporting, other.members)


@given(snapshots)
def test_a_sum_is_made_of_its_rows_and_no_unit_speaks_twice(rows: list[Snapshot]) -> None:
    tally = Tally(TREE, rows)
    for day in (JAN, FEB, MAR):
        count = tally.total(day)
        if count:
            assert count.submitted == sum(row.submitted for row in count.rows)
            assert all(row.date <= day for row in count.rows)
            assert count.reporting == len(count.rows) == len({row.unit for row in count.rows}) <= count.members
            for row in count.rows:
                above = {each.id for each in TREE if row.unit in {d.id for d in tally.descendants(each)}} - {row.unit}
                assert not above & {other.unit for other in count.rows}


@given(snapshots)
def test_the_sum_changes_only_on_its_dates(rows: list[Snapshot]) -> None:
    tally = Tally(TREE, rows)
    for each in TREE:
        days = tally.dates(each)
        assert days == sorted(set(days))
        for before, after in ((JAN, FEB), (FEB, MAR), (MAR, APR)):
            if tally.count(each, before) != tally.count(each, after):
                assert any(before < day <= after for day in days)


# --- Targets --------------------------------------------------------------------------------------


def test_a_target_is_its_own_or_its_members_together() -> None:
    units = [unit("tinh"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100)]
    tally = Tally(units, [])
    assert tally.target(units[0], JAN) == 300
    assert tally.target(units[1], JAN) == 200
    assert Tally([units[0], units[1], unit("nam", "tinh")], []).target(units[0], JAN) is None
    assert Tally([unit("tinh", target=0)], []).target(unit("tinh", target=0), JAN) == 0


def test_a_target_counts_only_the_members_of_the_day() -> None:
    units = [unit("tinh"), unit("bac", "tinh", target=200), unit("moi", "tinh", target=50, valid_from=MAR)]
    tally = Tally(units, [])
    assert tally.target(units[0], FEB) == 200
    assert tally.target(units[0], MAR) == 250


# --- Broken trees ---------------------------------------------------------------------------------


def test_a_unit_with_an_unknown_parent_stands_as_a_root() -> None:
    units = [unit("tinh"), unit("lac", "khong-co")]
    assert Tally(units, []).roots == units


def test_units_in_a_circle_stand_as_roots_and_are_counted_once() -> None:
    units = [unit("a", "b"), unit("b", "a"), unit("c", "c"), unit("d", "a")]
    tally = Tally(units, [report(JAN, each.id, 1) for each in units])
    count = tally.total(JAN)
    assert tally.roots == units
    assert count is not None
    assert count.submitted == 4
    assert [each.id for each in tally.descendants(units[0])] == ["a"]


@given(st.lists(st.sampled_from([None, "a", "b", "c", "d", "x"]), min_size=4, max_size=4), st.data())
def test_no_tree_and_no_merger_is_too_broken_to_count(parents: list[str | None], data: st.DataObject) -> None:
    units = [
        unit(
            identifier,
            parent,
            successor=data.draw(st.sampled_from([None, "a", "b", "c", "d", "x"])),
            valid_to=data.draw(st.sampled_from([None, JAN, FEB])),
        )
        for identifier, parent in zip("abcd", parents, strict=True)
    ]
    tally = Tally(units, [report(JAN, each, 1) for each in data.draw(st.sets(st.sampled_from("abcd")))])
    for day in (JAN, FEB, MAR):
        tally.total(day)
        for each in units:
            count = tally.count(each, day)
            assert count is None or len(count.rows) == len({row.unit for row in count.rows})
            tally.target(each, day)
            tally.dates(each)


# --- Mergers --------------------------------------------------------------------------------------

MERGED = [
    unit("tinh"),
    unit("cu", "tinh", valid_to=FEB, successor="moi"),
    unit("moi", "tinh", valid_from=date(2022, 3, 1)),
]


def test_a_merged_unit_stands_in_until_its_successor_reports() -> None:
    tally = Tally(MERGED, [report(JAN, "cu", 5), report(APR, "moi", 8)])
    old, new = tally.units["cu"], tally.units["moi"]
    assert [each.id for each in tally.members(tally.units["tinh"], FEB)] == ["cu"]
    assert [each.id for each in tally.members(tally.units["tinh"], MAR)] == ["moi"]
    totals = [tally.total(day) for day in (JAN, FEB, MAR, APR, MAY)]
    assert [count and count.submitted for count in totals] == [5, 5, 5, 8, 8]
    assert tally.heir(old) == new
    assert tally.dates(new) == [JAN, APR]


def test_a_successors_report_from_before_the_merger_does_not_include_it() -> None:
    units = [unit("tinh"), unit("cu", "tinh", valid_to=FEB, successor="nam"), unit("nam", "tinh")]
    tally = Tally(units, [report(JAN, "cu", 5), report(JAN, "nam", 10), report(APR, "nam", 16)])
    totals = [tally.total(day) for day in (JAN, MAR, APR)]
    assert [count and count.submitted for count in totals] == [15, 15, 16]
    assert [count and (count.reporting, count.members) for count in totals] == [(2, 2), (1, 1), (1, 1)], (
        "who ended is no unit more"
    )


def test_a_unit_that_ends_without_successor_keeps_counting() -> None:
    units = [unit("tinh"), unit("cu", "tinh", valid_to=FEB)]
    count = Tally(units, [report(JAN, "cu", 5)]).total(APR)
    assert count is not None
    assert count.submitted == 5


def test_a_chain_of_mergers_keeps_the_first_figure() -> None:
    units = [
        unit("a", valid_to=JAN, successor="b"),
        unit("b", valid_from=FEB, valid_to=FEB, successor="c"),
        unit("c", valid_from=MAR),
    ]
    tally = Tally(units, [report(JAN, "a", 7)])
    count = tally.total(APR)
    assert count is not None
    assert count.submitted == 7
    assert tally.dates(tally.units["c"]) == [JAN]


def test_a_unit_cannot_succeed_itself_or_what_includes_it() -> None:
    units = [unit("a", valid_to=JAN, successor="a"), unit("b", valid_to=JAN, successor="b-1"), unit("b-1", "b")]
    tally = Tally(units, [report(JAN, "a", 1), report(JAN, "b-1", 2)])
    assert [tally.heir(each) for each in units] == [None, None, None]
    count = tally.total(MAR)
    assert count is not None
    assert count.submitted == 3
