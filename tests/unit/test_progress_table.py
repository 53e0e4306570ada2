"""The progress table: who stands where in it, what a reader can choose, and what its script is handed."""

from datetime import date

from records import figures, snapshot, unit

from generator.model import Unit
from generator.render.facets import Facet
from generator.render.progress_table import LONG, ProgressTable, progress_table

ON = date(2022, 7, 1)
UNITS = (
    unit("tinh", kind="province"),
    unit("khoi", "tinh", kind="group", name="Khối huyện"),
    unit("bac", "khoi", target=100, short_name="Bắc", aliases=("LĐLĐ huyện Bắc", "GD&ĐT")),
    unit("nam", "khoi", target=100),
    unit("nam-1", "nam", kind="grassroots", target=50),
    unit("nam-2", "nam", kind="grassroots", target=50),
    unit("y-te", "tinh", kind="sector", target=100),
)
REPORTS = (snapshot(ON, "bac", 10), snapshot(ON, "nam-1", 50), snapshot(ON, "nam-2", 49), snapshot(ON, "y-te", 101))


def table(units: tuple[Unit, ...] = UNITS) -> ProgressTable:
    known = {each.id for each in units}
    return progress_table(figures(units, [each for each in REPORTS if each.unit in known]).report)


def choices(facet: Facet) -> list[tuple[str, str, int]]:
    return [(each.value, each.label, each.count) for each in facet.choices]


def test_members_follow_what_they_belong_to_the_best_first() -> None:
    rows = table().rows
    assert [(each.unit.id, each.number, each.depth) for each in rows] == [
        ("khoi", "I", 0),
        ("nam", "II", 1),
        ("nam-1", "1", 2),
        ("nam-2", "2", 2),
        ("bac", "3", 1),
        ("y-te", "4", 0),
    ]


def test_a_heading_is_no_union_and_counts_for_none() -> None:
    found = {each.unit.id: each for each in table().rows}
    assert [each for each in found if found[each].is_heading] == ["khoi"]
    assert {each: found[each].units for each in found if found[each].is_group} == {"khoi": 4, "nam": 2}
    assert table().units == 5


def test_only_members_of_unions_are_left_out_at_first_where_the_table_is_long() -> None:
    assert [each.unit.id for each in table().rows if each.is_inner] == ["nam-1", "nam-2"]
    assert not table().is_long
    many = tuple(unit(f"cs-{number}", "nam", kind="grassroots", target=1) for number in range(LONG))
    assert table((*UNITS[:4], *many)).is_long


def test_a_unit_is_found_by_any_of_its_names_without_marks_and_once_for_each_word() -> None:
    found = {each.unit.id: each.text for each in table().rows}
    assert found["bac"] == "cong doan bac ldld huyen gd dt cd"
    assert found["khoi"] == "khoi huyen"


def test_choices_are_counted_and_in_the_order_of_their_words() -> None:
    kind, status = table().facets
    assert (kind.name, status.name) == ("loai", "nhom")
    assert choices(kind) == [
        ("huyen-thanh-pho", "Huyện, thành phố", 2),
        ("cong-doan-nganh", "Công đoàn ngành", 1),
        ("cong-doan-co-so", "Công đoàn cơ sở", 2),
    ]
    assert choices(status) == [
        ("vuot-chi-tieu", "Vượt chỉ tiêu", 1),
        ("dat-chi-tieu", "Đạt chỉ tiêu", 1),
        ("dung-tien-do", "Đúng tiến độ", 2),
        ("can-tap-trung-ho-tro", "Cần tập trung hỗ trợ", 1),
    ]


def test_who_reported_nothing_can_be_chosen_too_and_comes_last() -> None:
    (_kind, status) = table((*UNITS, unit("dong", "tinh", target=10))).facets
    assert choices(status)[-1] == ("chua-co-bao-cao", "Chưa có báo cáo", 1)


def test_a_facet_of_one_choice_is_none() -> None:
    (only,) = table((UNITS[0], unit("bac", "tinh", target=100), unit("nam", "tinh", target=100))).facets
    assert only.name == "nhom"
