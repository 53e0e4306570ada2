"""Pages for frames on other sites: small, whole without a script, naming only who agreed, and told of as oEmbed asks."""

import json
import re
from datetime import date
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
import yaml
from records import START, charter, initiative, person, picture, published, snapshot, unit
from shipped import ROOT

from generator import progress
from generator.model import SCOPES
from generator.render import render

SITE = "https://mau.example.org/"
LARGEST_BYTES = 30_000
AGREED = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}
QUIET = {scope: given for scope, given in AGREED.items() if scope != "social"}
PHOTO = [{"file": "a.jpg", "alt": "Máy mới", "kind": "after"}]
UNITS = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=200, name='Công đoàn "Bắc" <b>& Tây</b>'),
    unit("nam", "tinh", target=100, illustrative=True),
    unit("cu", "tinh", target=50, valid_to=date(2022, 3, 1), successor="bac"),
)


@cache
def files() -> dict[str, str]:
    """Every text of a campaign in which some agreed to everything, one not to social networks, and one is secret."""
    told = render(
        progress.report(
            published(
                charter=charter(illustrative="Có số liệu minh họa."),
                units=UNITS,
                snapshots=(snapshot(START, "bac", 5), snapshot(date(2022, 2, 1), "cu", 12)),
                pictures={"chan-dung.jpg": picture(), "a.jpg": picture("a.jpg", 1500, 1000), "b.jpg": picture("b.jpg")},
                people=(
                    person("binh", consent=AGREED, illustrative=True),
                    person("chi", name="Võ Thị Kín", consent=QUIET, portrait={"file": "b.jpg", "alt": "Ảnh Kín"}),
                    person("dan", name="Trần Ẩn"),
                ),
                initiatives=(
                    initiative("den", authors=[{"person": "binh"}, {"person": "chi"}], photos=PHOTO, featured=True),
                    initiative(
                        "quat", authors=[{"person": "chi"}, {"person": "dan"}], featured=True, illustrative=True
                    ),
                    initiative("bi-quyet", disclosure="title-only", solution="Pha nước lạ.", featured=True),
                ),
            )
        )
    )
    return {each.path: each.content for each in told if isinstance(each.content, str)}


def frames() -> dict[str, str]:
    return {path: text for path, text in files().items() if path.startswith("nhung/") and path.endswith(".html")}


