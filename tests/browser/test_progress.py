"""Progress, alive: the table is chosen from, folded and sorted, and charts tell their values, by hand and by keyboard."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.kinds import DESK, PHONE
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser

DISTRICTS, SECTORS, ZONES = 7, 5, 1
UNITS = DISTRICTS + SECTORS + ZONES
GROUPS = 2
LOW = 6
AUTHORED = "/gui-sang-kien/"

Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page of the site in a fresh context, by default on a desk."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_(path: str = "/tien-do/", size: tuple[int, int] = DESK, **options: object) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, locale="vi-VN", reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + path, wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


def shown(page: Page) -> list[str]:
    """The names in the rows that can be seen, top down, without the total."""
    return page.locator(".sk-progress-table tbody tr:visible th a").all_inner_texts()


def units(page: Page) -> int:
    return page.locator(".sk-progress-table tbody tr[data-loai]:visible").count()


def groups(page: Page) -> int:
    return page.locator(".sk-progress-table tbody tr:not([data-loai]):visible").count()


def status(page: Page) -> Locator:
    return page.locator(".sk-sift [role=status]")


def choose(page: Page, label: str) -> None:
    """Turn a switch over, as a reader does: by its words."""
    page.locator(".sk-toggle", has_text=label).click()


def count_of(page: Page, label: str) -> str:
    return page.locator(".sk-toggle", has_text=label).locator(".sk-toggle__count").inner_text()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


class TestChoosing:
    """By words, kind and status."""

    def test_by_several_kinds_and_statuses_at_once(self, opened: Open) -> None:
        page = opened()
        expect(status(page)).to_have_text(f"{UNITS} đơn vị")
        choose(page, "Công đoàn ngành")
        expect(status(page)).to_have_text(f"{SECTORS} trên {UNITS} đơn vị")
        choose(page, "Khu công nghiệp")
        expect(status(page)).to_have_text(f"{SECTORS + ZONES} trên {UNITS} đơn vị")
        assert groups(page) == 1, "the other group has no member that matches"
        choose(page, "Cần tập trung hỗ trợ")
        choose(page, "Vượt chỉ tiêu")
        expect(status(page)).to_have_text(f"4 trên {UNITS} đơn vị")
        assert units(page) == 4
        assert query(page) == {
            "loai": ["cong-doan-nganh", "khu-cong-nghiep"],
            "nhom": ["vuot-chi-tieu", "can-tap-trung-ho-tro"],
        }

    def test_counts_tell_what_each_switch_would_give(self, opened: Open) -> None:
        page = opened()
        assert count_of(page, "Cần tập trung hỗ trợ") == str(LOW)
        choose(page, "Cần tập trung hỗ trợ")
        expect(status(page)).to_have_text(f"{LOW} trên {UNITS} đơn vị")
        assert count_of(page, "Cần tập trung hỗ trợ") == str(LOW), (
            "within its own row a switch does not count itself out"
        )
        given = [int(count_of(page, kind)) for kind in ("Huyện, thành phố", "Công đoàn ngành", "Khu công nghiệp")]
        assert sum(given) == LOW
        choose(page, "Khu công nghiệp")
        expect(status(page)).to_have_text(f"1 trên {UNITS} đơn vị")
        assert count_of(page, "Vượt chỉ tiêu") == "0"

    def test_what_is_chosen_is_restored_from_the_address(self, opened: Open) -> None:
        page = opened(
            "/tien-do/?x=1&nhom=cham-tien-do&nhom=can-tap-trung-ho-tro&loai=huyen-thanh-pho&tim=ninh#sk-table"
        )
        expect(status(page)).to_have_text(f"2 trên {UNITS} đơn vị")
        assert shown(page)[1:] == ["Liên đoàn Lao động huyện Ninh Phước", "Liên đoàn Lao động huyện Ninh Sơn"]
        expect(page.get_by_label("Tìm đơn vị")).to_have_value("ninh")
        expect(page.get_by_role("checkbox", name="Chậm tiến độ")).to_be_checked()
        page.get_by_role("button", name="Bỏ lọc").first.click()
        expect(status(page)).to_have_text(f"{UNITS} đơn vị")
        assert page.url.endswith("/tien-do/?x=1#sk-table"), "what is not ours in the address stays"
        page.reload(wait_until="networkidle")
        assert units(page) == UNITS

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("ninh phuoc", ["Liên đoàn Lao động huyện Ninh Phước"]),
            ("Ninh Phước", ["Liên đoàn Lao động huyện Ninh Phước"]),
            ("LĐLĐ ninh ph", ["Liên đoàn Lao động huyện Ninh Phước"]),
            ("gd&đt", ["Công đoàn ngành Giáo dục và Đào tạo tỉnh"]),
            ("kcn", ["Công đoàn các Khu công nghiệp tỉnh"]),
            ("PR-TC", ["Liên đoàn Lao động thành phố Phan Rang–Tháp Chàm"]),
        ],
    )
    def test_by_words_with_or_without_marks_and_by_abbreviations(
        self, typed: str, found: list[str], opened: Open
    ) -> None:
        page = opened(size=PHONE)
        page.get_by_label("Tìm đơn vị").fill(typed)
        expect(status(page)).to_have_text(f"{len(found)} trên {UNITS} đơn vị")
        names = page.locator(".sk-progress-table tr[data-loai]:visible th a").all_inner_texts()
        assert names == found
        assert query(page) == {"tim": [typed]}

    def test_a_group_that_is_named_shows_its_members(self, opened: Open) -> None:
        page = opened()
        page.get_by_label("Tìm đơn vị").fill("khối địa phương")
        expect(status(page)).to_have_text(f"{DISTRICTS} trên {UNITS} đơn vị")
        assert shown(page)[0] == "Khối huyện, thành phố"

    def test_nothing_found_says_so_and_offers_the_way_back(self, opened: Open) -> None:
        page = opened()
        page.get_by_label("Tìm đơn vị").fill("zzz")
        expect(page.get_by_text("Không có đơn vị nào khớp")).to_be_visible()
        expect(page.locator(".sk-progress-table")).to_be_hidden()
        page.locator(".sk-sift__none").get_by_role("button", name="Bỏ lọc").click()
        expect(page.get_by_text("Không có đơn vị nào khớp")).to_be_hidden()
        assert units(page) == UNITS
        expect(page.get_by_label("Tìm đơn vị")).to_be_focused()

    def test_a_hostile_address_is_no_more_than_words(self, opened: Open) -> None:
        page = opened("/tien-do/?loai=%22%3E%3Cscript%3E&nhom=__proto__&tim=%3Cimg%20src%3Dx%3E")
        expect(status(page)).to_have_text(f"0 trên {UNITS} đơn vị")
        assert page.locator(".sk-sift img, .sk-table-wrap img").count() == 0
        expect(page.get_by_label("Tìm đơn vị")).to_have_value("<img src=x>")

    def test_works_where_an_author_put_the_table(self, opened: Open) -> None:
        page = opened(f"{AUTHORED}?nhom=vuot-chi-tieu")
        expect(status(page)).to_have_text(f"2 trên {UNITS} đơn vị")


class TestFolding:
    """Groups hide and show their members."""

    def test_by_keyboard(self, opened: Open) -> None:
        page = opened()
        button = page.get_by_role("button", name="7 đơn vị thuộc Khối huyện, thành phố")
        assert button.get_attribute("aria-expanded") == "true"
        named = (button.get_attribute("aria-controls") or "").split()
        assert len(named) == DISTRICTS
        assert all(page.locator(f"#{each}").count() == 1 for each in named)
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "false")
        assert units(page) == SECTORS + ZONES
        expect(button).to_be_focused()
        page.keyboard.press("Space")
        expect(button).to_have_attribute("aria-expanded", "true")
        assert units(page) == UNITS

    def test_all_at_once(self, opened: Open) -> None:
        page = opened()
        page.get_by_role("button", name="Thu gọn tất cả").click()
        assert (units(page), groups(page)) == (0, GROUPS)
        page.get_by_role("button", name="Mở tất cả").click()
        assert (units(page), groups(page)) == (UNITS, GROUPS)

    def test_is_remembered_while_the_reader_chooses_and_sorts(self, opened: Open) -> None:
        page = opened()
        page.get_by_role("button", name="7 đơn vị thuộc").click()
        page.get_by_label("Tìm đơn vị").fill("ninh phuoc")
        expect(status(page)).to_have_text(f"1 trên {UNITS} đơn vị")
        assert shown(page) == ["Khối huyện, thành phố", "Liên đoàn Lao động huyện Ninh Phước"], (
            "what is looked for shows"
        )
        expect(page.get_by_role("button", name="1/7 đơn vị thuộc")).to_have_attribute("aria-expanded", "true")
        page.get_by_role("button", name="Bỏ lọc").first.click()
        assert units(page) == SECTORS + ZONES
        head = page.locator(".sk-progress-table thead th", has_text="Tỷ lệ").get_by_role("button")
        head.click()
        assert units(page) == UNITS, "a ranking is of everyone"
        head.click()
        head.click()
        assert (units(page), groups(page)) == (SECTORS + ZONES, GROUPS)


class TestSorting:
    """First click, second, third; together with what is chosen."""

    def test_the_ranking_of_what_is_chosen(self, opened: Open) -> None:
        page = opened("/tien-do/?loai=huyen-thanh-pho")
        printed = shown(page)
        head = page.locator(".sk-progress-table thead th", has_text="Chỉ tiêu")
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "descending"
        assert (units(page), groups(page)) == (DISTRICTS, 0)
        assert self.targets(page) == sorted(self.targets(page), reverse=True)
        choose(page, "Cần tập trung hỗ trợ")
        expect(status(page)).to_have_text(f"4 trên {UNITS} đơn vị")
        assert len(self.targets(page)) == 4
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert self.targets(page) == sorted(self.targets(page))
        choose(page, "Cần tập trung hỗ trợ")
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") is None
        expect(status(page)).to_have_text(f"{DISTRICTS} trên {UNITS} đơn vị")
        assert shown(page) == printed

    def test_by_a_list_on_a_phone(self, opened: Open) -> None:
        page = opened(size=PHONE)
        page.get_by_label("Xếp theo").select_option(label="Thực hiện, thấp trước")
        counted = page.locator("tbody tr:visible td[data-label='Thực hiện']")
        found = [int(each.get_attribute("data-sort") or "") for each in counted.all()]
        assert len(found) == UNITS
        assert found == sorted(found)
        expect(page.get_by_text("Đã xếp theo Thực hiện, tăng dần.")).to_have_attribute("aria-live", "polite")

    @staticmethod
    def targets(page: Page) -> list[int]:
        cells = page.locator("tbody tr:visible td[data-label='Chỉ tiêu']")
        return [int(each.get_attribute("data-sort") or "") for each in cells.all()]


class TestTable:
    """On any screen, with or without the script."""

    def test_stands_whole_without_javascript(self, opened: Open) -> None:
        page = opened("/tien-do/?loai=huyen-thanh-pho", PHONE, java_script_enabled=False)
        assert (units(page), groups(page)) == (UNITS, GROUPS)
        assert page.locator(".sk-sift:visible, .sk-fold:visible, .sk-sort:visible, .sk-reading:visible").count() == 0
        assert page.locator(".sk-progress-table caption").is_visible()

    def test_fits_a_phone_and_a_thumb(self, opened: Open) -> None:
        page = opened(size=PHONE)
        page.locator(".sk-sift__open").click()
        choose(page, "Huyện, thành phố")
        choose(page, "Cần tập trung hỗ trợ")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        expect(page.get_by_role("button", name="Lọc (2)")).to_have_attribute("aria-expanded", "true")
        for each in page.locator(".sk-sift :is(input, button, select):visible, .sk-fold:visible").all():
            box = each.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["width"] >= 44

    def test_keeps_the_words_of_a_table(self, opened: Open) -> None:
        page = opened("/tien-do/?nhom=cham-tien-do")
        table = page.get_by_role("table", name=re.compile("Tiến độ các đơn vị"))
        assert table.get_by_role("columnheader").count() == 8
        assert table.get_by_role("rowheader", name="Công đoàn Viên chức tỉnh").count() == 0
        assert table.get_by_role("rowheader", name="Liên đoàn Lao động huyện Thuận Nam").count() == 1

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
    def test_axe_finds_nothing_while_in_use(self, size: tuple[int, int], scheme: str, opened: Open) -> None:
        page = opened("/tien-do/?loai=huyen-thanh-pho&nhom=can-tap-trung-ho-tro", size, color_scheme=scheme)
        if size == PHONE:
            page.locator(".sk-sift__open").click()
        page.locator(".sk-fold:visible").first.click()
        page.locator("#sk-luy-ke [role=slider]").focus()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.get_by_label("Tìm đơn vị").fill("zzz")
        expect(page.get_by_text("Không có đơn vị nào khớp")).to_be_visible()
        page.locator("#sk-ty-le [role=slider]").focus()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


BELOW_EACH = 76
MULTIPLY = """
below => {
  const table = document.querySelector(".sk-progress-table")
  const fold = table.querySelector(".sk-fold")
  let made = 0
  for (const row of [...table.querySelectorAll("[data-loai]")]) {
    for (let index = 0; index < below; index += 1) {
      const one = row.cloneNode(true)
      one.querySelector("th a").textContent = `Công đoàn cơ sở số ${made += 1}`
      Object.assign(one.dataset, { depth: 2, text: `cong doan co so ${made}`, loai: "cong-doan-co-so" })
      one.classList.add("sk-row--inner")
      row.after(one)
    }
    row.querySelector("th").append(fold.cloneNode(true))
  }
  table.classList.add("sk-progress-table--long", "is-folded")
}
"""
# From a change to what is painted after it, in milliseconds.
TIMED = """
async () => {
  const choice = document.querySelector(".sk-sift [name=loai]")
  const begun = performance.now()
  choice.click()
  await new Promise(painted => setTimeout(() => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = painted
    channel.port2.postMessage(null)
  })))
  return performance.now() - begun
}
"""


class TestLongTable:
    """A thousand unions below those of the campaign, as a province with all its members has."""

    @pytest.fixture
    def long(self, opened: Open, address: str) -> Page:
        page = opened("/", PHONE)
        page.route("**/progress.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(f"{address}/tien-do/", wait_until="networkidle")
        page.evaluate(MULTIPLY, BELOW_EACH)
        page.unroute_all()
        assert (units(page), groups(page)) == (UNITS, GROUPS), "folded before the script is there: nothing jumps"
        page.add_script_tag(url=page.evaluate("document.querySelector('script[src$=\"/progress.js\"]').src"))
        expect(page.locator(".is-folded")).to_have_count(0)
        return page

    def test_begins_folded_and_opens_what_is_looked_for(self, long: Page) -> None:
        whole = f"{UNITS + UNITS * BELOW_EACH:,}".replace(",", ".")
        assert (units(long), groups(long)) == (UNITS, GROUPS)
        expect(status(long)).to_have_text(f"{whole} đơn vị")
        long.get_by_label("Tìm đơn vị").fill("cơ sở 987")
        expect(status(long)).to_have_text(f"1 trên {whole} đơn vị")
        assert shown(long)[-1] == "Công đoàn cơ sở số 987"
        assert len(shown(long)) == 3, "with what it belongs to"
        long.get_by_label("Tìm đơn vị").fill("")
        expect(status(long)).to_have_text(f"{whole} đơn vị")
        assert units(long) == UNITS
        long.get_by_role("button", name="Mở tất cả").click()
        assert units(long) == UNITS + UNITS * BELOW_EACH
        assert long.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    def test_answers_at_once_on_a_slow_phone(self, long: Page) -> None:
        """Four times slower than this machine; the bound leaves room for a busy one, the bench has the figures."""
        long.context.new_cdp_session(long).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        long.get_by_role("button", name="Mở tất cả").click()
        taken = sorted(long.evaluate(TIMED) for _ in range(6))
        assert taken[2] < 400, taken


def reading(page: Page, chart: str) -> Locator:
    return page.locator(f"#{chart} .sk-reading")


def words(page: Page, chart: str) -> list[str]:
    """What the drawing's marks say, in the order of the drawing."""
    told: list[str] = page.eval_on_selector_all(
        f"#{chart} .sk-chart g > title", "all => all.map(each => each.textContent)"
    )
    return told


