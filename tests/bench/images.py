"""`python -m tests.bench.images`: the pictures to be shared, in time and memory, beside Hugo's and Material's.

A large synthetic campaign's link previews are drawn by `write`, on all cores, once without and once with photographs;
all formats and captions of the featured items too, cold and again. The peers put the same titles on a ground: Hugo with
its `images.Text`, and once with the same photographs beside them, Material for MkDocs with its social plugin; what their
pages take without pictures is not counted.
With BENCH_PEERS they make fewer pictures than we do; all times are of one picture. The social plugin draws in threads
that sometimes wait for one another for ever: end it, and take fewer.

As in the other benchmarks, budgets are held against the time on the processor, here shared out among the cores; the
clock stands beside it, and on an idle machine says the same.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from generator.editorial import PublishedInitiative
from generator.progress import Report
from generator.render.captions import Writer
from generator.render.cards import FORMATS, LINK, Cards
from generator.render.items import Item, Items, Kind
from generator.render.outputs import Output
from generator.render.portions import Portion
from generator.write import write

from . import peers
from .maker import Size, make
from .measures import REPOSITORY, Measure, Verdict, run
from .peers import Preview, Told, headed, written
from .stages import report_of

INITIATIVES, PEOPLE = 3000, 300
FEATURED = 60
CORES = os.cpu_count() or 1
PEERS = int(os.environ.get("BENCH_PEERS", str(INITIATIVES)))

PLAIN_MILLISECONDS, PHOTO_MILLISECONDS = 5.0, 15.0
PEAK_MEGABYTES = 400.0
FEATURED_SECONDS, AGAIN_SECONDS = 10.0, 0.2
HUGO_TO_OURS, HUGO_PHOTO_TO_OURS, MATERIAL_TO_OURS = 4.0, 4.0, 10.0


# --- Ours, in a process of its own ---


def bare(item: Item) -> Item:
    """The item without its photographs."""
    told = item.subject
    if isinstance(told, PublishedInitiative) and told.disclosed:
        return replace(item, subject=replace(told, disclosed=replace(told.disclosed, photos=())))
    return item


def previews(report: Report, *, photos: bool) -> Iterator[Output]:
    """The link preview of every initiative."""
    cards = Cards(report)
    for item in Items(report).all:
        if item.kind is Kind.INITIATIVE:
            yield cards.of(item if photos else bare(item), LINK).output()


def featured(report: Report) -> Iterator[Output]:
    """All formats of the first initiatives; their captions are written too."""
    items = Items(report)
    cards, captions = Cards(report), Writer(items)
    told = [item for item in items.told if item.kind is Kind.INITIATIVE][:FEATURED]
    for item in told:
        captions.of(item)
        for format_ in FORMATS:
            yield cards.of(item, format_).output()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What drawing `count` pictures took: seconds on the clock and on the processor; megabytes of the whole process.

    `again` is the clock's seconds when nothing has changed, and `again_processor` the processor's, on one core.
    """

    count: int
    seconds: float
    processor_seconds: float
    again: float
    again_processor: float = 0.0
    megabytes: float = 0.0


def draw(root: Path, folder: Path, what: str) -> None:
    """Draw what is asked for into `folder`, and again; says how long that took."""
    report = report_of(root)

    def once() -> tuple[int, float, float]:
        clock, processor = time.perf_counter(), time.process_time()
        outputs = featured(report) if what == "featured" else previews(report, photos=what == "photo")
        tree = write([Portion(key="", make=lambda: outputs)], folder)
        return len(tree.paths), time.perf_counter() - clock, time.process_time() - processor

    (count, seconds, processor_seconds), (_count, again, again_processor) = once(), once()
    drawn = Drawn(
        count=count, seconds=seconds, processor_seconds=processor_seconds, again=again, again_processor=again_processor
    )
    sys.stdout.write(json.dumps(asdict(drawn)))


def ours(root: Path, folder: Path, what: str) -> Drawn:
    """What drawing took, without reading the data; the memory of both."""
    measure = run("-m", "tests.bench.images", "draw", str(root), str(folder), what)
    return replace(Drawn(**json.loads(measure.said.splitlines()[-1])), megabytes=measure.megabytes)


# --- The peers ---


def told_of(root: Path) -> list[Told]:
    """A page with nothing but a title for the campaign's first initiatives, and what our previews of them show."""
    found: list[Told] = []
    for item in Items(report_of(root)).all:
        if item.kind is Kind.INITIATIVE and isinstance(item.subject, PublishedInitiative) and len(found) < PEERS:
            known = item.subject.disclosed
            photo = known.photos[0].picture.path if known and known.photos else None
            preview = Preview(unit=item.subject.unit.name, photo=photo)
            found.append(Told(path=str(len(found)), title=item.title, description="", text="", preview=preview))
    return found


def hugo(folder: Path, told: list[Told], *, pictures: bool) -> Measure:
    """What Hugo takes to make a page of each title, with a picture or without."""
    previews = [each.preview for each in told if each.preview]
    peers.hugo_assets(folder, previews)
    written(folder / "hugo.toml", peers.HUGO_SETTINGS)
    written(folder / "layouts" / "_default" / "single.html", peers.HUGO_PICTURE if pictures else "{{ .Title }}")
    written(folder / "layouts" / "index.html", "-")
    for each in told:
        front = {"title": each.title, **peers.hugo_front(each.preview)}
        written(folder / "content" / f"{each.path}.md", headed(front, ""))
    measure = run(*peers.hugo_command(folder), cwd=folder)
    _expect(peers.hugo_pictures(folder), len({(each.title, each.preview) for each in told}) if pictures else 0)
    return measure


