"""What an editor meets in the browser while `serve` runs: what is wrong, above the page, until it is mended."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.kinds import PHONE
from playwright.sync_api import Browser, Page, expect

from generator.problems import Location, Problem, Rule
from generator.serve import Live, answering
from generator.serve.panel import Outcome

pytestmark = pytest.mark.browser

WRONG = Outcome(
    problems=tuple(
        Problem(
            at=Location("data/initiatives/xe-gat-muoi-hai-banh.yml", line, 3),
            rule=Rule.TEXT_LENGTH,
            message=f"Cần không quá 90 chữ, nhưng thấy 120: “{'rất dài ' * 12}<img src=x>”.",
            hint="Rút gọn lại.",
        )
        for line in range(1, 13)
    ),
    questions=(Problem(at=Location("data/progress.csv", 3), rule=Rule.COUNT_OUTLIER, message="Lạ.", hint="Xem lại."),),
)


@pytest.fixture
def live(site: Path) -> Iterator[tuple[Live, str]]:
    """The shipped site served as `serve` does, and its address."""
    live = Live(site.parents[1], site)
    with answering(live, 0) as address:
        yield live, address


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on a phone, by day and by night; whatever its policy or its scripts complain of is an error."""
    width, height = PHONE
    with browser.new_context(viewport={"width": width, "height": height}, color_scheme=request.param) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        assert complaints == []


def test_what_is_wrong_stands_above_the_page_until_it_is_mended(page: Page, live: tuple[Live, str]) -> None:
    shown, address = live
    page.goto(address)
    panel = page.locator("#sangkien-live")
    expect(panel).to_have_count(0)

    shown.show(WRONG)  # the page that is open loads itself
    expect(panel.get_by_role("heading", name="12 lỗi trong 1 tệp")).to_be_visible()
    expect(page).to_have_title(re.compile("^12 lỗi trong 1 tệp · .+"))
    assert panel.locator("li:visible").count() == 10
    assert page.locator("main").bounding_box()["y"] >= panel.bounding_box()["height"]  # type: ignore[index]
    page.evaluate("scrollTo(0, 2000)")
    expect(panel.get_by_role("heading", name="12 lỗi trong 1 tệp")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    panel.locator("summary").last.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    panel.locator("summary").first.focus()
    page.keyboard.press("Escape")
    expect(panel.get_by_text("Cần không quá 90 chữ").first).to_be_hidden()
    page.goto(f"{address}tien-do/")  # folded it stays
    expect(panel.get_by_role("heading", name="12 lỗi trong 1 tệp")).to_be_visible()
    expect(panel.get_by_text("Cần không quá 90 chữ").first).to_be_hidden()
    page.goto(f"{address}nhung/")
    assert all(frame.locator("#sangkien-live").count() == 0 for frame in page.frames[1:])

    shown.show(Outcome(pages=1))
    expect(panel).to_have_count(0)
