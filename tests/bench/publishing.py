"""`python -m tests.bench.publishing`: publishing at 3,000 initiatives beside its peers, and at a tenth and at ten times that.

Ours is the command line, a process for each run; an edit is measured as an editor lives it too, with `serve` running. We
also make what no peer is asked for: photographs in three widths and two formats, pictures of four shapes, papers to print.
So *cold* starts from these, and makes everything else: pages, link previews, search, feeds, data. *From nothing* makes all,
without a peer. The peers get the text of the same pages, as Markdown, and make as many link previews as we do:

- Hugo, with `images.Text`, and `images.Overlay` where ours have a photograph, its feed and its map of the site; then
  Pagefind over what it made. Warm, it finds its pictures in its cache, and renders all pages again; Pagefind is not counted
  then. It is also measured with words only on all previews.
- Material for MkDocs, with its social and search plugins, words only; the pages come from gen-files. It has no feeds.
- Zensical on our own docs tree, theme and settings: pages only.

Budgets are those of issue 6, by the clock, as editors wait by it; seconds on the processor stand beside it, and say more
when the machine does something else as well. A profile says which stages and modules our time goes to.
"""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from generator import routes
from generator.render.cards import LINK

from . import deploying, nginx
from .living import Lived, edit, lived
from .maker import Size, make
from .measures import REPOSITORY, RUNS, Measure, Verdict, measured, report, run, save
from .peers import hugo, material, pages_of, previews_of, words_only, zensical

COLD_TO_HUGO, COLD_TO_MATERIAL = 0.25, 0.1
EDIT_SECONDS, EDIT_TO_HUGO, EDITS = 1.5, 0.5, 5
SAME_SECONDS = 0.7
GROWTH = 1.1
PEAK_MEGABYTES = 1024.0
SAVED = REPOSITORY / "build" / "bench.json"

_TOLD = 300  # letters of what went wrong
_BUILD = ("-m", "generator", "build", "--root")


# --- Ours ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What a campaign of a size takes: all of it, without what peers are not asked for, after an edit, and without one.

    `edited` is a process of its own, `lived` is `serve`.
    """

    initiatives: int
    nothing: Measure
    cold: Measure
    edited: Measure
    lived: Lived
    same: Measure
    pages: int
    previews: int
    megabytes: float


def ours(root: Path, initiatives: int, runs: int) -> Ours:
    """Make a campaign in `root`, and measure; its docs tree and site stay."""
    make(root, REPOSITORY, Size(initiatives=initiatives, people=max(initiatives // 10, 1)))
    nothing = measured(*_BUILD, str(root), before=lambda: _remove(root / "build"), runs=1)
    cold = measured(*_BUILD, str(root), before=lambda: forget(root), runs=runs)
    edited = measured(*_BUILD, str(root), before=lambda: edit(root), runs=RUNS)
    same = measured(*_BUILD, str(root), runs=RUNS)
    site = root / "build" / "site"
    pages = pages_of(root, {})
    return Ours(
        initiatives=initiatives,
        nothing=nothing,
        cold=cold,
        edited=edited,
        lived=lived(root, EDITS),
        same=same,
        pages=len(pages),
        previews=sum(each.preview is not None for each in pages),
        megabytes=sum(each.stat().st_size for each in site.rglob("*") if each.is_file()) / 1e6,
    )


def forget(root: Path) -> None:
    """Remove everything that was built but the pictures and papers that no peer makes."""
    kept = root / "kept"
    kept.mkdir()
    for name in (routes.PHOTOS, routes.PAPERS):
        (root / "build" / "docs" / name).rename(kept / name)
    _remove(root / "build")
    (root / "build" / "docs").mkdir(parents=True)
    for each in kept.iterdir():
        each.rename(root / "build" / "docs" / each.name)
    kept.rmdir()
    previews = list((root / "build" / "docs" / routes.CARDS).glob(f"*-{LINK.name}-*"))
    if not previews:
        raise RuntimeError("there were no link previews to forget")
    for each in previews:
        each.unlink()


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


# --- All of it ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many initiatives: few, many (where the peers are), most; and how often the long ones are run."""

    few: int = 300
    many: int = 3000
    most: int = 30_000
    runs: int = 1
    deploying_seconds: float = 60.0


