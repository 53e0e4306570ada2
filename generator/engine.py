"""MkDocs, over as many of the pages as have changed, on all cores.

A page's HTML depends on its own Markdown, on the theme and on the settings, and on no other page: leaf pages stay
out of the menu, and the map of the site is an output of ours. So any part of the pages can be made apart from the
others, and what is made is the same bytes.

The pages of the generator hold finished HTML below their front matter. Python-Markdown would parse it twice to find
that it need not do anything (two thirds of a cold build), so it is handed to the theme as it stands.
"""

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from generator.problems import Failure

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

Engine = Literal["mkdocs", "zensical"]
NAMES: Mapping[Engine, str] = {"mkdocs": "MkDocs", "zensical": "Zensical"}

SETTINGS = "mkdocs.yml"
FINISHED = "html"
"""What a page's front matter says as `markup` when what stands below it needs no Markdown."""

_PACKAGES = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "markupsafe", "pymdown-extensions", "pyyaml")
_PROGRAMS = ("engine.py", "zensical.py")
_BATCH = 1500  # pages of one call of MkDocs, which holds them all: about 100 MB
_WORTH_PROCESSES = 400  # pages; a new process takes as long to begin as some 200 of them
_MAP = "sitemap.xml"
_DIRTY = "A 'dirty' build"  # what MkDocs warns of: that a page might depend on another one

Made = Callable[[int], None]
"""Called with the number of pages that are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A campaign's folder, its docs tree, the day that a theme may print, and whether what is made is a preview.

    `engine` is what makes the pages: MkDocs here, Zensical in the module of its name.
    """

    root: Path
    docs: Path
    day: date
    is_preview: bool = False
    engine: Engine = "mkdocs"

    def fingerprint(self) -> str:
        """32 hexadecimal digits of all that the HTML of a page depends on, besides its Markdown."""
        digest = blake2b(digest_size=16)
        theme = self.root / "overrides"
        files = sorted(path for path in theme.rglob("*") if path.is_file())
        settings = self.root / SETTINGS
        programs = [Path(__file__).with_name(name) for name in _PROGRAMS]
        for path in (*([settings] if settings.is_file() else []), *files, *programs):
            digest.update(f"{path.name}\0{path.relative_to(theme) if path in files else ''}\0".encode())
            digest.update(blake2b(path.read_bytes()).digest())
        versions = [f"{name} {version(name)}" for name in {*_PACKAGES, self.engine}]
        digest.update(f"{sorted(versions)} {self.day} {self.is_preview} {self.engine}".encode())
        return digest.hexdigest()


def require(engine: Engine) -> None:
    """Raise Failure unless the engine is on this machine."""
    try:
        version(engine)
    except PackageNotFoundError:
        raise Failure(f"Máy này chưa có {NAMES[engine]}. Cài thêm bằng: pip install {engine}") from None


def read_settings(work: Work) -> Mapping[str, Any]:
    """The settings of the campaign's site, as written; raises Failure when there are none."""
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load  # noqa: PLC0415 - heavy

    settings = work.root / SETTINGS
    if not settings.is_file():
        raise Failure("Không thấy mkdocs.yml ở thư mục gốc của chiến dịch.")
    with settings.open("rb") as file:
        found: Mapping[str, Any] = yaml_load(file, get_yaml_loader())
    return found


def is_divisible(work: Work) -> bool:
    """Whether pages can be made apart from one another: the menu says all its titles, and no plugin sees them all.

    Without a menu MkDocs makes one of all pages, and an entry without a title gets that of its page: then a page may
    show what stands in another one. Where no plugins are named, its search is one. Raises Failure when there are no settings.
    """
    settings = read_settings(work)
    return settings.get("plugins") == [] and bool(settings.get("nav")) and _is_titled(settings["nav"])


def _is_titled(menu: object) -> bool:
    if isinstance(menu, list):
        return all(isinstance(each, dict) and all(map(_is_titled, each.values())) for each in menu)
    return isinstance(menu, str)


def render(work: Work, pages: Sequence[str], into: Path, *, made: Made) -> None:
    """Make the HTML of `pages` (paths of Markdown in the docs tree) and the theme's own files in the folder `into`.

    Raises Failure when MkDocs does, when it warns of anything, and when the settings are missing. Of settings that do not divide (`is_divisible`), `pages` must be all pages.
    """
    cores = os.cpu_count() or 1
    divides = is_divisible(work)
    if not divides or len(pages) < _WORTH_PROCESSES or cores == 1:
        size = _BATCH if divides else max(len(pages), 1)
        for first in range(0, max(len(pages), 1), size):
            batch = pages[first : first + size]
            failed = _rendered(work, batch, into, first == 0, _Counter(made, first))
            if failed:
                raise Failure(failed)
    else:
        _shared_out(work, pages, into, cores, made)


