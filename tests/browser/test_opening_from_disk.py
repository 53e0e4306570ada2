"""An archive opened by a double click: no server, and every page, picture, search and filter all the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.kinds import BELOW
from playwright.sync_api import Browser, Page, expect

from generator import archive

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site as an archive, in a folder with a name that addresses have to escape."""
    made = tmp_path_factory.mktemp("disk") / "Bản lưu #1 (100%)"
    archive.freeze(site, made, f"https://sangkien.example.org{BELOW}/", "Bản lưu của ngày 20/11/2022.")
    return made


@pytest.fixture
def said() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def page(browser: Browser, said: list[str]) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1400, "height": 900}, locale="vi-VN") as context:
        opened = context.new_page()
        opened.on("console", lambda each: _note(said, each.text, is_wrong=each.type in ("error", "warning")))
        opened.on("pageerror", lambda each: _note(said, str(each), is_wrong=True))
        opened.on("request", lambda each: _note(said, each.url, is_wrong=each.url.startswith("http")))
        # What was still on its way when a link was followed has not failed.
        opened.on("requestfailed", lambda each: _note(said, each.url, is_wrong="ABORTED" not in str(each.failure)))
        yield opened


def _note(said: list[str], words: str, *, is_wrong: bool) -> None:
    if is_wrong:
        said.append(words)


def test_pages_pictures_filter_and_search_work_from_a_disk(folder: Path, page: Page, said: list[str]) -> None:
    page.goto((folder / "index.html").as_uri())
    expect(page.get_by_role("note")).to_have_text("Bản lưu của ngày 20/11/2022.")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Be Vietnam Pro"')

    page.get_by_label("Các trang chính").get_by_role("link", name="Sáng kiến", exact=True).click()
    expect(page).to_have_url(re.compile(r"/sang-kien/index\.html$"))
    page.locator("form[data-catalogue] input[name=text]").fill("muoi")
    expect(page.locator(".sk-finder__count")).to_contain_text("trên 21 sáng kiến")
    page.locator(".sk-found .sk-grid a").first.click()
    expect(page).to_have_title("Xe gạt muối hai bánh: đứng thẳng lưng mà thu hoạch · 01 triệu sáng kiến Ninh Thuận")
    assert page.url.endswith("/sang-kien/xe-gat-muoi-hai-banh/index.html")
    pictures = page.locator(".sk-page img:not([loading=lazy])")
    assert pictures.count() > 0
    assert pictures.evaluate_all("all => all.every(each => each.complete && each.naturalWidth > 0)")

    opener = page.locator(".sk-search-open")
    if opener.is_visible():
        opener.click()
    page.locator("#sk-search").fill("hong tham")
    answer = page.locator(".sk-panel .sk-answer__title", has_text="Lê Thị Hồng Thắm").first
    expect(answer).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-answers] .sk-answer__title").first).to_be_visible()
    page.locator("[data-answers] .sk-answer__title", has_text="Lê Thị Hồng Thắm").first.click()
    expect(page).to_have_title("Lê Thị Hồng Thắm · 01 triệu sáng kiến Ninh Thuận")

    page.goto((folder / "nhung" / "index.html").as_uri())
    frame = page.frame_locator("iframe").first
    expect(frame.locator("main")).to_contain_text("1.647")
    assert said == []
