"""Addresses: one file each, relative links that lead there from anywhere, and the same for ever."""

from collections.abc import Sequence
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import START, initiative, person, published

from generator import progress, routes
from generator.editorial import Publication
from generator.model import SCOPES, AuthoredPage, PageFront
from generator.render import render
from generator.routes import Page

slugs = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4})?", fullmatch=True)
addresses = st.lists(slugs, max_size=3).map("/".join)
pages = st.builds(Page, addresses)
files = st.lists(slugs, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".csv")

SITES = ("https://mau.example.org/", "https://example.org/mot/hai/")


def absolute(page: Page, site: str) -> str:
    """The page's address on the web."""
    return f"{site}{page.address}/" if page.address else site


@given(pages, pages, st.sampled_from(SITES))
def test_a_link_leads_from_any_page_to_any_other(here: Page, there: Page, site: str) -> None:
    assert urljoin(absolute(here, site), here.link(there)) == absolute(there, site)


@given(pages, files, st.sampled_from(SITES))
def test_a_link_leads_from_any_page_to_any_file(here: Page, there: str, site: str) -> None:
    assert urljoin(absolute(here, site), here.link(there)) == site + there


@given(pages, pages)
def test_a_link_is_relative_and_never_empty(here: Page, there: Page) -> None:
    link = here.link(there)
    assert link
    assert not link.startswith("/")
    assert "//" not in link


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        (routes.HOME, routes.HOME, "./"),
        (routes.HOME, routes.PROGRESS, "tien-do/"),
        (routes.PROGRESS, routes.HOME, "../"),
        (Page("tien-do/bac-ai"), routes.PROGRESS, "../"),
        (Page("tien-do/bac-ai"), Page("tien-do/bac"), "../bac/"),
        (Page("tien-do/bac-ai"), Page("sang-kien/den"), "../../sang-kien/den/"),
        (routes.DATA, routes.PROGRESS_CSV, "tien-do.csv"),
        (Page("tien-do/bac-ai"), "anh/1.jpg", "../../anh/1.jpg"),
    ],
)
def test_links_are_as_short_as_can_be(here: Page, there: Page | str, link: str) -> None:
    assert here.link(there) == link


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (routes.HOME, "index.md"),
        (routes.PROGRESS, "tien-do/index.md"),
        (Page("tien-do/bac-ai"), "tien-do/bac-ai/index.md"),
        (routes.DATA, "du-lieu/index.md"),
    ],
)
def test_the_file_of_a_page(page: Page, file: str) -> None:
    assert page.file == file


def test_the_public_addresses_are_those_that_were_promised() -> None:
    """Change nothing here: an address once published works for ever."""
    who = person("binh", consent={scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES})
    page = AuthoredPage(
        name="gioi-thieu", front=PageFront(title="Giới thiệu", description="Câu."), body="", body_line=5
    )
    shown = published(people=(who,), initiatives=(initiative("den"),), pages=(page,))
    assert {each.removesuffix(".md").removesuffix("index").rstrip("/") for each in made(shown)} == {
        "", "tien-do", "tien-do/tinh", "tien-do/bac", "tien-do/nam", "sang-kien", "sang-kien/den", "cong-nhan-doanh-nghiep",
        "linh-vuc", "linh-vuc/ky-thuat", "linh-vuc/quan-ly", "khu-vuc", "khu-vuc/dien", "khu-vuc/may",
        "guong-sang", "guong-sang/binh", "ho-tro", "du-lieu", "gioi-thieu",
        "tim-kiem", "tim-kiem/b", "tim-kiem/c", "tim-kiem/s", "nhung",
        "ban-tin", "ban-tin/2022-01", "ban-tin/2022-quy-1",
        "dem-nguoc", "chia-se", "chia-se/dem-nguoc", "chia-se/sang-kien/den", "chia-se/guong-sang/binh",
        "chia-se/ban-tin/2022-01", "chia-se/ban-tin/2022-quy-1",
    }  # fmt: skip


def made(publication: Publication) -> Sequence[str]:
    return sorted(each.path for each in render(progress.report(publication)) if each.path.endswith(".md"))
