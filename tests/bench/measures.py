"""What every benchmark shares: a command measured, a figure beside its budget and its peer's, a table of them."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

REPOSITORY = Path(__file__).resolve().parents[2]
RUNS = int(os.environ.get("BENCH_RUNS", "3"))

_KIBIBYTES = 1 if sys.platform != "darwin" else 1024  # what one unit of ru_maxrss is, in kibibytes
_SAMPLE_SECONDS = 0.5


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
    """A measured figure beside its budget and a peer's figure for the same work; every limit is an upper bound.

    `share` is how much of the peer's figure ours may be.
    """

    name: str
    found: float
    unit: str
    budget: float | None = None
    detail: str = ""
    peer: str = ""
    theirs: float | None = None
    share: float | None = None

    @property
    def ratio(self) -> float | None:
        """Our figure in parts of the peer's."""
        return self.found / self.theirs if self.theirs else None

    @property
    def is_over(self) -> bool:
        """Whether a budget is broken, or the share of the peer's."""
        is_over_share = self.share is not None and self.ratio is not None and self.ratio > self.share
        return is_over_share or (self.budget is not None and self.found > self.budget)

    @property
    def is_held(self) -> bool:
        """Whether there is a limit to be held to."""
        return self.budget is not None or (self.share is not None and self.ratio is not None)


def run(*command: str, cwd: Path = REPOSITORY, may_fail: bool = False, at_most_seconds: float | None = None) -> Measure:
    """Run Python with `command` once; raises RuntimeError when it fails, unless it `may_fail`.

    After `at_most_seconds` it is ended, and has failed.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, *command], cwd=cwd, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        patience = threading.Timer(at_most_seconds or threading.TIMEOUT_MAX, process.kill)
        patience.start()
        with _watched(process.pid) as peak:
            _pid, status, usage = os.wait4(process.pid, 0)
        patience.cancel()
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)} failed:\n{text[-2000:]}")
    return Measure(
        seconds=seconds,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        megabytes=max(usage.ru_maxrss / _KIBIBYTES / 1024, *peak),
        said=text,
        failed=process.returncode != 0,
    )


def measured(
    *command: str,
    before: Callable[[], object] = lambda: None,
    cwd: Path = REPOSITORY,
    may_fail: bool = False,
    runs: int = RUNS,
) -> Measure:
    """The median of `runs` runs, each after calling `before`."""
    found = []
    for _ in range(runs):
        before()
        found.append(run(*command, cwd=cwd, may_fail=may_fail))
    return Measure(
        seconds=median(each.seconds for each in found),
        processor_seconds=median(each.processor_seconds for each in found),
        megabytes=median(each.megabytes for each in found),
        said=found[-1].said,
        failed=found[-1].failed,
    )


@contextmanager
def _watched(process: int) -> Iterator[list[float]]:
    """Sample the memory of a process and of those it started, together, in megabytes; what they share counts once.

    The system itself only knows the largest of them. Where it does not say (all but Linux), there are no samples.
    """
    found, is_over = [0.0], threading.Event()

    def sample() -> None:
        while not is_over.wait(_SAMPLE_SECONDS):
            found.append(sum(_megabytes(each) for each in _family(process)))

    sampler = threading.Thread(target=sample)
    sampler.start()
    try:
        yield found
    finally:
        is_over.set()
        sampler.join()


def _family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):  # it is gone
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _megabytes(process: int) -> float:
    """The memory of a process, its part of what it shares; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def seconds(name: str, found: Measure, budget: float | None = None, detail: str = "") -> Verdict:
    """A measure as time on the processor, with the clock's beside it."""
    detail = f"clock {found.seconds:.2f} s{', ' if detail else ''}{detail}"
    return Verdict(name=name, found=found.processor_seconds, unit="s", budget=budget, detail=detail)


def report(found: Sequence[Verdict], title: str) -> None:
    """Print the table: ours, what it may be at most; a peer's, the ratio, what that may be at most."""
    table = Table(title=f"{title}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for column in ("what", "ours", "at most", "peer", "theirs", "ratio", "at most", "", ""):
        table.add_column(column, justify="right" if column in ("ours", "at most", "theirs", "ratio") else "left")
    for each in found:
        verdict = "" if not each.is_held else "OVER" if each.is_over else "ok"
        table.add_row(
            each.name,
            _amount(each.found, each.unit),
            _amount(each.budget, each.unit, ":g"),
            each.peer,
            _amount(each.theirs, each.unit),
            _amount(each.ratio, "×"),
            _amount(each.share, "×", ":g"),
            verdict,
            each.detail,
        )
    Console(width=150).print(table)


def _amount(number: float | None, unit: str, form: str = ":.2f") -> str:
    return "" if number is None else f"{format(number, form[1:])} {unit}".strip()


def save(found: Sequence[Verdict], path: Path, more: Mapping[str, object]) -> None:
    """Keep the figures as JSON in the file `path`, with what else there is to know of them."""
    rows = [
        {
            "name": each.name, "ours": each.found, "unit": each.unit, "budget": each.budget, "peer": each.peer or None,
            "theirs": each.theirs, "ratio": each.ratio, "ratio_budget": each.share,
            "is_over": each.is_over if each.is_held else None, "detail": each.detail,
        }
        for each in found
    ]  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**more, "figures": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
