"""`python -m tests.bench.publishing`: publishing at 3,000 initiatives beside its peers, and at a tenth and at ten times that.

Ours is the command line, a process for each run. We also make what no peer is asked for: photographs in three widths and
two formats, pictures of four shapes, papers to print. So *cold* starts from these, and makes everything else: pages, link
previews, search, feeds, data. *From nothing* makes all, without a peer. The peers get the text of the same pages, as
Markdown, and make as many link previews as we do, with the title on a ground:

- Hugo, with `images.Text`, its feed and its map of the site; then Pagefind over what it made. Warm, it finds its
  pictures in its cache, and renders all pages again; Pagefind is not counted then.
- Material for MkDocs, with its social and search plugins; the pages come from gen-files. It has no feeds.
- Zensical on our own docs tree, theme and settings: pages only.

Budgets are those of issue 6, by the clock, as editors wait by it; seconds on the processor stand beside it, and say more
when the machine does something else as well. A profile says which stages and modules our time goes to.
"""

import argparse
import html
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml
from rich.console import Console

from generator import routes
from generator.render.cards import LINK

from . import deploying, nginx
from .images import HUGO_PICTURE, hugo_assets, material_fonts
from .maker import Size, make
from .measures import REPOSITORY, RUNS, Measure, Verdict, measured, report, run, save

COLD_TO_HUGO, COLD_TO_MATERIAL = 0.25, 0.1
EDIT_SECONDS, EDIT_TO_HUGO = 1.5, 0.5
SAME_SECONDS = 0.7
GROWTH = 1.1
PEAK_MEGABYTES = 1024.0
SAVED = REPOSITORY / "build" / "bench.json"

_PATIENCE_SECONDS = 1.0  # for a page of Material's; ten times what it takes
_TOLD = 300  # letters of what went wrong
_BUILD = ("-m", "generator", "build", "--root")
_EDITED = re.compile(r"(?m)^summary: .*$")


# --- Ours ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What a campaign of a size takes: all of it, without what peers are not asked for, after an edit, and without one."""

    initiatives: int
    nothing: Measure
    cold: Measure
    edited: Measure
    same: Measure
    pages: int
    previews: int
    megabytes: float


