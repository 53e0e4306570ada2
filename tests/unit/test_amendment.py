"""A withdrawal is written into a person's file; every other byte of it stays, or nothing is written."""

from datetime import date

import pytest

from generator.amendment import amended
from generator.model import SCOPES, Scope
from generator.problems import Failure

ON = date(2026, 11, 23)
BLOCK = "withdrawn:\n  date: 2026-11-23\n  scopes: [name, photo, story, social]\n"
SOCIAL = "withdrawn:\n  date: 2026-11-01\n  scopes: [social]\n"


def text_of(before: str, *scopes: Scope) -> str:
    return amended(before.encode(), "data/people/a.yml", scopes or SCOPES, ON).decode()


APPENDED = {
    "plain": "id: a\nname: A\n",
    "comments at the end": "id: a\n# cuối\n\n  # thụt vào\n",
    "comments in column 0 within a block": "id: a\nstory: |\n  Một.\n# không thuộc đoạn\nname: A\n",
    "a block that keeps its last lines": "id: a\nstory: |+\n  Một.\n\n\n",
    "a text folded to the end": "id: a\nstory: >-\n  Một\n  hai\n",
    "quotes over lines": 'id: a\nquote: "Một\n  hai: # ba"\n',
    "a tab in a comment": "id: a\t# ghi\tchú\n",
    "flow within": "id: a\nconsent: {name: {given: 2022-01-01, proof: 'P: 1'}}\n",
    "the key in a comment and a text": "# withdrawn: chưa\nid: a\nquote: 'withdrawn: có'\nstory: |\n  withdrawn:\n    x\n",
    "document begun": "---\nid: a\n",
    "an anchor": "id: &a a\nname: A\n",
}


