"""A site comes live whole: nobody gets half a file or an error, a kill at any step heals, and what is live is what was built."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bench import nginx
from bench.readers import Readers, digests
from bench.served import Folder
from bench.served import serve as serve_plainly
from typer.testing import CliRunner

from generator.__main__ import app
from generator.deploy import OLD_ASSETS_SECONDS, deploy
from generator.live import LIST, STAGING, Plan, site_files, visit
from generator.problems import Failure
from generator.publish import ASKED, MARK, PREVIEW_MARK

REPOSITORY = Path(__file__).resolve().parents[2]
EMPTY = Plan(new=(), changed=(), removed=(), foreign=(), size=0)


def picture(text: str) -> tuple[str, bytes]:
    """Bytes that stand for a picture, and the path that names them."""
    content = text.encode() * 50
    return f"anh/{hashlib.sha256(content).hexdigest()[:16]}-480.avif", content


def make_site(folder: Path, version: str, pages: int = 4) -> Path:
    """A site in which each page names a picture of its own, the version is in every page, and one page is only here."""
    common = {f"trang/{number}": f"{version} {number}" for number in range(pages)}
    texts = {"": version, f"chi-{version}": version, "khong-doi": "như nhau", **common}
    files = {MARK: b"", "assets/site.css": f"/* {version} */".encode(), "assets/mau.svg": b"<svg/>" * 99}
    for address, text in texts.items():
        path, content = picture(text)
        rest = "<p>nội dung</p>" * 200
        page = f'<link href="/assets/site.css"><img src="/{path}"><a href="/chi-{version}/">{text}</a>{rest}'
        files |= {
            path: content,
            f"{address}/index.html".lstrip("/"): (page if text == version or "trang" in address else rest).encode(),
        }
    shard = f"tim-kiem/du-lieu/{hashlib.sha256(version.encode()).hexdigest()[:10]}.json"
    files |= {shard: version.encode(), "tim-kiem/muc-luc.json": f'["{shard}"]'.encode()}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make_site(tmp_path / "old", "a")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return make_site(tmp_path / "new", "b")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A campaign's folder; deploying looks at nothing in it but where it is."""
    (tmp_path / "campaign" / "data").mkdir(parents=True)
    return tmp_path / "campaign"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


def put(root: Path, site: Path, target: Path, *, releases: int = 0, compress: bool = False) -> Plan:
    return deploy(root, site_files(site, compress=compress), target, releases=releases, wait_seconds=0)


def live(folder: Path) -> dict[str, str]:
    """What stands in a folder, but for our own note."""
    return {path: digest for path, digest in digests(folder).items() if path != LIST}


# --- A folder ------------------------------------------------------------------------------------------


def test_the_folder_holds_the_site_and_a_second_time_nothing_is_touched(root: Path, old: Path, target: Path) -> None:
    first = put(root, old, target)
    assert first.new == tuple(sorted(digests(old)))
    assert live(target) == digests(old)
    times = {path: path.stat().st_mtime_ns for path in target.rglob("*") if path.name != LIST and path.is_file()}
    assert put(root, old, target) == EMPTY
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert not (target / STAGING).exists()


def test_only_what_differs_is_copied(root: Path, old: Path, new: Path, target: Path) -> None:
    put(root, old, target)
    kept = (target / "khong-doi" / "index.html").stat().st_ino
    plan = put(root, new, target)
    assert live(target) == digests(new)
    assert (target / "khong-doi" / "index.html").stat().st_ino == kept
    assert plan.changed == (
        "assets/site.css", "index.html", "tim-kiem/muc-luc.json", *(f"trang/{number}/index.html" for number in range(4)),
    )  # fmt: skip
    assert plan.size == sum((new / path).stat().st_size for path in (*plan.new, *plan.changed))
    assert not (target / "chi-a").exists(), "an empty folder would answer with an error of its own"


