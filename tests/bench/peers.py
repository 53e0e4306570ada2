"""What the peers are given, and what they take: the text of our pages, and link previews that show what ours show.

Hugo draws the same kind of picture as we do: the title and whose it is on a ground, and, where ours has a photograph, that
photograph beside them, in a JPEG of the same quality. It keeps what it has drawn and shrunk, as it does by itself.
"""

import html
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import yaml
from PIL import Image

from generator import routes
from generator.render.cards import LINK, Cards
from generator.render.items import Items

from .measures import Measure, measured, run
from .stages import report_of

_PATIENCE_SECONDS = 1.0  # for a page of Material's; ten times what it takes
_FONTS = files("fontpkg_be_vietnam_pro") / "files"
_GROUND = "#8a2f1f"
_WHOLE_PX, _BESIDE_PX = (1200, 630), (660, 630)  # the ground of all words, and of those beside a photograph
_JPEG_QUALITY = 82  # as ours

_SKIPPED = re.compile(r"(?s)<(svg|script|style|form|template|button)\b.*?</\1>|<!--.*?-->")
_BLOCKS = re.compile(r"</?(?:p|div|section|ul|ol|dl|table|tr|figure|details|summary|blockquote|dt|dd)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")


# --- What they are given ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a link preview of ours shows besides the title: whose it is, and the file of its photograph."""

    unit: str = ""
    photo: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page of ours tells: its path without ending, its title and description, and its text in Markdown.

    `preview` is given where the page is the first to have it, as many pages share one.
    """

    path: str
    title: str
    description: str
    text: str
    preview: Preview | None


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


def previews_of(root: Path) -> dict[str, Preview]:
    """What the link previews of the campaign's items show, by the name of the file."""
    report, found = report_of(root), dict[str, Preview]()
    cards = Cards(report)
    for item in Items(report).all:
        card, unit = cards.of(item, LINK), getattr(item.subject, "unit", None)
        photo = next((each.placed.picture.path for each in card.sheet.beneath), None)
        found[Path(card.path).name] = Preview(unit=unit.name if unit else "", photo=photo)
    return found


def pages_of(root: Path, previews: Mapping[str, Preview]) -> list[Told]:
    """What every page of the campaign's docs tree tells: by path, those that help to share others at the end."""
    docs, seen, found = root / "build" / "docs", set[str](), list[Told]()
    for path in sorted(docs.rglob("*.md"), key=lambda path: (routes.SHARE.address in path.parts, path)):
        _before, head, body = path.read_text("utf-8").split("---\n", 2)
        front = yaml.load(head, Loader=yaml.CSafeLoader)
        preview = (front.get("og_image") or {}).get("url", "").rpartition("/")[2]
        name = path.relative_to(docs).as_posix().removesuffix(".md")
        found.append(
            Told(
                path=name if name == "index" else name.removesuffix("/index"),
                title=front["title"],
                description=front["description"],
                text=markdown(body),
                preview=previews.get(preview, Preview()) if preview and preview not in seen else None,
            )
        )
        seen.add(preview)
    if not previews.keys() <= seen:
        raise RuntimeError("the docs tree was not built by this program")
    return found


def headed(front: Mapping[str, object], text: str) -> str:
    """A page with what stands in front of it."""
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n{text}"


def written(path: Path, text: str) -> None:
    """Write a new file, and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- Hugo ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Hugo:
    """What Hugo takes from nothing, with Pagefind after it, and after an edit and none without it."""

    cold: Measure
    search: Measure
    edited: Measure
    same: Measure


HUGO_SETTINGS = f"""baseURL = "https://sangkien.example.org/"
title = "Sáng kiến"
disableKinds = ["taxonomy", "term", "section"]
[imaging.jpeg]
quality = {_JPEG_QUALITY}
"""
_SHELL = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
{{ with .Site.Home.OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
{{ if .Params.preview }}PICTURE{{ end }}</head>
<body><nav><a href="/">Trang chủ</a> <a href="/tien-do/">Tiến độ</a> <a href="/sang-kien/">Sáng kiến</a></nav>
<main><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}</main></body></html>
"""
HUGO_PICTURE = """
{{ $font := resources.Get "font.ttf" -}}
{{ $words := slice (images.Text .Title (dict "size" 56 "x" 56 "y" 100 "linespacing" 12 "font" $font)) -}}
{{ with .Params.unit }}{{ $words = $words | append (images.Text . (dict "size" 24 "x" 56 "y" 540 "font" $font)) }}{{ end -}}
{{ $made := false -}}
{{ with .Params.photo -}}
  {{ $photo := (resources.Get .).Fill "540x630 Center" -}}
  {{ $placed := slice (images.Padding 0 540 0 0 "GROUND") (images.Overlay $photo 660 0) -}}
  {{ $made = (resources.Get "beside.jpg").Filter (append $placed $words) -}}
{{ else }}{{ $made = (resources.Get "ground.png").Filter $words }}{{ end -}}
<meta property="og:image" content="{{ $made.Permalink }}">
""".replace("GROUND", _GROUND)
"""What draws a page's link preview in a template of Hugo, given what `hugo_assets` put there, and uses it."""


def hugo_assets(folder: Path, previews: Iterable[Preview]) -> None:
    """Grounds, a font and the photographs, where Hugo looks for them."""
    assets = folder / "assets"
    (assets / "photos").mkdir(parents=True)
    Image.new("RGB", _WHOLE_PX, _GROUND).save(assets / "ground.png")
    Image.new("RGB", _BESIDE_PX, _GROUND).save(assets / "beside.jpg", quality=100, subsampling=0)
    (assets / "font.ttf").write_bytes((_FONTS / "BeVietnamPro-ExtraBold.ttf").read_bytes())
    for photo in {each.photo for each in previews if each.photo}:
        shutil.copy(photo, assets / "photos" / photo.name)


