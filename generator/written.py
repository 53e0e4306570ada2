"""What an editor wrote, and the one way each kind of value is read from it.

`Written` is a scalar as it stands in a file. Each `read_*` function turns one into a value or raises
`Misread` with the words an editor needs; nothing is guessed. Values that are no `Written` (tests and
code build records directly) pass through untouched.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from generator.problems import Location, Rule
from generator.vietnamese import SLUG_PATTERN, nearest, slug

EARLIEST_YEAR, LATEST_YEAR = 1945, 2105  # outside is a mistyped year; SOURCE_DATE_EPOCH tools stop at 2106


class Style(Enum):
    """How a scalar stands in its file, which decides what it can mean."""

    TEXT = auto()
    """YAML text: quoted, in a block, or plain and not mistakable."""
    CELL = auto()
    """A cell of a CSV file: always text."""
    NUMBER = auto()
    """Plain YAML that any tool reads as a number."""
    DATE = auto()
    """Plain YAML that any tool reads as a date."""
    FLAG = auto()
    """Plain YAML that YAML 1.1 reads as true or false: true, no, on …"""
    NOTHING = auto()
    """A YAML key with nothing behind it."""


@dataclass(frozen=True, slots=True)
class Written:
    """One scalar of a data file, in NFC."""

    text: str
    style: Style
    at: Location


class Misread(ValueError):  # noqa: N818 - it is a finding on its way to becoming a Problem
    """A scalar that cannot be read as what its field needs."""

    def __init__(self, rule: Rule, message: str, hint: str) -> None:
        """Take what a `Problem` needs besides its place."""
        self.rule, self.message, self.hint = rule, message, hint
        super().__init__(message)


_JOINER = "\u200d"  # of emoji that are one


def quoted(text: str, longest: int = 60) -> str:
    """`text` on one line between Vietnamese quotation marks, shortened to `longest` characters.

    What is not seen stands as a box: a message must not steer the terminal it is shown in.
    """
    flat = " ".join(text.split())
    flat = (
        flat
        if flat.isprintable()
        else "".join(each if each.isprintable() or each == _JOINER else "\ufffd" for each in flat)
    )
    return f"“{flat if len(flat) <= longest else flat[: longest - 1] + '…'}”"


def _reader(read: Callable[[Written], Any]) -> Callable[[Any], Any]:
    def read_or_pass(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever it was given
        if not isinstance(value, Written):
            return value
        if value.style is Style.NOTHING or not value.text.strip():
            raise Misread(
                Rule.FIELD_EMPTY,
                "Cần một giá trị, nhưng đang để trống.",
                "Điền giá trị, hoặc xóa hẳn trường này nếu chưa có.",
            )
        return read(value)

    return read_or_pass


def _text(value: Written) -> str:
    if value.style in (Style.TEXT, Style.CELL):
        return value.text.strip()
    kinds = {Style.NUMBER: "một con số", Style.DATE: "một ngày", Style.FLAG: "đúng/sai (true/false)"}
    raise Misread(
        Rule.QUOTES_NEEDED,
        f"Cần chữ, nhưng YAML hiểu {quoted(value.text)} là {kinds[value.style]}.",
        f'Đặt trong dấu nháy kép: "{value.text}".',
    )


def _line(value: Written) -> str:
    text = _text(value)
    if "\n" not in text and "\r" not in text:
        return text
    return re.sub(r"\s*[\r\n]+\s*", " ", text)  # Alt+Enter in a cell of Excel only wraps it


def _whole(value: Written) -> int:
    text = value.text.strip()
    if re.fullmatch(r"[0-9]{1,15}", text) and not re.match(r"0[0-9]", text):
        return int(text)
    if value.style is Style.CELL and re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+", text):
        return int(text.replace(".", ""))
    digits = re.sub(r"[.,\s\u00a0\u202f_]", "", text)
    grouped = re.fullmatch(r"[1-9][0-9]{0,2}([.,\s\u00a0\u202f_][0-9]{3})+", text)
    raise Misread(
        Rule.NUMBER,
        f"Cần một số nguyên không âm, nhưng thấy {quoted(text)}.",
        f"Viết liền các chữ số: {digits}." if grouped else "Viết liền các chữ số, ví dụ 1647; không đơn vị, không dấu.",
    )


def _day(value: Written) -> date:
    text = value.text.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    vietnamese = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif vietnamese:
        day, month, year = (int(part) for part in vietnamese.groups())
    else:
        raise Misread(
            Rule.DATE,
            f"Cần một ngày, nhưng thấy {quoted(text)}.",
            "Excel đã lưu ngày thành số: đặt định dạng cột là yyyy-mm-dd rồi lưu lại."
            if re.fullmatch(r"[34]\d{4}", text, re.ASCII)  # days since 1900: the years 1982 to 2036
            else "Viết dạng 2022-11-18 hoặc 18/11/2022.",
        )
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Misread(Rule.DATE, f"Năm của {quoted(text)} khó mà đúng.", "Kiểm tra lại bốn chữ số của năm.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Misread(
            Rule.DATE,
            f"Ngày {quoted(text)} không có trong lịch.",
            "Kiểm tra lại ngày và tháng; dạng đúng: năm-tháng-ngày (2022-11-18) hoặc ngày/tháng/năm (18/11/2022).",
        ) from None


def _clock(value: Written) -> str:
    text = _text(value)
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        return text
    raise Misread(Rule.TIME, f"Cần giờ:phút, nhưng thấy {quoted(text)}.", 'Viết dạng "15:34", trong dấu nháy kép.')


def _flag(value: Written) -> bool:
    if value.text in ("true", "false") and value.style in (Style.FLAG, Style.CELL):
        return value.text == "true"
    raise Misread(
        Rule.CHOICE,
        f"Cần true (có) hoặc false (không), nhưng thấy {quoted(value.text)}.",
        "Viết true hoặc false, chữ thường, không dấu nháy.",
    )


def _identifier(value: Written) -> str:
    text = value.text.strip()  # an id such as `2022` or `no` needs no quotes: it is only ever compared
    if text == "index":  # the address of a section's own page
        raise Misread(Rule.SLUG, "Mã “index” dành cho trang mục lục.", "Chọn một mã khác.")
    if re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", text):  # what Windows lets no file be called
        raise Misread(Rule.SLUG, f"Mã {quoted(text)} không dùng được trên máy Windows.", "Chọn một mã khác.")
    if re.fullmatch(SLUG_PATTERN, text):
        return text
    proposal = slug(text)
    raise Misread(
        Rule.SLUG,
        f"Cần một mã gồm chữ thường không dấu, số và gạch nối, nhưng thấy {quoted(text)}.",
        f"Viết: {proposal}." if proposal else "Ví dụ: cong-doan-co-so.",
    )


def _percentage(value: Written) -> str:
    text = _text(value)
    if re.fullmatch(r"(\d{1,6}|\d{1,3}\.\d{3})(,\d{1,4})?%", text, re.ASCII):
        return text
    raise Misread(
        Rule.PERCENT,
        f"Cần một tỷ lệ phần trăm như đã công bố, nhưng thấy {quoted(text)}.",
        'Viết dạng "54,9%", trong dấu nháy kép, dấu phẩy thập phân.',
    )


def _web_address(value: Written) -> str:
    text = _text(value)
    if re.fullmatch(
        r"https?://[^\s/\"'<>{}|\\^`\[\]]+(/[^\s\"'<>{}|\\^`\[\]]*)?", text
    ):  # RFC 3986; letters of any script
        return text
    raise Misread(
        Rule.ADDRESS,
        f"Cần một địa chỉ web đầy đủ, nhưng thấy {quoted(text)}.",
        "Bắt đầu bằng https:// và không có dấu cách, ví dụ https://congdoan.example.org/.",
    )


def _site_address(value: Written) -> str:
    """Where a site stands. Its path is written into the settings of web servers, so it has no sign of theirs."""
    text = _web_address(value)
    if re.fullmatch(r"https?://[\w.-]+(?::\d{1,5})?(?:/[\w.~-]+)*/?", text):
        return text
    raise Misread(
        Rule.ADDRESS,
        f"Cần địa chỉ gốc của trang, chỉ gồm chữ, số, gạch nối và dấu /, nhưng thấy {quoted(text)}.",
        "Ví dụ https://sangkien.example.org/ hoặc https://congdoan.example.org/sang-kien/.",
    )


def _mail_address(value: Written) -> str:
    text = _text(value)
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        return text
    raise Misread(
        Rule.ADDRESS,
        f"Cần một địa chỉ thư điện tử, nhưng thấy {quoted(text)}.",
        "Ví dụ: tuyengiao@congdoan.example.org.",
    )


def _colour(value: Written) -> str:
    text = _text(value)
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return text.lower()
    raise Misread(
        Rule.COLOUR,
        f"Cần một mã màu, nhưng thấy {quoted(text)}.",
        'Viết dấu thăng và sáu chữ số thập lục phân trong dấu nháy kép, ví dụ "#1d5a86".',
    )


def choice(*allowed: str) -> Callable[[Any], Any]:
    """A reader of one of the words `allowed`; a mistyped one is answered with the nearest."""

    def read(value: Written) -> str:
        text = value.text.strip()
        if text in allowed:
            return text
        near = nearest(text, allowed)
        raise Misread(
            Rule.CHOICE,
            f"Cần một trong: {', '.join(allowed)}; nhưng thấy {quoted(text)}.",
            f"Có phải {near}?" if near else f"Chọn một giá trị trong danh sách, ví dụ {allowed[0]}.",
        )

    return _reader(read)


def names(value: Any) -> Any:  # noqa: ANN401 - as the other readers
    """A list of names: a YAML list passes; a CSV cell is split at `|`."""
    if not isinstance(value, Written):
        return value
    return tuple(part.strip() for part in value.text.split("|") if part.strip())


text = _reader(_text)
line = _reader(_line)
whole = _reader(_whole)
day = _reader(_day)
clock = _reader(_clock)
flag = _reader(_flag)
identifier = _reader(_identifier)
percentage = _reader(_percentage)
web_address = _reader(_web_address)
site_address = _reader(_site_address)
mail_address = _reader(_mail_address)
colour = _reader(_colour)
