"""What a page tells search engines and previews: full addresses, true dates, and only what the gate let through."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config
from records import START, charter, initiative, person, picture, published, snapshot
from shipped import ROOT

from generator import progress
from generator.editorial import Publication
from generator.model import SCOPES
from generator.render import linked_data, render

AGREED = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}
PHOTOS = [{"file": "a.jpg", "alt": "Trước", "kind": "before"}, {"file": "b.jpg", "alt": "Sau", "kind": "after"}]
PICTURES = {"chan-dung.jpg": picture(), "a.jpg": picture("a.jpg", 1500, 1000), "b.jpg": picture("b.jpg", 1500, 1000)}


def front(publication: Publication, path: str) -> dict[str, Any]:
    made = {each.path: str(each.content) for each in render(progress.report(publication)) if each.path == path}
    read: dict[str, Any] = yaml.safe_load(made[path].split("---\n")[1])
    return read


def things(meta: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a page describes, by type."""
    return {each["@type"]: each for each in json.loads(meta["linked_data"])["@graph"]}


def campaign(**fields: Any) -> Publication:  # noqa: ANN401 - the record's own fields
    who = person("binh", consent=AGREED) if "who" not in fields else fields.pop("who")
    story = initiative("den", photos=PHOTOS, **fields)
    return published(initiatives=(story,), people=(who,), pictures=PICTURES, snapshots=(snapshot(START, "bac", 5),))


def test_an_initiative_is_an_article_with_its_authors() -> None:
    meta = front(campaign(), "sang-kien/den/index.md")
    found = things(meta)
    article = found["Article"]
    assert article["headline"] == "Sáng kiến den"
    assert article["datePublished"] == meta["updated"] == "2022-01-01"
    assert article["mainEntityOfPage"] == "https://mau.example.org/sang-kien/den/"
    assert article["author"] == [
        {"@type": "Person", "name": "Lê Văn Bình", "url": "https://mau.example.org/guong-sang/binh/"}
    ]
    assert article["publisher"]["@id"] == found["Organization"]["@id"]
    assert re.fullmatch(r"https://mau\.example\.org/anh/[0-9a-f]+-1200-\w+\.jpg", article["image"]["url"])
    drawn = r"https://mau\.example\.org/anh/chia-se/sang-kien-den-link-[0-9a-f]{16}\.jpg"
    assert re.fullmatch(drawn, meta["og_image"]["url"])
    assert (meta["og_image"]["width"], meta["og_image"]["height"]) == (1200, 630)
    assert "Sáng kiến den" in meta["og_image"]["alt"]
    assert meta["og_type"] == "article"


def test_the_way_to_a_page_is_told_with_full_addresses() -> None:
    trail = things(front(campaign(), "sang-kien/den/index.md"))["BreadcrumbList"]["itemListElement"]
    assert [(each["position"], each["name"], each["item"]) for each in trail] == [
        (1, "Trang chủ", "https://mau.example.org/"),
        (2, "Kho sáng kiến", "https://mau.example.org/sang-kien/"),
        (3, "Kỹ thuật", "https://mau.example.org/linh-vuc/ky-thuat/"),
        (4, "Sáng kiến den", "https://mau.example.org/sang-kien/den/"),
    ]


def test_an_author_without_consent_is_the_collective_of_the_unit() -> None:
    meta = front(campaign(who=person("binh")), "sang-kien/den/index.md")
    assert "Bình" not in meta["linked_data"]
    (author,) = things(meta)["Article"]["author"]
    assert author["name"] == "Tập thể tác giả thuộc Công đoàn bac"


def test_of_a_secret_only_the_title_and_the_line_are_told() -> None:
    awards = [{"title": "Bằng khen", "body": "Công đoàn tỉnh"}]
    secret = campaign(disclosure="title-only", effects={"social": "Đỡ mệt."}, awards=awards)
    meta = front(secret, "sang-kien/den/index.md")
    assert meta["og_image"]["url"].endswith(".png")  # drawn without a photograph
    assert things(meta)["Article"]["description"] == "Đỡ mệt."
    assert things(meta)["Article"]["award"] == ["Bằng khen"]
    assert "image" not in things(meta)["Article"]
    assert "Vướng" not in str(meta)


def test_a_person_is_shown_where_the_page_is_shared_only_when_they_agreed_to_that() -> None:
    told = front(campaign(), "guong-sang/binh/index.md")
    assert things(told)["Person"]["name"] == "Lê Văn Bình"
    assert things(told)["Person"]["worksFor"]["name"] == "Công đoàn bac"
    assert "/guong-sang-binh-link-" in told["og_image"]["url"]
    assert "Lê Văn Bình" in told["og_image"]["alt"]
    quiet = person("binh", consent={scope: AGREED[scope] for scope in SCOPES if scope != "social"})
    withheld = front(campaign(who=quiet), "guong-sang/binh/index.md")["og_image"]
    assert "binh" not in withheld["url"]
    assert "Bình" not in withheld["alt"]
    faceless = person("binh", consent={"name": AGREED["name"], "social": AGREED["social"]})
    meta = front(campaign(who=faceless), "guong-sang/binh/index.md")
    assert meta["og_image"]["url"].endswith(".png")
    assert "image" not in things(meta)["Person"]


