"""A valid campaign with random damage, and what comes of it: a problem with its place, or a docs tree; never more.

Shared by the bounded test (tests/unit/test_fuzz.py) and by the long run (`python -m tests.bench.fuzz`).
"""

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigns import TEXTS, TODAY, write_campaign
from hypothesis import strategies as st

from generator import editorial, progress, rules
from generator.parse import parse
from generator.problems import Failure
from generator.render import render

FILES = sorted(TEXTS)

# What breaks readers: of YAML, CSV, numbers, days, addresses, names of files, templates, spreadsheets and Typst.
PIECES = (
    "", "null", "~", "[]", "{}", "- ", ": ", "|", ">", "&a ", "*a", "<<: *a", "!!python/object:os.system", "---\n", "...\n", "\t",
    "0x10", "1e999", "-1", "NaN", ".inf", "99999999999999999999", "1.234", "1,234", "007", "2022-02-30", "31/12/9999", "12:30", "no",
    ",", ";", '"', '""', "'", "\n", "\r\n", "\r", "\ufeff", "\0", "\x1b[31m", "\u202e", "\u200b", "\ud7ff", "\U0001f600", "é", "e\u0301",
    "../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "=1+1", "@SUM(A1)", "<script>", "{{ 7*7 }}", "{% raw %}", "#panic()",
    "$x$", "](x)", "<!-- sangkien: progress-table -->", "<!-- sangkien: x -->", "# H", "a" * 400, "Trần Thị Hoa", "0912345678",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Damage:
    """In a file, `length` characters from `start` (a share of its length, 0 to 1) give way to `put`."""

    file: str
    start: float
    length: int
    put: str


damages = st.lists(
    st.builds(
        Damage,
        st.sampled_from(FILES),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 12),
        st.one_of(st.sampled_from(PIECES), st.text(max_size=8)),
    ),
    min_size=1,
    max_size=4,
)


def outcome(damage: Sequence[Damage]) -> str:
    """What comes of it, "refused" or "rendered"; any other exception than Failure is the mistake that is looked for."""
    texts: dict[str, str | bytes | None] = {}
    for each in damage:
        text = texts.get(each.file, TEXTS[each.file])
        assert isinstance(text, str)
        start = int(each.start * len(text))
        texts[each.file] = text[:start] + each.put + text[start + each.length :]
    encoded = {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items() if isinstance(text, str)}
    with tempfile.TemporaryDirectory(prefix="sangkien-fuzz-") as folder:
        return of_folder(write_campaign(Path(folder), encoded))


def of_folder(root: Path) -> str:
    """What comes of the campaign in `root`."""
    parsed = parse(root)
    problems = rules.check(parsed, TODAY)
    for each in problems:
        assert re.match(r"[^:]+:\d+:\d+: \[[a-z-]+\] \S", str(each)), each
        assert each.hint
        json.dumps([each.message, each.hint], ensure_ascii=False).encode()
    if any(not each.is_question for each in problems):
        return "refused"
    try:
        for output in render(progress.report(editorial.publish(parsed.campaign(), TODAY))):
            if isinstance(output.content, str):
                output.content.encode()
    except Failure:
        return "refused"
    return "rendered"
