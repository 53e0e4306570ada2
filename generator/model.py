"""The frozen vocabulary of a campaign: every record and field an editor can write, and nothing else.

No I/O and no rule that needs two records. Field descriptions are Vietnamese: the JSON Schemas show them
to editors, and data/README.md is checked against these classes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from generator import written
from generator.problems import Location
from generator.vietnamese import SLUG_PATTERN, slug

_NOWHERE = Location("(chưa có tệp)")
_DATE_SCHEMA = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})$"}

Id = Annotated[
    str,
    BeforeValidator(written.identifier),
    StringConstraints(max_length=80),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG_PATTERN}$", "maxLength": 80}),
]
Line = Annotated[str, BeforeValidator(written.line), StringConstraints(min_length=1, max_length=300)]
Prose = Annotated[str, BeforeValidator(written.text), StringConstraints(min_length=1, max_length=8000)]
Whole = Annotated[int, BeforeValidator(written.whole), Field(ge=0)]
Positive = Annotated[int, BeforeValidator(written.whole), Field(ge=1)]
Day = Annotated[date, BeforeValidator(written.day), WithJsonSchema(_DATE_SCHEMA)]
Clock = Annotated[str, BeforeValidator(written.clock), WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}$"})]
Flag = Annotated[bool, BeforeValidator(written.flag)]
Percentage = Annotated[str, BeforeValidator(written.percentage)]
WebAddress = Annotated[str, BeforeValidator(written.web_address), WithJsonSchema({"type": "string", "format": "uri"})]
SiteAddress = Annotated[str, BeforeValidator(written.site_address), WithJsonSchema({"type": "string", "format": "uri"})]
MailAddress = Annotated[
    str, BeforeValidator(written.mail_address), WithJsonSchema({"type": "string", "format": "email"})
]
Colour = Annotated[
    str,
    BeforeValidator(written.colour),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}),
]
PhotoName = Annotated[str, BeforeValidator(written.text), StringConstraints(min_length=1, max_length=200)]

Scope = Literal["name", "photo", "story", "social"]
SCOPES: tuple[Scope, ...] = ("name", "photo", "story", "social")


class Part(BaseModel):
    """A piece of a record; frozen, and deaf to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, use_attribute_docstrings=False)


class Record(Part):
    """What one YAML file or one CSV row says. `origin` is where it starts."""

    _origin: Location = PrivateAttr(default_factory=lambda: _NOWHERE)  # a default is copied for each, deeply

    @property
    def origin(self) -> Location:
        """Where the record starts in its file."""
        private = self.__pydantic_private__  # `self._origin` takes ten times as long, and is asked of all records
        return private["_origin"] if private else _NOWHERE

    def read_at(self, origin: Location) -> None:
        """Say where the record was read; called once, by the parser."""
        self._origin = origin


class Organiser(Part):
    """Who runs the campaign."""

    name: Line = Field(description="Tên đơn vị tổ chức")
    url: WebAddress | None = Field(None, description="Trang web của đơn vị tổ chức")
    email: MailAddress | None = Field(None, description="Thư điện tử công vụ để liên hệ")


class Period(Part):
    """A stretch of days, both ends included."""

    start: Day = Field(description="Ngày bắt đầu")
    end: Day = Field(description="Ngày kết thúc (tính cả ngày này)")


class Phase(Period):
    """A named stretch of the campaign."""

    name: Line = Field(description="Tên giai đoạn")


class Thresholds(Part):
    """Where the bands of the progress table begin."""

    low_percent: Annotated[Whole, Field(le=100)] = Field(
        50, description="Dưới tỷ lệ này (%) và chậm hơn tiến độ thì xếp vào nhóm cần tập trung hỗ trợ"
    )
    stale_days: Annotated[Positive, Field(le=3650)] = Field(
        45, description="Quá số ngày này chưa báo cáo lại thì số liệu được đánh dấu là cũ"
    )


class SolutionField(Part):
    """A kind of solution (lĩnh vực giải pháp)."""

    id: Id = Field(description="Mã, dùng trong địa chỉ trang")
    name: Line = Field(description="Tên lĩnh vực")
    description: Line | None = Field(None, description="Một câu giải thích cho người đọc")