def test_assets_come_before_pages_new_pages_before_others_and_removals_last(
    root: Path, old: Path, new: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, old, target)
    done: list[tuple[str, str]] = []
    move, unlink = Path.replace, Path.unlink

    def moved(self: Path, to: Path) -> Path:
        if to.name != LIST:
            done.append(("put", to.relative_to(target).as_posix()))
        return move(self, to)

    def removed(self: Path, *, missing_ok: bool = False) -> None:
        if self.is_relative_to(target) and STAGING not in self.parts:
            done.append(("gone", self.relative_to(target).as_posix()))
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", moved)
    monkeypatch.setattr(Path, "unlink", removed)
    monkeypatch.setattr(time, "sleep", lambda seconds: done.append(("wait", str(seconds))))
    deploy(root, site_files(new), target, wait_seconds=7)
    kinds: list[tuple[str, ...]] = []
    for what, path in done:
        is_page = path.endswith(("html", "muc-luc.json"))
        kind: tuple[str, ...] = (what, path if what == "wait" else "page" if is_page else "asset")
        kind += ("replaced",) if what == "put" and (old / path).exists() else ()
        kinds += [] if kinds and kinds[-1] == kind else [kind]
    assert kinds == [
        ("put", "asset"), ("put", "asset", "replaced"), ("put", "page"), ("put", "page", "replaced"),
        ("gone", "page"), ("wait", "7"), ("gone", "asset"),
    ]  # fmt: skip


def test_style_sheets_and_scripts_stay_for_a_day_after_they_were_replaced(
    root: Path, old: Path, new: Path, target: Path
) -> None:
    before, after = (f"assets/{digit * 16}/site.css" for digit in "ab")
    for site, path in ((old, before), (new, after)):
        (site / path).parent.mkdir()
        (site / path).write_text(path, "utf-8")
    put(root, old, target)
    for each in target.rglob("*"):
        os.utime(each, (0, 0))  # deployed long ago, and asked for until now
    plan = put(root, new, target)
    assert before not in (*plan.removed, *plan.foreign)
    assert put(root, new, target) == EMPTY
    assert {each.relative_to(target).as_posix() for each in target.glob("assets/*/*")} == {before, after}

    age(target, OLD_ASSETS_SECONDS + 60)
    assert put(root, new, target).removed == (before,)
    assert live(target) == digests(new)


def age(folder: Path, seconds: float) -> None:
    """Let the list say that what no page names was so for as long."""
    path = folder / LIST
    told = re.sub(r"(?<=\t)\d+", lambda since: str(int(since[0]) - int(seconds)), path.read_text("utf-8"))
    path.write_text(told, "utf-8")


def with_assets(site: Path, letter: str) -> str:
    """Give a site a style sheet in a folder that is named by its bytes; its path."""
    path = f"assets/{letter * 16}/site.css"
    (site / path).parent.mkdir()
    (site / path).write_text(letter, "utf-8")
    return path


def test_a_style_sheet_that_comes_of_age_while_deploying_waits_for_the_next_time(
    root: Path, old: Path, new: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = make_site(tmp_path / "third", "c")
    before, after = with_assets(old, "a"), with_assets(new, "b")
    shutil.copytree(new / "assets" / ("b" * 16), third / "assets" / ("b" * 16))
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.append(clock.pop() + seconds))
    put(root, old, target)
    put(root, new, target)
    clock[0] += OLD_ASSETS_SECONDS - 1
    assert before not in deploy(root, site_files(third), target, wait_seconds=10).removed
    assert {each.relative_to(target).as_posix() for each in target.glob("assets/*/*")} == {before, after}
    assert deploy(root, site_files(third), target).removed == (before,)


