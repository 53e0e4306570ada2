"""The search as a reader meets it: in a real Chromium, on the built site."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from bench.served import Folder, serve
from browser.kinds import DESK, PHONE
from campaigns import CAMPAIGN, INITIATIVE, SETTINGS, TEXTS, TODAY, UNITS, edited, write_campaign
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect
from shipped import ROOT

from generator import publish
from generator.parse import parse
from generator.render.search import ABBREVIATIONS, spoken
from generator.vietnamese import fold, toneless

pytestmark = pytest.mark.browser

KIBIBYTES_TO_THE_FIRST_ANSWERS = 150

# What a test types in a small campaign of its own, and what stands there to be found or not.
TITLES = {
    "hoa-giai": "Tổ hòa giải ở xưởng",
    "hoa-mang": "Hoà mạng máy bơm",
    "trong-hoa": "Trồng hoa trước cổng",
    "hoa-chat": "Tủ hóa chất hai ngăn",
    "de-tai": "Sổ ghi đề tài mới",
    "de-ghe": "Khay để tại chỗ ngồi",
    "xa-nhau": "Đèn để bàn, tiền tài trợ",
    "the-html": "<img src=x onerror=alert(1)> & {{ 7*7 }}",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small campaign whose titles differ in their marks."""
    changes: dict[str, str] = edited(UNITS, ("Huyện Bắc|LĐLĐ Bắc", "Huyện Bắc|BX-01"))
    changes[CAMPAIGN] = TEXTS[CAMPAIGN]
    changes[SETTINGS] = re.sub(r"(?ms)^nav:.*?(?=^theme:)", "", (ROOT / "mkdocs.yml").read_text("utf-8"))
    for id_, title in TITLES.items():
        told = edited(
            INITIATIVE,
            ("id: den-tiet-kiem", f"id: {id_}"),
            ("title: Đèn tiết kiệm cho nhà xưởng", f"title: '{title}'"),
        )
        changes[f"data/initiatives/{id_}.yml"] = told[INITIATIVE]
    root = write_campaign(tmp_path_factory.mktemp("small"), changes)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    for name in ("site_name", "site_url"):
        (said,) = re.findall(rf"(?m)^{name}:.*$", TEXTS[SETTINGS])
        settings = re.sub(rf"(?m)^{name}:.*$", said, settings)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    (root / "overrides").symlink_to(ROOT / "overrides")
    publish.build(root, TODAY)
    with serve(Folder(root=root / "build" / "site")) as served:
        yield served


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "wide"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A reader on a phone, and one at a desk."""
    width, height = request.param
    with browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN") as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader on a phone."""
    with browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="vi-VN") as made:
        yield made.new_page()


def ask(page: Page, address: str, typed: str) -> dict[str, list[str]]:
    """The titles found on the search page, by the name of their group; all groups in the order shown."""
    page.goto(f"{address}/tim-kiem/")
    page.locator(".sk-ask__box").fill(typed)
    page.locator(".sk-ask__go").click()
    expect(page.get_by_role("status")).not_to_be_empty()
    groups = page.locator(".sk-answers__group").all()
    return {
        each.locator("h2").evaluate("each => each.firstChild.data.trim()"): each.locator(
            ".sk-answer__title"
        ).all_inner_texts()
        for each in groups
    }


def open_box(page: Page) -> None:
    """Get at the header's box as a reader does: it stands there, or a button brings it."""
    opener = page.locator(".sk-search-open")
    if opener.is_visible():
        opener.click()
    else:
        page.locator("#sk-search").focus()


def type_in_header(page: Page, typed: str) -> None:
    open_box(page)
    page.locator("#sk-search").fill(typed)
    page.wait_for_selector(".sk-panel:not([hidden]) .sk-answer")


