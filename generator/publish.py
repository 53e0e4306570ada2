"""From a campaign's folder to its published site: staged, verified, swapped in; or nothing changes.

`build` reads like the design: load, parse, check rules, open the gate, compute, render, write, publish.
The site is built in a staging folder beside the live one; only a whole one takes its place, and until
then the live one is not touched.
"""

import os
import shutil
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from generator import editorial, progress, releases, render, rules, verify
from generator.assembly import Made, assemble
from generator.engine import SETTINGS, Engine, Work, require
from generator.inventory import Inventory, record_of
from generator.mentions import Sought
from generator.model import SCOPES
from generator.names import spelled
from generator.parse import Parsed, parse
from generator.problems import DataRefused, Failure, Problem
from generator.readings import Readings, is_recent
from generator.write import Tree, write

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time since 1975

MARK = ".sangkien"
"""The file that says that a folder is a site of ours, which the next one may replace."""

ASKED = "Dựng với --today"

PREVIEW_MARK = ".sangkien-xem-truoc"
"""The same for a preview, which only the next preview may replace and nobody may publish."""

Tell = Callable[[str, int, int | None], None]
"""Called with a stage ("read", "write", "site", "verify", "swap"), how many of its items are done, and of how many."""


def silent(_stage: str, _done: int, _whole: int | None) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that was published: where, of how many pages, what changed in the docs tree, and what the data is asked."""

    site: Path
    pages: int
    tree: Tree
    questions: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The day that the site shows, and the day on which it will be read, on which consents are judged."""

    today: date
    consented_on: date


class Memory:
    """What a process knows of a campaign from the last time, its own last time if it `lasts`, else another one's."""

    def __init__(self, root: Path, *, lasts: bool = True) -> None:
        """Know of the campaign in `root` what the process before left."""
        self.root, self.lasts = root, lasts
        self.shown: editorial.Publication | None = None
        self.rendered = render.Memory()
        self._made: dict[Path, Made] = {}
        self._inventories: dict[Path, Inventory] = {}
        self._stamps: dict[Path, tuple[int, ...]] = {}  # of the files in which these are kept
        self._unsaved: set[Path] = set()

    @cached_property
    def readings(self) -> Readings:
        """What was read of its files."""
        return Readings.load(self.root)

    def inventory(self, docs: Path) -> tuple[Inventory, bool]:
        """What stands in a docs tree, and whether that is sure to be all; to be asked once before it is written to.

        It is not when the last writing was broken off, or when another process wrote since: whoever begins to write
        touches the record.
        """
        known, record = self._inventories.pop(docs, None), record_of(docs)
        is_all = known is not None and self._stamps.get(docs) == _stamp(record)
        with suppress(FileNotFoundError):
            os.utime(record)
        self._stamps[docs] = _stamp(record)
        return (known, True) if known and is_all else (Inventory.of(docs), False)

    def wrote(self, docs: Path, tree: Tree) -> None:
        """Know what stands in a docs tree now."""
        self._inventories[docs] = tree.inventory
        self._unsaved.add(docs)

    def made(self, state: Path) -> Made | None:
        """How the site was made of which `state` tells; None when that cannot be known."""
        known = self._made.get(state)
        return known if known and self._stamps.get(state) == _stamp(state) else Made.read(state)

    def keep(self, state: Path, made: Made) -> None:
        """Know, and write down, how a site was made."""
        made.write(state)
        if self.lasts:
            self._made[state], self._stamps[state] = made, _stamp(state)

    def make_room(self) -> None:
        """Forget what the rest of a build does not need, unless it is wanted again: MkDocs holds many pages."""
        if not self.lasts:
            self.readings.save()
            del self.readings
            self.shown, self.rendered = None, render.Memory()

    def save(self) -> None:
        """Leave it to the next process; not while another one builds, to which what stands there belongs."""
        with suppress(Failure), alone(self.root):
            if "readings" in self.__dict__:
                self.readings.save()
            for docs in self._unsaved & self._inventories.keys():
                if self._stamps[docs] == _stamp(record_of(docs)):  # nobody has written since
                    with suppress(OSError):  # without it the next process makes everything anew
                        self._inventories[docs].keep(docs)
                        self._stamps[docs] = _stamp(record_of(docs))
            self._unsaved.clear()


