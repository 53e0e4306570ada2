"""A portion whose key is the same is the same: whatever is changed in a record, no page is left as it was that tells of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import START, TODAY, campaign, charter, initiative, person, picture, snapshot, unit

from generator import editorial, progress
from generator.model import SCOPES, AuthoredPage, Campaign, Initiative, PageFront, Person, Post, SupportTeam
from generator.render import Memory, items, pages, portions
from generator.render.portions import Ground, Portion

DAY = date(2022, 6, 1)
ALL = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}
AWARD = {"title": "Bằng khen", "body": "Ủy ban tỉnh", "decision": "12/QĐ", "date": DAY}
PHOTO = {"file": "may.jpg", "alt": "Máy", "caption": "Trước", "kind": "before", "credit": "Tổ ảnh"}

INITIATIVE: Mapping[str, Any] = {
    "title": "Tên đã đổi",
    "summary": "Câu khác.",
    "authors": [{"person": "hoa", "share_percent": 40, "role": "Thiết kế"}],
    "unit": "nam",
    "field": "quan-ly",
    "sector": "may",
    "applied_from": DAY,
    "problem": "Vướng khác.",
    "solution": "Gỡ khác.",
    "novelty": "Điểm mới.",
    "applicability": "Nơi khác làm được.",
    "effects": {"economic": "Đỡ tốn.", "social": "Đỡ mệt."},
    "benefit": {"vnd_per_year": 5_000_000, "calculation": "5 triệu đồng", "status": "declared"},
    "photos": [PHOTO],
    "recognition": {"level": "unit", "body": "Hội đồng", "decision": "3/QĐ", "date": DAY},
    "awards": [AWARD],
    "disclosure": "title-only",
    "status": "draft",
    "publish_on": DAY,
    "featured": True,
    "portal_code": "SK-7",
    "illustrative": True,
}
PERSON: Mapping[str, Any] = {
    "name": "Lê Văn An",
    "sort_name": "An Lê",
    "unit": "nam",
    "job": "Thợ tiện",
    "portrait": {"file": "may.jpg", "alt": "Mặt"},
    "quote": "Câu khác.",
    "story": "Chuyện khác.",
    "awards": [AWARD],
    "consent": {scope: ALL[scope] for scope in SCOPES if scope != "social"},
    "withdrawn": [{"date": START, "scopes": ["story"]}],
    "illustrative": True,
}
POST = {"date": DAY, "item": "sang-kien/s-3", "channel": "zalo", "url": "https://zalo.me/1"}
UNPUBLISHED = {"id", "approved_by", "verified_by"}


def whole(**parts: Any) -> Campaign:  # noqa: ANN401 - the campaign's own parts
    """The campaign, of the same objects whenever it is asked for but for some `parts`."""
    return campaign(**{**least(), **parts})


@cache
def least() -> Mapping[str, Any]:
    """A campaign in which everything there is to tell is told of somebody, and lists go over several pages."""
    told = [
        initiative(
            f"s-{number}",
            title=f"Sáng kiến số {number}",
            authors=[{"person": ("binh", "hoa")[number % 2]}],
            unit=("bac", "nam")[number // 8],
            featured=number == 1,
            awards=[AWARD] if number == 2 else [],
            photos=[PHOTO] if number == 3 else [],
            publish_on=START + timedelta(days=7 * number),
        )
        for number in range(10)
    ]
    people = [
        person("binh", consent=ALL),
        person("hoa", name="Trần Thị Hoa", unit="nam", consent=ALL, awards=[AWARD]),
        person("lan", name="Đỗ Lan", consent={"name": ALL["name"]}),
    ]
    front = PageFront(title="Thể lệ", description="Thể lệ của phong trào.")
    body = "Một đoạn.\n\n<!-- sangkien: featured-initiatives -->\n\n<!-- sangkien: honoured-people -->\n"
    return {
        "charter": charter(hashtags=["#Mẫu"]),
        "snapshots": (snapshot(START, "bac", 10), snapshot(DAY, "bac", 90), snapshot(DAY, "nam", 20)),
        "initiatives": told,
        "people": people,
        "support_teams": (SupportTeam(unit="bac", name="Tổ 1", contact="to1@mau.example.org"),),
        "posts": (Post(date=START, item="sang-kien/s-1", channel="facebook", url="https://facebook.com/1"),),
        "pictures": {name: picture(name) for name in ("chan-dung.jpg", "may.jpg")},
        "pages": (AuthoredPage(name="the-le", front=front, body=body, body_line=4),),
    }


def made(of: Campaign, today: date = TODAY, memory: Memory | None = None) -> list[Portion]:
    return [*portions(progress.report(editorial.publish(of, today)), memory=memory)]


def outputs(portion: Portion) -> list[object]:
    return [(each.path, callable(each.content) or each.content, each.says, each.listed) for each in portion.make()]


@pytest.fixture(scope="module")
def before() -> dict[str, list[object]]:
    """What the campaign's portions hold, by their keys, where few stories are told and few stand on a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(items, "ALL_TOLD", 5)
        patch.setattr(pages, "LEAF", 3)
        patch.setattr(pages, "TOLD", 3)
        return {each.key: outputs(each) for each in made(whole())}


