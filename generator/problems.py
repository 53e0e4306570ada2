"""What can be wrong with the data, and where: the one vocabulary every layer reports in.

A `Problem` is a finding, not an exception: layers collect problems and go on, so that an editor sees
all of them at once. `Failure` is the exception for what is nobody's data: the engine, the disk, the call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Location(NamedTuple):
    """A place in a file that an editor can open.

    `path` is relative to the campaign's root, with forward slashes. `line` and `column` count from 1;
    in a CSV file `column` counts cells. Line 1, column 1 also stands for the whole file.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Rule(StrEnum):
    """Every rule that data can break. The value is what editors see and look up in data/README.md."""

    # Files
    FILE_MISSING = "tep-thieu"
    FILE_EMPTY = "tep-trong"
    FILE_TOO_LARGE = "tep-qua-lon"
    FILE_OUTSIDE = "tep-ngoai-thu-muc"
    FILE_UNKNOWN = "tep-la"
    FILE_UNREADABLE = "tep-khong-doc-duoc"
    FILE_NAME = "ten-tep-khac-ma"
    ENCODING = "bang-ma"
    CONTROL_CHARACTER = "ky-tu-la"
    IMAGE = "anh-hong"
    # YAML and CSV
    YAML_SYNTAX = "cu-phap-yaml"
    DUPLICATE_KEY = "khoa-trung"
    ALIAS = "bi-danh-yaml"
    SWALLOWED_COMMENT = "mat-chu-sau-dau-thang"
    CSV_SYNTAX = "cu-phap-csv"
    COLUMN_MISSING = "cot-thieu"
    COLUMN_UNKNOWN = "cot-la"
    COLUMN_DUPLICATE = "cot-trung"
    # Fields
    FIELD_MISSING = "truong-thieu"
    FIELD_EMPTY = "truong-trong"
    FIELD_UNKNOWN = "truong-la"
    STRUCTURE = "sai-cau-truc"
    QUOTES_NEEDED = "can-dau-nhay"
    TEXT_LENGTH = "do-dai"
    NUMBER = "sai-so"
    DATE = "sai-ngay"
    TIME = "sai-gio"
    CHOICE = "sai-lua-chon"
    SLUG = "sai-ma"
    PERCENT = "sai-phan-tram"
    ADDRESS = "sai-dia-chi"
    COLOUR = "sai-mau"
    # Across records
    UNIQUE_ID = "ma-trung"
    UNIT_EXISTS = "don-vi-khong-co"
    PERSON_EXISTS = "nguoi-khong-co"
    FIELD_EXISTS = "linh-vuc-khong-co"
    SECTOR_EXISTS = "khu-vuc-khong-co"
    ITEM_EXISTS = "muc-khong-co"
    PHOTO_EXISTS = "anh-thieu"
    TREE = "cay-don-vi"
    TREE_DEPTH = "cay-qua-sau"
    TARGET_SUM = "tong-chi-tieu"
    VALIDITY = "hieu-luc-don-vi"
    REPORT_WITHIN_VALIDITY = "bao-cao-ngoai-hieu-luc"
    REPORT_DATE = "ngay-bao-cao"
    ONE_REPORT = "bao-cao-trung"
    VALID_WITHIN_SUBMITTED = "cong-nhan-vuot-dang-tai"
    COUNTS_GROW = "so-lieu-giam"
    HISTORY = "so-cu-bi-sua"
    MEMBERS_WITHIN_WHOLE = "cap-duoi-vuot-cap-tren"
    DECLARED_AGREES = "cong-bo-khong-khop"
    REGISTER_AGREES = "so-dang-ky-khong-khop"
    SHARES = "ty-le-dong-gop"
    PERIOD = "thoi-gian-chien-dich"
    APPROVAL = "phe-duyet"
    VERIFIED = "gia-tri-xac-minh"
    CALCULATION = "phep-tinh-sai"
    CALCULATION_MISSING = "thieu-phep-tinh"
    BENEFIT_AGREES = "gia-tri-khac-cach-tinh"
    BENEFIT_OUTLIER = "gia-tri-bat-thuong"
    BENEFIT_TWICE = "gia-tri-lap-lai"
    COUNT_OUTLIER = "so-lieu-bat-thuong"
    ILLUSTRATIVE = "thieu-ghi-chu-minh-hoa"
    CONSENT_DATES = "dong-y-sai-ngay"
    CONSENT_EXPIRING = "dong-y-sap-het-han"
    PERSONAL_DATA = "thong-tin-ca-nhan"
    NAME_WITHOUT_CONSENT = "lo-ten"
    NAME_SHARED = "ten-trong-bai-chia-se"
    FACE_WITHOUT_CONSENT = "lo-anh"
    PHOTO_SMALL = "anh-nho"
    SIGN_LACKING = "ky-hieu-thieu-trong-phong"
    BRAND_CONTRAST = "mau-thieu-tuong-phan"
    SITE_AGREES = "mkdocs-khong-khop"
    SITE_CLOSED = "mkdocs-doc-noi-khac"
    # Authored pages
    PLACEHOLDER = "o-cho-la"
    PAGE_HEADING = "tieu-de-trang"
    PAGE_ADDRESS = "trung-dia-chi"
    LINK = "lien-ket-hong"
    PAGE_MARKUP = "the-khong-duoc-dung"


QUESTIONS = frozenset(
    {
        Rule.CALCULATION,
        Rule.CALCULATION_MISSING,
        Rule.BENEFIT_AGREES,
        Rule.BENEFIT_OUTLIER,
        Rule.BENEFIT_TWICE,
        Rule.COUNT_OUTLIER,
        Rule.CONSENT_EXPIRING,
        Rule.PHOTO_SMALL,
        Rule.SIGN_LACKING,
    }
)
"""What may be as it is, and deserves a look: `check` asks, and nothing is refused for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in the data.

    `message` says what was expected and what was found, quoted; `hint` the edit that mends it. Both are
    Vietnamese sentences for an editor.
    """

    at: Location
    rule: Rule
    message: str
    hint: str

    @property
    def is_question(self) -> bool:
        """Whether it only asks for a look."""
        return self.rule in QUESTIONS

    def __str__(self) -> str:
        return f"{self.at}: [{self.rule}] {self.message}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """`problems` once each, by path, line, column and rule."""
    return tuple(sorted(set(problems), key=lambda each: (each.at, each.rule, each.message, each.hint)))


class Failure(Exception):  # noqa: N818 - the word maintainers and exit codes use
    """The engine, the disk or the surroundings failed; the message is Vietnamese, for an editor."""


class DataRefused(Failure):
    """The data has problems, so nothing was made from it."""

    def __init__(self, problems: Iterable[Problem], questions: Iterable[Problem] = ()) -> None:
        """Take the problems found, in any order, and what the data is to be asked besides."""
        self.problems, self.questions = in_order(problems), in_order(questions)
        super().__init__(f"Dữ liệu có {len(self.problems)} lỗi.")
