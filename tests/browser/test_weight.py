"""What a first visit costs: bytes over the wire, nobody else asked, nothing that jumps when fonts and pictures come."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.served import Folder, serve
from browser.kinds import DESK, PAGES, PHONE
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BUDGET_BYTES = 150_000  # of a first visit, photographs apart
LARGEST_SHIFT = 0.02
PHOTOS = (".jpg", ".avif", ".webp", ".png")  # a card without a photograph is a PNG
# As on a slow line: the text is read before they come.
LATE = {".woff2": 0.3, ".jpg": 0.5, ".avif": 0.5, ".webp": 0.5}

# Every shift that the reader did not cause, added up: the sum is at least what the metric takes for its worst moment.
SHIFTS = """
  window.shifts = []
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) {
      shifts.push([each.value, each.sources.map(one => one.node && (one.node.className || one.node.nodeName)).join(", ")])
    }
  }).observe({ type: "layout-shift", buffered: true })
"""
# Down the page, so that what is loaded lazily comes too, and up again.
SCROLL = """async () => {
  const pause = () => new Promise(done => setTimeout(done, 30))
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) { scrollTo(0, top); await pause() }
  await Promise.all([...document.images].filter(each => each.currentSrc && !each.complete).map(
    each => new Promise(done => { each.onload = each.onerror = done })))
  await document.fonts.ready
  await pause()
}"""
# Faces of a font that the head asks for early, and whether the page has drawn with them.
PRELOADED = """() => {
  const faces = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule instanceof CSSFontFaceRule)
    .map(rule => ({ family: rule.style.getPropertyValue("font-family").replace(/["']/g, ""),
      weight: rule.style.getPropertyValue("font-weight"),
      address: new URL((rule.style.getPropertyValue("src").match(/url\\("?([^")]+)/) || [])[1] || "x:", rule.parentStyleSheet.href).href }))
  return [...document.querySelectorAll("link[rel=preload][as=font]")].map(link => {
    const face = faces.find(each => each.address === link.href)
    const drawn = face && [...document.fonts].find(each =>
      each.family.replace(/["']/g, "") === face.family && each.weight === face.weight && each.status === "loaded")
    return [link.href, Boolean(drawn)]
  })
}"""


@pytest.fixture(scope="module")
def late_address(site: Path, address: str) -> Iterator[str]:
    """The same site, whose fonts and pictures come late."""
    below = f"/{address.split('/', 3)[3]}"
    with serve(Folder(root=site, below=below, delays=LATE)) as served:
        yield served


@pytest.mark.parametrize("kind", PAGES)
def test_a_first_visit_is_light_fits_a_phone_and_asks_nobody_else(kind: str, browser: Browser, address: str) -> None:
    errors: list[str] = []
    with browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="vi-VN") as context:
        page = context.new_page()
        visit = _Visit(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        response = page.goto(address + PAGES[kind], wait_until="networkidle")
        assert response is not None
        assert response.status == (404 if kind == "unknown address" else 200)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == "vi"
        fonts: list[tuple[str, bool]] = page.evaluate(PRELOADED)
    weights = {url: weight for url, weight in visit.weights.items() if not url.endswith(PHOTOS)}
    assert sum(weights.values()) <= BUDGET_BYTES, sorted(weights.items(), key=lambda each: -each[1])
    assert [url for url in visit.asked if not url.startswith((f"{address}/", "data:"))] == []
    assert errors == []
    assert fonts
    assert [url for url, drawn in fonts if not drawn] == []
    assert [url for url, _drawn in fonts if visit.asked.count(url) != 1] == []


class _Visit:
    """What the network carried for a page, told by the browser itself: headers and bodies as they came, in bytes."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.weights: dict[str, float] = {}
        self._urls: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.loadingFinished", self._finish)

    def _ask(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        self._urls[event["requestId"]] = url
        self.asked.append(url)

    def _finish(self, event: dict[str, Any]) -> None:
        self.weights[self._urls[event["requestId"]]] = event["encodedDataLength"]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_jumps_when_fonts_and_pictures_come_late(
    kind: str, size: tuple[int, int], browser: Browser, late_address: str
) -> None:
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        context.add_init_script(SHIFTS)
        page = context.new_page()
        page.goto(late_address + PAGES[kind])
        page.evaluate(SCROLL)
        shifts: list[tuple[float, str]] = page.evaluate("shifts")
    assert sum(value for value, _where in shifts) < LARGEST_SHIFT, shifts