class Sector(Part):
    """A branch of work (khu vực, ngành nghề)."""

    id: Id = Field(description="Mã, dùng trong địa chỉ trang")
    name: Line = Field(description="Tên khu vực")
    enterprise: Flag = Field(
        default=False, description="true nếu là khu vực sản xuất kinh doanh (công nhân doanh nghiệp)"
    )


class Milestone(Part):
    """Something worth remembering, as its source states it."""

    id: Id | None = Field(
        None, description="Mã trong địa chỉ trang, giữ mãi mãi; bỏ trống thì lấy ngày và những chữ đầu của title"
    )
    at: Day = Field(description="Ngày diễn ra")
    time: Clock | None = Field(None, description="Giờ phút, nếu nguồn có nêu")
    title: Line = Field(description="Một câu kể lại mốc, đúng như nguồn công bố")
    source: Line = Field(description="Nguồn công bố")

    @property
    def address(self) -> str:
        """The id that makes its address: of its own day and words alone, so that no other milestone moves it."""
        return self.id or "-".join(filter(None, (self.at.isoformat(), slug(self.title))))


class Declared(Part):
    """A total that was published officially; the rows must agree with it."""

    date: Day = Field(description="Ngày của số liệu công bố")
    submitted: Whole = Field(description="Số sáng kiến đã đăng tải theo công bố")
    valid: Whole | None = Field(None, description="Số sáng kiến được công nhận theo công bố")
    target: Positive = Field(description="Chỉ tiêu theo công bố")
    percent: Percentage = Field(description="Tỷ lệ đúng như đã in, ví dụ 54,9%")
    source: Line = Field(description="Văn bản công bố")


class Social(Part):
    """The campaign's own pages elsewhere."""

    facebook: WebAddress | None = Field(None, description="Địa chỉ trang Facebook")
    zalo: WebAddress | None = Field(None, description="Địa chỉ trang Zalo OA")


class Licence(Part):
    """Under which terms others may use the campaign's open data."""

    name: Line = Field(description="Tên giấy phép, ví dụ CC BY 4.0")
    url: WebAddress = Field(description="Địa chỉ văn bản giấy phép")


class Brand(Part):
    """The campaign's colours and mark."""

    primary: Colour = Field("#1d5a86", description="Màu chính")
    accent: Colour = Field("#e2a72e", description="Màu nhấn")
    logo: PhotoName | None = Field(None, description="Tệp logo trong data/photos/")


class Charter(Record):
    """campaign.yml: what the campaign is."""

    id: Id = Field(description="Mã chiến dịch")
    name: Line = Field(description="Tên đầy đủ của chương trình")
    short_name: Line = Field(description="Tên ngắn, dùng làm tên trang")
    organiser: Organiser = Field(description="Đơn vị tổ chức")
    period: Period = Field(description="Thời gian chiến dịch")
    phases: tuple[Phase, ...] = Field((), description="Các giai đoạn, nằm trong thời gian chiến dịch")
    target: Positive = Field(description="Chỉ tiêu toàn chiến dịch (số sáng kiến)")
    counting: Annotated[Literal["submitted", "valid"], BeforeValidator(written.choice("submitted", "valid"))] = Field(
        description="Số nào được so với chỉ tiêu: submitted (đăng tải) hoặc valid (được công nhận)"
    )
    thresholds: Thresholds = Field(Thresholds(), description="Ngưỡng xếp nhóm tiến độ")
    fields: tuple[SolutionField, ...] = Field(min_length=1, description="Các lĩnh vực giải pháp")
    sectors: tuple[Sector, ...] = Field(min_length=1, description="Các khu vực, ngành nghề")
    milestones: tuple[Milestone, ...] = Field((), description="Các mốc của chiến dịch và của chương trình toàn quốc")
    declared: tuple[Declared, ...] = Field((), description="Các số liệu đã công bố chính thức")
    hashtags: tuple[Annotated[Line, Field(pattern=r"^#\w+$")], ...] = Field((), description="Thẻ dùng khi chia sẻ")
    social: Social = Field(Social(), description="Các trang mạng xã hội của chiến dịch")
    brand: Brand = Field(Brand(), description="Màu và logo")
    licence: Licence | None = Field(None, description="Giấy phép dùng lại số liệu mở; bỏ trống khi chưa công bố")
    site_url: SiteAddress = Field(description="Địa chỉ trang khi đã đưa lên mạng")
    work_contacts: tuple[Line, ...] = Field(
        (), description="Số điện thoại, thư điện tử công vụ được phép nêu, ghi đúng như trong bài"
    )
    illustrative: Prose | None = Field(
        None,
        description="Lời ghi chú hiện trên mọi trang khi có số liệu minh họa; bỏ trống trường này khi tất cả là thật",
    )
    frozen_on: Day | None = Field(
        None, description="Giữ trang đúng như ngày này; bỏ trường này khi chiến dịch đang chạy"
    )


