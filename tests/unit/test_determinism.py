"""The same data is the same site, byte for byte: in another folder, time zone and locale, with other hashes."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from shipped import copy_shipped

REPOSITORY = Path(__file__).resolve().parents[2]

SURROUNDINGS = {
    "PYTHONHASHSEED": "1",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "vi_VN.UTF-8",
    "COLUMNS": "40",
}


def digests(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_two_builds_in_different_surroundings_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """The slow one of the unit tests: it builds the shipped campaign from nothing, beside the site that all tests share."""
    root = copy_shipped(tmp_path / "một thư mục khác", made=False)
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONUTF8")}
    built = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        check=False,
        cwd=root,
        env={**kept, **SURROUNDINGS, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
    )
    assert built.returncode == 0, built.stderr.decode()
    one, other = digests(site), digests(root / "build" / "site")
    assert len(one) > 300
    assert {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)} == set()
