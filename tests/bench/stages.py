"""One stage of a build in a process of its own, for measuring: `python -m tests.bench.stages ours ROOT DOCS`."""

import sys
from pathlib import Path

from generator import editorial, progress, rules
from generator.parse import parse
from generator.render import render
from generator.write import write

from .maker import Size, make


def ours(root: Path, docs: Path) -> None:
    """Data to the docs tree without its photographs, charts of units included: all that is not MkDocs'."""
    parsed = parse(root)
    if parsed.charter is None or parsed.charter.frozen_on is None:
        raise ValueError("a synthetic campaign says its day")
    today = parsed.charter.frozen_on
    if problems := rules.check(parsed, today):
        raise ValueError(f"a synthetic campaign has no problem, but found {problems[0]}")
    report = progress.report(editorial.publish(parsed.campaign(), today))
    write((output for output in render(report) if not callable(output.content)), docs)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", root, repository, initiatives, people, photos] if photos in ("shared", "each"):
            size = Size(
                initiatives=int(initiatives), people=int(people), photos="each" if photos == "each" else "shared"
            )
            make(Path(root), Path(repository), size)
        case ["ours", root, docs]:
            ours(Path(root), Path(docs))
        case _:
            sys.exit(f"unknown stage: {sys.argv[1:]}")
