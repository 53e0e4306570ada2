"""The worst that can be typed is shown as typed: no script fires, nothing is cut off, no formula is downloaded."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import html5lib
import openpyxl
import pytest
from bench.served import Folder, serve
from browser.kinds import DESK, PHONE
from browser.looks import faults
from hostile import FAMILIES, TODAY, Planted, write_hostile
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from shipped import built_once

from generator import publish

pytestmark = pytest.mark.browser

WIDE = ("lengths", "markup")  # families that could break a desk's layout in ways that a phone's does not show

# Told to every page before its own scripts: whoever is called notes it.
WATCH = """
  window.fired = []
  for (const name of ["pwned", "alert", "confirm", "prompt", "print"]) {
    Object.defineProperty(window, name, { value: (...said) => { fired.push(`${name}(${said})`) }, writable: false })
  }
  addEventListener("securitypolicyviolation", event => fired.push(`refused: ${event.violatedDirective} ${event.blockedURI}`))
"""
# What only markup that got through would make.
INJECTED = """() => [...document.querySelectorAll("*")].filter(each =>
  each.hasAttribute("data-pwned") || [...each.attributes].some(one =>
    /^on/i.test(one.name) || (/^(href|src|action|xlink:href)$/.test(one.name) && /^\\s*javascript:/i.test(one.value))
  )).map(each => each.outerHTML.slice(0, 120))"""

# Kept by the editors, and for nobody else: agreements, approvals, ways of sorting and of finding.
UNSEEN = {
    ("data/campaign.yml", "work_contacts"),
    ("data/register.csv", "code"),
    ("data/register.csv", "summary"),
    ("data/register.csv", "title"),
    ("data/units.csv", "target_note"),
    ("data/units.csv", "aliases"),
    ("data/initiatives/day-du.yml", "approved_by"),
    ("mkdocs.yml", "site_description"),
    ("data/people/anh.yml", "sort_name"),
    ("data/people/chi.yml", "sort_name"),
    *((f"data/people/{each}.yml", f"consent.{scope}.proof") for each in ("anh", "chi") for scope in ("name", "story")),
    *(("data/people/anh.yml", f"consent.{scope}.proof") for scope in ("photo", "social")),
}
# A method that is kept secret shows its title, its effect and its honours, and no more.
OF_SECRET = {"title", "awards.title", "awards.body", "awards.decision"}

# Everything a page says, be it in an attribute or in the head.
SAID = """() => [document.documentElement.textContent, ...[...document.querySelectorAll("[alt], [content], [aria-label]")].flatMap(
  each => ["alt", "content", "aria-label"].map(name => each.getAttribute(name) || ""))].join(" ")"""
# What a page says to machines is whole JSON, and so are its words.
BROKEN_DATA = """() => [...document.querySelectorAll("script[type='application/ld+json']")].flatMap(
  each => { try { JSON.parse(each.textContent); return [] } catch (error) { return [`JSON-LD: ${error}`] } })"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacked:
    """A built campaign of one family, served, and what was planted in it."""

    family: str
    address: str
    site: Path
    planted: list[Planted]


@pytest.fixture(scope="module", params=FAMILIES)
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """Each family's campaign in turn."""
    family = FAMILIES[request.param]

    def make(root: Path) -> None:
        root.mkdir()
        write_hostile(root, family)
        publish.build(root, TODAY)

    site = built_once(tmp_path_factory, f"hostile-{request.param}", make) / "build" / "site"
    planted = write_hostile(tmp_path_factory.mktemp(request.param), family)
    with serve(Folder(root=site)) as address:
        yield Attacked(family=request.param, address=address, site=site, planted=planted)


def flat(text: str | None) -> str:
    """A text on one line, as HTML shows it."""
    return " ".join((text or "").split())


def test_every_page_shows_what_was_typed_and_runs_none_of_it(attacked: Attacked, browser: Browser) -> None:
    """All pages of a campaign, those of some families at two sizes: one visit each, because a visit is what takes time."""
    pages = sorted(file.relative_to(attacked.site).as_posix() for file in attacked.site.rglob("*.html"))
    assert len(pages) > 20
    said, wrong = [], []
    with browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, reduced_motion="reduce") as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        noted = _noted(page, attacked.address)
        for name in pages:
            page.goto(f"{attacked.address}/{name.removesuffix('index.html')}")
            said.append(flat(page.evaluate(SAID)))
            html5lib.HTMLParser(strict=True).parse((attacked.site / name).read_bytes(), transport_encoding="utf-8")
            found = [*faults(page, whole_words=False), *page.evaluate(BROKEN_DATA)]
            if attacked.family in WIDE:
                page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
                found += [f"at {DESK[0]} px: {each}" for each in faults(page, whole_words=False)]
                page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            found += [*page.evaluate(INJECTED), *page.evaluate("fired"), *noted]
            wrong += [f"/{name}: {each}" for each in found]
            noted.clear()
    assert wrong == []
    _all_is_shown(attacked.planted, said)


