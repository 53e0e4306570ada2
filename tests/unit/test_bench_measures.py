"""What the benches say: a limit that is broken is called so, and a peer gets the words of a page and none of its markup."""

import json
from pathlib import Path

import pytest
from bench.measures import Verdict, run, save
from bench.peers import Preview, markdown, pages_of


@pytest.mark.parametrize(
    ("found", "budget", "theirs", "share", "is_over"),
    [
        (1.0, None, None, None, False),
        (1.0, 1.0, None, None, False),
        (1.1, 1.0, None, None, True),
        (1.0, None, 4.0, 0.25, False),
        (1.1, None, 4.0, 0.25, True),
        (1.1, 2.0, 4.0, 0.25, True),
        (3.0, 2.0, 100.0, 0.25, True),
        (9.0, None, 4.0, None, False),
        (9.0, None, None, 0.25, False),
    ],
)
def test_a_figure_is_held_to_its_budget_and_to_its_share_of_the_peers(
    found: float, budget: float | None, theirs: float | None, share: float | None, *, is_over: bool
) -> None:
    each = Verdict(name="x", found=found, unit="s", budget=budget, peer="P", theirs=theirs, share=share)
    assert each.is_over is is_over
    assert each.is_held is (budget is not None or None not in (theirs, share))


def test_figures_are_saved_with_the_ratio(tmp_path: Path) -> None:
    each = Verdict(name="x", found=1.0, unit="s", peer="P", theirs=4.0, share=0.5)
    save([each], tmp_path / "a" / "b.json", {"load": 0.5})
    saved = json.loads((tmp_path / "a" / "b.json").read_text("utf-8"))
    assert saved["load"] == 0.5
    assert [(row["ratio"], row["ratio_budget"], row["is_over"]) for row in saved["figures"]] == [(0.25, 0.5, False)]


def test_memory_is_that_of_a_process_and_of_those_it_started_together() -> None:
    hold = "import time; x = bytearray(60_000_000); time.sleep(1.6)"
    both = run(
        "-c", f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; p.wait()"
    )
    assert both.megabytes > 110


def test_a_peer_gets_the_words_of_a_page() -> None:
    body = (
        '<!-- từ đâu --><h2 id="a">Một <b>phần</b></h2><p>Hai &amp; ba <a href="https://x.example.org/">ngoài</a> '
        '<a href="../">trong</a></p><svg><text>hình</text></svg><ul><li>bốn {{ x }}</li></ul>'
    )
    assert markdown(body) == "## Một phần\n\nHai & ba [ngoài](https://x.example.org/) trong\n\n- bốn (( x ))\n"


def test_a_peer_draws_each_of_our_link_previews_once(tmp_path: Path) -> None:
    for path, name in (("chia-se/a", "a-link-1.jpg"), ("sang-kien/a", "a-link-1.jpg"), ("the-le", "trang-the-le.png")):
        page = tmp_path / "build" / "docs" / path / "index.md"
        page.parent.mkdir(parents=True)
        front = {"title": path, "description": "", "og_image": {"url": f"https://x.example.org/anh/{name}"}}
        page.write_text(f"---\n{json.dumps(front)}\n---\n\nLời.\n", "utf-8")
    shown = Preview(unit="Công đoàn A", photo=tmp_path / "a.jpg")
    found = {each.path: each.preview for each in pages_of(tmp_path, {"a-link-1.jpg": shown})}
    assert found == {"sang-kien/a": shown, "the-le": Preview(), "chia-se/a": None}
    with pytest.raises(RuntimeError, match="not built by this program"):
        pages_of(tmp_path, {"a-link-2.jpg": shown})
