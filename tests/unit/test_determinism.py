"""The same data is the same site, byte for byte: in another folder, time zone and locale, with other hashes."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from shipped import copy_shipped

REPOSITORY = Path(__file__).resolve().parents[2]

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8", "COLUMNS": "40"},
)


def start(root: Path, surroundings: dict[str, str]) -> "subprocess.Popen[bytes]":
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONUTF8")}
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "build"],
        cwd=root,
        env={**kept, **surroundings, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def digests(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_two_builds_in_different_surroundings_are_the_same_bytes(tmp_path: Path) -> None:
    """The slow one of the unit tests: it builds the shipped campaign twice, side by side."""
    roots = [copy_shipped(tmp_path / place, made=False) for place in ("a", "một thư mục khác/b")]
    builds = [start(root, surroundings) for root, surroundings in zip(roots, SURROUNDINGS, strict=True)]
    said = [build.communicate(timeout=240)[1].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    one, other = (digests(root / "build") for root in roots)
    assert len(one) > 300
    assert {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)} == set()
