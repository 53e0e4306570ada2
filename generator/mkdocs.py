"""MkDocs, over as many of the pages as have changed, on all cores.

A page's HTML depends on its own Markdown, on the theme and on the settings, and on no other page: leaf pages stay
out of the menu, and the map of the site is an output of ours. So pages are made one by one, each as MkDocs would make
it among all others, and what they have in common (settings, menu, templates) is kept for as long as it is the same.

The pages of the generator hold finished HTML below front matter that is JSON. Python-Markdown would parse the one
twice to find that it need not do anything, and YAML the other in ten times the time: both are taken as they stand.
"""

import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, normpath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.engine import SETTINGS, Made, Work, epoch, is_divisible, listed
from generator.problems import Failure

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

FINISHED = "html"
"""What a page's front matter says as `markup` when what stands below it needs no Markdown."""

_PER_CALL = 200  # pages that a process is asked for at a time: the last ones end nearly together
_WORTH_PROCESSES = 1200  # pages; a new process takes as long to begin as some 600 of them
_MAP = "sitemap.xml"


def render(work: Work, pages: Sequence[str], into: Path, *, made: Made, theme: bool = True) -> None:
    """Make the HTML of `pages` (paths of Markdown in the docs tree) and, if asked for, the `theme`'s own files in the folder `into`.

    Raises Failure when MkDocs does, when it warns of anything, and when the settings are missing. Of settings that do
    not divide (`is_divisible`), `pages` must be all pages.
    """
    cores = os.cpu_count() or 1
    if not is_divisible(work):
        _at_once(work, pages, into)
        made(len(pages))
    elif len(pages) < _WORTH_PROCESSES or cores == 1:
        _part(work, work.fingerprint(), pages, into, theme=theme, made=made)
    else:
        _shared_out(work, pages, into, cores, theme=theme, made=made)


# --- Pages apart from one another -----------------------------------------------------------------------


def _part(work: Work, fingerprint: str, pages: Sequence[str], into: Path, *, theme: bool, made: Made) -> None:
    """Make some of the pages in this process."""
    press = _press(work, fingerprint)
    with _heeded(work.day):
        if theme:
            press.theme(into)
        for number, path in enumerate(pages, 1):
            press.page(path, into)
            made(number)


def _shared_out(work: Work, pages: Sequence[str], into: Path, cores: int, *, theme: bool, made: Made) -> None:
    """Let every core make a part; raises what `render` does."""
    import multiprocessing  # noqa: PLC0415 - 50 ms that an edit need not pay
    from concurrent.futures import ProcessPoolExecutor, wait  # noqa: PLC0415

    context = multiprocessing.get_context("spawn")  # pictures were made on threads, after which a fork may hang
    parts = [pages[first : first + _PER_CALL] for first in range(0, len(pages), _PER_CALL)]
    done, fingerprint = context.Value("L", 0), work.fingerprint()
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_count_in, initargs=(done,)) as pool:
        waiting = {
            pool.submit(_counted_part, work, fingerprint, part, into, theme=theme and not number)
            for number, part in enumerate(parts)
        }
        try:
            while waiting:
                ended, waiting = wait(waiting, timeout=0.2)
                made(done.value)
                for each in ended:
                    each.result()
        finally:
            pool.shutdown(cancel_futures=True)  # after a failure, or Ctrl+C, the rest need not be made


_counted: Any = None  # of a process that makes a part: the number that all of them add to


def _count_in(number: Any) -> None:  # noqa: ANN401 - multiprocessing does not name what it shares
    global _counted  # noqa: PLW0603 - a process's own, set before its first work
    _counted = number


def _counted_part(work: Work, fingerprint: str, pages: Sequence[str], into: Path, *, theme: bool) -> None:
    def count(_done: int) -> None:
        with _counted.get_lock():
            _counted.value += 1

    _part(work, fingerprint, pages, into, theme=theme, made=count)


@lru_cache(maxsize=1)
def _press(work: Work, _fingerprint: str) -> "_Press":
    """What makes pages, for as long as all that it depends on is the same."""
    with _heeded(work.day):
        return _Press(work)