def verdicts(folder: Path, sizes: Sizes) -> Iterator[Verdict]:
    """Every figure, in the order of issue 6."""
    many = ours(folder / "many", sizes.many, sizes.runs)
    pages = pages_of(folder / "many", previews_of(folder / "many"))
    content = f"{many.pages:,} pages, {many.previews:,} link previews, {many.megabytes:.0f} MB"
    beside = hugo(folder / "hugo", pages, sizes.runs)
    _remove(folder / "hugo")
    yield _clock(
        f"cold, {sizes.many:,}", many.cold, "Hugo, pictures + Pagefind", [beside.cold, beside.search],
        share=COLD_TO_HUGO, detail=content,
    )  # fmt: skip
    plainer = hugo(folder / "words", words_only(pages), sizes.runs)
    _remove(folder / "words")
    yield _clock(f"cold, {sizes.many:,}", many.cold, "Hugo, words only + Pagefind", [plainer.cold, plainer.search])
    try:
        social = material(folder / "material", pages)
    except RuntimeError as error:
        yield Verdict(name="Material broke off", found=1, unit="", detail=str(error)[-_TOLD:])
    else:
        name = "Material + social + gen-files"
        yield _clock(f"cold, {sizes.many:,}", many.cold, name, [social], share=COLD_TO_MATERIAL)
    _remove(folder / "material")
    successor = zensical(folder / "zensical", folder / "many", sizes.runs)
    _remove(folder / "zensical")
    yield _clock(f"cold, {sizes.many:,}", many.cold, "Zensical, pages only", [successor])
    yield Verdict(name="Zensical's issues", found=_issues(successor), unit="", budget=0)
    yield Verdict(
        name=f"from nothing, {sizes.many:,}", found=many.nothing.seconds, unit="s",
        detail=f"processor {many.nothing.processor_seconds:.1f} s; with photographs, all formats and papers",
    )  # fmt: skip
    yield Verdict(
        name=f"one story edited, serve, {sizes.many:,}", found=many.lived.median, unit="s", budget=EDIT_SECONDS,
        peer="Hugo, warm", theirs=beside.edited.seconds, share=EDIT_TO_HUGO, detail=_edits(many.lived),
    )  # fmt: skip
    yield _clock(f"one story edited, new process, {sizes.many:,}", many.edited, "Hugo, warm", [beside.edited])
    yield _clock(f"nothing changed, {sizes.many:,}", many.same, "Hugo, warm", [beside.same], budget=SAME_SECONDS)
    few = ours(folder / "few", sizes.few, RUNS)
    most = ours(folder / "most", sizes.most, 1)
    for name, which in (("clock", "seconds"), ("processor", "processor_seconds")):
        growth = (getattr(most.cold, which) / most.pages) / (getattr(few.cold, which) / few.pages)
        yield Verdict(
            name=f"time of a page, {sizes.few:,} → {sizes.most:,}, {name}", found=growth, unit="×",
            budget=GROWTH if name == "clock" else None,
            detail=f"{few.pages:,} pages {getattr(few.cold, which):.1f} s, {most.pages:,} pages {getattr(most.cold, which):.1f} s",
        )  # fmt: skip
    yield Verdict(
        name=f"peak memory, from nothing, {sizes.most:,}", found=most.nothing.megabytes, unit="MB", budget=PEAK_MEGABYTES,
        detail=f"cold {most.cold.megabytes:.0f} MB, at {sizes.many:,} {many.nothing.megabytes:.0f} MB; all processes",
    )  # fmt: skip
    yield Verdict(
        name=f"one story edited, serve, {sizes.most:,}", found=most.lived.median, unit="s",
        detail=f"{_edits(most.lived)}; new process {most.edited.seconds:.1f} s",
    )  # fmt: skip
    yield from _deploying(folder / "deploying", sizes.deploying_seconds)


