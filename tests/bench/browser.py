"""What a reader on a cheap phone waits for: our pages beside plain Material and Zensical pages of the same text.

One server, one browser, one run. The profile is a phone with a processor a quarter as fast as this machine's
on a line of 1.6 Mbit/s with 150 ms to the server and back (Lighthouse's slow 4G). Each visit begins with an
empty cache. Bytes are what the server sent, headers and all, text compressed. Photographs are counted in a
column of their own and blocked where the clock runs: the plain pages have none.

Stock themes have `font: false` here: their own choice would ask Google for two families, which a machine
without a network cannot measure. Their sites hold only these pages, so their menus and search indexes are
smaller than a whole site's.

First contentful paint and layout shifts are the browser's own figures. Time to interactive is the latest of
first contentful paint, the end of loading the document and the end of the last task of more than 50 ms before
the main thread and the network were quiet for `QUIET_SECONDS`; the usual definition waits for five.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from generator import publish

from . import chromium
from .plain import plain
from .served import Folder, serve

REPOSITORY = Path(__file__).resolve().parents[2]
SITE_URL = "https://sangkien.example.org/"

# One page of each type; the plain sites have a page of this name for each.
PAGES: Mapping[str, str] = {
    "home": "",
    "progress": "tien-do/",
    "unit": "tien-do/giao-duc/",
    "catalogue": "sang-kien/",
    "initiative": "sang-kien/xe-gat-muoi-hai-banh/",
    "person": "guong-sang/le-thi-hong-tham/",
    "authored": "the-le/",
}
OURS, MATERIAL, ZENSICAL = "ours", "Material", "Zensical"

PHOTOS = (".jpg", ".avif", ".webp")
SLOWER_PROCESSOR = 4
LINE: Mapping[str, Any] = {
    "offline": False,
    "latency": 150,  # ms
    "downloadThroughput": 1.6e6 / 8,  # bytes a second
    "uploadThroughput": 750e3 / 8,
}
QUIET_SECONDS = 2.0
LARGEST_SHIFT = 0.02

_WATCH = """
  window.seen = { lastTask: 0, shifts: 0 }
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) seen.lastTask = Math.max(seen.lastTask, each.startTime + each.duration)
  }).observe({ type: "longtask", buffered: true })
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) seen.shifts += each.value
  }).observe({ type: "layout-shift", buffered: true })
"""
_READ = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint")
  const [page] = performance.getEntriesByType("navigation")
  return { now: performance.now(), paint: paint ? paint.startTime : null, loaded: page.loadEventEnd,
    parsed: page.domContentLoadedEventEnd, ...seen }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A first visit: bytes and requests but for photographs, the bytes of those, shifts, and milliseconds."""

    bytes: float
    requests: float
    photo_bytes: float
    shift: float
    paint_ms: float
    interactive_ms: float


def ours(folder: Path) -> Path:
    """Build a copy of the shipped campaign in `folder`; gives the root of its site."""
    campaign = folder / "ours"
    campaign.mkdir()
    shutil.copy(REPOSITORY / "mkdocs.yml", campaign)
    for name in ("data", "content", "overrides"):
        shutil.copytree(REPOSITORY / name, campaign / name)
    return publish.build(campaign, None).site


def build(folder: Path) -> dict[str, Path]:
    """Build the three sites in `folder`; gives the root of each."""
    site = ours(folder)
    roots = {OURS: site}
    for name, engine in ((MATERIAL, "mkdocs"), (ZENSICAL, "zensical")):
        root = folder / engine
        (root / "docs").mkdir(parents=True)
        for page, path in PAGES.items():
            file = root / "docs" / ("index.md" if page == "home" else f"{page}.md")
            file.write_text(plain(site / path / "index.html", SITE_URL + path), "utf-8")
        settings = {
            "site_name": "01 triệu sáng kiến Ninh Thuận",
            "site_url": "https://plain.example.org/",
            "theme": {"name": "material", "language": "vi", "font": False},
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", engine, "build", "--clean", "-f", "mkdocs.yml"],
            cwd=root,
            check=True,
            capture_output=True,
        )
        roots[name] = root / "site"
    return roots


def path_of(site: str, page: str) -> str:
    """Where a page stands in a site."""
    if site == OURS:
        return PAGES[page]
    return "" if page == "home" else f"{page}/"


