"""From a campaign's folder to its published site: staged, verified, swapped in; or nothing changes.

`build` reads like the design: load, parse, check rules, open the gate, compute, render, write, publish.
The site is built in a staging folder beside the live one; only a whole one takes its place, and until
then the live one is not touched.
"""

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

from generator import editorial, progress, rules
from generator.parse import Parsed, parse
from generator.problems import DataRefused, Failure, Problem
from generator.render import render
from generator.trace import record_of
from generator.write import Tree, write

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time since 1975

MARK = ".sangkien"
"""The file that says that a folder is a site of ours, which the next one may replace."""

PREVIEW_MARK = ".sangkien-xem-truoc"
"""The same for a preview, which only the next preview may replace and nobody may publish."""

Tell = Callable[[str, int, int | None], None]
"""Called with a stage ("read", "write", "site", "swap"), how many of its items are done, and of how many."""


def silent(_stage: str, _done: int, _whole: int | None) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that was published: where, of how many pages, and what changed in the docs tree."""

    site: Path
    pages: int
    tree: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The day that the site shows, and the day on which it will be read, on which consents are judged."""

    today: date
    consented_on: date


def check(root: Path, today: date | None) -> tuple[tuple[Problem, ...], date]:
    """Every problem of the campaign in `root`, sorted, questions too, and the day it was checked for.

    `today` None means the campaign's own day: `frozen_on`, else the day of `fallback_today`.
    """
    _parsed, problems, days = _examine(root, today)
    return problems, days.today


def build(
    root: Path,
    today: date | None,
    *,
    site: Path | None = None,
    full: bool = False,
    is_preview: bool = False,
    tell: Tell = silent,
) -> Built:
    """Build and publish the site of the campaign in `root` to `site` (default: `root`/build/site).

    `full` makes every file of the docs tree anew, also those that stand there already. A preview (default folder:
    `root`/build/preview) shows what waits as well, says so on every page, and is kept apart from the site.

    Raises DataRefused when the data has problems and Failure when the engine or the disk fails; the
    site that stood there before then still stands.
    """
    root = root.resolve()
    site = (site or root / "build" / ("preview" if is_preview else "site")).resolve()
    try:
        with _alone(root):
            _spare(site, root, PREVIEW_MARK if is_preview else MARK)
            _heal(site)
            return _build(root, today, site, full=full, is_preview=is_preview, tell=tell)
    except OSError as error:
        raise Failure(f"Không ghi được ra đĩa ({error.strerror}: {error.filename}).") from error


def _build(root: Path, today: date | None, site: Path, *, full: bool, is_preview: bool, tell: Tell) -> Built:
    docs = root / "build" / ("preview-docs" if is_preview else "docs")
    tree, day = _docs(root, docs, today, full=full, is_preview=is_preview, tell=tell)
    tell("site", 0, None)
    with _staging(site) as staging:
        _mkdocs(root, docs, staging, day, tree, tell, is_preview=is_preview)
        (staging / (PREVIEW_MARK if is_preview else MARK)).write_text(
            "Trang này do sangkien dựng; lần dựng sau sẽ thay toàn bộ.\n", encoding="utf-8"
        )
        tell("swap", 0, None)
        _swap(staging, site)
    return Built(site=site, pages=sum(path.endswith(".md") for path in tree.paths), tree=tree)


def _docs(root: Path, docs: Path, today: date | None, *, full: bool, is_preview: bool, tell: Tell) -> tuple[Tree, date]:
    """Write the docs tree; nothing of the data stays behind: MkDocs holds every page, and needs the room."""
    tell("read", 0, None)
    report = _report(root, today, is_preview=is_preview)
    if docs.resolve() != docs:
        raise Failure(f"{docs} là liên kết tới nơi khác; nội dung ở đó sẽ bị xóa. Hãy bỏ liên kết rồi dựng lại.")
    if full and docs.exists():
        shutil.rmtree(docs)
    tree = write(render(report), docs, tell=lambda done: tell("write", done, None))
    said = json.dumps(tree.drawn, ensure_ascii=False, sort_keys=True, indent=0)
    record_of(docs).write_text(said, encoding="utf-8")
    return tree, report.today


def _report(root: Path, today: date | None, *, is_preview: bool) -> progress.Report:
    parsed, problems, days = _examine(root, today)
    refused = [each for each in problems if not each.is_question]
    if refused:
        raise DataRefused(refused)
    return progress.report(editorial.publish(parsed.campaign(), days.today, days.consented_on, is_preview=is_preview))


def _spare(site: Path, root: Path, mark: str) -> None:
    """Refuse to publish where something else than a site stands: what stands there is replaced whole."""
    sources = [root / name for name in ("data", "content", "overrides", "build/docs", "build/preview-docs")]
    if root.is_relative_to(site) or any(site.is_relative_to(each) or each.is_relative_to(site) for each in sources):
        raise Failure(f"Không đặt trang vào {site}: ở đó có dữ liệu của chiến dịch. Hãy chọn một thư mục riêng.")
    own = {MARK: root / "build" / "site", PREVIEW_MARK: root / "build" / "preview"}
    is_site = (site / mark).is_file() or site == own[mark]
    if site.exists() and not is_site and not (site.is_dir() and not any(site.iterdir())):
        raise Failure(f"Không đặt trang vào {site}: ở đó có thứ không phải là trang. Hãy chọn một thư mục trống.")


