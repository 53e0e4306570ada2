"""Frames of the campaign on somebody else's site: their height, their colours, and what the two pages tell each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bench.served import Folder, serve
from browser.kinds import DESK
from browser.looks import faults
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FRAMES = ("tien-do", "don-vi/giao-duc", "don-vi/bac-ai", "noi-bat", "guong-sang")
NARROWEST_PX = 240
SCROLLS = (
    "[scrollX, document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
)
GROUND = 'getComputedStyle(document.querySelector("main"), "::before").backgroundColor'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desk in a fresh context."""
    with browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="vi-VN") as context:
        yield context.new_page()


@pytest.fixture
def host(tmp_path: Path, address: str) -> Iterator[str]:
    """Another site, of another origin, with every frame in a narrow column far below, and the script for their height."""
    frames = "".join(
        f'<iframe src="{address}/nhung/{name}/#toi" width="{NARROWEST_PX}" height="100" style="display:block;border:0"></iframe>'
        for name in FRAMES
    )
    (tmp_path / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>Trang của đơn vị</title><div style="height:3000px">Tin tức</div>'
        f'{frames}<script src="{address}/nhung/nhung.js" async></script>',
        "utf-8",
    )
    with serve(Folder(root=tmp_path)) as served:
        yield served


def test_frames_on_another_site_get_the_height_they_ask_for(page: Page, host: str) -> None:
    page.goto(f"{host}/")
    page.wait_for_function("[...document.querySelectorAll('iframe')].every(frame => frame.clientHeight > 200)")
    frames = page.frames[1:]
    assert len(frames) == len(FRAMES)
    for frame in frames:
        frame.evaluate(
            "new Promise(done => { const root = document.documentElement\n"
            "const wait = () => root.scrollHeight <= innerHeight ? done() : setTimeout(wait, 20); wait() })"
        )
        assert frame.evaluate(SCROLLS) == [0, 0, 0], frame.url
    assert page.evaluate("scrollY") == 0, "the mark in the address of a frame moves nobody"
    page.locator("iframe").first.scroll_into_view_if_needed()  # what is out of sight need not be laid out anew
    page.evaluate("document.querySelector('iframe').style.width = '620px'")
    page.wait_for_function("document.querySelector('iframe').clientHeight < 520")


def test_nobody_but_a_frame_says_how_high_it_is(page: Page, host: str) -> None:
    page.goto(f"{host}/")
    page.wait_for_function("document.querySelector('iframe').clientHeight > 200")
    before = page.evaluate("[...document.querySelectorAll('iframe')].map(frame => frame.clientHeight)")
    page.evaluate(
        """() => {
          const stranger = document.createElement("iframe")
          stranger.srcdoc = '<script>parent.postMessage({ sangkien: "height", height: 3333 }, "*")</' + 'script>'
          document.body.append(stranger)
          postMessage({ sangkien: "height", height: 3333 }, "*")
        }"""
    )
    for said in (
        "{ sangkien: 'height', height: '9px;color:red' }",
        "{ sangkien: 'height', height: Infinity }",
        "'height'",
    ):
        page.frames[1].evaluate(f"parent.postMessage({said}, '*')")
    page.frames[1].evaluate("parent.postMessage({ sangkien: 'height', height: 99999 }, '*')")
    page.wait_for_function("document.querySelector('iframe').clientHeight === 4000")
    after = page.evaluate("[...document.querySelectorAll('iframe')].map(frame => frame.clientHeight)")
    assert after[1 : len(FRAMES)] == before[1:], "a frame speaks for itself only"
    assert after[len(FRAMES)] < 200


def test_a_frame_tells_its_height_and_nothing_else(page: Page, host: str) -> None:
    page.add_init_script("self.heard = []; addEventListener('message', event => heard.push(event.data))")
    page.goto(f"{host}/")
    page.wait_for_function("heard.length >= 5")
    heard = page.evaluate("heard")
    assert all(set(each) == {"sangkien", "height"} and each["height"] > 0 for each in heard)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("width", [NARROWEST_PX, 320, 600])
def test_nothing_is_cut_off_at_any_width(name: str, width: int, page: Page, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 500})
    page.goto(f"{address}/nhung/{name}/")
    assert faults(page) == []


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("scheme", ["sang", "toi"])
def test_axe_finds_nothing_in_a_frame(name: str, scheme: str, page: Page, address: str) -> None:
    page.goto(f"{address}/nhung/{name}/#{scheme}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_address_fixes_light_or_dark_without_a_script(browser: Browser, address: str) -> None:
    seen = {}
    for reader in ("light", "dark"):
        with browser.new_context(
            java_script_enabled=False, color_scheme="dark" if reader == "dark" else "light"
        ) as context:
            page = context.new_page()
            for mark in ("", "#sang", "#toi"):
                page.goto("about:blank")
                page.goto(f"{address}/nhung/tien-do/{mark}")
                seen[reader, mark] = page.evaluate(GROUND)
    light, dark = seen["light", ""], seen["dark", ""]
    assert light != dark
    assert {seen[reader, "#sang"] for reader in ("light", "dark")} == {light}
    assert {seen[reader, "#toi"] for reader in ("light", "dark")} == {dark}


def test_a_link_in_a_frame_leads_the_whole_window_there(page: Page, host: str, address: str) -> None:
    page.goto(f"{host}/")
    page.frame_locator("iframe >> nth=0").get_by_role("link", name="Bảng tiến độ đầy đủ").click()
    page.wait_for_url(f"{address}/tien-do/")


def test_the_choices_of_an_editor_change_the_code_and_what_is_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/nhung/")
    codes = page.locator("textarea")
    given = codes.nth(1).input_value()
    page.get_by_label("Luôn tối").check()
    page.get_by_label("Chọn đơn vị").select_option(label="Công đoàn Viên chức tỉnh")
    page.get_by_label("Tự vừa với nội dung").uncheck()
    code = codes.nth(1).input_value()
    assert "#sang" in given
    assert "nhung.js" in given
    assert "/nhung/don-vi/vien-chuc/#toi" in code
    assert 'title="Tiến độ của Công đoàn Viên chức tỉnh"' in code
    assert "script" not in code
    shown = page.frame_locator("iframe >> nth=1")
    assert shown.get_by_role("heading", name="Công đoàn Viên chức tỉnh").is_visible()
    assert page.locator("iframe").nth(1).get_attribute("src") == "don-vi/vien-chuc/#toi"
    page.get_by_label("Theo máy người đọc").check()
    assert '/nhung/tien-do/"' in codes.nth(0).input_value()