def material(folder: Path, told: list[Told], *, pictures: bool) -> Measure:
    """The same by Material for MkDocs and its social plugin, whose cache of fonts is filled from ours."""
    social = {"social": {"concurrency": os.cpu_count(), "cards_layout_options": {"font_family": "Be Vietnam Pro"}}}
    settings = {
        "site_name": "Sáng kiến", "site_url": "https://sangkien.example.org/", "site_dir": "public", "docs_dir": "content",
        "theme": {"name": "material", "font": False}, "plugins": [social] if pictures else [],
    }  # fmt: skip
    written(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True))
    peers.material_fonts(folder)
    for each in told:
        written(folder / "content" / f"{each.path}.md", headed({"title": each.title}, ""))
    measure = run("-m", "mkdocs", "build", "--quiet", cwd=folder)
    made = len(list((folder / "public" / "assets" / "images" / "social").glob("*.png")))
    _expect(made, len({each.title for each in told}) if pictures else 0)
    return measure


def _expect(found: int, wanted: int) -> None:
    """Raise RuntimeError when there are fewer pictures than are wanted."""
    if found < wanted:
        raise RuntimeError(f"a peer made {found} pictures of {wanted}")


# --- All of it ---


def verdicts(folder: Path) -> Iterator[Verdict]:
    """Every figure, in the order of the work."""
    root = make(folder / "campaign", REPOSITORY, Size(initiatives=INITIATIVES, people=PEOPLE, photos="each"))
    plain, photo, told = (ours(root, folder / what, what) for what in ("plain", "photo", "featured"))
    yield _each("ours, no photograph", plain, PLAIN_MILLISECONDS)
    yield _each("ours, photograph", photo, PHOTO_MILLISECONDS)
    peak = max(plain.megabytes, photo.megabytes, told.megabytes)
    yield Verdict(name="peak memory, data and pictures", found=peak, unit="MB", budget=PEAK_MEGABYTES)
    yield Verdict(
        name=f"all formats and captions, {FEATURED} items", found=told.processor_seconds / CORES, unit="s",
        budget=FEATURED_SECONDS, detail=f"{told.count} pictures, {told.seconds:.1f} s by the clock",
    )  # fmt: skip
    yield Verdict(
        name="  again, nothing changed",
        found=told.again_processor,
        unit="s",
        budget=AGAIN_SECONDS,
        detail=f"on one core; {told.again:.2f} s by the clock",
    )
    named = told_of(root)
    for name, peer, pages, drawn, least in (
        ("Hugo", hugo, peers.words_only(named), plain, HUGO_TO_OURS),
        ("Hugo, photograph", hugo, named, photo, HUGO_PHOTO_TO_OURS),
        ("Material", material, named, plain, MATERIAL_TO_OURS),
    ):
        whole = peer(folder / name, pages, pictures=True)
        without = peer(folder / f"{name}-bare", pages, pictures=False)
        shutil.rmtree(folder / name)
        theirs = Drawn(
            count=len(pages), again=0.0, seconds=whole.seconds - without.seconds,
            processor_seconds=whole.processor_seconds - without.processor_seconds,
        )  # fmt: skip
        yield _each(name, theirs)
        ratio = (drawn.processor_seconds / drawn.count) / (theirs.processor_seconds / theirs.count)
        clock = (theirs.seconds / theirs.count) / (drawn.seconds / drawn.count)
        yield Verdict(
            name=f"ours / {name}", found=ratio, unit="×", budget=1 / least,
            detail=f"{1 / ratio:.1f} times faster, by the clock {clock:.1f} times",
        )  # fmt: skip


def _each(name: str, drawn: Drawn, budget: float | None = None) -> Verdict:
    """Milliseconds a picture, on the processor's cores."""
    clock = drawn.seconds / drawn.count * 1000
    found = drawn.processor_seconds / CORES / drawn.count * 1000
    return Verdict(
        name=f"{name}, each",
        found=found,
        unit="ms",
        budget=budget,
        detail=f"{drawn.count} pictures, {clock:.1f} ms by the clock",
    )


def main() -> int:
    """Measure and print; 1 when a budget is broken."""
    with tempfile.TemporaryDirectory(prefix="sangkien-images-") as folder:
        found = list(verdicts(Path(folder)))
    table = Table(title=f"{INITIATIVES:,} initiatives, load {os.getloadavg()[0]:.1f}")
    for column in ("what", "found", "budget", "detail"):
        table.add_column(column, justify="right" if column in ("found", "budget") else "left")
    for each in found:
        budget = "" if each.budget is None else f"{each.budget:g} {each.unit}"
        shown = f"{each.found:.2f} {each.unit}"
        table.add_row(each.name, f"[red]{shown}[/]" if each.is_over else shown, budget, each.detail)
    Console(width=130).print(table)
    return 1 if any(each.is_over for each in found) else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            sys.exit(main())
        case ["draw", root, folder, what] if what in ("plain", "photo", "featured"):
            draw(Path(root), Path(folder), what)
        case _:
            sys.exit(f"unknown: {sys.argv[1:]}")
