"""`make bench`: measure every budget and the peers, print a table, and fail when a budget is broken.

Every figure is the median of several runs, each a process of its own. Budgets are held against the time on
the processor, because what else runs on the machine disturbs it least; the clock stands beside it, and on
an idle machine says the same.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from . import browser

REPOSITORY = Path(__file__).resolve().parents[2]
FEW, MANY = 300, 3000
RUNS = int(os.environ.get("BENCH_RUNS", "3"))

CHECK_SECONDS = 3.0
HELP_SECONDS = 0.4
OURS_TO_MKDOCS = 1.0
PEAK_MEGABYTES = 500.0
MANY_TO_FEW = 1.2

_KIBIBYTES = 1 if sys.platform != "darwin" else 1024  # what one unit of ru_maxrss is, in kibibytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a command took: seconds on the clock and on the processor, megabytes at its peak; and what it said."""

    seconds: float
    processor_seconds: float
    megabytes: float
    said: str
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A measured figure beside its budget, if it has one; every budget is an upper bound."""

    name: str
    found: float
    unit: str
    budget: float | None = None
    detail: str = ""

    @property
    def is_over(self) -> bool:
        """Whether a budget is broken."""
        return self.budget is not None and self.found > self.budget


def run(*command: str, cwd: Path = REPOSITORY, may_fail: bool = False) -> Measure:
    """Run Python with `command` once; raises RuntimeError when it fails, unless it `may_fail`."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, *command], cwd=cwd, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)} failed:\n{text[-2000:]}")
    return Measure(
        seconds=seconds,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / _KIBIBYTES / 1024,
        said=text,
        failed=process.returncode != 0,
    )


