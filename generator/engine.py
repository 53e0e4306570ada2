"""What makes pages of Markdown: its settings, and what a page depends on besides its Markdown.

The making is in the module of an engine's name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from generator.problems import Failure

Engine = Literal["mkdocs", "zensical"]
NAMES: Mapping[Engine, str] = {"mkdocs": "MkDocs", "zensical": "Zensical"}

SETTINGS = "mkdocs.yml"
_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "jinja2",
    "markdown",
    "markupsafe",
    "pygments",
    "pymdown-extensions",
    "pyyaml",
)
_PROGRAMS = ("engine.py", "mkdocs.py", "zensical.py")
_ASSETS = "assets"  # as `routes` has it, which takes longer to import than a page to make
_DIGEST_BYTES = 8

Made = Callable[[int], None]
"""Called with the number of pages that are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A campaign's folder, its docs tree, the day that a theme may print, and whether what is made is a preview.

    `engine` is what makes the pages.
    """

    root: Path
    docs: Path
    day: date
    is_preview: bool = False
    engine: Engine = "mkdocs"

    def fingerprint(self) -> str:
        """32 hexadecimal digits of all that the HTML of a page depends on, besides its Markdown.

        Raises Failure where a folder of templates is a link: what stands elsewhere is not followed.
        """
        digest = blake2b(digest_size=16)
        theme = self.root / "overrides"
        found = sorted(theme.rglob("*"))
        if linked := [path.relative_to(self.root).as_posix() for path in found if path.is_symlink() and path.is_dir()]:
            raise Failure(f"{linked[0]} là liên kết tới thư mục khác. Hãy chép hẳn thư mục ấy vào overrides/.")
        files = [path for path in found if path.is_file()]
        settings = self.root / SETTINGS
        programs = [Path(__file__).with_name(name) for name in _PROGRAMS]
        for path in (*([settings] if settings.is_file() else []), *files, *programs):
            digest.update(f"{path.name}\0{path.relative_to(theme) if path in files else ''}\0".encode())
            digest.update(blake2b(path.read_bytes()).digest())
        digest.update(f"{_versions(self.engine)} {self.day} {self.is_preview} {self.engine} {self.assets}".encode())
        return digest.hexdigest()

    @property
    def assets(self) -> str:
        """The folder of the site for the style sheets, scripts and fonts of the theme and the docs tree.

        Its name has a digest of all of them, so that none is ever taken for that of another site. Where the theme has
        no shell of its own, the engine's asks for its files by their plain names, some of which hold a digest.
        """
        theme = self.root / "overrides"
        if not (theme / "base.html").is_file():
            return _ASSETS
        found: dict[str, Path] = {}
        for folder in (theme / _ASSETS, self.docs / _ASSETS):  # of one name, that of the docs tree counts
            paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
            found |= {name: path for name, path in paths.items() if not _is_hidden(name)}
        digest = blake2b(digest_size=_DIGEST_BYTES)
        for name in sorted(found):
            digest.update(f"{name}\0".encode() + blake2b(found[name].read_bytes()).digest())
        return f"{_ASSETS}/{digest.hexdigest()}"

    def places(self) -> Callable[[str], str]:
        """Tells where a file of the theme or the docs tree stands in the site, by its path in either."""
        plain, folder = f"{_ASSETS}/", f"{self.assets}/"
        return lambda path: f"{folder}{path.removeprefix(plain)}" if path.startswith(plain) else path


def _is_hidden(path: str) -> bool:
    """Whether a file or one of its folders is hidden, as those that a desktop leaves: none of them is published."""
    return any(name.startswith(".") for name in path.split("/"))


@cache
def _versions(engine: Engine) -> str:
    """What is installed when this process first looks; what is installed later it does not use."""
    return " ".join(f"{name} {version(name)}" for name in sorted({*_PACKAGES, engine}))


def require(engine: Engine) -> None:
    """Raise Failure unless the engine is on this machine."""
    try:
        version(engine)
    except PackageNotFoundError:
        raise Failure(f"Máy này chưa có {NAMES[engine]}. Cài thêm bằng: pip install {engine}") from None


def read_settings(work: Work) -> Mapping[str, Any]:
    """The settings of the campaign's site, as written; raises Failure when there are none, or they are no settings."""
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - heavy
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load  # noqa: PLC0415 - heavy

    settings = work.root / SETTINGS
    if not settings.is_file():
        raise Failure("Không thấy mkdocs.yml ở thư mục gốc của chiến dịch.")
    found: object = None
    with settings.open("rb") as file:
        try:
            found = yaml_load(file, get_yaml_loader())
        except ConfigurationError as error:
            raise Failure(f"Không đọc được mkdocs.yml: {error}") from error
        except (AttributeError, TypeError):  # it takes whatever it reads for settings, also a number
            found = None
    if not isinstance(found, dict):
        raise Failure(
            "mkdocs.yml cần gồm các dòng `tên: giá trị` (như `site_name: Tên trang`), nhưng thấy một danh sách hay một câu chữ."
        )
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


def epoch(day: date) -> str:
    """The beginning of a day in UTC, as SOURCE_DATE_EPOCH has it."""
    return str(int(datetime.combine(day, time(), UTC).timestamp()))
