"""Pictures as a reader gets them: the small files, in their room, and before and after in one frame."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.served import Folder, serve
from browser.kinds import DESK, PAGES, PHONE
from playwright.sync_api import Browser, CDPSession, Page, Route, ViewportSize

pytestmark = pytest.mark.browser

COMPARED = PAGES["initiative, before and after"]


def viewport(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone with a touch screen, two pixels a point."""
    with browser.new_context(viewport=viewport(PHONE), device_scale_factor=2, has_touch=True) as context:
        yield context.new_page()


def scroll_through(page: Page) -> None:
    """Let every picture of the page load."""
    page.evaluate("""async () => {
        for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
          scrollTo(0, y)
          await new Promise(done => setTimeout(done, 60))
        }
        const isAwaited = each => each.offsetWidth && !each.complete
        while ([...document.images].some(isAwaited)) await new Promise(done => setTimeout(done, 20))
        scrollTo(0, 0)
    }""")


# --- Which file is loaded ---


def test_a_browser_that_knows_avif_loads_nothing_else(phone: Page, address: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(address + COMPARED, wait_until="networkidle")
    scroll_through(phone)
    pictures = [url for url in asked if "/anh/" in url]
    assert len(pictures) >= 4
    assert [url for url in pictures if not url.endswith(".avif")] == []
    assert phone.evaluate("[...document.images].every(each => !each.currentSrc || each.naturalWidth > 0)")


def test_a_browser_that_does_not_gets_the_jpeg(phone: Page, address: str) -> None:
    def unknown(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("image/avif", "image/not-yet-known"))

    phone.route(f"{address}{COMPARED}", unknown)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(address + COMPARED, wait_until="networkidle")
    scroll_through(phone)
    pictures = [url for url in asked if "/anh/" in url]
    assert len(pictures) >= 4
    assert [url for url in pictures if not url.endswith(".jpg")] == []
    assert phone.evaluate("[...document.images].every(each => !each.currentSrc || each.naturalWidth > 0)")


# How wide each picture is seen, with what its frame cuts off; how wide its file is, and the next smaller and largest.
_SEEN = """
() => [...document.querySelectorAll("img[srcset]")].filter(each => each.currentSrc && each.offsetWidth).map(each => {
  const ratio = each.getAttribute("width") / each.getAttribute("height")
  const widths = each.srcset.split(", ").map(one => parseInt(one.split(" ")[1]))
  const width = parseInt(each.currentSrc.match(/-(\\d+)-[0-9a-f]+\\.\\w+$/)[1])
  const seen = Math.max(each.offsetWidth, each.offsetHeight * ratio) * devicePixelRatio
  const smaller = Math.max(0, ...widths.filter(one => one < width))
  return { seen, width, smaller, largest: Math.max(...widths), what: each.closest("[class]").className }
})
"""


@pytest.mark.parametrize(("size", "scale"), [(PHONE, 2), (DESK, 1)], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", ["home", "catalogue", "initiative, before and after", "people", "person"])
def test_the_file_fits_the_place(kind: str, size: tuple[int, int], scale: int, browser: Browser, address: str) -> None:
    """No picture is visibly blurred, and none is loaded that a smaller file would do for."""
    with browser.new_context(viewport=viewport(size), device_scale_factor=scale) as context:
        page = context.new_page()
        page.goto(address + PAGES[kind], wait_until="networkidle")
        scroll_through(page)
        found = page.evaluate(_SEEN)
        assert found
        for each in found:
            assert each["width"] >= min(0.5 * each["seen"], each["largest"]), each
            again = any(other["width"] >= each["width"] > other["smaller"] >= each["seen"] for other in found)
            assert each["smaller"] < 1.1 * each["seen"] or again, each


# --- Room ---


@pytest.mark.parametrize("kind", PAGES)
def test_every_picture_says_its_size_and_only_what_is_seen_first_is_hurried(
    kind: str, browser: Browser, address: str
) -> None:
    with browser.new_context(viewport=viewport(DESK)) as context:
        page = context.new_page()
        page.goto(address + PAGES[kind])
        for image in page.locator("img").all():
            told = image.evaluate("each => each.outerHTML")
            assert int(image.get_attribute("width") or "0") > 0, told
            assert int(image.get_attribute("height") or "0") > 0, told
            assert image.get_attribute("alt") is not None, told
            if image.get_attribute("srcset"):
                hurried = image.get_attribute("fetchpriority") == "high"
                assert hurried == (image.get_attribute("loading") != "lazy"), told
                assert not hurried or image.evaluate("each => each.getBoundingClientRect().top < innerHeight"), told
        assert page.locator("img[fetchpriority]").count() <= (2 if page.locator(".sk-compare").count() else 1)


_SHIFTS = """
  window.shifts = []
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifts.push(each.value)
  }).observe({ type: "layout-shift", buffered: true })
"""


@pytest.mark.parametrize("kind", ["home", "initiative, before and after", "person", "people", "catalogue"])
def test_nothing_moves_when_pictures_arrive_late(kind: str, site: Path, phone: Page, address: str) -> None:
    below = address.split("/", 3)[3]
    with serve(Folder(root=site, below=f"/{below}", delays={".avif": 0.5, "compare.js": 0.3})) as slow:
        phone.add_init_script(_SHIFTS)
        phone.goto(slow + PAGES[kind], wait_until="domcontentloaded")
        phone.wait_for_timeout(300)
        scroll_through(phone)
        phone.wait_for_load_state("networkidle")
        assert phone.evaluate("document.querySelector('img[srcset]').naturalWidth > 0")
        assert sum(phone.evaluate("window.shifts")) < 0.02


@pytest.mark.parametrize("size", [PHONE, (800, 1000), DESK], ids=["phone", "tablet", "desk"])
def test_the_comparison_takes_no_room_of_its_own(size: tuple[int, int], browser: Browser, address: str) -> None:
    """What follows stands where it stood before the script came."""
    places = []
    for is_blocked in (True, False):
        with browser.new_context(viewport=viewport(size)) as context:
            page = context.new_page()
            page.route("**/*.woff2", lambda route: route.abort())  # optional: there in one visit, late in another
            if is_blocked:
                page.route("**/compare.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
            page.goto(address + COMPARED, wait_until="networkidle")
            assert page.locator(".sk-compare__slider").count() == (0 if is_blocked else 1)
            places.append(page.locator(".sk-layout").bounding_box())
    assert places[0] == places[1]


# --- Before and after ---


def share(page: Page) -> float:
    """The share of the frame, in percent, in which the picture before is seen, as the eye has it."""
    cut = page.locator(".sk-photo--after img").evaluate("each => getComputedStyle(each).clipPath")
    assert cut.startswith("inset(0px 0px 0px ")
    said = page.locator(".sk-compare__slider").input_value()
    assert cut == f"inset(0px 0px 0px {said}%)"
    return float(said)


def frame(page: Page) -> tuple[float, float, float, float]:
    """Left, top, width and height of the frame, in pixels of the window."""
    page.locator(".sk-compare__stage").scroll_into_view_if_needed()
    box = page.locator(".sk-compare__stage").bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def test_the_comparison_works_by_keyboard_and_says_what_it_shows(phone: Page, address: str) -> None:
    phone.goto(address + COMPARED, wait_until="networkidle")
    slider = phone.get_by_role("slider", name="Kéo để so sánh trước và sau")
    assert share(phone) == 50
    for _ in range(60):
        phone.keyboard.press("Tab")
        if slider.evaluate("each => each === document.activeElement"):
            break
    assert slider.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    for key, wanted in (("ArrowRight", 51), ("End", 100), ("ArrowLeft", 99), ("PageDown", 89), ("Home", 0)):
        phone.keyboard.press(key)
        assert share(phone) == wanted, key
        assert slider.get_attribute("aria-valuetext") == f"Thấy {wanted}% ảnh trước, {100 - wanted}% ảnh sau"


def test_the_comparison_follows_the_mouse_anywhere_on_the_frame(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=viewport(DESK)) as context:
        page = context.new_page()
        page.goto(address + COMPARED, wait_until="networkidle")
        left, top, width, height = frame(page)
        page.mouse.move(left + width * 0.2, top + height * 0.9)
        assert share(page) == 50, "it does not follow a mouse that only passes"
        page.mouse.down()
        assert share(page) == pytest.approx(20, abs=1)
        page.mouse.move(left + width * 0.7, top + height * 0.1, steps=4)
        assert share(page) == pytest.approx(70, abs=1)
        page.mouse.move(left - 40, top + height + 40, steps=4)
        assert share(page) == 0, "held, it follows beyond the frame"
        page.mouse.up()
        page.mouse.move(left + width / 2, top + height / 2)
        assert share(page) == 0
        page.keyboard.press("ArrowRight")
        assert share(page) == 1, "and the keyboard goes on from there"


def touch(session: CDPSession, kind: str, *point: float) -> None:
    points = [{"x": point[0], "y": point[1]}] if point else []
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_moves_the_line_sideways_and_the_page_up_and_down(phone: Page, address: str) -> None:
    phone.goto(address + COMPARED, wait_until="networkidle")
    session = phone.context.new_cdp_session(phone)
    left, top, width, height = frame(phone)
    phone.touchscreen.tap(left + width * 0.25, top + height / 2)
    assert share(phone) == pytest.approx(25, abs=1)

    before = phone.evaluate("scrollY")
    touch(session, "touchStart", left + width * 0.3, top + height / 2)
    for step in range(1, 9):
        touch(session, "touchMove", left + width * (0.3 + 0.05 * step), top + height / 2)
    touch(session, "touchEnd")
    assert share(phone) == pytest.approx(70, abs=2)
    assert phone.evaluate("scrollY") == before

    touch(session, "touchStart", left + width * 0.5, top + height * 0.8)
    for step in range(1, 9):
        touch(session, "touchMove", left + width * 0.5, top + height * 0.8 - 20 * step)
    touch(session, "touchEnd")
    for _ in range(100):
        if phone.evaluate("scrollY") > before + 60:
            break
        phone.wait_for_timeout(20)
    assert phone.evaluate("scrollY") > before + 60
    assert share(phone) == pytest.approx(70, abs=2), "a finger that scrolls leaves the line alone"


def test_the_pictures_can_stand_side_by_side_again(phone: Page, address: str) -> None:
    phone.goto(address + COMPARED, wait_until="networkidle")
    assert not stand_apart(phone)
    phone.get_by_role("button", name="Xem hai ảnh cạnh nhau").click()
    assert stand_apart(phone)
    assert phone.get_by_role("slider").count() == 0
    phone.get_by_role("button", name="Đặt hai ảnh lên nhau để so sánh").click()
    assert not stand_apart(phone)
    assert share(phone) == 50


def stand_apart(page: Page) -> bool:
    """Whether both pictures are seen whole, each with its label, its words and no other upon it."""
    before, after = (page.locator(f".sk-photo--{kind} img") for kind in ("before", "after"))
    one, other = before.bounding_box(), after.bounding_box()
    assert one is not None
    assert other is not None
    apart = one["y"] + one["height"] <= other["y"] or one["x"] + one["width"] <= other["x"]
    whole = all(each.evaluate("each => getComputedStyle(each).clipPath") == "none" for each in (before, after))
    labels = [page.locator(".sk-photo__tag").nth(index).is_visible() for index in (0, 1)]
    assert labels == [True, True]
    assert page.locator(".sk-photo figcaption").evaluate_all("all => all.every(each => each.checkVisibility())")
    return apart and whole


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_javascript_both_pictures_are_there(size: tuple[int, int], browser: Browser, address: str) -> None:
    with browser.new_context(viewport=viewport(size), java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + COMPARED)
        assert stand_apart(page)
        assert page.get_by_role("button", name="cạnh nhau").count() == 0


def test_paper_shows_both_pictures(phone: Page, address: str) -> None:
    phone.goto(address + COMPARED, wait_until="networkidle")
    phone.emulate_media(media="print")
    assert stand_apart(phone)
    assert not phone.locator(".sk-compare__stage").is_visible()
    assert not phone.locator(".sk-compare__end").is_visible()
