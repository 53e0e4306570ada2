"""What /api/v1/ promises: types of their own, that nothing within the engine can change by being renamed.

This module imports nothing of the engine, so a refactor cannot reach it. The JSON Schemas published beside the data
are made from these classes; their words are Vietnamese, because Vietnamese developers read them. Version 1 only ever
grows: a field is added, never renamed, dropped or given another meaning (tests hold it against its stored schema).

What is not known is null, and `unknown` says why, by the name of the field; it is never 0.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

VERSION = "1.1"
"""The second number grows with every field that is added."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Day = date  # a field may be called date
Address = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
Whole = Annotated[int, Field(ge=0)]
Decimal = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^-?\d+\.\d{6}$"})]
Unknown = Annotated[
    dict[str, str],
    Field(description="Lý do của từng trường số liệu đang là null, theo tên trường; rỗng khi không thiếu gì"),
]
Illustrative = Annotated[bool, Field(description="true nếu là dữ liệu minh họa, không có thật")]
IllustrativeCounts = Annotated[
    list[Literal["submitted", "valid", "counted"]],
    Field(description="Các số đếm cộng từ dữ liệu minh họa, theo tên trường; rỗng khi không có số nào"),
]
Band = Literal["reached", "on-pace", "behind", "low"]
UnitKind = Literal["province", "group", "district", "sector", "zone", "grassroots"]


