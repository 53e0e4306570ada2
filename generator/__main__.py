"""The command line: prints, exit codes, progress. The only module that writes to the terminal.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import gc
import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator import usage
from generator.problems import DataRefused, Failure, Location, Problem
from generator.written import Misread, Style, Written, day

if TYPE_CHECKING:
    from generator.publish import Tell

DATA_HAS_PROBLEMS = 1
ENGINE_FAILED = 3

app = typer.Typer(
    name="sangkien",
    cls=usage.Group,
    help="Dựng trang của một phong trào thi đua sáng kiến từ dữ liệu YAML và CSV.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How `check` tells what it found."""

    TEXT = "text"
    JSON = "json"


def _day(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        found: date = day(Written(text, Style.CELL, Location("--today")))
    except Misread as misread:
        raise typer.BadParameter(f"{misread.message} {misread.hint}") from None
    return found


Root = Annotated[
    Path,
    typer.Option(
        "--root",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Thư mục của chiến dịch (có data/ và mkdocs.yml).",
    ),
]
Today = Annotated[
    date | None,
    typer.Option(
        "--today",
        metavar="NGÀY",
        parser=_day,
        help="Coi như hôm nay là ngày này; mặc định là frozen_on của chiến dịch, rồi đến đồng hồ máy.",
    ),
]
HERE = Path()


@app.command(cls=usage.Command)
def check(
    root: Root = HERE,
    today: Today = None,
    form: Annotated[Format, typer.Option("--format", help="text cho người đọc, json cho máy.")] = Format.TEXT,
) -> None:
    """Kiểm tra dữ liệu: mọi lỗi, có chỗ và cách sửa."""
    from generator import publish  # noqa: PLC0415 - heavy

    with _told(), _without_collector():
        problems, day = publish.check(root, today)
    if form is Format.JSON:
        typer.echo(json.dumps([_as_json(each) for each in problems], ensure_ascii=False, indent=2))
    elif problems:
        _tell_problems(problems)
    else:
        typer.echo(f"Dữ liệu tốt, không có lỗi nào (kiểm tra cho ngày {day:%d/%m/%Y}).")
    raise typer.Exit(DATA_HAS_PROBLEMS if problems else 0)


@app.command(cls=usage.Command)
def build(
    root: Root = HERE,
    today: Today = None,
    full: Annotated[bool, typer.Option("--full", help="Dựng lại từ đầu, bỏ qua những gì đã có.")] = False,  # noqa: FBT002 - a flag is what typer makes of it
    site_dir: Annotated[
        Path | None, typer.Option("--site-dir", metavar="DIR", help="Nơi đặt trang; mặc định build/site.")
    ] = None,
) -> None:
    """Dựng trang từ dữ liệu và đưa vào build/site; có lỗi thì trang cũ vẫn nguyên."""
    from generator import publish  # noqa: PLC0415 - heavy

    with _told(site_stands=(site_dir or root / "build" / "site").exists()), _stages() as tell:
        built = publish.build(root, today, site=site_dir, full=full, tell=tell)
    typer.echo(f"Xong: {built.pages} trang ở {built.site}; xem thử bằng: sangkien serve (hoặc make serve)")


@app.command(cls=usage.Command)
def serve(
    root: Root = HERE,
    today: Today = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Cổng trên máy này.")] = 8000,
) -> None:
    """Dựng trang rồi mở trên máy này; sửa dữ liệu là trang tự dựng lại."""
    from generator import serve as live  # noqa: PLC0415 - heavy

    with _told(site_stands=(root / "build" / "site").exists(), keep_going=True):
        live.serve(root, today, port=port, say=typer.echo, refused=_tell_problems)


@app.command(cls=usage.Command)
def schema(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục để ghi các tệp JSON Schema.")],
) -> None:
    """Ghi JSON Schema của các tệp dữ liệu, cho trình soạn thảo có gợi ý."""
    from generator import schemas  # noqa: PLC0415 - heavy

    with _told():
        written = schemas.write_schemas(folder)
    typer.echo(f"Đã ghi {len(written)} tệp vào {folder}")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows terminal may be cp1258
    app()


@contextmanager
def _told(*, site_stands: bool = False, keep_going: bool = False) -> Iterator[None]:
    """Turn what went wrong into words and an exit code; `site_stands`: a site was there before, and still is."""
    untouched = "\nTrang đang có vẫn nguyên." if site_stands else ""
    try:
        yield
    except DataRefused as refused:
        _tell_problems(refused.problems)
        typer.echo(f"Chưa dựng trang.{untouched}", err=True)
        raise typer.Exit(DATA_HAS_PROBLEMS) from None
    except Failure as failure:
        typer.echo(f"Không làm được: {failure}{untouched}", err=True)
        raise typer.Exit(ENGINE_FAILED) from None
    except KeyboardInterrupt:
        typer.echo("Đã dừng.", err=True)
        raise typer.Exit(0 if keep_going else ENGINE_FAILED) from None
    except Exception:  # noqa: BLE001 - our own mistake is none of the data's, and must not exit like one
        traceback.print_exc()
        typer.echo(
            f"Chương trình có lỗi, không phải dữ liệu; hãy gửi đoạn trên cho người bảo trì.{untouched}",
            err=True,
        )
        raise typer.Exit(ENGINE_FAILED) from None


@contextmanager
def _without_collector() -> Iterator[None]:
    """Look for no garbage: records have no cycles, and the looking is a fifth of a check of 3,000 files."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tell_problems(problems: tuple[Problem, ...]) -> None:
    """Every problem with its mend, then the count; colours only where someone looks."""
    for each in problems:
        at = typer.style(str(each.at), bold=True)
        rule = typer.style(f"[{each.rule}]", fg=typer.colors.RED)
        typer.echo(f"{at}: {rule} {each.message}")
        typer.echo(typer.style(f"    → {each.hint}", fg=typer.colors.GREEN))
    files = len({each.at.path for each in problems})
    typer.echo(typer.style(f"{len(problems)} lỗi trong {files} tệp.", bold=True))


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.at.path,
        "line": problem.at.line,
        "column": problem.at.column,
        "rule": str(problem.rule),
        "message": problem.message,
        "hint": problem.hint,
    }


_STAGES = {
    "read": "Đọc và kiểm tra dữ liệu",
    "write": "Viết trang, vẽ biểu đồ, thu nhỏ ảnh",
    "site": "MkDocs dựng trang",
    "swap": "Đưa trang mới vào chỗ",
}


@contextmanager
def _stages() -> Iterator["Tell"]:
    """Show the stages with a bar where someone looks; say nothing into a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _whole: None
        return
    from rich.console import Console  # noqa: PLC0415 - heavy
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description:<40}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, whole: int | None) -> None:
            if stage not in tasks:
                for task in tasks.values():
                    bars.update(task, total=1, completed=1)
                tasks[stage] = bars.add_task(_STAGES[stage], total=whole)
            bars.update(tasks[stage], completed=done, total=whole)

        yield tell


if __name__ == "__main__":
    main()
