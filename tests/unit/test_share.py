"""What is taken along: every item told has a page with its pictures, words and archive, and who did not agree has none."""

import io
import re
from collections.abc import Mapping
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
import yaml
from campaigns import AGREED, POSTS, TEXTS, edited, write_campaign
from made import made_by
from shipped import ROOT

from generator import editorial, progress, routes
from generator.parse import parse
from generator.progress import Report
from generator.render import Output, render
from generator.render.cards import FORMATS, LINK
from generator.render.items import Item, Items, Kind
from generator.render.packs import Pack, Packs
from generator.render.share import WEEK, fresh, share, untold

TODAY = date(2022, 7, 15)


def report_on(root: Path, changes: Mapping[str, str | bytes | None] | None = None, today: date = TODAY) -> Report:
    """The report of the small campaign with `changes`."""
    return progress.report(editorial.publish(parse(write_campaign(root, changes)).campaign(), today))


@pytest.fixture(scope="module")
def shipped() -> Items:
    """What is worth telling of the shipped campaign."""
    campaign = parse(ROOT).campaign()
    assert campaign.charter.frozen_on
    return Items(progress.report(editorial.publish(campaign, campaign.charter.frozen_on)))


@pytest.fixture(scope="module")
def made(shipped: Items) -> dict[str, Output]:
    """The files of sharing, by path."""
    return {each.path: each for each in made_by(share, shipped.report, shipped, Packs(shipped))}


@pytest.fixture(scope="module")
def pages(shipped: Items) -> dict[str, str]:
    """Every page of the site, by path."""
    return {each.path: text(each) for each in render(shipped.report) if each.path.endswith("index.md")}


def front(page: str) -> dict[str, Any]:
    """What a page says of itself."""
    read: dict[str, Any] = yaml.safe_load(page.split("---\n")[1])
    return read


def text(output: Output) -> str:
    assert isinstance(output.content, str)
    return output.content


def shown(item: Item, made: Mapping[str, Output]) -> str:
    """The page of an item, as it is read."""
    return unescape(text(made[item.share_page.file]))


# --- What a messenger shows of an address ---


def test_what_is_posted_leads_to_a_page_that_shows_the_item(shipped: Items, pages: Mapping[str, str]) -> None:
    """Facebook and Zalo read the address they are given, and nothing else, for picture, title and words."""
    packs = Packs(shipped)
    home = routes.absolute(shipped.report.publication.charter.site_url, routes.HOME)
    for item in shipped.told:
        pack = packs.of(item)
        landing = routes.Page(pack.link.removeprefix(home).rstrip("/"))
        page = pages[landing.file]
        meta = front(page)
        (preview,) = [each for each in pack.cards if each.format is LINK]
        assert meta["og_image"]["url"] == f"{home}{preview.path}", item.address
        assert meta["og_image"]["alt"] == preview.alt
        assert meta["title"], item.address
        assert meta["description"], item.address
        assert "robots" not in meta, "people come here"
        for words in (pack.captions.facebook, pack.captions.zalo, unquote(pack.facebook)):
            assert pack.link in words
            assert routes.absolute(home, item.share_page) not in words
        if item.landing != item.page:  # a small page of its own: the picture, the words, and the way on
            shown = unescape(page)
            assert f'src="{landing.link(pack.card.path)}"' in shown
            assert all(f"<p>{paragraph}</p>" in shown for paragraph in pack.told), item.address
            assert f'href="{landing.link(item.page)}' in shown
            assert f'href="{landing.link(item.share_page)}"' in shown
    assert {each.kind for each in shipped.told if each.landing != each.page} == {
        Kind.LEADERS, Kind.COUNTDOWN, Kind.MILESTONE, Kind.REACHED,
    }  # fmt: skip