def measured(
    *command: str, before: Callable[[], None] = lambda: None, cwd: Path = REPOSITORY, may_fail: bool = False
) -> Measure:
    """The median of `RUNS` runs, each after calling `before`."""
    found = []
    for _ in range(RUNS):
        before()
        found.append(run(*command, cwd=cwd, may_fail=may_fail))
    return Measure(
        seconds=median(each.seconds for each in found),
        processor_seconds=median(each.processor_seconds for each in found),
        megabytes=median(each.megabytes for each in found),
        said=found[-1].said,
        failed=found[-1].failed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """The measures of one synthetic campaign, stage by stage, and the peers' on the same pages."""

    check: Measure
    ours: Measure
    whole: Measure
    again: Measure
    mkdocs: Measure
    zensical: Measure
    pages: int
    site_megabytes: float
    heaviest: str


def campaign(root: Path, initiatives: int, photos: str) -> Campaign:
    """Make a campaign in the folder `root`, build it and measure."""
    run(
        "-m", "tests.bench.stages", "make", str(root), str(REPOSITORY), str(initiatives), str(initiatives // 10), photos
    )
    docs, site = root.with_name(f"{root.name}-docs"), root / "build" / "site"
    sangkien = ("-m", "generator")
    check = measured(*sangkien, "check", "--root", str(root))
    ours = measured("-m", "tests.bench.stages", "ours", str(root), str(docs), before=lambda: _remove(docs))
    whole = measured(*sangkien, "build", "--full", "--root", str(root), before=lambda: _remove(root / "build"))
    again = measured(*sangkien, "build", "--root", str(root))
    other = root.with_name(f"{root.name}-mkdocs")
    mkdocs = measured(
        "-m", "mkdocs", "build", "--quiet", "--site-dir", str(other), cwd=root, before=lambda: _remove(other)
    )
    pages = sorted(site.rglob("index.html"), key=lambda page: -page.stat().st_size)
    return Campaign(
        check=check,
        ours=ours,
        whole=whole,
        again=again,
        mkdocs=mkdocs,
        zensical=_zensical(root),
        pages=len(pages),
        site_megabytes=sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 1e6,
        heaviest=f"/{pages[0].parent.relative_to(site)}/ {pages[0].stat().st_size / 1e6:.1f} MB",
    )


def _zensical(root: Path) -> Measure:
    """Zensical on a copy of the same docs, settings and theme: it has no option for where the site goes."""
    copy = root.with_name(f"{root.name}-zensical")
    (copy / "build").mkdir(parents=True)
    shutil.copy(root / "mkdocs.yml", copy)
    shutil.copytree(root / "overrides", copy / "overrides")
    shutil.copytree(root / "build" / "docs", copy / "build" / "docs")
    return measured(
        "-m",
        "zensical",
        "build",
        "--clean",
        "-f",
        "mkdocs.yml",
        cwd=copy,
        before=lambda: _remove(copy / "build" / "site"),
        may_fail=True,
    )


def _issues(initiatives: int, zensical: Measure) -> Verdict:
    """How many issues Zensical found; a build that broke off is one."""
    counted = re.search(r"(\d+) issues?", zensical.said)
    found = int(counted.group(1)) if counted else int(zensical.failed)
    detail = zensical.said.strip().splitlines()[-1] if found else ""
    return Verdict(name=f"Zensical's issues, {initiatives:,}", found=found, unit="", budget=0, detail=detail)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def verdicts(few: Campaign, many: Campaign, usage: Measure) -> list[Verdict]:
    """The figures, in the order of the work; those with a budget are what `make bench` is for."""

    def growth(stage: Callable[[Campaign], Measure]) -> float:
        return (stage(many).processor_seconds / MANY) / (stage(few).processor_seconds / FEW)

    peak = max((many.check, many.ours, many.whole, many.again), key=lambda each: each.megabytes)
    return [
        _seconds("--help", usage, HELP_SECONDS),
        _seconds(f"check, {MANY:,}", many.check, CHECK_SECONDS),
        _seconds(f"data to docs, no photographs, {MANY:,}", many.ours),
        _seconds(f"MkDocs on the same pages, {MANY:,}", many.mkdocs, detail=f"{many.pages} pages"),
        _seconds(f"Zensical on the same pages, {MANY:,}", many.zensical),
        _seconds(f"whole build, {MANY:,}", many.whole),
        _seconds(f"whole build again, nothing changed, {MANY:,}", many.again),
        _seconds(f"check, {FEW}", few.check),
        _seconds(f"data to docs, no photographs, {FEW}", few.ours),
        _seconds(f"MkDocs on the same pages, {FEW}", few.mkdocs, detail=f"{few.pages} pages"),
        _seconds(f"whole build, {FEW}", few.whole),
        Verdict(
            name="ours / MkDocs",
            found=many.ours.processor_seconds / many.mkdocs.processor_seconds,
            unit="×",
            budget=OURS_TO_MKDOCS,
        ),
        Verdict(
            name=f"ours per initiative, {MANY:,} / {FEW}", found=growth(lambda c: c.ours), unit="×", budget=MANY_TO_FEW
        ),
        Verdict(
            name=f"build per initiative, {MANY:,} / {FEW}",
            found=growth(lambda c: c.whole),
            unit="×",
            budget=MANY_TO_FEW,
        ),
        Verdict(name="peak memory, whole build", found=peak.megabytes, unit="MB", budget=PEAK_MEGABYTES),
        Verdict(name="  of it in check", found=many.check.megabytes, unit="MB"),
        Verdict(name="  of it in data to docs", found=many.ours.megabytes, unit="MB"),
        Verdict(name="MkDocs alone", found=many.mkdocs.megabytes, unit="MB"),
        Verdict(name="the site", found=many.site_megabytes, unit="MB", detail=f"heaviest: {many.heaviest}"),
        _issues(FEW, few.zensical),
        _issues(MANY, many.zensical),
    ]


def _seconds(name: str, found: Measure, budget: float | None = None, detail: str = "") -> Verdict:
    detail = f"clock {found.seconds:.2f} s{', ' if detail else ''}{detail}"
    return Verdict(name=name, found=found.processor_seconds, unit="s", budget=budget, detail=detail)


def report(found: Sequence[Verdict]) -> None:
    """Print the table."""
    table = Table(title=f"median of {RUNS}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for column, side in (("what", "left"), ("found", "right"), ("budget", "right"), ("", "left"), ("", "left")):
        table.add_column(column, justify="right" if side == "right" else "left")
    for each in found:
        budget = "" if each.budget is None else f"{each.budget:g} {each.unit}"
        verdict = "" if each.budget is None else "OVER" if each.is_over else "ok"
        table.add_row(each.name, f"{each.found:.2f} {each.unit}", budget, verdict, each.detail)
    Console(width=120).print(table)


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
    report(found)
    return 1 if any(each.is_over for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
