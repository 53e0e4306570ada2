"""One stage of a build in a process of its own, for measuring: `python -m tests.bench.stages ours ROOT DOCS`."""

import cProfile
import json
import pstats
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from generator import editorial, progress, publish, rules
from generator.parse import parse
from generator.render import Portion, render
from generator.write import write

from .maker import Size, make


def report_of(root: Path) -> progress.Report:
    """The figures of the campaign in the folder `root`."""
    parsed = parse(root)
    if parsed.charter is None or parsed.charter.frozen_on is None:
        raise ValueError("a synthetic campaign says its day")
    return progress.report(editorial.publish(parsed.campaign(), parsed.charter.frozen_on))


def ours(root: Path, docs: Path) -> None:
    """Data to the docs tree without its photographs, charts of units included: all that is not MkDocs'."""
    parsed = parse(root)
    if parsed.charter is None or parsed.charter.frozen_on is None:
        raise ValueError("a synthetic campaign says its day")
    today = parsed.charter.frozen_on
    if problems := rules.check(parsed, today):
        raise ValueError(f"a synthetic campaign has no problem, but found {problems[0]}")
    report = progress.report(editorial.publish(parsed.campaign(), today))
    outputs = (output for output in render(report) if not callable(output.content))
    write([Portion(key="", make=lambda: outputs)], docs)


def profile(root: Path) -> None:
    """Build, and say as JSON how many seconds went to each stage and to each module, the longest first.

    Of modules only the process's own main thread is seen: neither the drawing of pictures, which is on others, nor MkDocs
    where it is spread over processes. A module of ours counts as itself, any other as its package.
    """
    profiler, marks = cProfile.Profile(), [("", time.perf_counter())]

    def tell(stage: str, _done: int, _whole: int | None) -> None:
        if stage != marks[-1][0]:
            marks.append((stage, time.perf_counter()))

    profiler.enable()
    publish.build(root, None, tell=tell)
    profiler.disable()
    tell("", 0, None)
    stages = Counter({stage: until - start for (stage, start), (_next, until) in pairwise(marks)})
    modules = Counter[str]()
    for (file, _line, function), (_calls, _all, own, _below, _callers) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        modules[_module(file, function)] += own
    said = {"stages": dict(stages.most_common()), "modules": dict(modules.most_common(12))}
    sys.stdout.write(json.dumps(said) + "\n")


def _module(file: str, function: str) -> str:
    """What a function belongs to; one that is built in stands for itself."""
    if file == "~":
        return function.strip("<>")
    for above in ("generator", "site-packages"):
        _before, found, below = file.rpartition(f"/{above}/")
        if found:
            return below if above == "generator" else below.partition("/")[0]
    return "Python"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", root, repository, initiatives, people, photos] if photos in ("shared", "each"):
            size = Size(
                initiatives=int(initiatives), people=int(people), photos="each" if photos == "each" else "shared"
            )
            make(Path(root), Path(repository), size)
        case ["ours", root, docs]:
            ours(Path(root), Path(docs))
        case ["profile", root]:
            profile(Path(root))
        case _:
            sys.exit(f"unknown stage: {sys.argv[1:]}")