def test_every_page_has_a_preview(pages: Mapping[str, str]) -> None:
    assert len(pages) > 150
    for path, page in pages.items():
        meta = front(page)
        assert meta["title"], path
        assert meta["description"], path
        picture = meta["og_image"]
        assert re.fullmatch(r"https://sangkien\.example\.org/anh/chia-se/[\w-]+\.(png|jpg)", picture["url"]), path
        assert (picture["width"], picture["height"]) == (1200, 630), path
        assert picture["type"] in ("image/png", "image/jpeg"), path
        assert picture["alt"], path


def test_the_preview_of_the_home_page_tells_the_progress_and_its_day(pages: Mapping[str, str]) -> None:
    alt = front(pages["index.md"])["og_image"]["alt"]
    assert "1.647 / 3.000 sáng kiến" in alt
    assert "số liệu đến 18/11/2022" in alt


# --- The page of an item ---


def test_every_item_told_has_a_page_whose_files_are_there(shipped: Items, made: Mapping[str, Output]) -> None:
    assert len(shipped.told) > len(Kind)
    for item in shipped.told:
        page = shown(item, made)
        wanted = re.findall(r'(?:src|href|value)="((?:\.\./)+(?:anh|in)/[^"]+)"', page)
        paths = {re.sub(r"^(\.\./)+", "", each) for each in wanted}
        assert paths <= set(made), item.address
        assert sum(path.endswith((".png", ".jpg")) for path in paths) == len(FORMATS)
        assert sum(path.endswith(".zip") for path in paths) == 1
        saved = re.findall(r'download="([^"]+)"', page)
        assert len(set(saved)) == len(saved) >= len(FORMATS) + 1
        assert all(re.fullmatch(r"[a-z0-9-]+\.(png|jpg|pdf|zip)", each) for each in saved)


def test_every_caption_is_on_the_page_letter_for_letter(shipped: Items, made: Mapping[str, Output]) -> None:
    packs = Packs(shipped)
    for item in shipped.told:
        said = packs.of(item).captions
        boxes = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", text(made[item.share_page.file]))
        told = [unescape(each) for each in boxes]
        assert told == [said.zalo, said.facebook, said.short, said.oa_title, said.oa_description]


def test_facebook_is_given_the_whole_address_and_nothing_of_its_own_is_loaded(
    shipped: Items, made: Mapping[str, Output]
) -> None:
    item = next(each for each in shipped.told if each.kind is Kind.INITIATIVE)
    link = routes.absolute(shipped.report.publication.charter.site_url, item.landing)
    quoted = link.replace(":", "%3A").replace("/", "%2F")
    assert f'href="https://www.facebook.com/sharer/sharer.php?u={quoted}"' in shown(item, made)
    assert "<script" not in shown(item, made)
    assert all('rel="noopener' in each for each in re.findall(r'<a [^>]*href="https://[^>]*>', shown(item, made)))


def test_the_pages_are_for_those_who_share_not_for_search_engines(made: Mapping[str, Output]) -> None:
    pages = [text(each) for path, each in made.items() if path.startswith("chia-se/") and path.endswith(".md")]
    assert pages
    assert all('\nrobots: "noindex"\n' in each for each in pages)
    assert any("robots" in text(each) for each in made.values() if each.path == routes.SHARE.file)


def test_an_illustrative_item_says_so(shipped: Items, made: Mapping[str, Output]) -> None:
    for item in shipped.told:
        assert ('<span class="sk-chip sk-chip--mark">Minh họa</span>' in shown(item, made)) == item.illustrative


# --- The archive ---


def archive(pack: Pack) -> bytes:
    content = pack.archive().content
    assert callable(content)
    return content()


