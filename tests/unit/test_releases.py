"""One site or the other is live, never none and never half; the last ones are kept and can be brought back."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from campaigns import AGREED, INITIATIVE, PAGE, TODAY, edited, write_campaign

from generator import publish, releases
from generator.problems import Failure

HOW = ("exchange", "renames")


def page(root: Path) -> str:
    """The live page that the tests edit."""
    return (root / "build/site/gioi-thieu/index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign that was published as "Mục đích" and then as "Ý nghĩa"."""
    root = write_campaign(tmp_path_factory.mktemp("twice"))
    publish.build(root, TODAY)
    write_campaign(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
    publish.build(root, TODAY)
    return root


def folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, "utf-8")
    return path


# --- The swap -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", HOW)
def test_a_staged_site_takes_the_place_of_the_live_one(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "renames":
        monkeypatch.setattr(releases, "_exchanged", lambda _one, _other: False)
    site = folder(tmp_path / "site", "cũ")
    old = releases.swap(folder(tmp_path / "staged", "mới"), site)
    assert (site / "index.html").read_text("utf-8") == "mới"
    assert old
    assert (old / "index.html").read_text("utf-8") == "cũ"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names in one step")
def test_readers_always_find_a_whole_site(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "0")
    misses: list[OSError] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                (site / "index.html").read_text("utf-8")
            except OSError as error:
                misses.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        releases.swap(folder(tmp_path / f"s{number}", str(number)), site)
    ended.set()
    reader.join()
    assert misses == []


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "0")
    for number in range(1, 6):
        old = releases.swap(folder(tmp_path / f"s{number}", str(number)), site)
        assert old
        releases.keep(old, None, site)
    kept = releases.kept(site)
    assert [each.name for each in kept] == ["5", "4", "3"]
    assert [(each / "site" / "index.html").read_text("utf-8") for each in kept] == ["4", "3", "2"]
    with releases.staging(site) as staged:
        assert (staged / "site" / "index.html").read_text("utf-8") == "1", "the last one that is not kept any more"
    with releases.staging(site) as staged:
        assert list(staged.iterdir()) == []