def _stamp(file: Path) -> tuple[int, ...]:
    """By what a file that was put in the place of another one is told from it; nothing where there is none."""
    with suppress(OSError):
        stat = file.stat()
        return stat.st_size, stat.st_mtime_ns, stat.st_ino
    return ()


def check(root: Path, today: date | None, memory: Memory | None = None) -> tuple[tuple[Problem, ...], date]:
    """Every problem of the campaign in `root`, sorted, questions too, and the day it was checked for.

    `today` None means the campaign's own day: `frozen_on`, else the day of `fallback_today`.
    """
    _parsed, problems, days = _examine(root, today, memory or Memory(root, lasts=False))
    return problems, days.today


def build(
    root: Path,
    today: date | None,
    *,
    site: Path | None = None,
    full: bool = False,
    is_preview: bool = False,
    engine: Engine = "mkdocs",
    tell: Tell = silent,
    memory: Memory | None = None,
) -> Built:
    """Build and publish the site of the campaign in `root` to `site` (default: `root`/build/site).

    `full` makes every file of the docs tree anew, also those that stand there already. A preview (default folder:
    `root`/build/preview) shows what waits as well, says so on every page, and is kept apart from the site. `engine` makes
    the pages. What is in `memory` is not read again; without one, what is kept in the campaign's build/ folder.

    Raises DataRefused when the data has problems and Failure when the engine or the disk fails; the
    site that stood there before then still stands.
    """
    root = root.resolve()
    own = root / "build" / ("preview" if is_preview else "site")
    site = (site or own).resolve()
    job = _Job(root=root, site=site, is_own=site == own, is_preview=is_preview, engine=engine)
    require(engine)
    memory = memory or Memory(root, lasts=False)
    try:
        with _alone(job):
            _spare(job)
            releases.heal(site)
            try:
                return _build(job, today, memory, full=full, tell=tell)
            finally:
                if not memory.lasts:  # else it is saved when nobody waits
                    memory.save()
    except OSError as error:
        raise Failure(f"Không ghi được ra đĩa ({error.strerror}: {error.filename}).") from error


def prepare(root: Path, today: date | None, memory: Memory) -> None:
    """Let `memory` know of the campaign in `root` what a build would have left in it, for the next one; nothing is written."""
    parsed, _questions, days = _read(root, today, memory)
    memory.shown = editorial.publish(parsed.campaign(), days.today, days.consented_on)
    render.prepare(progress.report(memory.shown), _program(), memory.rendered)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is built, and to where; `is_own`: to the campaign's own folder, and not to one that was named."""

    root: Path
    site: Path
    is_own: bool
    is_preview: bool
    engine: Engine = "mkdocs"

    @property
    def docs(self) -> Path:
        return self.root / "build" / ("preview-docs" if self.is_preview else "docs")

    @property
    def state(self) -> Path:
        """The file that says how the site was made; never beside a site in a folder that may be a server's."""
        if self.is_own:
            return releases.state_of(self.site)
        return note_of(self.root, self.site)

    @property
    def mark(self) -> str:
        return PREVIEW_MARK if self.is_preview else MARK


def note_of(root: Path, site: Path) -> Path:
    """The file that says how the site in a folder elsewhere was made."""
    return root / "build" / f".site-{_digest(str(site))}.{releases.STATE}"