class Part(BaseModel):
    """A piece of what is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Part):
    """What every file says of itself before anything else."""

    schema_: Address = Field(serialization_alias="$schema", description="JSON Schema mà tệp này tuân theo")
    version: str = Field(description="Phiên bản của API; số sau dấu chấm tăng khi có thêm trường")
    campaign: str = Field(description="Mã chiến dịch")
    as_of: Day | None = Field(description="Ngày của báo cáo mới nhất; null khi chưa có báo cáo nào")
    published_for: Day = Field(description="Ngày mà bản dữ liệu này được làm ra cho")
    documentation: Address = Field(description="Trang giải thích dữ liệu và cách tính")
    notice: str | None = Field(description="Lời ghi chú khi có dữ liệu minh họa; null khi tất cả là thật")


# --- index.json ---


class File(Part, title="Một tệp dữ liệu"):
    """A file of the API."""

    name: str = Field(description="Tên tệp trong /api/v1/")
    url: Address = Field(description="Địa chỉ đầy đủ")
    schema_url: Address = Field(description="Địa chỉ JSON Schema")
    title: str = Field(description="Tệp chứa gì")
    records: Whole = Field(description="Số bản ghi chính, tính cả các trang nối tiếp")


class Download(Part, title="Một tệp khác để tải"):
    """A file beside the API."""

    url: Address = Field(description="Địa chỉ đầy đủ")
    media_type: str = Field(description="Kiểu nội dung (MIME)")
    title: str = Field(description="Tệp chứa gì")


class Licence(Part, title="Giấy phép dùng lại"):
    """Under which terms the data may be used."""

    name: str = Field(description="Tên giấy phép")
    url: Address = Field(description="Văn bản giấy phép")


class Index(Document, title="Mục lục của API"):
    """index.json: where everything is."""

    name: str = Field(description="Tên đầy đủ của chiến dịch")
    licence: Licence | None = Field(description="Giấy phép dùng lại; null khi đơn vị tổ chức chưa công bố")
    made_from: list[str] = Field(description="Các tệp nguồn mà ban tổ chức nhập, nơi mọi con số bắt đầu")
    files: list[File] = Field(description="Các tệp của API")
    downloads: list[Download] = Field(description="Bảng CSV, Excel, nguồn tin và lịch")


# --- campaign.json ---


class Span(Part, title="Khoảng thời gian"):
    """Days, both included."""

    start: Day = Field(description="Ngày đầu")
    end: Day = Field(description="Ngày cuối, tính cả ngày này")


class Phase(Span, title="Giai đoạn"):
    """A named stretch of the campaign."""

    name: str = Field(description="Tên giai đoạn")


class Organiser(Part, title="Đơn vị tổ chức"):
    """Who runs the campaign."""

    name: str = Field(description="Tên")
    url: Address | None = Field(description="Trang web; null khi không nêu")
    email: str | None = Field(description="Thư điện tử công vụ; null khi không nêu")


class SolutionField(Part, title="Lĩnh vực giải pháp"):
    """A kind of solution."""

    id: str = Field(description="Mã")
    name: str = Field(description="Tên")
    description: str | None = Field(description="Một câu giải thích; null khi không có")
    url: Address = Field(description="Trang liệt kê")


class Sector(Part, title="Khu vực, ngành nghề"):
    """A branch of work."""

    id: str = Field(description="Mã")
    name: str = Field(description="Tên")
    enterprise: bool = Field(description="true nếu là khu vực sản xuất kinh doanh")
    url: Address = Field(description="Trang liệt kê")


class Declared(Part, title="Số liệu đã công bố chính thức"):
    """A total as a document states it."""

    date: Day = Field(description="Ngày của số liệu")
    submitted: Whole = Field(description="Số sáng kiến đăng tải")
    valid: Whole | None = Field(description="Số sáng kiến được công nhận; null khi văn bản không nêu")
    target: Whole = Field(description="Chỉ tiêu")
    percent: str = Field(description="Tỷ lệ đúng như đã in")
    source: str = Field(description="Văn bản công bố")


class Campaign(Document, title="Chiến dịch"):
    """campaign.json: what the campaign is."""

    name: str = Field(description="Tên đầy đủ")
    short_name: str = Field(description="Tên ngắn")
    url: Address = Field(description="Trang chủ")
    organiser: Organiser = Field(description="Đơn vị tổ chức")
    period: Span = Field(description="Thời gian chiến dịch")
    phases: list[Phase] = Field(description="Các giai đoạn")
    days_left: Whole = Field(description="Số ngày còn lại sau published_for")
    is_over: bool = Field(description="true từ hôm sau ngày cuối")
    target: Whole = Field(description="Chỉ tiêu toàn chiến dịch (số sáng kiến)")
    counting: Literal["submitted", "valid"] = Field(
        description="Số nào được so với chỉ tiêu: đăng tải hay được công nhận"
    )
    low_percent: Whole = Field(description="Ngưỡng (%) của nhóm cần tập trung hỗ trợ")
    stale_days: Whole = Field(description="Quá số ngày này chưa báo cáo lại thì số liệu bị coi là cũ")
    fields: list[SolutionField] = Field(description="Các lĩnh vực giải pháp")
    sectors: list[Sector] = Field(description="Các khu vực, ngành nghề")
    declared: list[Declared] = Field(description="Các số liệu đã công bố chính thức")
    hashtags: list[str] = Field(description="Thẻ của chiến dịch")


# --- progress.json, history.json ---


class Source(Part, title="Dòng nguồn"):
    """The row of the curated data behind a figure."""

    file: str = Field(description="Tệp nguồn, tính từ thư mục của chiến dịch")
    line: Annotated[int, Field(ge=1)] = Field(description="Dòng trong tệp, đếm từ 1 (dòng 1 là tên cột)")
    unit: str = Field(description="Mã đơn vị đã báo cáo")
    date: Day = Field(description="Ngày chốt số liệu")


class Share(Part, title="Tỷ lệ thực hiện"):
    """A share of the target, exact and as printed."""

    fraction: str = Field(
        description="Phân số chính xác, đã tối giản: thực hiện chia cho chỉ tiêu", pattern=r"^\d+/\d+$"
    )
    decimal: Decimal = Field(description="Số thập phân làm tròn sáu chữ số; 1 là đủ chỉ tiêu")
    percent: str = Field(description="Đúng như trên trang, ví dụ 54,9%")


class Gain(Part, title="Mức tăng"):
    """How a count grew between two reports by the same members."""

    since: Day = Field(description="Từ báo cáo ngày này")
    until: Day = Field(description="Đến báo cáo ngày này")
    gained: int = Field(description="Số sáng kiến tăng thêm; âm khi có đính chính")
    per_30_days: Decimal = Field(description="Quy về 30 ngày")


class Figures(Part, title="Số liệu thực hiện"):
    """Where a unit, or the campaign, stands."""

    target: Whole | None = Field(description="Chỉ tiêu")
    submitted: Whole | None = Field(description="Số sáng kiến đã đăng tải (lũy kế)")
    valid: Whole | None = Field(description="Số sáng kiến được công nhận (lũy kế)")
    counted: Whole | None = Field(description="Số được so với chỉ tiêu (xem counting trong campaign.json)")
    share: Share | None = Field(description="Thực hiện chia cho chỉ tiêu")
    missing: Whole | None = Field(description="Còn thiếu so với chỉ tiêu; 0 khi đã đạt")
    surplus: Whole | None = Field(description="Phần vượt chỉ tiêu; 0 khi không vượt")
    needed_per_month: Whole | None = Field(description="Số cần có trong mỗi 30 ngày còn lại")
    band: Band | None = Field(
        description="Nhóm tiến độ: reached (đạt, vượt), on-pace (đúng tiến độ), behind (chậm), low (cần tập trung hỗ trợ)"
    )
    status: str = Field(description="Nhóm tiến độ bằng chữ, đúng như trên trang")
    projected_on: Day | None = Field(
        description="Ngày chạm chỉ tiêu nếu giữ nhịp gần đây: ước tính, không phải báo cáo"
    )
    change: Gain | None = Field(description="So với báo cáo cuối của tháng trước")
    pace: Gain | None = Field(description="So với báo cáo cách đó ít nhất 30 ngày")
    reported_on: Day | None = Field(description="Ngày báo cáo mới nhất")
    oldest_report: Day | None = Field(description="Ngày của báo cáo cũ nhất còn nằm trong số cộng")
    stale: bool | None = Field(description="true nếu số liệu đã cũ")
    reporting: Whole | None = Field(description="Số đơn vị thành phần đã báo cáo")
    members: Whole | None = Field(description="Số đơn vị thành phần phải báo cáo")
    sources: list[Source] = Field(description="Các dòng nguồn cộng thành số này; rỗng khi chưa có báo cáo")
    illustrative_counts: IllustrativeCounts
    unknown: Unknown


class Identity(Part):
    """Which unit it is."""

    id: str = Field(description="Mã đơn vị, giữ mãi mãi")
    name: str = Field(description="Tên đầy đủ")
    short_name: str | None = Field(description="Tên ngắn; null khi không có")
    kind: UnitKind = Field(
        description="province (tỉnh), group (khối), district (huyện, thành phố), sector (ngành), zone (khu công nghiệp), grassroots (cơ sở)"
    )
    parent: str | None = Field(description="Mã đơn vị cấp trên; null ở đơn vị cao nhất")
    depth: Whole = Field(description="Số đơn vị đứng trên")
    url: Address = Field(description="Trang của đơn vị")
    illustrative: Illustrative


class Unit(Figures, Identity, title="Đơn vị"):
    """A unit and where it stands."""

    rank_by_share: Annotated[int, Field(ge=1)] | None = Field(description="Thứ hạng theo tỷ lệ trong cùng cấp")
    rank_by_count: Annotated[int, Field(ge=1)] | None = Field(description="Thứ hạng theo số lượng trong cùng cấp")


class AbsentUnit(Part, title="Đơn vị không tính vào hôm nay"):
    """A unit that ended, or has not begun."""

    id: str = Field(description="Mã đơn vị")
    name: str = Field(description="Tên đầy đủ")
    valid_from: Day | None = Field(description="Ngày bắt đầu có hiệu lực; null khi không nêu")
    valid_to: Day | None = Field(description="Ngày cuối còn hiệu lực; null khi không nêu")
    successor: str | None = Field(description="Mã đơn vị kế thừa; null khi không có")
    url: Address = Field(description="Trang của đơn vị")


class Progress(Document, title="Tiến độ"):
    """progress.json: the campaign's figures and every unit's."""

    total: Figures = Field(description="Toàn chiến dịch")
    expected_share: Decimal = Field(description="Phần thời gian chiến dịch đã qua ở ngày compared_on; 1 là hết")
    compared_on: Day = Field(description="Ngày dùng để xét đúng tiến độ")
    units: list[Unit] = Field(description="Các đơn vị, mỗi đơn vị đứng trước các đơn vị cấp dưới")
    absent: list[AbsentUnit] = Field(description="Đơn vị đã sáp nhập, giải thể hoặc chưa bắt đầu")


class Report(Part, title="Một lần báo cáo"):
    """A row of the history."""

    date: Day = Field(description="Ngày chốt số liệu")
    unit: str = Field(description="Mã đơn vị")
    submitted: Whole = Field(description="Số sáng kiến đã đăng tải (lũy kế)")
    valid: Whole | None = Field(description="Số sáng kiến được công nhận (lũy kế)")
    note: str | None = Field(description="Ghi chú; null khi không có")
    is_correction: bool = Field(description="true nếu báo cáo này đính chính số trước")
    illustrative: Illustrative
    source: Source = Field(description="Dòng nguồn")
    unknown: Unknown


class Total(Part, title="Tổng toàn chiến dịch vào một ngày"):
    """The campaign's count on the day of a report."""

    date: Day = Field(description="Ngày có báo cáo")
    submitted: Whole = Field(description="Số đăng tải (lũy kế)")
    valid: Whole | None = Field(description="Số được công nhận (lũy kế)")
    counted: Whole = Field(description="Số được so với chỉ tiêu")
    complete: bool = Field(description="true nếu mọi đơn vị đã báo cáo đến ngày này; chỉ nên so sánh các tổng đầy đủ")
    illustrative_counts: IllustrativeCounts
    unknown: Unknown


