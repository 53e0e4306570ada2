"""The shipped campaign: the checkout is its root, and tests work on copies."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent

PARTS = ("data", "content", "overrides", "mkdocs.yml")
"""What the campaign is made of, in the checkout."""

MADE = tuple(ROOT / "build" / "docs" / name for name in ("anh", "in"))
"""Pictures and papers that `make site` left: their names say what they hold, so no build makes them again."""


def copy_shipped(root: Path, *, made: bool = True) -> Path:
    """Copy what the shipped campaign is made of into the folder `root`, made if need be; returns it.

    `made` says whether pictures that were made already may come along.
    """
    root.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
        else:
            shutil.copy2(ROOT / name, root / name)
    for folder in MADE:
        if made and folder.is_dir():
            shutil.copytree(folder, root / folder.relative_to(ROOT), copy_function=os.link)
    return root


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills once in a run of all tests: workers share it, and only read it."""
    base = factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / "once"
    shared.mkdir(exist_ok=True)
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


def themed(root: Path) -> Path:
    """Give the campaign in `root`, which has MkDocs' own look, the shipped one's; returns it."""
    (root / "overrides").symlink_to(ROOT / "overrides")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    own = (root / "mkdocs.yml").read_text("utf-8").split("markdown_extensions", 1)[0]
    (root / "mkdocs.yml").write_text(own + settings[settings.index("theme:") :], "utf-8")
    return root