def changed(records: list[Any], number: int, field: str, value: object) -> list[Any]:
    """The records with one of them otherwise."""
    kind, old = type(records[number]), records[number]
    return [
        *records[:number],
        kind.model_validate(old.model_dump(exclude_defaults=True) | {field: value}),
        *records[number + 1 :],
    ]


def changes() -> dict[str, Campaign]:
    shown = whole()
    told, people = list(shown.initiatives), list(shown.people)
    found = {
        f"initiative.{field}": whole(initiatives=changed(told, 4, field, value)) for field, value in INITIATIVE.items()
    }
    found |= {f"person.{field}": whole(people=changed(people, 0, field, value)) for field, value in PERSON.items()}
    found |= {
        f"post.{field}": whole(posts=changed(list(shown.posts), 0, field, value)) for field, value in POST.items()
    }
    page = shown.pages[0]
    return found | {
        "featured one otherwise": whole(initiatives=changed(told, 1, "summary", "Câu khác.")),
        "one more": whole(initiatives=[*told, initiative("s-10", authors=[{"person": "lan"}])]),
        "one less": whole(initiatives=told[1:]),
        "nobody": whole(people=people[:2]),
        "page": whole(pages=(replace(page, body="Một đoạn khác.\n"),)),
        "another page": whole(pages=(page, replace(page, name="huong-dan"))),
        "report": whole(snapshots=(*shown.snapshots, snapshot(TODAY, "nam", 60))),
        "unit": whole(units=(unit("tinh", kind="province"), unit("bac", "tinh", target=250), unit("nam", "tinh"))),
        "team": whole(support_teams=()),
        "charter": whole(charter=charter(hashtags=["#Khác"])),
        "picture": whole(pictures={"chan-dung.jpg": picture(width_px=900), "may.jpg": picture("may.jpg")}),
    }


def test_what_has_the_same_key_is_the_same_whatever_changes(
    before: dict[str, list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, value in ((items, "ALL_TOLD", 5), (pages, "LEAF", 3), (pages, "TOLD", 3)):
        monkeypatch.setattr(module, name, value)
    stale, memory = [], Memory()
    for what, of in changes().items():
        after = made(of, memory=memory)
        assert [each.key for each in after] == [each.key for each in made(of)], f"{what}: memory makes other keys"
        assert {each.key for each in after} != before.keys(), f"{what} changed nothing: the test says nothing of it"
        same = [(each.key, outputs(each)) for each in after if each.key in before]
        stale += [(what, found[0]) for key, found in same if found != before[key]]
    assert stale == []


def test_every_field_is_changed() -> None:
    for kind, fields in ((Initiative, INITIATIVE), (Person, PERSON), (Post, POST)):
        assert kind.model_fields.keys() - UNPUBLISHED == fields.keys()


def test_a_day_later_nothing_that_says_the_day_is_the_same(before: dict[str, list[object]]) -> None:
    assert not before.keys() & {each.key for each in made(whole(), TODAY + timedelta(days=1))}


def test_one_story_is_told_by_few_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "ALL_TOLD", 5)
    told = [initiative(f"s-{number}", unit=("bac", "nam")[number % 2]) for number in range(200)]
    before, after = made(whole(initiatives=told)), made(whole(initiatives=changed(told, 0, "problem", "Vướng khác.")))
    assert len(before) > 300
    assert len({each.key for each in after} - {each.key for each in before}) < 40


Values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.fractions() | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


def plain(value: object) -> object:
    """A value in which what is the same to a digest is equal, and what is not, is not."""
    if isinstance(value, list | tuple):
        return ["several", *map(plain, value)]
    if isinstance(value, dict):
        return ["named", *((plain(name), plain(each)) for name, each in value.items())]
    return type(value).__name__, value


@given(Values, Values)
def test_digests_are_equal_for_what_is_equal_and_for_nothing_else(one: object, other: object) -> None:
    assert (Ground().digest(one) == Ground().digest(other)) is (plain(one) == plain(other))


def test_what_has_no_fixed_content_has_no_digest() -> None:
    with pytest.raises(TypeError, match="a set has no digest"):
        Ground().digest({1})
    with pytest.raises(TypeError, match="a function has no digest"):
        Ground().digest(made)
    assert Ground().digest(Path("a"), Fraction(1, 2)) != Ground().digest("a", Fraction(1, 2))
    assert Ground("a").digest() != Ground("b").digest()
