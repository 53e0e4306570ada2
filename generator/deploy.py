"""The built site, put into the folder of a web server while readers read it.

A reader on an old page still finds what that page names, and none ever gets half a file or an error:
every file that differs is first copied whole into a folder of ours inside the target, then moved to its place
(new pictures and scripts, then new pages, then what replaces pages that stand there), and what is no longer
part of the site goes last; style sheets and scripts only after a day, for caches and open windows still hold pages
that name them. What stands there is read, not remembered, so an edit by hand is mended, and after a kill at any moment
the same command goes on where it was. With releases, a symbolic link is moved instead.

The other case that needs care, a branch of Git, is in `branch.py`; other hosts have their own tools (README.md).
"""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from generator import routes
from generator.live import LIST, OTHERS, STAGING, File, Files, Plan, standing
from generator.problems import Failure
from generator.publish import MARK, Tell, silent

RELEASES, CURRENT = "releases", "current"
WAIT_SECONDS = 10.0
"""How long what only old pages name outlives them: a page that is being loaded on a slow line asks for it."""

OLD_ASSETS_SECONDS = 86_400.0
"""How long style sheets and scripts outlive the last page that named them; nobody's data is in them."""

_DIGEST_LETTERS = 16
_ASSETS = re.compile(rf"{routes.ASSETS}/[0-9a-f]{{16}}/")  # as engine.py names their folder
_RELEASE = re.compile(rf"[0-9a-f]{{{_DIGEST_LETTERS}}}")
_BEGUN, _FOLLOWING = ".begun", f".{CURRENT}.next"
# What is asked for by an address that stays, and names other files; all else is named by pages.
_PAGES = frozenset({".html", ".xml", ".json", ".csv", ".xlsx", ".ics", ".txt", ".conf", ""})
_NAMED_BY_CONTENT = tuple(f"{each}/" for each in (routes.ASSETS, routes.PHOTOS, routes.PAPERS, routes.SEARCH_DATA))


def compare(files: Files, folder: Path, now: int) -> Plan:
    """What has to be done at a time to make a folder hold `files`; every file of the same size is read."""
    there = frozenset(standing(folder))

    def differs(path: str) -> bool:
        file = folder / path
        if file.stat().st_size != files[path].size:
            return True
        return hashlib.sha256(file.read_bytes()).hexdigest() != files[path].digest

    both = sorted(there & files.keys())
    with ThreadPoolExecutor() as pool:
        changed = tuple(path for path, is_other in zip(both, pool.map(differs, both), strict=True) if is_other)
    new = tuple(sorted(files.keys() - there))
    left = there - files.keys()
    ours = left & _listed(folder).keys()
    until = now - OLD_ASSETS_SECONDS
    gone = ours - {path for path, since in _retired(files, folder, now).items() if since >= until}
    return Plan(
        new=new,
        changed=changed,
        removed=tuple(sorted(gone, key=lambda path: (not _is_page(path), path))),
        foreign=tuple(sorted(left - ours)),
        size=sum(files[path].size for path in (*new, *changed)),
    )


def _listed(folder: Path) -> Mapping[str, int | None]:
    """What deploying put into a folder, and since when no page names it; None for what pages name.

    Where it never did, that is all that stands there: a site that was copied there is wholly ours.
    """
    if not (folder / LIST).is_file():
        return dict.fromkeys(standing(folder))
    lines = (line.partition("\t") for line in (folder / LIST).read_text("utf-8").splitlines())
    return {path: int(since) if since.isdecimal() else None for path, _, since in lines}


def _retired(files: Files, folder: Path, now: int) -> Mapping[str, int]:
    """The assets of ours in a folder that no page of `files` names, and since when: since now, where it is not noted."""
    return {
        path: now if since is None else min(since, now)  # a clock may have been wrong
        for path, since in _listed(folder).items()
        if _ASSETS.match(path) and path not in files and (folder / path).exists()
    }


def _is_page(path: str) -> bool:
    """Whether a file names others, and is asked for by an address that stays."""
    plain = path.removesuffix(".gz")
    return PurePosixPath(plain).suffix in _PAGES and not plain.startswith(_NAMED_BY_CONTENT)