def _build(job: _Job, today: date | None, memory: Memory, *, full: bool, tell: Tell) -> Built:
    if job.docs.resolve() != job.docs:
        raise Failure(f"{job.docs} là liên kết tới nơi khác; nội dung ở đó sẽ bị xóa. Hãy bỏ liên kết rồi dựng lại.")
    tell("read", 0, None)
    inputs = _inputs(job.root, today, job.engine)
    last = None if full else memory.made(job.state)
    if last and last.inputs == inputs and last.is_whole(job.site):
        tree = Tree(paths=last.outputs, written=(), removed=())
        return Built(site=job.site, pages=len(last.pages), tree=tree, questions=last.questions)
    if full:
        memory.readings = Readings(job.root)  # who asks for that may not trust what was read
    parsed, questions, days = _read(job.root, today, memory)
    address = parsed.campaign().charter.site_url
    allowed, unnamed = _allowed(parsed, days), _unnamed(parsed, days)
    tree = _docs(job, parsed, days, memory, full=full, tell=tell)
    del parsed
    memory.make_room()
    with releases.staging(job.site) as staging:
        made = assemble(
            Work(root=job.root, docs=job.docs, day=days.today, is_preview=job.is_preview, engine=job.engine),
            tree.inventory.stats,
            staging / "site",
            job.site,
            address,
            last,
            {job.mark: "Trang này do sangkien dựng; lần dựng sau sẽ thay toàn bộ.\n" + _asked(today)},
            unnamed,
            tell,
        )
        tell("swap", 0, None)
        made = replace(made, inputs=inputs, allowed=allowed, questions=questions)
        _put_live(job, staging / "site", made, memory)
    return Built(site=job.site, pages=len(made.pages), tree=tree, questions=questions)


def _asked(today: date | None) -> str:
    """What the mark of a site says that was built for a day that was asked for."""
    return f"{ASKED} {today.isoformat()}\n" if today else ""


def asked_day(site: Path) -> date | None:
    """The day that a built site was asked for by `--today`, on which its consents were judged; None without it."""
    found = [line for line in (site / MARK).read_text("utf-8").splitlines() if line.startswith(ASKED)]
    return date.fromisoformat(found[0].split()[-1]) if found else None


def _inputs(root: Path, today: date | None, engine: Engine) -> str:
    """A digest of all that a build reads: which files there are, how large and how old; the day; and the programs.

    What changed a moment ago may change again and look the same: such a digest is none that comes again.
    """
    now_ns, is_settled = time.time_ns(), True
    seen = [engine, str(today), str(fallback_today()), *_installed()]
    program = Path(__file__).parent
    for folder in (root / "data", root / "content", root / "overrides", program):
        start = len(str(folder))
        for base, folders, names in os.walk(folder):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            for name in sorted(names):
                stat = _led_to(f"{base}/{name}")
                is_settled &= not is_recent(stat, now_ns)
                seen.append(f"{folder.name}{base[start:]}/{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}")
    settings = root / SETTINGS
    if settings.exists():
        stat = settings.stat()
        is_settled &= not is_recent(stat, now_ns)
        seen.append(f"{SETTINGS} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}")
    return _digest("\n".join([*seen, "" if is_settled else str(now_ns)]))


def _led_to(path: str) -> os.stat_result:
    """The file that is read at a path; where a link leads nowhere, the link: what is wrong with it `check` says."""
    with suppress(OSError):
        return os.stat(path)  # noqa: PTH116 - thousands of times
    return os.lstat(path)


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _docs(job: _Job, parsed: Parsed, days: Days, memory: Memory, *, full: bool, tell: Tell) -> Tree:
    """Write the docs tree."""
    shown = memory.shown = editorial.publish(
        parsed.campaign(), days.today, days.consented_on, is_preview=job.is_preview, before=memory.shown
    )
    report = progress.report(shown)
    if full and job.docs.exists():
        shutil.rmtree(job.docs)
    last, is_swept = memory.inventory(job.docs)
    tree = write(
        render.portions(report, _program(), memory.rendered),
        job.docs,
        maps=lambda listed: render.maps(report, listed),
        last=last,
        is_swept=is_swept,
        tell=lambda done, whole: tell("write", done, whole),
    )
    memory.wrote(job.docs, tree)
    return tree