def _examine(root: Path, today: date | None) -> tuple[Parsed, tuple[Problem, ...], Days]:
    if not root.is_dir():
        raise Failure(f"Không có thư mục {root}.")
    parsed = parse(root)
    frozen = parsed.charter.frozen_on if parsed.charter else None
    day = today or frozen or fallback_today()
    # A frozen campaign is still read today, when a consent may have ended; a day that was asked for is all there is.
    days = Days(today=day, consented_on=today or max(day, fallback_today()))
    return parsed, rules.check(parsed, days.today, days.consented_on), days


def fallback_today() -> date:
    """The day of SOURCE_DATE_EPOCH in UTC, else the day it is in Vietnam, wherever the machine stands."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not epoch.isdecimal():
            raise Failure(f"SOURCE_DATE_EPOCH cần số giây từ 1970, nhưng thấy {epoch!r}.")
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (OverflowError, OSError, ValueError):
            raise Failure(f"SOURCE_DATE_EPOCH quá lớn: {epoch}.") from None
    return datetime.now(VIETNAM).date()


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let nobody else build the campaign meanwhile; the lock goes with the process, however it ends."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 30 ms that `check` need not pay

    (root / "build").mkdir(exist_ok=True)
    try:
        with FileLock(root / "build" / ".lock", timeout=0):
            yield
    except Timeout:
        raise Failure("Một lần dựng khác của chiến dịch này đang chạy; hãy đợi nó xong rồi dựng lại.") from None


@contextmanager
def _staging(site: Path) -> Iterator[Path]:
    """A new folder beside `site`, on the same disk, that is gone afterwards whatever happens."""
    site.parent.mkdir(parents=True, exist_ok=True)
    _heal(site)
    staging = Path(tempfile.mkdtemp(prefix=_staging_prefix(site), dir=site.parent))
    try:
        yield staging / "site"
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _staging_prefix(site: Path) -> str:
    return f".{site.name}.staging-"


def _previous(site: Path) -> Path:
    return site.with_name(f".{site.name}.previous")


def _heal(site: Path) -> None:
    """After a crash, put back the previous site of a swap that was cut short, and remove staging folders."""
    for each in site.parent.iterdir() if site.parent.is_dir() else ():
        if each.name.startswith(_staging_prefix(site)):
            shutil.rmtree(each, ignore_errors=True)
    _restore(site)


def _restore(site: Path) -> None:
    """If a swap moved the site away and brought no other, put it back."""
    previous = _previous(site)
    if previous.exists() and not site.exists():
        previous.rename(site)


def _swap(staging: Path, site: Path) -> None:
    """Put `staging` in the place of `site`; if that fails, `site` is as it was."""
    previous = _previous(site)
    if previous.exists():
        shutil.rmtree(previous)
    if site.exists():
        site.rename(previous)
    try:
        staging.rename(site)
    finally:
        _restore(site)
    shutil.rmtree(previous, ignore_errors=True)


class _Listener(logging.Handler):
    """Collects what MkDocs complains about, and counts the pages it builds."""

    def __init__(self, tell: Tell, pages: int) -> None:
        super().__init__(logging.DEBUG)
        self.complaints: list[str] = []
        self.tell, self.pages, self.done = tell, pages, 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.complaints.append(record.getMessage())
        elif str(record.msg).startswith("Building page"):
            self.done += 1
            self.tell("site", self.done, self.pages)


def _mkdocs(root: Path, docs: Path, site: Path, day: date, tree: Tree, tell: Tell, *, is_preview: bool) -> None:
    """Build `root`/build/docs into `site`; any warning, and any page that is missing then, is a failure."""
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415 - half a second `check` need not pay
    from mkdocs.config import load_config  # noqa: PLC0415

    settings = root / "mkdocs.yml"
    if not settings.is_file():
        raise Failure("Không thấy mkdocs.yml ở thư mục gốc của chiến dịch.")
    pages = [path for path in tree.paths if path.endswith(".md")]
    listener = _Listener(tell, len(pages))
    with _dated(day), _heard(listener):
        try:
            config = load_config(str(settings), docs_dir=str(docs), site_dir=str(site))
            config["extra"]["preview"] = is_preview
            mkdocs_build(config)
        except Exception as error:  # a theme or an extension may raise anything, and the editor needs one sentence
            said = "".join(f"\n  {each}" for each in listener.complaints)
            raise Failure(f"MkDocs không dựng được trang: {type(error).__name__}: {error}{said}") from error
    if listener.complaints:
        raise Failure("MkDocs cảnh báo:\n" + "\n".join(f"  {each}" for each in listener.complaints))
    for hidden in (path for path in tree.paths if path.startswith(".")):  # MkDocs leaves these out
        shutil.copy2(docs / hidden, site / hidden)
    wanted = {path: _html_of(site, path) if path.endswith(".md") else site / path for path in tree.paths}
    missing = [path for path, made in wanted.items() if not made.is_file()]
    if missing:
        raise Failure(f"MkDocs bỏ sót {len(missing)} tệp, tệp đầu là {missing[0]}; hãy xem lại mkdocs.yml.")


def _html_of(site: Path, page: str) -> Path:
    return (site / page).with_suffix(".html")


@contextmanager
def _heard(listener: logging.Handler) -> Iterator[None]:
    """Let `listener` hear MkDocs, and nobody else."""
    log = logging.getLogger("mkdocs")
    before = log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(before[0])
        log.propagate = before[1]


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Let MkDocs take `day` for the time of building: it reads SOURCE_DATE_EPOCH."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