UnitKind = Literal["province", "group", "district", "sector", "zone", "grassroots"]


class Unit(Record):
    """A row of units.csv: a union that has, or sums up, a target."""

    id: Id = Field(description="Mã đơn vị, giữ mãi mãi")
    name: Line = Field(description="Tên đầy đủ")
    short_name: Line | None = Field(None, description="Tên ngắn cho bảng và biểu đồ")
    kind: Annotated[
        UnitKind,
        BeforeValidator(written.choice("province", "group", "district", "sector", "zone", "grassroots")),
    ] = Field(
        description="Loại: province (tỉnh), group (khối), district (huyện, thành phố), sector (ngành), "
        "zone (khu công nghiệp), grassroots (cơ sở)"
    )
    parent: Id | None = Field(None, description="Mã đơn vị cấp trên; để trống ở đơn vị cao nhất")
    target: Whole | None = Field(None, description="Chỉ tiêu; để trống thì bằng tổng các đơn vị cấp dưới")
    target_note: Line | None = Field(None, description="Lý do khi chỉ tiêu khác tổng chỉ tiêu các đơn vị cấp dưới")
    valid_from: Day | None = Field(None, description="Ngày đơn vị bắt đầu có hiệu lực")
    valid_to: Day | None = Field(None, description="Ngày cuối cùng còn hiệu lực (khi sáp nhập, giải thể)")
    successor: Id | None = Field(None, description="Mã đơn vị kế thừa sau khi sáp nhập")
    aliases: Annotated[tuple[str, ...], BeforeValidator(written.names)] = Field(
        (), description="Các cách viết khác, để nhận ra trong bảng tính và để người đọc tìm thấy; cách nhau bằng dấu |"
    )
    illustrative: Flag = Field(default=False, description="true nếu số liệu của đơn vị là minh họa, không có thật")

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Snapshot(Record):
    """A row of progress.csv: a unit's cumulative counts on a day."""

    date: Day = Field(description="Ngày chốt số liệu")
    unit: Id = Field(description="Mã đơn vị")
    submitted: Whole = Field(description="Tổng số sáng kiến đã đăng tải đến ngày này (lũy kế)")
    valid: Whole | None = Field(None, description="Trong đó số được công nhận (lũy kế); để trống nếu chưa biết")
    note: Line | None = Field(None, description="Ghi chú; bắt đầu bằng “Đính chính” khi số liệu giảm so với kỳ trước")

    @property
    def is_correction(self) -> bool:
        """Whether the note says that an earlier figure was wrong."""
        return bool(self.note and self.note.lower().startswith("đính chính"))


class Photo(Part):
    """A picture of an initiative."""

    file: PhotoName = Field(description="Tên tệp trong data/photos/")
    alt: Line = Field(description="Mô tả ảnh cho người không nhìn thấy")
    caption: Line | None = Field(None, description="Chú thích dưới ảnh")
    kind: Annotated[
        Literal["before", "after", "other"], BeforeValidator(written.choice("before", "after", "other"))
    ] = Field("other", description="before (trước), after (sau) hoặc other (khác)")
    credit: Line | None = Field(None, description="Người chụp hoặc nguồn ảnh")


class Portrait(Part):
    """A person's picture."""

    file: PhotoName = Field(description="Tên tệp trong data/photos/")
    alt: Line = Field(description="Mô tả ảnh cho người không nhìn thấy")
    credit: Line | None = Field(None, description="Người chụp hoặc nguồn ảnh")


