"""The tables people download open in Excel, say what the pages say, and hold no formula."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made import made_by
from records import TODAY, campaign, charter, initiative, person, snapshot, unit

from generator import editorial, progress
from generator.model import SCOPES, Unit
from generator.progress import Report
from generator.render.datasets import HISTORY, PROGRESS
from generator.render.tables import tables

JUNE = date(2022, 6, 30)
NOWHERE = snapshot(JUNE, "bac", 1).origin.path
"""Where a row stands that was never read from a file."""
UNITS = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=200),
    unit("nam", "tinh", target=100),
    unit("im", "tinh"),
)
ROWS = (
    snapshot(date(2022, 5, 31), "bac", 50),
    snapshot(JUNE, "bac", 60, 40, "Đính chính: trùng 2, “ngoặc”"),
    snapshot(JUNE, "nam", 151, 20),
)


def report(units: tuple[Unit, ...] = UNITS, **parts: object) -> Report:
    whole = campaign(charter=charter(target=300), units=units, snapshots=ROWS, **parts)
    return progress.report(editorial.publish(whole, TODAY))


def files(shown: Report) -> Mapping[str, bytes]:
    made = {each.path: each.content for each in made_by(tables, shown, shown)}
    assert all(isinstance(content, bytes) for path, content in made.items() if not path.endswith(".json"))
    return {path: content for path, content in made.items() if isinstance(content, bytes)}


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_progress_table_says_what_is_known_and_leaves_the_rest_empty() -> None:
    header, *rows = read(files(report())["du-lieu/tien-do.csv"])
    assert [dict(zip(header, row, strict=True)) for row in rows[1:3]] == [
        {
            "Mã đơn vị": "bac",
            "Đơn vị": "Công đoàn bac",
            "Loại": "Huyện, thành phố",
            "Thuộc": "tinh",
            "Chỉ tiêu": "200",
            "Đăng tải": "60",
            "Được công nhận": "40",
            "Thực hiện": "60",
            "Tỷ lệ (%)": "30.0",
            "Còn thiếu": "140",
            "Vượt": "0",
            "Cần mỗi tháng": "25",
            "Trạng thái": "Cần tập trung hỗ trợ",
            "Ngày báo cáo": "2022-06-30",
            "Minh họa": "không",
            "Cột minh họa": "",
        },
        {
            "Mã đơn vị": "nam",
            "Đơn vị": "Công đoàn nam",
            "Loại": "Huyện, thành phố",
            "Thuộc": "tinh",
            "Chỉ tiêu": "100",
            "Đăng tải": "151",
            "Được công nhận": "20",
            "Thực hiện": "151",
            "Tỷ lệ (%)": "151.0",
            "Còn thiếu": "0",
            "Vượt": "51",
            "Cần mỗi tháng": "0",
            "Trạng thái": "Vượt chỉ tiêu",
            "Ngày báo cáo": "2022-06-30",
            "Minh họa": "không",
            "Cột minh họa": "",
        },
    ]
    assert rows[3] == ["im", "Công đoàn im", "Huyện, thành phố", "tinh", *[""] * 8, "Chưa có báo cáo", "", "không", ""]
    assert len(rows) == 4, "a lone root is the total; nothing is counted twice"
    assert rows[0][0] == "tinh"


def test_a_total_says_which_of_its_counts_are_made_up() -> None:
    made_up = (UNITS[0], *(each.model_copy(update={"illustrative": True}) for each in UNITS[1:]))
    announced = {"date": JUNE, "submitted": 211, "target": 300, "percent": "70,3%", "source": "Công văn"}
    for declared, said in (
        ([announced], ["không", "Được công nhận"]),
        ([], ["có", "Đăng tải, Được công nhận, Thực hiện"]),
    ):
        whole = campaign(
            charter=charter(target=300, declared=declared, illustrative="Có phần minh họa."),
            units=made_up,
            snapshots=ROWS,
        )
        header, total, *_units = read(files(progress.report(editorial.publish(whole, TODAY)))["du-lieu/tien-do.csv"])
        assert header[-2:] == ["Minh họa", "Cột minh họa"]
        assert total[-2:] == said


def test_the_history_holds_every_report_with_its_note() -> None:
    assert read(files(report())["du-lieu/lich-su.csv"]) == [
        ["Ngày", "Mã đơn vị", "Đơn vị", "Đăng tải", "Được công nhận", "Ghi chú", "Minh họa", "Nguồn"],
        ["2022-05-31", "bac", "Công đoàn bac", "50", "", "", "không", f"{NOWHERE}:1"],
        ["2022-06-30", "bac", "Công đoàn bac", "60", "40", "Đính chính: trùng 2, “ngoặc”", "không", f"{NOWHERE}:1"],
        ["2022-06-30", "nam", "Công đoàn nam", "151", "20", "", "không", f"{NOWHERE}:1"],
    ]


@pytest.mark.parametrize("site", ["https://mau.example.org", "https://mau.example.org/", "https://example.org/mau/"])
def test_the_list_of_initiatives_gives_whole_addresses_and_no_names(site: str) -> None:
    who = person("binh", consent={scope: {"given": JUNE, "proof": "Phiếu 1"} for scope in SCOPES})
    whole = campaign(charter=charter(site_url=site), initiatives=(initiative("den", featured=True),), people=(who,))
    header, row = read(files(progress.report(editorial.publish(whole, TODAY)))["du-lieu/sang-kien.csv"])
    assert header[:8] == ["Mã", "Tên sáng kiến", "Đơn vị", "Lĩnh vực", "Khu vực", "Tiêu biểu", "Ngày đăng", "Địa chỉ"]
    assert header[8:] == ["Mã đơn vị", "Mã lĩnh vực", "Mã khu vực", "Minh họa"], "added later, at the end"
    assert row[:7] == ["den", "Sáng kiến den", "Công đoàn bac", "Kỹ thuật", "Điện", "có", "2022-01-01"]
    assert row[7] == f"{site.rstrip('/')}/sang-kien/den/"
    assert row[8:] == ["bac", "ky-thuat", "dien", "không"]


def test_lines_end_as_excel_ends_them() -> None:
    for path, content in files(report()).items():
        if path.endswith(".csv"):
            assert content.count(b"\r\n") == content.count(b"\n") > 0


@pytest.mark.parametrize("name", ["=1+1", "+84 259", "-5", "@SUM(A1)", "\tTab", "=HYPERLINK(1)", "＝1+1", "＠A", " =1"])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_it(name: str) -> None:
    shown = report((*UNITS[:3], unit("cuoi", "tinh", name=name)))
    made = files(shown)
    assert read(made["du-lieu/tien-do.csv"])[4][1] == f"'{name}"
    cell = sheet(made["du-lieu/tien-do.xlsx"])["B7"]
    assert cell.value == name
    assert cell.data_type == "s"


def sheet(content: bytes, name: str = "Tiến độ") -> openpyxl.worksheet.worksheet.Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Tiến độ", "Lịch sử", "Ghi chú"]
    return book[name]


def test_the_workbook_says_what_the_csv_says() -> None:
    made = files(report())
    found = [list(row) for row in sheet(made["du-lieu/tien-do.xlsx"]).iter_rows(min_row=3, values_only=True)]
    told = [["" if cell is None else str(cell) for cell in row] for row in found]
    as_numbers = [[_number(cell) for cell in row] for row in read(made["du-lieu/tien-do.csv"])]
    assert [[_number(cell) for cell in row] for row in told] == as_numbers
    assert [type(cell) for cell in found[2][4:12]] == [int] * 8  # 30,0% is a whole number to a workbook


def test_the_workbook_holds_the_history_and_explains_every_column() -> None:
    made = files(report())
    history = list(sheet(made["du-lieu/tien-do.xlsx"], "Lịch sử").iter_rows(min_row=3, values_only=True))
    told = [["" if cell is None else str(cell) for cell in row] for row in history]
    assert told == read(made["du-lieu/lich-su.csv"])
    notes = sheet(made["du-lieu/tien-do.xlsx"], "Ghi chú").iter_rows(min_row=4, values_only=True)
    explained = [(where, column) for where, column, about in notes if about]
    assert explained == [(each.title, column.name) for each in (PROGRESS, HISTORY) for column in each.columns]


def test_the_filter_of_the_workbook_takes_in_every_unit_and_leaves_the_total() -> None:
    """A lone root is the total itself; several have one of their own below them."""
    alone = sheet(files(report())["du-lieu/tien-do.xlsx"])
    assert (alone.auto_filter.ref, alone.max_row) == ("A3:P7", 7)
    several = report(tuple(each.model_copy(update={"parent": None}) for each in UNITS))
    beside = sheet(files(several)["du-lieu/tien-do.xlsx"])
    assert (beside.auto_filter.ref, beside.max_row, beside["B8"].value) == ("A3:P7", 8, "Toàn chiến dịch")


def test_every_unit_is_listed_also_who_ended() -> None:
    ended = unit("cu", "tinh", target=5, valid_to=JUNE, successor="nam", short_name="Cũ", illustrative=True)
    rows = read(files(report((*UNITS, ended)))["du-lieu/don-vi.csv"])
    assert [row[0] for row in rows[1:]] == ["tinh", "bac", "nam", "im", "cu"]
    assert rows[5] == [
        "cu", "Công đoàn cu", "Cũ", "Huyện, thành phố", "tinh", "5", "", "2022-06-30", "nam",
        "https://mau.example.org/tien-do/cu/", "có",
    ]  # fmt: skip


def _number(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell


def test_the_workbook_names_its_campaign_its_day_and_what_is_illustrative() -> None:
    whole = campaign(charter=charter(illustrative="Số liệu minh họa."), snapshots=ROWS)
    shown = progress.report(editorial.publish(whole, TODAY))
    found = sheet(files(shown)["du-lieu/tien-do.xlsx"])
    assert found["A1"].value == "Phong trào mẫu: tiến độ đến 30/06/2022"
    assert found["A2"].value == "Số liệu minh họa."


def test_the_same_figures_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = files(report()), files(report())
    assert first == second
    (tmp_path / "x.xlsx").write_bytes(first["du-lieu/tien-do.xlsx"])
    properties = openpyxl.load_workbook(tmp_path / "x.xlsx").properties
    assert (properties.created.date(), properties.modified.date()) == (JUNE, JUNE)


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)


@given(st.lists(cells, min_size=1, max_size=40))
@example(["=1+1", "007", "1,5", "NA", "null", "TRUE", '"', "a;b", " a", "http://a.example.org", "1/2"])
def test_any_name_comes_back_from_both_files(names: list[str]) -> None:
    made = files(report((*UNITS[:3], *(unit(f"u-{number}", "tinh", name=name) for number, name in enumerate(names)))))
    from_csv = [row[1] for row in read(made["du-lieu/tien-do.csv"])[4:]]
    assert from_csv == [f"'{name}" if name.startswith(("=", "+", "-", "@")) else name for name in names]
    from_book = [row[1] for row in sheet(made["du-lieu/tien-do.xlsx"]).iter_rows(min_row=7, values_only=True)]
    assert from_book == names
