"""A finished campaign as one folder that opens for ever: pages by a double click, no server, no network, no tool.

What is in it is the site as the public could read it, its open data among it, and nothing of `data/`: no record, no
number of a consent, nothing that waits. Nobody can take a name out of copies that are out in the world, so what was
agreed to for a time is left out, as if it had been withdrawn.

Same campaign, same day, same bytes.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from generator import publish, routes
from generator.amendment import amended
from generator.archive.relinking import Relinker
from generator.model import SCOPES, Charter, Consent, Person, Scope
from generator.parse import Parsed, parse
from generator.problems import DataRefused, Failure
from generator.publish import Tell
from generator.vietnamese import day as written_day

MARK = ".sangkien-luu-tru"
"""The file that says that a folder is an archive of ours, which the next one may replace."""

SUMS, README = "SHA256SUMS", "README.txt"

_HERE = Path(__file__).parent
_PARTS = ("data", "content", "overrides", "mkdocs.yml")
_DRAWN = (routes.PHOTOS, routes.PAPERS)  # of the docs tree: files named by what they hold, drawn once
_FOR_SERVERS = frozenset({"404.html", "_headers", "nginx-headers.conf", "robots.txt", "sitemap.xml"})
_COMPRESSED_COPIES = (".gz", ".br")
_PACKED = (".jpg", ".png", ".avif", ".webp", ".pdf", ".zip", ".xlsx", ".woff2")  # these grow smaller no more

_SCRIPT = f"{routes.ASSETS}/luu-tru.js"
_FETCHED = re.compile(rf"{re.escape(routes.CATALOGUE_JSON)}|{re.escape(routes.SEARCH.folder)}.*\.json")
"""What scripts of pages ask for while a page is read."""
_IMPORTS = re.compile(r"(?<![\w.$])import\(")
_EXPORTS = re.compile(r"^export (?=(?:async )?(?:function|const|let|class) (\w+))", re.MULTILINE)

_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a .zip can say: the same bytes whenever it is made
_UNIX, _READABLE = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An archive that was made, as of `day`: where, what is in it, and whom it names.

    `ending` are people of whom something was left out because they agreed to it for a time only.
    """

    folder: Path
    zipped: Path | None
    charter: Charter
    day: date
    pages: int
    files: int
    named: int
    pictured: int
    told: int
    ending: int

    @property
    def is_over(self) -> bool:
        """Whether the campaign had ended by the day, so that its figures are final."""
        return self.day > self.charter.period.end


def archive(
    root: Path,
    target: Path | None,
    today: date | None,
    *,
    is_zipped: bool = False,
    tell: Tell = publish.silent,
) -> Archived:
    """Make the archive of the campaign in `root` in the folder `target`, and beside it one .zip of it if asked for.

    The default is `root`/build/luu-tru/<id of the campaign>, which `withdraw` removes with all else that it cannot
    mend. Raises DataRefused when the data has problems (also such as come of leaving out what was agreed to for a
    time) and Failure when something else stands at `target`, or the engine or the disk fails.
    """
    root = root.resolve()
    parsed = parse(root)
    if parsed.charter is None:
        raise DataRefused(parsed.problems)
    target = (target or root / "build" / "luu-tru" / parsed.charter.id).resolve()
    zipped = target.with_name(f"{target.name}.zip")
    _spare(root, target, zipped if is_zipped else None)
    is_zipped = is_zipped or _is_ours(zipped, target.name)  # an earlier one may name who is named no more
    try:
        with (
            _alone(root / "build"),
            _scratch(root / "build", ".luu-tru.part-") as copy,  # never beside the target, which may be for anybody
            _scratch(target.parent, f".{target.name}.part-") as shelf,
        ):
            return _archive(
                root, parsed, parsed.charter, target, zipped if is_zipped else None, today, copy, shelf, tell
            )
    except OSError as error:
        raise Failure(f"Không ghi được ra đĩa ({error.strerror}: {error.filename}).") from error