def test_progress_is_a_dataset_that_can_be_downloaded() -> None:
    meta = front(campaign(), "tien-do/index.md")
    dataset = things(meta)["Dataset"]
    assert dataset["dateModified"] == meta["updated"] == START.isoformat()
    assert dataset["temporalCoverage"] == "2022-01-01/2022-12-31"
    assert [each["contentUrl"] for each in dataset["distribution"]] == [
        "https://mau.example.org/du-lieu/tien-do.xlsx",
        "https://mau.example.org/du-lieu/tien-do.csv",
        "https://mau.example.org/du-lieu/lich-su.csv",
        "https://mau.example.org/du-lieu/don-vi.csv",
        "https://mau.example.org/du-lieu/datapackage.json",
        "https://mau.example.org/api/v1/progress.json",
        "https://mau.example.org/api/v1/history.json",
    ]
    assert "dateModified" not in things(front(published(), "tien-do/index.md"))["Dataset"], "nothing was reported"
    assert "updated" not in front(published(), "tien-do/index.md")


def test_the_site_tells_where_it_is_searched() -> None:
    site = things(front(campaign(), "index.md"))["WebSite"]
    assert site["potentialAction"]["target"] == "https://mau.example.org/tim-kiem/?q={search_term_string}"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_no_text_ends_the_element_it_stands_in(title: str) -> None:
    document = linked_data.document(charter(), [{"@type": "Article", "headline": title}])
    assert not re.search("[<>&\u2028\u2029]", document)
    assert json.loads(document)["@graph"][1]["headline"] == title


@pytest.mark.parametrize("length", [110, 111, 220])
def test_a_headline_is_no_longer_than_is_shown(length: int) -> None:
    title = ("Cải tiến " * 30)[:length].strip()
    headline = things(front(campaign(title=title), "sang-kien/den/index.md"))["Article"]["headline"]
    assert len(headline) <= 111
    assert headline == title or (headline.endswith("…") and title.startswith(headline[:-1]))


@pytest.mark.parametrize("social", [{}, {"zalo": "https://zalo.me/1?a=1&b"}, {"facebook": "https://facebook.com/f"}])
def test_the_foot_of_a_page_leads_to_the_campaigns_own_pages_elsewhere(social: dict[str, str]) -> None:
    """By plain links, when there are any: nothing is loaded from there."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"))  # noqa: S701 - as MkDocs has it
    environment.filters["url"] = str
    meta = front(published(charter=charter(social=social)), "index.md")
    foot = environment.get_template("partials/footer.html").render(
        page={"meta": meta}, nav=SimpleNamespace(items=[]), config={"site_name": "Mẫu", "extra": {"assets": "assets"}}
    )
    elsewhere = re.findall(r'<a href="(https://(?:zalo|facebook)[^"]*)" rel="noopener">(.*?)</a>', foot)
    names = {"facebook": "Trang Facebook", "zalo": "Trang Zalo"}
    assert elsewhere == [(url.replace("&", "&amp;"), names[name]) for name, url in social.items()]
    assert "Trang" not in re.sub(r"<a [^>]*>Trang (Facebook|Zalo)</a>", "", foot)
    assert [each for each in re.findall('src="([^"]*)', foot) if ":" in each] == []


def test_a_page_asks_for_what_the_settings_say_where_it_stands(tmp_path: Path) -> None:
    """Only what is in the folder of assets stands in another one; scripts keep how they are to be run."""
    (tmp_path / "docs").mkdir()
    scripts = "[assets/a.js, x/assets/b.js, {path: assets/c.js, type: module}, {path: d.js, async: true, defer: true}]"
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Mẫu\ntheme: {{name: material, favicon: hinh/assets/a.ico}}\nextra: {{assets: assets/0f}}\n"
        f"extra_css: [assets/a.css, x/assets/b.css]\nextra_javascript: {scripts}\n",
        "utf-8",
    )
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"))  # noqa: S701 - as above
    environment.filters["url"] = str
    config = load_config(str(tmp_path / "mkdocs.yml"))
    page = environment.get_template("base.html").render(page={"meta": {}}, nav=SimpleNamespace(items=[]), config=config)
    asked = re.findall(r'<(?:script src|link rel="(?:stylesheet|icon)" href)="([^"]*)"([^>]*)>', page)
    assert [each for each in asked if "print" not in each[0] and "scheme" not in each[0]] == [
        ("assets/0f/a.css", ""),
        ("x/assets/b.css", ""),
        ("assets/0f/a.js", ""),
        ("x/assets/b.js", ""),
        ("assets/0f/c.js", ' type="module"'),
        ("d.js", " async defer"),
        ("hinh/assets/a.ico", ""),
    ]


def test_every_value_a_template_prints_is_escaped() -> None:
    """MkDocs' Jinja escapes nothing; what needs no escape is named here, with its reason."""
    safe = {
        "page.content",  # HTML that Markdown made
        "item.title",  # of the table of contents, HTML already
        "meta.linked_data",  # JSON without <, > and &
    }
    printed = {
        found.strip()
        for template in sorted((ROOT / "overrides").rglob("*.html"))
        for found in re.findall(r"\{\{(.*?)\}\}", template.read_text("utf-8"))
    }
    bare = {each for each in printed - safe if not re.search(r"\| e$|\| url( if .*)?$|^'[^']*'", each)}
    assert bare == set()