class Author(Part):
    """One author of an initiative."""

    person: Id = Field(description="Mã người trong data/people/")
    share_percent: Annotated[Positive, Field(le=100)] | None = Field(
        None, description="Tỷ lệ đóng góp (%); ghi cho tất cả tác giả hoặc không ai, tổng bằng 100"
    )
    role: Line | None = Field(None, description="Phần việc trong sáng kiến")


class Effects(Part):
    """What an initiative brought."""

    economic: Prose | None = Field(None, description="Hiệu quả kinh tế")
    social: Prose | None = Field(None, description="Hiệu quả xã hội, an toàn, môi trường")


class Benefit(Part):
    """The estimated value of an initiative over one year."""

    vnd_per_year: Positive = Field(description="Giá trị làm lợi ước tính trong 01 năm (đồng)")
    calculation: Prose = Field(description="Cách tính, đủ để người khác tính lại")
    status: Annotated[Literal["declared", "verified"], BeforeValidator(written.choice("declared", "verified"))] = Field(
        description="declared (tác giả tự khai) hoặc verified (đã có nơi xác minh)"
    )
    verified_by: Line | None = Field(None, description="Nơi xác minh; bắt buộc khi status là verified")


class Recognition(Part):
    """The decision that recognised an initiative."""

    level: Annotated[
        Literal["unit", "province", "ministry", "national"],
        BeforeValidator(written.choice("unit", "province", "ministry", "national")),
    ] = Field(description="Cấp công nhận: unit (cơ sở), province (tỉnh), ministry (bộ, ngành), national (toàn quốc)")
    body: Line = Field(description="Nơi công nhận")
    decision: Line | None = Field(None, description="Số quyết định")
    date: Day | None = Field(None, description="Ngày quyết định")


class Award(Part):
    """An honour given to an initiative or a person."""

    title: Line = Field(description="Tên khen thưởng")
    body: Line = Field(description="Nơi khen thưởng")
    decision: Line | None = Field(None, description="Số quyết định")
    date: Day | None = Field(None, description="Ngày quyết định")


class Initiative(Record):
    """initiatives/<id>.yml: one outstanding initiative and its editorial state."""

    id: Id = Field(description="Mã, trùng tên tệp, giữ mãi mãi vì làm nên địa chỉ trang")
    title: Annotated[Line, StringConstraints(max_length=220)] = Field(description="Tên sáng kiến")
    summary: Annotated[Line, StringConstraints(max_length=300)] = Field(description="Một hai câu, điều mới nói trước")
    authors: tuple[Author, ...] = Field(min_length=1, description="Các tác giả")
    unit: Id = Field(description="Mã đơn vị trong units.csv")
    field: Id = Field(description="Mã lĩnh vực trong campaign.yml")
    sector: Id = Field(description="Mã khu vực trong campaign.yml")
    applied_from: Day = Field(description="Ngày bắt đầu áp dụng")
    problem: Prose = Field(description="Trước đây thế nào, vướng ở đâu")
    solution: Prose = Field(description="Đã làm gì, làm thế nào")
    novelty: Prose | None = Field(None, description="Điểm mới so với cách làm quen thuộc")
    applicability: Prose | None = Field(None, description="Có thể áp dụng thêm ở đâu")
    effects: Effects = Field(Effects(), description="Hiệu quả")
    benefit: Benefit | None = Field(None, description="Giá trị làm lợi ước tính trong 01 năm")
    photos: tuple[Photo, ...] = Field((), description="Ảnh")
    recognition: Recognition | None = Field(None, description="Quyết định công nhận")
    awards: tuple[Award, ...] = Field((), description="Khen thưởng")
    disclosure: Annotated[Literal["full", "title-only"], BeforeValidator(written.choice("full", "title-only"))] = Field(
        "full", description="full (công bố đầy đủ) hoặc title-only (chỉ công bố tên, giữ bí quyết)"
    )
    status: Annotated[
        Literal["draft", "review", "approved", "archived"],
        BeforeValidator(written.choice("draft", "review", "approved", "archived")),
    ] = Field(description="draft (nháp), review (chờ duyệt), approved (đã duyệt), archived (gỡ khỏi trang)")
    approved_by: Line | None = Field(None, description="Nơi duyệt; bắt buộc khi status là approved")
    publish_on: Day | None = Field(None, description="Ngày đăng; bắt buộc khi status là approved")
    featured: Flag = Field(default=False, description="true nếu là sáng kiến tiêu biểu")
    portal_code: Line | None = Field(None, description="Mã trên cổng của Tổng Liên đoàn")
    illustrative: Flag = Field(default=False, description="true nếu là dữ liệu minh họa, không có thật")

    def is_public_on(self, day: date) -> bool:
        """Whether it was approved to be published by `day`."""
        return self.status == "approved" and self.publish_on is not None and self.publish_on <= day