def _archive(
    root: Path,
    parsed: Parsed,
    charter: Charter,
    target: Path,
    zipped: Path | None,
    today: date | None,
    copy: Path,
    shelf: Path,
    tell: Tell,
) -> Archived:
    problems, day = publish.check(root, today)  # before a byte is copied: of links and devices no copy ends
    if refused := [each for each in problems if not each.is_question]:
        raise DataRefused(refused)
    folder = shelf / "archive" / target.name
    ending = _copy(root, parsed, copy, max(day, publish.fallback_today()))
    day = publish.check(copy, today)[1]
    site = publish.build(copy, today, tell=tell).site
    tell("archive", 0, None)
    pages = freeze(site, folder, charter.site_url, f"Bản lưu của ngày {written_day(day)}; số liệu không thay đổi nữa.")
    read_on = today or max(day, publish.fallback_today())
    named = [each for each in parse(copy).people if each.agrees_to("name", read_on)]
    made = Archived(
        folder=target,
        zipped=zipped,
        charter=charter,
        day=day,
        pages=pages,
        files=sum(each.is_file() for each in folder.rglob("*")) + 3,
        named=len(named),
        pictured=sum(bool(each.portrait) and each.agrees_to("photo", read_on) for each in named),
        told=sum(bool(each.story or each.quote) and each.agrees_to("story", read_on) for each in named),
        ending=ending,
    )
    (folder / README).write_bytes(read_me(made).replace("\n", "\r\n").encode("utf-8-sig"))  # for any notepad
    (folder / MARK).write_text("Bản lưu do sangkien làm; lần lưu sau vào đây sẽ thay toàn bộ.\n", "utf-8")
    (folder / SUMS).write_text("".join(_sums(folder)), "utf-8", newline="\n")
    if zipped:
        _zip(folder, shelf / "zipped")
        (shelf / "zipped").replace(zipped)
    if target.exists():
        target.rename(shelf / "previous")
    folder.rename(target)
    return made


def _spare(root: Path, target: Path, zipped: Path | None) -> None:
    """Refuse to put an archive where something else stands, or within what the campaign is made of."""
    sources = [root / name for name in (*_PARTS, "build/docs", "build/site")]
    if root.is_relative_to(target) or any(
        target.is_relative_to(each) or each.is_relative_to(target) for each in sources
    ):
        raise Failure(f"Không đặt bản lưu vào {target}: ở đó có dữ liệu của chiến dịch. Hãy chọn một thư mục riêng.")
    is_free = not target.exists() or (target.is_dir() and not any(target.iterdir()))
    if not is_free and not (target / MARK).is_file():
        raise Failure(f"Không đặt bản lưu vào {target}: ở đó có thứ không phải là bản lưu. Hãy chọn một thư mục trống.")
    if zipped and zipped.exists() and not _is_ours(zipped, target.name):
        raise Failure(f"Không ghi đè {zipped}: tệp ấy không phải là bản lưu. Hãy đổi tên hoặc chọn thư mục khác.")


def _is_ours(zipped: Path, name: str) -> bool:
    with suppress(OSError, BadZipFile), ZipFile(zipped) as found:
        return f"{name}/{MARK}" in found.namelist()
    return False


@contextmanager
def _alone(build: Path) -> Iterator[None]:
    """Let nobody else archive the campaign meanwhile."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as elsewhere

    build.mkdir(exist_ok=True)
    try:
        with FileLock(build / ".luu-tru.lock", timeout=0):
            yield
    except Timeout:
        raise Failure("Một lần lưu khác của chiến dịch này đang chạy; hãy đợi nó xong.") from None


@contextmanager
def _scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder in `parent` that is gone afterwards; those that a killed run left go as well."""
    parent.mkdir(parents=True, exist_ok=True)
    for left in [each for each in parent.iterdir() if each.name.startswith(prefix)]:
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- The campaign as it may be frozen -------------------------------------------------------------------


