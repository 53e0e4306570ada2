"""What can be taken away as a table: its file, its columns and what they mean.

The CSV files, the workbook, the data package and the page /du-lieu/ all say it in these words. A column is added at
the end, never renamed or moved: programs and spreadsheets out there find them by name and by place.
"""

from dataclasses import dataclass
from typing import Literal

from generator import routes

YES, NO = "có", "không"
CSV = "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


KINDS = {"string": "chữ", "integer": "số nguyên", "number": "số thập phân", "boolean": f"{YES}/{NO}", "date": "ngày"}
"""The types of columns, as a reader calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the words of its head, the Table Schema type of its cells, and what they mean.

    A `required` cell is never empty; any other is empty when it is not known or there is none.
    """

    name: str
    kind: Literal["string", "integer", "number", "boolean", "date"] = "string"
    about: str
    required: bool = False
    refers: str | None = None
    """The name of the table whose key the cells name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. `key` are the columns that tell its rows apart."""

    name: str
    path: str
    title: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def heads(self) -> list[str]:
        """The names of the columns."""
        return [each.name for each in self.columns]


_UNIT = Column(name="Mã đơn vị", about="Mã trong bảng đơn vị, giữ mãi mãi", required=True, refers="don-vi")
_NAME = Column(name="Đơn vị", about="Tên đầy đủ", required=True)
_ILLUSTRATIVE = Column(
    name="Minh họa", kind="boolean", about="“có” nếu là dữ liệu minh họa, không có thật", required=True
)

PROGRESS = Table(
    name="tien-do",
    path=routes.PROGRESS_CSV,
    title="Tiến độ",
    about="Chỉ tiêu và thực hiện của từng đơn vị theo báo cáo gần nhất.",
    key=("Mã đơn vị",),
    columns=(
        Column(name="Mã đơn vị", about="Mã trong bảng đơn vị; trống ở dòng tổng toàn chiến dịch", refers="don-vi"),
        _NAME,
        Column(name="Loại", about="Loại đơn vị"),
        Column(name="Thuộc", about="Mã đơn vị cấp trên; trống ở đơn vị cao nhất", refers="don-vi"),
        Column(name="Chỉ tiêu", kind="integer", about="Số sáng kiến phải đạt; trống khi chưa giao"),
        Column(name="Đăng tải", kind="integer", about="Số sáng kiến đã đăng tải, lũy kế; trống khi chưa báo cáo"),
        Column(name="Được công nhận", kind="integer", about="Số sáng kiến được công nhận, lũy kế; trống khi chưa biết"),
        Column(name="Thực hiện", kind="integer", about="Số được so với chỉ tiêu; trống khi chưa báo cáo"),
        Column(name="Tỷ lệ (%)", kind="number", about="Thực hiện chia cho chỉ tiêu, nhân 100, một chữ số thập phân"),
        Column(name="Còn thiếu", kind="integer", about="Chỉ tiêu trừ thực hiện; 0 khi đã đạt"),
        Column(name="Vượt", kind="integer", about="Thực hiện trừ chỉ tiêu; 0 khi không vượt"),
        Column(name="Cần mỗi tháng", kind="integer", about="Số cần có trong mỗi 30 ngày còn lại; trống khi đã hết hạn"),
        Column(name="Trạng thái", about="Nhóm tiến độ, hoặc lý do chưa xếp được", required=True),
        Column(name="Ngày báo cáo", kind="date", about="Ngày chốt số liệu gần nhất; trống khi chưa báo cáo"),
        _ILLUSTRATIVE,
        Column(name="Cột minh họa", about="Những cột có số cộng từ dữ liệu minh họa; trống khi không có cột nào"),
    ),
)

HISTORY = Table(
    name="lich-su",
    path=routes.HISTORY_CSV,
    title="Lịch sử",
    about="Mọi lần báo cáo của từng đơn vị, số lũy kế, kèm ghi chú đính chính.",
    key=("Ngày", "Mã đơn vị"),
    columns=(
        Column(name="Ngày", kind="date", about="Ngày chốt số liệu", required=True),
        _UNIT,
        _NAME,
        Column(name="Đăng tải", kind="integer", about="Số sáng kiến đã đăng tải, lũy kế", required=True),
        Column(name="Được công nhận", kind="integer", about="Số sáng kiến được công nhận, lũy kế; trống khi chưa biết"),
        Column(name="Ghi chú", about="Bắt đầu bằng “Đính chính” khi số giảm so với kỳ trước"),
        _ILLUSTRATIVE,
        Column(name="Nguồn", about="Tệp và dòng trong dữ liệu gốc mà ban tổ chức nhập", required=True),
    ),
)

