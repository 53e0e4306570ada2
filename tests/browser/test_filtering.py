"""The catalogue's filter, as a reader uses it: several facets at once, by address, by keyboard, with 5,000 stories."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from bench import filtering
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh phone-sized context."""
    with browser.new_context(
        viewport={"width": 360, "height": 740}, locale="vi-VN", reduced_motion="reduce"
    ) as context:
        yield context.new_page()


def choose(page: Page, facet: str, value: str) -> None:
    box = page.locator(f'[data-facet="{facet}"]')
    if not box.evaluate("each => each.open"):
        box.locator("summary").click()
    box.locator(f'input[value="{value}"]').check()


def said(page: Page) -> str:
    return page.locator(".sk-finder__count").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator(".sk-found .sk-card__title").all_inner_texts()


@pytest.mark.parametrize(
    "typed", ["LĐLĐ Ninh Hải", "ldld ninh hai", "liên đoàn lao động huyện Ninh Hải", "Huỳnh Đức Lợi"]
)
def test_units_are_found_by_any_of_their_names_and_authors_by_theirs(typed: str, page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/")
    page.locator("input[name=text]").fill(typed)
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
    assert any("Xe gạt muối" in title for title in titles(page))


def test_a_facet_of_units_holds_what_is_below_each(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/")
    choose(page, "unit", "khoi-dia-phuong")
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
    bylines = page.locator(".sk-found .sk-card__by").all_inner_texts()
    assert len({byline.rsplit("·", 1)[-1] for byline in bylines}) > 3


def test_a_page_whose_script_does_not_come_stands_as_without_any(page: Page, address: str) -> None:
    page.route("**/catalogue.js", lambda route: route.abort())
    page.goto(f"{address}/sang-kien/?field=ky-thuat")
    assert not page.locator(".sk-finder").is_visible()
    assert page.locator(".sk-shelf .sk-card").count() > 10
    page.route("**/compare.js", lambda route: route.abort())
    page.goto(f"{address}/sang-kien/xe-gat-muoi-hai-banh/")
    assert page.locator(".sk-photo").count() == 2
    assert all(page.locator(".sk-photo img").nth(number).is_visible() for number in (0, 1))


def test_what_is_chosen_is_what_is_printed(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/?field=ky-thuat")
    expect(page.locator(".sk-found .sk-card").first).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator(".sk-found .sk-card").first.is_visible()
    assert not page.locator(".sk-shelf").is_visible()


def test_a_link_to_a_place_on_the_page_loads_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/sang-kien/", wait_until="networkidle")
    page.get_by_role("link", name="Về đầu trang").click()
    page.wait_for_timeout(300)
    assert not [url for url in asked if url.endswith(".json")]


@pytest.mark.parametrize("typed", ["tom giong", "tôm giống", "TOM GIỐNG", "Tôm giong"])
def test_words_are_found_with_or_without_diacritics(typed: str, page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/")
    page.locator("input[name=text]").fill(typed)
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
    assert titles(page)
    assert all("tôm giống" in title.lower() for title in titles(page))
    assert not page.locator(".sk-shelf").is_visible()
    shown = titles(page)
    page.reload()
    expect(page.locator(".sk-found .sk-card")).to_have_count(len(shown))
    assert titles(page) == shown
    assert page.locator("input[name=text]").input_value() == typed


def test_several_facets_at_once_and_their_counts(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/")
    whole = int(said(page).split()[0])
    choose(page, "field", "ky-thuat")
    expect(page.locator(".sk-finder__count")).to_contain_text(f"trên {whole} sáng kiến")
    technical = int(said(page).split()[0])
    choose(page, "field", "quan-ly")
    expect(page.locator(".sk-finder__count")).not_to_contain_text(f"{technical} trên")
    both = int(said(page).split()[0])
    assert technical < both < whole, "two choices of one facet add up"
    of_health = page.locator('[data-facet="sector"] label:has(input[value="y-te"]) .sk-facet__count')
    promised = int(of_health.text_content() or "")
    choose(page, "sector", "y-te")
    expect(page.locator(".sk-finder__count")).to_contain_text(f"{promised} trên")
    assert len(titles(page)) == promised
    assert sorted(re.findall(r"(\w+)=([\w-]+)", page.url)) == [
        ("field", "ky-thuat"),
        ("field", "quan-ly"),
        ("sector", "y-te"),
    ]
    chips = page.locator(".sk-finder__chosen button")
    assert chips.all_inner_texts() == ["Giải pháp kỹ thuật", "Giải pháp quản lý", "Y tế", "Bỏ hết"]
    chips.nth(2).click()
    expect(page.locator(".sk-finder__count")).to_contain_text(f"{both} trên")
    page.get_by_role("button", name="Bỏ hết").click()
    expect(page.locator(".sk-finder__count")).to_have_text(f"{whole} sáng kiến")
    assert page.locator(".sk-shelf").is_visible()
    assert "?" not in page.url


def test_choices_are_ticked_with_a_mouse_in_a_panel_that_floats(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}/sang-kien/")
        facet = page.locator('[data-facet="field"]')
        facet.locator("summary").click()
        facet.locator(".sk-facet__choice").first.click()
        expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
        assert facet.evaluate("each => each.open"), "the next choice can be ticked at once"
        page.locator("h1").click()
        assert not facet.evaluate("each => each.open")


def test_an_address_brings_back_what_was_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/?sector=y-te&sort=title&year=2022")
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
    assert page.locator('input[name="sector"][value="y-te"]').is_checked()
    assert page.locator("select[name=sort]").input_value() == "title"
    assert all("Y tế" in each for each in page.locator(".sk-found .sk-card__meta").all_inner_texts())
    in_order = page.evaluate("list => [...list].sort(new Intl.Collator('vi').compare)", titles(page))
    assert titles(page) == in_order


def test_an_address_with_nonsense_shows_the_whole_catalogue(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/?sector=khong-co&sort=lung-tung&la=1")
    expect(page.locator(".sk-finder__count")).to_contain_text("sáng kiến")
    expect(page.locator(".sk-shelf")).to_be_visible()


def test_orders_are_what_they_say(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/?sort=benefit")
    expect(page.locator(".sk-found .sk-card").first).to_be_visible()
    values = page.locator(".sk-found .sk-card").evaluate_all(
        "cards => cards.map(card => { const said = card.querySelector('.sk-card__benefit');"
        " return said ? parseFloat(said.textContent.replace('khoảng ', '').replace(',', '.')) : 0 })"
    )
    assert values == sorted(values, reverse=True)
    assert values[0] > 0
    page.locator("select[name=sort]").select_option("newest")
    expect(page).to_have_url(re.compile("sort=newest"))
    assert len(titles(page)) == len(values)
    list_ = page.evaluate("fetch('danh-muc.json').then(answer => answer.json())")
    title, published = (list_["columns"].index(name) for name in ("title", "published"))
    days = {row[title]: row[published] for row in list_["rows"]}
    assert [days[each] for each in titles(page)] == sorted(days.values(), reverse=True)[: len(values)]


def test_nothing_found_says_so_and_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/?text=khong-the-nao-co")
    none = page.locator(".sk-found__none")
    expect(none).to_be_visible()
    assert "Không có sáng kiến nào khớp" in none.inner_text()
    none.get_by_role("button", name="Bỏ hết điều kiện").click()
    expect(page.locator(".sk-shelf")).to_be_visible()


def test_the_filter_works_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/")
    page.locator("input[name=text]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.locator("details.sk-facet[open]").count() == 0


def test_axe_finds_nothing_while_filtering(page: Page, address: str) -> None:
    page.goto(f"{address}/sang-kien/?field=ky-thuat&text=a")
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")
    page.locator('[data-facet="unit"] summary').click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_is_downloaded_before_the_reader_chooses(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/sang-kien/", wait_until="networkidle")
    assert not [url for url in asked if url.endswith(".json")]
    page.locator("input[name=text]").focus()
    page.wait_for_load_state("networkidle")
    assert [url.rsplit("/", 1)[1] for url in asked if url.endswith(".json")] == ["danh-muc.json"]


def test_when_the_list_does_not_come_the_printed_pages_stay(page: Page, address: str) -> None:
    page.route("**/danh-muc.json", lambda route: route.abort())
    page.goto(f"{address}/sang-kien/?field=ky-thuat")
    expect(page.locator(".sk-finder__count")).to_contain_text("Chưa tải được danh mục")
    assert page.locator(".sk-shelf").is_visible()
    page.unroute("**/danh-muc.json")
    page.locator("input[name=text]").fill("muối")
    expect(page.locator(".sk-finder__count")).to_contain_text(" trên ")


def test_without_javascript_the_pages_stand_and_the_filter_does_not(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/sang-kien/")
        assert not page.locator(".sk-finder").is_visible()
        assert page.locator(".sk-shelf .sk-card").count() > 10


def test_five_thousand_stories_are_filtered_without_drawing_more_than_is_seen(page: Page, address: str) -> None:
    """One download, and a touch draws one screenful: the work that keeps it quick (timed in tests/bench/filtering.py)."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("danh-muc.json") else None)
    filtering.opened(page, address)
    drawn = page.evaluate(
        """async () => {
          const drawn = []
          for (const box of [...document.querySelectorAll('[data-facet="sector"] input')].slice(0, 5)) {
            let added = 0
            const watch = new MutationObserver(list => { for (const each of list) added += each.addedNodes.length })
            watch.observe(document.querySelector(".sk-found .sk-grid"), { childList: true, subtree: true })
            box.click()
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
            watch.disconnect()
            drawn.push(added)
          }
          return drawn
        }"""
    )
    assert len(drawn) == 5
    assert all(0 < added <= 24 for added in drawn), drawn
    assert len(asked) == 1