# --- Finding ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["de tai", "đề tài", "Đe tai", "ĐỀ TÀI", "đề tai"])
def test_with_without_or_with_half_the_marks_the_same_is_found(typed: str, page: Page, small: str) -> None:
    found = ask(page, small, typed)["Sáng kiến"]
    assert set(found[:2]) == {"Sổ ghi đề tài mới", "Khay để tại chỗ ngồi"}
    assert found[2:] == ["Đèn để bàn, tiền tài trợ"], "both words far apart: last, and only because the title has them"
    assert typed in ("de tai", "Đe tai") or found[0] == "Sổ ghi đề tài mới"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hòa", {"Tổ hòa giải ở xưởng", "Hoà mạng máy bơm"}),
        ("hoà", {"Tổ hòa giải ở xưởng", "Hoà mạng máy bơm"}),
        ("hoa", {"Trồng hoa trước cổng"}),
        ("hóa", {"Tủ hóa chất hai ngăn"}),
    ],
)
def test_exact_spellings_come_first_wherever_the_mark_was_put(
    typed: str, first: set[str], page: Page, small: str
) -> None:
    found = ask(page, small, typed)["Sáng kiến"]
    assert set(found[: len(first)]) == first
    assert set(found) == {title for id_, title in TITLES.items() if "hoa" in id_}


def test_the_last_word_may_be_begun_only(page: Page, small: str) -> None:
    assert ask(page, small, "hóa ch")["Sáng kiến"] == ["Tủ hóa chất hai ngăn"]
    assert ask(page, small, "chấ")["Sáng kiến"][0] == "Tủ hóa chất hai ngăn"


@pytest.mark.parametrize("typed", ["tham le", "Lê Thị Hồng Thắm", "le thi hong tham", "thắm", "hong tha", "LE THAM"])
def test_a_person_is_found_by_any_part_of_the_name(typed: str, page: Page, address: str) -> None:
    found = ask(page, address, typed)
    assert found["Gương sáng"][0] == "Lê Thị Hồng Thắm"
    assert "Trang" not in found or [*found][-1] == "Trang"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("chị Trang", "Phạm Thị Thu Trang"),
        ("co trang", "Phạm Thị Thu Trang"),
        ("anh Lợi", "Huỳnh Đức Lợi"),
        ("đồng chí Trang", "Phạm Thị Thu Trang"),
        ("đ/c Hiền", "Pi Năng Thị Hiền"),
        ("bạn Hiền", "Pi Năng Thị Hiền"),
    ],
)
def test_a_person_is_found_as_one_speaks_of_them(typed: str, name: str, page: Page, address: str) -> None:
    found = ask(page, address, typed)
    assert next(iter(found)) == "Gương sáng"
    assert found["Gương sáng"][0] == name


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("Ninh Phước", "Liên đoàn Lao động huyện Ninh Phước"),
        ("ldld ninh phuoc", "Liên đoàn Lao động huyện Ninh Phước"),
        ("LĐLĐ huyện Ninh Phước", "Liên đoàn Lao động huyện Ninh Phước"),
        ("liên đoàn lao động ninh phước", "Liên đoàn Lao động huyện Ninh Phước"),
        ("CĐ Viên chức", "Công đoàn Viên chức tỉnh"),
        ("cd vien chuc", "Công đoàn Viên chức tỉnh"),
        ("cđ các kcn", "Công đoàn các Khu công nghiệp tỉnh"),
        ("GD&ĐT", "Công đoàn ngành Giáo dục và Đào tạo tỉnh"),
        ("pr-tc", "Liên đoàn Lao động thành phố Phan Rang–Tháp Chàm"),
    ],
)
def test_a_unit_is_found_by_name_abbreviation_and_alias(typed: str, unit: str, page: Page, address: str) -> None:
    found = ask(page, address, typed)
    assert found["Đơn vị"][0] == unit
    assert next(iter(found)) == "Đơn vị"


@pytest.mark.parametrize(("typed", "least"), [("LĐLĐ", 7), ("ldld", 7), ("CĐ", 6), ("cd", 6)])
def test_an_abbreviation_alone_finds_all_it_stands_for(typed: str, least: int, page: Page, address: str) -> None:
    found = ask(page, address, typed)["Đơn vị"]
    said = "Liên đoàn Lao động" if typed.lower().startswith("l") else "Công đoàn"
    assert sum(title.startswith(said) for title in found) >= least


def test_a_unit_shows_its_number(page: Page, address: str) -> None:
    ask(page, address, "Bác Ái")
    assert "60/170 sáng kiến, 35,3%" in page.locator(".sk-answer__about").first.inner_text()


