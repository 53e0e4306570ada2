"""Every rule fires on a breach, at its place and in its words, and on nothing that only looks like one.

The table holds a case for every rule there is, of shape and across records: a breach is told as exactly
the lines given, and a near miss as nothing at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from campaigns import (
    AGREED,
    CAMPAIGN,
    INITIATIVE,
    PAGE,
    PHOTO,
    POSTS,
    PROGRESS,
    REGISTER,
    SETTINGS,
    SILENT,
    TEAMS,
    TEXTS,
    TODAY,
    UNITS,
    Changes,
    edited,
    picture,
    problems_of,
    write_campaign,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.parse import parse
from generator.problems import Problem, Rule
from generator.rules import RULES, check

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@dataclass(frozen=True)
class Case:
    """A breach of `rule`, all its lines and its mend; and what comes near it without being one."""

    rule: Rule
    breach: Changes
    lines: list[str]
    hint: str
    near_miss: Changes = field(default_factory=dict)
    today: date = TODAY


def units(*rows: str) -> dict[str, str]:
    """The units with other rows than bac and nam."""
    header, root, *_rest = TEXTS[UNITS].splitlines(keepends=True)
    return {UNITS: header + root + "".join(f"{row}\n" for row in rows)}


def progress(*rows: str) -> dict[str, str]:
    """The reports, and more of them."""
    return {PROGRESS: TEXTS[PROGRESS] + "".join(f"{row}\n" for row in rows)}


def register(count: int, unit: str, *more: str) -> dict[str, str]:
    """A register of `count` initiatives of `unit`, and `more` rows."""
    rows = [f"{unit}-{number},Tên,{unit},2022-02-01,valid" for number in range(count)]
    return {REGISTER: "\n".join(["code,title,unit,submitted_on,status", *rows, *more, ""])}


def body(text: str) -> dict[str, str]:
    """The page with `text` from its line 6 on."""
    return {PAGE: f"---\ntitle: Giới thiệu\ndescription: Phong trào là gì.\n---\n\n{text}"}


def copied(number: int) -> str:
    """The file of another initiative."""
    return f"data/initiatives/sang-kien-{number}.yml"


def valued(*values: int) -> dict[str, str]:
    """Initiatives with these values, each with a calculation of its own; the first is the one there is."""
    texts = {INITIATIVE: TEXTS[INITIATIVE].replace("12000000", str(values[0]))}
    for number, value in enumerate(values[1:], start=1):
        text = TEXTS[INITIATIVE].replace("den-tiet-kiem", f"sang-kien-{number}").replace("12000000", str(value))
        texts[copied(number)] = text.replace("12 tháng", f"12 tháng ở xưởng {number}")
    return texts


BAC = "bac,Công đoàn huyện Bắc,Bắc,district,tinh,200,,,,,"
NAM = "nam,Công đoàn huyện Nam,Nam,district,tinh,100,,,,,"
NO_DECLARED = (
    (
        'declared:\n  - date: 2022-06-30\n    submitted: 90\n    valid: 60\n    target: 300\n    percent: "30,0%"\n'
        "    source: Báo cáo số 1\n"
    ),
    "",
)
WITHDRAWN = "withdrawn:\n  date: 2022-07-01\n  scopes: [name]\n"

CASES = [
    # --- Files
    Case(
        Rule.FILE_MISSING,
        {UNITS: None},
        ["data/units.csv:1:1: [tep-thieu] Cần tệp data/units.csv, nhưng không thấy."],
        "Tạo tệp data/units.csv.",
        {TEAMS: None},
    ),
    Case(
        Rule.FILE_EMPTY,
        {TEAMS: "\n"},
        ["data/support_teams.csv:1:1: [tep-trong] Cần có nội dung, nhưng tệp trống."],
        "Điền nội dung theo mẫu trong data/README.md, hoặc xóa tệp.",
        {TEAMS: "unit,name,contact,channel,hours\n"},
    ),
    Case(
        Rule.FILE_TOO_LARGE,
        {SILENT: TEXTS[SILENT] + "#" * 1_000_000},
        ["data/people/tran-thi-hoa.yml:1:1: [tep-qua-lon] Cần tệp không quá 1,0 MB, nhưng tệp này nặng 1,0 MB."],
        "Kiểm tra xem có lưu nhầm tệp không; ảnh thì thu nhỏ, bảng thì tách bớt.",
        {SILENT: TEXTS[SILENT] + "# " + "x" * 900_000},
    ),
    Case(
        Rule.FILE_UNKNOWN,
        {"data/people/ghi-chu.txt": "x"},
        ["data/people/ghi-chu.txt:1:1: [tep-la] Cần tệp .yml trong data/people/, nhưng thấy “ghi-chu.txt”."],
        "Đổi đuôi tệp thành .yml, hoặc chuyển tệp đi nơi khác.",
        {"data/people/.ghi-chu.txt": "x", "data/~$units.csv": "x", "data/README.md": "x"},
    ),
    Case(
        Rule.FILE_NAME,
        {**edited(INITIATIVE, ("id: den-tiet-kiem", "id: den")), POSTS: None},
        [
            (
                "data/initiatives/den-tiet-kiem.yml:1:5: [ten-tep-khac-ma] Cần id trùng tên tệp “den-tiet-kiem”, "
                "nhưng thấy “den”."
            )
        ],
        "Viết id: den-tiet-kiem, hoặc đổi tên tệp thành den.yml (mã đã đăng thì không đổi nữa).",
        edited(INITIATIVE, ("id: den-tiet-kiem", 'id: "den-tiet-kiem"')),
    ),
    Case(
        Rule.ENCODING,
        {PAGE: TEXTS[PAGE].encode("utf-16-le")},
        [
            (
                "content/gioi-thieu.md:1:1: [bang-ma] Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác "
                "(UTF-16 thiếu dấu nhận biết)."
            )
        ],
        "Mở tệp, chọn Lưu thành “CSV UTF-8” (Excel) hoặc mã UTF-8 (trình soạn thảo), kiểm tra dấu rồi lưu lại.",
        {PAGE: TEXTS[PAGE].encode("utf-16")},
    ),
    Case(
        Rule.CONTROL_CHARACTER,
        edited(SILENT, ("Thợ may", "Thợ\u200bmay")),
        ["data/people/tran-thi-hoa.yml:4:9: [ky-tu-la] Có một ký tự ẩn (U+200B), thường do chép từ nơi khác sang."],
        "Xóa ký tự đó, hoặc gõ lại chữ ở chỗ này.",
        edited(SILENT, ("Thợ may", "Thợ\u00a0may")),
    ),
    Case(
        Rule.IMAGE,
        {PHOTO: picture("JPEG", 540, 380)[:-200]},
        [
            (
                "data/photos/den.jpg:1:1: [anh-hong] Cần một ảnh JPEG, PNG hoặc WebP nguyên vẹn, "
                "nhưng tệp hỏng, bị cắt cụt hoặc không phải ảnh."
            )
        ],
        "Xuất lại ảnh từ máy ảnh hay điện thoại rồi chép đè lên.",
        {PHOTO: picture("JPEG", 540, 380)},
    ),
    # --- YAML and CSV
    Case(
        Rule.YAML_SYNTAX,
        edited(SILENT, ("Thợ may", "Thợ: may")),
        [
            (
                "data/people/tran-thi-hoa.yml:4:9: [cu-phap-yaml] Dấu hai chấm có dấu cách theo sau làm YAML tưởng có "
                "thêm một trường. Dòng đang là: “job: Thợ: may”."
            )
        ],
        "Đặt cả giá trị trong dấu nháy kép; nếu đúng là trường mới, xem lại thụt lề.",
        edited(SILENT, ("Thợ may", "Thợ:may")),
    ),
    Case(
        Rule.DUPLICATE_KEY,
        {SILENT: TEXTS[SILENT] + "job: Tổ trưởng\n"},
        ["data/people/tran-thi-hoa.yml:5:1: [khoa-trung] Trường “job” đã có ở dòng 4."],
        "Giữ một trong hai và xóa dòng kia.",
        {SILENT: TEXTS[SILENT] + "# job: Tổ trưởng\n"},
    ),
    Case(
        Rule.ALIAS,
        edited(SILENT, ("Thợ may", "&nghe Thợ may")),
        ["data/people/tran-thi-hoa.yml:4:6: [bi-danh-yaml] Không dùng bí danh YAML (& và *) trong dữ liệu."],
        "Viết lại nội dung ở cả hai chỗ; chữ bắt đầu bằng & hoặc * thì đặt trong dấu nháy kép.",
        edited(SILENT, ("Thợ may", '"&nghe Thợ may"')),
    ),
    Case(
        Rule.SWALLOWED_COMMENT,
        edited(SILENT, ("Thợ may", "Thợ may tổ #3")),
        ["data/people/tran-thi-hoa.yml:4:17: [mat-chu-sau-dau-thang] YAML coi “#3” là ghi chú và bỏ đi."],
        "Đặt cả giá trị trong dấu nháy kép; nếu đúng là ghi chú, thêm một dấu cách sau dấu #.",
        edited(SILENT, ("Thợ may", "Thợ may # tổ 3")),
    ),
    Case(
        Rule.CSV_SYNTAX,
        edited(TEAMS, ('"Thứ Hai, 8 giờ"', "Thứ Hai, 8 giờ")),
        [
            (
                "data/support_teams.csv:2:6: [cu-phap-csv] Ô thứ 6 của dòng này còn chữ “8 giờ”, "
                "nhưng dòng tiêu đề không có cột ấy."
            )
        ],
        "Ô có dấu phân cách bên trong thì bọc trong dấu nháy kép; ô thừa thì xóa.",
        edited(TEAMS, ('"Thứ Hai, 8 giờ"', "Thứ Hai,,")),
    ),
    Case(
        Rule.COLUMN_MISSING,
        {TEAMS: "unit,name\nbac,Tổ hỗ trợ\n"},
        ["data/support_teams.csv:1:1: [cot-thieu] Cần cột “contact”, nhưng dòng tiêu đề không có."],
        "Thêm contact vào dòng tiêu đề và điền cho mọi dòng.",
        {TEAMS: "unit,name,contact\nbac,Tổ hỗ trợ,Thường trực tổ\n"},
    ),
    Case(
        Rule.COLUMN_UNKNOWN,
        edited(TEAMS, ("channel", "kênh")),
        [
            (
                "data/support_teams.csv:1:4: [cot-la] Cần một trong các cột unit, name, contact, channel, hours; "
                "nhưng thấy “kênh”."
            )
        ],
        "Xóa cột này, hoặc đổi về tên cột trong data/README.md.",
        edited(TEAMS, ("channel", " Channel ")),
    ),
    Case(
        Rule.COLUMN_DUPLICATE,
        edited(TEAMS, ("channel", "name")),
        ["data/support_teams.csv:1:4: [cot-trung] Cột “name” có hai lần."],
        "Xóa hoặc đổi tên một cột.",
        {TEAMS: "unit,name,contact,,\nbac,Tổ hỗ trợ,Thường trực tổ,,\n"},
    ),
    # --- Fields
    Case(
        Rule.FIELD_MISSING,
        edited(SILENT, ("job: Thợ may\n", "")),
        ["data/people/tran-thi-hoa.yml:1:1: [truong-thieu] job: Cần trường này, nhưng không thấy."],
        "Thêm job và điền giá trị.",
        edited(AGREED, ("quote: Tắt đèn là việc nhỏ.\n", "")),
    ),
    Case(
        Rule.FIELD_EMPTY,
        {SILENT: TEXTS[SILENT] + "quote:\n"},
        ["data/people/tran-thi-hoa.yml:5:7: [truong-trong] quote: Cần một giá trị, nhưng đang để trống."],
        "Điền giá trị, hoặc xóa hẳn trường này nếu chưa có.",
        {SILENT: TEXTS[SILENT] + "# quote:\n"},
    ),
    Case(
        Rule.FIELD_UNKNOWN,
        {SILENT: TEXTS[SILENT] + "portrai: a\n"},
        [
            (
                "data/people/tran-thi-hoa.yml:5:1: [truong-la] Không có trường “portrai” ở đây; các trường có thể dùng: "
                "id, name, sort_name, unit, job, portrait, quote, story, awards, consent, withdrawn, illustrative."
            )
        ],
        "Có phải portrait?",
        {AGREED: TEXTS[AGREED] + "portrait: {file: den.jpg, alt: Chân dung}\n"},
    ),
    Case(
        Rule.STRUCTURE,
        {SILENT: TEXTS[SILENT] + "awards: Bằng khen\n"},
        ["data/people/tran-thi-hoa.yml:5:9: [sai-cau-truc] awards: Cần một danh sách, nhưng thấy “Bằng khen”."],
        "Viết mỗi mục trên một dòng, thụt vào hai dấu cách và bắt đầu bằng “- ”.",
        {SILENT: TEXTS[SILENT] + "awards:\n  - {title: Bằng khen, body: Công đoàn tỉnh}\n"},
    ),
    Case(
        Rule.QUOTES_NEEDED,
        edited(SILENT, ("Thợ may", "12:30")),
        ["data/people/tran-thi-hoa.yml:4:6: [can-dau-nhay] job: Cần chữ, nhưng YAML hiểu “12:30” là một con số."],
        'Đặt trong dấu nháy kép: "12:30".',
        edited(SILENT, ("Thợ may", '"12:30"')),
    ),
    Case(
        Rule.TEXT_LENGTH,
        edited(SILENT, ("Trần Thị Hoa", "H" * 81)),
        ["data/people/tran-thi-hoa.yml:2:7: [do-dai] name: Cần không quá 80 ký tự, nhưng có 81."],
        "Rút gọn lại.",
        edited(SILENT, ("Trần Thị Hoa", "H" * 80)),
    ),
    Case(
        Rule.NUMBER,
        edited(CAMPAIGN, ("target: 300\ncounting", "target: 3.000\ncounting")),
        ["data/campaign.yml:14:9: [sai-so] target: Cần một số nguyên không âm, nhưng thấy “3.000”."],
        "Viết liền các chữ số: 3000.",
        edited(CAMPAIGN, ("target: 300\ncounting", 'target: "300"\ncounting')),
    ),
    Case(
        Rule.DATE,
        edited(INITIATIVE, ("2022-01-10", "2022-13-01")),
        ["data/initiatives/den-tiet-kiem.yml:12:15: [sai-ngay] applied_from: Ngày “2022-13-01” không có trong lịch."],
        "Kiểm tra lại ngày và tháng; dạng đúng: năm-tháng-ngày (2022-11-18) hoặc ngày/tháng/năm (18/11/2022).",
        edited(INITIATIVE, ("2022-01-10", "31/12/2021")),
    ),
    Case(
        Rule.TIME,
        edited(CAMPAIGN, ('"15:34"', "15g34")),
        ["data/campaign.yml:29:11: [sai-gio] milestones.1.time: Cần giờ:phút, nhưng thấy “15g34”."],
        'Viết dạng "15:34", trong dấu nháy kép.',
        edited(CAMPAIGN, ('"15:34"', "'00:00'")),
    ),
    Case(
        Rule.CHOICE,
        edited(INITIATIVE, ("status: approved", "status: aproved")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:24:9: [sai-lua-chon] status: Cần một trong: "
                "draft, review, approved, archived; nhưng thấy “aproved”."
            )
        ],
        "Có phải approved?",
        edited(INITIATIVE, ("status: approved", "status: archived")),
    ),
    Case(
        Rule.SLUG,
        edited(SILENT, ("unit: nam", "unit: Nam")),
        [
            (
                "data/people/tran-thi-hoa.yml:3:7: [sai-ma] unit: Cần một mã gồm chữ thường không dấu, số và gạch nối, "
                "nhưng thấy “Nam”."
            )
        ],
        "Viết: nam.",
        edited(SILENT, ("unit: nam", "unit: ' nam '")),
    ),
    Case(
        Rule.PERCENT,
        edited(CAMPAIGN, ('"30,0%"', '"30.0%"')),
        [
            (
                "data/campaign.yml:37:14: [sai-phan-tram] declared.1.percent: Cần một tỷ lệ phần trăm như đã công bố, "
                "nhưng thấy “30.0%”."
            )
        ],
        'Viết dạng "54,9%", trong dấu nháy kép, dấu phẩy thập phân.',
        edited(CAMPAIGN, ('"30,0%"', '"30%"')),
    ),
    Case(
        Rule.ADDRESS,
        edited(POSTS, ("https://facebook.example.org/1", "facebook.example.org/1")),
        ["data/posts.csv:2:4: [sai-dia-chi] url: Cần một địa chỉ web đầy đủ, nhưng thấy “facebook.example.org/1”."],
        "Bắt đầu bằng https:// và không có dấu cách, ví dụ https://congdoan.example.org/.",
        edited(POSTS, ("https://facebook.example.org/1", "http://facebook.example.org")),
    ),
    Case(
        Rule.COLOUR,
        edited(CAMPAIGN, ('"#A63A24"', '"A63A24"')),
        ["data/campaign.yml:42:12: [sai-mau] brand.primary: Cần một mã màu, nhưng thấy “A63A24”."],
        'Viết dấu thăng và sáu chữ số thập lục phân trong dấu nháy kép, ví dụ "#1d5a86".',
        edited(CAMPAIGN, ('"#A63A24"', "'#a63a24'")),
    ),
    # --- Ids and references
    Case(
        Rule.UNIQUE_ID,
        units(BAC, NAM, NAM),
        ["data/units.csv:5:1: [ma-trung] Mã đơn vị “nam” đã có ở data/units.csv:4:1."],
        "Đặt mã khác cho một trong hai.",
        edited(CAMPAIGN, ("id: quan-ly", "id: dien")),
    ),
    Case(
        Rule.UNIQUE_ID,
        edited(CAMPAIGN, ("id: quan-ly", "id: ky-thuat")),
        ["data/campaign.yml:19:9: [ma-trung] Mã lĩnh vực “ky-thuat” đã có ở data/campaign.yml:17:9."],
        "Đặt mã khác cho một trong hai.",
        edited(CAMPAIGN, ("id: quan-ly", "id: ky-thuat-2")),
    ),
    Case(
        Rule.UNIQUE_ID,
        edited(
            CAMPAIGN, ("declared:", "  - {at: 2022-02-14, title: Sáng kiến đầu tiên!, source: Bản tin số 2}\ndeclared:")
        ),
        [
            (
                "data/campaign.yml:32:29: [ma-trung] Mã mốc “2022-02-14-sang-kien-dau-tien” đã có ở "
                "data/campaign.yml:30:12."
            )
        ],
        "Ghi id khác cho mốc này.",
        edited(
            CAMPAIGN,
            (
                "declared:",
                "  - {id: moc-hai, at: 2022-02-14, title: Sáng kiến đầu tiên!, source: Bản tin số 2}\ndeclared:",
            ),
        ),
    ),
    Case(
        Rule.UNIQUE_ID,
        edited(CAMPAIGN, ("  - at: 2022-02-14", "  - id: bac\n    at: 2022-02-14")),
        ["data/campaign.yml:28:9: [ma-trung] Mã mốc “bac” đã có ở data/units.csv:3:1."],
        "Ghi id khác cho mốc này.",
        edited(CAMPAIGN, ("  - at: 2022-02-14", "  - id: bac-dau-tien\n    at: 2022-02-14")),
    ),
    Case(
        Rule.UNIQUE_ID,
        units(BAC + "Huyện Bắc", NAM + "Đoàn Nam|huyen bac"),
        ["data/units.csv:4:11: [ma-trung] Cách viết “huyen bac” đã dùng cho đơn vị “bac”."],
        "Giữ cách viết này ở một đơn vị thôi.",
        units(BAC + "Huyện Bắc|huyen bac", NAM),
    ),
    Case(
        Rule.UNIQUE_ID,
        {**register(90, "bac", "bac-0,Tên,nam,2022-07-01,valid"), PROGRESS: "date,unit,submitted\n"}
        | edited(CAMPAIGN, NO_DECLARED),
        ["data/register.csv:92:1: [ma-trung] Mã sáng kiến trong sổ “bac-0” đã có ở data/register.csv:2:1."],
        "Đặt mã khác cho một trong hai.",
        {**register(90, "bac"), PROGRESS: "date,unit,submitted\n"} | edited(CAMPAIGN, NO_DECLARED),
    ),
    Case(
        Rule.UNIT_EXISTS,
        {
            **edited(SILENT, ("unit: nam", "unit: nan")),
            **edited(INITIATIVE, ("unit: bac", "unit: dong")),
            **edited(TEAMS, ("bac,Tổ", "bax,Tổ")),
        },
        [
            (
                "data/initiatives/den-tiet-kiem.yml:9:7: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, "
                "nhưng thấy “dong”."
            ),
            (
                "data/people/tran-thi-hoa.yml:3:7: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, "
                "nhưng thấy “nan”."
            ),
            "data/support_teams.csv:2:1: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, nhưng thấy “bax”.",
        ],
        "Thêm đơn vị này vào data/units.csv, hoặc sửa mã cho đúng.",
        {**edited(SILENT, ("unit: nam", "unit: tinh")), **edited(INITIATIVE, ("unit: bac", "unit: nam"))},
    ),
    Case(
        Rule.UNIT_EXISTS,
        units(BAC, NAM, "tay,Huyện Tây,,district,tin,,,,,,", "dong,Huyện Đông,,district,nam,,,,2022-01-31,bacc,"),
        [
            "data/units.csv:5:5: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, nhưng thấy “tin”.",
            "data/units.csv:6:10: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, nhưng thấy “bacc”.",
        ],
        "Có phải tinh?",
        units(BAC, NAM, "tay,Huyện Tây,,district,nam,,,,2022-01-31,bac,"),
    ),
    Case(
        Rule.UNIT_EXISTS,
        progress("2022-06-30,dong,1,1,"),
        ["data/progress.csv:6:2: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, nhưng thấy “dong”."],
        "Thêm đơn vị này vào data/units.csv, hoặc sửa mã cho đúng.",
        progress(",,,,"),
    ),
    Case(
        Rule.PERSON_EXISTS,
        edited(INITIATIVE, ("person: tran-thi-hoa", "person: tran-thi-hao")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:7:13: [nguoi-khong-co] Cần mã người có trong data/people/, "
                "nhưng thấy “tran-thi-hao”."
            )
        ],
        "Có phải tran-thi-hoa?",
        edited(INITIATIVE, ("person: tran-thi-hoa", "person:  tran-thi-hoa")),
    ),
    Case(
        Rule.PERSON_EXISTS,
        edited(INITIATIVE, ("person: tran-thi-hoa", "person: le-van-binh")),
        ["data/initiatives/den-tiet-kiem.yml:7:13: [nguoi-khong-co] Tác giả “le-van-binh” ghi hai lần."],
        "Gộp thành một và cộng tỷ lệ đóng góp.",
    ),
    Case(
        Rule.FIELD_EXISTS,
        edited(INITIATIVE, ("field: ky-thuat", "field: ki-thuat")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:10:8: [linh-vuc-khong-co] Cần một trong các lĩnh vực "
                "ky-thuat, quan-ly; nhưng thấy “ki-thuat”."
            )
        ],
        "Có phải ky-thuat?",
        edited(INITIATIVE, ("field: ky-thuat", "field: quan-ly")),
    ),
    Case(
        Rule.SECTOR_EXISTS,
        edited(INITIATIVE, ("sector: dien", "sector: y-te")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:11:9: [khu-vuc-khong-co] Cần một trong các khu vực dien, may; "
                "nhưng thấy “y-te”."
            )
        ],
        "Chọn một khu vực có sẵn, hoặc thêm vào data/campaign.yml.",
        edited(INITIATIVE, ("sector: dien", "sector: may")),
    ),
    Case(
        Rule.ITEM_EXISTS,
        edited(POSTS, ("sang-kien/den-tiet-kiem", "sang-kien/den-tiet-kem")),
        ["data/posts.csv:2:2: [muc-khong-co] Cần địa chỉ một mục trên trang, nhưng thấy “sang-kien/den-tiet-kem”."],
        "Có phải sang-kien/den-tiet-kiem?",
        {
            POSTS: TEXTS[POSTS]
            + "".join(
                f"2022-05-02,{item},zalo,https://zalo.example.org/1\n"
                for item in (
                    "sang-kien",
                    "tien-do/bac",
                    "guong-sang/le-van-binh",
                    "linh-vuc/quan-ly",
                    "khu-vuc/may",
                    "ban-tin/2022-05",
                    "ban-tin/2022-quy-2",
                    "ban-tin",
                    "moc/2022-02-14-sang-kien-dau-tien",
                    "moc/bac",
                    "xep-hang",
                    "dem-nguoc",
                )
            )
        },
    ),
    Case(
        Rule.PHOTO_EXISTS,
        edited(INITIATIVE, ("file: den.jpg", "file: den.png")),
        [
            "data/initiatives/den-tiet-kiem.yml:22:11: [anh-thieu] Cần ảnh “den.png” trong data/photos/, nhưng không thấy."
        ],
        "Có phải den.jpg?",
        {AGREED: TEXTS[AGREED] + "portrait: {file: den.jpg, alt: Chân dung}\n"},
    ),
    Case(
        Rule.PHOTO_EXISTS,
        {
            **edited(INITIATIVE, ("file: den.jpg", "file: ../x.jpg")),
            **edited(CAMPAIGN, ('primary: "#A63A24"', "logo: C:\\ảnh\\logo.png")),
            SILENT: TEXTS[SILENT] + "portrait: {file: /etc/passwd, alt: Chân dung}\n",
        },
        [
            (
                "data/campaign.yml:42:9: [anh-thieu] Cần tên một tệp nằm ngay trong data/photos/, "
                "nhưng thấy “C:\\ảnh\\logo.png”."
            ),
            (
                "data/initiatives/den-tiet-kiem.yml:22:11: [anh-thieu] Cần tên một tệp nằm ngay trong data/photos/, "
                "nhưng thấy “../x.jpg”."
            ),
            (
                "data/people/tran-thi-hoa.yml:5:18: [anh-thieu] Cần tên một tệp nằm ngay trong data/photos/, "
                "nhưng thấy “/etc/passwd”."
            ),
        ],
        "Chép ảnh vào data/photos/ và chỉ ghi tên tệp.",
    ),
    # --- The tree of units
    Case(
        Rule.TREE,
        units(BAC, NAM, "a,Xã A,,grassroots,b,,,,,,", "b,Xã B,,grassroots,a,,,,,,", "c,Xã C,,grassroots,a,,,,,,"),
        [
            "data/units.csv:5:5: [cay-don-vi] Đơn vị cấp trên tạo thành vòng: a → b → a.",
            "data/units.csv:6:5: [cay-don-vi] Đơn vị cấp trên tạo thành vòng: b → a → b.",
        ],
        "Sửa cột parent của một đơn vị trong vòng.",
        units(BAC, NAM, "a,Xã A,,grassroots,b,,,,,,", "b,Xã B,,grassroots,bac,,,,,,"),
    ),
    Case(
        Rule.TREE,
        units(BAC, NAM, "a,Xã A,,grassroots,a,,,,,,"),
        ["data/units.csv:5:5: [cay-don-vi] Đơn vị cấp trên tạo thành vòng: a → a."],
        "Sửa cột parent của một đơn vị trong vòng.",
    ),
    Case(
        Rule.TARGET_SUM,
        units(BAC, NAM.replace("100", "90")),
        ["data/units.csv:2:6: [tong-chi-tieu] Cần chỉ tiêu bằng tổng các đơn vị cấp dưới (290), nhưng thấy 300."],
        "Sửa chỉ tiêu (lệch 10), hoặc ghi lý do vào cột target_note.",
        edited(UNITS, ("province,,300,", "province,,300,Chỉ tiêu của tỉnh"), ("tinh,100", "tinh,90")),
    ),
    Case(
        Rule.TARGET_SUM,
        {**edited(CAMPAIGN, NO_DECLARED, ("target: 300\ncounting", "target: 1500\ncounting"))},
        [
            (
                "data/campaign.yml:14:9: [tong-chi-tieu] Cần chỉ tiêu chiến dịch bằng tổng chỉ tiêu các đơn vị (300), "
                "nhưng thấy 1.500."
            )
        ],
        "Sửa target ở đây hoặc cột target trong data/units.csv, hoặc ghi lý do vào cột target_note của đơn vị cao nhất.",
        edited(UNITS, ("province,,300", "province,,")),
    ),
    Case(
        Rule.VALIDITY,
        units(BAC, NAM, "cu,Huyện Cũ,,district,nam,,,2022-03-01,2022-02-28,,"),
        ["data/units.csv:5:9: [hieu-luc-don-vi] Cần ngày hết hiệu lực từ 01/03/2022 trở đi, nhưng thấy 28/02/2022."],
        "Đổi lại hai ngày cho đúng thứ tự.",
        units(BAC, NAM, "cu,Huyện Cũ,,district,nam,,,2022-03-01,2022-03-01,,"),
    ),
    Case(
        Rule.VALIDITY,
        units(BAC, NAM, "cu,Huyện Cũ,,district,nam,,,,,bac,"),
        [
            (
                "data/units.csv:5:10: [hieu-luc-don-vi] Đơn vị kế thừa “bac” chỉ ghi khi đơn vị đã hết hiệu lực "
                "và là một đơn vị khác."
            )
        ],
        "Điền cột valid_to, hoặc xóa cột successor.",
        units(BAC, NAM, "cu,Huyện Cũ,,district,nam,,,,2022-02-28,bac,"),
    ),
    Case(
        Rule.VALIDITY,
        units(
            BAC,
            NAM,
            "cu,Huyện Cũ,,district,nam,,,,2022-02-28,xa,",
            "xa,Xã,,grassroots,cu,,,,,,",
        ),
        ["data/units.csv:5:10: [hieu-luc-don-vi] Đơn vị kế thừa “xa” lại nằm trong số liệu của chính “cu”."],
        "Sửa cột successor hoặc cột parent, để hai đơn vị không cộng vòng vào nhau.",
        units(
            BAC,
            NAM,
            "cu,Huyện Cũ,,district,nam,,,,2022-02-28,xa,",
            "xa,Xã,,grassroots,nam,,,,,,",
        ),
    ),
    Case(
        Rule.VALIDITY,
        units(
            BAC,
            NAM,
            "cu,Huyện Cũ,,district,tinh,,,,2022-02-28,bac,",
            "xa,Xã,,grassroots,cu,,,,,,",
        ),
        [
            (
                "data/units.csv:6:5: [hieu-luc-don-vi] Cấp trên “cu” chỉ có hiệu lực đến 28/02/2022, "
                "còn đơn vị này vẫn hoạt động."
            )
        ],
        "Đổi parent thành bac, hoặc điền valid_to.",
        units(
            BAC,
            NAM,
            "cu,Huyện Cũ,,district,tinh,,,,2022-02-28,bac,",
            "xa,Xã,,grassroots,cu,,,,2022-02-28,,",
        ),
    ),
    Case(
        Rule.TREE_DEPTH,
        units(BAC, NAM, *(f"t-{n},Tổ {n},,grassroots,{f't-{n - 1}' if n else 'nam'},,,,,," for n in range(20))),
        ["data/units.csv:24:5: [cay-qua-sau] Cây đơn vị cần không quá 20 cấp, nhưng đơn vị này ở cấp 22."],
        "Kiểm tra cột parent: có lẽ các đơn vị đang nối đuôi nhau.",
        units(BAC, NAM, *(f"t-{n},Tổ {n},,grassroots,{f't-{n - 1}' if n else 'nam'},,,,,," for n in range(19))),
    ),
    # --- Reports
    Case(
        Rule.REPORT_WITHIN_VALIDITY,
        units(BAC.replace("200,,,", "200,,2022-05-01,"), NAM.replace("100,,,,", "100,,,2022-05-31,")),
        [
            (
                "data/progress.csv:2:1: [bao-cao-ngoai-hieu-luc] Đơn vị “bac” chỉ có hiệu lực từ 01/05/2022, "
                "nhưng có báo cáo ngày 31/03/2022."
            ),
            (
                "data/progress.csv:5:1: [bao-cao-ngoai-hieu-luc] Đơn vị “nam” chỉ có hiệu lực đến 31/05/2022, "
                "nhưng có báo cáo ngày 30/06/2022."
            ),
        ],
        "Sửa ngày báo cáo, hoặc ghi số liệu cho đơn vị kế thừa.",
        units(BAC.replace("200,,,", "200,,2022-03-31,"), NAM.replace("100,,,,", "100,,,2022-06-30,")),
    ),
    Case(
        Rule.REPORT_DATE,
        progress("2021-12-31,bac,1,1,", "2032-06-30,bac,70,40,"),
        [
            (
                "data/progress.csv:6:1: [ngay-bao-cao] Cần ngày từ 01/01/2022 (chiến dịch bắt đầu) đến 31/12/2023, "
                "nhưng thấy 31/12/2021."
            ),
            (
                "data/progress.csv:7:1: [ngay-bao-cao] Cần ngày từ 01/01/2022 (chiến dịch bắt đầu) đến 31/12/2023, "
                "nhưng thấy 30/06/2032."
            ),
        ],
        "Kiểm tra năm và tháng của báo cáo.",
        progress("2022-01-01,bac,1,1,", "2023-12-31,bac,70,40,"),
    ),
    Case(
        Rule.ONE_REPORT,
        progress("30/06/2022,nam,30,20,"),
        ["data/progress.csv:6:2: [bao-cao-trung] Đơn vị “nam” đã có dòng cho ngày 30/06/2022 ở dòng 5."],
        "Giữ một dòng và xóa dòng kia.",
        progress("2022-07-01,nam,30,20,"),
    ),
    Case(
        Rule.VALID_WITHIN_SUBMITTED,
        edited(PROGRESS, ("bac,30,20", "bac,30,31")),
        [
            "data/progress.csv:2:4: [cong-nhan-vuot-dang-tai] Cần không quá số đã đăng tải (30), nhưng thấy 31.",
        ],
        "Kiểm tra xem hai cột submitted và valid có bị đổi chỗ không.",
        edited(PROGRESS, ("bac,30,20", "bac,30,30")),
    ),
    Case(
        Rule.COUNTS_GROW,
        progress("2022-07-10,bac,559,39,", "2022-07-11,bac,558,38,", "2022-07-12,nam,30,,", "2022-07-13,nam,30,19,"),
        [
            (
                "data/progress.csv:6:4: [so-lieu-giam] Số lũy kế valid của “bac” giảm từ 40 (30/06/2022) "
                "xuống 39 (10/07/2022)."
            ),
            (
                "data/progress.csv:7:3: [so-lieu-giam] Số lũy kế submitted của “bac” giảm từ 559 (10/07/2022) "
                "xuống 558 (11/07/2022)."
            ),
            (
                "data/progress.csv:7:4: [so-lieu-giam] Số lũy kế valid của “bac” giảm từ 39 (10/07/2022) "
                "xuống 38 (11/07/2022)."
            ),
            (
                "data/progress.csv:9:4: [so-lieu-giam] Số lũy kế valid của “nam” giảm từ 20 (30/06/2022) "
                "xuống 19 (13/07/2022)."
            ),
        ],
        "Sửa con số; nếu số kỳ trước sai thật, ghi vào cột note, bắt đầu bằng “Đính chính: ” rồi nêu lý do.",
        progress("2022-07-10,bac,50,40,Đính chính: đếm trùng", "2022-07-11,bac,50,,", "2022-07-12,nam,30,20,"),
    ),
    Case(
        Rule.MEMBERS_WITHIN_WHOLE,
        progress("2022-06-30,tinh,89,59,"),
        [
            "data/campaign.yml:34:16: [cong-bo-khong-khop] Công bố ngày 30/06/2022 ghi 90, nhưng các dòng số liệu cho 89.",
            "data/campaign.yml:35:12: [cong-bo-khong-khop] Công bố ngày 30/06/2022 ghi 60, nhưng các dòng số liệu cho 59.",
            (
                "data/progress.csv:6:3: [cap-duoi-vuot-cap-tren] Các đơn vị cấp dưới của “tinh” đã có 90, "
                "nhưng cấp trên chỉ ghi 89."
            ),
        ],
        "Sửa số của cấp trên, hoặc xóa dòng này để cấp trên được cộng tự động.",
        progress("2022-06-30,tinh,90,60,"),
    ),
    Case(
        Rule.DECLARED_AGREES,
        edited(
            CAMPAIGN,
            ("submitted: 90\n    valid: 60\n    target: 300", "submitted: 91\n    valid: 61\n    target: 310"),
        ),
        [
            "data/campaign.yml:34:16: [cong-bo-khong-khop] Công bố ngày 30/06/2022 ghi 91, nhưng các dòng số liệu cho 90.",
            "data/campaign.yml:35:12: [cong-bo-khong-khop] Công bố ngày 30/06/2022 ghi 61, nhưng các dòng số liệu cho 60.",
            (
                "data/campaign.yml:36:13: [cong-bo-khong-khop] Công bố ngày 30/06/2022 ghi 310, "
                "nhưng target của chiến dịch là 300."
            ),
            "data/campaign.yml:37:14: [cong-bo-khong-khop] 91/310 là 29,4%, nhưng công bố ghi “30,0%”.",
        ],
        "Đối chiếu data/progress.csv (và data/units.csv) với văn bản công bố rồi sửa bên sai.",
        edited(CAMPAIGN, ("    valid: 60\n", ""), ('"30,0%"', '"30,00%"')),
    ),
    Case(
        Rule.DECLARED_AGREES,
        edited(CAMPAIGN, ("- date: 2022-06-30\n    submitted: 90", "- date: 2022-03-30\n    submitted: 90")),
        [
            (
                "data/campaign.yml:34:16: [cong-bo-khong-khop] Công bố ngày 30/03/2022 ghi 90, "
                "nhưng các dòng số liệu cho chưa có."
            ),
            (
                "data/campaign.yml:35:12: [cong-bo-khong-khop] Công bố ngày 30/03/2022 ghi 60, "
                "nhưng các dòng số liệu cho chưa có."
            ),
        ],
        "Đối chiếu data/progress.csv (và data/units.csv) với văn bản công bố rồi sửa bên sai.",
        edited(CAMPAIGN, ("counting: submitted", "counting: valid"), ('"30,0%"', '"20%"')),
    ),
    Case(
        Rule.REGISTER_AGREES,
        {**register(30, "bac"), PROGRESS: "date,unit,submitted\n2022-03-31,bac,31\n2022-01-31,bac,0\n"}
        | edited(CAMPAIGN, NO_DECLARED),
        [
            (
                "data/progress.csv:2:3: [so-dang-ky-khong-khop] Sổ đăng ký có 30 sáng kiến của “bac” đến 31/03/2022, "
                "nhưng báo cáo ghi 31."
            )
        ],
        "Đối chiếu data/register.csv với báo cáo rồi sửa bên sai.",
        {
            **register(30, "bac", "x,Tên,bac,2022-04-01,submitted"),
            PROGRESS: "date,unit,submitted\n2022-02-01,bac,30\n2022-03-31,bac,30\n2022-04-01,bac,31\n",
        }
        | edited(CAMPAIGN, NO_DECLARED),
    ),
    # --- The campaign
    Case(
        Rule.PERIOD,
        edited(CAMPAIGN, ("end: 2022-12-31", "end: 2022-01-01")),
        ["data/campaign.yml:9:8: [thoi-gian-chien-dich] Cần ngày kết thúc sau 01/01/2022, nhưng thấy 01/01/2022."],
        "Đổi lại hai ngày cho đúng thứ tự.",
        edited(CAMPAIGN, ("end: 2022-06-30", "end: 2022-12-31")),
    ),
    Case(
        Rule.PERIOD,
        edited(CAMPAIGN, ("    start: 2022-01-01\n    end: 2022-06-30", "    start: 2023-01-02\n    end: 2023-01-01")),
        [
            (
                "data/campaign.yml:12:12: [thoi-gian-chien-dich] Giai đoạn “Giai đoạn 1” cần nằm trong "
                "01/01/2022–31/12/2022, nhưng thấy 02/01/2023."
            ),
            "data/campaign.yml:13:10: [thoi-gian-chien-dich] Cần ngày kết thúc sau 02/01/2023, nhưng thấy 01/01/2023.",
            (
                "data/campaign.yml:13:10: [thoi-gian-chien-dich] Giai đoạn “Giai đoạn 1” cần nằm trong "
                "01/01/2022–31/12/2022, nhưng thấy 01/01/2023."
            ),
        ],
        "Sửa ngày của giai đoạn, hoặc thời gian chiến dịch.",
        edited(CAMPAIGN, ("    end: 2022-06-30", "    end: 2022-01-01")),
    ),
    Case(
        Rule.BRAND_CONTRAST,
        edited(CAMPAIGN, ('  primary: "#A63A24"', '  primary: "#e0a100"\n  accent: "#a63a24"')),
        [
            (
                "data/campaign.yml:42:12: [mau-thieu-tuong-phan] Cần màu chính tương phản với màu trắng từ 4,5:1, "
                "nhưng thấy “#e0a100”, chỉ 2,2:1."
            ),
            (
                "data/campaign.yml:43:11: [mau-thieu-tuong-phan] Cần màu nhấn tương phản với nền đầu trang (“#845f04”, "
                "pha từ màu chính) từ 3,0:1, nhưng thấy “#a63a24”, chỉ 1,1:1."
            ),
        ],
        'Viết primary: "#9b6e00", màu gần nhất đủ tương phản, hoặc chọn một màu đậm hơn.',
        edited(CAMPAIGN, ('  primary: "#A63A24"', '  primary: "#9b6e00"\n  accent: "#ffe9a0"')),
    ),
    Case(
        Rule.SITE_AGREES,
        {SETTINGS: "site_name: Sáng kiến\nsite_url: https://sangkien.example.org\n"},
        [
            (
                "mkdocs.yml:1:12: [mkdocs-khong-khop] Cần site_name giống trong data/campaign.yml (“Sáng kiến mẫu”), "
                "nhưng thấy “Sáng kiến”."
            ),
            (
                "mkdocs.yml:2:11: [mkdocs-khong-khop] Cần site_url giống trong data/campaign.yml "
                "(“https://sangkien.example.org/”), nhưng thấy “https://sangkien.example.org”."
            ),
        ],
        'Viết site_name: "Sáng kiến mẫu".',
        {SETTINGS: 'site_name: "Sáng kiến mẫu"\n'},
    ),
    Case(
        Rule.SITE_CLOSED,
        {
            SETTINGS: "INHERIT: ../chung.yml\nhooks: [la.py]\nplugins:\n  - search\n  - git-dates: {x: 1}\n"
            "theme: {name: tu-lam, custom_dir: giao-dien}\nmarkdown_extensions:\n  pymdownx.snippet:\n    base_path: a\n"
            "site_name: !ENV TEN\nextra: &a [!!python/name:la.ham '', *a]\n<<: {nav: []}\n"
        },
        [
            f"mkdocs.yml:{place}: [mkdocs-doc-noi-khac] Cần trang chỉ dựng từ data/, content/, overrides/ và mkdocs.yml, {found}."
            for place, found in (
                ("1:10", "nhưng INHERIT có “../chung.yml”, có thể đọc cả thứ khác"),
                ("2:9", "nhưng hooks có “la.py”, có thể đọc cả thứ khác"),
                ("5:5", "nhưng plugins có “git-dates”, có thể đọc cả thứ khác"),
                ("6:15", "nhưng theme.name có “tu-lam”, có thể đọc cả thứ khác"),
                ("6:35", "nhưng theme.custom_dir có “giao-dien”, có thể đọc cả thứ khác"),
                ("8:3", "nhưng markdown_extensions có “pymdownx.snippet”, có thể đọc cả thứ khác"),
                ("10:12", "nhưng thẻ “!ENV” lấy giá trị ở nơi khác"),
                ("11:12", "nhưng thẻ “!!python/name:la.ham” lấy giá trị ở nơi khác"),
                ("12:6", "nhưng << có “nav”, có thể đọc cả thứ khác"),
            )
        ],
        "Xóa mục này.",
        {
            SETTINGS: TEXTS[SETTINGS] + "hooks:\nplugins: [search: {lang: vi}]\nextra: &a [*a, pymdownx.snippets]\n"
            "theme: {name: material, custom_dir: ./overrides/, features: [x]}\n"
        },
    ),
    # --- Initiatives and people
    Case(
        Rule.SHARES,
        edited(INITIATIVE, ("share_percent: 40", "share_percent: 30")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:5:3: [ty-le-dong-gop] Cần tổng tỷ lệ đóng góp bằng 100, "
                "nhưng 60 + 30 = 90."
            )
        ],
        "Sửa share_percent của các tác giả.",
        edited(INITIATIVE, ("    share_percent: 60\n", ""), ("    share_percent: 40\n", "")),
    ),
    Case(
        Rule.SHARES,
        edited(INITIATIVE, ("    share_percent: 40\n", "")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:7:5: [ty-le-dong-gop] Tác giả “tran-thi-hoa” chưa có share_percent, "
                "trong khi người khác có."
            )
        ],
        "Ghi share_percent cho mọi tác giả, hoặc bỏ ở tất cả.",
    ),
    Case(
        Rule.APPROVAL,
        edited(INITIATIVE, ("approved_by: Ban Tuyên giáo\npublish_on: 2022-05-01\n", "")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:24:9: [phe-duyet] Sáng kiến đã duyệt cần trường approved_by, "
                "nhưng không thấy."
            ),
            (
                "data/initiatives/den-tiet-kiem.yml:24:9: [phe-duyet] Sáng kiến đã duyệt cần trường publish_on, "
                "nhưng không thấy."
            ),
        ],
        "Thêm approved_by, hoặc để status: review.",
        edited(
            INITIATIVE,
            ("status: approved\napproved_by: Ban Tuyên giáo\npublish_on: 2022-05-01\n", "status: review\n"),
        ),
    ),
    Case(
        Rule.VERIFIED,
        edited(INITIATIVE, ("status: declared", "status: verified")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:20:11: [gia-tri-xac-minh] Giá trị đã xác minh cần trường verified_by, "
                "nhưng không thấy."
            )
        ],
        "Thêm verified_by, hoặc để status: declared.",
        edited(INITIATIVE, ("status: declared", "status: verified\n  verified_by: Phòng Kỹ thuật")),
    ),
    Case(
        Rule.VERIFIED,
        edited(INITIATIVE, ("status: declared", "status: declared\n  verified_by: Phòng Kỹ thuật")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:20:11: [gia-tri-xac-minh] Có verified_by, "
                "nhưng status vẫn là declared (tự khai)."
            )
        ],
        "Viết status: verified, hoặc xóa verified_by.",
    ),
    Case(
        Rule.CALCULATION,
        edited(INITIATIVE, ("đồng × 12 tháng", "đồng × 12 tháng = 1.200.000 đồng; 1.000.000 × 12 = 12.000.000")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:19:16: [phep-tinh-sai] "
                "Phép tính “1.000.000 đồng × 12 tháng = 1.200.000 đồng” cho kết quả 12.000.000."
            )
        ],
        "Tính lại rồi sửa các số hoặc kết quả; nếu là số gần đúng thì viết “khoảng” hoặc dấu ≈.",
        edited(INITIATIVE, ("đồng × 12 tháng", "đồng × 12 tháng = 12.000.000 đồng")),
    ),
    Case(
        Rule.CALCULATION_MISSING,
        edited(INITIATIVE, ("1.000.000 đồng × 12 tháng", "Kế toán công ty tính, tổng = 12.000.000 đồng")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:19:16: [thieu-phep-tinh] Giá trị 12 triệu đồng không kèm phép tính nào: "
                "“Kế toán công ty tính, tổng = 12.000.000 đồng”."
            )
        ],
        "Viết rõ phép tính, ví dụ: 4 công/ngày × 20 ngày × 280.000 đồng = 22.400.000 đồng.",
        edited(INITIATIVE, ("1.000.000 đồng × 12 tháng", "Mỗi tháng bớt 1.000.000 đồng x 12 tháng sử dụng")),
    ),
    Case(
        Rule.BENEFIT_AGREES,
        edited(
            INITIATIVE, ("đồng × 12 tháng", "đồng × 12 tháng = 12.000.000 đồng"), ("_year: 12000000", "_year: 1200000")
        ),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:18:17: [gia-tri-khac-cach-tinh] "
                "Giá trị ghi 1.200.000 đồng, nhưng cách tính cho 12.000.000."
            )
        ],
        "Sửa vnd_per_year, hoặc viết đủ phép tính cuối cùng trong calculation.",
        edited(INITIATIVE, ("đồng × 12 tháng", "đồng × 12 tháng = 12.000.000 đồng, tức 12 triệu")),
    ),
    Case(
        Rule.BENEFIT_OUTLIER,
        valued(12_000_000, 15_000_000, 9_000_000, 14_000_000, 12_000_000_000),
        [
            (
                "data/initiatives/sang-kien-4.yml:18:17: [gia-tri-bat-thuong] Giá trị 12 tỷ đồng khác xa mức giữa của các "
                "sáng kiến, 14 triệu đồng; có thể sai ba số 0."
            )
        ],
        "Đối chiếu với hồ sơ sáng kiến; nếu đúng thì giữ nguyên.",
        valued(12_000_000, 15_000_000, 9_000_000, 14_000_000, 1_200_000_000),
    ),
    Case(
        Rule.BENEFIT_TWICE,
        {copied(1): TEXTS[INITIATIVE].replace("den-tiet-kiem", "sang-kien-1")},
        [
            (
                "data/initiatives/sang-kien-1.yml:18:3: [gia-tri-lap-lai] Giá trị và cách tính giống hệt của sáng kiến "
                "“den-tiet-kiem”; có thể một sáng kiến được ghi hai lần."
            )
        ],
        "Nếu trùng thì để một bản archived; nếu không thì viết cách tính riêng.",
        {
            copied(1): TEXTS[INITIATIVE]
            .replace("den-tiet-kiem", "sang-kien-1")
            .replace("1.000.000 đồng × 12 tháng", "12 tháng × 1.000.000 đồng")
        },
    ),
    Case(
        Rule.COUNT_OUTLIER,
        {
            PROGRESS: TEXTS[PROGRESS]
            .replace("2022-06-30,nam,30", "2022-06-30,nam,100")
            .replace("2022-06-30,bac,60", "2022-06-30,bac,60")
        }
        | edited(
            CAMPAIGN, ("    submitted: 90\n    valid: 60\n", "    submitted: 160\n    valid: 60\n"), ("30,0%", "53,3%")
        ),
        [("data/progress.csv:5:3: [so-lieu-bat-thuong] Số đăng tải tăng từ 10 lên 100; có thể thừa một số 0.")],
        "Đối chiếu với báo cáo của đơn vị; nếu đúng thì giữ nguyên.",
        {PROGRESS: TEXTS[PROGRESS].replace("2022-06-30,nam,30", "2022-06-30,nam,99")}
        | edited(
            CAMPAIGN, ("    submitted: 90\n    valid: 60\n", "    submitted: 159\n    valid: 60\n"), ("30,0%", "53,0%")
        ),
    ),
    Case(
        Rule.NAME_SHARED,
        edited(AGREED, ("  social: {given: 2022-02-01, proof: Phiếu 1}\n", ""))
        | edited(INITIATIVE, ("Một công tắc bật cả xưởng.", "Anh Lê Văn Bình thấy một công tắc bật cả xưởng.")),
        [
            (
                "data/initiatives/den-tiet-kiem.yml:13:10: [ten-trong-bai-chia-se] Bài này được chia sẻ lên mạng xã hội, "
                "mà có tên của người có hồ sơ “le-van-binh”, chưa đồng ý việc ấy."
            )
        ],
        "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý social.",
        edited(AGREED, ("  social: {given: 2022-02-01, proof: Phiếu 1}\n", ""))
        | {PAGE: TEXTS[PAGE] + "\nAnh Lê Văn Bình kể.\n"},
    ),
    Case(
        Rule.CONSENT_EXPIRING,
        edited(AGREED, ("photo: {given: 2022-02-01,", "photo: {expires: 2022-08-14, given: 2022-02-01,")),
        [
            (
                "data/people/le-van-binh.yml:8:20: [dong-y-sap-het-han] Đồng ý này hết hạn sau ngày 14/08/2022; "
                "khi ấy ảnh chân dung sẽ được thay bằng chữ lồng."
            )
        ],
        "Xin phiếu đồng ý mới rồi ghi given, proof, expires mới; hoặc cứ để hết hạn.",
        edited(AGREED, ("photo: {given: 2022-02-01,", "photo: {expires: 2022-08-15, given: 2022-02-01,")),
    ),
    Case(
        Rule.PHOTO_SMALL,
        {PHOTO: picture(width_px=540, height_px=379)},
        [
            (
                "data/initiatives/den-tiet-kiem.yml:22:11: [anh-nho] Ảnh này 540 × 379 điểm ảnh, ảnh chia sẻ cần từ 540 × 380: "
                "ở đó sẽ có khổ chỉ có hình vẽ."
            )
        ],
        "Xin ảnh gốc (qua Zalo thì gửi dạng tệp hoặc HD); không có thì giữ nguyên, trang vẫn hiện ảnh này.",
        {PHOTO: picture(width_px=540, height_px=380)},
    ),
    Case(
        Rule.SIGN_LACKING,
        edited(AGREED, ("Tắt đèn là việc nhỏ.", "Tắt đèn 💡 là việc nhỏ → lợi lớn 💡.")),
        [
            (
                "data/people/le-van-binh.yml:5:8: [ky-hieu-thieu-trong-phong] Phông chữ của ảnh chia sẻ và bản in không có “💡”: "
                "ở đó chỗ ấy bị bỏ trống."
            )
        ],
        "Bỏ ký hiệu ấy hoặc viết thành chữ; chỉ cần nó trên trang thì giữ nguyên.",
        edited(AGREED, ("Tắt đèn là việc nhỏ.", "Tắt đèn là việc nhỏ → lợi lớn ₫.")),
    ),
    Case(
        Rule.PERSONAL_DATA,
        edited(AGREED, ("Tắt đèn là việc nhỏ.", "Gọi tôi số 0912 345 678.")),
        ["data/people/le-van-binh.yml:5:8: [thong-tin-ca-nhan] Có số điện thoại: “0912 3…”."],
        "Bỏ thông tin này. Nếu là đầu mối công vụ của đơn vị, ghi đúng như thế vào work_contacts trong data/campaign.yml.",
        edited(AGREED, ("Tắt đèn là việc nhỏ.", "Tiết kiệm 0912 kWh, 345.678.000 đồng."))
        | edited(CAMPAIGN, ("site_url", 'work_contacts: ["0912 345 678"]\nsite_url')),
    ),
    Case(
        Rule.CONSENT_DATES,
        edited(AGREED, ("photo: {given: 2022-02-01,", "photo: {expires: 2022-01-31, given: 2022-02-01,")),
        [
            (
                "data/people/le-van-binh.yml:8:20: [dong-y-sai-ngay] Cần ngày hết hạn từ 01/02/2022 trở đi, "
                "nhưng thấy 31/01/2022."
            )
        ],
        "Đối chiếu phiếu đồng ý rồi sửa ngày.",
        edited(AGREED, ("photo: {given: 2022-02-01,", "photo: {expires: 2022-02-01, given: 2022-02-01,")),
    ),
    Case(
        Rule.ILLUSTRATIVE,
        {SILENT: TEXTS[SILENT] + "illustrative: true\n"},
        [
            (
                "data/people/tran-thi-hoa.yml:5:15: [thieu-ghi-chu-minh-hoa] Mục này là dữ liệu minh họa, "
                "nhưng data/campaign.yml không có lời ghi chú illustrative."
            )
        ],
        "Thêm illustrative vào data/campaign.yml, hoặc bỏ illustrative ở đây nếu dữ liệu là thật.",
        {
            SILENT: TEXTS[SILENT] + "illustrative: true\n",
            CAMPAIGN: TEXTS[CAMPAIGN] + "illustrative: Có nhân vật minh họa.\n",
        },
    ),
    Case(
        Rule.FACE_WITHOUT_CONSENT,
        {SILENT: TEXTS[SILENT] + "portrait: {file: den.jpg, alt: Chân dung}\n"},
        [
            (
                "data/initiatives/den-tiet-kiem.yml:22:11: [lo-anh] Ảnh này là chân dung của người có hồ sơ "
                "“tran-thi-hoa”, chưa đồng ý đăng ảnh."
            )
        ],
        "Dùng ảnh khác, hoặc xin phiếu đồng ý đăng ảnh.",
        {AGREED: TEXTS[AGREED] + "portrait: {file: den.jpg, alt: Chân dung}\n"},
    ),
    Case(
        Rule.NAME_WITHOUT_CONSENT,
        {
            **edited(INITIATIVE, ("Mỗi dãy đèn một công tắc.", "Trần Thị Hoa tách mỗi dãy đèn.")),
            **edited(TEAMS, ("Thường trực tổ", "Chị TRẦN THỊ HOÀ")),
            **edited(AGREED, ("Tắt đèn là việc nhỏ.", "Nhờ tran thi hoa, tôi tắt đèn.")),
            **body("Một dòng.\n\nCảm ơn **Trần Thị Hoa**.\nVà Trần\nThị  Hoa.\n"),
        },
        [
            f"{place}: [lo-ten] Có tên của người có hồ sơ “tran-thi-hoa”, chưa đồng ý (hoặc đã thôi đồng ý) nêu tên."
            for place in (
                "content/gioi-thieu.md:8:1",
                "content/gioi-thieu.md:9:1",
                "data/initiatives/den-tiet-kiem.yml:3:10",
                "data/people/le-van-binh.yml:5:8",
                "data/support_teams.csv:2:3",
            )
        ],
        "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý.",
        {
            **edited(INITIATIVE, ("Mỗi dãy đèn một công tắc.", "Lê Văn Bình tách mỗi dãy đèn.")),
            **edited(SILENT, ("Thợ may", "Thợ may, là Trần Thị Hoa ở tổ 3")),
            **body("Trần Thị Hoan và Mai Trần Thị\n\nHoài Thị Hoa.\n"),
        },
    ),
    Case(
        Rule.NAME_WITHOUT_CONSENT,
        {
            AGREED: TEXTS[AGREED] + WITHDRAWN,
            **edited(PAGE, ("description: Phong trào là gì.", "description: Phong trào của Lê Văn Bình.")),
        },
        [
            (
                "content/gioi-thieu.md:3:14: [lo-ten] Có tên của người có hồ sơ “le-van-binh”, "
                "chưa đồng ý (hoặc đã thôi đồng ý) nêu tên."
            )
        ],
        "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý.",
        {
            AGREED: TEXTS[AGREED] + WITHDRAWN.replace("name", "photo"),
            **edited(PAGE, ("description: Phong trào là gì.", "description: Phong trào của Lê Văn Bình.")),
        },
    ),
    # --- Authored pages
    Case(
        Rule.PLACEHOLDER,
        body("Số liệu: <!-- sangkien: progress-totals -->\n<!--sangkien:gì đó-->\n"),
        [
            (
                "content/gioi-thieu.md:6:25: [o-cho-la] Cần một trong các ô chờ progress-total, progress-table, "
                "progress-chart, featured-initiatives, honoured-people, support-teams, milestones, fields; "
                "nhưng thấy “progress-totals”."
            ),
            (
                "content/gioi-thieu.md:7:14: [o-cho-la] Cần một trong các ô chờ progress-total, progress-table, "
                "progress-chart, featured-initiatives, honoured-people, support-teams, milestones, fields; "
                "nhưng thấy “gì đó”."
            ),
        ],
        "Có phải progress-total?",
        body("<!-- một ghi chú thường -->\n<!--sangkien:progress-total-->\n"),
    ),
    Case(
        Rule.PAGE_MARKUP,
        body(
            "Một <script>x</script>\n\n<p ONclick=x>a</p>\n\n## Mục {: #a onmouseover=x }\n\n"
            "![ảnh](https://noi-khac.example.org/a.jpg)\n\n<meta http-equiv=refresh>\n"
        ),
        [
            f"content/gioi-thieu.md:{place}: [the-khong-duoc-dung] Cần chữ, bảng và liên kết thường, nhưng thấy “{seen}”."
            for place, seen in (
                ("6:5", "<script"),
                ("8:1", "<p ONclick="),
                ("10:8", "{: #a onmouseover="),
                ("12:1", "![ảnh](https://noi-khac.example.org/a.jpg"),
                ("14:1", "<meta"),
            )
        ],
        "Bỏ đoạn này, cả khi chỉ là mã ví dụ; ảnh chỉ hiện được khi nằm trong data/photos/ của một sáng kiến hay một người.",
        body(
            "<b>đậm</b>, <https://noi-khac.example.org/>, <mau@example.org>, 1 < 2, {: #muc }, một = hai, "
            "[ảnh](https://noi-khac.example.org/a.jpg)\n\n```\n[x](la.md)\n```\n\n<details>\n<summary>a</summary>\n</details>\n"
        ),
    ),
    Case(
        Rule.PAGE_HEADING,
        body("# Giới thiệu\n\n#Lại một\n\nVà nữa\n===\n"),
        [
            "content/gioi-thieu.md:6:1: [tieu-de-trang] Tên trang đã có ở title, nhưng thấy thêm tiêu đề “Giới thiệu”.",
            "content/gioi-thieu.md:8:1: [tieu-de-trang] Tên trang đã có ở title, nhưng thấy thêm tiêu đề “Lại một”.",
            "content/gioi-thieu.md:10:1: [tieu-de-trang] Tên trang đã có ở title, nhưng thấy thêm tiêu đề “Và nữa”.",
        ],
        "Dùng ## cho các phần trong trang.",
        body("## Giới thiệu\n\n```\n# trong mã\n```\n\n~~~\n# trong mã\n~~~\n\n===\n\nTổ #3\n"),
    ),
    Case(
        Rule.PAGE_ADDRESS,
        {"content/Giới thiệu.md": TEXTS[PAGE], "content/tien-do.md": TEXTS[PAGE]},
        [
            f"content/{name}.md:1:1: [trung-dia-chi] Cần tên tệp là mã không dấu, khác tên các trang tự tạo, "
            f"nhưng thấy “{name}”."
            for name in ("Giới thiệu", "tien-do")
        ],
        (
            "Đổi tên tệp, ví dụ gioi-thieu.md. Các tên đã dùng: 404, anh, api, assets, ban-tin, chia-se, "
            "cong-nhan-doanh-nghiep, dem-nguoc, du-lieu, guong-sang, ho-tro, in, index, khu-vuc, linh-vuc, moc, nhung, "
            "sang-kien, tien-do, tim-kiem, xep-hang."
        ),
        {"content/tien-do-2022.md": TEXTS[PAGE]},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule.value)
def test_a_breach_is_told_at_its_place_with_its_mend(case: Case, tmp_path: Path) -> None:
    found = problems_of(tmp_path, case.breach, today=case.today)
    assert [str(problem) for problem in found] == case.lines
    assert case.hint in {problem.hint for problem in found if problem.rule is case.rule}


@pytest.mark.parametrize("case", [case for case in CASES if case.near_miss], ids=lambda case: case.rule.value)
def test_what_only_looks_like_a_breach_is_none(case: Case, tmp_path: Path) -> None:
    assert [str(problem) for problem in problems_of(tmp_path, case.near_miss, today=case.today)] == []


# --- What no text can set up ----------------------------------------------------------------------


def a_link_out(root: Path) -> None:
    (root.parent / "outside.csv").write_text(TEXTS[TEAMS])
    (root / TEAMS).unlink()
    (root / TEAMS).symlink_to(root.parent / "outside.csv")


def a_link_within(root: Path) -> None:
    (root / "data/schemas").mkdir()
    (root / TEAMS).rename(root / "data/schemas/to-ho-tro.csv")
    (root / TEAMS).symlink_to("schemas/to-ho-tro.csv")


def a_folder(root: Path) -> None:
    (root / TEAMS).unlink()
    (root / TEAMS).mkdir()


ARRANGED: dict[Rule, tuple[Callable[[Path], None], list[str]]] = {
    Rule.FILE_OUTSIDE: (
        a_link_out,
        [
            (
                "data/support_teams.csv:1:1: [tep-ngoai-thu-muc] Cần một tệp nằm trong thư mục chiến dịch, "
                "nhưng “data/support_teams.csv” dẫn ra ngoài."
            )
        ],
    ),
    Rule.FILE_UNREADABLE: (
        a_folder,
        ["data/support_teams.csv:1:1: [tep-khong-doc-duoc] Cần một tệp, nhưng đây là thư mục."],
    ),
}


@pytest.mark.parametrize(("arrange", "lines"), [*ARRANGED.values(), (a_link_within, [])])
def test_files_that_are_none(tmp_path: Path, arrange: Callable[[Path], None], lines: list[str]) -> None:
    root = write_campaign(tmp_path / "campaign")
    arrange(root)
    assert [str(problem) for problem in check(parse(root), TODAY)] == lines


# --- The table itself -----------------------------------------------------------------------------

ELSEWHERE = {Rule.LINK, Rule.HISTORY}  # tests/unit/test_links.py, tests/unit/test_history.py
"""Rules of what was built or changed, not of what was read: their tests are where they are checked."""


def test_every_rule_has_a_breach_and_a_near_miss() -> None:
    assert {case.rule for case in CASES} | set(ARRANGED) == set(Rule) - ELSEWHERE
    assert {case.rule for case in CASES if case.near_miss} == {case.rule for case in CASES}


def test_every_rule_across_records_says_in_one_sentence_what_must_be_true() -> None:
    for rule, breaches in RULES.items():
        sentence = breaches.__doc__
        assert sentence, rule
        assert sentence == sentence.strip()
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence


# --- Consent --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "today", "agreed"),
    [
        ({}, date(2022, 1, 31), False),
        ({}, date(2022, 2, 1), True),
        (edited(AGREED, ("name: {given", "name: {expires: 2022-03-01, given")), date(2022, 3, 1), True),
        (edited(AGREED, ("name: {given", "name: {expires: 2022-03-01, given")), date(2022, 3, 2), False),
        ({AGREED: TEXTS[AGREED] + WITHDRAWN}, date(2022, 6, 30), False),
        ({AGREED: TEXTS[AGREED] + WITHDRAWN}, date(2022, 7, 1), False),
        ({AGREED: TEXTS[AGREED] + WITHDRAWN.replace("name", "photo, story, social")}, date(2022, 7, 1), True),
    ],
    ids=["before", "from the day given", "last day", "expired", "before withdrawal", "withdrawn", "others withdrawn"],
)
def test_consent_holds_from_the_day_given_until_it_ends(
    tmp_path: Path, changes: Changes, today: date, *, agreed: bool
) -> None:
    (person, silent) = parse(write_campaign(tmp_path, changes)).people
    assert person.agrees_to("name", today) is agreed
    assert not silent.agrees_to("name", today)


def test_two_people_of_one_name_who_agreed_to_nothing_may_each_bear_it(tmp_path: Path) -> None:
    other = TEXTS[SILENT].replace("tran-thi-hoa", "tran-thi-hoa-2").replace("Trần", "Trần ")
    assert problems_of(tmp_path, {"data/people/tran-thi-hoa-2.yml": other}) == []


def test_a_name_ending_in_a_dot_is_found_too(tmp_path: Path) -> None:
    changes = {**edited(SILENT, ("Trần Thị Hoa", "Trần Thị H.")), **body("Cảm ơn Trần Thị H. rất nhiều.\n")}
    assert [str(problem.at) for problem in problems_of(tmp_path, changes)] == ["content/gioi-thieu.md:6:1"]


def test_a_mistake_repeated_in_many_rows_is_told_in_each(tmp_path: Path) -> None:
    days = [f"2022-{month:02d}-{day:02d}" for month in range(1, 8) for day in range(1, 15)]
    found = problems_of(tmp_path, progress(*(f"{day},nams,1,," for day in days)))
    assert [problem.at.line for problem in found] == list(range(6, 6 + len(days)))
    assert {(problem.rule, problem.hint) for problem in found} == {(Rule.UNIT_EXISTS, "Có phải nam?")}


def test_a_mistyped_parent_is_told_once_and_no_sum_is_doubted(tmp_path: Path) -> None:
    found = problems_of(tmp_path, units(BAC.replace(",tinh,", ",tinhh,"), NAM))
    assert [problem.rule for problem in found] == [Rule.UNIT_EXISTS]


def test_a_date_that_excel_kept_as_a_number_is_recognised(tmp_path: Path) -> None:
    found = problems_of(tmp_path, progress("44883,bac,70,40,"))
    assert [problem.hint for problem in found] == [
        "Excel đã lưu ngày thành số: đặt định dạng cột là yyyy-mm-dd rồi lưu lại."
    ]


def test_a_mistyped_table_in_the_data_folder_is_told_with_the_nearest(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {"data/post.csv": "date,item,channel,url\n"})
    assert [str(problem) for problem in found] == [
        (
            "data/post.csv:1:1: [tep-la] Không đọc “post.csv” trong data/; chỉ đọc README.md, campaign.yml, initiatives, "
            "people, photos, posts.csv, progress.csv, register.csv, schemas, support_teams.csv, units.csv."
        )
    ]
    assert found[0].hint == "Có phải posts.csv?"


@pytest.mark.parametrize(
    "changes",
    [
        edited(INITIATIVE, ("Mỗi dãy đèn một công tắc.", "TrầnThịHoa tách mỗi dãy đèn.")),
        edited(INITIATIVE, ("Mỗi dãy đèn một công tắc.", "Trần, Thị, Hoa tách mỗi dãy đèn.")),
        edited(POSTS, ("https://facebook.example.org/1", "https://facebook.example.org/tran-thi-hoa-0912")),
        {SETTINGS: TEXTS[SETTINGS] + "copyright: Tran Thi Hoa\n"},
        {SETTINGS: TEXTS[SETTINGS] + "nav:\n  - TRẦN THỊ HOA: tien-do/index.md\n"},
        {"content/tran-thi-hoa.md": TEXTS[PAGE]},
    ],
)
def test_a_name_is_found_wherever_it_is_published(tmp_path: Path, changes: dict[str, str | bytes | None]) -> None:
    (found,) = [each for each in problems_of(tmp_path, changes) if each.rule is Rule.NAME_WITHOUT_CONSENT]
    assert found.at.path in changes


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("Trần Hoa kể", 1),
        ("Trần-Hoa, trần **hoa**", 1),
        ("TrầnHoa", 1),
        ("Sửa cơ sở Trần. Hoa nở", 0),
        ("Lan, trần, hoa và lá", 0),
        ("tranhoa", 0),
    ],
)
def test_a_short_name_is_not_taken_from_two_sentences(tmp_path: Path, written: str, count: int) -> None:
    short = {SILENT: TEXTS[SILENT].replace("Trần Thị Hoa", "Trần Hoa"), PAGE: f"{TEXTS[PAGE]}\n{written}.\n"}
    assert [each.rule for each in problems_of(tmp_path, short)] == [Rule.NAME_WITHOUT_CONSENT] * count


@pytest.mark.parametrize(
    "written",
    [
        "Trần **Thị** Hoa",
        "Trần&nbsp;Thị&nbsp;Hoa",
        "Trần-Thị-Hoa",
        "tran thi hoa",
        "Trần Thị\nHoa",
        "[xem](https://example.org/tran-thi-hoa)",
        "[xem](https://example.org/?q=Tr%E1%BA%A7n%20Th%E1%BB%8B%20Hoa)",
        "Trần <b>Thị</b> Hoa",
        "[Trần](https://example.org/) Thị Hoa",
        "Trần[^1] Thị Hoa",
        "**Trần**{.ten} Thị Hoa",
        "Trần <!-- x --> Thị Hoa",
        "Trần (Thị) Hoa",
        "Trần, Thị, Hoa",
        "TrầnThịHoa",
        "Trần_Thị_Hoa",
        "T r ầ n T h ị H o a",
        "𝐓𝐫ầ𝐧 Thị Hoa",
        "Ｔｒầｎ Ｔｈị Ｈｏａ",
        "Trần Thị Ноа",
    ],
)
def test_a_name_is_found_however_it_is_dressed(tmp_path: Path, written: str) -> None:
    (found,) = problems_of(tmp_path, {PAGE: f"{TEXTS[PAGE]}\nChuyện của {written}.\n"})
    assert found.rule is Rule.NAME_WITHOUT_CONSENT
    assert found.at.path == PAGE
    assert found.at.line == TEXTS[PAGE].count("\n") + 2


def test_a_name_may_not_hide_in_an_address(tmp_path: Path) -> None:
    moved = TEXTS[INITIATIVE].replace("id: den-tiet-kiem", "id: den-cua-tran-thi-hoa")
    found = problems_of(tmp_path, {INITIATIVE: None, "data/initiatives/den-cua-tran-thi-hoa.yml": moved, POSTS: None})
    assert [(each.rule, each.at.line) for each in found] == [(Rule.NAME_WITHOUT_CONSENT, 1)]


def test_a_name_that_only_its_marks_tell_from_one_that_may_be_told_is_found(tmp_path: Path) -> None:
    twin = TEXTS[SILENT].replace("Trần Thị Hoa", "Lê Vạn Bính")
    told = {SILENT: twin, PAGE: f"{TEXTS[PAGE]}\nLê Văn Bình kể.\n"}
    assert problems_of(tmp_path / "one", told) == []
    (found,) = problems_of(tmp_path / "two", {**told, PAGE: f"{TEXTS[PAGE]}\nLê Vạn Bính kể.\n"})
    assert found.rule is Rule.NAME_WITHOUT_CONSENT


def test_a_list_whose_items_were_refused_is_not_called_empty_too(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {SILENT: TEXTS[SILENT] + "withdrawn: {date: 2022-03-01, scopes: [all]}\n"})
    assert [each.rule for each in found] == [Rule.CHOICE]


def test_a_period_turned_round_does_not_condemn_every_report(tmp_path: Path) -> None:
    found = problems_of(tmp_path, edited(CAMPAIGN, ("  end: 2022-12-31", "  end: 2021-12-31")))
    assert Rule.PERIOD in {each.rule for each in found}
    assert Rule.REPORT_DATE not in {each.rule for each in found}


def test_colours_that_nobody_wrote_are_not_spoken_of(tmp_path: Path) -> None:
    assert problems_of(tmp_path, edited(CAMPAIGN, ('brand:\n  primary: "#A63A24"\n', ""))) == []


def test_a_default_that_a_written_colour_spoils_is_told_at_that_colour(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path, edited(CAMPAIGN, ('"#A63A24"', '"#757575"')))
    assert (str(found.at), found.rule) == ("data/campaign.yml:42:12", Rule.BRAND_CONTRAST)
    assert found.message.endswith("từ 3,0:1, nhưng thấy “#e2a72e”, chỉ 2,7:1.")
    assert problems_of(tmp_path / "mended", edited(CAMPAIGN, ('"#A63A24"', f'"#757575"\n  {proposed(found)}'))) == []


@settings(max_examples=25, deadline=None)
@given(colours, colours)
def test_whatever_the_colours_one_mend_of_each_is_enough(primary: str, accent: str) -> None:
    written = f'  primary: "{primary}"\n  accent: "{accent}"'
    with TemporaryDirectory() as folder:
        found = problems_of(Path(folder), edited(CAMPAIGN, ('  primary: "#A63A24"', written)))
    assert {each.rule for each in found} <= {Rule.BRAND_CONTRAST}
    for each in found:
        line = proposed(each)
        written = re.sub(rf"{line.split()[0]} .*", line, written)
    with TemporaryDirectory() as folder:
        assert problems_of(Path(folder), edited(CAMPAIGN, ('  primary: "#A63A24"', written))) == []


def proposed(problem: Problem) -> str:
    """The line of YAML that a hint says to write."""
    return problem.hint.removeprefix("Viết ").partition(", ")[0]
