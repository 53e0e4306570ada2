"""Sums as people write them, computed again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calculation import equations


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("Công gạt giảm: 4 công/ngày × 20 ngày × 7 tháng × 280.000 đồng = 156.800.000 đồng", 156_800_000),
        ("Còn lại: 156.800.000 − 14.800.000 = 142.000.000 đồng", 142_000_000),
        ("Thời gian: 36 giây × 2 túi × 1.200 áo : 3.600 = 24 giờ/ngày", 24),
        ("Bớt giao dư: 30.000.000 con/năm × (10% − 6%) × 85 đồng/con = 102.000.000 đồng", 102_000_000),
        ("9 lượt/tuần × 50 tuần × 1,5 giờ × 2 người × 35.000 đồng/giờ = 47.250.000 đồng", 47_250_000),
        ("24 lần lau × 6 công + 2 đợt rửa × 20 công = 184 công", 184),
        ("1,2 triệu × 12 tháng = 14,4 triệu đồng", 14_400_000),
        ("nước 150 m³ × 2 = 300 m³", 300),
        ("- 100 - 40 = 60", 60),
        ("2 + 3 × 4 = 14", 14),
        ("(2 + 3) × 4 = 20", 20),
    ],
)
def test_a_sum_is_computed(text: str, computed: int) -> None:
    found = list(equations(text))
    assert [each.computed for each in found] == [computed]
    assert all(each.holds for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Không có phép tính nào.",
        "Năm 2021 có 12 hộ = cả tổ",
        "A = B",
        "12 hộ = 12 hộ",
        "3 lần 4 = 12",
        "5 × = 5",
        "10 : 0 = 0",
        "(3 × 4 = 12",
        "Ngày 20/11 × 2 = 3",
    ],
)
def test_of_what_is_no_plain_sum_nothing_is_said(text: str) -> None:
    assert list(equations(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 công × 20 ngày × 280.000 đồng = 2.240.000 đồng", "4 công × 20 ngày × 280.000 đồng = 2.240.000 đồng"),
        ("- Bước hai: 10 + 5 = 16; 1 + 1 = 2", "Bước hai: 10 + 5 = 16"),
    ],
)
def test_a_wrong_sum_is_found(text: str, said: str) -> None:
    assert [each.said for each in equations(text) if not each.holds] == [said]


def test_a_chain_is_held_link_by_link() -> None:
    found = list(equations("2 × 3 = 6 = 3 + 3 = 7"))
    assert [(each.computed, each.written, each.holds) for each in found] == [
        (Fraction(6), Fraction(6), True),
        (Fraction(6), Fraction(7), False),
    ]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("10 : 3 = 3,33", True),
        ("10 : 3 = 3,34", False),
        ("250.000.000 : 3 = 83.333.333 đồng", True),
        ("250.000.000 : 3 = 83.300.000 đồng", False),
        ("250.000.000 : 3 ≈ 83.300.000 đồng", True),
        ("250.000.000 : 3 = khoảng 83 triệu đồng", True),
        ("250.000.000 : 3 = khoảng 80 triệu đồng", True),
        ("250.000.000 : 3 = khoảng 70 triệu đồng", False),
    ],
)
def test_what_was_rounded_may_differ_by_half_of_its_last_digit(text: str, holds: bool) -> None:  # noqa: FBT001 - a case
    assert [each.holds for each in equations(text)] == [holds]


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=5), st.integers(-3, 3))
def test_any_product_is_told_from_its_neighbours(factors: list[int], off: int) -> None:
    product = 1
    for each in factors:
        product *= each
    text = " × ".join(map(str, factors)) + f" = {product + off}"
    assert [each.holds for each in equations(text)] == [off == 0]


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    for each in equations(text):
        assert isinstance(each.computed, Fraction)


@pytest.mark.parametrize(
    "text",
    [
        f"{'9' * 5000} + 1 = 2",
        f"{' × '.join(['9' * 40] * 150)} = 2",
        f"1,5 × {' × '.join(['9' * 40] * 100)} : 7 = 2",
        f"1 + 1 = {' × '.join(['9' * 40] * 150)}",
    ],
    ids=["a number", "a product", "a quotient", "a result"],
)
def test_what_is_too_long_to_be_written_out_is_no_sum(text: str) -> None:
    assert list(equations(text)) == []