def test_a_page_and_a_story_are_found_by_what_they_tell(page: Page, address: str) -> None:
    assert "Thể lệ" in " ".join(ask(page, address, "thể lệ")["Trang"])
    assert "Xe gạt muối hai bánh: đứng thẳng lưng mà thu hoạch" in ask(page, address, "thớt nhựa")["Sáng kiến"]


def test_what_is_kept_secret_is_not_found(page: Page, address: str) -> None:
    """The title-only initiative's method says “gioăng silicon”; its title and its one line may be found."""
    assert ask(page, address, "gioăng silicon") == {}
    assert ask(page, address, "khuôn ép bánh")["Sáng kiến"][0] == "Khuôn ép bánh rong sụn kín"


def test_a_match_is_marked_in_its_context_in_the_original_spelling(page: Page, address: str) -> None:
    ask(page, address, "thot nhua")
    context = page.locator(".sk-answer__context").first
    assert context.locator("mark").inner_text() == "thớt nhựa"
    assert context.inner_text().startswith("Trục inox 304 phi 25, dài 80 cm; gối đỡ khoét từ thớt nhựa vì vòng bi")
    assert page.locator(".sk-answer__title mark").count() == 0


def test_the_page_and_the_index_take_text_apart_alike(page: Page, address: str) -> None:
    """Every text of the shipped campaign, and what is rare in it."""
    campaign = parse(ROOT).campaign()
    texts = [each.title for each in campaign.initiatives] + [each.solution for each in campaign.initiatives]
    texts += [each.name for each in campaign.people] + [
        name for each in campaign.units for name in (each.name, *each.aliases)
    ]
    texts += [
        "Thủy thuỷ QUÝ quý",
        "mơ̆k ŏk",
        "İstanbul ẞ ½ m²",
        "LĐLĐ-CĐCS/NLĐ",
        "1.850.000 đồng_x",
        "e\u0301 to\u0300a",
    ]
    page.goto(f"{address}/tim-kiem/")
    made = page.evaluate(
        """async ([texts, short]) => {
          const { question } = await import(new URL("search.js", document.querySelector("script[src$='/site.js']").src))
          return texts.map(text => text.split(/\\s+/).flatMap(word => question(word, short).terms.map(each => [each.letters + each.tone, each.folded])))
        }""",
        [texts, {short: " ".join(full) for short, full in ABBREVIATIONS.items()}],
    )
    wanted = [[[said, fold(toneless(said))] for word in text.split() for said in spoken(word)] for text in texts]
    assert made == wanted


# --- The box in the header ----------------------------------------------------------------------------


def test_answers_come_in_groups_with_their_counts_and_are_announced(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/")
    type_in_header(page, "muoi")
    heads = [" ".join(head.split()) for head in page.locator(".sk-panel .sk-answers__head").all_inner_texts()]
    assert heads[0] == "Sáng kiến 19"
    assert {re.sub(r" \d+$", "", head) for head in heads} <= {"Sáng kiến", "Gương sáng", "Đơn vị", "Trang"}
    total = sum(int(head.rsplit(" ", 1)[1]) for head in heads)
    assert page.get_by_role("status").inner_text().startswith(f"{total} kết quả: 19 sáng kiến")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")


def test_with_the_keyboard_only(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}) as context:
        page = context.new_page()
        page.goto(f"{address}/the-le/")
        box = page.locator("#sk-search")
        for _ in range(20):
            page.keyboard.press("Tab")
            if box.evaluate("each => each === document.activeElement"):
                break
        assert box.evaluate("each => each === document.activeElement")
        assert box.input_value() == ""
        page.keyboard.type("xe gat")
        expect(page.locator(".sk-answer").first).to_contain_text("Xe gạt muối")  # and not the answers to "xe"
        page.keyboard.press("ArrowDown")
        focused = page.locator(":focus")
        assert focused.inner_text().startswith("Xe gạt muối")
        page.keyboard.press("ArrowDown")
        assert not page.locator(":focus").inner_text().startswith("Xe gạt muối")
        page.keyboard.press("End")
        assert page.locator(":focus").inner_text().startswith("Xem tất cả")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowUp")
        assert box.evaluate("each => each === document.activeElement")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert box.evaluate("each => each === document.activeElement")
        assert page.locator(".sk-panel").is_hidden()
        assert box.input_value() == "xe gat"
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem/?q=xe+gat")
        page.wait_for_selector("[data-answers] .sk-answer")


