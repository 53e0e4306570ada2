"""An address once published works for ever: what is added later moves no item, no entry of a feed and no deadline."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import icalendar
import pytest
from made import made_by
from records import START, campaign, charter, initiative, person, snapshot, unit

from generator import editorial, progress, routes
from generator.progress import Report
from generator.render import items as told
from generator.render.feeds import feeds
from generator.render.items import Items, Kind
from generator.render.packs import Packs
from generator.render.share import share

TODAY = date(2022, 7, 15)
AGREED = {scope: {"given": START, "proof": "Phiếu 1"} for scope in ("name", "photo", "story", "social")}
FIRST = {"at": "2022-03-03", "title": "Cả tỉnh có 100 sáng kiến", "source": "Kế hoạch số 5"}
LATER = {"at": "2022-03-03", "title": "Phát động đợt hai", "source": "Kế hoạch số 6"}
PHASES = [
    {"name": "Đợt một", "start": "2022-01-01", "end": "2022-03-31"},
    {"name": "Đợt hai", "start": "2022-04-01", "end": "2022-06-30"},
]
MEDAL = {"title": "Bằng khen", "body": "Tổng Liên đoàn", "date": "2022-07-01"}


def report(
    milestones: list[Mapping[str, Any]], awards: list[Mapping[str, Any]], today: date = TODAY, nam: int = 110
) -> Report:
    of = charter(milestones=milestones, phases=PHASES)
    found = campaign(
        charter=of,
        units=(unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100)),
        snapshots=(
            snapshot(date(2022, 5, 31), "bac", 100),
            snapshot(date(2022, 4, 30), "nam", 50),
            snapshot(date(2022, 5, 31), "nam", 110),
            snapshot(date(2022, 6, 30), "bac", 120),
            snapshot(date(2022, 6, 30), "nam", nam),
        ),
        people=(person("binh", consent=AGREED, awards=awards),),
        initiatives=(initiative("den"),),
    )
    return progress.report(editorial.publish(found, today))


def ids(found: Report) -> tuple[set[str], set[str], set[str]]:
    """Of items, of a feed's entries, of a calendar's days."""
    items = Items(found)
    made = {each.path: each.content for each in made_by(feeds, items.report, items, Packs(items))}
    entries = json.loads(str(made[routes.FEED_JSON]))["items"]
    text = made[routes.CALENDAR]
    assert isinstance(text, bytes)
    days = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {each.address for each in items.all}, {each["id"] for each in entries}, {str(each["UID"]) for each in days}


def test_what_is_inserted_before_moves_nothing() -> None:
    before = ids(report([FIRST], [MEDAL]))
    after = ids(report([LATER, FIRST], [MEDAL | {"title": "Giải Nhất"}, MEDAL]))
    for old, new in zip(before, after, strict=True):
        assert old < new
    assert "moc/2022-03-03-ca-tinh-co-100-sang-kien" in before[0]
    assert any(each.endswith("/guong-sang/binh/khen-thuong/2022-07-01-bang-khen") for each in before[1])
    assert any(each.split("@")[0].endswith("/giai-doan-2022-04-01") for each in before[2])


def test_a_milestone_keeps_the_id_it_was_published_under() -> None:
    renamed = FIRST | {"id": "2022-03-03-ca-tinh-co-100-sang-kien", "title": "Toàn tỉnh có 100 sáng kiến"}
    assert ids(report([renamed], [])) == ids(report([FIRST], []))


def test_two_awards_of_one_day_and_title_are_two_pieces_of_news_and_the_same_twice_is_one() -> None:
    def entries(*awards: Mapping[str, Any]) -> int:
        return sum("/khen-thuong/" in each for each in ids(report([], [*awards]))[1])

    assert entries(MEDAL, MEDAL | {"body": "Công đoàn tỉnh"}) == 2
    assert entries(MEDAL, MEDAL | {"decision": "Số 5"}) == 1


def test_an_address_stays_when_what_it_told_is_over() -> None:
    """A campaign that ended has no countdown, and a unit whose report was corrected has not reached its target."""
    for address, kind, found in (
        ("dem-nguoc", Kind.COUNTDOWN, report([], [], date(2023, 1, 15))),
        ("moc/nam", Kind.REACHED, report([], [], nam=90)),
    ):
        assert kind in {each.kind for each in Items(report([], [])).all}
        items = Items(found)
        assert kind not in {each.kind for each in items.all}
        made = {each.path: each for each in made_by(share, items.report, items, Packs(items))}
        for page in (routes.Page(address), routes.shared(address)):
            text = str(made[page.file].content)
            (former,) = [each for each in items.former if page in each.pages]
            assert f'href="{page.link(former.page)}">Xem tiến độ</a>' in text
            assert former.said in text
            assert "og_image:" in text
            assert 'robots: "noindex"' in text


def test_a_story_told_while_they_were_few_keeps_the_page_it_was_taken_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "ALL_TOLD", 2)
    days = {"mot": "2022-02-01", "hai": "2022-03-01", "ba": "2022-04-01"}
    written = tuple(initiative(each, publish_on=on, featured=each == "hai") for each, on in days.items())
    items = Items(progress.report(editorial.publish(campaign(initiatives=written), TODAY)))
    assert [each.address for each in items.told if each.kind is Kind.INITIATIVE] == ["sang-kien/hai"]
    made = {
        each.path: str(each.content)
        for each in made_by(share, items.report, items, Packs(items))
        if each.path.endswith(".md")
    }
    assert 'href="../../../sang-kien/mot/">Đọc câu chuyện</a>' in made["chia-se/sang-kien/mot/index.md"]
    assert "chia-se/sang-kien/ba/index.md" not in made, "when it came they were many"