class _Press:
    """MkDocs' settings, menu and templates, and pages made with them."""

    def __init__(self, work: Work) -> None:
        """Raises what MkDocs does about the settings."""
        from mkdocs.structure.files import Files, set_exclusions  # noqa: PLC0415 - half a second `check` need not pay
        from mkdocs.structure.nav import get_navigation  # noqa: PLC0415

        self.work, self.place = work, work.places()
        self.config = _config(work)
        self.links = Links()
        self.environment = _environment(self.config)
        self.environment.filters["url"] = self.links.filter()
        self.menu: Files = Files([self._file(path) for path in listed(self.config.nav)])
        set_exclusions(self.menu, self.config)
        self.nav: Navigation = get_navigation(self.menu, self.config)

    def _file(self, path: str) -> "File":
        from mkdocs.structure.files import File  # noqa: PLC0415

        return File(path, str(self.work.docs), "", self.config.use_directory_urls)

    def page(self, path: str, into: Path) -> None:
        """Make the page of a Markdown file; an error of it is raised with a note that names the file."""
        from mkdocs.structure.pages import Page  # noqa: PLC0415

        listed_file = self.menu.get_file_from_path(path)
        file = listed_file or self._file(path)
        try:
            page = file.page if isinstance(file.page, Page) else Page(None, file, self.config)
            self._read(page)
            html = self._rendered(page.meta.get("template", "main.html"), page, "")
        except Exception as error:
            error.add_note(path)
            raise
        _write(into / file.dest_uri, html)
        if listed_file:
            page.markdown = page.content = None  # the menu stays, and need not hold them
            page.meta = {}

    def _read(self, page: "Page") -> None:
        taken = finished((self.work.docs / page.file.src_uri).read_bytes().decode())
        if taken:
            page.meta, page.content = taken
            page.markdown, page.toc = "", []  # type: ignore[assignment] # as it is in MkDocs without any heading
            return
        page.read_source(self.config)
        if page.meta.get("markup") == FINISHED:
            page.content = page.markdown
        else:
            page.render(self.config, self.menu)

    def _rendered(self, template: str, page: "Page | None", base: str) -> str:
        from mkdocs.commands.build import get_context  # noqa: PLC0415

        context = get_context(self.nav, [], self.config, page, base)
        self.links.begin(page, base)
        if page:
            page.active = True
        try:
            return self.environment.get_template(template).render(context)
        finally:
            if page:
                page.active = False

    def theme(self, into: Path) -> None:
        """The theme's own files, and its pages that no Markdown is for."""
        from mkdocs.structure.files import Files  # noqa: PLC0415

        self.config.site_dir = str(into)
        files = Files([])
        files.add_files_from_theme(self.environment, self.config)
        _put(files, self.place)
        files.copy_static_files()
        for name in sorted(self.config.theme.static_templates):
            html = self._rendered(name, None, urlsplit(self.config.site_url or "/").path)
            _write(into / name, html)


class Links:
    """The filter `url` of templates, as MkDocs has it; what neighbours have in common is worked out once."""

    def __init__(self) -> None:
        """Know no link yet."""
        self.known: dict[str, dict[str, str]] = {}
        self.begin(None, "")

    def begin(self, page: "Page | None", base: str) -> None:
        """The links that follow stand in `page`, or in one that has no Markdown and is linked from `base`."""
        self.page, self.base = page, base
        # What leads into a page's own folder is another link in each of its neighbours.
        self.stem = page.url.rstrip("/") if page and page.url.endswith("/") else ""
        self.beside = self.known.setdefault(dirname(self.stem), {})

    def filter(self) -> Callable[..., str]:
        """For a template's environment."""
        from jinja2 import pass_context  # noqa: PLC0415
        from mkdocs.utils import normalize_url  # noqa: PLC0415

        @pass_context  # else a link that is written in a template would be worked out once for all pages
        def url(_context: object, value: object) -> str:
            link = str(value)
            found = None if link.startswith(self.stem) else self.beside.get(link)
            if found is None:
                found = normalize_url(link, self.page, self.base)
                if not link.startswith(self.stem) and normpath(link) == link.rstrip("/"):
                    self.beside[link] = found
            return found

        return url


def finished(text: str) -> tuple[dict[str, Any], str] | None:
    """Front matter of JSON and the finished HTML below it; None for any other page."""
    head, _end, body = text.removeprefix("---\n").partition("\n---\n")
    lines = (line.partition(": ") for line in head.split("\n"))
    try:
        front = {key: json.loads(value) for key, _colon, value in lines}
    except ValueError:
        return None
    is_ours = front.get("markup") == FINISHED and all(map(str.isidentifier, front)) and "\r" not in text
    return (front, body.lstrip("\n")) if is_ours else None


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(html.encode(errors="xmlcharrefreplace"))


