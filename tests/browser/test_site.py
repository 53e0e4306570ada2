"""The built site as a reader meets it: on a phone, in the dark, without JavaScript, by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.kinds import DESK, PAGES, PHONE
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh phone-sized context."""
    with browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="vi-VN") as context:
        yield context.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(kind: str, scheme: str, browser: Browser, address: str) -> None:
    """On a phone and at a desk, in one visit."""
    with browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="vi-VN",
    ) as context:
        page = context.new_page()
        page.goto(address + PAGES[kind])
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            found = Axe().run(page)
            assert found.violations_count == 0, f"{size[0]} px: {found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_javascript_everything_is_there(scheme: str, browser: Browser, address: str) -> None:
    with browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]},
        java_script_enabled=False,
        color_scheme="dark" if scheme == "dark" else "light",
    ) as context:
        page = context.new_page()
        page.goto(f"{address}/tien-do/")
        assert page.get_by_text("1.647").first.is_visible()
        assert page.get_by_role("link", name="Công đoàn Viên chức tỉnh").first.is_visible()
        assert page.locator("form[data-catalogue]:visible").count() == 0
        page.goto(f"{address}/")
        page.locator(".sk-menu > summary").click()
        page.locator(".sk-menu a", has_text="Gương sáng").click()
        page.wait_for_url("**/guong-sang/")
        assert page.get_by_role("link", name="Lê Thị Hồng Thắm").first.is_visible()


def test_the_skip_link_is_first_and_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert "nội dung" in focused.inner_text().lower()
    assert focused.is_visible()
    target = focused.get_attribute("href")
    assert target is not None
    assert page.locator(target[target.index("#") :]).count() == 1


def test_the_progress_table_sorts_by_share_and_keeps_its_total(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}) as context:
        page = context.new_page()
        page.goto(f"{address}/tien-do/")
        table = page.locator("table[data-sortable]").first
        header = table.locator("thead th", has_text="Tỷ lệ")
        header.get_by_role("button").click()
        assert header.get_attribute("aria-sort") in ("ascending", "descending")
        values = table.locator("tbody tr:visible td[data-label='Tỷ lệ']")
        keys = [int(values.nth(index).get_attribute("data-sort") or "-1") for index in range(values.count())]
        assert len(keys) >= 13
        assert keys in (sorted(keys), sorted(keys, reverse=True))
        assert "1.647" in table.locator("tfoot").inner_text()
