"""The frame of the command line in Vietnamese: what typer itself says in help texts and usage errors.

typer has no translations of its own, so its sentences are replaced where it prints them. One that is not
in the table stays as it is: understandable, only not Vietnamese.
"""

import re
import sys
from typing import Any, NoReturn, cast

import typer
from typer.core import TyperCommand, TyperGroup

WRONG_USAGE = 2
UsageError = cast(
    "type[Exception]", typer.BadParameter.__mro__[1]
)  # what typer raises for a wrong call; it has no public name for it

_SENTENCES = tuple(
    (re.compile(found, re.MULTILINE), said)
    for found, said in (
        (r"^Usage: ", "Cách dùng: "),
        (r"^Options:$", "Tùy chọn:"),
        (r"^Commands:$", "Lệnh:"),
        (r"^Arguments:$", "Tham số:"),
        (r"\[OPTIONS\]", "[TÙY CHỌN]"),
        (r"COMMAND \[ARGS\]\.\.\.", "LỆNH [THAM SỐ]..."),
        (r"Show this message and exit\.", "Hiện hướng dẫn này."),
        (r"\[required\]", "[bắt buộc]"),
        (r"\[default:", "[mặc định:"),  # a line may end there
        (r"No such command (.+?)\.", r"Không có lệnh \1."),
        (r"No such option: (\S+?)(\.?)(?= |$)", r"Không có tùy chọn \1."),
        (r"\(Possible options: (.+?)\)", r"Có thể là: \1."),
        (r"Did you mean (.+?)\?", r"Có phải \1?"),
        (r"Missing command\.", "Thiếu tên lệnh."),
        (r"Missing argument (.+?)\.", r"Thiếu tham số \1."),
        (r"Missing option (.+?)\.", r"Thiếu tùy chọn \1."),
        (r"Option (.+?) requires an argument\.", r"Tùy chọn \1 cần một giá trị."),
        (r"Got unexpected extra argument(?:s|\(s\))? \((.+?)\)", r"Thừa tham số: \1."),
        (r"Invalid value for (.+?): ", r"Giá trị không dùng được cho \1: "),
        (r"(?:dir|path|Directory) (.+?) does not exist\.", r"không có thư mục \1."),
        (r"(?:dir|path|Directory) (.+?) is a file\.", r"\1 là một tệp, không phải thư mục."),
        (r"Value error, ", ""),
        (r"Input should be greater than or equal to (\d+)", r"cần số từ \1 trở lên."),
        (r"Input should be less than or equal to (\d+)", r"cần số không quá \1."),
        (r"Input should be a valid integer.*$", "cần một số nguyên."),
        (r"(\S+) is not one of (.+?)\.", r"\1 không phải là một trong: \2."),
    )
)


def in_vietnamese(text: str) -> str:
    """`text` as typer wrote it, with the sentences we know in Vietnamese."""
    for found, said in _SENTENCES:
        text = found.sub(said, text)
    return text


class Command(TyperCommand):
    """A command, with Vietnamese help."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own context class is private
        """The help text."""
        return in_vietnamese(super().get_help(ctx))


class Group(TyperGroup):
    """The program, with Vietnamese help and usage errors."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401 - typer's own signature is as wide
        """Run a command and exit with its code; wrong usage is told in a line or two."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except UsageError as error:
            told = error.format_message() if isinstance(error, typer.BadParameter) else str(error)
            hint = "" if told.startswith("Usage") else "\nXem cách dùng: sangkien --help"  # told may be the help itself
            typer.echo(f"{in_vietnamese(told)}{hint}", err=True)
            code = WRONG_USAGE
        sys.exit(code)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own context class is private
        """The help text."""
        return in_vietnamese(super().get_help(ctx))