def test_enter_on_an_answer_opens_it(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}) as context:
        page = context.new_page()
        page.goto(f"{address}/sang-kien/xe-gat-muoi-hai-banh/")
        type_in_header(page, "hong tham")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/guong-sang/le-thi-hong-tham/")


def test_on_a_phone_a_button_lays_the_box_over_the_header_and_leaving_takes_it_away(page: Page, address: str) -> None:
    page.goto(f"{address}/tien-do/")
    opener, box = page.locator(".sk-search-open"), page.locator("#sk-search")
    assert box.is_hidden()
    opener.click()
    assert box.evaluate("each => each === document.activeElement")
    assert opener.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_role("button", name="Đóng ô tìm kiếm").click()
    assert box.is_hidden()
    assert opener.evaluate("each => each === document.activeElement")
    type_in_header(page, "muoi")
    page.keyboard.press("Escape")
    assert page.locator(".sk-panel").is_hidden()
    assert box.is_visible()
    page.keyboard.press("Escape")
    assert box.is_hidden()
    assert opener.get_attribute("aria-expanded") == "false"


def test_all_answers_are_one_link_away(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/guong-sang/")
    type_in_header(page, "muối")
    link = page.locator(".sk-answers__all")
    total = re.findall(r"\d+", link.inner_text())
    link.click()
    page.wait_for_url("**/tim-kiem/?q=mu%E1%BB%91i")
    page.wait_for_selector("[data-answers] .sk-answer")
    assert page.get_by_role("status").inner_text().startswith(f"{total[0]} kết quả")
    assert page.locator("[data-answers] .sk-answer").count() == int(total[0])


def test_an_answer_that_comes_late_is_dropped(page: Page, small: str) -> None:
    """What the first question needs is held back until the second one is answered."""
    held: list[Route] = []
    waits = True

    def hold(route: Route) -> None:
        if waits:
            held.append(route)
        else:
            route.continue_()

    page.goto(f"{small}/tim-kiem/")
    box = page.locator(".sk-ask__box")
    for typed in ("hòa", "hòa giải"):  # brings the index, and what "hóa chất" finds
        box.fill(typed)
        expect(page.locator(".sk-answer__title mark").first).to_have_text(typed)
    page.route(re.compile(r"/du-lieu/"), hold)
    box.fill("để tại")
    page.wait_for_timeout(400)
    waits = False
    box.fill("hóa chất")
    expect(page.locator(".sk-answer__title").first).to_have_text("Tủ hóa chất hai ngăn")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert page.locator(".sk-answer__title").first.inner_text() == "Tủ hóa chất hai ngăn"


# --- The search page ----------------------------------------------------------------------------------


def test_a_search_is_shared_by_its_address_and_back_returns_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q=t%C3%B4m+gi%E1%BB%91ng")
    page.wait_for_selector(".sk-answer")
    assert page.locator(".sk-ask__box").input_value() == "tôm giống"
    assert page.title().startswith("tôm giống · Tìm kiếm")
    page.locator(".sk-answer__title").first.click()
    page.wait_for_url("**/sang-kien/**")
    page.go_back()
    page.wait_for_selector(".sk-answer")
    assert page.locator(".sk-ask__box").input_value() == "tôm giống"
    page.locator(".sk-ask__box").fill("Bác Ái")
    page.keyboard.press("Enter")
    expect(page.locator(".sk-answer").first).to_contain_text("Bác Ái")
    assert "q=B%C3%A1c+%C3%81i" in page.url


def test_more_of_a_group_are_shown_on_demand(page: Page, address: str) -> None:
    ask(page, address, "đoàn")
    listed = page.locator(".sk-answers__group", has=page.get_by_role("heading", name="Sáng kiến")).locator(".sk-answer")
    assert listed.count() == 20
    page.get_by_role("button", name="Xem thêm").first.click()
    expect(listed.nth(20).locator("a")).to_be_focused()


def test_finding_nothing_is_said_kindly_with_what_to_try(page: Page, address: str) -> None:
    assert ask(page, address, "xyzzy quỳnh") == {}
    told = page.locator("[data-answers]").inner_text()
    assert "Không tìm thấy “xyzzy quỳnh”" in told
    assert "Thử gõ ít chữ hơn" in told
    assert page.get_by_role("status").inner_text() == "Không tìm thấy kết quả nào."


def test_what_was_typed_is_shown_as_typed_and_never_run(page: Page, small: str) -> None:
    fired: list[str] = []

    def note(dialog: Dialog) -> None:
        fired.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    found = ask(page, small, "img src onerror")
    assert found["Sáng kiến"] == [TITLES["the-html"]]
    page.goto(f"{small}/tim-kiem/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(2)%3E%20xyzzy")
    page.wait_for_selector(".sk-answers__none")
    assert "“<img src=x onerror=alert(2)> xyzzy”" in page.locator(".sk-answers__none").inner_text()
    assert page.locator("[data-answers] img").count() == 0
    assert fired == []


@pytest.mark.parametrize("broken", ["search.js", "muc-luc.json", "/du-lieu/"])
def test_a_failed_download_is_said_and_can_be_tried_again(broken: str, page: Page, address: str) -> None:
    pattern = re.compile(re.escape(broken))
    page.route(pattern, lambda route: route.abort())
    page.goto(f"{address}/tim-kiem/")
    box = page.locator(".sk-ask__box")
    box.fill("muối")
    if broken == "search.js":  # nothing is there that could say so: the next keystroke tries again
        page.wait_for_timeout(500)
        page.unroute(pattern)
        box.press_sequentially(" ")
    else:
        page.wait_for_selector(".sk-answers__failed")
        assert "Chưa tải được dữ liệu tìm kiếm" in page.locator("[data-answers]").inner_text()
        page.unroute(pattern)
        page.get_by_role("button", name="Thử lại").click()
    page.wait_for_selector(".sk-answer")


# --- Without a script ---------------------------------------------------------------------------------


def test_without_javascript_the_indexes_lead_everywhere(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]}) as context:
        page = context.new_page()
        page.goto(f"{address}/tien-do/")
        assert page.locator("form[role=search]:visible").count() == 0
        assert page.locator(".sk-search-open").is_hidden()
        page.locator(".sk-search-link").click()
        page.wait_for_url("**/tim-kiem/")
        assert page.locator("form:visible").count() == 0
        page.locator(".sk-letters a", has_text="T ").click()
        page.wait_for_url("**/tim-kiem/t/")
        page.get_by_role("link", name="Lê Thị Hồng Thắm").click()
        page.wait_for_url("**/guong-sang/le-thi-hong-tham/")
        page.goto(f"{address}/tim-kiem/")
        page.get_by_role("link", name="Bác Ái", exact=True).click()
        page.wait_for_url("**/tien-do/bac-ai/")