def ours(root: Path, initiatives: int, runs: int) -> Ours:
    """Make a campaign in `root`, and measure; its docs tree and site stay."""
    make(root, REPOSITORY, Size(initiatives=initiatives, people=max(initiatives // 10, 1)))
    nothing = measured(*_BUILD, str(root), before=lambda: _remove(root / "build"), runs=1)
    cold = measured(*_BUILD, str(root), before=lambda: forget(root), runs=runs)
    story = min((root / "data" / "initiatives").glob("*.yml"))
    edits = iter(range(1000))

    def edit() -> None:
        text = story.read_text("utf-8")
        story.write_text(_EDITED.sub(f'summary: "Một câu vừa được sửa, lần {next(edits)}."', text, count=1), "utf-8")

    edited = measured(*_BUILD, str(root), before=edit, runs=RUNS)
    same = measured(*_BUILD, str(root), runs=RUNS)
    site = root / "build" / "site"
    pages = pages_of(root)
    return Ours(
        initiatives=initiatives,
        nothing=nothing,
        cold=cold,
        edited=edited,
        same=same,
        pages=len(pages),
        previews=sum(each.has_preview for each in pages),
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


# --- What the peers get ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page of ours tells: its path without ending, its title and description, and its text in Markdown.

    `has_preview`: whether it is the first to have its link preview, as many pages share one.
    """

    path: str
    title: str
    description: str
    text: str
    has_preview: bool


_SKIPPED = re.compile(r"(?s)<(svg|script|style|form|template|button)\b.*?</\1>|<!--.*?-->")
_BLOCKS = re.compile(r"</?(?:p|div|section|ul|ol|dl|table|tr|figure|details|summary|blockquote|dt|dd)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")


def markdown(body: str) -> str:
    """The text of finished HTML, with its headings, lists and links to other sites; drawings and forms are left out."""
    text = _SKIPPED.sub("", body)
    text = re.sub(
        r"(?s)<h([1-6])\b[^>]*>(.*?)</h\1>", lambda m: f"\n\n{'#' * int(m[1])} {_TAGS.sub('', m[2])}\n\n", text
    )
    text = re.sub(r"<li\b[^>]*>", "\n- ", text)
    text = re.sub(
        r'(?s)<a\b[^>]*href="(https?://[^"]*)"[^>]*>(.*?)</a>', lambda m: f"[{_TAGS.sub('', m[2])}]({m[1]})", text
    )
    text = html.unescape(_TAGS.sub("", _BLOCKS.sub("\n\n", text)))
    lines = (line.strip() for line in text.replace("{", "(").replace("}", ")").replace("<", "‹").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def pages_of(root: Path) -> list[Told]:
    """What every page of the campaign's docs tree tells, by path."""
    docs, seen, found = root / "build" / "docs", set[str](), list[Told]()
    for path in sorted(docs.rglob("*.md")):
        _before, head, body = path.read_text("utf-8").split("---\n", 2)
        front = yaml.load(head, Loader=yaml.CSafeLoader)
        preview = (front.get("og_image") or {}).get("url", "")
        name = path.relative_to(docs).as_posix().removesuffix(".md")
        found.append(
            Told(
                path=name if name == "index" else name.removesuffix("/index"),
                title=front["title"],
                description=front["description"],
                text=markdown(body),
                has_preview=bool(preview) and preview not in seen,
            )
        )
        seen.add(preview)
    return found


def _front(told: Told, **more: object) -> str:
    head = {"title": told.title, "description": told.description, **more}
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\n"


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- The peers ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Hugo:
    """What Hugo takes from nothing, with Pagefind after it, and after an edit and none without it."""

    cold: Measure
    search: Measure
    edited: Measure
    same: Measure


_SHELL = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
{{ with .Site.Home.OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
{{ if .Params.preview }}PREVIEW{{ end }}</head>
<body><nav><a href="/">Trang chủ</a> <a href="/tien-do/">Tiến độ</a> <a href="/sang-kien/">Sáng kiến</a></nav>
<main><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}</main></body></html>
"""


def hugo(folder: Path, pages: Sequence[Told], runs: int) -> Hugo:
    """Measure Hugo and Pagefind in a new folder."""
    settings = 'baseURL = "https://sangkien.example.org/"\ntitle = "Sáng kiến"\ndisableKinds = ["taxonomy", "term", "section"]\n'
    _written(folder / "hugo.toml", settings)
    hugo_assets(folder)
    shell = _SHELL.replace(
        "PREVIEW",
        HUGO_PICTURE.replace(
            '<img src="{{ .RelPermalink }}">', '<meta property="og:image" content="{{ .Permalink }}">'
        ),
    )
    for name in ("single", "home"):
        _written(folder / "layouts" / "_default" / f"{name}.html", shell)
    for told in pages:
        name = "_index" if told.path == "index" else told.path
        _written(folder / "content" / f"{name}.md", _front(told, preview=told.has_preview) + told.text)
    program = [str(Path(sys.executable).with_name("hugo")), "--cacheDir", str(folder / "cache")]
    call = "-c", f"import subprocess; subprocess.run({program!r}, check=True)"

    def forget() -> None:
        for name in ("public", "resources", "cache"):
            _remove(folder / name)

    cold = measured(*call, cwd=folder, before=forget, runs=runs)
    _expect(folder / "public", pages, len(list((folder / "public").glob("*.png"))))
    search = measured("-m", "pagefind", "--site", "public", cwd=folder, runs=runs)
    story = folder / "content" / f"{next(each.path for each in pages if each.path.startswith('sang-kien/'))}.md"

    def edit() -> None:
        story.write_text(story.read_text("utf-8") + "\nMột câu nữa.\n", "utf-8")

    return Hugo(
        cold=cold,
        search=search,
        edited=measured(*call, cwd=folder, before=edit),
        same=measured(*call, cwd=folder),
    )


_GENERATE = """import json, mkdocs_gen_files
for path, text in json.load(open("pages.json", encoding="utf-8")).items():
    with mkdocs_gen_files.open(path, "w") as file:
        file.write(text)
"""


def material(folder: Path, pages: Sequence[Told]) -> Measure:
    """What Material takes once, in a new folder, whose fonts for the previews are there; leaf pages are in no menu."""
    social = {"concurrency": os.cpu_count(), "cards_layout_options": {"font_family": "Be Vietnam Pro"}}
    settings = {
        "site_name": "Sáng kiến", "site_url": "https://sangkien.example.org/", "site_dir": "public", "docs_dir": "content",
        "theme": {"name": "material", "language": "vi", "font": False},
        "nav": [{"Trang chủ": "index.md"}, {"Tiến độ": "tien-do.md"}, {"Sáng kiến": "sang-kien.md"}],
        "not_in_nav": "*", "validation": {"links": {"not_found": "ignore"}},
        "plugins": ["search", {"gen-files": {"scripts": ["generate.py"]}}, {"social": social}],
    }  # fmt: skip
    _written(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True))
    _written(folder / "generate.py", _GENERATE)
    texts = {
        f"{told.path}.md": _front(told, **({} if told.has_preview else {"social": {"cards": False}})) + told.text
        for told in pages
    }
    _written(folder / "pages.json", json.dumps(texts, ensure_ascii=False))
    (folder / "content").mkdir()
    material_fonts(folder)
    patience = _PATIENCE_SECONDS * len(pages)  # its threads sometimes wait for one another for ever
    found = run("-m", "mkdocs", "build", "--quiet", cwd=folder, at_most_seconds=patience)
    _expect(folder / "public", pages, len(list((folder / "public" / "assets" / "images" / "social").rglob("*.png"))))
    return found


def zensical(folder: Path, root: Path, runs: int) -> Measure:
    """Zensical on a copy of our docs, settings and theme, its cache empty; what it finds amiss is in `said`."""
    (folder / "build").mkdir(parents=True)
    shutil.copy(root / "mkdocs.yml", folder)
    shutil.copytree(root / "overrides", folder / "overrides")
    shutil.copytree(root / "build" / "docs", folder / "build" / "docs")
    call = "-m", "zensical", "build", "--clean", "-f", "mkdocs.yml"
    return measured(*call, cwd=folder, before=lambda: _remove(folder / "build" / "site"), runs=runs, may_fail=True)


def _expect(site: Path, pages: Sequence[Told], pictures: int) -> None:
    """Raise RuntimeError unless a peer made every page and, but for equal titles, every preview."""
    made = {each.parent.relative_to(site).as_posix() for each in site.rglob("index.html")}
    missing = [each.path for each in pages if each.path != "index" and each.path not in made]
    wanted = len({each.title for each in pages if each.has_preview})
    if missing or pictures < wanted:
        raise RuntimeError(
            f"a peer left out {len(missing)} pages ({missing[:3]}), and made {pictures} pictures of {wanted}"
        )


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
    pages = pages_of(folder / "many")
    content = f"{many.pages:,} pages, {many.previews:,} link previews, {many.megabytes:.0f} MB"
    beside = hugo(folder / "hugo", pages, sizes.runs)
    _remove(folder / "hugo")
    yield _clock(
        f"cold, {sizes.many:,}", many.cold, "Hugo + images.Text + Pagefind", [beside.cold, beside.search],
        share=COLD_TO_HUGO, detail=content,
    )  # fmt: skip
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
    yield _clock(
        f"one story edited, {sizes.many:,}", many.edited, "Hugo, warm", [beside.edited],
        budget=EDIT_SECONDS, share=EDIT_TO_HUGO,
    )  # fmt: skip
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
    yield Verdict(name=f"one story edited, {sizes.most:,}", found=most.edited.seconds, unit="s")
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
            story = min((root / "data" / "initiatives").glob("*.yml"))
            story.write_text(_EDITED.sub('summary: "Một câu vừa được sửa để xem."', story.read_text("utf-8")), "utf-8")
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
