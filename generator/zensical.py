"""Zensical, which Material for MkDocs names its successor: the same pages from the same docs tree, settings and theme.

Its command line has no options for where pages come from and where they go, and its settings may name only folders
below their own. So it works in a folder made for one build, with settings that inherit the campaign's.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.engine import SETTINGS, Made, Work, epoch, listed, read_settings
from generator.problems import Failure


def render(work: Work, pages: Sequence[str], into: Path, *, made: Made, theme: bool = True) -> None:
    """Make the HTML of `pages` (paths of Markdown in the docs tree) and, if asked for, the `theme`'s own files in the folder `into`.

    Raises Failure when Zensical does, when it finds anything amiss, and when the settings are missing. Of settings that
    do not divide (`engine.is_divisible`), `pages` must be all pages.
    """
    settings = read_settings(work)
    own = _theme(work, settings)
    in_menu = [path for path in listed(settings.get("nav") or []) if (work.docs / path).is_file()]
    with TemporaryDirectory(dir=into.parent, prefix="zensical-") as folder:
        shop = Path(folder)
        for path in dict.fromkeys([*in_menu, *pages]):
            (shop / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(work.docs / path, shop / "docs" / path)
        _run(work, shop, own)
        place = work.places()
        wanted = [f"{page.removesuffix('.md')}.html" for page in pages]
        for path in [*wanted, *(_themes_own(shop / "site", own) if theme else ())]:
            if (shop / "site" / path).is_file():  # that none is left out, whoever asked for them looks
                (into / place(path)).parent.mkdir(parents=True, exist_ok=True)
                (shop / "site" / path).replace(into / place(path))
    made(len(pages))


def _run(work: Work, shop: Path, theme: Path | None) -> None:
    """Let Zensical make `shop`/site of `shop`/docs."""
    changes: dict[str, Any] = {
        "INHERIT": str((work.root / SETTINGS).resolve()),
        "docs_dir": "docs",
        "site_dir": "site",
        "extra": {"preview": work.is_preview, "assets": work.assets},
    }
    if theme:
        changes["theme"] = {"custom_dir": str(theme)}
    (shop / "docs").mkdir(exist_ok=True)
    (shop / SETTINGS).write_text(json.dumps(changes), encoding="utf-8")  # which YAML is, too
    done = subprocess.run(  # noqa: S603 - a program of our own environment
        [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", SETTINGS],
        cwd=shop,
        env=os.environ | {"SOURCE_DATE_EPOCH": epoch(work.day)},
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise Failure(f"Zensical không dựng được trang:\n{(done.stdout + done.stderr).strip()}")


def _theme(work: Work, settings: Mapping[str, Any]) -> Path | None:
    """The folder of the campaign's own templates, if its settings name one."""
    named = settings.get("theme")
    folder = named.get("custom_dir") if isinstance(named, dict) else None
    return (work.root / folder).resolve() if folder else None


def _themes_own(site: Path, theme: Path | None) -> Iterable[str]:
    """The files of the theme in a site, as MkDocs would have them: of a theme with a shell of its own, only its own."""
    yield "404.html"
    for path in (site / "assets").rglob("*"):
        name = path.relative_to(site).as_posix()
        is_own = theme is None or not (theme / "base.html").is_file() or (theme / name).is_file()
        if path.is_file() and is_own and path.suffix != ".md":
            yield name
