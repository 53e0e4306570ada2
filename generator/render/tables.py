"""The tables people download: units, progress, history and initiatives as CSV, a workbook, and a data package.

CSV is UTF-8 with a mark at the front, because Excel needs it; numbers are plain digits, because
programs need them. A cell that a spreadsheet would take for a formula is kept from being one.
What the columns are is said in `datasets`.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any

from generator import routes
from generator.progress import Counting, Measured, Report, Standing
from generator.render import words
from generator.render.data_package import data_package
from generator.render.datasets import HISTORY, INITIATIVES, NO, PROGRESS, TABLES, UNITS, YES, Column, Table
from generator.render.outputs import Output
from generator.render.portions import Ground, Portion
from generator.vietnamese import day, percent_tenths

Cell = str | int | float | None
# A sign that begins a formula, behind what a spreadsheet passes over; East Asian ones take the wide signs too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
Rows = Sequence[Sequence[Cell]]

_COUNTS = {"submitted": "Đăng tải", "valid": "Được công nhận", "counted": "Thực hiện"}
_MADE_FROM = {
    PROGRESS: "data/progress.csv",
    HISTORY: "data/progress.csv",
    INITIATIVES: "data/initiatives/",
    UNITS: "data/units.csv",
}


def tables(report: Report, ground: Ground) -> Iterator[Portion]:
    """Every downloadable table, and the package that describes them."""
    yield ground.portion(_tables, report, _initiative_rows(report))


def _tables(report: Report, initiatives: Rows) -> Iterator[Output]:
    counting = report.publication.charter.counting
    rows: dict[Table, Rows] = {
        PROGRESS: [_progress_row(each, counting) for each in report.standings],
        HISTORY: _history_rows(report),
        INITIATIVES: initiatives,
        UNITS: _unit_rows(report),
    }
    has_total = len(report.publication.tally.roots) == 1  # a lone root is the campaign's total already
    total = [] if has_total else [_progress_row(report.campaign, counting)]
    files = {table: _csv(table, [*rows[table], *(total if table is PROGRESS else [])]) for table in TABLES}
    for table, content in files.items():
        yield Output(path=table.path, content=content, made_from=_MADE_FROM[table])
    book = _workbook(report, rows[PROGRESS], total, rows[HISTORY])
    yield Output(path=routes.PROGRESS_XLSX, content=book, made_from="data/progress.csv")
    package = data_package(report, files, keyless=() if has_total else (PROGRESS,))
    yield Output(path=routes.DATA_PACKAGE, content=package, made_from="data/")


# --- Rows, in the order of the columns ---


def _progress_row(standing: Standing, counting: Counting) -> list[Cell]:
    unit, progress, aim = standing.unit, standing.progress, standing.aim
    measured = progress if isinstance(progress, Measured) else None
    made_up = words.made_up_counts(measured, counting) if measured else ()
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
        YES if words.is_made_up(standing) else NO,
        ", ".join(_COUNTS[each] for each in made_up),
    ]


def _history_rows(report: Report) -> Rows:
    tally = report.publication.tally
    return [
        [
            each.date.isoformat(),
            each.unit,
            unit.name,
            each.submitted,
            each.valid,
            each.note,
            YES if unit.illustrative else NO,
            f"{each.origin.path}:{each.origin.line}",
        ]
        for unit in tally.units.values()
        for each in tally.reports(unit)
    ]


def _initiative_rows(report: Report) -> Rows:
    site = report.publication.charter.site_url
    return [
        [
            each.id,
            each.title,
            each.unit.name,
            each.field.name if each.field else "",
            each.sector.name if each.sector else "",
            YES if each.featured else "",
            each.published_on.isoformat(),
            routes.absolute(site, routes.initiative(each)),
            each.unit.id,
            each.field.id if each.field else "",
            each.sector.id if each.sector else "",
            YES if each.illustrative else NO,
        ]
        for each in report.publication.initiatives
    ]


def _unit_rows(report: Report) -> Rows:
    site = report.publication.charter.site_url
    return [
        [
            unit.id,
            unit.name,
            unit.short_name,
            words.KIND[unit.kind],
            unit.parent,
            unit.target,
            unit.valid_from.isoformat() if unit.valid_from else None,
            unit.valid_to.isoformat() if unit.valid_to else None,
            unit.successor,
            routes.absolute(site, routes.unit(unit)),
            YES if unit.illustrative else NO,
        ]
        for unit in report.publication.tally.units.values()
    ]


# --- CSV ---


def _csv(table: Table, rows: Rows) -> bytes:
    import pandas as pd  # noqa: PLC0415 - half a second that `check` need not pay

    frame = pd.DataFrame([[_harmless(cell) for cell in row] for row in rows], columns=table.heads, dtype=object)
    text = frame.to_csv(index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


# --- The workbook ---


def _workbook(report: Report, progress: Rows, total: Rows, history: Rows) -> bytes:
    """Progress, history and what their columns mean; the same bytes for the same rows (openpyxl would stamp the time)."""
    import xlsxwriter  # noqa: PLC0415 - as above

    charter, target = report.publication.charter, io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": f"Tiến độ: {charter.short_name}",
                "author": charter.organiser.name,
                "created": datetime.combine(report.as_of, time()),
            }
        )
        dated = f"{charter.name}: tiến độ đến {day(report.as_of)}"
        sheet = _sheet(book, PROGRESS.title, (dated, charter.illustrative), PROGRESS.columns, [*progress, *total])
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 48)
        sheet.set_column(2, len(PROGRESS.columns) - 1, 15)
        sheet.freeze_panes(3, 2)
        if progress:  # the total, which stands below, stays where it is
            sheet.autofilter(2, 0, 2 + len(progress), len(PROGRESS.columns) - 1)
        told = f"{charter.name}: các lần báo cáo đến {day(report.as_of)}"
        sheet = _sheet(book, HISTORY.title, (told, charter.illustrative), HISTORY.columns, history)
        sheet.set_column(0, 1, 22)
        sheet.set_column(2, 2, 48)
        sheet.set_column(3, len(HISTORY.columns) - 1, 18)
        sheet.freeze_panes(3, 3)
        if history:
            sheet.autofilter(2, 0, 2 + len(history), len(HISTORY.columns) - 1)
        _notes(book, report)
    return target.getvalue()


def _sheet(book: Any, title: str, told: Iterable[str | None], columns: Sequence[Column], rows: Rows) -> Any:  # noqa: ANN401 - xlsxwriter ships no types
    """A sheet of the workbook: what it is in the first lines, the heads in the third, then the rows."""
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E3C3", "border": 1, "text_wrap": True, "valign": "top"})
    for line, text in enumerate(told):
        if text:
            sheet.write_string(line, 0, text, None if line else bold)
    for place, column in enumerate(columns):
        sheet.write_string(2, place, column.name, head)
    for line, row in enumerate(rows, start=3):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell)
            elif cell is not None:
                sheet.write_number(line, place, cell)
    return sheet


def _notes(book: Any, report: Report) -> None:  # noqa: ANN401 - as above
    """The sheet that says what each column means, and where the rest is told."""
    charter = report.publication.charter
    heads = [Column(name=name, about="") for name in ("Trang tính", "Cột", "Ý nghĩa")]
    rows = [[table.title, column.name, column.about] for table in (PROGRESS, HISTORY) for column in table.columns]
    address = f"Cách tính và các tệp khác: {routes.absolute(charter.site_url, routes.DATA)}"
    sheet = _sheet(
        book, "Ghi chú", ("Ý nghĩa các cột. Ô trống là chưa có số liệu, không phải 0.", address), heads, rows
    )
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 90)