@pytest.mark.parametrize("before", APPENDED.values(), ids=APPENDED.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
def test_a_first_withdrawal_goes_to_the_end(before: str, newline: str, mark: str) -> None:
    before = mark + before.replace("\n", newline)
    assert text_of(before) == before + BLOCK.replace("\n", newline)


ELSEWHERE = {
    "no last line break": ("id: a\nname: A", f"id: a\nname: A\n{BLOCK}"),
    "document ended": ("---\nid: a\n...\n# sau\n", f"---\nid: a\n{BLOCK}...\n# sau\n"),
    "all of it indented": ("  id: a\n  name: A\n", "  id: a\n  name: A\n  " + BLOCK.replace("\n", "\n  ")[:-2]),
}


@pytest.mark.parametrize(("before", "after"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_where_the_end_is_depends_on_the_file(before: str, after: str) -> None:
    assert text_of(before) == after


SAME_DAY = {
    "flow": (SOCIAL.replace("-01", "-23"), "withdrawn:\n  date: 2026-11-23\n  scopes: [social, name, photo, story]\n"),
    "all flow": (
        "withdrawn: {scopes: ['social' ], date: '23/11/2026'} # ghi\n",
        "withdrawn: {scopes: ['social', name, photo, story ], date: '23/11/2026'} # ghi\n",
    ),
    "listed, with comments in column 0": (
        "withdrawn: # đơn số 1\n# cột 0\n  date: 2026-11-23 # ngày\n# cột 0\n  scopes:\n# cột 0\n    - social # lý do\n# sau\n",
        "withdrawn: # đơn số 1\n# cột 0\n  date: 2026-11-23 # ngày\n# cột 0\n  scopes:\n# cột 0\n    - social # lý do\n    - name\n    - photo\n    - story\n# sau\n",
    ),
    "listed at the end, without a last line break": (
        "withdrawn:\n  date: 2026-11-23\n  scopes:\n  - social",
        "withdrawn:\n  date: 2026-11-23\n  scopes:\n  - social\n  - name\n  - photo\n  - story",
    ),
    "flow over lines": (
        "withdrawn:\n  scopes: [\n    social, # một\n  ]\n  date: 2026-11-23\n",
        "withdrawn:\n  scopes: [\n    social, name, photo, story, # một\n  ]\n  date: 2026-11-23\n",
    ),
}


LATER = {
    "flow": (
        SOCIAL,
        "withdrawn:\n  - date: 2026-11-01\n    scopes: [social]\n  - date: 2026-11-23\n    scopes: [name, photo, story]\n",
    ),
    "all flow": (
        "withdrawn: {scopes: ['social' ], date: '01/11/2026'} # ghi\n",
        "withdrawn: [{scopes: ['social' ], date: '01/11/2026'}, {date: 2026-11-23, scopes: [name, photo, story]}] # ghi\n",
    ),
    "listed, with comments in column 0": (
        "withdrawn: # đơn số 1\n# cột 0\n  date: 2026-11-01 # ngày\n# cột 0\n  scopes:\n# cột 0\n    - social # lý do\n# sau\n",
        "withdrawn: # đơn số 1\n# cột 0\n  - date: 2026-11-01 # ngày\n# cột 0\n    scopes:\n# cột 0\n      - social # lý do\n  - date: 2026-11-23\n    scopes: [name, photo, story]\n# sau\n",
    ),
    "listed at the end, without a last line break": (
        "withdrawn:\n  date: 2026-11-01\n  scopes:\n  - social",
        "withdrawn:\n  - date: 2026-11-01\n    scopes:\n    - social\n  - date: 2026-11-23\n    scopes: [name, photo, story]",
    ),
    "flow over lines": (
        "withdrawn:\n  scopes: [\n    social, # một\n  ]\n  date: 2026-11-01\n",
        "withdrawn:\n  - scopes: [\n      social, # một\n    ]\n    date: 2026-11-01\n  - date: 2026-11-23\n    scopes: [name, photo, story]\n",
    ),
    "a list": (
        "withdrawn:\n- date: 2026-10-01\n  scopes: [photo]\n- scopes:\n  - social\n  date: 2026-11-01 # hai\n",
        "withdrawn:\n- date: 2026-10-01\n  scopes: [photo]\n- scopes:\n  - social\n  date: 2026-11-01 # hai\n- date: 2026-11-23\n  scopes: [name, story]\n",
    ),
    "a list in flow": (
        "withdrawn: [{date: 2026-11-01, scopes: [social]}]\n",
        "withdrawn: [{date: 2026-11-01, scopes: [social]}, {date: 2026-11-23, scopes: [name, photo, story]}]\n",
    ),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [*SAME_DAY.values(), *LATER.values()],
    ids=[*(f"the same day: {each}" for each in SAME_DAY), *(f"later: {each}" for each in LATER)],
)
@pytest.mark.parametrize("behind", ["", "# hết\nillustrative: true\n"], ids=["last", "not last"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_later_withdrawal_is_added_to_the_first(before: str, after: str, behind: str, newline: str) -> None:
    if behind and not before.endswith("\n"):
        behind = "\n" + behind
    before, after = ((f"id: a\n{each}{behind}").replace("\n", newline) for each in (before, after))
    assert text_of(before) == after


def test_a_file_of_windows_stays_one() -> None:
    before = "\ufeffid: a\r\nname: Đào\r\n".encode("utf-16-le")
    assert amended(before, "a.yml", SCOPES, ON) == before + BLOCK.replace("\n", "\r\n").encode("utf-16-le")


def test_what_was_withdrawn_before_keeps_its_day() -> None:
    before = f"id: a\n{SOCIAL}"
    assert text_of(before, "social") == before


@pytest.mark.parametrize(
    "before",
    [
        "{id: a, name: A}\n",
        "id: a\n---\nid: b\n",
        "- a\n",
        "id: a\nwithdrawn: hôm qua\n",
        "id: [\n",
        "id: a\nstory: 'x\n",
        "id: &a [*a]\n",
    ],
    ids=["all flow", "two documents", "a list", "no mapping", "open bracket", "open quote", "endless"],
)
def test_what_cannot_be_kept_is_left_to_the_editor(before: str) -> None:
    with pytest.raises(Failure, match=r"(?s)Không tự ghi được vào data/people/a\.yml .*rồi chạy lại.*\nwithdrawn:\n"):
        text_of(before)
