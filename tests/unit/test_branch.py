"""A site on a branch of a Git repository: what was built and nothing else, and nobody's work pushed over."""

import subprocess
from pathlib import Path

import pytest
from campaigns import CAMPAIGN, edited, write_campaign
from typer.testing import CliRunner

from generator import branch as branches
from generator.__main__ import app
from generator.branch import domain, push
from generator.live import Plan, site_files
from generator.problems import Failure
from generator.publish import MARK, PREVIEW_MARK

BRANCH = "gh-pages"
PAGES = {MARK: "", "index.html": "trang chủ", "sang-kien/den/index.html": "đèn\r\n", "anh/0a1b-480.avif": "ảnh"}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Lan", "-c", "user.email=lan@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - our own
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which Git knows nothing of who works there, as those that build sites are."""
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text("[core]\n\tautocrlf = true\n[init]\n\tdefaultBranch = main\n")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    (tmp_path / "remote.git").mkdir()
    git(tmp_path / "remote.git", "init", "--quiet", "--bare")
    return tmp_path / "remote.git"


@pytest.fixture
def root(tmp_path: Path, remote: Path) -> Path:
    """A campaign in a repository whose main branch is pushed, with an edit that is not committed."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "origin", str(remote))
    (folder / "README.md").write_text("dữ liệu")
    git(folder, "add", "README.md")
    git(folder, "commit", "--quiet", "--message=Start")
    git(folder, "push", "--quiet", "origin", "main")
    (folder / "README.md").write_text("dữ liệu, đang sửa")
    return folder


@pytest.fixture
def site(root: Path) -> Path:
    """A built site, in a folder that Git is told to leave out."""
    (root / ".gitignore").write_text("/build/\n")
    return build(root / "build" / "site", PAGES)


def build(folder: Path, pages: dict[str, str]) -> Path:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


def put(root: Path, site: Path, *, name: str = BRANCH, cname: str | None = None, history: bool = False) -> Plan:
    return push(root, site, site_files(site), branch=name, remote="origin", domain=cname, history=history)


def on_branch(remote: Path, name: str = BRANCH) -> dict[str, bytes]:
    """What a Pages host would serve."""
    paths = git(remote, "ls-tree", "-r", "--name-only", name).splitlines()
    show = [["git", "cat-file", "blob", f"{name}:{path}"] for path in paths]
    contents = [subprocess.run(each, cwd=remote, capture_output=True, check=True).stdout for each in show]  # noqa: S603
    return dict(zip(paths, contents, strict=True))


def test_the_branch_holds_the_bytes_of_the_site_and_nothing_local_is_touched(
    root: Path, remote: Path, site: Path
) -> None:
    before = git(root, "status", "--porcelain"), git(root, "branch"), git(root, "rev-parse", "HEAD")
    plan = put(root, site)
    assert on_branch(remote) == {path: text.encode() for path, text in {**PAGES, ".nojekyll": ""}.items()}
    assert plan.new == tuple(sorted({*PAGES, ".nojekyll"}))
    assert (git(root, "status", "--porcelain"), git(root, "branch"), git(root, "rev-parse", "HEAD")) == before
    assert git(remote, "log", "--format=%cn <%ce>: %s", BRANCH) == "sangkien <sangkien@localhost>: Publish the site"


def test_the_same_site_makes_no_commit_and_another_leaves_nothing_of_it_behind(
    root: Path, remote: Path, site: Path
) -> None:
    put(root, site)
    first = git(remote, "rev-parse", BRANCH)
    assert put(root, site).is_empty
    assert git(remote, "rev-parse", BRANCH) == first
    (site / "sang-kien" / "den" / "index.html").unlink()
    (site / "index.html").write_text("trang chủ mới")
    plan = put(root, site)
    assert (plan.new, plan.changed, plan.removed) == ((), ("index.html",), ("sang-kien/den/index.html",))
    assert git(remote, "rev-list", "--count", BRANCH) == "1", "what was taken off the site is not in its history"
    (site / "index.html").write_text("trang chủ lần ba")
    put(root, site, history=True)
    assert git(remote, "rev-list", "--count", BRANCH) == "2"


def test_only_what_is_new_travels(root: Path, remote: Path, site: Path) -> None:
    (site / "anh" / "lon.avif").write_bytes(bytes(range(256)) * 4000)
    put(root, site)
    before = git(remote, "count-objects", "-v")
    (site / "index.html").write_text("trang chủ mới")
    put(root, site)
    told = [
        dict(line.split(": ") for line in each.splitlines()) for each in (before, git(remote, "count-objects", "-v"))
    ]
    assert int(told[1]["count"]) - int(told[0]["count"]) + int(told[1]["in-pack"]) - int(told[0]["in-pack"]) <= 3


