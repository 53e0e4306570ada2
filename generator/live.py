"""What is to be live, file by file, and whether readers get it so.

The folder of a web server (`deploy.py`) and a branch of Git (`branch.py`) are both made to hold this.
"""

import gzip
import hashlib
import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from generator import releases
from generator.problems import Failure
from generator.publish import MARK, PREVIEW_MARK, asked_day, fallback_today

STAGING = ".sangkien-deploying"
"""What is copied and not yet in its place."""

LIST = ".sangkien-deployed"
"""The files that deploying put there, a line each: what else stands in the folder is somebody's own, and stays.

After a tab stands since when (seconds since 1970) no page names a file that stays a while.
"""

OTHERS = ".well-known"  # certificates and the like, which the server's owner keeps there (RFC 8615)
_PACKED = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".ics", ".txt"})
_SAMPLE = 24  # pages fetched to see whether they are live
_ASK_SECONDS, _AGAIN_SECONDS = 20, 2.0

BUILT_MEANWHILE = "Trang vừa được dựng lại trong lúc đang đưa lên; hãy chạy lại lệnh này."


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be live: made from `source`, as it is or compressed; `digest` is the SHA-256 of its bytes."""

    source: Path
    packed: bool
    size: int
    digest: str

    def read(self) -> bytes:
        """Its bytes. Raises Failure when the source is no longer what it was: somebody built the site meanwhile."""
        content = _content(self.source, packed=self.packed)
        if hashlib.sha256(content).hexdigest() != self.digest:
            raise Failure(BUILT_MEANWHILE)
        return content


Files = Mapping[str, File]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What differs between a site and a folder: paths relative to it, sorted; of the removed ones pages come first.

    `foreign` is what nobody here put there, and stays. `size` counts bytes to be copied.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    size: int

    @property
    def is_empty(self) -> bool:
        """Whether the folder holds the site as it was built."""
        return not (self.new or self.changed or self.removed)


def site_files(site: Path, *, compress: bool = False) -> Files:
    """Every file of a built site by its path; with `compress` also a .gz beside each text that it makes smaller.

    Raises Failure when there is no site, it is a preview, which nobody may publish, or one that is kept for `rollback`,
    which looks first whether it may be published still.
    """
    if (site / PREVIEW_MARK).exists():
        raise Failure(f"{site} là bản xem trước, không được đưa lên mạng. Hãy chạy: sangkien build")
    if not (site / MARK).is_file():
        raise Failure(f"Chưa có trang ở {site}; hãy chạy sangkien build trước.")
    if releases.is_kept(site):
        raise Failure(
            f"{site} là bản cũ được giữ, có thể có nội dung nay không còn được phép đăng. "
            "Hãy chạy sangkien rollback để đưa bản ấy trở lại, rồi deploy không có --site-dir."
        )
    asked = asked_day(site)
    if asked and asked < fallback_today():  # what was agreed to then may have ended since
        raise Failure(f"Trang này dựng với --today {asked:%d/%m/%Y}, để xem; muốn đăng hãy dựng lại không có --today.")
    try:
        identity = site.stat().st_ino
        found = _read(site, compress=compress)
        is_other = site.stat().st_ino != identity
    except OSError as error:
        raise Failure(f"Không đọc được trang ({error.strerror}: {error.filename}); hãy chạy lại lệnh này.") from error
    if is_other:
        raise Failure(BUILT_MEANWHILE)
    return found


def _read(site: Path, *, compress: bool) -> Files:
    with ThreadPoolExecutor() as pool:
        paths = sorted(standing(site))
        found = dict(zip(paths, pool.map(lambda path: _file(site / path, packed=False), paths), strict=True))
        texts = [path for path in paths if PurePosixPath(path).suffix in _PACKED and f"{path}.gz" not in found]
        packed = pool.map(lambda path: _file(site / path, packed=True), texts if compress else [])
        smaller = {
            f"{path}.gz": each for path, each in zip(texts, packed, strict=False) if each.size < found[path].size
        }
    return found | smaller


def _file(source: Path, *, packed: bool) -> File:
    content = _content(source, packed=packed)
    return File(source=source, packed=packed, size=len(content), digest=hashlib.sha256(content).hexdigest())


def _content(source: Path, *, packed: bool) -> bytes:
    content = source.read_bytes()
    return gzip.compress(content, mtime=0) if packed else content  # no time in it: same input, same bytes


def standing(folder: Path) -> list[str]:
    """The files in a folder but for our own notes and what is the server's; none when there is no folder."""

    def fail(error: OSError) -> None:
        raise error  # a folder that cannot be read is not an empty one

    found = []
    for base, folders, names in os.walk(folder, onerror=fail) if folder.exists() else ():
        at = Path(base)
        if at == folder:
            folders[:] = [name for name in folders if name not in (STAGING, OTHERS)]
        for name in folders:
            if (at / name).is_symlink():
                raise Failure(f"{at / name} là liên kết tới nơi khác; hãy thay bằng thư mục thật rồi chạy lại.")
        found += [(at / name).relative_to(folder).as_posix() for name in names]
    return [path for path in found if path != LIST]


def visit(url: str, files: Files, *, patience_seconds: float) -> int:
    """Fetch some of the pages from where readers get them, and compare; gives how many.

    Asks again for `patience_seconds`: a host may need a while. Raises Failure when a page is not as it was built then.
    """
    pages = [path for path in files if path.endswith("index.html")]
    sample = pages[:: -(-len(pages) // _SAMPLE) or 1]
    until = time.monotonic() + patience_seconds
    while wrong := [found for path in sample if (found := _found_wrong(url, path, files[path]))]:
        if time.monotonic() >= until:
            raise Failure(
                f"{len(wrong)} trong {len(sample)} trang lấy thử ở {url} chưa đúng như bản đã dựng; trang đầu: {wrong[0]}. "
                "Nếu có bộ nhớ đệm (CDN) đứng trước, hãy xóa nó rồi chạy lại."
            )
        time.sleep(_AGAIN_SECONDS)
    return len(sample)


def _found_wrong(url: str, path: str, file: File) -> str:
    """What is wrong with a page as readers get it; nothing when it is right."""
    address = f"{url.rstrip('/')}/{quote(path.removesuffix('index.html'))}"
    asked = Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "sangkien"})  # noqa: S310 - http(s) only
    try:
        with urlopen(asked, timeout=_ASK_SECONDS) as answer:  # noqa: S310 - as above
            content: bytes = answer.read()
    except HTTPError as error:
        return f"{address} (máy chủ trả lời {error.code})"
    except (HTTPException, OSError) as error:
        return f"{address} (không tải được: {error})"
    return "" if hashlib.sha256(content).hexdigest() == file.digest else f"{address} (nội dung khác)"