def _noted(page: Page, address: str) -> list[str]:
    """What the browser says of the page from now on that it should not: dialogs, errors, requests to others."""
    noted: list[str] = []

    def note(asked: Request) -> None:
        if not asked.url.startswith((f"{address}/", "data:")):
            noted.append(f"asked {asked.url}")

    def hear(told: ConsoleMessage) -> None:
        if told.type == "error":
            noted.append(f"console: {told.text} {told.location['url']}")

    page.on("request", note)
    page.on("console", hear)
    page.on("dialog", lambda dialog: noted.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: noted.append(f"error: {error}"))
    return noted


def _all_is_shown(planted: list[Planted], pages: list[str]) -> None:
    """Every field's text stands on some page letter for letter, but those that are for no reader's eyes."""
    shown = {(each.file, each.field) for each in planted if any(each.shown in page for page in pages)}
    secret = {each for each in planted if each.file == "data/initiatives/kin.yml" and each.field not in OF_SECRET}
    unseen = UNSEEN | {(each.file, each.field) for each in secret}
    assert {(each.file, each.field) for each in planted} - shown == unseen


@pytest.mark.parametrize(
    ("page", "file", "name"),
    [
        ("sang-kien/day-du/", "data/initiatives/day-du.yml", "title"),
        ("sang-kien/kin/", "data/initiatives/kin.yml", "title"),
        ("guong-sang/anh/", "data/people/anh.yml", "name"),
        ("gioi-thieu/", "content/gioi-thieu.md", "title"),
        ("", "data/campaign.yml", "short_name"),
    ],
)
def test_the_heading_is_the_title_letter_for_letter(
    attacked: Attacked, reader: Page, page: str, file: str, name: str
) -> None:
    reader.goto(f"{attacked.address}/{page}")
    (wanted,) = {each.shown for each in attacked.planted if (each.file, each.field) == (file, name)}
    assert flat(reader.locator("h1").text_content()) == wanted
    assert wanted in flat(reader.title())
    described = reader.locator("meta[property='og:title']").get_attribute("content")
    assert flat(described) == wanted


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own."""
    with browser.new_context() as context:
        yield context.new_page()


def test_no_cell_of_a_download_is_a_formula(attacked: Attacked) -> None:
    tables = sorted(attacked.site.rglob("*.csv"))
    assert len(tables) >= 3
    for table in tables:
        rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
        assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == [], table
        assert len({len(row) for row in rows}) == 1, table
    for book in sorted(attacked.site.rglob("*.xlsx")):
        cells = [cell for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_the_filter_of_the_catalogue_shows_what_was_typed(attacked: Attacked, reader: Page) -> None:
    reader.add_init_script(WATCH)
    noted = _noted(reader, attacked.address)
    (title,) = (
        each.shown for each in attacked.planted if (each.file, each.field) == ("data/initiatives/day-du.yml", "title")
    )
    reader.goto(f"{attacked.address}/sang-kien/")
    reader.locator("form[data-catalogue] input[name=text]").fill(title.split()[-1])
    card = reader.locator(".sk-found article")
    card.first.wait_for()
    assert [flat(each) for each in card.locator("h2").all_text_contents()] == [title]
    reader.locator(".sk-facet > summary").first.click()
    reader.locator(".sk-facet__choice").first.click()
    reader.locator(".sk-finder__chosen button").first.wait_for()
    reader.keyboard.press("Escape")
    assert [*faults(reader, whole_words=False), *reader.evaluate(INJECTED), *reader.evaluate("fired"), *noted] == []


@pytest.mark.parametrize("typed", ["the word that is its own", "the whole of it"])
def test_the_search_shows_what_was_typed(typed: str, attacked: Attacked, reader: Page) -> None:
    reader.add_init_script(WATCH)
    noted = _noted(reader, attacked.address)
    (title,) = (
        each.shown for each in attacked.planted if (each.file, each.field) == ("data/initiatives/day-du.yml", "title")
    )
    reader.goto(f"{attacked.address}/tim-kiem/")
    reader.locator("main input[name=q]").fill(title.split()[-1] if typed == "the word that is its own" else title)
    answers = reader.locator("main .sk-answer__title")
    answers.first.wait_for()
    assert title in [flat(each) for each in answers.all_text_contents()]
    assert [*faults(reader, whole_words=False), *reader.evaluate(INJECTED), *reader.evaluate("fired"), *noted] == []
