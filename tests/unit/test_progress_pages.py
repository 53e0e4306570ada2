"""What pages say of progress: where each figure comes from, what is made up, what merged, and what came of it all."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from records import charter, initiative, published, snapshot, unit

from generator import progress
from generator.render import render

UNITS = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=200),
    unit("nam", "tinh", target=100),
    unit("cu", "tinh", target=50, valid_to=date(2022, 6, 15), successor="bac"),
)
SNAPSHOTS = (
    snapshot(date(2022, 5, 31), "cu", 30, 20),
    snapshot(date(2022, 5, 31), "bac", 60, 50),
    snapshot(date(2022, 5, 31), "nam", 20, 10),
    snapshot(date(2022, 6, 30), "bac", 99, 80),
    snapshot(date(2022, 6, 30), "nam", 101, 90),
)
ANNOUNCED = {"date": date(2022, 6, 30), "submitted": 200, "target": 300, "percent": "66,7%", "source": "Công văn"}
OVER = date(2023, 2, 1)


def made(**parts: Any) -> Mapping[str, str]:  # noqa: ANN401 - the parts of a campaign
    """The pages, by address."""
    report = progress.report(published(**{"units": UNITS, "snapshots": SNAPSHOTS, **parts}))
    outputs = {each.path: each.content for each in render(report) if isinstance(each.content, str)}
    return {path.removesuffix("index.md").rstrip("/"): text for path, text in outputs.items() if path.endswith(".md")}


@cache
def pages() -> Mapping[str, str]:
    return made()


@cache
def over() -> Mapping[str, str]:
    return made(today=OVER)


def seen(page: str) -> str:
    """What a reader sees, without front matter and with spaces evened out."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("---\n", 2)[2]).split())


@pytest.mark.parametrize(
    ("address", "figure", "anchor"),
    [
        ("", "200", "tien-do/tinh/#bao-cao-2022-06-30"),
        ("tien-do", "200", "tinh/#bao-cao-2022-06-30"),
        ("tien-do/tinh", "200", "./#bao-cao-2022-06-30"),
        ("tien-do/bac", "99", "./#bao-cao-2022-06-30"),
        ("ban-tin/2022-06", "200", "../../tien-do/tinh/#bao-cao-2022-06-30"),
    ],
)
def test_a_figure_leads_to_its_report_and_says_unit_day_and_row(address: str, figure: str, anchor: str) -> None:
    found = re.findall(
        rf'<a class="sk-traced" href="{re.escape(anchor)}" title="([^"]+)">{figure}</a>', pages()[address]
    )
    assert found
    assert "báo cáo ngày 30/06/2022; nguồn: " in found[0]
    unit_ = "bac" if "bac" in address else "tinh"
    assert '<tr id="bao-cao-2022-06-30">' in pages()[f"tien-do/{unit_}"]


def test_every_gain_of_a_bulletin_leads_to_both_its_reports() -> None:
    said = pages()["ban-tin/2022-06"]
    for day in ("2022-05-31", "2022-06-30"):
        assert f'href="../../tien-do/nam/#bao-cao-{day}"' in said
        assert f'id="bao-cao-{day}"' in pages()["tien-do/nam"]


def test_a_value_leads_to_its_calculation_and_says_since_when_it_is_recognised() -> None:
    each = initiative(
        "den",
        benefit={"vnd_per_year": 5_000_000, "calculation": "5", "status": "verified", "verified_by": "Hội đồng"},
        recognition={"level": "unit", "body": "Công đoàn bac", "date": date(2022, 5, 4)},
    )
    page = made(initiatives=(each,))["sang-kien/den"]
    assert '<a class="sk-traced" href="#gia-tri-lam-loi" title="Cách tính; nguồn: data/initiatives/den.yml">' in page
    assert seen(page).count("đã xác minh: Hội đồng; sáng kiến được công nhận ngày 04/05/2022") == 2


def test_a_merged_unit_keeps_its_page_and_its_numbers_and_is_counted_once() -> None:
    page = pages()["tien-do/cu"]
    said = seen(page)
    assert "Số liệu của đơn vị nay được tính tiếp trong Công đoàn bac , và chỉ được tính một lần ở đó." in said
    assert "đã sáp nhập, hoạt động đến 15/06/2022" in page
    assert '<tr id="bao-cao-2022-05-31">' in page
    assert 'href="../cu/">Công đoàn cu</a> (hoạt động đến 15/06/2022)' in pages()["tien-do/bac"]
    assert "Công đoàn cu" not in seen(pages()["tien-do"]), "it is no row of the table"
    assert "đã sáp nhập" not in made(units=(*UNITS[:3], UNITS[3].model_copy(update={"successor": None})))["tien-do/cu"]


def test_sums_of_made_up_rows_carry_the_mark_and_announced_totals_do_not() -> None:
    units = tuple(each.model_copy(update={"illustrative": each.kind != "province"}) for each in UNITS)
    told = made(units=units, charter=charter(illustrative="Có phần minh họa.", declared=[ANNOUNCED]))
    for address in ("", "tien-do", "tien-do/tinh"):
        said = seen(told[address])
        assert "/ 300 sáng kiến đăng tải 66,7%" in said.replace(" chỉ tiêu", ""), "the announced total is not made up"
        assert "170 được công nhận (minh họa)" in said
    assert "so với 31/05/2022 (minh họa)" in seen(told[""])
    assert "Đơn vị dẫn đầu Số liệu minh họa" in seen(told[""])
    assert "Số liệu của từng đơn vị là minh họa." in seen(told["tien-do"])
    silent = made(units=units, charter=charter(illustrative="Có phần minh họa."))
    assert "/ 300 sáng kiến đăng tải (minh họa)" in seen(silent[""])
    assert "minh họa" not in seen(pages()[""])
    assert "minh họa" not in seen(pages()["tien-do"])


LEFTOVERS = re.compile(
    r"còn lại|còn thiếu|cần mỗi|mỗi 30 ngày|vạch đứng|nhịp gần đây|dự kiến|đúng tiến độ|chậm tiến độ|cần tập trung"
    r"|tiếp sức|là kịp|gửi sáng kiến của bạn|đang cập nhật|số liệu đã cũ",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "address", ["", "tien-do", "tien-do/tinh", "tien-do/bac", "tien-do/nam", "tien-do/cu", "nhung"]
)
def test_when_the_campaign_is_over_pages_show_results_and_neither_pace_nor_countdown(address: str) -> None:
    assert not LEFTOVERS.findall(seen(over()[address]))


def test_the_results_of_a_campaign_that_is_over_are_named() -> None:
    assert "Kết quả cuối cùng Chiến dịch kết thúc ngày 31/12/2022. 1/2 đơn vị có số liệu đã đạt hoặc vượt" in seen(
        over()[""]
    )
    assert "Thiếu so với chỉ tiêu 100" in seen(over()["tien-do"])
    assert "Chưa đạt chỉ tiêu" in seen(over()["tien-do/bac"])
    assert "Vượt chỉ tiêu 1" in seen(over()["tien-do/nam"])