@cache
def _program() -> str:
    """A digest of the program, its templates, and what is installed beside it."""
    here = Path(__file__).parent
    files = sorted(each for each in here.rglob("*") if each.is_file() and each.suffix != ".pyc")
    read = [f"{each.relative_to(here)} {blake2b(each.read_bytes()).hexdigest()}" for each in files]
    return _digest("\n".join([*read, *_installed()]))


def _installed() -> list[str]:
    """What changes with Python and with what is installed."""
    installed = Path(sysconfig.get_path("purelib"))
    return [sys.version, f"{installed.name} {installed.stat().st_mtime_ns}" if installed.exists() else ""]


def _read(root: Path, today: date | None, memory: Memory) -> tuple[Parsed, tuple[Problem, ...], Days]:
    """The campaign, what the data is asked, and the days. Raises DataRefused when it has problems."""
    parsed, problems, days = _examine(root, today, memory)
    questions = tuple(each for each in problems if each.is_question)
    refused = [each for each in problems if not each.is_question]
    if refused:
        raise DataRefused(refused, questions)
    return parsed, questions, days


def _allowed(parsed: Parsed, days: Days) -> dict[str, tuple[str, ...]]:
    """For whom and for what there is leave to publish, by the path of the record."""
    people = {
        each.origin.path: tuple(scope for scope in SCOPES if each.agrees_to(scope, days.consented_on))
        for each in parsed.people
    }
    return people | {
        each.origin.path: (each.disclosure,) if each.is_public_on(days.today) else () for each in parsed.initiatives
    }


