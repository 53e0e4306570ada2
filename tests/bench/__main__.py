"""`make bench`: measure every budget and the peers, print a table, and fail when a budget is broken.

Here are the stages before publishing: reading and checking, and from data to the docs tree beside MkDocs on the same
pages. Publishing itself, from data to a site that is swapped in, is `publishing.py`; other modules measure their own.

Every figure is the median of several runs, each a process of its own. Budgets are held against the time on
the processor, because what else runs on the machine disturbs it least; the clock stands beside it, and on
an idle machine says the same.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import browser
from .measures import REPOSITORY, RUNS, Measure, Verdict, measured, report, run, seconds

FEW, MANY = 300, 3000

CHECK_SECONDS = 3.0
HELP_SECONDS = 0.4
OURS_TO_MKDOCS = 1.0
PEAK_MEGABYTES = 500.0
MANY_TO_FEW = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """The measures of one synthetic campaign, stage by stage, and MkDocs' on the same pages."""

    check: Measure
    ours: Measure
    mkdocs: Measure
    pages: int


def campaign(root: Path, initiatives: int, photos: str) -> Campaign:
    """Make a campaign in the folder `root` and measure."""
    run(
        "-m", "tests.bench.stages", "make", str(root), str(REPOSITORY), str(initiatives), str(initiatives // 10), photos
    )
    docs = root / "build" / "docs"
    check = measured("-m", "generator", "check", "--root", str(root))
    ours = measured("-m", "tests.bench.stages", "ours", str(root), str(docs), before=lambda: _remove(docs))
    site = root / "build" / "site"
    mkdocs = measured("-m", "mkdocs", "build", "--quiet", cwd=root, before=lambda: _remove(site))
    return Campaign(check=check, ours=ours, mkdocs=mkdocs, pages=len(list(site.rglob("index.html"))))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def verdicts(few: Campaign, many: Campaign, usage: Measure) -> list[Verdict]:
    """The figures, in the order of the work; those with a budget are what `make bench` is for."""

    def growth(stage: Callable[[Campaign], Measure]) -> float:
        return (stage(many).processor_seconds / MANY) / (stage(few).processor_seconds / FEW)

    return [
        seconds("--help", usage, HELP_SECONDS),
        seconds(f"check, {MANY:,}", many.check, CHECK_SECONDS),
        seconds(f"check, {FEW}", few.check),
        Verdict(
            name=f"data to docs, no photographs, {MANY:,}",
            found=many.ours.processor_seconds,
            unit="s",
            peer="MkDocs, same pages",
            theirs=many.mkdocs.processor_seconds,
            share=OURS_TO_MKDOCS,
            detail=f"clock {many.ours.seconds:.2f} / {many.mkdocs.seconds:.2f} s, {many.pages} pages",
        ),
        seconds(f"data to docs, no photographs, {FEW}", few.ours),
        Verdict(
            name=f"of it for an initiative, {MANY:,} / {FEW}",
            found=growth(lambda c: c.ours),
            unit="×",
            budget=MANY_TO_FEW,
        ),
        Verdict(name="memory, check", found=many.check.megabytes, unit="MB", budget=PEAK_MEGABYTES),
        Verdict(name="memory, data to docs", found=many.ours.megabytes, unit="MB", budget=PEAK_MEGABYTES),
        Verdict(name="memory, MkDocs alone", found=many.mkdocs.megabytes, unit="MB"),
    ]


def main() -> int:
    """Measure; 1 when a budget is broken.

    `each` as an argument gives every initiative a photograph of its own; `browser` measures pages as a reader
    on a phone meets them instead.
    """
    if "browser" in sys.argv[1:]:
        return browser.main(RUNS)
    photos = "each" if "each" in sys.argv[1:] else "shared"
    usage = measured("-m", "generator", "--help")
    with tempfile.TemporaryDirectory(prefix="sangkien-bench-") as folder:
        few = campaign(Path(folder, str(FEW)), FEW, photos)
        many = campaign(Path(folder, str(MANY)), MANY, photos)
    found = verdicts(few, many, usage)
    report(found, f"median of {RUNS}")
    return 1 if any(each.is_over for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