class History(Document, title="Lịch sử báo cáo"):
    """history.json: every report, and the totals they make."""

    totals: list[Total] = Field(description="Tổng toàn chiến dịch, cũ trước mới sau")
    reports: list[Report] = Field(description="Mọi báo cáo của từng đơn vị, cũ trước mới sau")


# --- initiatives.json, people.json ---


class Award(Part, title="Khen thưởng"):
    """An honour."""

    title: str = Field(description="Tên khen thưởng")
    body: str = Field(description="Nơi khen thưởng")
    decision: str | None = Field(description="Số quyết định; null khi không nêu")
    date: Day | None = Field(description="Ngày quyết định; null khi không nêu")


class Author(Part, title="Tác giả"):
    """An author who is in people.json."""

    person: str = Field(description="Mã trong people.json")
    name: str = Field(description="Họ và tên")
    share_percent: int | None = Field(description="Tỷ lệ đóng góp (%); null khi không nêu")
    role: str | None = Field(description="Phần việc; null khi không nêu")


class Photo(Part, title="Ảnh"):
    """A picture of an initiative."""

    url: Address = Field(description="Tệp JPEG lớn nhất")
    width_px: Whole = Field(description="Chiều rộng (điểm ảnh)")
    height_px: Whole = Field(description="Chiều cao (điểm ảnh)")
    kind: Literal["before", "after", "other"] = Field(description="before (trước), after (sau), other (khác)")
    alt: str = Field(description="Mô tả ảnh")
    caption: str | None = Field(description="Chú thích; null khi không có")
    credit: str | None = Field(description="Người chụp hoặc nguồn; null khi không nêu")


