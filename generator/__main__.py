"""The command line: prints, exit codes, progress. The only module that writes to the terminal.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import gc
import json
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from generator import usage
from generator.problems import DataRefused, Failure, Location, Problem, in_order
from generator.written import Misread, Style, Written, day

if TYPE_CHECKING:
    from generator.desk import Row
    from generator.founding import Question
    from generator.publish import Tell

DATA_HAS_PROBLEMS = 1
ENGINE_FAILED = 3
PAGES_SECONDS = 300.0  # what a Pages host takes to show what was pushed

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
SiteDirs = Annotated[
    list[Path] | None,
    typer.Option(
        "--site-dir", metavar="DIR", help="Trang đã dựng ra thư mục khác bằng --site-dir (ghi nhiều lần được)."
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
            problems = in_order([*problems, *history.changed(root, since, day)])
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
    engine: Annotated[
        Literal["mkdocs", "zensical"],
        typer.Option("--engine", help="Chương trình dựng HTML; zensical cần cài thêm, trang như nhau."),
    ] = "mkdocs",
) -> None:
    """Dựng trang từ dữ liệu và đưa vào build/site; có lỗi thì trang cũ vẫn nguyên."""
    from generator import publish  # noqa: PLC0415 - heavy

    with _told(site_stands=(site_dir or root / "build" / "site").exists()), _stages() as tell:
        built = publish.build(root, today, site=site_dir, full=full, engine=engine, tell=tell)
    typer.echo(f"Xong: {built.pages} trang ở {built.site}; xem thử bằng: sangkien serve (hoặc make serve)")


@app.command(cls=usage.Command)
def rollback(
    root: Root = HERE,
    today: Today = None,
    number: Annotated[
        int | None,
        typer.Option("--to", metavar="SỐ", help="Bản mang số này, xem bằng --list; mặc định là bản mới nhất."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Chỉ liệt kê các bản đang giữ.")] = False,  # noqa: FBT002 - as above
) -> None:
    """Đưa bản trang trước trở lại; chạy lần nữa thì lại như cũ."""
    from generator import publish, releases  # noqa: PLC0415 - heavy

    site = root.resolve() / "build" / "site"
    if listed:
        found = releases.kept(site)
        for each in found:
            at = datetime.fromtimestamp((each / "site").stat().st_ctime, publish.VIETNAM)
            typer.echo(f"{each.name:>4}  thôi đăng lúc {at:%H:%M %d/%m/%Y}")
        typer.echo(f"Đang giữ {len(found)} bản." if found else "Chưa giữ bản cũ nào.")
        return
    with _told(site_stands=site.exists()):
        done = publish.rollback(root, today, number)
    typer.echo(f"Đã đưa bản trước trở lại {done.site}; bản vừa thay được giữ với số {done.kept.name}.")
    typer.echo("Dữ liệu không đổi: lần dựng sau lại theo dữ liệu.")


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
    _tell_rows("Đang chờ", found.waiting, found.today)
    _tell_rows("Đăng trong 7 ngày tới", found.coming, found.today)
    _tell_rows("Đã đăng nhưng còn thiếu", found.lacking, found.today)
    if found.unreadable:
        typer.echo(f"Không đọc được nên không có ở trên: {', '.join(found.unreadable)}; xem lỗi bằng: sangkien check")
    if found.read_on != found.today:
        typer.echo(f"Đồng ý được xét theo ngày đọc trang, {found.read_on:%d/%m/%Y}.")
    typer.echo(f"Ngày {found.today:%d/%m/%Y}: {found.public} sáng kiến đang hiện trên trang.")


def _tell_rows(title: str, rows: Sequence["Row"], today: date) -> None:
    """A table of the desk; lines with tabs into a pipe, for a spreadsheet."""
    if not sys.stdout.isatty():
        typer.echo(f"{title}: {len(rows)}")
        for row in rows:
            state = f"{row.state} {row.on:%d/%m/%Y}" if row.on else row.state
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
    table.add_column("Tình trạng", width=18)
    table.add_column("Tên", ratio=5)
    table.add_column("Còn thiếu", ratio=4)
    for row in rows:
        standing = Text(row.state)
        if row.waits_for:
            standing.append(f"\n{row.waits_for}")
        if row.on:
            is_late = bool(row.waits_for) and row.on < today
            standing.append(f"\n{'quá hẹn ' if is_late else ''}{row.on:%d/%m/%Y}", style="yellow" if is_late else "")
        named = Text(row.title).append(f"\n{row.file}", style="dim")
        named.overflow = "fold"  # a path that is cut short cannot be opened
        table.add_row(standing, named, "\n".join(f"• {each}" for each in row.lacks), end_section=True)
    Console().print(table)


@app.command(cls=usage.Command)
def trace(
    person: Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã hồ sơ trong data/people/, hoặc họ tên.")],
    root: Root = HERE,
    site_dirs: SiteDirs = None,
) -> None:
    """Tìm mọi chỗ có một người trong những gì đã dựng, và mọi bài đã đăng ở nơi khác."""
    from generator import publish, withdrawal  # noqa: PLC0415 - heavy

    with _told(), _stages() as tell:
        found = withdrawal.find(root, person, site_dirs or (), tell=tell)
    for each in found.traces:
        typer.echo(f"{typer.style(f'{each.path}:{each.line}', bold=True)}: [{each.kind}] {each.text}")
    for post in found.posts:
        typer.echo(f"{post.url}: bài đăng ngày {post.date:%d/%m/%Y} trên {post.channel}")
    files = len({each.path for each in found.traces})
    typer.echo(f"{found.person.name}: {len(found.traces)} chỗ trong {files} tệp, {len(found.posts)} bài ở nơi khác.")
    recorded = {f"Rút ngày {each.date:%d/%m/%Y}": each.date for each in found.person.withdrawn}
    for said, on in (recorded or {"Nếu người này rút lại đồng ý hôm nay": publish.fallback_today()}).items():
        limit = withdrawal.clock(on, elsewhere=bool(found.posts))
        typer.echo(
            f"{said}: trả lời chậm nhất {limit.answered_by:%d/%m/%Y}, làm xong chậm nhất {limit.done_by:%d/%m/%Y}; "
            f"gia hạn một lần thì chậm nhất {limit.longest:%d/%m/%Y}."
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
    site_dirs: SiteDirs = None,
) -> None:
    """Ghi việc rút lại đồng ý, dựng lại trang, và chứng minh không còn dấu vết."""
    from generator import withdrawal  # noqa: PLC0415 - heavy
    from generator.model import SCOPES  # noqa: PLC0415 - as above

    scopes = [each for each in SCOPES if not scope or each in scope]
    with _told(site_stands=(root / "build" / "site").exists()), _stages() as tell:
        if record:
            withdrawal.spare(record, root, site_dirs or ())
        done = withdrawal.withdraw(root, person, scopes, on, today, tell, site_dirs or ())
    said = withdrawal.record(done)
    typer.echo(said, nl=False)
    with _told():
        if record:
            withdrawal.keep_record(said, record)
    raise typer.Exit(DATA_HAS_PROBLEMS if done.left else 0)


@app.command(cls=usage.Command)
def deploy(
    target: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Thư mục của máy chủ web (trên máy này hoặc ổ mạng).")
    ] = None,
    root: Root = HERE,
    site_dir: Annotated[
        Path | None, typer.Option("--site-dir", metavar="DIR", help="Trang đã dựng; mặc định build/site.")
    ] = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="NHÁNH", help="Đẩy lên nhánh Git này.")] = None,
    remote: Annotated[str, typer.Option("--remote", metavar="KHO", help="Kho Git ở xa.")] = "origin",
    cname: Annotated[bool, typer.Option("--cname", help="Ghi tên miền của site_url vào tệp CNAME.")] = False,  # noqa: FBT002 - a flag is what typer makes of it
    history: Annotated[bool, typer.Option("--history", help="Giữ các lần đưa lên trước trong nhánh Git.")] = False,  # noqa: FBT002 - as above
    releases: Annotated[
        int | None,
        typer.Option(
            "--releases", min=1, metavar="SỐ", help="Giữ ngần này bản trong releases/, đổi bản bằng liên kết current."
        ),
    ] = None,
    compress: Annotated[bool, typer.Option("--compress", help="Thêm bản nén .gz cạnh mỗi tệp chữ.")] = False,  # noqa: FBT002 - as above
    wait: Annotated[
        float, typer.Option("--wait", min=0, metavar="GIÂY", help="Chờ trước khi gỡ ảnh và tệp mà trang cũ còn gọi.")
    ] = 10,
    url: Annotated[
        str | None, typer.Option("--url", metavar="ĐỊA-CHỈ", help="Sau đó tải thử vài trang ở đây và so.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ nói sẽ làm gì.")] = False,  # noqa: FBT002 - as above
) -> None:
    """Đưa trang đã dựng lên máy chủ web hoặc nhánh Git của trang, rồi soát lại; chạy lại là làm tiếp."""
    from generator import branch as branches  # noqa: PLC0415 - heavy
    from generator import deploy as folders  # noqa: PLC0415 - as above
    from generator import live  # noqa: PLC0415 - as above

    _place(target, branch, folders_only=bool(releases or compress), branches_only=cname or history, url=url)
    site = site_dir or root / "build" / "site"
    with _told(), _stages() as tell:
        files = live.site_files(site, compress=compress)
        if branch:
            done = branches.push(
                root, site, files, branch=branch, remote=remote, domain=branches.domain(root) if cname else None,
                history=history, dry_run=dry_run, tell=tell,
            )  # fmt: skip
        elif target:
            done = folders.deploy(
                root, files, target, releases=releases or 0, wait_seconds=wait, dry_run=dry_run, tell=tell
            )
        seen = live.visit(url, files, patience_seconds=PAGES_SECONDS if branch else 0) if url and not dry_run else 0
    if dry_run:
        for sign, paths in (("+", done.new), ("~", done.changed), ("-", done.removed)):
            for path in paths:
                typer.echo(f"{sign} {path}")
    place = f"nhánh {branch} của {remote}" if branch else f"{target}"
    size = f"{done.size / 1e6:.1f}".replace(".", ",")
    counts = f"thêm {len(done.new)}, thay {len(done.changed)}, gỡ {len(done.removed)} tệp ở {place} ({size} MB)"
    typer.echo(f"Sẽ {counts}." if dry_run else f"Xong: {counts}; đã soát, {len(files)} tệp đúng như bản đã dựng.")
    if done.foreign:
        typer.echo(f"Giữ nguyên {len(done.foreign)} tệp không do sangkien đặt: {', '.join(done.foreign)}")
    if seen:
        typer.echo(f"Đã tải thử {seen} trang ở {url}: đúng như bản đã dựng.")


def _place(
    target: Path | None, branch: str | None, *, folders_only: bool, branches_only: bool, url: str | None
) -> None:
    """Refuse a call that names no place or two, or asks of one what only the other has."""
    if (target is None) == (branch is None):
        raise typer.BadParameter("Cần một nơi: thư mục của máy chủ web, hoặc --branch gh-pages.")
    if branch and folders_only:
        raise typer.BadParameter("--releases và --compress chỉ dùng cho thư mục, không dùng với --branch.")
    if target and branches_only:
        raise typer.BadParameter("--cname và --history chỉ dùng với --branch.")
    if url and not url.startswith(("https://", "http://")):
        raise typer.BadParameter(f"--url cần bắt đầu bằng https:// hoặc http://, nhưng thấy {url!r}.")


@app.command(cls=usage.Command)
def schema(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục để ghi các tệp JSON Schema.")],
) -> None:
    """Ghi JSON Schema của các tệp dữ liệu, cho trình soạn thảo có gợi ý."""
    from generator import schemas  # noqa: PLC0415 - heavy

    with _told():
        written = schemas.write_schemas(folder)
    typer.echo(f"Đã ghi {len(written)} tệp vào {folder}")


@app.command(cls=usage.Command)
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục mới, hoặc trống, cho chiến dịch.")],
    name: Annotated[str | None, typer.Option("--name", metavar="TÊN", help="Tên đầy đủ của chương trình.")] = None,
    short_name: Annotated[
        str | None,
        typer.Option("--short-name", metavar="TÊN", help="Tên ngắn, dùng làm tên trang; mặc định là tên đầy đủ."),
    ] = None,
    organiser: Annotated[str | None, typer.Option("--organiser", metavar="TÊN", help="Đơn vị tổ chức.")] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="THƯ", help="Thư điện tử công vụ để liên hệ.")] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="NGÀY", help="Ngày bắt đầu.")] = None,
    end: Annotated[str | None, typer.Option("--end", metavar="NGÀY", help="Ngày kết thúc.")] = None,
    target: Annotated[str | None, typer.Option("--target", metavar="SỐ", help="Chỉ tiêu: bao nhiêu sáng kiến.")] = None,
    site_url: Annotated[
        str | None, typer.Option("--site-url", metavar="ĐỊA-CHỈ", help="Địa chỉ trang khi đã đưa lên mạng.")
    ] = None,
    primary: Annotated[str | None, typer.Option("--primary", metavar="MÀU", help="Màu chính, ví dụ #1d5a86.")] = None,
    units: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="TÊN", help="Một đơn vị: Tên, hoặc ma=Tên (ghi nhiều lần được)."),
    ] = None,
) -> None:
    """Tạo một chiến dịch mới dựng được ngay, với dữ liệu mẫu để thay; hỏi những gì chưa ghi trong lệnh."""
    from generator import founding  # noqa: PLC0415 - heavy

    given = {
        "name": name, "short_name": short_name, "organiser": organiser, "email": email, "start": start, "end": end,
        "target": target, "site_url": site_url, "primary": primary, "units": "; ".join(units or ()) or None,
    }  # fmt: skip
    with _told():
        if not founding.is_free(folder):
            raise Failure(f"{folder} đã có thứ khác. Hãy chọn một thư mục mới hoặc thư mục trống.")
        answers = _asked({key: value for key, value in given.items() if value is not None})
        try:
            founding.found(folder, answers)
        except Misread as misread:
            raise usage.UsageError(f"{misread.message} {misread.hint}") from None
        except DataRefused as refused:  # by a rule of the data; the files it names were not kept
            told = dict.fromkeys(f"{each.message} {each.hint}" for each in refused.problems)
            raise usage.UsageError("\n".join(["Không tạo được từ những gì đã trả lời:", *told])) from None
    typer.echo(
        f"Xong: chiến dịch mới ở {folder}. Xem ngay: sangkien serve --root {folder}\n"
        "Mọi thứ đang là mẫu minh họa; README.md trong thư mục ấy nói cách thay từng phần."
    )


def _asked(given: dict[str, str]) -> dict[str, str]:
    """The answers to what a new campaign has to be told: from options, then from whoever sits at the terminal."""
    from generator import founding  # noqa: PLC0415 - heavy

    answers: dict[str, str] = {}
    missing: list[str] = []
    for key, question in founding.QUESTIONS.items():
        option = f"--{'unit' if key == 'units' else key.replace('_', '-')}"
        if key in given:
            try:
                founding.read(key, given[key])
            except Misread as misread:
                raise typer.BadParameter(f"{misread.message} {misread.hint}", param_hint=option) from None
            answers[key] = given[key]
        elif sys.stdin.isatty():
            answers[key] = _answer(key, question)
        elif question.default is None:
            missing.append(f"  {option}: {question.asked}")
    if missing:
        raise usage.UsageError("\n".join(["Còn thiếu, mà không có ai ở bàn phím để hỏi:", *missing]))
    return answers


def _answer(key: str, question: "Question") -> str:
    """Ask until the answer can be used."""
    from generator import founding  # noqa: PLC0415 - heavy

    while True:
        try:
            said = str(typer.prompt(question.asked, default=question.default, show_default=bool(question.default)))
            founding.read(key, said)
        except typer.Abort:
            raise KeyboardInterrupt from None
        except Misread as misread:
            typer.echo(f"{misread.message} {misread.hint}", err=True)
        else:
            return said


@app.command(cls=usage.Command)
def archive(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Thư mục cho bản lưu; mặc định build/luu-tru/<mã chiến dịch>."),
    ] = None,
    root: Root = HERE,
    today: Today = None,
    zipped: Annotated[bool, typer.Option("--zip", help="Thêm một tệp .zip cạnh thư mục ấy.")] = False,  # noqa: FBT002 - a flag is what typer makes of it
) -> None:
    """Lưu chiến dịch thành một thư mục mở được mãi mãi bằng nhấp đúp, không cần mạng hay chương trình nào."""
    from generator import archive as archives  # noqa: PLC0415 - heavy
    from generator.vietnamese import day as written_day  # noqa: PLC0415 - as above

    with _told(), _stages() as tell:
        made = archives.archive(root, folder, today, is_zipped=zipped, tell=tell)
    typer.echo(f"Xong: bản lưu của ngày {written_day(made.day)} ở {made.folder}: {made.pages} trang, {made.files} tệp.")
    if made.zipped:
        typer.echo(f"Gói lại: {made.zipped}")
    typer.echo("Mở: nhấp đúp index.html. Trong đó chỉ có những gì đã công bố, không có hồ sơ gốc trong data/.")
    if not made.is_over:
        end = written_day(made.charter.period.end)
        typer.echo(f"Chương trình kéo dài đến {end}: README.txt của bản lưu ghi rõ số liệu chưa phải là số cuối cùng.")
    typer.echo(f"Nêu tên {made.named} người ({made.pictured} có ảnh, {made.told} có câu chuyện).")
    if made.ending:
        typer.echo(f"{made.ending} người có điều chỉ đồng ý trong một thời hạn: những điều ấy không có trong bản lưu.")
    if made.named:
        typer.echo(
            "Ai rút lại đồng ý thì sangkien withdraw không với tới các bản đã chép đi: "
            "phải làm lại bản lưu và thay ở mọi nơi đã gửi."
        )


def main() -> None:
    """Run the command line."""
    gc.set_threshold(
        50_000, 20, 50
    )  # a build makes millions of objects and keeps them: looking for garbage finds little
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
    except usage.UsageError:
        raise  # told by the program's frame
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
    "site": "Dựng HTML của từng trang",
    "verify": "Soát liên kết, ảnh và dung lượng",
    "swap": "Đưa trang mới vào chỗ",
    "proof": "Tìm trong mọi tệp",
    "compare": "So trang với những gì đang có",
    "copy": "Chép những gì khác",
    "wait": "Chờ trang cũ tải xong rồi mới gỡ",
    "live": "Soát lại những gì đã đưa lên",
    "archive": "Viết bản lưu",
}


@contextmanager
def _stages() -> Iterator["Tell"]:
    """Show the stages with a bar where someone looks; say nothing into a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _whole: None
        return
    from rich.console import Console  # noqa: PLC0415 - heavy
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("còn"), TimeRemainingColumn(),
    )  # fmt: skip
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
