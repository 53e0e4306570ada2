"""`python -m tests.bench.deploying [SECONDS]`: the shipped site is replaced by another, again and again, while it is read.

nginx serves the folder on this machine; readers ask for `PER_SECOND` files a second, pages and what they name. Between
the two sites every page, the style sheet and the link pictures differ. *failed*: an answer that is not 200, or whose
bytes are of neither site; what a page names has to be there for `WAIT_SECONDS` after the page was read. *mixed*: a file
that the page loads came from the other site than the page.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator import publish
from generator.deploy import WAIT_SECONDS, deploy
from generator.live import site_files

from . import nginx
from .browser import ours
from .readers import Readers, Seen, digests

SECONDS, PER_SECOND = 60.0, 500.0
MODES = {"in place": 0, "releases": 2}


def sites(folder: Path) -> tuple[Path, Path]:
    """The shipped site, and one of which every page differs."""
    first = shutil.copytree(ours(folder), folder / "first")
    campaign = folder / "ours"
    for name, before, after in (
        ("data/campaign.yml", 'short_name: "', 'short_name: "Thử '),
        ("mkdocs.yml", 'site_name: "', 'site_name: "Thử '),
        ("overrides/assets/site.css", ":root", "/* thử */\n:root"),
    ):
        text = (campaign / name).read_text("utf-8")
        (campaign / name).write_text(text.replace(before, after, 1), "utf-8")
    return first, publish.build(campaign, None).site


def measure(program: str, folder: Path, both: tuple[Path, Path], releases: int, seconds: float) -> tuple[Seen, int]:
    """Read for `seconds` while the sites take turns; gives what was seen, and how often they did."""
    root, target = folder / "root", folder / "www"
    root.mkdir(parents=True)
    files = [site_files(each) for each in both]
    deploy(root, files[0], target, releases=releases)
    known = {"first": digests(both[0]), "second": digests(both[1])}
    turns = 0
    with nginx.serve(program, target / "current" if releases else target, folder / "nginx") as address:
        readers = Readers(address=address, sites=known, per_second=PER_SECOND, grace_seconds=WAIT_SECONDS)
        until = time.monotonic() + seconds
        with readers.reading() as seen:
            while time.monotonic() < until - WAIT_SECONDS / 2:
                turns += 1
                deploy(root, files[turns % 2], target, releases=releases)
            time.sleep(max(0.0, until - time.monotonic()))
    return seen, turns


def main() -> int:
    """Measure both ways of deploying, print; 1 when anything failed or was mixed."""
    program = nginx.find()
    if program is None:
        Console().print("nginx is not on this machine.")
        return 1
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    table = Table("mode", "answers", "a second", "deploys", "pages of either", "failed", "mixed", box=None)
    failed: list[str] = []
    mixed = 0
    with tempfile.TemporaryDirectory(prefix="sangkien-bench-") as folder:
        both = sites(Path(folder))
        for mode, releases in MODES.items():
            seen, turns = measure(program, Path(folder) / mode, both, releases, seconds)
            failed += seen.failed
            mixed += seen.mixed
            counts = (seen.answers, round(seen.answers / seconds), turns)
            pages = " + ".join(str(seen.pages[name]) for name in ("first", "second"))
            table.add_row(mode, *map(str, counts), pages, str(len(seen.failed)), str(seen.mixed))
    Console().print(table)
    for each in failed[:10]:
        Console().print(each)
    return 1 if failed or mixed else 0


if __name__ == "__main__":
    sys.exit(main())
