"""Picture and words into a chat: by the phone's own share sheet, by copying where there is none, by hand without a script."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser.kinds import BELOW, DESK, PAGES, PHONE
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SHARE_PAGE = PAGES["share"]
INITIATIVES = [address for kind, address in PAGES.items() if kind.startswith("initiative")]
LINK = f"example.org{BELOW}"

# A share sheet that takes what it is given; `sheet.refuse` names the error that it ends with.
SHEET = """
  window.sheet = { shared: [], refuse: [] }
  navigator.canShare = data => !data.files || window.sheet.files !== false
  navigator.share = async data => {
    const files = await Promise.all((data.files || []).map(async file => ({
      name: file.name, type: file.type, size: file.size,
      head: [...new Uint8Array(await file.slice(0, 4).arrayBuffer())],
    })))
    const error = window.sheet.refuse.shift()
    if (error) throw new DOMException("", error)
    window.sheet.shared.push({ text: data.text, title: data.title, files })
  }
"""
NO_SHEET = "navigator.share = navigator.canShare = undefined"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
HEADS = {"image/png": [0x89, 0x50, 0x4E, 0x47], "image/jpeg": [0xFF, 0xD8, 0xFF]}


@contextmanager
def phone(browser: Browser, *scripts: str, javascript: bool = True) -> Iterator[Page]:
    """A phone in the hand of a reader: touch, a narrow screen, and what `scripts` make of its browser."""
    with browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=javascript,
        locale="vi-VN",
        permissions=["clipboard-read", "clipboard-write"],
    ) as context:
        page = context.new_page()
        for script in scripts:
            page.add_init_script(script)
        yield page


def shared(page: Page) -> dict[str, object]:
    """The one thing that was shared."""
    page.evaluate(
        "new Promise(done => { const wait = () => sheet.shared.length ? done() : setTimeout(wait, 20); wait() })"
    )
    (found,) = page.evaluate("sheet.shared")
    return dict(found)


def pasted(page: Page) -> str:
    """What is in the clipboard, as a reader finds out: by pasting it."""
    page.evaluate("""() => {
      const box = document.createElement("textarea")
      box.id = "pasted"
      document.body.append(box)
      box.focus()
    }""")
    page.keyboard.press("Control+V")
    found: str = page.evaluate("document.getElementById('pasted').value")
    return found


def check_picture(found: dict[str, object], name: str) -> None:
    files = found["files"]
    assert isinstance(files, list)
    (file,) = files
    assert re.fullmatch(rf"[a-z0-9-]+-{name}\.(png|jpg)", file["name"])
    head = HEADS[file["type"]]
    assert file["head"][: len(head)] == head
    assert file["size"] > 1000


@pytest.mark.parametrize("initiative", INITIATIVES)
def test_three_taps_bring_an_initiative_into_a_chat(initiative: str, browser: Browser, address: str) -> None:
    """One on the page; the other two are in the phone's own sheet: whom to send it to, and Send."""
    with phone(browser, SHEET) as page:
        page.goto(address + initiative)
        button = page.get_by_role("button", name="Chia sẻ", exact=True)
        expect(button).to_be_in_viewport(ratio=1)  # no scrolling to it
        expect(page.get_by_role("link", name="Ảnh khác")).to_have_attribute(
            "href", re.compile(rf"chia-se{initiative}$")
        )
        button.tap()
        found = shared(page)
        check_picture(found, "vuong")
        assert f"{LINK}{initiative}" in str(found["text"])
        assert page.url == address + initiative
        # Of what apps leave out, the words can be pasted.
        assert pasted(page) == found["text"]


def test_any_picture_goes_with_any_words(browser: Browser, address: str) -> None:
    with phone(browser, SHEET) as page:
        page.goto(address + SHARE_PAGE)
        first = page.get_by_role("button", name="Gửi ảnh và lời")
        expect(first).to_be_in_viewport(ratio=1)
        first.tap()
        found = shared(page)
        check_picture(found, "lien-ket")
        assert found["text"] == page.get_by_label("Tin nhắn Zalo").first.input_value()
        page.evaluate("sheet.shared = []")
        page.get_by_text("Đứng", exact=True).tap()
        page.get_by_role("button", name="Gửi cùng ảnh Bài Facebook").tap()
        found = shared(page)
        check_picture(found, "dung")
        assert found["text"] == page.locator("#loi-facebook").input_value()


def test_a_sheet_that_asks_for_another_tap_gets_it(browser: Browser, address: str) -> None:
    """A picture that comes late outlives the tap; a sheet that cannot open leads to the share page."""
    with phone(browser, SHEET) as page:
        page.goto(address + INITIATIVES[0])
        page.evaluate("sheet.refuse = ['NotAllowedError']")
        button = page.get_by_role("button", name="Chia sẻ", exact=True)
        button.tap()
        expect(page.get_by_role("status").filter(has_text="Chạm lần nữa")).to_be_visible()
        button.tap()
        check_picture(shared(page), "vuong")
        page.evaluate("sheet.refuse = ['AbortError', 'DataError']")
        button.tap()  # closed by its reader: nothing happens
        expect(page.get_by_role("status").filter(has_text="Đã")).to_have_count(0)
        button.tap()
        page.wait_for_url(f"**/chia-se{INITIATIVES[0]}")