def _clock(
    name: str,
    found: Measure,
    peer: str,
    theirs: Sequence[Measure],
    *,
    budget: float | None = None,
    share: float | None = None,
    detail: str = "",
) -> Verdict:
    """Ours beside the sum of what a peer does for the same; processor times in the detail."""
    on_processor = sum(each.processor_seconds for each in theirs)
    processor = f"processor {found.processor_seconds:.1f} / {on_processor:.1f} s = {found.processor_seconds / on_processor:.2f} ×"
    return Verdict(
        name=name, found=found.seconds, unit="s", budget=budget, peer=peer, theirs=sum(each.seconds for each in theirs),
        share=share, detail=f"{processor}{', ' if detail else ''}{detail}",
    )  # fmt: skip


def _edits(found: Lived) -> str:
    """What there is to know of edits besides their median."""
    return f"median of {len(found.later)}, best {min(found.later):.2f} s, first after a start {found.first:.2f} s"


def _issues(found: Measure) -> float:
    """How many issues Zensical found; a build that broke off is one."""
    counted = re.search(r"(\d+) issues?", found.said)
    return float(counted.group(1)) if counted else float(found.failed)


def _deploying(folder: Path, seconds: float) -> Iterator[Verdict]:
    """Whether readers saw anything wrong while a site was replaced; nothing where there is no nginx."""
    program = nginx.find()
    if program is None or not seconds:
        return
    folder.mkdir()
    both = deploying.sites(folder)
    for mode, releases in deploying.MODES.items():
        seen, turns = deploying.measure(program, folder / mode, both, releases, seconds)
        yield Verdict(
            name=f"failed or mixed answers during deploys, {mode}", found=len(seen.failed) + seen.mixed, unit="", budget=0,
            detail=f"{seen.answers / seconds:.0f} answers a second for {seconds:.0f} s, {turns} deploys",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Where the time of a build goes: seconds by stage, and of the process's own by module, the longest first."""

    what: str
    stages: dict[str, float]
    modules: dict[str, float]


def profiles(root: Path) -> Iterator[Profile]:
    """A cold build, and one after an edit, each in a process of its own."""
    forget(root)
    for what in ("cold", "one story edited"):
        if what != "cold":
            edit(root)
        said = run("-m", "tests.bench.stages", "profile", str(root)).said
        yield Profile(what=what, **json.loads(said.splitlines()[-1]))


def main() -> int:
    """Measure, print, save; 1 when a budget is broken."""
    wanted = argparse.ArgumentParser(description="Publishing, beside its peers.")
    for name, value in asdict(Sizes()).items():
        wanted.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    wanted.add_argument("--json", type=Path, default=SAVED)
    given = vars(wanted.parse_args())
    saved = given.pop("json")
    sizes = Sizes(**given)
    with tempfile.TemporaryDirectory(prefix="sangkien-bench-") as folder:
        found: list[Verdict] = []
        try:
            found.extend(verdicts(Path(folder), sizes))
        except RuntimeError as error:  # what was measured until then is worth hours
            found.append(Verdict(name="broke off", found=1, unit="", budget=0, detail=str(error)[-_TOLD:]))
        where = list(profiles(Path(folder) / "many"))
    report(found, f"{sizes.many:,} initiatives")
    for each in where:
        for kind, spent in (("stages", each.stages), ("modules, under the profiler", each.modules)):
            told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in spent.items())
            Console(width=150).print(f"{each.what}, {kind}: {told}")
    save(
        found, saved, {"sizes": asdict(sizes), "load": os.getloadavg()[0], "profiles": [asdict(each) for each in where]}
    )
    return 1 if any(each.is_over for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
