"""`python -m tests.bench.search`: what a search loads, and how long it takes, when there are 5,000 initiatives.

The index of a large synthetic campaign is laid over the site of a small one: the pages it leads to are not
opened, and need not be built. The reader has a phone four times slower than this machine.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from generator import editorial, progress, publish
from generator.parse import parse
from generator.render.items import Items
from generator.render.outputs import Output
from generator.render.portions import Ground
from generator.render.search import Made, search

from . import chromium
from .maker import Size, make
from .served import Folder, serve

REPOSITORY = Path(__file__).resolve().parents[2]
INITIATIVES, PEOPLE = 5000, 500
KIBIBYTES = 300
SLOWER = 4
# A name, words that nearly every text has, a long phrase, an abbreviation, the beginning of a word, nothing.
QUESTIONS = (
    "lê thị thắm", "cải tiến", "để", "không còn phải làm lại", "bớt một nửa thời gian chờ ở ruộng muối",
    "LĐLĐ huyện Thử 3", "th", "de tai",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question loaded from the first touch of the box to the first answers, and how long those took."""

    question: str
    kibibytes: float
    files: int
    milliseconds: float
    said: str


def _outputs(report: progress.Report) -> Iterator[Output]:
    return (each for portion in search(Items(report), Made(), Ground.of(report)) for each in portion.make())


def site(folder: Path) -> tuple[Path, float, float]:
    """A site in `folder` with the large campaign's index; seconds on the processor and megabytes of the index."""
    small = make(folder / "small", REPOSITORY, Size(initiatives=3, people=3))
    built = publish.build(small, None).site
    parsed = parse(make(folder / "large", REPOSITORY, Size(initiatives=INITIATIVES, people=PEOPLE)))
    if parsed.charter is None or parsed.charter.frozen_on is None:
        raise ValueError("a synthetic campaign says its day")
    report = progress.report(editorial.publish(parsed.campaign(), parsed.charter.frozen_on))
    start, size = time.process_time(), 0
    for each in _outputs(report):
        target = built / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        size += target.write_bytes(str(each.content).encode())
    return built, time.process_time() - start, size / 1e6


def answers(browser: Browser, address: str) -> Iterator[Answer]:
    """Each question asked by a reader who has seen one page before."""
    for question in QUESTIONS:
        with browser.new_context(viewport={"width": 360, "height": 740}) as context:
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(f"{address}/ho-tro/", wait_until="networkidle")
            before = page.evaluate("performance.getEntriesByType('resource').length")
            page.locator(".sk-search-open").click()
            page.wait_for_load_state("networkidle")
            start = page.evaluate("performance.now()")
            page.locator("#sk-search").fill(question)
            page.locator(".sk-answer, .sk-answers__none").first.wait_for()
            milliseconds = page.evaluate("performance.now()") - start
            sizes = page.evaluate("performance.getEntriesByType('resource').map(each => each.transferSize)")[before:]
            yield Answer(
                question=question,
                kibibytes=sum(sizes) / 1024,
                files=len(sizes),
                milliseconds=milliseconds,
                said=page.get_by_role("status").inner_text(),
            )


def main() -> int:
    """Measure and print; 1 when a question loads more than it may."""
    path = chromium.find()
    if path is None:
        sys.exit("There is no Chromium on this machine.")
    with tempfile.TemporaryDirectory(prefix="sangkien-search-") as folder:
        built, seconds, megabytes = site(Path(folder))
        with serve(Folder(root=built)) as address, sync_playwright() as playwright:
            browser = chromium.start(playwright.chromium, path)
            found = list(answers(browser, address))
            browser.close()
    table = Table(title=f"{INITIATIVES:,} initiatives, budget {KIBIBYTES} KiB, load {os.getloadavg()[0]:.1f}")
    for column in ("typed", "KiB", "files", f"ms at 1/{SLOWER} speed", "answer"):
        table.add_column(column, justify="left" if column in ("typed", "answer") else "right")
    for each in found:
        table.add_row(each.question, f"{each.kibibytes:.1f}", str(each.files), f"{each.milliseconds:.0f}", each.said)
    Console(width=120).print(table, f"made in {seconds:.1f} s on the processor, {megabytes:.1f} MB before compression")
    return 1 if any(each.kibibytes > KIBIBYTES for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