def test_a_site_that_cannot_be_put_away_is_removed_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = folder(tmp_path / "site", "0")
    releases.store(site).write_text("không phải thư mục", "utf-8")
    kept = releases.swap(folder(tmp_path / "s1", "1"), site)
    assert kept
    assert releases.keep(kept, None, site) is None
    spared = releases.swap(folder(tmp_path / "s2", "2"), site)
    assert spared
    releases.spare(spared, site)
    assert not kept.exists()
    assert not spared.exists()
    assert (site / "index.html").read_text("utf-8") == "2"
    releases.store(site).unlink()
    held, rmtree = folder(releases.store(site) / "spare", "giữ"), shutil.rmtree

    def remove(path: Path, *, ignore_errors: bool = False) -> None:
        """As where somebody reads a file of the spare, which a system may forbid to remove then."""
        if path != held:
            rmtree(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", remove)
    releases.spare(folder(tmp_path / "old", "cũ"), site)
    assert not (tmp_path / "old").exists()
    assert (held / "index.html").read_text("utf-8") == "giữ"


# --- Going back ---------------------------------------------------------------------------------------


def test_going_back_shows_the_site_before_and_once_more_undoes_it(twice: Path, tmp_path: Path) -> None:
    root = copy(twice, tmp_path)
    assert "Ý nghĩa" in page(root)
    publish.rollback(root, TODAY)
    assert "Mục đích" in page(root)
    publish.rollback(root, TODAY)
    assert "Ý nghĩa" in page(root)
    assert len(releases.kept(root / "build" / "site")) == 1


def test_after_going_back_a_build_follows_the_data_again(twice: Path, tmp_path: Path) -> None:
    root = copy(twice, tmp_path)
    wanted = tree(root / "build" / "site")
    publish.rollback(root, TODAY)
    publish.build(root, TODAY)
    assert tree(root / "build" / "site") == wanted


def test_nobody_comes_back_who_took_their_consent_back(twice: Path, tmp_path: Path) -> None:
    root = copy(twice, tmp_path)
    gone = edited(AGREED, ("consent:", "withdrawn: {date: 2022-07-14, scopes: [photo]}\nconsent:"))
    write_campaign(root, gone | edited(PAGE, ("Mục đích", "Ý nghĩa")))
    before = tree(root / "build" / "site")
    with pytest.raises(Failure, match=f"nay không còn được phép đăng \\({AGREED}\\)"):
        publish.rollback(root, TODAY)
    (root / AGREED).unlink()
    with pytest.raises(Failure, match="nay không còn được phép đăng"):
        publish.rollback(root, TODAY)
    assert tree(root / "build" / "site") == before


def test_what_was_archived_or_is_named_no_more_stays_so(twice: Path, tmp_path: Path) -> None:
    root = copy(twice, tmp_path)
    page_now = edited(PAGE, ("Mục đích", "Ý nghĩa"))
    write_campaign(root, edited(INITIATIVE, ("status: approved", "status: archived")) | page_now)
    with pytest.raises(Failure, match=f"nay không còn được phép đăng \\({INITIATIVE}\\)"):
        publish.rollback(root, TODAY)
    write_campaign(root, page_now)
    kept = releases.kept(root / "build" / "site")[0] / "site" / "gioi-thieu" / "index.html"
    text = kept.read_text("utf-8")
    kept.unlink()  # its other name is the live page
    kept.write_text(text.replace("Mục đích", "Trần Thị Hoa"), "utf-8")
    with pytest.raises(Failure, match=r"gioi-thieu/index\.html: có tên người chưa đồng ý nêu tên"):
        publish.rollback(root, TODAY)


def test_without_an_older_site_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    root = write_campaign(tmp_path)
    with pytest.raises(Failure, match="Chưa giữ bản cũ nào"):
        publish.rollback(root, TODAY)


def test_a_number_that_is_not_kept_is_refused_with_those_that_are(twice: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"Không có bản 7; đang giữ: 1\."):
        publish.rollback(copy(twice, tmp_path), TODAY, 7)


# --- Killed at any moment -----------------------------------------------------------------------------

_WATCHED = textwrap.dedent("""
    import os, shutil, signal, sys
    from datetime import date
    from pathlib import Path
    from generator import publish

    root, stop, copies = Path(sys.argv[1]), int(sys.argv[3]), sys.argv[4]
    seen, is_swapping, is_copying = 0, False, False

    def count(event, arguments):
        global seen, is_swapping, is_copying
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        moves = event in ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym")
        said = " ".join(map(str, arguments))
        if is_copying or not ((writes or moves) and str(root) in said or event == "ctypes.dlsym"):
            return
        seen += 1
        if seen == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        is_swapping = is_swapping or event == "os.rename" and "old-made.json" in said
        if copies and is_swapping:
            is_copying = True
            shutil.copytree(root, f"{copies}/{seen}/campaign", copy_function=os.link)
            is_copying = False
        print(event, *map(repr, arguments), flush=True)

    sys.addaudithook(count)
    publish.build(root, date.fromisoformat(sys.argv[2]))
""")


def watched(root: Path, *, stop: int = 0, copies: Path | str = "") -> subprocess.CompletedProcess[str]:
    """Build in a process of its own that prints a line for every time it touches the disk.

    It is killed before it does so for the `stop`-th time. From the moving of the old state on, what stands there before each
    is copied to `copies`/NUMBER: what a kill at that moment would leave.
    """
    return subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", _WATCHED, str(root), TODAY.isoformat(), str(stop), str(copies)],
        check=False,
        capture_output=True,
        text=True,
    )


_SWAP = "'renameat2'" if sys.platform == "linux" else ".site.previous"
"""What the step has in it in which the sites change places."""


