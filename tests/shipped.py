"""The shipped campaign: the checkout is its root, and tests work on copies."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PARTS = ("data", "content", "overrides", "mkdocs.yml")
"""What the campaign is made of, in the checkout."""

MADE = ROOT / "build" / "docs" / "anh"
"""Pictures that `make site` left: their names say what they hold, so no build makes them again."""


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
    if made and MADE.is_dir():
        shutil.copytree(MADE, root / MADE.relative_to(ROOT))
    return root