def test_only_listed_style_sheets_go_and_the_times_of_files_are_left_alone(
    root: Path, old: Path, new: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = with_assets(old, "a")
    with_assets(new, "b")
    put(root, old, target)
    foreign = f"assets/{'a' * 16}/cua-nguoi-khac.css"
    (target / foreign).write_text("của người khác")
    for each in (before, foreign):
        os.utime(target / each, (0, 0))

    def refused(path: Path, *_times: object) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    with monkeypatch.context() as another_user:
        another_user.setattr(os, "utime", refused)
        assert put(root, new, target).foreign == (foreign,)
    assert (target / before).stat().st_mtime == 0
    age(target, OLD_ASSETS_SECONDS + 60)
    plan = put(root, new, target)
    assert (plan.removed, plan.foreign) == ((before,), (foreign,))
    assert live(target).keys() - digests(new).keys() == {foreign}


def test_a_list_without_times_is_read(root: Path, old: Path, new: Path, target: Path) -> None:
    before = with_assets(old, "a")
    put(root, old, target)
    assert "\t" not in (target / LIST).read_text("utf-8"), "as it was when it held no times"
    assert before not in put(root, new, target).removed
    for each in ("", "\tngày mai", "\t99999999999"):  # edited by hand, or by a clock that was wrong
        told = re.sub(rf"(?m)^{before}.*$", before + each, (target / LIST).read_text("utf-8"))
        (target / LIST).write_text(told, "utf-8")
        assert put(root, new, target) == EMPTY
    age(target, OLD_ASSETS_SECONDS + 60)
    assert put(root, new, target).removed == (before,)
    assert live(target) == digests(new)


def test_a_style_sheet_that_pages_name_again_is_kept(root: Path, old: Path, new: Path, target: Path) -> None:
    before, after = with_assets(old, "a"), with_assets(new, "b")
    put(root, old, target)
    put(root, new, target)
    age(target, OLD_ASSETS_SECONDS - 60)
    put(root, old, target)
    age(target, 120)
    put(root, new, target)
    assert (target / before).is_file(), "pages named it until now"
    assert (target / after).is_file()


def test_what_was_changed_by_hand_is_mended_even_where_size_and_time_are_the_same(
    root: Path, old: Path, target: Path
) -> None:
    put(root, old, target)
    page, times = target / "index.html", (target / "index.html").stat()
    page.write_bytes(page.read_bytes().replace(b"nh", b"mh"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    (target / "assets" / "site.css").unlink()
    plan = put(root, old, target)
    assert (plan.new, plan.changed) == (("assets/site.css",), ("index.html",))
    assert live(target) == digests(old)


def test_files_of_others_stay_and_are_told(root: Path, old: Path, new: Path, target: Path) -> None:
    put(root, old, target)
    for name in (".well-known/security.txt", "google1234.html"):
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text("của máy chủ")
    assert put(root, new, target).foreign == ("google1234.html",)
    assert live(target).keys() - digests(new).keys() == {".well-known/security.txt", "google1234.html"}


def test_a_site_that_was_copied_there_by_hand_is_replaced_whole(root: Path, old: Path, new: Path, target: Path) -> None:
    shutil.copytree(old, target, dirs_exist_ok=True)
    assert "chi-a/index.html" in put(root, new, target).removed
    assert live(target) == digests(new)


def test_texts_get_a_compressed_copy_and_lose_it_again(root: Path, old: Path, target: Path) -> None:
    (old / "sitemap.xml").write_bytes(b"<urlset/>" * 99)
    (old / "sitemap.xml.gz").write_bytes(gzip.compress(b"<urlset/>" * 99))
    put(root, old, target, compress=True)
    packed = {path for path in live(target) if path.endswith(".gz")}
    assert {"index.html.gz", "assets/mau.svg.gz", "sitemap.xml.gz"} <= packed
    assert "assets/site.css.gz" not in packed, "it would be larger"
    assert not any(path.startswith("anh/") for path in packed)
    for path in packed:
        assert gzip.decompress((target / path).read_bytes()) == (target / path.removesuffix(".gz")).read_bytes()
    assert put(root, old, target, compress=True) == EMPTY
    put(root, old, target)
    assert live(target) == digests(old)


def test_a_dry_run_tells_and_touches_nothing(root: Path, old: Path, new: Path, target: Path) -> None:
    told = deploy(root, site_files(old), target, dry_run=True)
    assert list(target.iterdir()) == []
    assert told == put(root, old, target)
    before = digests(target)
    assert deploy(root, site_files(new), target, dry_run=True) != EMPTY
    assert digests(target) == before


def test_a_site_built_anew_meanwhile_is_not_mixed_with_the_one_before(root: Path, old: Path, target: Path) -> None:
    files = site_files(old)
    make_site(old, "b")
    with pytest.raises(Failure, match="vừa được dựng lại"):
        deploy(root, files, target)
    assert live(target).keys() <= {path for path in live(target) if path.startswith(STAGING)}
    put(root, old, target)
    assert live(target) == digests(old)


def test_what_is_not_live_as_it_was_built_is_told(
    root: Path, old: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.replace

    def spoiled(self: Path, to: Path) -> Path:
        if to == target / "index.html":
            self.write_text("ai đó cũng ghi vào đây")
        return move(self, to)

    monkeypatch.setattr(Path, "replace", spoiled)
    with pytest.raises(Failure, match=r"1 tệp ở .+ chưa đúng như bản đã dựng, tệp đầu là index\.html"):
        put(root, old, target)


def test_it_refuses_what_is_no_site_and_places_that_are_not_for_one(root: Path, old: Path, target: Path) -> None:
    with pytest.raises(Failure, match="hãy chạy sangkien build trước"):
        put(root, target, target)
    files = site_files(old)
    for inside in (
        root,
        root.parent,
        root / "data",
        root / "data" / "trang",
        root / "build" / "site",
        old,
        old / "anh",
    ):
        with pytest.raises(Failure, match="ở đó có dữ liệu của chiến dịch"):
            deploy(root, files, inside)
    with pytest.raises(Failure, match="Không có thư mục"):
        deploy(root, files, target / "chua" / "co")
    (target / "luan-van.docx").write_text("của người khác")
    with pytest.raises(Failure, match="ở đó có thứ không phải là trang"):
        deploy(root, files, target)
    (old / MARK).write_text(f"{ASKED} 2022-07-15\n", "utf-8")
    with pytest.raises(Failure, match=r"Trang này dựng với --today 15/07/2022"):
        put(root, old, target)
    (old / MARK).write_text(f"{ASKED} 2999-01-01\n", "utf-8")
    put(root, old, target.with_name("www2"))
    (old / PREVIEW_MARK).write_text("")
    with pytest.raises(Failure, match="là bản xem trước"):
        site_files(old)
    kept = make_site(root / "build" / ".site.kept" / "2" / "site", "kept")
    (root / "build" / "cu").symlink_to(kept, target_is_directory=True)
    for each in (kept, root / "build" / "cu"):
        with pytest.raises(Failure, match=r"là bản cũ được giữ, .* Hãy chạy sangkien rollback"):
            put(root, each, target)
    assert [each.name for each in target.iterdir()] == ["luan-van.docx"]


def test_a_link_inside_the_folder_is_not_followed(root: Path, old: Path, target: Path, tmp_path: Path) -> None:
    put(root, old, target)
    (tmp_path / "noi-khac").mkdir()
    (target / "anh-cu").symlink_to(tmp_path / "noi-khac", target_is_directory=True)
    with pytest.raises(Failure, match="là liên kết tới nơi khác"):
        put(root, old, target)


# --- Releases ------------------------------------------------------------------------------------------


def test_releases_are_changed_by_a_link_and_the_last_ones_kept(
    root: Path, old: Path, new: Path, target: Path, tmp_path: Path
) -> None:
    third = make_site(tmp_path / "third", "c")
    for site in (old, new, third):
        put(root, site, target, releases=2)
        assert live(target / "current") == digests(site)
    releases = sorted((target / "releases").iterdir(), key=lambda each: each.stat().st_mtime)
    assert [live(each) for each in releases] == [digests(new), digests(third)], "an old one is not changed by the next"
    assert put(root, third, target, releases=2) == EMPTY
    put(root, new, target, releases=1)
    assert live(target / "current") == digests(new)
    assert len(list((target / "releases").iterdir())) == 1, "nothing of what was taken off the site is left"
    with pytest.raises(Failure, match="hãy thêm --releases"):
        put(root, new, target)


def test_a_folder_with_a_site_of_its_own_gets_no_releases(root: Path, old: Path, target: Path) -> None:
    put(root, old, target)
    with pytest.raises(Failure, match="đang chứa trang đặt thẳng"):
        put(root, old, target, releases=2)
    assert live(target) == digests(old)


# --- Killed --------------------------------------------------------------------------------------------

DYING = """
    import json, os, shutil, signal, sys
    from pathlib import Path
    from generator.deploy import deploy
    from generator.live import site_files

    STEPS = ("replace", "rename", "unlink", "rmdir", "link", "symlink", "mkdir", "utime", "rmtree")
    left = 0

    def step():
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(plain):
        def call(*arguments, **named):
            step()
            return plain(*arguments, **named)
        return call

    def half(self, content):
        with self.open("wb") as file:
            file.write(content[: len(content) // 2])
            file.flush()
            step()
            file.write(content[len(content) // 2 :])

    def run(at, root, site, target, releases):
        global left
        left = at
        for name in STEPS:
            of = shutil if name == "rmtree" else os
            setattr(of, name, counted(getattr(of, name)))
        Path.write_bytes = half
        deploy(root, site_files(site), target, releases=releases, wait_seconds=0)
        os._exit(0)

    root, site, jobs = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    for start, out, releases, every in jobs:
        for at in range(1, 1000, every):
            target = Path(out, str(at))
            shutil.copytree(start, target, symlinks=True)
            child = os.fork()
            if not child:
                run(at, root, site, target, releases)
            if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
                break
"""


def kill(root: Path, site: Path, jobs: list[tuple[Path, Path, int, int]]) -> None:
    """Deploy to copies of a folder, killed at every so manieth step: (folder, where its copies go, releases, steps)."""
    told = json.dumps([(str(start), str(out), releases, every) for start, out, releases, every in jobs])
    command = [sys.executable, "-c", textwrap.dedent(DYING), str(root), str(site), told]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run(command, check=True, env=environment, timeout=120)  # noqa: S603 - our own program


def is_whole(folder: Path, old: Path, new: Path) -> bool:
    """Whether each file is one of either site, no page of both is missing, and each finds what it names."""
    there, before, after = live(folder), digests(old), digests(new)
    there = {path: digest for path, digest in there.items() if not path.startswith(STAGING)}
    of_one = all(digest in (before.get(path), after.get(path)) for path, digest in there.items())
    named = {path for path in there if path.startswith(("anh/", "tim-kiem/du-lieu/"))}
    asked = {
        path for page in there if page.endswith(("html", "muc-luc.json")) for path in {*before, *after}
        if path.startswith(("anh/", "tim-kiem/du-lieu/")) and path in (folder / page).read_text("utf-8")
    }  # fmt: skip
    return of_one and there.keys() >= before.keys() & after.keys() - {MARK} and named >= asked


@pytest.mark.parametrize("releases", [0, 2], ids=["in place", "releases"])
def test_after_every_single_step_readers_have_a_whole_site(
    releases: int, root: Path, old: Path, new: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, old, target, releases=releases)
    served, steps = target / "current" if releases else target, []

    def watched(name: str) -> Callable[..., None]:
        plain = getattr(os, name)

        def call(*arguments: object, **named: object) -> None:
            plain(*arguments, **named)
            assert is_whole(served, old, new), (name, *arguments)
            if releases:  # every page is of one site
                assert live(served) == digests(old) or live(served).items() >= digests(new).items(), (name, *arguments)
            steps.append(name)

        return call

    for name in ("replace", "rename", "unlink", "symlink", "mkdir"):
        monkeypatch.setattr(os, name, watched(name))
    put(root, new, target, releases=releases)
    assert len(steps) > 30
    assert live(served) == digests(new)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no SIGKILL")
def test_killed_at_any_step_readers_have_a_whole_site_and_the_next_time_heals(
    root: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    jobs: list[tuple[Path, Path, int, int]] = []
    for releases, every in ((0, 9), (2, 23)):
        for site in (old, None):  # the first time too
            start, out = tmp_path / f"start-{len(jobs)}", tmp_path / f"out-{len(jobs)}"
            start.mkdir()
            out.mkdir()
            if site:
                put(root, site, start, releases=releases)
            jobs.append((start, out, releases, every if site else 19))
    kill(root, new, jobs)
    for start, out, releases, _every in jobs:
        found = sorted(out.iterdir())
        assert len(found) > 4
        for each in found:
            served = each / "current" if releases else each
            if (start / served.relative_to(each) / MARK).exists():
                assert is_whole(served, old, new), each.name
            if releases and served.exists():
                assert live(served).items() >= digests(new).items() or live(served) == digests(old), each.name
            put(root, new, each, releases=releases)
            assert live(served) == digests(new), each.name
            assert not (served / STAGING).exists()


# --- Read meanwhile ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> str:
    """The web server that sites are mostly served by."""
    found = nginx.find()
    if found is None:
        if os.environ.get("SANGKIEN_NGINX") == "required":
            pytest.fail("These tests must run here, but there is no nginx on this machine.")
        pytest.skip("NO NGINX ON THIS MACHINE: deploying was NOT tested under load. Install it (Debian: nginx).")
    return found


@pytest.mark.parametrize("releases", [0, 2], ids=["in place", "releases"])
def test_nobody_who_reads_meanwhile_gets_an_error_or_half_a_file(
    releases: int, program: str, root: Path, target: Path, tmp_path: Path
) -> None:
    old, new = make_site(tmp_path / "a", "a", pages=120), make_site(tmp_path / "b", "b", pages=120)
    put(root, old, target, releases=releases)
    served = target / "current" if releases else target
    with nginx.serve(program, served, tmp_path / "nginx") as address:
        sites = {"a": digests(old), "b": digests(new)}
        readers = Readers(address=address, sites=sites, per_second=600, grace_seconds=0.5)
        with readers.reading() as seen:
            time.sleep(0.4)
            deploy(root, site_files(new), target, releases=releases, wait_seconds=0.5)
            time.sleep(0.4)
    assert seen.failed == []
    assert min(seen.pages["a"], seen.pages["b"]) > 20, "else it was not read while it changed"


def test_pages_are_fetched_and_compared_as_readers_get_them(old: Path, new: Path) -> None:
    files = site_files(old)
    with serve_plainly(Folder(root=old)) as address:
        assert visit(f"{address}/", files, patience_seconds=0) == sum(path.endswith("index.html") for path in files)
        shutil.copy(new / "index.html", old / "index.html")
        (old / "chi-a" / "index.html").unlink()
        with pytest.raises(
            Failure, match=rf"2 trong \d+ trang lấy thử ở {address} .+ {address}/chi-a/ \(máy chủ trả lời 404\)"
        ):
            visit(address, files, patience_seconds=0)
    with pytest.raises(Failure, match="không tải được"):
        visit(address, files, patience_seconds=0)


# --- The command ---------------------------------------------------------------------------------------


def call(*arguments: str | Path) -> tuple[int, str]:
    said = CliRunner().invoke(app, ["deploy", *map(str, arguments)])
    return said.exit_code, said.output


def test_the_command_tells_what_it_did_and_what_it_would_do(root: Path, old: Path, new: Path, target: Path) -> None:
    at = ("--root", root, "--wait", "0")
    code, said = call(target, *at, "--site-dir", old, "--dry-run")
    assert (code, said.splitlines()[0], said.splitlines()[-1]) == (
        0,
        "+ .sangkien",
        f"Sẽ thêm {len(digests(old))}, thay 0, gỡ 0 tệp ở {target} (0,0 MB).",
    )
    assert call(target, *at, "--site-dir", old)[0] == 0
    (target / "google1234.html").write_text("")
    code, said = call(target, *at, "--site-dir", new)
    assert code == 0
    assert said.splitlines() == [
        f"Xong: thêm 7, thay 7, gỡ 7 tệp ở {target} (0,0 MB); đã soát, {len(digests(new))} tệp đúng như bản đã dựng.",
        "Giữ nguyên 1 tệp không do sangkien đặt: google1234.html",
    ]
    assert call(target, *at) == (
        3,
        f"Không làm được: Chưa có trang ở {root}/build/site; hãy chạy sangkien build trước.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Cần một nơi: thư mục của máy chủ web, hoặc --branch gh-pages."),
        (["www", "--branch", "gh-pages"], "Cần một nơi"),
        (["--branch", "gh-pages", "--releases", "2"], "chỉ dùng cho thư mục"),
        (["www", "--cname"], "chỉ dùng với --branch"),
        (["www", "--url", "sangkien.example.org"], "--url cần bắt đầu bằng https:// hoặc http://"),
        (["www", "--releases", "0"], "Giá trị không dùng được cho"),
    ],
)
def test_wrong_usage_is_told_apart(arguments: list[str], said: str) -> None:
    code, told = call(*arguments)
    assert (code, said in told) == (2, True), told
