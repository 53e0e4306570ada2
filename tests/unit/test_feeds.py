"""Feeds and calendar: valid by the formats' own rules, stable, dated by the data, and silent about who did not agree."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_by
from records import START, TODAY, campaign, charter, initiative, person, snapshot, unit
from shipped import ROOT

from generator import editorial, progress, routes
from generator.bulletins import Bulletin
from generator.parse import parse
from generator.progress import Report
from generator.render.cards import LINK, Cards
from generator.render.feeds import LONGEST, feeds
from generator.render.hosting import hosting
from generator.render.items import Items
from generator.render.packs import Packs

GIVEN = {"given": START, "proof": "HS-1"}
AGREED = {"name": GIVEN, "photo": GIVEN, "story": GIVEN, "social": GIVEN}
MEDAL = {"title": "Bằng Lao động sáng tạo", "body": "Tổng Liên đoàn", "date": "2022-07-01"}
MILESTONES = [
    {"at": "2022-03-03", "time": "15:34", "title": "Cả tỉnh có 100 sáng kiến, “vượt; sớm”", "source": "Theo công bố \\ tỉnh"},
    {"at": "2022-04-04", "title": "Phát động đợt hai", "source": "Kế hoạch số 5"},
]  # fmt: skip
PHASES = [
    {"name": "Giai đoạn 1", "start": "2022-01-01", "end": "2022-06-30"},
    {"name": "Giai đoạn 2", "start": "2022-07-01", "end": "2022-12-31"},
]
ATOM = "{http://www.w3.org/2005/Atom}"


def report(today: date = TODAY, charter_fields: dict[str, Any] | None = None, **parts: Any) -> Report:  # noqa: ANN401
    least: dict[str, Any] = {
        "units": (unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100)),
        "snapshots": (
            snapshot(date(2022, 5, 31), "bac", 100),
            snapshot(date(2022, 5, 31), "nam", 60),
            snapshot(date(2022, 6, 30), "bac", 120),
            snapshot(date(2022, 6, 30), "nam", 110),
        ),
        "people": (person("binh", consent=AGREED, awards=[MEDAL]), person("lan", name="Đỗ Lan", consent=AGREED)),
        "initiatives": (
            initiative("den", publish_on="2022-06-10", awards=[MEDAL | {"date": "2022-07-05"}]),
            initiative("quat", publish_on="2022-02-02", authors=[{"person": "lan"}]),
            initiative("bom", publish_on="2022-05-02", authors=[{"person": "lan"}]),
        ),
    }
    of = charter(**({"milestones": MILESTONES, "phases": PHASES} | (charter_fields or {})))
    return progress.report(editorial.publish(campaign(**(least | parts), charter=of), today))


def files(found: Report) -> dict[str, bytes]:
    made = {each.path: each.content for each in made_by(feeds, found, Items(found), Packs(Items(found)))}
    return {path: content if isinstance(content, bytes) else str(content).encode() for path, content in made.items()}


def json_feed(found: Report) -> Any:  # noqa: ANN401 - JSON
    return json.loads(files(found)[routes.FEED_JSON])


def calendar(made: bytes) -> Any:  # noqa: ANN401 - its types allow every property every value
    return icalendar.Calendar.from_ical(made)


@pytest.fixture(scope="module")
def shipped_files() -> dict[str, bytes]:
    found = parse(ROOT).campaign()
    assert found.charter.frozen_on
    return files(progress.report(editorial.publish(found, found.charter.frozen_on)))


# --- Valid ----------------------------------------------------------------------------------------------

# RFC 4287, 4.1.1 and 4.1.2: how often each child may stand in a feed and in an entry that has `content`.
ONCE, MAYBE, ANY = (1, 1), (0, 1), (0, 10**6)
OF_FEED = {
    "id": ONCE, "title": ONCE, "updated": ONCE, "author": ANY, "link": ANY, "subtitle": MAYBE, "category": ANY,
    "contributor": ANY, "generator": MAYBE, "icon": MAYBE, "logo": MAYBE, "rights": MAYBE, "entry": ANY,
}  # fmt: skip
OF_ENTRY = {
    "id": ONCE, "title": ONCE, "updated": ONCE, "author": ANY, "link": ANY, "category": ANY, "contributor": ANY,
    "content": MAYBE, "published": MAYBE, "rights": MAYBE, "source": MAYBE, "summary": MAYBE,
}  # fmt: skip
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "content": {"type", "src"},
    "title": {"type"}, "summary": {"type"}, "subtitle": {"type"}, "rights": {"type"},
}  # fmt: skip
# RFC 3339, with a zone.
MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-][0-2]\d:[0-5]\d)")
MEDIA_TYPE = re.compile(r".+/.+")


def faults_of_atom(document: bytes) -> Iterator[str]:
    """What in an Atom document breaks a MUST of RFC 4287."""
    feed = ET.fromstring(document)  # noqa: S314 - our own file
    if feed.tag != f"{ATOM}feed":
        yield f"root {feed.tag}"
    entries = feed.findall(f"{ATOM}entry")
    yield from faults_of_element(feed, OF_FEED)
    if not feed.findall(f"{ATOM}author") and any(not each.findall(f"{ATOM}author") for each in entries):
        yield "an entry without an author"
    for entry in entries:
        yield from faults_of_element(entry, OF_ENTRY)
        if entry.find(f"{ATOM}content") is None and not entry.findall(f"{ATOM}link[@rel='alternate']"):
            yield "an entry with neither content nor alternate"
    ids = [str(each.text) for each in feed.iter(f"{ATOM}id")]
    if len(set(ids)) < len(ids):
        yield "two entries of one id"
    yield from (f"id {each!r} is no IRI" for each in ids if not urlsplit(each).scheme or " " in each)


def faults_of_element(element: ET.Element, allowed: dict[str, tuple[int, int]]) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    yield from (f"unknown {name}" for name in names if name not in allowed)
    for name, (least, most) in allowed.items():
        if not least <= names.count(name) <= most:
            yield f"{names.count(name)} {name}"
    for name, child in zip(names, element, strict=True):
        if not set(child.attrib) <= ATTRIBUTES.get(name, set()) or not IS_RIGHT.get(name, has_text)(child):
            yield f"{name} {child.attrib} {child.text!r}"
    alternates = [(each.get("type"), each.get("hreflang")) for each in element.findall(f"{ATOM}link[@rel='alternate']")]
    if len(set(alternates)) < len(alternates):
        yield "two alternates of one type"


def has_text(element: ET.Element) -> bool:
    return bool((element.text or "").strip()) and element.get("type", "text") in ("text", "html")


def is_moment(element: ET.Element) -> bool:
    return bool(MOMENT.fullmatch(element.text or ""))


def is_link(element: ET.Element) -> bool:
    return bool(urlsplit(element.get("href", "")).scheme and MEDIA_TYPE.fullmatch(element.get("type", "a/b")))


def is_author(element: ET.Element) -> bool:
    names = [each.tag.removeprefix(ATOM) for each in element]
    return names.count("name") == 1 and set(names) <= {"name", "uri", "email"}


IS_RIGHT: Mapping[str, Callable[[ET.Element], bool]] = {
    "updated": is_moment,
    "published": is_moment,
    "link": is_link,
    "author": is_author,
    "category": lambda element: bool(element.get("term")),
    "entry": lambda _: True,
}


# JSON Feed 1.1, as its text states it: what must be, of which type, and nothing that it does not know.
TEXT, LINK_TO, WHEN = {"type": "string", "minLength": 1}, {"type": "string", "pattern": "^https?://"}, {"type": "string", "pattern": f"^{MOMENT.pattern}$"}  # fmt: skip
JSON_FEED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT, "description": TEXT, "home_page_url": LINK_TO, "feed_url": LINK_TO, "language": TEXT,
        "authors": {"type": "array", "items": {"$ref": "#/definitions/author"}},
        "items": {"type": "array", "items": {"$ref": "#/definitions/item"}},
    },
    "definitions": {
        "author": {
            "type": "object", "additionalProperties": False, "minProperties": 1,
            "properties": {"name": TEXT, "url": LINK_TO, "avatar": LINK_TO},
        },
        "item": {
            "type": "object",
            "additionalProperties": False,
            "required": ["id"],
            "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
            "properties": {
                "id": TEXT, "url": LINK_TO, "title": TEXT, "content_html": TEXT, "content_text": TEXT, "summary": TEXT,
                "image": LINK_TO, "date_published": WHEN, "date_modified": WHEN, "tags": {"type": "array", "items": TEXT},
            },
        },
    },
}  # fmt: skip


def assert_valid(made: dict[str, bytes]) -> None:
    """All three files keep the rules of their formats, and programs of others read them."""
    assert list(faults_of_atom(made[routes.FEED_ATOM])) == []
    read = feedparser.parse(made[routes.FEED_ATOM])
    assert read.bozo is False
    assert read.version == "atom10"
    told = json.loads(made[routes.FEED_JSON])
    jsonschema.validate(told, JSON_FEED)
    assert [each.id for each in read.entries] == [each["id"] for each in told["items"]]
    assert_calendar(made[routes.CALENDAR])


def assert_calendar(made: bytes) -> None:
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in made.replace(b"\r\n", b"")
    for line in lines:
        assert len(line) <= 75
        assert line.decode("utf-8").isprintable()
    read = calendar(made)
    assert read.errors == []
    events = read.walk("VEVENT")
    assert all(each.errors == [] for each in events)
    assert len({str(each["UID"]) for each in events}) == len(events)
    assert all(each["DTSTAMP"].dt.utcoffset() == timedelta(0) for each in events)


def test_the_shipped_feeds_are_valid(shipped_files: dict[str, bytes]) -> None:
    assert_valid(shipped_files)


NAMES = (
    st.text("aăđợA1 ,;:\\\"'<>&“”\n🏆\u0301", min_size=1, max_size=120)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=30)
@given(NAMES, NAMES, NAMES)
def test_whatever_editors_write_the_files_are_valid(title: str, short_name: str, source: str) -> None:
    milestone = {"at": "2022-03-03", "title": title, "source": source}
    found = report(
        charter_fields={"short_name": short_name, "milestones": [milestone]},
        initiatives=(initiative("den", title=title, summary=source, publish_on="2022-06-10"),),
    )
    made = files(found)
    assert_valid(made)
    assert title in [each.title for each in feedparser.parse(made[routes.FEED_ATOM], sanitize_html=False).entries]
    (event,) = [each for each in calendar(made[routes.CALENDAR]).walk("VEVENT") if "moc/" in each["UID"]]
    assert str(event["SUMMARY"]) == title


def test_a_campaign_without_news_has_valid_feeds() -> None:
    made = files(report(today=START, charter_fields={"milestones": []}, snapshots=(), people=(), initiatives=()))
    assert_valid(made)
    assert json.loads(made[routes.FEED_JSON])["items"] == []


def test_the_checks_find_what_is_wrong(shipped_files: dict[str, bytes]) -> None:
    whole = shipped_files[routes.FEED_ATOM].decode()
    for right, wrong in (
        ("<updated>2022-11-18T00:00:00+07:00</updated>", "<updated>2022-11-18</updated>"),
        ("<name>Liên đoàn Lao động tỉnh Ninh Thuận</name>", ""),
        ('href="https://sangkien.example.org/feed.xml"', 'href="feed.xml"'),
        ("<subtitle>", '<subtitle type="markdown">'),
        ("<summary>", "<abstract/><summary>"),
        ('term="initiative"', 'term=""'),
        ("/ban-tin/2022-11</id>", "/ban-tin/2022-quy-4</id>"),
    ):
        assert right in whole
        assert list(faults_of_atom(whole.replace(right, wrong, 1).encode())), wrong


# --- What is told ---------------------------------------------------------------------------------------


def test_what_is_new_is_told_newest_first_once_in_both_feeds() -> None:
    found = json_feed(report())
    assert [(each["id"].rpartition("mau/")[2], each["date_modified"][:16]) for each in found["items"]] == [
        ("ban-tin/2022-07", "2022-07-05T00:00"),
        ("ban-tin/2022-quy-3", "2022-07-05T00:00"),
        ("sang-kien/den/khen-thuong/2022-07-05-bang-lao-dong-sang-tao", "2022-07-05T00:00"),
        ("guong-sang/binh/khen-thuong/2022-07-01-bang-lao-dong-sang-tao", "2022-07-01T00:00"),
        ("ban-tin/2022-06", "2022-06-30T00:00"),
        ("ban-tin/2022-quy-2", "2022-06-30T00:00"),
        ("moc/nam", "2022-06-30T00:00"),
        ("sang-kien/den", "2022-06-10T00:00"),
        ("ban-tin/2022-05", "2022-05-31T00:00"),
        ("guong-sang/lan", "2022-05-02T00:00"),
        ("sang-kien/bom", "2022-05-02T00:00"),
        ("ban-tin/2022-04", "2022-04-30T00:00"),
        ("moc/2022-04-04-phat-dong-dot-hai", "2022-04-04T00:00"),
        ("ban-tin/2022-03", "2022-03-31T00:00"),
        ("ban-tin/2022-quy-1", "2022-03-31T00:00"),
        ("moc/2022-03-03-ca-tinh-co-100-sang-kien-vuot-som", "2022-03-03T15:34"),
        ("ban-tin/2022-02", "2022-02-28T00:00"),
        ("sang-kien/quat", "2022-02-02T00:00"),
    ]
    lan = next(each for each in found["items"] if each["id"].endswith("/lan"))
    assert lan["title"] == "Gương sáng: Đỗ Lan"
    assert lan["date_published"] == "2022-02-02T00:00:00+07:00"


def test_an_award_is_told_in_full() -> None:
    items = {each["id"].rpartition("mau/")[2]: each for each in json_feed(report())["items"]}
    medal = items["guong-sang/binh/khen-thuong/2022-07-01-bang-lao-dong-sang-tao"]
    assert medal["title"] == "Lê Văn Bình được trao Bằng Lao động sáng tạo"
    assert medal["content_text"] == (
        "Niềm vui của Công đoàn bac: Lê Văn Bình – Thợ điện – được Tổng Liên đoàn trao Bằng Lao động sáng tạo, ngày 01/07/2022.\n\n"
        "“Tắt đèn là việc nhỏ.”\n\nTác giả sáng kiến “Sáng kiến den”.\n\n"
        "Câu chuyện\n\nCâu chuyện."
    )
    assert medal["summary"] == (
        "Niềm vui của Công đoàn bac: Lê Văn Bình – Thợ điện – được Tổng Liên đoàn trao Bằng Lao động sáng tạo, ngày 01/07/2022. "
        "“Tắt đèn là việc nhỏ.” Câu chuyện. Tác giả sáng kiến “Sáng kiến den”."
    )
    assert medal["tags"] == ["Khen thưởng", "Gương sáng"]
    assert medal["url"] == "https://mau.example.org/guong-sang/binh/"


TOLD_IN_FULL = {
    "title": "Đèn tự tắt",
    "summary": "Tiền điện giảm một phần ba.",
    "problem": "Đèn sáng cả đêm. Ai cũng quên.\n\nKhông ai nhắc ai.",
    "solution": "Cảm biến 90.000 đồng tắt đèn giúp. Các bước:\n\n- Mua cảm biến\n- Gắn <lên> trần",
    "novelty": "Không cần điện thoại.",
    "effects": {"economic": "Mỗi tháng bớt 3 triệu đồng.", "social": "Đỡ cãi nhau."},
    "benefit": {"vnd_per_year": 36_000_000, "calculation": "12 × 3.000.000 đồng", "status": "declared"},
    "publish_on": "2022-06-10",
}


def test_an_initiative_is_told_whole_from_what_was_wrong_to_what_came_of_it() -> None:
    found = report(initiatives=(initiative("den", **TOLD_IN_FULL),), people=(person("binh", consent=AGREED),))
    (entry,) = [each for each in json_feed(found)["items"] if each["id"].endswith("/den")]
    assert entry["summary"] == (
        "Tiền điện giảm một phần ba. Trước đây: Đèn sáng cả đêm. Ai cũng quên. Không ai nhắc ai. "
        "Giải pháp: Cảm biến 90.000 đồng tắt đèn giúp. Hiệu quả: Mỗi tháng bớt 3 triệu đồng."
    )
    assert entry["content_text"].startswith("Tiền điện giảm một phần ba.\n\n")
    for said in (
        "“Đèn tự tắt”",
        "Lê Văn Bình",
        "36 triệu đồng, do tác giả tự khai",
        "12 × 3.000.000 đồng",
        "Đỡ cãi nhau.",
    ):
        assert said in entry["content_text"]
    shown = entry["content_html"]
    assert "<h3>Trước đây</h3><p>Đèn sáng cả đêm. Ai cũng quên.</p><p>Không ai nhắc ai.</p>" in shown
    assert "<ul><li>Mua cảm biến</li><li>Gắn &lt;lên&gt; trần</li></ul>" in shown
    (read,) = [each for each in feedparser.parse(files(found)[routes.FEED_ATOM]).entries if each.id.endswith("/den")]
    assert read.summary == entry["summary"]
    assert "<li>Mua cảm biến</li>" in read.content[0].value


def test_of_a_closed_solution_the_feeds_tell_its_one_line() -> None:
    closed = TOLD_IN_FULL | {"disclosure": "title-only", "effects": {"social": "Đỡ cãi nhau. Bí quyết."}}
    found = report(
        initiatives=(initiative("den", **closed),),
        people=(person("binh", consent=AGREED),),
        charter_fields={"milestones": []},
    )
    (entry,) = [each for each in json_feed(found)["items"] if each["id"].endswith("/den")]
    assert entry["summary"] == "Đỡ cãi nhau."
    for content in files(found).values():
        for kept in ("cảm biến", "Cảm biến", "Bí quyết", "triệu đồng", "Không ai", "một phần ba", "điện thoại"):
            assert kept not in content.decode()


@pytest.mark.parametrize("today", [date(2022, 6, 14), date(2022, 6, 30), TODAY])
def test_a_bulletin_is_never_older_than_what_it_tells(today: date) -> None:
    found = report(today=today)
    items = Items(found)
    dated = {each["id"].rpartition("mau/")[2]: each["date_published"][:10] for each in json_feed(found)["items"]}
    told = [each for each in items.all if isinstance(each.subject, Bulletin)]
    assert told
    for item in told:
        assert isinstance(item.subject, Bulletin)
        on = date.fromisoformat(dated[item.address])
        assert item.subject.updated <= on <= today
        assert on == (item.subject.updated if item.subject.is_running else item.subject.period.end)


def test_an_entry_has_the_picture_of_its_item() -> None:
    found = report()
    items = Items(found)
    card = Cards(found).of(items.by_address["sang-kien/den"], LINK)
    entry = next(each for each in json_feed(found)["items"] if each["id"].endswith("/den"))
    assert entry["image"] == f"https://mau.example.org/{card.path}"
    (read,) = [each for each in feedparser.parse(files(found)[routes.FEED_ATOM]).entries if each.id.endswith("/den")]
    assert [(each.href, each.type) for each in read.enclosures] == [(entry["image"], card.media_type)]
    assert card.path in read.content[0].value
    assert [each.term for each in read.tags] == ["initiative", "ky-thuat"]


def test_an_id_outlives_its_title_and_names_nothing_that_may_change() -> None:
    renamed = (
        initiative(
            "den",
            title="Tên khác hẳn",
            publish_on="2022-06-10",
            awards=[MEDAL | {"date": "2022-07-05", "body": "Nơi khác"}],
        ),
        initiative("quat", publish_on="2022-02-02", authors=[{"person": "lan"}]),
        initiative("bom", publish_on="2022-05-02", authors=[{"person": "lan"}]),
    )
    before, after = json_feed(report())["items"], json_feed(report(initiatives=renamed))["items"]
    assert [each["id"] for each in before] == [each["id"] for each in after]
    assert before != after
    assert (
        before[2]["id"]
        == "tag:mau.example.org,2022-01-01:mau/sang-kien/den/khen-thuong/2022-07-05-bang-lao-dong-sang-tao"
    )


def test_the_days_are_the_datas_and_never_the_clocks() -> None:
    first, later = files(report(today=TODAY)), files(report(today=TODAY + timedelta(days=9)))
    updated = re.compile(rb"<updated>.*?</updated>")
    assert updated.findall(first[routes.FEED_ATOM]) == updated.findall(later[routes.FEED_ATOM])
    assert first[routes.CALENDAR] == later[routes.CALENDAR]
    assert files(report()) == first


def test_a_feed_has_the_newest_and_an_end() -> None:
    many = tuple(initiative(f"i{each}", publish_on=START + timedelta(days=each)) for each in range(LONGEST + 20))
    found = json_feed(report(initiatives=many))["items"]
    assert len(found) == LONGEST
    assert "sang-kien/i69" in " ".join(each["id"] for each in found)
    assert "sang-kien/i3" not in [each["id"].rpartition("mau/")[2] for each in found]


@pytest.mark.parametrize("consent", [{}, {"name": GIVEN, "story": GIVEN, "photo": GIVEN}])
def test_nobody_is_told_of_who_did_not_agree_to_be_shared(consent: dict[str, Any]) -> None:
    hoa = person("hoa", name="Trần Thị Hoa", quote="Lời của Hoa.", consent=consent, awards=[MEDAL])
    written = initiative("den", publish_on="2022-06-10", authors=[{"person": "hoa"}], awards=[MEDAL])
    for content in files(report(people=(hoa,), initiatives=(written,))).values():
        text = content.decode()
        assert "Hoa" not in text
        assert "hoa" not in re.findall(r"guong-sang/(\w+)", text)


# --- The calendar ---------------------------------------------------------------------------------------


def test_the_calendar_has_the_deadlines_and_the_milestones() -> None:
    read = calendar(files(report())[routes.CALENDAR])
    events = {str(each["UID"]).partition("@")[0]: each for each in read.walk("VEVENT")}
    assert {uid: (str(each["SUMMARY"]), each["DTSTART"].dt) for uid, each in events.items()} == {
        "mau/giai-doan-2022-01-01": ("Kết thúc Giai đoạn 1 · Mẫu", date(2022, 6, 30)),
        "mau/ket-thuc": ("Ngày cuối · Mẫu", date(2022, 12, 31)),
        "mau/moc/2022-03-03-ca-tinh-co-100-sang-kien-vuot-som": (
            "Cả tỉnh có 100 sáng kiến, “vượt; sớm”",
            datetime(2022, 3, 3, 8, 34, tzinfo=UTC),
        ),
        "mau/moc/2022-04-04-phat-dong-dot-hai": ("Phát động đợt hai", date(2022, 4, 4)),
    }
    assert events["mau/ket-thuc"]["DTEND"].dt == date(2023, 1, 1)
    assert "DTEND" not in events["mau/moc/2022-03-03-ca-tinh-co-100-sang-kien-vuot-som"]
    assert str(events["mau/moc/2022-03-03-ca-tinh-co-100-sang-kien-vuot-som"]["DESCRIPTION"]) == "Theo công bố \\ tỉnh"
    assert {each["DTSTAMP"].dt for each in events.values()} == {datetime(2022, 6, 30, tzinfo=UTC)}


# --- Found and served -----------------------------------------------------------------------------------


def test_every_page_tells_where_the_feeds_are() -> None:
    shell = (ROOT / "overrides" / "base.html").read_text("utf-8")
    for kind, path in (("application/atom+xml", routes.FEED_ATOM), ("application/feed+json", routes.FEED_JSON)):
        assert re.search(
            rf"""<link rel="alternate" type="{re.escape(kind)}" title="[^"]+" href="{{{{ '{path}' \| url }}}}">""",
            shell,
        )


def test_servers_are_told_what_the_files_are() -> None:
    made = {each.path: str(each.content) for each in hosting(charter())}
    for path, kind in (
        (routes.FEED_ATOM, "application/atom+xml"),
        (routes.FEED_JSON, "application/feed+json"),
        (routes.CALENDAR, "text/calendar; charset=utf-8"),
    ):
        assert f"/{path}\n  Content-Type: {kind}\n" in made["_headers"]
        assert f'<Files "{path}">\n  ForceType "{kind}"\n</Files>\n' in made[".htaccess"]
        pattern = path.replace(".", r"\.")
        assert f'location ~ /{pattern}$ {{\n  types {{ }}\n  default_type "{kind}";\n' in made["nginx-headers.conf"]
