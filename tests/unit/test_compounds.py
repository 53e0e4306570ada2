"""Words of several syllables, names and figures stay on one line, and nothing but spaces changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.compounds import together


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("01 triệu sáng kiến Ninh Thuận", "01_triệu sáng_kiến Ninh_Thuận"),
        ("Công đoàn các Khu công nghiệp tỉnh", "Công_đoàn các Khu_công_nghiệp tỉnh"),
        ("thành phố Phan Rang–Tháp Chàm", "thành_phố Phan_Rang–Tháp_Chàm"),
        ("Đặng Minh Trí, Lê Thị Hồng Thắm", "Đặng_Minh_Trí, Lê_Thị_Hồng_Thắm"),
        ("Ủ phân cừu trong 45 ngày, tháng 11/2022", "Ủ phân cừu trong 45_ngày, tháng_11/2022"),
        ("Tủ tranh Raglai - Việt may từ bao bột", "Tủ tranh Raglai_-_Việt may từ bao bột"),
        ("Lê Văn Bình và Trần Thị Hoa · Huyện Bắc", "Lê_Văn_Bình và Trần_Thị_Hoa_· Huyện_Bắc"),
        ("Nguyễn Phước Thiên Bảo", "Nguyễn Phước Thiên Bảo"),  # too wide for a narrow column
    ],
)
def test_what_belongs_together_stays_so(text: str, kept: str) -> None:
    assert together(text).replace("\u00a0", "_") == kept


@given(st.text())
def test_only_spaces_change(text: str) -> None:
    assert together(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")