def hugo_front(preview: Preview | None) -> dict[str, object]:
    """What stands in front of a page of Hugo's for `HUGO_PICTURE`."""
    if preview is None:
        return {}
    photo = {"photo": f"photos/{preview.photo.name}"} if preview.photo else {}
    return {"preview": True, "unit": preview.unit, **photo}


def hugo_command(folder: Path) -> tuple[str, ...]:
    """Python that runs Hugo, which is measured with it."""
    program = [str(Path(sys.executable).with_name("hugo")), "--cacheDir", str(folder / "cache")]
    return "-c", f"import subprocess; subprocess.run({program!r}, check=True)"


def hugo_pictures(folder: Path) -> int:
    """How many pictures Hugo published."""
    return sum(1 for each in (folder / "public").glob("*_hu_*") if each.suffix in (".jpg", ".png"))


def words_only(pages: Iterable[Told]) -> list[Told]:
    """The pages with link previews that show no photograph."""
    return [replace(each, preview=each.preview and replace(each.preview, photo=None)) for each in pages]


def hugo(folder: Path, pages: Sequence[Told], runs: int) -> Hugo:
    """Measure Hugo and Pagefind in a new folder."""
    written(folder / "hugo.toml", HUGO_SETTINGS)
    previews = {(told.title, told.preview): told.preview for told in pages if told.preview}
    hugo_assets(folder, previews.values())
    for name in ("single", "home"):
        written(folder / "layouts" / "_default" / f"{name}.html", _SHELL.replace("PICTURE", HUGO_PICTURE))
    for told in pages:
        name = "_index" if told.path == "index" else told.path
        front = {"title": told.title, "description": told.description, **hugo_front(told.preview)}
        written(folder / "content" / f"{name}.md", headed(front, told.text))
    call = hugo_command(folder)

    def forget() -> None:
        for name in ("public", "resources", "cache"):
            shutil.rmtree(folder / name, ignore_errors=True)

    cold = measured(*call, cwd=folder, before=forget, runs=runs)
    _expect(folder / "public", pages, hugo_pictures(folder), len(previews))
    search = measured("-m", "pagefind", "--site", "public", cwd=folder, runs=runs)
    story = folder / "content" / f"{next(each.path for each in pages if each.path.startswith('sang-kien/'))}.md"

    def edit() -> None:
        story.write_text(story.read_text("utf-8") + "\nMột câu nữa.\n", "utf-8")

    run(*call, cwd=folder)  # of photographs that it finds shrunk it draws all pictures once more, and then no longer
    return Hugo(
        cold=cold,
        search=search,
        edited=measured(*call, cwd=folder, before=edit),
        same=measured(*call, cwd=folder),
    )


# --- The others ---


_GENERATE = """import json, mkdocs_gen_files
for path, text in json.load(open("pages.json", encoding="utf-8")).items():
    with mkdocs_gen_files.open(path, "w") as file:
        file.write(text)
"""


def material_fonts(folder: Path) -> None:
    """Our fonts in the cache of the social plugin, which would ask Google for them."""
    fonts = folder / ".cache" / "plugin" / "social" / "fonts" / "Be Vietnam Pro"
    fonts.mkdir(parents=True)
    for name in ("Regular", "Bold", "Black", "Medium"):
        (fonts / f"{name}.ttf").write_bytes((_FONTS / f"BeVietnamPro-{name}.ttf").read_bytes())


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
    written(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True))
    written(folder / "generate.py", _GENERATE)
    texts = {}
    for told in pages:
        front = {"title": told.title, "description": told.description}
        texts[f"{told.path}.md"] = headed(front if told.preview else {**front, "social": {"cards": False}}, told.text)
    written(folder / "pages.json", json.dumps(texts, ensure_ascii=False))
    (folder / "content").mkdir()
    material_fonts(folder)
    patience = _PATIENCE_SECONDS * len(pages)  # its threads sometimes wait for one another for ever
    found = run("-m", "mkdocs", "build", "--quiet", cwd=folder, at_most_seconds=patience)
    pictures = len(list((folder / "public" / "assets" / "images" / "social").rglob("*.png")))
    _expect(folder / "public", pages, pictures, len({each.title for each in pages if each.preview}))
    return found


def zensical(folder: Path, root: Path, runs: int) -> Measure:
    """Zensical on a copy of our docs, settings and theme, its cache empty; what it finds amiss is in `said`."""
    (folder / "build").mkdir(parents=True)
    shutil.copy(root / "mkdocs.yml", folder)
    shutil.copytree(root / "overrides", folder / "overrides")
    shutil.copytree(root / "build" / "docs", folder / "build" / "docs")

    def forget() -> None:
        shutil.rmtree(folder / "build" / "site", ignore_errors=True)

    call = "-m", "zensical", "build", "--clean", "-f", "mkdocs.yml"
    return measured(*call, cwd=folder, before=forget, runs=runs, may_fail=True)


def _expect(site: Path, pages: Sequence[Told], pictures: int, wanted: int) -> None:
    """Raise RuntimeError unless a peer made every page, and every preview that is not the same as another one."""
    made = {each.parent.relative_to(site).as_posix() for each in site.rglob("index.html")}
    missing = [each.path for each in pages if each.path != "index" and each.path not in made]
    if missing or pictures < wanted:
        raise RuntimeError(
            f"a peer left out {len(missing)} pages ({missing[:3]}), and made {pictures} pictures of {wanted}"
        )
