"""The shipped campaign keeps its promises: official figures, sums, illustrative data marked, and links that lead somewhere."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from PIL import Image

from generator import publish

ADDRESS = "https://sangkien.example.org/"
OVER_TARGET = {"Công đoàn ngành Giáo dục và Đào tạo tỉnh", "Công đoàn Viên chức tỉnh"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# The relations of <link> that make a browser fetch; others (canonical, next) only name.
FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "mask-icon", "prefetch"}


class Page(HTMLParser):
    """What a page shows, where it links and what it loads."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__(convert_charrefs=True)
        self.lang: str | None = None
        self.title = ""
        self.canonical: str | None = None
        self.told: dict[str, str] = {}
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.unnamed_images: list[str] = []
        self._open: list[str] = []
        self._said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "html":
            self.lang = given.get("lang")
        if tag == "meta":
            self.told[given.get("property") or given.get("name", "")] = given.get("content", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "img" and "alt" not in given:
            self.unnamed_images.append(given.get("src", ""))
        if tag in ("a", "use") and "href" in given:
            self.links.append(given["href"])
        self._note_loads(tag, given)

    def _note_loads(self, tag: str, given: Mapping[str, str]) -> None:
        relations = set(given.get("rel", "").split())
        if tag == "link" and "canonical" in relations:
            self.canonical = given["href"]
        if tag == "link" and relations & FETCHED:
            self.loads.append(given["href"])
        self.loads += [given[name] for name in ("src", "poster", "data") if name in given and tag != "a"]
        for choice in given.get("srcset", "").split(","):
            self.loads += choice.split()[:1]
        self.loads += re.findall(r"url\(['\"]?([^'\")]+)", given.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if {"script", "style"} & set(self._open):
            return
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if self.headings and self.headings[-1][0] in self._open:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)
        self._said.append(data)

    @property
    def text(self) -> str:
        """What the page says, spaces folded."""
        return " ".join("".join(self._said).split())


@cache
def read(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def pages(site: Path, *, frames: bool = True) -> Mapping[str, Page]:
    """Every page by its address in the site; those made for `frames` on other sites may be left out."""
    found = {path.relative_to(site).as_posix(): read(path) for path in sorted(site.rglob("*.html"))}
    assert len(found) > 70
    named = {re.sub(r"(^|/)index\.html$", r"\1", name): page for name, page in found.items()}
    return {address: page for address, page in named.items() if frames or not re.match("nhung/.", address)}


def table(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "du-lieu" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def units(site: Path) -> list[dict[str, str]]:
    """The rows of the progress table; the first, the only one that belongs to none, is the whole."""
    return table(site, "tien-do.csv")


# --- The data -----------------------------------------------------------------------------------------


def test_the_data_has_no_problem_and_stands_at_its_day(repository: Path) -> None:
    assert publish.check(repository, None) == ((), date(2022, 11, 20))


@pytest.mark.parametrize("address", ["", "tien-do/"])
def test_the_official_total_is_said(site: Path, address: str) -> None:
    said = pages(site)[address].text
    assert re.search(r"1\.647 / 3\.000 sáng kiến", said)
    assert "54,9%" in said
    assert "18/11/2022" in said


def test_exactly_the_two_units_named_officially_are_over_target(site: Path) -> None:
    assert {row["Đơn vị"] for row in units(site) if int(row["Vượt"])} == OVER_TARGET
    for row in units(site):
        if row["Đơn vị"] in OVER_TARGET:
            assert "Vượt chỉ tiêu" in pages(site)[f"tien-do/{row['Mã đơn vị']}/"].text


def test_several_units_are_under_half(site: Path) -> None:
    leaves = {row["Mã đơn vị"] for row in units(site)} - {row["Thuộc"] for row in units(site)}
    under = [row for row in units(site) if row["Mã đơn vị"] in leaves and float(row["Tỷ lệ (%)"]) < 50]
    assert len(under) >= 3
    assert len(leaves) == 13


@pytest.mark.parametrize(("column", "total"), [("Chỉ tiêu", 3000), ("Đăng tải", 1647), ("Được công nhận", None)])
def test_every_level_of_the_tree_sums_up(site: Path, column: str, total: int | None) -> None:
    rows = {row["Mã đơn vị"]: row for row in units(site)}
    for identifier, row in rows.items():
        below = [int(each[column]) for each in rows.values() if each["Thuộc"] == identifier]
        assert not below or sum(below) == int(row[column]), identifier
    top = [int(row[column]) for row in rows.values() if not row["Thuộc"]]
    assert len(top) == 1
    assert total in (None, sum(top))


def test_there_are_initiatives_of_every_kind_and_enough_of_them(site: Path) -> None:
    listed = table(site, "sang-kien.csv")
    assert len(listed) >= 18
    assert {row["Lĩnh vực"] for row in listed if row["Lĩnh vực"]} == {
        "Giải pháp kỹ thuật", "Giải pháp quản lý", "Giải pháp tác nghiệp", "Ứng dụng công nghệ", "Nghiên cứu",
    }  # fmt: skip
    assert [row["Mã"] for row in listed if not row["Lĩnh vực"]] == ["khuon-ep-banh-rong-su-kin"], "it is closed"
    assert {f"sang-kien/{row['Mã']}/" for row in listed} <= pages(site).keys()
    assert all(row["Địa chỉ"] == f"{ADDRESS}sang-kien/{row['Mã']}/" for row in listed)


def test_there_are_people_enough(site: Path) -> None:
    people = [address for address in pages(site) if re.fullmatch(r"guong-sang/[a-z-]+/", address)]
    assert len(people) >= 12


def test_who_did_not_agree_is_nowhere(site: Path, repository: Path) -> None:
    """The one person who asked to stay unnamed, and whoever else has given no consent."""
    records = [yaml.safe_load(path.read_text("utf-8")) for path in (repository / "data" / "people").glob("*.yml")]
    unnamed = [record for record in records if "name" not in (record.get("consent") or {})]
    assert "huynh-van-khoi" in {record["id"] for record in unnamed}
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for record in unnamed:
                assert record["name"].encode() not in content, path
                assert record["id"].encode() not in content, path
                assert record["id"] not in path.as_posix()


# --- Every page ---------------------------------------------------------------------------------------


def test_every_page_says_what_is_illustrative(site: Path, repository: Path) -> None:
    notice = yaml.safe_load((repository / "data" / "campaign.yml").read_text("utf-8"))["illustrative"]
    silent = [address for address, page in pages(site, frames=False).items() if notice not in page.text]
    assert silent == ["404.html"]  # which shows no data
    framed = {address: page for address, page in pages(site).items() if re.match("nhung/.", address)}
    assert len(framed) > 10
    assert [address for address, page in framed.items() if "minh họa" not in page.text.lower()] == []


def test_illustrative_people_and_initiatives_are_marked_on_their_own_page(site: Path, repository: Path) -> None:
    for folder, section, mark in (("initiatives", "sang-kien", "minh họa"), ("people", "guong-sang", "minh họa")):
        for path in (repository / "data" / folder).glob("*.yml"):
            page = pages(site).get(f"{section}/{path.stem}/")
            assert yaml.safe_load(path.read_text("utf-8"))["illustrative"] is True
            assert page is None or page.text.lower().count(mark) >= 2, path.stem


BROKEN_WORDS = re.compile(r"\bNone\b|\bUndefined\b|\{\{|\{%|\bnan\b|\bNaN\b|Markup\(|Fraction\(|<Band\.|datetime\.date")


def test_no_template_slips_through(shipped: Path) -> None:
    for path in (shipped / "build" / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        assert not BROKEN_WORDS.search(text), path
        assert not re.search(r"^#+\s*(\{.*\})?\s*$", text, re.MULTILINE), path
        assert not re.search(r"<(h[1-6]|a|dt|strong)\b[^>]*>\s*</\1>", text), path


def test_every_page_has_one_name_in_vietnamese_and_no_empty_heading(site: Path) -> None:
    for address, page in pages(site).items():
        assert page.lang == "vi", address
        assert [tag for tag, _text in page.headings].count("h1") == 1, address
        assert [text for _tag, text in page.headings if not text.strip()] == [], address
        assert page.title.strip(), address
        assert page.unnamed_images == [], address


def test_headings_go_down_one_level_at_a_time(site: Path) -> None:
    for address, page in pages(site).items():
        levels = [int(tag[1]) for tag, _text in page.headings]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_page_titles_are_all_different(site: Path) -> None:
    titles = [page.title.strip() for page in pages(site, frames=False).values()]
    assert sorted(titles) == sorted(set(titles))


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    twice = {address: {each for each in page.ids if page.ids.count(each) > 1} for address, page in pages(site).items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


# --- Links and loads ----------------------------------------------------------------------------------


def leads_nowhere(site: Path, address: str, link: str) -> bool:
    """Whether a link of the page at `address` leads into the site and to nothing there."""
    target = urlsplit(urljoin(ADDRESS + address, link))
    if f"{target.scheme}://{target.netloc}/" != ADDRESS:
        return False
    path = site / unquote(target.path.lstrip("/"))
    if target.path.endswith("/"):
        path /= "index.html"
    if not path.is_file():
        return True
    return bool(target.fragment) and path.suffix == ".html" and unquote(target.fragment) not in read(path).ids


def test_every_link_and_load_leads_to_a_file_of_the_site(site: Path) -> None:
    nowhere = {
        (address, link)
        for address, page in pages(site).items()
        for link in (*page.links, *page.loads)
        if not link.startswith(("mailto:", "data:")) and leads_nowhere(site, address, link)
    }
    assert nowhere == set()


def test_every_page_can_be_reached_from_the_home_page(site: Path) -> None:
    whole = pages(site)
    found, ahead = {""}, [""]
    while ahead:
        address = ahead.pop()
        for link in whole[address].links:
            target = urljoin(ADDRESS + address, link).split("#")[0]
            next_address = target.removeprefix(ADDRESS)
            if target.startswith(ADDRESS) and next_address in whole and next_address not in found:
                found.add(next_address)
                ahead.append(next_address)
    assert whole.keys() - found == {"404.html"}


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    elsewhere = {
        (address, load)
        for address, page in pages(site).items()
        for load in page.loads
        if not load.startswith("data:") and not urljoin(ADDRESS + address, load).startswith(ADDRESS)
    }
    assert elsewhere == set()


def style_loads(site: Path) -> Iterator[tuple[Path, str]]:
    """What stylesheets load: by url() and by @import."""
    for path in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        for quoted, bare in re.findall(r"url\(\s*(?:(['\"].*?['\"])|([^'\")]+))\s*\)", text):
            yield path, (quoted[1:-1] or bare).strip()
        yield from ((path, found) for found in re.findall(r"@import\s+['\"]([^'\"]+)", text))


def test_stylesheets_load_only_what_is_there(site: Path) -> None:
    loads = [(path, load) for path, load in style_loads(site) if not load.startswith("data:")]
    assert any(load.endswith(".woff2") for _path, load in loads)
    broken = {
        (path.name, load)
        for path, load in loads
        if re.match(r"[a-z]+:|//", load) or not (path.parent / unquote(urlsplit(load).path)).is_file()
    }
    assert broken == set()


def test_pages_know_their_address_and_the_sitemap_lists_them(site: Path) -> None:
    found = {address: page for address, page in pages(site, frames=False).items() if address != "404.html"}
    assert {address: page.canonical for address, page in found.items()} == {each: f"{ADDRESS}{each}" for each in found}
    listed = set(re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8")))
    assert listed == {f"{ADDRESS}{each}" for each in found if not each.startswith("chia-se/")}, "packs are not indexed"


def test_every_page_tells_messengers_what_to_show(site: Path) -> None:
    """But the page for unknown addresses, which nobody sends; frames have their page's own."""
    for address, page in pages(site, frames=False).items():
        if address == "404.html":
            continue
        told = page.told
        assert told["og:url"] == page.canonical == ADDRESS + address
        assert told["og:title"], address
        assert told["og:description"] == told["description"] != "", address
        assert told["og:site_name"] == "01 triệu sáng kiến Ninh Thuận"
        assert told["twitter:card"] == "summary_large_image"
        assert told["og:image:alt"], address
        assert told["og:image"].startswith(ADDRESS), address
        with Image.open(site / told["og:image"].removeprefix(ADDRESS)) as picture:
            assert told["og:image:type"] == Image.MIME[picture.format or ""], address
            assert (told["og:image:width"], told["og:image:height"]) == tuple(map(str, picture.size)), address


def test_what_is_illustrative_bears_its_mark_besides_the_notice(site: Path) -> None:
    marks = {
        "sang-kien/xe-gat-muoi-hai-banh/": "Sáng kiến minh họa",
        "guong-sang/le-thi-hong-tham/": "Nhân vật minh họa",
        "tien-do/bac-ai/": "Số liệu minh họa",
    }
    for address, mark in marks.items():
        assert mark in (site / address / "index.html").read_text("utf-8"), address
    whole = (site / "tien-do/ldld-ninh-thuan/index.html").read_text("utf-8")
    figures, _, members = whole.partition('id="sk-members"')
    assert "Số liệu minh họa" not in figures, "the announced total is not made up"
    assert "1.462 được công nhận (minh họa)" in figures
    assert "Số liệu minh họa" in members


def test_a_story_tells_all_it_has(site: Path) -> None:
    told = (site / "sang-kien/xe-gat-muoi-hai-banh/index.html").read_text("utf-8")
    parts = ["Trước đây", "Giải pháp", "Điểm mới", "Hiệu quả", "Giá trị làm lợi", "Cách tính", "142.000.000 đồng",
             "Ước tính trong 01 năm", "đã xác minh:", "Có thể áp dụng ở đâu", "Bằng Lao động sáng tạo", "41/QĐ-LĐLĐ"]  # fmt: skip
    assert [part for part in parts if part not in told] == []
    assert told.index("Cây cào gỗ 7 kg") < told.index("Bánh xe chịu tải"), "before comes first"


def test_charts_and_sources_stand_where_they_are_promised(site: Path) -> None:
    for address, chart in {
        "": "sk-luy-ke", "tien-do": "sk-ty-le", "tien-do/bac-ai": "sk-qua-trinh-bac-ai",
        "linh-vuc": "sk-linh-vuc", "khu-vuc": "sk-khu-vuc",
    }.items():  # fmt: skip
        text = (site / address / "index.html").read_text("utf-8")
        assert f'id="{chart}"' in text, address
        assert "<table" in text
    home = (site / "index.html").read_text("utf-8")
    assert "332 ngày" in home
    assert "15:34" in home
    assert "Nguồn:" in home
    assert "không phải số liệu báo cáo" in home, "a projection says that it is one"
    assert "Huỳnh Văn Khôi" not in "".join(path.read_text("utf-8") for path in site.rglob("*.html"))
