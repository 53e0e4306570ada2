"""The editor's desk: what waits and for whom, what is published this week, and what is missing where.

Looks at the data before the gate, for the people who work on it; nothing of it is published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator.model import SCOPES, Initiative, Person
from generator.parse import Parsed, parse
from generator.problems import Failure
from generator.vietnamese import day

WEEK = timedelta(days=7)
_SCOPE = {"name": "nêu tên", "photo": "ảnh", "story": "câu chuyện", "social": "mạng xã hội"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An initiative or a person on the desk. `waits_for` is empty once it is published; `lacks` are Vietnamese phrases."""

    file: str
    title: str
    state: str
    waits_for: str
    on: date | None
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the desk on a day: `waiting` for someone, `coming` within the week, and public but `lacking`."""

    today: date
    waiting: tuple[Row, ...]
    coming: tuple[Row, ...]
    lacking: tuple[Row, ...]
    public: int


def desk(root: Path, today: date | None, clock: date) -> Desk:
    """The desk of the campaign in `root` on `today`, else on the day it is frozen on, else on the `clock`'s.

    Raises Failure when there is no campaign.
    """
    if not root.is_dir():
        raise Failure(f"Không có thư mục {root}.")
    parsed = parse(root)
    today = today or (parsed.charter.frozen_on if parsed.charter else None) or clock
    people = {person.id: person for person in parsed.people}
    waiting: list[Row] = []
    coming: list[Row] = []
    lacking: list[Row] = []
    public = 0
    for each in parsed.initiatives:
        row = _row(each, people, today)
        if each.status in ("draft", "review"):
            waiting.append(row)
        elif each.status == "approved" and each.publish_on and today < each.publish_on:
            (coming if each.publish_on <= today + WEEK else waiting).append(row)
        elif each.is_public_on(today):
            public += 1
            if row.lacks:
                lacking.append(row)
    lacking += [row for person in parsed.people if (row := _person_row(person, parsed, today)).lacks]
    return Desk(
        today=today,
        waiting=tuple(sorted(waiting, key=_order)),
        coming=tuple(sorted(coming, key=_order)),
        lacking=tuple(sorted(lacking, key=_order)),
        public=public,
    )


def _order(row: Row) -> tuple[str, date, str]:
    return row.state, row.on or date.max, row.file


def _row(each: Initiative, people: dict[str, Person], today: date) -> Row:
    state, waits_for = {
        "draft": ("Nháp", "người viết"),
        "review": ("Chờ duyệt", each.approved_by or "nơi duyệt"),
        "approved": ("Hẹn đăng", "đến ngày đăng"),
        "archived": ("Đã gỡ", ""),
    }[each.status]
    if each.is_public_on(today):
        state, waits_for = "Đã đăng", ""
    return Row(
        file=each.origin.path,
        title=each.title,
        state=state,
        waits_for=waits_for,
        on=each.publish_on,
        lacks=tuple(_lacks(each, people, today)),
    )


def _lacks(each: Initiative, people: dict[str, Person], today: date) -> Iterator[str]:
    if each.disclosure == "title-only":
        return
    for author in each.authors:
        person = people.get(author.person)
        if person is None or not person.agrees_to("name", today):
            yield f"đồng ý nêu tên của {author.person}"
    if not each.photos:
        yield "ảnh"
    if each.benefit is None and not each.effects.social:
        yield "hiệu quả"
    elif each.benefit is not None and each.benefit.status == "declared":
        yield "xác minh giá trị làm lợi"


def _person_row(person: Person, parsed: Parsed, today: date) -> Row:
    lacks = [f"đồng ý {_SCOPE[scope]}" for scope in SCOPES if not person.agrees_to(scope, today)]
    if person.withdrawn:
        lacks = [each for each in lacks if not any(_SCOPE[scope] in each for scope in person.withdrawn.scopes)]
    if person.agrees_to("photo", today) and (person.portrait is None or person.portrait.file not in parsed.pictures):
        lacks.append("ảnh chân dung")
    state = f"Rút {day(person.withdrawn.date)}" if person.withdrawn else "Hồ sơ người"
    return Row(file=person.origin.path, title=person.name, state=state, waits_for="", on=None, lacks=tuple(lacks))