class Benefit(Part, title="Giá trị làm lợi"):
    """The estimated value over one year."""

    vnd_per_year: Whole = Field(description="Ước tính trong 01 năm (đồng)")
    calculation: str = Field(description="Cách tính")
    status: Literal["declared", "verified"] = Field(
        description="declared (tác giả tự khai) hoặc verified (đã xác minh)"
    )
    verified_by: str | None = Field(description="Nơi xác minh; null khi chưa xác minh")


class Recognition(Part, title="Quyết định công nhận"):
    """The decision that recognised an initiative."""

    level: Literal["unit", "province", "ministry", "national"] = Field(
        description="unit (cơ sở), province (tỉnh), ministry (bộ, ngành), national (toàn quốc)"
    )
    body: str = Field(description="Nơi công nhận")
    decision: str | None = Field(description="Số quyết định; null khi không nêu")
    date: Day | None = Field(description="Ngày quyết định; null khi không nêu")


class Content(Part, title="Nội dung sáng kiến"):
    """What an initiative disclosed in full tells beyond its title."""

    authors: list[Author] = Field(description="Tác giả đồng ý nêu tên cả ngoài trang này")
    problem: str = Field(description="Trước đây vướng ở đâu")
    solution: str = Field(description="Đã làm gì, làm thế nào")
    novelty: str | None = Field(description="Điểm mới; null khi không nêu")
    applicability: str | None = Field(description="Khả năng áp dụng; null khi không nêu")
    economic_effect: str | None = Field(description="Hiệu quả kinh tế; null khi không nêu")
    social_effect: str | None = Field(description="Hiệu quả xã hội; null khi không nêu")
    applied_from: Day = Field(description="Ngày bắt đầu áp dụng")
    benefit: Benefit | None = Field(description="Giá trị làm lợi; null khi không quy ra tiền")
    recognition: Recognition | None = Field(description="Quyết định công nhận; null khi chưa có")
    photos: list[Photo] = Field(description="Ảnh")
    portal_code: str | None = Field(description="Mã trên cổng của Tổng Liên đoàn; null khi không nêu")