# --- All pages together ---------------------------------------------------------------------------------


def _at_once(work: Work, pages: Sequence[str], into: Path) -> None:
    """Let MkDocs make all pages in one go, with the plugins of the settings; it empties the folder first."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - half a second `check` need not pay
    from mkdocs.plugins import BasePlugin  # noqa: PLC0415
    from mkdocs.structure.files import File, Files  # noqa: PLC0415

    class Pages(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # it has no settings
        """Gives MkDocs the pages, and takes finished ones as they are."""

        finished: dict[str, str]

        def on_files(self, files: Files, *, config: "MkDocsConfig") -> Files:
            self.finished = {}
            _put(files, work.places())
            docs, site = str(work.docs), config.site_dir
            return Files([*files, *(File(path, docs, site, config.use_directory_urls) for path in pages)])

        def on_page_markdown(self, markdown: str, *, page: "Page", **_others: object) -> str:
            if page.meta.get("markup") != FINISHED:
                return markdown
            self.finished[page.file.src_uri] = markdown
            return ""

        def on_page_content(self, html: str, *, page: "Page", **_others: object) -> str:
            return self.finished.pop(page.file.src_uri, html)

    with _heeded(work.day):
        config = _config(work)
        config.site_dir = str(into)
        config.plugins["sangkien"] = Pages()
        config.theme.get_env = lambda: _environment(config)  # type: ignore[method-assign] # what it lists is ours
        with TemporaryDirectory(prefix="sangkien-") as empty:
            config.docs_dir = empty  # what stands there is a list of ours, and many files
            build(config)


# --- MkDocs itself --------------------------------------------------------------------------------------


def _config(work: Work) -> "MkDocsConfig":
    from mkdocs.config import load_config  # noqa: PLC0415 - half a second `check` need not pay

    config = load_config(str(work.root / SETTINGS), docs_dir=str(work.docs), site_dir=str(work.root / "build" / "site"))
    config["extra"] |= {"preview": work.is_preview, "assets": work.assets}
    config.theme.static_templates.discard(_MAP)  # an output of ours: MkDocs would list a part only
    return config


def _environment(config: "MkDocsConfig") -> "Environment":
    """The theme's templates; of a theme with a shell of its own, nothing of the engine's is listed."""
    from jinja2 import FileSystemLoader  # noqa: PLC0415

    environment = type(config.theme).get_env(config.theme)
    own = Path(config.theme.custom_dir or "")
    if config.theme.custom_dir and (own / "base.html").is_file():
        loader = FileSystemLoader(own)

        def listed_here(extensions: object = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:  # noqa: ARG001 - as Jinja has it
            return list(filter(filter_func, loader.list_templates()))

        environment.list_templates = listed_here  # type: ignore[method-assign]
    return environment


def _put(files: "Files", place: Callable[[str], str]) -> None:
    """Let the theme's files stand where pages ask for them; what is an output of ours is none of them."""
    for file in list(files):
        if file.src_uri == _MAP:
            files.remove(file)
        file.dest_uri = place(file.src_uri)


@contextmanager
def _heeded(day: date) -> Iterator[None]:
    """Let MkDocs take `day` for today, and raise Failure for whatever it raises or warns of."""
    heard = _Complaints()
    with _dated(day), _listening(heard):
        try:
            yield
        except Failure:
            raise
        except Exception as error:  # a theme or an extension may raise anything, and the editor needs one sentence
            if isinstance(error, OSError) and error.errno:
                raise Failure(f"Không ghi được ra đĩa ({error.strerror}: {error.filename}).") from error
            heard_too = "".join(f"\n  {each}" for each in (*getattr(error, "__notes__", ()), *heard.said))
            raise Failure(f"MkDocs không dựng được trang: {type(error).__name__}: {error}{heard_too}") from error
    if heard.said:
        raise Failure("MkDocs cảnh báo:\n" + "\n".join(f"  {each}" for each in heard.said))


class _Complaints(logging.Handler):
    """Collects what MkDocs complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


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
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(heard)
        log.setLevel(before[0])
        log.propagate = before[1]