def test_a_phone_that_shares_no_files_shares_words_and_link(browser: Browser, address: str) -> None:
    with phone(browser, SHEET, "sheet.files = false") as page:
        page.goto(address + INITIATIVES[0])
        page.get_by_role("main").get_by_role(
            "link", name="Chia sẻ", exact=True
        ).tap()  # left as it is: a way to the share page
        page.wait_for_url(f"**/chia-se{INITIATIVES[0]}")
        page.get_by_role("button", name="Gửi lời và liên kết").tap()
        found = shared(page)
        assert found["files"] == []
        assert f"{LINK}{INITIATIVES[0]}" in str(found["text"])
        expect(page.get_by_text("Tải ảnh về máy, chép lời")).to_be_visible()


@pytest.mark.parametrize("lacking", [(NO_SHEET,), (NO_SHEET, NO_CLIPBOARD)])
def test_a_browser_inside_a_messenger_copies(lacking: tuple[str, ...], browser: Browser, address: str) -> None:
    with phone(browser, *lacking) as page:
        page.goto(address + SHARE_PAGE)
        expect(page.get_by_text("Tải ảnh về máy, chép lời")).to_be_visible()
        expect(page.get_by_role("button", name="Gửi cùng ảnh")).to_have_count(0)
        page.get_by_role("button", name="Chép lời", exact=True).tap()
        expect(page.get_by_role("status").filter(has_text="Đã chép lời")).to_be_visible()
        assert pasted(page) == page.locator("#loi-zalo").input_value()
        page.goto(address + PAGES["person"])
        page.get_by_role("button", name="Chép liên kết").tap()
        expect(page.get_by_role("status").filter(has_text="Đã chép liên kết")).to_be_visible()
        assert pasted(page).endswith(f"{LINK}{PAGES['person']}")


def test_where_nothing_copies_the_words_are_selected(browser: Browser, address: str) -> None:
    with phone(browser, NO_SHEET, NO_CLIPBOARD, "document.execCommand = () => false") as page:
        page.goto(address + SHARE_PAGE)
        page.get_by_role("button", name="Chép Bài Facebook").tap()
        expect(page.get_by_role("status").filter(has_text="giữ ngón tay")).to_be_visible()
        selected = page.evaluate("""() => {
          const box = document.activeElement
          return [box.id, box.value.slice(box.selectionStart, box.selectionEnd)]
        }""")
        assert selected == ["loi-facebook", page.locator("#loi-facebook").input_value()]


def test_without_a_script_everything_is_read_selected_and_saved(browser: Browser, address: str, tmp_path: Path) -> None:
    with phone(browser, javascript=False) as page:
        page.goto(address + INITIATIVES[0])
        page.get_by_role("main").get_by_role("link", name="Chia sẻ", exact=True).tap()
        page.wait_for_url(f"**/chia-se{INITIATIVES[0]}")
        pictures = page.locator(".sk-formats__picture:visible")
        for tab, name in (("Vuông", "vuong"), ("Story", "story"), ("Liên kết", "lien-ket")):
            page.get_by_text(tab, exact=True).tap()
            expect(pictures).to_have_count(1)
            with page.expect_download() as download:
                pictures.get_by_role("link", name="Tải ảnh").tap()
            assert re.fullmatch(rf"sang-kien-[a-z-]+-{name}\.(png|jpg)", download.value.suggested_filename)
        with page.expect_download() as download:
            page.get_by_role("link", name="Trọn bộ").tap()
        download.value.save_as(tmp_path / "tron-bo.zip")
        assert (tmp_path / "tron-bo.zip").read_bytes()[:2] == b"PK"
        assert page.locator("textarea:visible").count() == page.locator("textarea").count() > 0
        expect(page.get_by_role("button")).to_have_count(0)
        facebook = page.get_by_role("link", name="Đăng lên Facebook").get_attribute("href") or ""
        assert unquote(facebook).endswith(f"{LINK}{INITIATIVES[0]}")


def test_tabs_of_pictures_go_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="vi-VN") as context:
        page = context.new_page()
        page.goto(address + SHARE_PAGE)
        page.locator("#anh-link").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("[data-format=square]")).to_be_visible()
        expect(page.locator("[data-format=link]")).to_be_hidden()


def test_the_whole_way_from_the_list(browser: Browser, address: str) -> None:
    """From the page of all: an item, its button, and what is left is in the sheet."""
    with phone(browser, SHEET) as page:
        page.goto(f"{address}/chia-se/")
        page.locator(".sk-proposal a").first.tap()
        page.get_by_role("button", name="Gửi ảnh và lời").tap()
        check_picture(shared(page), "lien-ket")
