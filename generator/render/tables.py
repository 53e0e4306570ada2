"""The tables people download: progress as CSV and workbook, the history of reports, the list of initiatives.

CSV is UTF-8 with a mark at the front, because Excel needs it; numbers are plain digits, because
programs need them. A cell that a spreadsheet would take for a formula is kept from being one.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from urllib.parse import urljoin

from generator import routes
from generator.progress import Measured, Report, Standing
from generator.render import words
from generator.render.outputs import Output
from generator.vietnamese import percent_tenths

Cell = str | int | float | None

_PROGRESS_COLUMNS = (
    "Mã đơn vị", "Đơn vị", "Loại", "Thuộc", "Chỉ tiêu", "Đăng tải", "Được công nhận", "Thực hiện",
    "Tỷ lệ (%)", "Còn thiếu", "Vượt", "Cần mỗi tháng", "Trạng thái", "Ngày báo cáo",
)  # fmt: skip


def tables(report: Report) -> Iterator[Output]:
    """Every downloadable table."""
    has_total = len(report.publication.tally.roots) == 1  # a lone root is the campaign's total already
    rows = [_progress_row(each) for each in (*report.standings, *(() if has_total else (report.campaign,)))]
    yield _csv(routes.PROGRESS_CSV, _PROGRESS_COLUMNS, rows, "data/progress.csv")
    yield Output(
        path=routes.PROGRESS_XLSX, content=_workbook(report, _PROGRESS_COLUMNS, rows), made_from="data/progress.csv"
    )
    yield _csv(
        routes.HISTORY_CSV,
        ("Ngày", "Mã đơn vị", "Đơn vị", "Đăng tải", "Được công nhận", "Ghi chú"),
        _history_rows(report),
        "data/progress.csv",
    )
    yield _csv(
        routes.INITIATIVES_CSV,
        ("Mã", "Tên sáng kiến", "Đơn vị", "Lĩnh vực", "Khu vực", "Tiêu biểu", "Ngày đăng", "Địa chỉ"),
        _initiative_rows(report),
        "data/initiatives/",
    )


def _progress_row(standing: Standing) -> list[Cell]:
    unit, progress, aim = standing.unit, standing.progress, standing.aim
    measured = progress if isinstance(progress, Measured) else None
    return [
        unit.id if unit else None,
        unit.name if unit else "Toàn chiến dịch",
        words.KIND[unit.kind] if unit else None,
        unit.parent if unit else None,
        standing.target,
        progress.submitted,
        measured.valid if measured else None,
        measured.counted if measured else None,
        percent_tenths(aim.share) / 10 if aim else None,
        aim.missing if aim else None,
        aim.surplus if aim else None,
        aim.needed_per_month if aim else None,
        words.band(standing),
        progress.reported_on.isoformat() if progress.reported_on else None,
    ]


def _history_rows(report: Report) -> list[list[Cell]]:
    tally = report.publication.tally
    return [
        [each.date.isoformat(), each.unit, tally.units[each.unit].name, each.submitted, each.valid, each.note]
        for unit in tally.units.values()
        for each in tally.reports(unit)
    ]


def _initiative_rows(report: Report) -> list[list[Cell]]:
    site = report.publication.charter.site_url
    return [
        [
            each.id,
            each.title,
            each.unit.name,
            each.field.name,
            each.sector.name,
            "có" if each.featured else "",
            each.published_on.isoformat(),
            urljoin(site.rstrip("/") + "/", f"{routes.initiative(each).address}/"),
        ]
        for each in report.publication.initiatives
    ]


def _csv(path: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], made_from: str) -> Output:
    import pandas as pd  # noqa: PLC0415 - half a second that `check` need not pay

    frame = pd.DataFrame([[_harmless(cell) for cell in row] for row in rows], columns=list(columns), dtype=object)
    text = frame.to_csv(index=False, lineterminator="\r\n")
    return Output(path=path, content=b"\xef\xbb\xbf" + text.encode(), made_from=made_from)


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _workbook(report: Report, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The progress table as a workbook; the same bytes for the same rows (openpyxl would stamp the time)."""
    import pandas as pd  # noqa: PLC0415 - as above

    target = io.BytesIO()
    frame = pd.DataFrame([list(row) for row in rows], columns=list(columns), dtype=object)
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}}
    with pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs=options) as writer:
        frame.to_excel(writer, sheet_name="Tiến độ", index=False, startrow=2)
        book, sheet = writer.book, writer.sheets["Tiến độ"]
        book.set_properties(
            {
                "title": f"Tiến độ: {report.publication.charter.short_name}",
                "author": report.publication.charter.organiser.name,
                "created": datetime.combine(report.as_of, time()),
            }
        )
        head = book.add_format({"bold": True, "bg_color": "#F3E3C3", "border": 1, "text_wrap": True, "valign": "top"})
        whole = book.add_format({"bold": True})
        sheet.write_string(0, 0, f"{report.publication.charter.name}: tiến độ đến {report.as_of:%d/%m/%Y}", whole)
        if report.publication.charter.illustrative:
            sheet.write_string(1, 0, report.publication.charter.illustrative)
        for index, column in enumerate(columns):
            sheet.write_string(2, index, column, head)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 48)
        sheet.set_column(2, len(columns) - 1, 15)
        sheet.freeze_panes(3, 2)
        sheet.autofilter(2, 0, 1 + len(rows), len(columns) - 1)  # the total stays where it is
    return target.getvalue()