class Initiative(Part, title="Sáng kiến"):
    """An initiative as the public may read it."""

    id: str = Field(description="Mã, giữ mãi mãi")
    url: Address = Field(description="Trang kể về sáng kiến")
    title: str = Field(description="Tên sáng kiến")
    summary: str = Field(description="Một hai câu tóm tắt")
    byline: str = Field(description="Ghi công, như khi chia sẻ ra ngoài trang")
    unit: str = Field(description="Mã đơn vị")
    unit_name: str = Field(description="Tên đơn vị")
    field: str | None = Field(description="Mã lĩnh vực trong campaign.json; null nếu giải pháp được giữ kín")
    sector: str | None = Field(description="Mã khu vực trong campaign.json; null nếu giải pháp được giữ kín")
    featured: bool = Field(description="true nếu là sáng kiến tiêu biểu")
    published_on: Day = Field(description="Ngày đăng trên trang")
    awards: list[Award] = Field(description="Khen thưởng")
    content: Content | None = Field(description="Nội dung; null khi sáng kiến chỉ công bố tên để giữ bí quyết")
    illustrative: Illustrative


class Initiatives(Document, title="Sáng kiến đã đăng"):
    """initiatives.json and the pages after it."""

    page: Annotated[int, Field(ge=1)] = Field(description="Số thứ tự của trang này, từ 1")
    pages: Annotated[int, Field(ge=1)] = Field(description="Tổng số trang")
    records: Whole = Field(description="Tổng số sáng kiến của mọi trang")
    next: Address | None = Field(description="Trang sau; null ở trang cuối")
    previous: Address | None = Field(description="Trang trước; null ở trang đầu")
    initiatives: list[Initiative] = Field(description="Theo ngày đăng, cũ trước mới sau, nên trang đã đầy ít khi đổi")


class Person(Part, title="Người được giới thiệu"):
    """Someone who agreed to be named, also beyond the site."""

    id: str = Field(description="Mã, giữ mãi mãi")
    url: Address = Field(description="Trang kể về người này")
    name: str = Field(description="Họ và tên")
    job: str = Field(description="Công việc")
    unit: str = Field(description="Mã đơn vị")
    unit_name: str = Field(description="Tên đơn vị")
    awards: list[Award] = Field(description="Khen thưởng")
    initiatives: list[str] = Field(description="Mã các sáng kiến cùng làm")
    illustrative: Illustrative