class _Network:
    """Listens to a page's network, to know when it is at rest."""

    def __init__(self, page: Page, *, is_phone: bool) -> None:
        self.last = time.monotonic()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        for event in ("requestWillBeSent", "dataReceived", "loadingFinished", "loadingFailed"):
            session.on(f"Network.{event}", self._hear)
        if is_phone:
            session.send("Network.emulateNetworkConditions", dict(LINE))
            session.send("Network.setBlockedURLs", {"urls": [f"*{end}" for end in PHOTOS]})
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})

    def _hear(self, _event: object) -> None:
        self.last = time.monotonic()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was asked for and nothing came lately."""
        return time.monotonic() - self.last > QUIET_SECONDS


@contextmanager
def _page(browser: Browser, *, is_phone: bool = False) -> Iterator[tuple[Page, _Network]]:
    """A page with an empty cache, and its network."""
    with browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True, locale="vi-VN"
    ) as context:
        context.add_init_script(_WATCH)
        page = context.new_page()
        yield page, _Network(page, is_phone=is_phone)


def visit(browser: Browser, folder: Folder, url: str) -> Visit:
    """Two first visits: one as fast as it goes, for what is weighed; one on the phone, for what is timed."""
    folder.sent.clear()
    with _page(browser) as (page, _network):
        page.goto(url, wait_until="networkidle")
        sent = list(folder.sent)
    with _page(browser, is_phone=True) as (page, network):
        page.goto(url)
        while True:
            page.wait_for_timeout(200)
            told = page.evaluate(_READ)
            if network.is_quiet and told["now"] - max(told["lastTask"], told["loaded"]) > QUIET_SECONDS * 1000:
                break
    light = [weight for path, weight in sent if not path.endswith(PHOTOS)]
    return Visit(
        bytes=sum(light),
        requests=len(light),
        photo_bytes=sum(weight for path, weight in sent if path.endswith(PHOTOS)),
        shift=told["shifts"],
        paint_ms=told["paint"],
        interactive_ms=max(told["paint"], told["parsed"], told["lastTask"]),
    )


def measured(runs: int) -> dict[tuple[str, str], Visit]:
    """The median visit of each page of each site, by (page, site)."""
    path = chromium.find()
    if path is None:
        raise RuntimeError("The browser bench needs Chromium.")
    visits: dict[tuple[str, str], list[Visit]] = {}
    with tempfile.TemporaryDirectory(prefix="sangkien-bench-") as folder, ExitStack() as stack:
        roots = build(Path(folder))
        folders = {site: Folder(root=root) for site, root in roots.items()}
        addresses = {site: stack.enter_context(serve(folder)) for site, folder in folders.items()}
        playwright = stack.enter_context(sync_playwright())
        browser = chromium.start(playwright.chromium, path, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
        for _ in range(runs):  # sites in turn, so that what else the machine does disturbs them alike
            for page in PAGES:
                for site, address in addresses.items():
                    url = f"{address}/{path_of(site, page)}"
                    visits.setdefault((page, site), []).append(visit(browser, folders[site], url))
        browser.close()
    return {key: _median(found) for key, found in visits.items()}


def _median(found: list[Visit]) -> Visit:
    return Visit(**{name: median(getattr(each, name) for each in found) for name in Visit.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure of a page, ours beside the others'; `budget` is what ours may be at most."""

    page: str
    name: str
    ours: float
    material: float
    zensical: float
    shown: str
    budget: float | None

    @property
    def is_over(self) -> bool:
        """Whether ours is more than it may be."""
        return self.budget is not None and self.ours > self.budget


def rows(found: Mapping[tuple[str, str], Visit]) -> Iterator[Row]:
    """The figures page by page. Ours may be no heavier and no slower than plain Material's."""
    for page in PAGES:
        ours, material, zensical = (found[page, site] for site in (OURS, MATERIAL, ZENSICAL))
        for name, field, scale, shown, is_held in (
            ("kB, no photographs", "bytes", 1000, ".1f", True),
            ("kB of photographs", "photo_bytes", 1000, ".0f", False),
            ("requests", "requests", 1, ".0f", False),
            ("ms to first paint", "paint_ms", 1, ".0f", True),
            ("ms to interactive", "interactive_ms", 1, ".0f", True),
        ):
            values = [getattr(each, field) / scale for each in (ours, material, zensical)]
            yield Row(
                page=page,
                name=name,
                ours=values[0],
                material=values[1],
                zensical=values[2],
                shown=shown,
                budget=values[1] if is_held else None,
            )
        yield Row(
            page=page,
            name="layout shift",
            ours=ours.shift,
            material=material.shift,
            zensical=zensical.shift,
            shown=".3f",
            budget=LARGEST_SHIFT,
        )


def main(runs: int) -> int:
    """Measure, print the table; 1 when ours is heavier, slower or less steady than it may be."""
    found = list(rows(measured(runs)))
    table = Table(title=f"first visits on a throttled phone, median of {runs}")
    for column in ("page", "", OURS, MATERIAL, ZENSICAL, "ours / Material", "ours / Zensical", ""):
        table.add_column(column, justify="left" if column in ("page", "") else "right")
    for row in found:
        ratios = [f"{row.ours / other:.2f}" if other else "" for other in (row.material, row.zensical)]
        verdict = "" if row.budget is None else "OVER" if row.is_over else "ok"
        figures = [format(value, row.shown) for value in (row.ours, row.material, row.zensical)]
        table.add_row(row.page, row.name, *figures, *ratios, verdict, end_section=row.name == "layout shift")
    Console(width=120).print(table)
    return 1 if any(row.is_over for row in found) else 0