def kinds(steps: list[str]) -> list[str]:
    """What was done in steps, without the names of folders."""
    return [step.split(" ", 1)[0] for step in steps]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_killed_at_any_moment_the_live_site_is_whole_and_the_next_build_heals(twice: Path, tmp_path: Path) -> None:
    """A moment in the middle of a build, and each step of the swap; of a real kill there is a copy to compare with."""
    root = copy(twice, tmp_path)
    new = edited(PAGE, ("Mục đích", "Ý nghĩa mới"))
    old_site = tree(root / "build" / "site")
    write_campaign(root, new)
    trial = copy(root, tmp_path / "trial")
    whole = watched(trial, copies=tmp_path / "left")
    assert whole.returncode == 0, whole.stderr
    steps, new_site = whole.stdout.splitlines(), tree(trial / "build" / "site")
    assert new_site != old_site
    [swap] = [number for number, step in enumerate(steps, 1) if _SWAP in step]
    kept = max(number for number, step in enumerate(steps, 1) if ".site.kept/2" in step)
    assert swap < kept < swap + 10, steps[swap - 2 :]
    left = {int(each.name): each / "campaign" for each in (tmp_path / "left").iterdir()}
    assert left.keys() >= {*range(swap - 1, kept + 2)}  # from the moving of the old state to where all is done
    for moment in (len(steps) // 2, swap):
        case = copy(root, tmp_path / f"case-{moment}")
        cut = watched(case, stop=moment)
        assert cut.returncode == -9, moment
        assert kinds(cut.stdout.splitlines()) == kinds(steps[: moment - 1]), moment
        assert moment not in left or everything(case) == everything(left[moment])
        left[moment] = case
    for moment, case in left.items():
        assert tree(case / "build" / "site") == (old_site if moment <= swap else new_site), moment
        if moment in (swap, swap + 1, kept):
            publish.build(case, TODAY)
            assert tree(case / "build" / "site") == new_site, moment
            assert not [each for each in (case / "build").iterdir() if "staging" in each.name]


def everything(root: Path) -> dict[str, bytes]:
    """All that a build left, whatever it called the folder that it staged the site in; of its notes, that they are there."""
    found = {re.sub(r"\.site\.staging-[^/]+", "staging", path): content for path, content in tree(root).items()}
    return {
        path: b"" if re.fullmatch(r"build/(\.[^/]+|.*\bmade)\.json", path) else content
        for path, content in found.items()
    }


def test_a_file_that_is_gone_while_it_is_read_changes_nothing(
    twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy(twice, tmp_path)
    before = tree(root / "build" / "site")
    (root / PAGE).write_text((root / PAGE).read_text("utf-8") + "\nThêm.\n", "utf-8")
    real: Callable[..., bytes] = Path.read_bytes

    def read(self: Path) -> bytes:
        if self.name == Path(AGREED).name:
            self.unlink(missing_ok=True)
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", read)
    with pytest.raises(Failure):
        publish.build(root, TODAY)
    assert tree(root / "build" / "site") == before


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a disk of its own")
def test_a_full_disk_changes_nothing_and_leaves_nothing(twice: Path, tmp_path: Path) -> None:
    """A real disk, full but for less than the new site needs."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=False)  # noqa: S603, S607
    if mounted.returncode:
        pytest.skip("may not mount a disk here")
    try:
        root = copy(twice, tmp_path / "campaign")
        site = disk / "site"
        publish.build(root, TODAY, site=site)
        before = tree(site)
        (disk / "filler").write_bytes(b"x" * (free_of(disk) - 20_000))
        (root / PAGE).write_text((root / PAGE).read_text("utf-8") + "\nThêm.\n", "utf-8")
        with pytest.raises(Failure, match="Không ghi được ra đĩa"):
            publish.build(root, TODAY, site=site)
        assert tree(site) == before
        assert sorted(each.name for each in disk.iterdir()) == ["filler", "site"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607


def free_of(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def copy(root: Path, target: Path) -> Path:
    """The campaign and its site, with the times of their files."""
    return Path(shutil.copytree(root, target / "campaign"))


def tree(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