class People(Document, title="Gương sáng"):
    """people.json: who may be named wherever the data goes."""

    people: list[Person] = Field(
        description="Theo thứ tự tên; chỉ người đồng ý nêu tên và đồng ý chia sẻ ra ngoài trang"
    )


# --- milestones.json, bulletins.json ---


class Milestone(Part, title="Dấu mốc"):
    """Something worth remembering, as its source states it."""

    date: Day = Field(description="Ngày diễn ra")
    time: str | None = Field(
        description="Giờ phút theo giờ Việt Nam; null khi nguồn không nêu", pattern=r"^\d{2}:\d{2}$"
    )
    title: str = Field(description="Một câu kể lại mốc, đúng như nguồn công bố")
    source: str = Field(description="Nguồn công bố")
    illustrative: Illustrative


class Crossing(Part, title="Đơn vị chạm mốc chỉ tiêu"):
    """A report that took a unit to half its target or to the whole."""

    date: Day = Field(description="Ngày của báo cáo cho thấy điều đó")
    unit: str = Field(description="Mã đơn vị")
    unit_name: str = Field(description="Tên đơn vị")
    percent: Literal[50, 100] = Field(description="50 (nửa chỉ tiêu) hoặc 100 (đủ chỉ tiêu)")
    illustrative: Illustrative


class Milestones(Document, title="Các dấu mốc"):
    """milestones.json: what happened, and who reached what."""

    milestones: list[Milestone] = Field(description="Các mốc của chiến dịch và của chương trình toàn quốc")
    crossings: list[Crossing] = Field(description="Các đơn vị đạt 50% và 100% chỉ tiêu, cũ trước mới sau")


class PeriodTotal(Part, title="Tổng ở một đầu kỳ"):
    """The campaign's last total before a period, or in it."""

    date: Day = Field(description="Ngày của báo cáo")
    counted: Whole = Field(description="Số được so với chỉ tiêu")
    complete: bool = Field(description="true nếu mọi đơn vị đã báo cáo")


class UnitGain(Part, title="Mức tăng của một đơn vị"):
    """What a unit added in a period."""

    unit: str = Field(description="Mã đơn vị")
    unit_name: str = Field(description="Tên đơn vị")
    since: Day = Field(description="Từ báo cáo ngày này")
    until: Day = Field(description="Đến báo cáo ngày này")
    gained: int = Field(description="Số sáng kiến tăng thêm; âm khi có đính chính")
    illustrative: Illustrative


class Honour(Part, title="Khen thưởng trong kỳ"):
    """An award given in a period to something or someone these files name."""

    award: Award = Field(description="Khen thưởng")
    initiative: str | None = Field(description="Mã sáng kiến được khen; null khi khen người")
    person: str | None = Field(description="Mã người được khen trong people.json; null khi khen sáng kiến")


class Bulletin(Part, title="Bản tin"):
    """What changed in a month or a quarter."""

    id: str = Field(description="Kỳ: 2022-11, hoặc 2022-quy-4")
    url: Address = Field(description="Trang bản tin")
    title: str = Field(description="Tên bản tin")
    kind: Literal["month", "quarter"] = Field(description="month (tháng) hoặc quarter (quý)")
    period: Span = Field(description="Kỳ")
    is_running: bool = Field(description="true khi kỳ chưa hết")
    before: PeriodTotal | None = Field(description="Tổng cuối cùng trước kỳ")
    after: PeriodTotal | None = Field(description="Tổng cuối cùng trong kỳ")
    gained: int | None = Field(description="Mức tăng trong kỳ; chỉ tính khi cả hai tổng đều đầy đủ")
    gains: list[UnitGain] = Field(description="Mức tăng của từng đơn vị, nhiều trước ít sau")
    crossings: list[Crossing] = Field(description="Đơn vị đạt 50% và 100% trong kỳ")
    initiatives: list[str] = Field(description="Mã các sáng kiến mới đăng")
    verified_benefits: list[str] = Field(
        description="Trong đó, sáng kiến có giá trị làm lợi đã xác minh, lớn trước nhỏ sau"
    )
    honours: list[Honour] = Field(description="Khen thưởng trong kỳ, của sáng kiến và của người có trong people.json")
    milestones: list[Milestone] = Field(description="Dấu mốc trong kỳ")
    unknown: Unknown