def deploy(
    root: Path,
    files: Files,
    target: Path,
    *,
    releases: int = 0,
    wait_seconds: float = WAIT_SECONDS,
    dry_run: bool = False,
    tell: Tell = silent,
) -> Plan:
    """Make `target` hold `files`, or with `releases` make its link `current` lead to a release that does.

    `releases` is the number of them to keep, 0 for none. With `dry_run` nothing is touched. Gives what was done.
    Raises Failure when the target is no place for a site, the disk fails, or what is live then is not what was built;
    the same call goes on from there.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 30 ms that others need not pay

    target = target.resolve()
    live = target / CURRENT if releases else target
    now = int(time.time())  # once: what is due in the middle of a deploy waits for the next
    try:
        _spare(root.resolve(), files, target, releases=bool(releases))
        tell("compare", 0, None)
        if dry_run:
            return compare(files, live, now)
        (root / "build").mkdir(exist_ok=True)
        with FileLock(root / "build" / ".deploy.lock", timeout=0):
            plan = compare(files, live, now)
            folder = target / RELEASES / _name(files) if releases else live
            _carry_out(files, plan, live, folder, now=now, wait_seconds=wait_seconds, tell=tell)
            if releases:
                _forget(target, releases)
        if not plan.is_empty:
            tell("live", 0, None)
            _verify(compare(files, live, now), live)
    except Timeout:
        raise Failure("Một lần đưa lên khác đang chạy; hãy đợi nó xong rồi chạy lại.") from None
    except OSError as error:
        raise Failure(
            f"Không ghi được vào {target} ({error.strerror}: {error.filename}). Chạy lại lệnh này là làm tiếp từ đó."
        ) from error
    return plan


def _spare(root: Path, files: Files, target: Path, *, releases: bool) -> None:
    """Refuse a target that is no place for a site: what stands there would be replaced."""
    built = files[MARK].source.resolve().parent
    sources = [built, *(root / name for name in ("data", "content", "overrides", "generator", "build"))]
    if any(each.is_relative_to(target) for each in (root, built)) or any(
        target.is_relative_to(each) for each in sources
    ):
        raise Failure(
            f"Không đưa trang vào {target}: ở đó có dữ liệu của chiến dịch hoặc trang vừa dựng. Hãy chọn một thư mục riêng."
        )
    if not target.exists() and target.parent.is_dir():
        return
    if not target.is_dir():
        raise Failure(f"Không có thư mục {target}. Nếu đó là ổ mạng, hãy kết nối nó trước.")
    names = {each.name for each in target.iterdir()} - {STAGING, OTHERS}
    is_placed = bool(names & {MARK, LIST})
    is_released = _is_ours(target / CURRENT) if CURRENT in names else bool(names) and names <= {RELEASES, _FOLLOWING}
    if releases and is_placed:
        raise Failure(f"{target} đang chứa trang đặt thẳng vào; với --releases hãy chọn một thư mục trống.")
    if not releases and is_released:
        raise Failure(f"{target} giữ các bản trang trong {RELEASES}/; hãy thêm --releases, hoặc chọn thư mục khác.")
    if names and not is_placed and not is_released:
        raise Failure(f"Không đưa trang vào {target}: ở đó có thứ không phải là trang. Hãy chọn một thư mục trống.")


def _is_ours(current: Path) -> bool:
    return current.is_symlink() and ((current / MARK).is_file() or (current / LIST).is_file())


def _name(files: Files) -> str:
    """What a release is called: the digest of all that is in it."""
    told = "".join(f"{path}\0{files[path].digest}\n" for path in sorted(files))
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGEST_LETTERS]


def _carry_out(
    files: Files, plan: Plan, live: Path, folder: Path, *, now: int, wait_seconds: float, tell: Tell
) -> None:
    """Put what differs into `folder`, let readers have it as `live`, and then remove what only the site before had."""
    is_live = live.resolve() == folder.resolve()
    if not is_live:
        if not (folder / STAGING).is_dir():  # else it was begun, and cut short
            _begin(folder, live)
        plan = compare(files, folder, now)
    (folder / STAGING).mkdir(parents=True, exist_ok=True)
    written = [*plan.new, *plan.changed]
    for done, path in enumerate(written):
        _stage(files[path], folder / STAGING / path)
        tell("copy", done + 1, len(written))
    _list(folder, {**_listed(folder), **dict.fromkeys(files)})
    there = set(plan.changed)
    for path in sorted(written, key=lambda each: (_is_page(each), each in there, each)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / STAGING / path).replace(folder / path)
    if not is_live:
        _swap(live, folder)
    pages = [path for path in plan.removed if _is_page(path)]
    _remove(folder, pages)
    if len(plan.removed) > len(pages):
        tell("wait", 0, None)
        time.sleep(wait_seconds)
        _remove(folder, plan.removed[len(pages) :])
    _list(folder, {**dict.fromkeys(files), **_retired(files, folder, now)})
    shutil.rmtree(folder / STAGING)


def _begin(release: Path, live: Path) -> None:
    """Begin a release with what is live, as links to the same files: replacing one leaves the other as it is."""
    begun = release.with_name(_BEGUN)
    for old in (begun, release):
        if old.exists():
            shutil.rmtree(old)
    if live.exists():
        shutil.copytree(live, begun, copy_function=_link, ignore=shutil.ignore_patterns(STAGING))
    else:
        begun.mkdir(parents=True)
    begun.rename(release)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a disk without links
        shutil.copy2(source, target)


def _stage(file: File, staged: Path) -> None:
    """Copy a file whole, unless a deploy that was cut short did."""
    if not (staged.is_file() and hashlib.sha256(staged.read_bytes()).hexdigest() == file.digest):
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(file.read())


def _list(folder: Path, ours: Mapping[str, int | None]) -> None:
    """Note what is ours, and since when no page names it."""
    part = folder / STAGING / LIST
    lines = (path if since is None else f"{path}\t{since}" for path, since in sorted(ours.items()))
    part.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    part.replace(folder / LIST)


def _swap(live: Path, release: Path) -> None:
    """Let the link lead to another release, in one step."""
    os.utime(release)  # the order in which they were live
    following = live.with_name(_FOLLOWING)
    following.unlink(missing_ok=True)
    following.symlink_to(Path(RELEASES, release.name), target_is_directory=True)
    following.replace(live)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and folders that they leave empty."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        for above in list((folder / path).relative_to(folder).parents)[:-1]:
            if any((folder / above).iterdir()):
                break
            (folder / above).rmdir()


def _forget(target: Path, kept: int) -> None:
    """Remove the oldest releases but `kept` of them; one that was begun and never live is older than any."""
    current = (target / CURRENT).resolve()
    found = [each for each in (target / RELEASES).iterdir() if _RELEASE.fullmatch(each.name) and each != current]
    found.sort(key=lambda each: (not (each / STAGING).exists(), each.stat().st_mtime), reverse=True)
    for old in found[kept - 1 :]:
        shutil.rmtree(old)


def _verify(left: Plan, live: Path) -> None:
    wrong = [*left.new, *left.changed, *left.removed]
    if wrong:
        raise Failure(
            f"{len(wrong)} tệp ở {live} chưa đúng như bản đã dựng, tệp đầu là {wrong[0]}. "
            "Có thể ai đó cũng đang sửa thư mục này; hãy chạy lại lệnh này."
        )
