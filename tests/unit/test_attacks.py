"""Every attack is refused, with its place and its mend and without delay; and the README says how many were tried."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import ATTACKS, PUMPS, Attack
from campaigns import INITIATIVE, PAGE, TEXTS, TODAY, write_campaign
from hostile import FAMILIES, hostile_files
from personal import INNOCENT, PERSONAL
from shipped import ROOT

from generator.parse import parse
from generator.problems import Problem
from generator.rules import check

PUMPED = 30_000  # characters: what grows with their square takes minutes
QUICK = 4.0  # seconds of processor time


def refused(root: Path) -> tuple[Problem, ...]:
    return tuple(each for each in check(parse(root), TODAY) if not each.is_question)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.kind.replace(" ", "-")[:40])
def test_an_attack_is_refused_with_its_place(attack: Attack, tmp_path: Path) -> None:
    if os.name == "nt" and attack.kind.startswith(("links", "names of files")):
        pytest.skip("Windows makes no such files")
    accepted, misnamed, broken = [], {}, []
    for number, (name, do) in enumerate(attack.tries.items()):
        root = write_campaign(tmp_path / str(number) / "campaign")
        do(root)
        found = refused(root)
        if not found:
            accepted.append(name)
        elif not attack.rules & {each.rule for each in found}:
            misnamed[name] = [str(each) for each in found]
        broken += [
            each for each in found if not re.match(r"[^:\n]+:\d+:\d+: \[[a-z-]+\] [^\n]+$", str(each)) or not each.hint
        ]
        broken += [each for each in found if len(str(each)) > 1000 or not str(each).isprintable()]
    assert (accepted, misnamed, broken) == ([], {}, [])


@pytest.mark.parametrize("pump", PUMPS)
def test_no_text_keeps_a_rule_busy(pump: str, tmp_path: Path) -> None:
    prose = json.dumps((pump * 8000)[:8000].strip() or "x", ensure_ascii=False)
    text = (
        TEXTS[INITIATIVE].replace("1.000.000 đồng × 12 tháng", prose).replace("|\n  Một công tắc bật cả xưởng.", prose)
    )
    root = write_campaign(tmp_path, {INITIATIVE: text, PAGE: TEXTS[PAGE] + (pump * PUMPED)[:PUMPED]})
    start = time.process_time()
    check(parse(root), TODAY)
    assert time.process_time() - start < QUICK


# --- The table in the README -----------------------------------------------------------------------------

SHOWN = "shown as typed, or as plain words on pictures; nothing runs, no cell is a formula"


def rows() -> Iterator[tuple[str, int, str]]:
    """What was tried, how many inputs, and what each gave."""
    for attack in ATTACKS:
        yield attack.kind, len(attack.tries), "refused, with file, line and mend"
    yield "texts made to keep a rule busy", len(PUMPS), f"answered in {QUICK:.0f} s of processor time"
    yield "personal data in all its spellings", len(PERSONAL), "refused, and shown by its beginning only"
    yield "sentences that look like personal data", len(INNOCENT), "left alone"
    for name, family in FAMILIES.items():
        yield f"{name}, in every free text of every file", len(hostile_files(family)[1]), SHOWN


def test_the_readme_says_what_was_tried() -> None:
    wanted = [f"| {kind} | {count} | {gave} |" for kind, count, gave in rows()]
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.partition("| what was tried | inputs | what each gave |\n")[2].partition("\n\n")[0].split("\n")
    assert table[1:] == wanted, "put these rows there:\n" + "\n".join(wanted)
