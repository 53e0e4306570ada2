"""The built site, put on a branch of a Git repository, where Pages hosts take it from.

ghp-import makes the commit, of the files as they are and nothing else; it never touches the work tree. Around it stands
what a public branch needs: nothing is pushed over what is not a site, over what somebody else pushed meanwhile, or when
nothing changed; and the branch is read back afterwards. It holds one commit, without those before: what was taken
off the site is then not in its history either.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from generator.live import BUILT_MEANWHILE, Files, Plan
from generator.parse import parse
from generator.problems import Failure
from generator.publish import MARK, Tell, silent

MESSAGE = "Publish the site"
NO_JEKYLL, CNAME = ".nojekyll", "CNAME"
_HOSTS = (".github.io", ".gitlab.io", ".codeberg.page", ".pages.dev", ".netlify.app")  # their names need no telling
_MADE, _SEEN = "refs/heads/sangkien-deploy", "refs/sangkien/deployed"  # ours alone, so nobody's branch is touched
# Who commits, where Git was told nobody.
_WHO = (("GIT_COMMITTER_NAME", "user.name", "sangkien"), ("GIT_COMMITTER_EMAIL", "user.email", "sangkien@localhost"))

Tree = Mapping[str, str]
"""What is on a branch: the id that Git gives to a file's bytes, by path."""


def domain(root: Path) -> str:
    """The campaign's own domain, as a Pages host wants to be told. Raises Failure when the address has none."""
    charter = parse(root).charter
    address = urlsplit(charter.site_url) if charter else urlsplit("")
    if not address.hostname or address.path.strip("/") or address.hostname.endswith(_HOSTS):
        raise Failure(
            "--cname cần site_url trong data/campaign.yml là một tên miền riêng, ví dụ https://sangkien.example.org/."
        )
    return address.hostname


def push(
    root: Path,
    site: Path,
    files: Files,
    *,
    branch: str,
    remote: str,
    domain: str | None = None,
    history: bool = False,
    dry_run: bool = False,
    tell: Tell = silent,
) -> Plan:
    """Make `branch` of `remote` hold the built site, whose `files` are known; the repository is that of `root`.

    `domain` is written to the file CNAME; without it, the one that stands there stays. `history` keeps earlier commits.
    With `dry_run` nothing is pushed. Gives what was done. Raises Failure when Git fails, when the branch holds something
    else than a site, and when it is not as it was built afterwards.
    """
    root = root.resolve()
    tell("compare", 0, None)
    _git(root, "check-ref-format", f"refs/heads/{branch}")
    commit, there = _fetched(root, remote, branch)
    if there and MARK not in there:
        raise Failure(f"Nhánh {branch} của {remote} có thứ không phải là trang; hãy chọn nhánh khác, ví dụ gh-pages.")
    named = f"{domain}".encode() if domain else _told(root, there.get(CNAME))
    wanted = _wanted(root, site, files, named)
    changed = [path for path in wanted.keys() & there if wanted[path] != there[path]]
    plan = Plan(
        new=tuple(sorted(wanted.keys() - there)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(there.keys() - wanted)),
        foreign=(),
        size=sum(files[path].size for path in files if there.get(path) != wanted[path]),
    )
    if not plan.is_empty and not dry_run:
        tell("copy", 0, None)
        made = _commit(root, site, wanted, named, commit if history else "")
        _git(
            root,
            "push",
            "--quiet",
            f"--force-with-lease=refs/heads/{branch}:{commit}",
            remote,
            f"{made}:refs/heads/{branch}",
        )
        tell("live", 0, None)
        commit, found = _fetched(root, remote, branch)
        if (commit, found) != (made, wanted):
            raise Failure(
                f"Nhánh {branch} của {remote} không đúng như bản đã dựng; có ai khác vừa đẩy lên? Hãy chạy lại."
            )
    return plan


def _fetched(root: Path, remote: str, branch: str) -> tuple[str, Tree]:
    """The branch's commit as the remote has it now, and its tree; an empty name and no files when there is none."""
    if not _git(root, "ls-remote", remote, f"refs/heads/{branch}"):
        return "", {}
    _git(root, "fetch", "--quiet", "--no-tags", remote, f"+refs/heads/{branch}:{_SEEN}")
    return _text(root, "rev-parse", _SEEN), _tree(root, _SEEN)


def _tree(root: Path, commit: str) -> Tree:
    """The files of a commit."""
    entries = _git(root, "ls-tree", "-r", "-z", commit).decode().split("\0")
    return {path: about.split(" ")[2] for about, _, path in (each.partition("\t") for each in entries if each)}


def _wanted(root: Path, site: Path, files: Files, named: bytes) -> Tree:
    """What is to be on the branch; Git itself tells the ids, whatever digest the repository uses."""
    paths = "".join(f"{site.resolve() / path}\n" for path in files)
    told = _git(root, "hash-object", "--no-filters", "--stdin-paths", given=paths.encode()).decode().split()
    made = {NO_JEKYLL: b""} | ({CNAME: named} if named else {})
    extra = {
        path: _git(root, "hash-object", "--stdin", given=content).decode().strip() for path, content in made.items()
    }
    return dict(zip(files, told, strict=True)) | extra


def _told(root: Path, blob: str | None) -> bytes:
    """What a CNAME that stands on the branch says: a host's own settings page may have written it."""
    return _git(root, "cat-file", "blob", blob).strip() if blob else b""


def _commit(root: Path, site: Path, wanted: Tree, named: bytes, parent: str) -> str:
    """Commit the site on a branch of our own, which is gone afterwards; gives the commit's name."""
    _git(root, "update-ref", "-d", _MADE)
    if parent:
        _git(root, "update-ref", _MADE, parent)
    name = _MADE.removeprefix("refs/heads/")
    command = [sys.executable, "-m", "ghp_import", "--no-jekyll", f"--branch={name}", f"--message={MESSAGE}"]
    told = {name: _text(root, "config", "--default", default, "--get", key) for name, key, default in _WHO}
    environment = told | os.environ
    cname = [f"--cname={named.decode()}"] if named else []
    _run([*command, *cname, str(site.resolve())], root, environment)
    made = _text(root, "rev-parse", _MADE)
    _git(root, "update-ref", "-d", _MADE)
    if _tree(root, made) != wanted:
        raise Failure(BUILT_MEANWHILE)
    return made


def _text(root: Path, *arguments: str) -> str:
    return _git(root, *arguments).decode().strip()


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What Git says to a command in the campaign's folder. Raises Failure with its words when it fails."""
    return _run(["git", *arguments], root, os.environ, given)


def _run(command: list[str], root: Path, environment: Mapping[str, str], given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - Git and ghp-import, without a shell
            command, cwd=root, env=environment, input=given, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise Failure("Máy này chưa có Git; hãy cài rồi chạy lại.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or done.stdout.decode(errors="replace").strip()
        raise Failure(f"Git không làm được ({' '.join(command[1:3])}): {said}")
    return done.stdout