def _copy(root: Path, parsed: Parsed, copy: Path, until: date) -> int:
    """Copy what the campaign is made of; in the copy, what somebody agreed to for a time, by `until`, is withdrawn.

    Returns the number of these people. What was drawn already comes along: its names say what it holds.
    """
    for name in _PARTS:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, symlinks=True)
        elif (root / name).is_file():
            shutil.copy2(root / name, copy / name)
    for name in _DRAWN:
        drawn = root / "build" / "docs" / name
        if drawn.is_dir():
            shutil.copytree(drawn, copy / "build" / "docs" / name, copy_function=_linked)
    count = 0
    for person in parsed.people:
        if given := _ending(person, until):
            file = copy / person.origin.path
            file.write_bytes(amended(file.read_bytes(), person.origin.path, tuple(given), max(given.values())))
            count += 1
    return count


def _linked(source: str, target: str) -> None:
    """A second name for a file that nobody writes into; a copy where the disk has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _ending(person: Person, until: date) -> dict[Scope, date]:
    """What the person agreed to for a time only, and since when."""
    agreed: dict[Scope, Consent | None] = {scope: getattr(person.consent, scope) for scope in SCOPES}
    return {
        scope: consent.given
        for scope, consent in agreed.items()
        if consent and consent.expires and consent.given <= until and person.withdrawn_on(scope) is None
    }


# --- The site without a server --------------------------------------------------------------------------


def freeze(site: Path, folder: Path, site_url: str, notice: str) -> int:
    """Write the site in `site` into the new folder `folder`, so that it works from a disk; the number of its pages."""
    every = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = frozenset(path for path in every if _is_kept(path, every))
    relinker = Relinker(kept, site_url, _SCRIPT, notice)
    for path in sorted(kept):
        source, target = site / path, folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".html"):
            _write(target, relinker.page(path, source.read_text("utf-8")))
        elif path.endswith(".js"):
            _write(target, _classic(path, source.read_text("utf-8")))
        elif _FETCHED.fullmatch(path):
            said = json.dumps(json.loads(source.read_bytes()), ensure_ascii=False, separators=(",", ":"))
            _write(folder / f"{path}.js", f"sangkienArchive.take({json.dumps(path)},{said})\n")
        else:
            shutil.copyfile(source, target)
    _write(folder / _SCRIPT, (_HERE / "archive.js").read_text("utf-8"))
    return sum(path.endswith("index.html") for path in kept)


def _is_kept(path: str, every: frozenset[str]) -> bool:
    """Whether it is for readers: servers' settings, and copies that only save them work, are not."""
    is_copy = path.endswith(_COMPRESSED_COPIES) and path.rpartition(".")[0] in every
    return not (path in _FOR_SERVERS or path.startswith(".") or is_copy)


def _classic(path: str, script: str) -> str:
    """A script as pages on a disk may load it: no module, and none imported."""
    script = _IMPORTS.sub(f"sangkienArchive.import({json.dumps(path.rpartition('/')[0])}, ", script)
    exported = _EXPORTS.findall(script)
    if not exported:
        return script
    name = json.dumps(path.rpartition("/")[2])
    return (
        f"(() => {{\n{_EXPORTS.sub('', script)}\nsangkienArchive.provide({name}, {{ {', '.join(exported)} }})\n}})()\n"
    )


def _write(target: Path, text: str) -> None:
    target.write_text(text, "utf-8", newline="\n")


# --- What comes with it ---------------------------------------------------------------------------------


def read_me(made: Archived) -> str:
    """What whoever is handed the archive reads first."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    templates = Environment(  # noqa: S701 - plain text
        loader=FileSystemLoader(_HERE), undefined=StrictUndefined, keep_trailing_newline=True
    )
    return templates.get_template("README.txt.jinja").render(
        charter=made.charter,
        day=written_day(made.day),
        end=written_day(made.charter.period.end),
        is_over=made.is_over,
        named=made.named,
    )


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _sums(folder: Path) -> Iterator[str]:
    """A line a file, as `sha256sum` writes and reads them."""
    for path in _files(folder):
        with (folder / path).open("rb") as file:
            yield f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path}\n"


def _zip(folder: Path, target: Path) -> None:
    with ZipFile(target, "w") as archive:
        for path in _files(folder):
            entry = ZipInfo(f"{folder.name}/{path}", _DAY)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = ZIP_STORED if path.endswith(_PACKED) else ZIP_DEFLATED
            with (folder / path).open("rb") as file, archive.open(entry, "w") as packed:
                shutil.copyfileobj(file, packed)