def tree(text: str) -> ET.Element:
    """The document; raises html5lib's ParseError at the first error."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    found: ET.Element = parser.parse(text)
    return found


def words(path: str) -> str:
    """What a reader sees, spaces evened out."""
    body = tree(files()[path]).find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


def front(path: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(files()[path].split("---\n")[1])
    return read


def oembeds() -> dict[str, dict[str, Any]]:
    return {path: json.loads(text) for path, text in files().items() if path.endswith("oembed.json")}


def test_there_is_a_frame_for_the_campaign_each_unit_initiatives_and_people() -> None:
    units = {f"nhung/don-vi/{each.id}/index.html" for each in UNITS}
    assert set(frames()) == units | {f"nhung/{name}/index.html" for name in ("tien-do", "noi-bat", "guong-sang")}


def test_a_frame_is_small_valid_and_whole_without_its_script() -> None:
    for path, text in frames().items():
        assert len(text.encode()) <= LARGEST_BYTES, path
        page = tree(text)
        assert page.attrib["lang"] == "vi"
        assert [("src" in each.attrib, "defer" in each.attrib, each.text) for each in page.iter("script")] == [
            (True, True, None)
        ]
        assert not [name for each in page.iter() for name in each.attrib if name.startswith("on")]
        assert len([*page.iter("h1")]) == 1


def test_a_frame_says_what_it_stands_for_and_stays_out_of_search_engines() -> None:
    for path, address in (
        ("nhung/tien-do", "tien-do/"),
        ("nhung/don-vi/bac", "tien-do/bac/"),
        ("nhung/noi-bat", "sang-kien/"),
    ):
        page = tree(files()[f"{path}/index.html"])
        links = {each.attrib["rel"]: each.attrib["href"] for each in page.iter("link")}
        assert links["canonical"] == SITE + address
        assert links["alternate"] == f"{SITE}{path}/oembed.json"
        named = {each.attrib.get("name"): each.attrib.get("content") for each in page.iter("meta")}
        assert named["robots"] == "noindex"


def test_a_frame_asks_nobody_else_and_leads_out_of_itself() -> None:
    for path, text in frames().items():
        for each in tree(text).iter():
            for name in ("src", "href", "srcset"):
                value = each.attrib.get(name, "")
                if each.attrib.get("rel") not in ("canonical", "alternate") and value != "data:,":  # no icon
                    assert not re.match(r"\w+:|/", value), f"{path}: {value}"
            assert each.tag != "a" or each.attrib["target"] == "_top"
        assert "url(" not in text, "its style needs no file"
        (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        assert "default-src &#39;none&#39;; script-src &#39;self&#39;;" in policy


def test_only_who_agreed_to_social_networks_is_in_anything_for_other_sites() -> None:
    told = {path: text for path, text in files().items() if path.startswith("nhung/")}
    assert any("Lê Văn Bình" in text for text in told.values())
    hidden = ("Võ Thị Kín", "Ảnh Kín", picture("b.jpg").digest[:16], "guong-sang/chi", "Trần Ẩn", "Pha nước lạ")
    assert [(path, each) for path, text in told.items() for each in hidden if each in text] == []
    assert "Lê Văn Bình và tập thể tác giả" in words("nhung/noi-bat/index.html")
    assert "Tập thể tác giả thuộc" in words("nhung/noi-bat/index.html")


def test_what_is_illustrative_says_so() -> None:
    assert words("nhung/noi-bat/index.html").count("Minh họa") == 1
    assert words("nhung/guong-sang/index.html").count("Minh họa") == 1
    assert "Số liệu minh họa" in words("nhung/don-vi/nam/index.html")
    assert "Số liệu minh họa" not in words("nhung/don-vi/bac/index.html")


def test_figures_have_their_day_and_the_unknown_is_not_nought() -> None:
    for path in ("tien-do", "don-vi/bac"):
        assert "số liệu đến 01/02/2022" in words(f"nhung/{path}/index.html")
    silent = words("nhung/don-vi/nam/index.html")
    assert "chưa có / 100 sáng kiến đăng tải" in silent
    assert "Chưa có báo cáo" in silent
    assert not re.search(r"\b0\b", silent)


def test_a_unit_that_was_taken_over_keeps_its_frame_and_its_last_figure() -> None:
    said = words("nhung/don-vi/cu/index.html")
    assert 'Đơn vị hoạt động đến 01/03/2022. Nay thuộc Công đoàn "Bắc" <b>& Tây</b> ; số liệu được tính tiếp' in said
    assert "12 sáng kiến đăng tải, báo cáo cuối của đơn vị ngày 01/02/2022" in said


def test_figures_lead_to_the_report_they_come_from() -> None:
    for path, unit_, row in (
        ("tien-do", "tinh", "tổng của 2 dòng"),
        ("don-vi/bac", "bac", "tổng của 2 dòng"),
        ("don-vi/cu", "cu", ""),
    ):
        links = [
            each for each in tree(files()[f"nhung/{path}/index.html"]).iter("a") if each.attrib.get("class") == "t"
        ]
        assert links, path
        assert f"tien-do/{unit_}/#bao-cao-2022-0" in links[0].attrib["href"]
        assert row in links[0].attrib["title"]
        anchor = links[0].attrib["href"].rpartition("#")[2]
        assert f'id="{anchor}"' in files()[f"tien-do/{unit_}/index.md"]


def test_bars_have_the_brands_colour_and_that_of_the_target_reached() -> None:
    for path, text in frames().items():
        assert not re.search(r'class="m (low|behind|on-pace)', text), path
        assert not re.search(r"\.(low|behind|on-pace) i\{", text), path


def test_when_the_campaign_is_over_frames_show_what_came_of_it() -> None:
    report = progress.report(
        published(
            today=date(2023, 2, 1),
            units=UNITS,
            snapshots=(snapshot(START, "bac", 5), snapshot(date(2022, 6, 1), "bac", 90)),
        )
    )
    made = {each.path: each.content for each in render(report) if isinstance(each.content, str)}
    for name in ("tien-do", "don-vi/bac"):
        body = tree(made[f"nhung/{name}/index.html"]).find("body")
        assert body is not None
        said = " ".join(" ".join(body.itertext()).split())
        assert not re.search("[Vv]ạch đứng|còn lại|còn thiếu|so với 0|[Nn]hịp|tiến độ$|Chậm|Cần tập trung", said), said
        assert "báo cáo cuối cùng, số liệu đến 01/06/2022" in said
    assert "chiến dịch đã kết thúc 31/12/2022" in " ".join(
        re.sub("<[^>]+>", " ", made["nhung/tien-do/index.html"]).split()
    )


def test_oembed_says_all_that_its_version_asks_of_a_rich_page() -> None:
    """*Source*: oEmbed 1.0, 2.3.4: what is required of a response, and of one of type rich; a thumbnail is whole."""
    assert len(oembeds()) == len(frames())
    for path, told in oembeds().items():
        assert (told["version"], told["type"]) == ("1.0", "rich")
        assert isinstance(told["width"], int)
        assert isinstance(told["height"], int)
        assert told["height"] > 0
        assert isinstance(told["cache_age"], int)
        assert told["provider_url"] == SITE
        assert told["title"]
        assert len({name in told for name in ("thumbnail_url", "thumbnail_width", "thumbnail_height")}) == 1
        (frame,) = tree(f"<!doctype html><title>x</title>{told['html']}").iter("iframe")
        assert frame.attrib["src"] == f"{SITE}{path.removesuffix('oembed.json')}#sang"
        assert frame.attrib["title"]


def test_a_thumbnail_is_a_picture_that_is_put_out() -> None:
    report = progress.report(
        published(people=(person("binh", consent=AGREED),), snapshots=(snapshot(START, "bac", 5),))
    )
    made = {each.path: each.content for each in render(report)}
    for name in ("tien-do", "don-vi/bac", "guong-sang"):
        told = json.loads(str(made[f"nhung/{name}/oembed.json"]))
        assert told["thumbnail_url"].removeprefix(SITE) in made
    assert "thumbnail_url" not in json.loads(str(made["nhung/noi-bat/oembed.json"])), "there is no initiative"


def test_pages_tell_of_their_frames_and_of_no_others() -> None:
    found = {path: front(path).get("oembed") for path in files() if path.endswith(".md")}
    telling = {path for path, told in found.items() if told}
    assert telling == {
        "tien-do/index.md",
        "sang-kien/index.md",
        "guong-sang/index.md",
        *(f"tien-do/{each.id}/index.md" for each in UNITS),
    }
    assert {told["url"].removeprefix(SITE) for told in found.values() if told} == set(oembeds())
    shell = (ROOT / "overrides" / "base.html").read_text("utf-8")
    assert '<link rel="alternate" type="application/json+oembed" href="{{ meta.oembed.url | e }}"' in shell


def test_the_page_of_frames_has_the_code_of_each() -> None:
    body = files()["nhung/index.md"].split("---\n", 2)[2]
    page = tree(f"<!doctype html><title>x</title>{body}")
    codes = ["".join(each.itertext()) for each in page.iter("textarea")]
    assert len(codes) == len([*page.iter("iframe")]) == 4
    for code in codes:
        frame, script = tree(f"<!doctype html><title>x</title>{code}").iter("iframe"), f"{SITE}nhung/nhung.js"
        assert [each.attrib["src"].removeprefix(SITE).split("#")[1] for each in frame] == ["sang"]
        assert f'<script src="{script}" async></script>' in code
    assert {"nhung/nhung.js", "nhung/khung.js"} < set(files())


@pytest.mark.parametrize("name", ["nhung/nhung.js", "nhung/khung.js"])
def test_a_script_writes_no_markup_and_keeps_nothing(name: str) -> None:
    assert not re.search(r"innerHTML|eval|document\.write|Storage|cookie|fetch|XMLHttp", files()[name])


def test_an_empty_campaign_has_frames_that_say_so() -> None:
    made = {each.path: str(each.content) for each in render(progress.report(published()))}
    assert "Chưa có báo cáo" in made["nhung/tien-do/index.html"]
    assert "Chưa có sáng kiến nào được đăng" in made["nhung/noi-bat/index.html"]
    assert "Chưa giới thiệu ai" in made["nhung/guong-sang/index.html"]