def _shared_out(work: Work, pages: Sequence[str], into: Path, cores: int, made: Made) -> None:
    """Let every core make a part; raises what `render` does."""
    context = multiprocessing.get_context("spawn")  # pictures were made on threads, after which a fork may hang
    size = min(_BATCH, -(-len(pages) // cores))
    batches = [pages[first : first + size] for first in range(0, len(pages), size)]
    done = context.Value("L", 0)
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_count_in, initargs=(done,)) as pool:
        waiting: set[Future[str | None]] = {
            pool.submit(_part, work, batch, into, number == 0) for number, batch in enumerate(batches)
        }
        while waiting:
            ended, waiting = wait(waiting, timeout=0.2)
            made(done.value)
            failed = next((result for result in (each.result() for each in ended) if result), None)
            if failed:
                pool.shutdown(cancel_futures=True)
                raise Failure(failed)


_counted: Any = None  # of a process that makes a part: the number that all of them add to


def _count_in(number: Any) -> None:  # noqa: ANN401 - multiprocessing does not name what it shares
    global _counted  # noqa: PLW0603 - a process's own, set before its first work
    _counted = number


def _part(work: Work, pages: Sequence[str], into: Path, is_first: bool) -> str | None:  # noqa: FBT001 - as `_rendered`
    def count(_done: int) -> None:
        with _counted.get_lock():
            _counted.value += 1

    return _rendered(work, pages, into, is_first, _Counter(count))


class _Counter(logging.Handler):
    """Collects what MkDocs complains about, and counts the pages it builds."""

    def __init__(self, made: Made, done: int = 0) -> None:
        super().__init__(logging.DEBUG)
        self.complaints: list[str] = []
        self.made, self.done = made, done

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING and not message.startswith(_DIRTY):
            self.complaints.append(message)
        elif message.startswith("Building page"):
            self.done += 1
            self.made(self.done)


def _rendered(work: Work, pages: Sequence[str], into: Path, is_first: bool, heard: _Counter) -> str | None:  # noqa: FBT001 - with the first part the theme's own files come
    """Make one part; what went wrong, for the editor."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - half a second `check` need not pay
    from mkdocs.config import load_config  # noqa: PLC0415

    with _dated(work.day), _listening(heard):
        try:
            config = load_config(str(work.root / SETTINGS), docs_dir=str(work.docs), site_dir=str(into))
            config["extra"]["preview"] = work.is_preview
            config.theme.static_templates.discard(_MAP)  # an output of ours: MkDocs would list a part only
            if not is_first:
                config.theme.static_templates.clear()
            config.docs_dir = str(_nothing())  # what stands there is a list of ours, and many files
            config.plugins["sangkien"] = _plugin()(work, pages, is_first)
            build(config, dirty=True)
        except OSError as error:
            return f"Không ghi được ra đĩa ({error.strerror}: {error.filename})."
        except Exception as error:  # noqa: BLE001 - a theme or an extension may raise anything, and the editor needs one sentence
            heard_too = "".join(f"\n  {each}" for each in heard.complaints)
            return f"MkDocs không dựng được trang: {type(error).__name__}: {error}{heard_too}"
    if heard.complaints:
        return "MkDocs cảnh báo:\n" + "\n".join(f"  {each}" for each in heard.complaints)
    return None


@cache
def _plugin() -> type[Any]:
    """The plugin that hands MkDocs its part; made when MkDocs is there, which takes its time to come."""
    from mkdocs.plugins import BasePlugin  # noqa: PLC0415
    from mkdocs.structure.files import File, Files  # noqa: PLC0415

    class Source(File):
        """A file of the docs tree; one that is not wanted is only there for the menu."""

        is_wanted = True

        def is_modified(self) -> bool:
            return self.is_wanted

    class Part(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # its settings are what it is made with
        """Gives MkDocs the pages of one part, and the theme's files with the first."""

        def __init__(self, work: Work, pages: Sequence[str], is_first: bool) -> None:  # noqa: FBT001
            self.work, self.pages, self.is_first = work, pages, is_first
            self.finished: dict[str, str] = {}

        def on_files(self, files: Files, *, config: "MkDocsConfig") -> Files:
            own = [each for each in files if self.is_first and each.src_uri != _MAP]
            theme = Path(config.theme.custom_dir or "").resolve()
            if (theme / "base.html").is_file():  # a shell of its own: nothing of the engine's theme is asked for
                own = [each for each in own if Path(str(each.abs_src_path)).resolve().is_relative_to(theme)]
            wanted = set(self.pages)
            in_menu = [path for path in listed(config.nav or []) if (self.work.docs / path).is_file()]
            return Files(
                [
                    *own,
                    *(
                        self._source(path, path in wanted, config)
                        for path in {**dict.fromkeys(in_menu), **dict.fromkeys(self.pages)}
                    ),
                ]
            )

        def _source(self, path: str, is_wanted: bool, config: "MkDocsConfig") -> File:  # noqa: FBT001
            source = Source(path, str(self.work.docs), config.site_dir, config.use_directory_urls)
            source.is_wanted = is_wanted
            return source

        def on_page_markdown(self, markdown: str, *, page: "Page", **_others: object) -> str:
            if page.meta.get("markup") != FINISHED:
                return markdown
            self.finished[page.file.src_uri] = markdown
            return ""

        def on_page_content(self, html: str, *, page: "Page", **_others: object) -> str:
            return self.finished.pop(page.file.src_uri, html)

    return Part


def listed(nav: object) -> Iterator[str]:
    """The pages that a menu names, in its order."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield nav
    elif isinstance(nav, dict):
        for each in nav.values():
            yield from listed(each)
    elif isinstance(nav, list):
        for each in nav:
            yield from listed(each)


@cache
def _nothing() -> Path:
    """An empty folder, for as long as the process lives."""
    import atexit  # noqa: PLC0415
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="sangkien-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def epoch(day: date) -> str:
    """The beginning of a day in UTC, as SOURCE_DATE_EPOCH has it."""
    return str(int(datetime.combine(day, time(), UTC).timestamp()))


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Let MkDocs take `day` for the time of building: it reads SOURCE_DATE_EPOCH."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = epoch(day)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def _listening(heard: logging.Handler) -> Iterator[None]:
    """Let `heard` hear MkDocs, and nobody else."""
    log = logging.getLogger("mkdocs")
    before = log.level, log.propagate
    log.addHandler(heard)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(heard)
        log.setLevel(before[0])
        log.propagate = before[1]