class Bulletins(Document, title="Các bản tin"):
    """bulletins.json: the facts of every month and quarter."""

    bulletins: list[Bulletin] = Field(description="Kỳ mới trước, kỳ cũ sau; tháng trước quý")


DOCUMENTS: dict[str, type[Document]] = {
    "index": Index,
    "campaign": Campaign,
    "progress": Progress,
    "history": History,
    "initiatives": Initiatives,
    "people": People,
    "milestones": Milestones,
    "bulletins": Bulletins,
}
"""The kinds of files, by the names of their first files and of their schemas."""

TITLES = {
    "index": "Mục lục: mọi tệp, số bản ghi, giấy phép",
    "campaign": "Chiến dịch: thời gian, chỉ tiêu, lĩnh vực, số liệu đã công bố",
    "progress": "Tiến độ toàn chiến dịch và từng đơn vị, truy được đến dòng nguồn",
    "history": "Mọi lần báo cáo, và tổng toàn chiến dịch theo từng ngày",
    "initiatives": "Sáng kiến đã đăng",
    "people": "Gương sáng: những người đồng ý nêu tên và chia sẻ ra ngoài trang",
    "milestones": "Dấu mốc, và các đơn vị đạt 50%, 100% chỉ tiêu",
    "bulletins": "Số liệu của bản tin từng tháng, từng quý",
}


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file, without its `$id`, which has the site's address."""
    made: dict[str, Any] = DOCUMENTS[name].model_json_schema(mode="serialization")
    for each in (made, *made.get("$defs", {}).values()):
        each.pop("description", None)  # a class's words are for maintainers; readers have its title
        for field in each["properties"].values():
            for part in (field, *field.get("anyOf", ())):
                part.pop("title", None)
    return {"$schema": DIALECT, **made}


class Described(NamedTuple):
    """A field in words: its name, the kind of its value in Vietnamese, what it means."""

    name: str
    kind: str
    about: str


def described(name: str) -> Iterator[tuple[str, list[Described]]]:
    """The objects in a kind of file, each once, with their fields: the file itself first, then what it holds."""
    whole = schema(name)
    shared = Document.model_fields.keys() | {"$schema"}
    yield whole["title"], [each for each in _described(whole) if each.name not in shared]
    waiting, seen = [whole], {""}
    for part in waiting:  # grows while it is read: what is met first is told first
        for reference in _REFERENCE.findall(json.dumps(part["properties"])):
            if reference not in seen:
                seen.add(reference)
                waiting.append(whole["$defs"][reference])
                yield whole["$defs"][reference]["title"], _described(whole["$defs"][reference])


_REFERENCE = re.compile(r'"#/\$defs/(\w+)"')
_KINDS = {
    "string": "chữ",
    "integer": "số nguyên",
    "boolean": "true/false",
    "array": "danh sách",
    "object": "nhóm",
    "null": "null",
}
_FORMATS = {"date": "ngày", "uri": "địa chỉ"}


def _described(part: dict[str, Any]) -> list[Described]:
    return [
        Described(name, " hoặc ".join(map(_kind, field.get("anyOf", (field,)))), field["description"])
        for name, field in part["properties"].items()
    ]


def _kind(value: dict[str, Any]) -> str:
    """Chữ; ngày; danh sách."""
    return _FORMATS.get(value.get("format", "")) or _KINDS["object" if "$ref" in value else value["type"]]