class TestCharts:
    """One value at a time, with its day."""

    def test_by_keyboard_from_end_to_end(self, opened: Open) -> None:
        page = opened()
        slider = page.get_by_role("slider", name="Đọc từng số: Số sáng kiến đăng tải theo thời gian")
        slider.focus()
        expect(reading(page, "sk-luy-ke")).to_have_text(
            "18/11/2022: 1.647 sáng kiến đăng tải, đạt 54,9%", use_inner_text=True
        )
        assert slider.get_attribute("aria-valuetext") == "18/11/2022: 1.647 sáng kiến đăng tải, đạt 54,9%"
        page.keyboard.press("Home")
        found = [reading(page, "sk-luy-ke").inner_text()]
        for _ in range(1, int(slider.get_attribute("aria-valuemax") or "")):
            page.keyboard.press("ArrowRight")
            found.append(reading(page, "sk-luy-ke").inner_text())
        assert sorted(found) == sorted(words(page, "sk-luy-ke")), "every report and every milestone, once"
        days = [each[:10].split("/")[::-1] for each in found]
        assert all(earlier <= later for earlier, later in pairwise(days))
        page.keyboard.press("ArrowRight")
        expect(reading(page, "sk-luy-ke")).to_have_text(found[-1], use_inner_text=True)
        page.keyboard.press("ArrowLeft")
        expect(reading(page, "sk-luy-ke")).to_have_text(found[-2], use_inner_text=True)
        page.keyboard.press("End")
        expect(reading(page, "sk-luy-ke")).to_have_text(found[-1], use_inner_text=True)
        assert page.locator("#sk-luy-ke .sk-cross").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#sk-luy-ke .sk-cross").count() == 0
        assert "phím mũi tên" in reading(page, "sk-luy-ke").inner_text()

    def test_of_bars_downwards(self, opened: Open) -> None:
        page = opened()
        slider = page.locator("#sk-ty-le [role=slider]")
        slider.focus()
        for said in words(page, "sk-ty-le"):
            assert slider.get_attribute("aria-valuetext") == said
            expect(reading(page, "sk-ty-le")).to_have_text(said, use_inner_text=True)
            assert re.search(r"số liệu ngày \d{2}/\d{2}/\d{4}", said)
            page.keyboard.press("ArrowDown")
        assert len(words(page, "sk-ty-le")) == UNITS

    def test_by_pointer_the_nearest_and_nothing_moves(self, opened: Open) -> None:
        page = opened()
        page.locator("#sk-luy-ke").scroll_into_view_if_needed()
        before = page.locator("#sk-luy-ke").bounding_box()
        marks: list[tuple[float, float, str]] = page.eval_on_selector_all(
            "#sk-luy-ke .sk-chart g",
            """all => all.map(each => {
              const box = each.querySelector("use").getBoundingClientRect()
              return [box.x + box.width / 2, box.y + box.height / 2, each.firstChild.textContent]
            })""",
        )
        assert len(marks) > 10
        for x, y, said in marks:
            page.mouse.move(x + 2, y)
            expect(reading(page, "sk-luy-ke")).to_have_text(said, use_inner_text=True)
        assert page.locator("#sk-luy-ke").bounding_box() == before
        page.mouse.move(5, 5)
        assert "phím mũi tên" in reading(page, "sk-luy-ke").inner_text()
        assert page.locator("#sk-luy-ke").bounding_box() == before

    def test_by_pointer_anywhere_in_the_row_of_a_bar(self, opened: Open) -> None:
        page = opened(size=PHONE)
        target = page.locator("#sk-ty-le [role=slider]")
        target.scroll_into_view_if_needed()
        rows: list[tuple[float, str]] = page.eval_on_selector_all(
            "#sk-ty-le .sk-chart g",
            "all => all.map(each => [each.getBoundingClientRect().y + 3, each.firstChild.textContent])",
        )
        box = target.bounding_box()
        assert box is not None
        for y, said in rows:
            page.mouse.move(box["x"] + box["width"] - 4, y)
            expect(reading(page, "sk-ty-le")).to_have_text(said, use_inner_text=True)

    def test_a_finger_reads_sideways_and_scrolls_up_and_down(self, opened: Open) -> None:
        page = opened("/tien-do/bac-ai/", PHONE, has_touch=True, is_mobile=True)
        chart = "sk-qua-trinh-bac-ai"
        slider = page.locator("[role=slider]").first
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        client = page.context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> str:
            places = [{"x": x, "y": y} for x, y in points]
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
            page.wait_for_timeout(50)  # moves are told once a frame
            return reading(page, chart).inner_text()

        y, still = box["y"] + box["height"] / 2, page.evaluate("scrollY")
        across = [(box["x"] + box["width"] * part / 20, y) for part in range(3, 12)]
        found = [touch("touchStart", across[0]), *(touch("touchMove", place) for place in across[1:])]
        assert touch("touchEnd") == found[-1], "what was read stays when the finger is lifted"
        days = [each.split(", ")[1][:10].split("/")[::-1] for each in found]
        assert days == sorted(days)
        assert len(set(found)) >= 3
        assert page.evaluate("scrollY") == still
        upwards = [(box["x"] + box["width"] / 2, y - 15 * step) for step in range(10)]
        touch("touchStart", upwards[0])
        for place in upwards[1:]:
            touch("touchMove", place)
        touch("touchEnd")
        assert page.evaluate("scrollY") > still + 50

    def test_the_drawing_stays_an_image_with_its_words(self, opened: Open) -> None:
        page = opened("/")
        assert page.get_by_role("img", name="Số sáng kiến đăng tải theo thời gian").count() == 1
        assert page.locator(".sk-chart [tabindex]").count() == 0

    def test_no_page_loads_a_script_it_has_no_use_for(self, opened: Open) -> None:
        loaded = "() => [...document.scripts].map(each => each.src.split('/').pop())"
        assert {"progress.js", "charts.js"} <= set(opened().evaluate(loaded))
        assert "progress.js" in opened(AUTHORED).evaluate(loaded)
        assert not {"progress.js", "charts.js"} & set(opened("/guong-sang/").evaluate(loaded))
