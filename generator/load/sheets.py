"""CSV as Excel saves it.

Read by the standard library and not by pandas: pandas fills short rows in silence, stops at the first long
one, and forgets the line a row with a quoted line break began on.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.load.files import Files
from generator.load.raw import Mapped, Raw
from generator.problems import Location, Rule
from generator.vietnamese import nearest
from generator.written import Style, Written, quoted


@dataclass(frozen=True, slots=True)
class Sheet:
    """Turns the text of one CSV file into raw rows."""

    path: str
    known: Sequence[str]
    needed: Sequence[str]
    folder: Files

    def rows(self, text: str) -> Iterator[Mapped]:
        """The rows below the header, in file order; what is wrong is reported on the way."""
        first_line = 1
        if re.match(r"sep=.\r?\n", text, re.IGNORECASE):  # Excel's own note to itself
            _, _, text = text.partition("\n")
            first_line = 2
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, self.known), strict=True)
        header: list[str | None] | None = None
        line = first_line
        try:
            for cells in reader:
                start, line = line, reader.line_num + first_line
                if not any(cell.strip() for cell in cells):
                    continue
                if header is None:
                    header = self._header(start, cells)
                else:
                    yield from self._row(start, header, cells)
            if header is None:
                self.folder.report(
                    Location(self.path),
                    Rule.FILE_EMPTY,
                    "Cần dòng tiêu đề, nhưng mọi dòng đều trống.",
                    f"Điền các tên cột ở dòng đầu: {', '.join(self.known)}.",
                )
        except csv.Error as error:  # a cell over the reader's limit of 131,072 characters is one that never ended
            unclosed = "unexpected end of data" in str(error) or "field limit" in str(error)
            self.folder.report(
                Location(self.path, line),
                Rule.CSV_SYNTAX,
                "Dấu nháy kép mở trong dòng này mà không đóng."
                if unclosed
                else "Dấu nháy kép trong dòng này đặt sai chỗ.",
                'Ô có dấu nháy kép thì viết đôi ("") và bọc cả ô trong dấu nháy kép; hoặc mở bằng Excel và lưu lại.',
            )

    def _header(self, line: int, cells: list[str]) -> list[str | None]:
        """The column names in order; "" for one without a name, None for one that was reported."""
        header: list[str | None] = []
        for column, cell in enumerate(cells, start=1):
            at = Location(self.path, line, column)
            name: str | None = unicodedata.normalize("NFC", cell.strip()).lower()
            if name in header and name:
                self.folder.report(
                    at, Rule.COLUMN_DUPLICATE, f"Cột {quoted(name)} có hai lần.", "Xóa hoặc đổi tên một cột."
                )
                name = None
            elif name and name not in self.known:
                near = nearest(name, self.known)
                self.folder.report(
                    at,
                    Rule.COLUMN_UNKNOWN,
                    f"Cần một trong các cột {', '.join(self.known)}; nhưng thấy {quoted(cell)}.",
                    f"Có phải {near}?" if near else "Xóa cột này, hoặc đổi về tên cột trong data/README.md.",
                )
                name = None
            header.append(name)
        for name in self.needed:
            if name not in header:
                self.folder.report(
                    Location(self.path, line),
                    Rule.COLUMN_MISSING,
                    f"Cần cột {quoted(name)}, nhưng dòng tiêu đề không có.",
                    f"Thêm {name} vào dòng tiêu đề và điền cho mọi dòng.",
                )
        return header

    def _row(self, line: int, header: list[str | None], cells: list[str]) -> Iterable[Mapped]:
        entries: dict[str, Raw] = {}
        keys: dict[str, Location] = {}
        for column, (name, cell) in enumerate(zip_longest(header, cells, fillvalue=""), start=1):
            at, text = Location(self.path, line, column), unicodedata.normalize("NFC", (cell or "").strip())
            if name:
                keys[name] = at
            if not text:
                continue
            if name:
                entries[name] = Written(text, Style.CELL, at)
            elif name is not None:
                self.folder.report(
                    at,
                    Rule.CSV_SYNTAX,
                    f"Ô thứ {column} của dòng này còn chữ {quoted(text)}, nhưng dòng tiêu đề không có cột ấy.",
                    "Ô có dấu phân cách bên trong thì bọc trong dấu nháy kép; ô thừa thì xóa.",
                )
        return (Mapped(entries, keys, Location(self.path, line)),) if entries else ()


def _delimiter(text: str, known: Sequence[str]) -> str:
    """The separator under which the first line names the most known columns."""
    found = re.search(r"\S[^\r\n]*", text)
    first = found.group() if found else ""

    def named(delimiter: str) -> int:
        return len({cell.strip().strip('"').strip().lower() for cell in first.split(delimiter)} & set(known))

    return max((",", ";", "\t"), key=named)