INITIATIVES = Table(
    name="sang-kien",
    path=routes.INITIATIVES_CSV,
    title="Sáng kiến",
    about="Danh mục sáng kiến đã đăng trên trang, không kèm tên người.",
    key=("Mã",),
    columns=(
        Column(name="Mã", about="Mã sáng kiến, giữ mãi mãi", required=True),
        Column(name="Tên sáng kiến", about="Tên", required=True),
        Column(name="Đơn vị", about="Tên đầy đủ của đơn vị", required=True),
        Column(name="Lĩnh vực", about="Lĩnh vực giải pháp; để trống khi giải pháp được giữ kín"),
        Column(name="Khu vực", about="Khu vực, ngành nghề; để trống khi giải pháp được giữ kín"),
        Column(name="Tiêu biểu", kind="boolean", about="“có” nếu được chọn là tiêu biểu; trống là không"),
        Column(name="Ngày đăng", kind="date", about="Ngày đăng trên trang", required=True),
        Column(name="Địa chỉ", about="Trang kể về sáng kiến", required=True),
        _UNIT,
        Column(name="Mã lĩnh vực", about="Mã dùng trong địa chỉ trang; để trống như trên"),
        Column(name="Mã khu vực", about="Mã dùng trong địa chỉ trang; để trống như trên"),
        _ILLUSTRATIVE,
    ),
)

UNITS = Table(
    name="don-vi",
    path=routes.UNITS_CSV,
    title="Đơn vị",
    about="Mọi đơn vị của chiến dịch, cả đơn vị đã sáp nhập, giải thể hoặc chưa bắt đầu.",
    key=("Mã đơn vị",),
    columns=(
        Column(name="Mã đơn vị", about="Mã, giữ mãi mãi", required=True),
        _NAME,
        Column(name="Tên ngắn", about="Tên dùng trong bảng và biểu đồ"),
        Column(name="Loại", about="Loại đơn vị", required=True),
        Column(name="Thuộc", about="Mã đơn vị cấp trên; trống ở đơn vị cao nhất", refers="don-vi"),
        Column(name="Chỉ tiêu giao", kind="integer", about="Chỉ tiêu ghi riêng; trống thì bằng tổng cấp dưới"),
        Column(name="Hiệu lực từ", kind="date", about="Ngày bắt đầu có hiệu lực"),
        Column(name="Hiệu lực đến", kind="date", about="Ngày cuối còn hiệu lực"),
        Column(name="Kế thừa", about="Mã đơn vị kế thừa sau khi sáp nhập", refers="don-vi"),
        Column(name="Địa chỉ", about="Trang của đơn vị", required=True),
        _ILLUSTRATIVE,
    ),
)

TABLES = (PROGRESS, HISTORY, INITIATIVES, UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that can be taken away, or that a program comes back for."""

    path: str
    media_type: str
    title: str
    about: str


WORKBOOK = Download(
    path=routes.PROGRESS_XLSX,
    media_type=EXCEL,
    title="Bảng tiến độ (Excel)",
    about="Ba trang tính: Tiến độ, Lịch sử, và Ghi chú giải thích từng cột.",
)
PACKAGE = Download(
    path=routes.DATA_PACKAGE,
    media_type="application/json",
    title="Gói dữ liệu (datapackage.json)",
    about="Mô tả các bảng CSV theo chuẩn Frictionless Data Package: kiểu, ràng buộc, khóa, mã băm.",
)
FEEDS = (
    Download(
        path=routes.FEED_ATOM,
        media_type="application/atom+xml",
        title="Tin mới cho trình đọc tin",
        about="Sáng kiến mới, khen thưởng, dấu mốc và bản tin: dán địa chỉ này vào ứng dụng đọc tin (RSS).",
    ),
    Download(
        path=routes.FEED_JSON,
        media_type="application/feed+json",
        title="Tin mới dạng JSON",
        about="Cùng nội dung, cho người lập trình.",
    ),
    Download(
        path=routes.CALENDAR,
        media_type="text/calendar",
        title="Lịch chiến dịch (lich.ics)",
        about="Dấu mốc và hạn chót, đăng ký được trong Google Lịch, Outlook, điện thoại.",
    ),
)
_CSV_TITLES = {
    PROGRESS: "Bảng tiến độ (CSV)",
    HISTORY: "Lịch sử báo cáo (CSV)",
    INITIATIVES: "Danh mục sáng kiến đã đăng (CSV)",
    UNITS: "Danh sách đơn vị (CSV)",
}
FILES = (
    WORKBOOK,
    *(Download(path=each.path, media_type=CSV, title=_CSV_TITLES[each], about=each.about) for each in TABLES),
    PACKAGE,
)
"""The tables as files, the one for most readers first."""