def _unnamed(parsed: Parsed, days: Days) -> dict[Sought, str]:
    """Those whose names may stand nowhere, each with the path of a record that has it."""
    named = frozenset(each.name for each in parsed.people if each.agrees_to("name", days.consented_on))
    forms = set(map(spelled, named))
    return {
        Sought(name=each.name, id="", others=named, in_prose=True): each.origin.path
        for each in parsed.people
        if spelled(each.name) not in forms
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A site that was brought back: where it stands, and where the one that stood there is kept."""

    site: Path
    kept: Path


def rollback(root: Path, today: date | None, number: int | None = None) -> Returned:
    """Let a site that was live before be live again: the newest one that is kept, or that of a number.

    The site that was live is kept in its turn, so going back once more undoes it. Raises Failure when nothing is kept,
    or when the site shows what nobody has leave to publish any more: who withdrew stays withdrawn.
    """
    root = root.resolve()
    job = _Job(root=root, site=root / "build" / "site", is_own=True, is_preview=False)
    with _alone(job):
        releases.heal(job.site)
        chosen = _chosen(releases.kept(job.site), number)
        made = Made.read(chosen / releases.STATE)
        parsed, _problems, days = _examine(root, today, Memory(root, lasts=False))
        lost = _lost(made.allowed, _allowed(parsed, days)) if made else ["không rõ"]
        if made is None or lost:
            raise Failure(
                f"Bản {chosen.name} có nội dung nay không còn được phép đăng ({', '.join(lost[:5])}), nên không đưa trở lại. "
                "Hãy sửa dữ liệu rồi dựng lại."
            )
        _prove(chosen / "site", parsed, days)
        if not job.site.exists():
            raise Failure("Chưa có trang nào đang đăng để thay.")
        (chosen / releases.STATE).unlink()  # whatever happens from here on, no state stands beside another's site
        kept = _put_live(job, chosen / "site", made, Memory(root, lasts=False))
        shutil.rmtree(chosen)
    return Returned(site=job.site, kept=kept or job.site)


def _prove(site: Path, parsed: Parsed, days: Days) -> None:
    """Refuse a kept site that names somebody who may not be named today, also one who had no record then."""
    files = {each.relative_to(site).as_posix(): each.stat().st_size for each in site.rglob("*") if each.is_file()}
    address = parsed.charter.site_url if parsed.charter else ""
    found = verify.verify(site, files, address, changed=files, unnamed=_unnamed(parsed, days))
    if found.faults:
        raise Failure(verify.told(found.faults))


def _chosen(kept: Sequence[Path], number: int | None) -> Path:
    if not kept:
        raise Failure("Chưa giữ bản cũ nào: trang mới dựng một lần, hoặc bản cũ đã bị xóa cùng một lần gỡ thông tin.")
    found = [each for each in kept if number is None or each.name == str(number)]
    if not found:
        raise Failure(f"Không có bản {number}; đang giữ: {', '.join(each.name for each in kept)}.")
    return found[0]


def _lost(then: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> list[str]:
    """The records of which less may be told than then, or which are gone: people, and initiatives."""
    order = ("title-only", "full")
    return [
        path
        for path, scopes in then.items()
        if set(scopes) - set(now.get(path, ())) and not (scopes == order[:1] and now.get(path) == order[1:])
    ]


def _put_live(job: _Job, staged: Path, made: Made, memory: Memory) -> Path | None:
    """Let the staged site be the live one; where the one that was is kept, None when it is not."""
    old_state = staged.with_name(f"old-{releases.STATE}")
    if job.state.exists():
        job.state.rename(old_state)
    old = releases.swap(staged, job.site)
    with suppress(OSError):  # the site is live; without its state the next build makes it anew
        memory.keep(job.state, made)
    if old is None:
        return None
    if job.is_own and not job.is_preview:
        return releases.keep(old, old_state, job.site)
    if job.is_own:
        releases.spare(old, job.site)
    else:
        shutil.rmtree(old, ignore_errors=True)
    return None


def _spare(job: _Job) -> None:
    """Refuse to publish where something else than a site stands: what stands there is replaced whole."""
    root, site = job.root, job.site
    sources = [root / name for name in ("data", "content", "overrides", "build/docs", "build/preview-docs")]
    if root.is_relative_to(site) or any(site.is_relative_to(each) or each.is_relative_to(site) for each in sources):
        raise Failure(f"Không đặt trang vào {site}: ở đó có dữ liệu của chiến dịch. Hãy chọn một thư mục riêng.")
    is_site = (site / job.mark).is_file() or job.is_own
    if site.exists() and not is_site and not (site.is_dir() and not any(site.iterdir())):
        raise Failure(f"Không đặt trang vào {site}: ở đó có thứ không phải là trang. Hãy chọn một thư mục trống.")


def _examine(root: Path, today: date | None, memory: Memory) -> tuple[Parsed, tuple[Problem, ...], Days]:
    if not root.is_dir():
        raise Failure(f"Không có thư mục {root}.")
    parsed = parse(root, memory.readings)
    frozen = parsed.charter.frozen_on if parsed.charter else None
    day = today or frozen or fallback_today()
    # A frozen campaign is still read today, when a consent may have ended; a day that was asked for is all there is.
    days = Days(today=day, consented_on=today or max(day, fallback_today()))
    clock = max(days.consented_on, fallback_today())
    return parsed, rules.check(parsed, days.today, days.consented_on, clock), days


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
def alone(root: Path) -> Iterator[None]:
    """Let nobody else build the campaign in `root` meanwhile; whoever is alone may go on and build.

    The lock goes with the process, however it ends. Raises Failure when somebody is building.
    """
    with _locked(root / "build" / ".lock"):
        yield


@contextmanager
def _alone(job: _Job) -> Iterator[None]:
    """Let nobody else build the campaign, or to the same place."""
    with alone(job.root), _locked(Path(tempfile.gettempdir()) / f"sangkien-{_digest(str(job.site))}.lock"):
        yield


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 30 ms that `check` need not pay

    path.parent.mkdir(exist_ok=True)
    try:
        held = FileLock(path, is_singleton=True).acquire(timeout=0)  # one a thread: who holds it gets it again
    except Timeout:
        raise Failure("Một lần dựng khác của chiến dịch này đang chạy; hãy đợi nó xong rồi chạy lại.") from None
    with held:
        yield