class Consent(Part):
    """A person's agreement to one purpose."""

    given: Day = Field(description="Ngày đồng ý")
    proof: Line = Field(description="Số hiệu phiếu đồng ý lưu tại đơn vị (không bao giờ công bố)")
    expires: Day | None = Field(None, description="Ngày cuối cùng còn hiệu lực, nếu có thời hạn")


class Consents(Part):
    """What a person agreed to, purpose by purpose."""

    name: Consent | None = Field(None, description="Nêu tên")
    photo: Consent | None = Field(None, description="Đăng ảnh")
    story: Consent | None = Field(None, description="Kể câu chuyện, đăng lời nói")
    social: Consent | None = Field(None, description="Chia sẻ trên mạng xã hội")


class Withdrawn(Part):
    """A withdrawal of consent, on a day."""

    date: Day = Field(description="Ngày rút lại đồng ý")
    scopes: tuple[Annotated[Scope, BeforeValidator(written.choice(*SCOPES))], ...] = Field(
        min_length=1, description="Rút những gì: name, photo, story, social"
    )


class _OneOrMore:
    """A list that may be written without one where it has a single item."""

    @staticmethod
    def __get_pydantic_json_schema__(schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


def _listed(value: Any) -> Any:  # noqa: ANN401 - as the readers of `written`
    return value if isinstance(value, list | tuple) else (value,)


class Person(Record):
    """people/<id>.yml: someone the campaign honours, and what they agreed to."""

    id: Id = Field(description="Mã, trùng tên tệp, giữ mãi mãi vì làm nên địa chỉ trang")
    name: Annotated[Line, StringConstraints(max_length=80)] = Field(description="Họ và tên")
    sort_name: Line | None = Field(None, description="Cách xếp thứ tự khi khác thông lệ (theo tên, rồi họ, rồi đệm)")
    unit: Id = Field(description="Mã đơn vị trong units.csv")
    job: Line = Field(description="Công việc")
    portrait: Portrait | None = Field(None, description="Ảnh chân dung")
    quote: Line | None = Field(None, description="Một câu nói của chính người đó")
    story: Prose | None = Field(None, description="Câu chuyện")
    awards: tuple[Award, ...] = Field((), description="Khen thưởng")
    consent: Consents = Field(Consents(), description="Những điều người này đã đồng ý; không có thì không công bố")
    withdrawn: Annotated[tuple[Withdrawn, ...], Field(min_length=1), _OneOrMore, BeforeValidator(_listed)] = Field(
        (), description="Những lần rút lại đồng ý; một lần thì không cần viết thành danh sách"
    )
    illustrative: Flag = Field(default=False, description="true nếu là nhân vật minh họa, không có thật")

    def agrees_to(self, scope: Scope, day: date) -> bool:
        """Whether consent to `scope` is given and not expired on `day`, and not withdrawn.

        A withdrawal counts from the moment it is recorded, whatever its date and whatever day is built: a
        campaign frozen on an earlier day must not bring back who took their consent back.
        """
        consent: Consent | None = getattr(self.consent, scope)
        if consent is None or consent.given > day or (consent.expires and consent.expires < day):
            return False
        return self.withdrawn_on(scope) is None

    def withdrawn_on(self, scope: Scope) -> date | None:
        """The day, the first if there are more, on which consent to `scope` was taken back; None if it never was."""
        return min((each.date for each in self.withdrawn if scope in each.scopes), default=None)


class SupportTeam(Record):
    """A row of support_teams.csv: who helps members write up and submit."""

    unit: Id = Field(description="Mã đơn vị")
    name: Line = Field(description="Tên tổ hỗ trợ")
    contact: Line = Field(description="Đầu mối công vụ (chức danh, thư điện tử cơ quan), không ghi tên và số riêng")
    channel: Line | None = Field(None, description="Kênh tiếp nhận, ví dụ nhóm Zalo của đơn vị")
    hours: Line | None = Field(None, description="Giờ trực")


class Post(Record):
    """A row of posts.csv: where an item was shared."""

    date: Day = Field(description="Ngày đăng")
    item: Annotated[str, BeforeValidator(written.text), Field(pattern=rf"^{SLUG_PATTERN}(/{SLUG_PATTERN})?$")] = Field(
        description="Địa chỉ mục trên trang, ví dụ sang-kien/den-tiet-kiem"
    )
    channel: Annotated[
        Literal["facebook", "zalo", "website", "other"],
        BeforeValidator(written.choice("facebook", "zalo", "website", "other")),
    ] = Field(description="facebook, zalo, website hoặc other")
    url: WebAddress = Field(description="Địa chỉ bài đăng")


class RegisterEntry(Record):
    """A row of register.csv: any initiative submitted, without names."""

    code: Line = Field(description="Mã số trong sổ")
    title: Annotated[Line, StringConstraints(max_length=300)] = Field(description="Tên sáng kiến")
    unit: Id = Field(description="Mã đơn vị")
    field: Id | None = Field(None, description="Mã lĩnh vực")
    sector: Id | None = Field(None, description="Mã khu vực")
    submitted_on: Day = Field(description="Ngày đăng tải")
    status: Annotated[
        Literal["submitted", "valid", "rejected"], BeforeValidator(written.choice("submitted", "valid", "rejected"))
    ] = Field(description="submitted (đã đăng tải), valid (được công nhận), rejected (không công nhận)")
    benefit_vnd: Whole | None = Field(None, description="Giá trị làm lợi ước tính trong 01 năm (đồng)")
    summary: Line | None = Field(None, description="Tóm tắt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image file of data/photos/ that was found whole.

    `digest` is of its bytes; `said` are the texts that cameras and programs wrote into it, which are not published.
    """

    name: str
    path: Path
    width_px: int
    height_px: int
    digest: str
    said: tuple[str, ...] = ()


class PageFront(Record):
    """The front matter of a page of content/."""

    title: Annotated[Line, StringConstraints(max_length=120)] = Field(description="Tên trang")
    description: Line = Field(description="Một câu giới thiệu trang, hiện khi tìm kiếm và chia sẻ")


PLACEHOLDERS = (
    "progress-total",
    "progress-table",
    "progress-chart",
    "featured-initiatives",
    "honoured-people",
    "support-teams",
    "milestones",
    "fields",
)
"""What `<!-- sangkien: NAME -->` in an authored page may name: the closed set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredPage:
    """A page of content/, written by hand. `name` is the file's, without `.md`.

    `body` is Markdown with placeholders; it begins on line `body_line` of the file.
    """

    name: str
    front: PageFront
    body: str
    body_line: int

    @property
    def path(self) -> str:
        """The page's file, relative to the campaign's root."""
        return f"content/{self.name}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Everything the data says, whole and consistent. Only `rules` and `editorial` may look at it."""

    charter: Charter
    units: tuple[Unit, ...]
    snapshots: tuple[Snapshot, ...]
    initiatives: tuple[Initiative, ...]
    people: tuple[Person, ...]
    support_teams: tuple[SupportTeam, ...]
    posts: tuple[Post, ...]
    register: tuple[RegisterEntry, ...]
    pictures: Mapping[str, Picture]
    pages: tuple[AuthoredPage, ...]


YAML_RECORDS: Mapping[str, type[Record]] = {"campaign": Charter, "initiative": Initiative, "person": Person}
CSV_RECORDS: Mapping[str, type[Record]] = {
    "units.csv": Unit,
    "progress.csv": Snapshot,
    "support_teams.csv": SupportTeam,
    "posts.csv": Post,
    "register.csv": RegisterEntry,
}


def schema_of(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, for editors with completion."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **record.model_json_schema(mode="validation")}
