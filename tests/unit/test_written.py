"""Each kind of value is read in one way, and anything else is answered with what to write instead."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import vietnamese, written
from generator.problems import Location, Rule
from generator.written import Misread, Style, Written

AT = Location("data/a.yml", 3, 7)
Reader = Callable[[Any], Any]
EVERY_READER: dict[str, Reader] = {
    "text": written.text,
    "line": written.line,
    "whole": written.whole,
    "day": written.day,
    "clock": written.clock,
    "flag": written.flag,
    "identifier": written.identifier,
    "percentage": written.percentage,
    "web_address": written.web_address,
    "mail_address": written.mail_address,
    "colour": written.colour,
    "choice": written.choice("submitted", "valid"),
}


def value(text: str, style: Style = Style.TEXT) -> Written:
    return Written(text, style, AT)


def refusal(read: Reader, text: str, style: Style = Style.TEXT) -> Misread:
    with pytest.raises(Misread) as caught:
        read(value(text, style))
    return caught.value


# --- What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "found", "expected"),
    [
        (written.text, value("  Tổ 3 "), "Tổ 3"),
        (written.text, value("hai\ndòng"), "hai\ndòng"),
        (written.line, value("Công đoàn \r\n  ngành", Style.CELL), "Công đoàn ngành"),
        (written.whole, value("1647", Style.NUMBER), 1647),
        (written.whole, value("3000"), 3000),
        (written.whole, value("0", Style.CELL), 0),
        (written.whole, value("1.647", Style.CELL), 1647),
        (written.whole, value("1.234.567", Style.CELL), 1234567),
        (written.day, value("2022-11-18", Style.DATE), date(2022, 11, 18)),
        (written.day, value("18/11/2022"), date(2022, 11, 18)),
        (written.day, value("8/1/2022", Style.CELL), date(2022, 1, 8)),
        (written.clock, value("15:34"), "15:34"),
        (written.flag, value("true", Style.FLAG), True),
        (written.flag, value("false", Style.CELL), False),
        (written.identifier, value("phan-rang-thap-cham"), "phan-rang-thap-cham"),
        (written.identifier, value("no", Style.FLAG), "no"),
        (written.identifier, value("2022", Style.NUMBER), "2022"),
        (written.percentage, value("54,9%"), "54,9%"),
        (written.percentage, value("232%"), "232%"),
        (written.percentage, value("1.232,3%"), "1.232,3%"),
        (written.web_address, value("https://a.example.org/b?c=d"), "https://a.example.org/b?c=d"),
        (written.mail_address, value("tuyen.giao@a-b.example.org"), "tuyen.giao@a-b.example.org"),
        (written.colour, value("#A63A24"), "#a63a24"),
        (written.choice("submitted", "valid"), value("valid"), "valid"),
        (written.names, value("Huyện Bắc | LĐLĐ Bắc||", Style.CELL), ("Huyện Bắc", "LĐLĐ Bắc")),
    ],
)
def test_what_is_read(read: Reader, found: Written, expected: object) -> None:
    assert read(found) == expected


@pytest.mark.parametrize("read", [*EVERY_READER.values(), written.names], ids=[*EVERY_READER, "names"])
def test_what_code_builds_directly_passes_untouched(read: Reader) -> None:
    anything = object()
    assert read(anything) is anything


@given(st.integers(0, 10**15 - 1))
def test_an_integer_printed_with_dots_reads_back_from_a_cell(number: int) -> None:
    assert written.whole(value(vietnamese.integer(number), Style.CELL)) == number
    assert written.whole(value(str(number), Style.NUMBER)) == number


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2105, 12, 31)))
def test_a_day_reads_back_in_both_forms(day: date) -> None:
    assert written.day(value(day.isoformat(), Style.DATE)) == day
    assert written.day(value(vietnamese.day(day), Style.CELL)) == day


@given(st.text(), st.sampled_from(Style), st.sampled_from(sorted(EVERY_READER)))
def test_any_scalar_is_read_or_answered(text: str, style: Style, name: str) -> None:
    try:
        EVERY_READER[name](value(text, style))
    except Misread as caught:
        misread = caught
    else:
        return
    assert misread.message.endswith(".")
    assert misread.hint.rstrip('"').endswith((".", "?"))
    assert "\n" not in misread.message


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("read", EVERY_READER.values(), ids=EVERY_READER)
@pytest.mark.parametrize("empty", [value("", Style.NOTHING), value("~", Style.NOTHING), value(" \n ")])
def test_nothing_is_never_a_value(read: Reader, empty: Written) -> None:
    with pytest.raises(Misread) as caught:
        read(empty)
    assert caught.value.rule is Rule.FIELD_EMPTY
    assert caught.value.message == "Cần một giá trị, nhưng đang để trống."
    assert caught.value.hint == "Điền giá trị, hoặc xóa hẳn trường này nếu chưa có."


@pytest.mark.parametrize(
    ("text", "style", "kind"),
    [
        ("no", Style.FLAG, "đúng/sai (true/false)"),
        ("on", Style.FLAG, "đúng/sai (true/false)"),
        ("12:30", Style.NUMBER, "một con số"),
        ("2022", Style.NUMBER, "một con số"),
        ("2022-11-18", Style.DATE, "một ngày"),
    ],
)
@pytest.mark.parametrize("read", [written.text, written.line, written.clock, written.web_address])
def test_text_that_yaml_takes_for_something_else_needs_quotes(read: Reader, text: str, style: Style, kind: str) -> None:
    misread = refusal(read, text, style)
    assert misread.rule is Rule.QUOTES_NEEDED
    assert misread.message == f"Cần chữ, nhưng YAML hiểu “{text}” là {kind}."
    assert misread.hint == f'Đặt trong dấu nháy kép: "{text}".'


GENERAL = "Viết liền các chữ số, ví dụ 1647; không đơn vị, không dấu."


@pytest.mark.parametrize(
    ("text", "style", "hint"),
    [
        ("1,647", Style.CELL, "Viết liền các chữ số: 1647."),
        ("1 647", Style.CELL, "Viết liền các chữ số: 1647."),
        ("1\u00a0647", Style.CELL, "Viết liền các chữ số: 1647."),
        ("3.000", Style.NUMBER, "Viết liền các chữ số: 3000."),
        ("1_647", Style.NUMBER, "Viết liền các chữ số: 1647."),
        ("1.64", Style.CELL, GENERAL),
        ("1.6475", Style.CELL, GENERAL),
        ("0.647", Style.CELL, GENERAL),
        ("1647,0", Style.CELL, GENERAL),
        ("-5", Style.CELL, GENERAL),
        ("+5", Style.CELL, GENERAL),
        ("1e3", Style.CELL, GENERAL),
        ("007", Style.CELL, GENERAL),
        ("0x1F", Style.NUMBER, GENERAL),
        ("12:30", Style.NUMBER, GENERAL),
        ("120 sáng kiến", Style.CELL, GENERAL),
        ("１２", Style.CELL, GENERAL),
        ("9" * 16, Style.CELL, GENERAL),
    ],
)
def test_a_number_that_could_be_read_in_two_ways_is_refused(text: str, style: Style, hint: str) -> None:
    misread = refusal(written.whole, text, style)
    assert misread.rule is Rule.NUMBER
    assert misread.message == f"Cần một số nguyên không âm, nhưng thấy {written.quoted(text)}."
    assert misread.hint == hint


@pytest.mark.parametrize("text", ["2022-13-01", "30/02/2022", "2022-02-29", "0/1/2022"])
def test_a_day_that_is_in_no_calendar_is_refused(text: str) -> None:
    misread = refusal(written.day, text, Style.CELL)
    assert misread.rule is Rule.DATE
    assert misread.message == f"Ngày “{text}” không có trong lịch."


@pytest.mark.parametrize("text", ["2202-11-20", "18/11/0022", "0000-01-01"])
def test_a_year_that_is_a_slip_is_refused(text: str) -> None:
    misread = refusal(written.day, text, Style.CELL)
    assert (misread.message, misread.hint) == (f"Năm của “{text}” khó mà đúng.", "Kiểm tra lại bốn chữ số của năm.")


@pytest.mark.parametrize(
    "text",
    [
        "18-11-2022",
        "18.11.2022",
        "18/11/22",
        "11/2022",
        "2022",
        "2022-1-8",
        "18/11/2022 00:00",
        "٢٠٢٢-١١-١٨",
        "hôm nay",
    ],
)
def test_a_day_in_any_third_form_is_refused(text: str) -> None:
    misread = refusal(written.day, text, Style.CELL)
    assert misread.rule is Rule.DATE
    assert misread.message == f"Cần một ngày, nhưng thấy “{text}”."
    assert misread.hint == "Viết dạng 2022-11-18 hoặc 18/11/2022."


@pytest.mark.parametrize(
    ("read", "text", "rule", "message", "hint"),
    [
        (
            written.clock,
            "24:00",
            Rule.TIME,
            "Cần giờ:phút, nhưng thấy “24:00”.",
            'Viết dạng "15:34", trong dấu nháy kép.',
        ),
        (
            written.clock,
            "9:05",
            Rule.TIME,
            "Cần giờ:phút, nhưng thấy “9:05”.",
            'Viết dạng "15:34", trong dấu nháy kép.',
        ),
        (
            written.flag,
            "có",
            Rule.CHOICE,
            "Cần true (có) hoặc false (không), nhưng thấy “có”.",
            "Viết true hoặc false, chữ thường, không dấu nháy.",
        ),
        (
            written.flag,
            "true",
            Rule.CHOICE,
            "Cần true (có) hoặc false (không), nhưng thấy “true”.",
            "Viết true hoặc false, chữ thường, không dấu nháy.",
        ),
        (
            written.identifier,
            "Phan Rang–Tháp Chàm",
            Rule.SLUG,
            "Cần một mã gồm chữ thường không dấu, số và gạch nối, nhưng thấy “Phan Rang–Tháp Chàm”.",
            "Viết: phan-rang-thap-cham.",
        ),
        (
            written.identifier,
            "…",
            Rule.SLUG,
            "Cần một mã gồm chữ thường không dấu, số và gạch nối, nhưng thấy “…”.",
            "Ví dụ: cong-doan-co-so.",
        ),
        (
            written.percentage,
            "54.9%",
            Rule.PERCENT,
            "Cần một tỷ lệ phần trăm như đã công bố, nhưng thấy “54.9%”.",
            'Viết dạng "54,9%", trong dấu nháy kép, dấu phẩy thập phân.',
        ),
        (
            written.percentage,
            "54,90000%",
            Rule.PERCENT,
            "Cần một tỷ lệ phần trăm như đã công bố, nhưng thấy “54,90000%”.",
            'Viết dạng "54,9%", trong dấu nháy kép, dấu phẩy thập phân.',
        ),
        (
            written.web_address,
            "facebook.com/congdoan",
            Rule.ADDRESS,
            "Cần một địa chỉ web đầy đủ, nhưng thấy “facebook.com/congdoan”.",
            "Bắt đầu bằng https:// và không có dấu cách, ví dụ https://congdoan.example.org/.",
        ),
        (
            written.web_address,
            "javascript:alert(1)",
            Rule.ADDRESS,
            "Cần một địa chỉ web đầy đủ, nhưng thấy “javascript:alert(1)”.",
            "Bắt đầu bằng https:// và không có dấu cách, ví dụ https://congdoan.example.org/.",
        ),
        (
            written.mail_address,
            "tuyengiao@congdoan",
            Rule.ADDRESS,
            "Cần một địa chỉ thư điện tử, nhưng thấy “tuyengiao@congdoan”.",
            "Ví dụ: tuyengiao@congdoan.example.org.",
        ),
        (
            written.colour,
            "đỏ",
            Rule.COLOUR,
            "Cần một mã màu, nhưng thấy “đỏ”.",
            'Viết dấu thăng và sáu chữ số thập lục phân trong dấu nháy kép, ví dụ "#1d5a86".',
        ),
        (
            written.choice("submitted", "valid"),
            "submited",
            Rule.CHOICE,
            "Cần một trong: submitted, valid; nhưng thấy “submited”.",
            "Có phải submitted?",
        ),
        (
            written.choice("submitted", "valid"),
            "0",
            Rule.CHOICE,
            "Cần một trong: submitted, valid; nhưng thấy “0”.",
            "Chọn một giá trị trong danh sách, ví dụ submitted.",
        ),
    ],
)
def test_what_is_refused_and_what_to_write_instead(
    read: Reader, text: str, rule: Rule, message: str, hint: str
) -> None:
    misread = refusal(read, text)
    assert (misread.rule, misread.message, misread.hint) == (rule, message, hint)


# --- Quotation ------------------------------------------------------------------------------------


@given(st.text(), st.integers(1, 80))
def test_a_quotation_is_one_line_of_bounded_length(text: str, longest: int) -> None:
    shown = written.quoted(text, longest)
    assert shown.startswith("“")
    assert shown.endswith("”")
    assert len(shown) <= longest + 2
    assert len(shown.splitlines()) == 1


def test_a_long_quotation_ends_in_an_ellipsis() -> None:
    assert written.quoted("một hai ba", 6) == "“một h…”"
    assert written.quoted("một\n  hai", 7) == "“một hai”"