def test_the_archive_holds_every_picture_every_word_and_every_paper(shipped: Items) -> None:
    item = next(each for each in shipped.told if each.kind is Kind.INITIATIVE)
    pack = Packs(shipped).of(item)
    with ZipFile(io.BytesIO(archive(pack))) as opened:
        held = {each.filename: opened.read(each) for each in opened.infolist()}
        assert {each.date_time for each in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    words = held.pop(f"{pack.name}/loi-chia-se.txt").decode("utf-8-sig").replace("\r\n", "\n")
    assert all(each in words for each in (pack.captions.facebook, pack.captions.zalo, pack.captions.short, pack.link))
    files = {f"{pack.name}/{pack.saved(each)}": each.output().content for each in pack.files}
    assert list(held) == list(files)
    assert {said for each in pack.files for said in each.output().says} | {pack.words} == set(pack.archive().says)
    assert {each.name for each in pack.papers} - {each.name for each in pack.enclosed} == {"ap-phich-a3"}
    for name, content in files.items():
        assert callable(content)
        assert held[name] == content(), name


def test_an_archive_made_twice_is_the_same_and_is_named_by_what_it_holds(tmp_path: Path) -> None:
    def pack(where: str, changes: Mapping[str, str | bytes | None] | None = None) -> Pack:
        report = report_on(tmp_path / where, changes)
        items = Items(report)
        return Packs(items).of(items.by_address["sang-kien/den-tiet-kiem"])

    one, same = pack("one"), pack("same")
    assert one.archive_path == same.archive_path
    assert archive(one) == archive(same)
    other = pack("other", {"data/initiatives/den-tiet-kiem.yml": INITIATIVE_RENAMED})
    assert other.archive_path != one.archive_path


INITIATIVE_RENAMED = TEXTS["data/initiatives/den-tiet-kiem.yml"].replace("Đèn tiết kiệm", "Đèn rất tiết kiệm")


def test_the_pictures_of_an_item_and_its_archive_are_made_one_after_the_other(made: Mapping[str, Output]) -> None:
    """Then one thread makes them, and the archive need not draw them again."""
    order = [each for each in made.values() if each.path.startswith(routes.CARDS)]
    for index, each in enumerate(order):
        if each.path.endswith(".zip"):
            before = order[index - len(FORMATS) : index]
            assert {one.made_from for one in before} == {each.made_from}


# --- What to tell this week ---


def test_what_is_new_and_was_not_posted_comes_one_of_each_kind_before_a_second(shipped: Items) -> None:
    packs = Packs(shipped)
    found = fresh(shipped, lambda item: packs.of(item).posts)
    today = shipped.report.today
    assert 0 < len(found) <= WEEK
    for item in found:
        assert today - timedelta(days=WEEK) < item.on <= today
        assert all(post.date < item.on for post in packs.of(item).posts)
    kinds = [each.kind for each in found]
    firsts = len(set(kinds))
    assert len(set(kinds[:firsts])) == firsts


def test_news_that_was_posted_is_told_no_more_until_it_is_new_again(tmp_path: Path) -> None:
    def offered(where: str, rows: str, today: date) -> list[str]:
        report = report_on(tmp_path / where, {POSTS: f"date,item,channel,url\n{rows}"}, today)
        items = Items(report)
        packs = Packs(items)
        return [each.address for each in fresh(items, lambda item: packs.of(item).posts)]

    story, figures = "sang-kien/den-tiet-kiem", "tien-do"
    assert story in offered("new", "", date(2022, 5, 3))
    assert story not in offered("posted", f"2022-05-02,{story},zalo,https://zalo.example.org/1\n", date(2022, 5, 3))
    assert story not in offered("old", "2022-06-01,tien-do,zalo,https://zalo.example.org/1\n", date(2022, 6, 3))
    # The last post is two weeks ago: what became news since then is still to be told.
    assert story in offered("quiet", "2022-04-20,tien-do,zalo,https://zalo.example.org/1\n", date(2022, 5, 20))
    before = "2022-06-01,tien-do,facebook,https://facebook.example.org/2\n"
    assert figures in offered("again", before, date(2022, 7, 1))


def test_stories_posted_nowhere_are_kept_in_mind(shipped: Items) -> None:
    packs = Packs(shipped)
    new = fresh(shipped, lambda item: packs.of(item).posts)
    found = untold(shipped, lambda item: packs.of(item).posts, new)
    assert 0 < len(found) <= WEEK
    assert {each.kind for each in found} == {Kind.INITIATIVE, Kind.PERSON}
    assert not {each.address for each in found} & {each.address for each in new}
    assert not any(packs.of(each).posts for each in found)


def test_where_an_item_was_posted_is_told_with_its_link_and_what_is_missing(
    shipped: Items, made: Mapping[str, Output]
) -> None:
    index = unescape(text(made[routes.SHARE.file]))
    post = next(each for each in shipped.report.publication.posts if each.item == "sang-kien/choi-lau-tam-pin")
    (row,) = [line for line in index.splitlines() if f'href="{post.item}/">' in line and "sk-tellings__title" in line]
    assert index[index.index(row) :].split("</li>")[0].count(post.url) == 1
    assert "Facebook 29/10/2022</a>; chưa lên Zalo" in index[index.index(row) :].split("</li>")[0]
    item = shipped.by_address[post.item]
    assert f'<a href="{post.url}" rel="noopener">Facebook</a>, ngày 29/10/2022' in shown(item, made)


def test_the_page_of_all_leads_to_every_item(shipped: Items, made: Mapping[str, Output]) -> None:
    index = text(made[routes.SHARE.file])
    for item in shipped.told:
        assert f'class="sk-tellings__title" href="{item.address}/"' in index, item.address


def test_before_anything_happened_the_page_says_so(tmp_path: Path) -> None:
    nothing = {name: None for name in TEXTS if name.startswith(("data/initiatives", "data/people", "data/posts"))}
    report = report_on(
        tmp_path,
        {**nothing, "data/progress.csv": "date,unit,submitted,valid,note\n", "data/photos/den.jpg": None},
        date(2021, 12, 1),
    )
    items = Items(report)
    assert any(each.path == routes.SHARE.file for each in made_by(share, items.report, items, Packs(items)))


# --- Who did not agree ---


def test_who_did_not_agree_to_social_networks_has_no_page_no_picture_and_no_row(tmp_path: Path) -> None:
    withheld = edited(AGREED, ("  social: {given: 2022-02-01, proof: Phiếu 1}\n", ""))
    report = report_on(tmp_path, withheld)
    assert [each.name for each in report.publication.people] == ["Lê Văn Bình"]
    outputs = list(render(report))
    shared = [each for each in outputs if each.path.startswith(("chia-se/", f"{routes.CARDS}/", f"{routes.PAPERS}/"))]
    assert shared
    for each in shared:
        assert "le-van-binh" not in each.path
        if isinstance(each.content, str):
            assert "Lê Văn Bình" not in unescape(each.content)
    (page,) = [each for each in outputs if each.path == "guong-sang/le-van-binh/index.md"]
    assert "sk-sharing" not in text(page)
    items = Items(report)
    pack = Packs(items).of(items.by_address["sang-kien/den-tiet-kiem"])
    assert "Lê Văn Bình" not in pack.words


def test_pages_of_items_have_the_row_and_no_others(shipped: Items, pages: Mapping[str, str]) -> None:
    """Without a script the row leads to the share page and to Facebook."""
    rows = {path for path, page in pages.items() if 'class="sk-sharing"' in page}
    assert rows == {item.landing.file for item in shipped.told}
    for path in rows:
        item = shipped.at(routes.Page(path.removesuffix("/index.md")))
        assert item
        assert f'href="{item.landing.link(item.share_page)}" data-send' in pages[path]
        assert '"share.js"' in pages[path]


def test_what_is_not_told_has_a_link_preview_only(shipped: Items, made: Mapping[str, Output]) -> None:
    for item in shipped.all:
        pictures = [path for path in made if path.startswith(f"{routes.CARDS}/{item.address.replace('/', '-')}-")]
        assert any(f"-{LINK.name}-" in path for path in pictures)