def test_a_dry_run_tells_and_pushes_nothing(root: Path, remote: Path, site: Path) -> None:
    told = push(root, site, site_files(site), branch=BRANCH, remote="origin", dry_run=True)
    assert not git(remote, "branch", "--list", BRANCH)
    assert told == put(root, site)


def test_the_domain_is_written_and_stays(root: Path, remote: Path, site: Path) -> None:
    put(root, site, cname="sangkien.example.org")
    assert on_branch(remote)["CNAME"] == b"sangkien.example.org"
    assert put(root, site).is_empty
    (site / "index.html").write_text("trang chủ mới")
    put(root, site)
    assert on_branch(remote)["CNAME"] == b"sangkien.example.org", "the host's settings page may have written it"


def test_a_branch_that_is_no_site_is_not_touched(root: Path, remote: Path, site: Path) -> None:
    with pytest.raises(Failure, match="Nhánh main của origin có thứ không phải là trang"):
        put(root, site, name="main")
    assert git(remote, "log", "--format=%s", "main") == "Start"
    put(root, site, name="xem-truoc")
    (site / PREVIEW_MARK).write_text("")
    with pytest.raises(Failure, match="là bản xem trước"):
        put(root, site, name="xem-truoc")
    (site / PREVIEW_MARK).unlink()
    with pytest.raises(Failure, match="Git không làm được"):
        put(root, site, name="tên sai..")


def test_what_somebody_else_pushed_meanwhile_is_not_pushed_over(
    root: Path, remote: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, site)
    (site / "index.html").write_text("trang chủ mới")
    commit = branches._commit  # noqa: SLF001 - the moment before the push

    def meanwhile(*arguments: object) -> str:
        made = commit(*arguments)  # type: ignore[arg-type]
        other = git(remote, "commit-tree", "-m", "Khác", f"{BRANCH}^{{tree}}")
        git(remote, "update-ref", f"refs/heads/{BRANCH}", other)
        return made

    monkeypatch.setattr(branches, "_commit", meanwhile)
    with pytest.raises(Failure, match=r"(?s)Git không làm được \(push .+stale info"):
        put(root, site)
    assert git(remote, "log", "--format=%s", BRANCH) == "Khác"
    monkeypatch.undo()
    put(root, site)
    assert on_branch(remote)["index.html"] == "trang chủ mới".encode()


def test_a_remote_that_is_not_there_is_told_in_the_words_of_git(root: Path, site: Path, tmp_path: Path) -> None:
    git(root, "remote", "set-url", "origin", str(tmp_path / "khong-co"))
    with pytest.raises(Failure, match=r"Git không làm được \(ls-remote origin\): fatal: .+khong-co"):
        put(root, site)


@pytest.mark.parametrize("address", ["https://lan.github.io/", "https://example.org/sangkien/"])
def test_only_a_domain_of_its_own_is_told(address: str, tmp_path: Path) -> None:
    write_campaign(tmp_path)
    told = domain(tmp_path)
    changed = write_campaign(tmp_path / "other", edited(CAMPAIGN, (f"https://{told}/", address)))
    with pytest.raises(Failure, match="tên miền riêng"):
        domain(changed)


def test_the_command_tells_what_it_pushed(root: Path, remote: Path, site: Path) -> None:
    at = ["deploy", "--branch", BRANCH, "--root", str(root)]
    said = CliRunner().invoke(app, at)
    assert (said.exit_code, said.output) == (
        0,
        "Xong: thêm 5, thay 0, gỡ 0 tệp ở nhánh gh-pages của origin (0,0 MB); đã soát, 4 tệp đúng như bản đã dựng.\n",
    )
    assert on_branch(remote).keys() == {*PAGES, ".nojekyll"}
    (site / "index.html").unlink()
    said = CliRunner().invoke(app, [*at, "--dry-run"])
    assert said.output == "- index.html\nSẽ thêm 0, thay 0, gỡ 1 tệp ở nhánh gh-pages của origin (0,0 MB).\n"
    said = CliRunner().invoke(app, [*at, "--cname"])
    assert (said.exit_code, "--cname cần site_url" in said.output) == (3, True), "there is no campaign.yml here"
