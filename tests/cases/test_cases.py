"""Golden cases: folders an editor could add. What a case gives is compared with what it shall give.

`<case>/data` and `<case>/content` are a campaign, frozen on a day. `<case>/expected/check.txt` is what `check`
says of it; the other files of `<case>/expected/docs` are those of the docs tree that the case is about, drawings
left out. To watch another file, make an empty one of its name and bless it.

A difference lands in `<case>/changed/` for reading. `pytest tests/cases --bless` accepts what there is.
"""

import difflib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator import editorial, progress
from generator.__main__ import app
from generator.parse import parse
from generator.render import render

HERE = Path(__file__).resolve().parent
CASES = sorted(path.parent for path in HERE.glob("*/expected"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    expected, changed = case / "expected", case / "changed"
    shutil.rmtree(changed, ignore_errors=True)
    differences: list[str] = []
    for name, found in outcome(case):
        wanted = (expected / name).read_text("utf-8")
        if found == wanted:
            continue
        target = expected if request.config.getoption("bless") else changed
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(found, "utf-8", newline="\n")
        differences += difflib.unified_diff(wanted.splitlines(), found.splitlines(), f"expected/{name}", name, n=1)
    if differences and not request.config.getoption("bless"):
        shown = [line.rstrip() for line in differences[:40]]
        pytest.fail("\n".join([f"read {changed}, then accept with --bless:", *shown]), pytrace=False)


def outcome(case: Path) -> Iterator[tuple[str, str]]:
    """What the case gives, for every file of expected/: name and text."""
    yield "check.txt", CliRunner().invoke(app, ["check", "--root", str(case)]).output
    wanted = [path.relative_to(case / "expected").as_posix() for path in case.glob("expected/docs/**/*.*")]
    parsed = parse(case)
    if wanted and parsed.charter and parsed.charter.frozen_on:
        report = progress.report(editorial.publish(parsed.campaign(), parsed.charter.frozen_on))
        made = {f"docs/{each.path}": each.content for each in render(report)}
        for name in sorted(wanted):
            found = made.get(name, "(không có tệp này)\n")
            assert isinstance(found, str), f"{name} is no text"
            yield name, re.sub(r"<svg\b.*?</svg>", "<svg></svg>", found, flags=re.DOTALL)


def test_there_are_cases() -> None:
    assert {case.name for case in CASES} >= {"minimal", "everything-wrong", "consent", "merger", "unreported"}
