"""The command line: prints, exit codes, progress. The only module that writes to the terminal.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import gc
import json
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator import usage
from generator.problems import DataRefused, Failure, Location, Problem, in_order
from generator.written import Misread, Style, Written, day

if TYPE_CHECKING:
    from generator.desk import Row
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


class Purpose(StrEnum):
    """What a consent is for."""

    NAME = "name"
    PHOTO = "photo"
    STORY = "story"
    SOCIAL = "social"


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
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="BẢN", help="So với một phiên bản Git hay một thư mục đã chép: số cũ có bị sửa?"
        ),
    ] = None,
) -> None:
    """Kiểm tra dữ liệu: mọi lỗi, có chỗ và cách sửa."""
    from generator import history, publish  # noqa: PLC0415 - heavy

    with _told(), _without_collector():
        problems, day = publish.check(root, today)
        if since:
            problems = in_order([*problems, *history.changed(root, since)])
    refused = [each for each in problems if not each.is_question]
    if form is Format.JSON:
        typer.echo(json.dumps([_as_json(each) for each in problems], ensure_ascii=False, indent=2))
    else:
        _tell_problems(problems)
        if not refused:
            typer.echo(f"Dữ liệu tốt, không có lỗi nào (kiểm tra cho ngày {day:%d/%m/%Y}).")
    raise typer.Exit(DATA_HAS_PROBLEMS if refused else 0)


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
def preview(root: Root = HERE, today: Today = None) -> None:
    """Dựng bản xem trước vào build/preview: có cả bài nháp, chờ duyệt, hẹn ngày; không bao giờ thay trang thật."""
    from generator import publish  # noqa: PLC0415 - heavy

    with _told(), _stages() as tell:
        built = publish.build(root, today, is_preview=True, tell=tell)
    typer.echo(f"Xong: {built.pages} trang xem trước ở {built.site}; mỗi trang đều ghi “Bản xem trước”.")


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
def status(root: Root = HERE, today: Today = None) -> None:
    """Bàn biên tập: bài nào đang chờ ai, tuần này đăng gì, còn thiếu gì."""
    from generator import desk, publish  # noqa: PLC0415 - heavy

    with _told():
        found = desk.desk(root, today, publish.fallback_today())
    _tell_rows("Đang chờ", found.waiting)
    _tell_rows("Đăng trong 7 ngày tới", found.coming)
    _tell_rows("Đã đăng nhưng còn thiếu", found.lacking)
    typer.echo(f"Ngày {found.today:%d/%m/%Y}: {found.public} sáng kiến đang hiện trên trang.")


def _tell_rows(title: str, rows: Sequence["Row"]) -> None:
    """A table of the desk; lines with tabs into a pipe, for a spreadsheet."""
    states = [f"{row.state} {row.on:%d/%m/%Y}" if row.on else row.state for row in rows]
    if not sys.stdout.isatty():
        typer.echo(f"{title}: {len(rows)}")
        for state, row in zip(states, rows, strict=True):
            typer.echo("\t".join((state, row.title, row.waits_for, ", ".join(row.lacks), row.file)))
        return
    if not rows:
        typer.echo(typer.style(f"{title}: không có\n", bold=True))
        return
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - heavy
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(title=f"{title}: {len(rows)}", title_justify="left", title_style="bold", box=SIMPLE_HEAD, expand=True)
    has_wait = any(row.waits_for for row in rows)
    for name, ratio in (("Tình trạng", 3), ("Tên", 6), *([("Chờ ai", 2)] if has_wait else []), ("Còn thiếu", 5)):
        table.add_column(name, ratio=ratio)
    for state, row in zip(states, rows, strict=True):
        named = Text(row.title).append(f"\n{row.file}", style="dim")
        table.add_row(state, named, *([row.waits_for] if has_wait else []), ", ".join(row.lacks))
    Console().print(table)


@app.command(cls=usage.Command)
def trace(
    person: Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã hồ sơ trong data/people/, hoặc họ tên.")],
    root: Root = HERE,
) -> None:
    """Tìm mọi chỗ có một người trong những gì đã dựng, và mọi bài đã đăng ở nơi khác."""
    from generator import publish, withdrawal  # noqa: PLC0415 - heavy

    with _told():
        found = withdrawal.find(root, person)
    for each in found.traces:
        typer.echo(f"{typer.style(f'{each.path}:{each.line}', bold=True)}: [{each.kind}] {each.text}")
    for post in found.posts:
        typer.echo(f"{post.url}: bài đăng ngày {post.date:%d/%m/%Y} trên {post.channel}")
    files = len({each.path for each in found.traces})
    typer.echo(f"{found.person.name}: {len(found.traces)} chỗ trong {files} tệp, {len(found.posts)} bài ở nơi khác.")
    limit = withdrawal.clock(publish.fallback_today(), elsewhere=bool(found.posts))
    typer.echo(
        f"Nếu người này rút lại đồng ý hôm nay: trả lời chậm nhất {limit.answered_by:%d/%m/%Y}, "
        f"làm xong chậm nhất {limit.done_by:%d/%m/%Y}."
    )


@app.command(cls=usage.Command)
def withdraw(
    person: Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã hồ sơ trong data/people/, hoặc họ tên.")],
    on: Annotated[date, typer.Option("--date", metavar="NGÀY", parser=_day, help="Ngày người này rút lại đồng ý.")],
    root: Root = HERE,
    today: Today = None,
    scope: Annotated[
        list[Purpose] | None, typer.Option("--scope", help="Rút mục nào (ghi nhiều lần được); mặc định là tất cả.")
    ] = None,
    record: Annotated[Path | None, typer.Option("--record", metavar="TỆP", help="Ghi biên bản vào tệp này.")] = None,
) -> None:
    """Ghi việc rút lại đồng ý, dựng lại trang, và chứng minh không còn dấu vết."""
    from generator import withdrawal  # noqa: PLC0415 - heavy
    from generator.model import SCOPES  # noqa: PLC0415 - as above

    scopes = [each for each in SCOPES if not scope or each in scope]
    with _told(site_stands=(root / "build" / "site").exists()), _stages() as tell:
        done = withdrawal.withdraw(root, person, scopes, on, today, tell)
        said = withdrawal.record(done)
        if record:
            record.write_text(said, encoding="utf-8")
    typer.echo(said, nl=False)
    raise typer.Exit(DATA_HAS_PROBLEMS if done.left else 0)


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
    """What is to be asked, then every problem, each with its mend, and the count; colours only where someone looks."""
    refused = [each for each in problems if not each.is_question]
    questions = [each for each in problems if each.is_question]
    for each in (*questions, *refused):
        at = typer.style(str(each.at), bold=True)
        colour = typer.colors.YELLOW if each.is_question else typer.colors.RED
        asks = "lưu ý: " if each.is_question else ""
        typer.echo(f"{at}: {asks}{typer.style(f'[{each.rule}]', fg=colour)} {each.message}")
        typer.echo(typer.style(f"    → {each.hint}", fg=typer.colors.GREEN))
    if questions:
        typer.echo(typer.style(f"{len(questions)} điều cần xem lại; không ngăn việc dựng trang.", bold=True))
    if refused:
        files = len({each.at.path for each in refused})
        typer.echo(typer.style(f"{len(refused)} lỗi trong {files} tệp.", bold=True))


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.at.path,
        "line": problem.at.line,
        "column": problem.at.column,
        "rule": str(problem.rule),
        "severity": "question" if problem.is_question else "error",
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