# --- Weight and access --------------------------------------------------------------------------------


def transferred(page: Page) -> list[tuple[str, int]]:
    """What the page has loaded so far: addresses, and bytes with headers as they came over the wire."""
    entries = "performance.getEntriesByType('resource').map(each => [each.name, each.transferSize])"
    return [(str(name), int(size)) for name, size in page.evaluate(entries)]


@pytest.mark.parametrize("place", ["/", "/tim-kiem/"])
@pytest.mark.parametrize("typed", ["muối", "Lê Thị Hồng Thắm", "liên đoàn lao động huyện ninh hải"])
def test_nothing_is_loaded_before_the_search_begins_and_little_after(
    typed: str, place: str, page: Page, address: str
) -> None:
    page.goto(f"{address}{place}", wait_until="networkidle")
    before = transferred(page)
    assert [name for name, _size in before if "tim-kiem" in name or "search" in name] == []
    if place == "/":
        type_in_header(page, typed)
    else:
        page.locator(".sk-ask__box").fill(typed)
        page.wait_for_selector(".sk-answer")
    loaded = transferred(page)[len(before) :]
    assert any(name.endswith("/search.js") for name, _size in loaded)
    assert all(size > 0 for _name, size in loaded)
    assert sum(size for _name, size in loaded) <= KIBIBYTES_TO_THE_FIRST_ANSWERS * 1024 / 2, "half of what it may be"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_with_the_answers_open(
    size: tuple[int, int], scheme: str, browser: Browser, address: str
) -> None:
    with browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(f"{address}/tien-do/bac-ai/", wait_until="networkidle")
        type_in_header(page, "ninh hải")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        for typed in ("muối", "xyzzy"):
            ask(page, address, typed)
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
