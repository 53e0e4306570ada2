"""What a site takes over from the one before is what did not change, and nothing that only looks so."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest
from campaigns import TODAY

from generator import mkdocs, verify
from generator.assembly import assemble
from generator.engine import Work
from generator.verify import Leads, Verified

SECOND_NS = 10**9


def test_a_page_that_was_made_again_is_looked_at_whatever_its_time_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same size, and within a tick of a coarse clock: it may name somebody else, and lead elsewhere."""
    work = Work(root=tmp_path, docs=tmp_path / "docs", day=TODAY)
    looked_at: list[Collection[str]] = []

    def render(_work: Work, pages: Sequence[str], into: Path, **_options: object) -> None:
        for page in pages:
            (into / page).with_suffix(".html").write_text((work.docs / page).read_text("utf-8"), "utf-8")
            os.utime((into / page).with_suffix(".html"), ns=(SECOND_NS, SECOND_NS))

    def looks(*_of: object, changed: Collection[str], **_options: object) -> Verified:
        looked_at.append(set(changed))
        return Verified(faults=(), leads=Leads())

    monkeypatch.setattr(mkdocs, "render", render)
    monkeypatch.setattr(verify, "verify", looks)
    (tmp_path / "mkdocs.yml").write_text("plugins: []\nnav: [{A: a.md}]\n", "utf-8")
    work.docs.mkdir()
    last, site = None, tmp_path / "none"
    for number, texts in enumerate((("một", "hai"), ("mật", "hai"))):
        for name, text in zip("ab", texts, strict=True):
            (work.docs / f"{name}.md").write_text(text, "utf-8")
        (tmp_path / str(number)).mkdir()
        staged = tmp_path / str(number) / "site"
        docs = {"a.md": (3, number), "b.md": (3, 0)}  # only the first was written anew
        last = assemble(work, docs, staged, site, "https://a.vn/", last, {}, {}, lambda _stage, _done, _whole: None)
        site = staged
    assert looked_at == [{"a.html", "b.html"}, {"a.html"}]
