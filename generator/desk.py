"""The editor's desk: what waits and for whom, what is published this week, and what is missing where.

Looks at the data before the gate, for the people who work on it; nothing of it is published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator.calculation import has_sum
from generator.model import SCOPES, Initiative, Person, Scope
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
    """What lies on the desk on a day: `waiting` for someone, `coming` within the week, and public but `lacking`.

    Consents are judged on the day of reading, `read_on`. `unreadable` are files that cannot be on the desk.
    """

    today: date
    read_on: date
    waiting: tuple[Row, ...]
    coming: tuple[Row, ...]
    lacking: tuple[Row, ...]
    public: int
    unreadable: tuple[str, ...] = ()


def desk(root: Path, today: date | None, clock: date) -> Desk:
    """The desk of the campaign in `root` on `today`, else on the day it is frozen on, else on the `clock`'s.

    Raises Failure when there is no campaign.
    """
    if not root.is_dir():
        raise Failure(f"Không có thư mục {root}.")
    parsed = parse(root)
    frozen = parsed.charter.frozen_on if parsed.charter else None
    # As when it is built: a campaign frozen on a day is read today, a day that was asked for is all there is.
    read_on = today or max(frozen or clock, clock)
    today = today or frozen or clock
    people = {person.id: person for person in parsed.people}
    waiting: list[Row] = []
    coming: list[Row] = []
    lacking: list[Row] = []
    public = 0
    for each in parsed.initiatives:
        row = _row(each, people, today, read_on)
        if each.status in ("draft", "review"):
            waiting.append(row)
        elif each.status == "approved" and each.publish_on and today < each.publish_on:
            (coming if each.publish_on <= today + WEEK else waiting).append(row)
        elif each.is_public_on(today):
            public += 1
            if row.lacks:
                lacking.append(row)
    lacking += [row for person in parsed.people if (row := _person_row(person, parsed, read_on)).lacks]
    return Desk(
        today=today,
        read_on=read_on,
        waiting=tuple(sorted(waiting, key=_order)),
        coming=tuple(sorted(coming, key=_order)),
        lacking=tuple(sorted(lacking, key=_order)),
        public=public,
        unreadable=tuple(
            f"data/{folder}/{name}.yml"
            for kind, folder in (("initiative", "initiatives"), ("person", "people"))
            for name in sorted(parsed.unreadable[kind])
        ),
    )


def _order(row: Row) -> tuple[str, date, str]:
    return row.state, row.on or date.max, row.file


def _row(each: Initiative, people: dict[str, Person], today: date, read_on: date) -> Row:
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
        lacks=tuple(_lacks(each, people, read_on)),
    )


def _lacks(each: Initiative, people: dict[str, Person], read_on: date) -> Iterator[str]:
    if each.disclosure == "title-only":
        return
    for author in each.authors:
        person = people.get(author.person)
        if person is None:
            yield f"hồ sơ của {author.person}"
        elif not person.agrees_to("name", read_on) and not _took_back(person, "name"):
            yield f"đồng ý nêu tên của {person.name}{_until(person, 'name', read_on)}"
    if not each.photos:
        yield "ảnh"
    if each.benefit is None and not each.effects.social:
        yield "hiệu quả"
    if each.benefit is not None and not has_sum(each.benefit.calculation):
        yield "phép tính giá trị làm lợi"
    if each.benefit is not None and each.benefit.status == "declared":
        yield "xác minh giá trị làm lợi"


def _person_row(person: Person, parsed: Parsed, read_on: date) -> Row:
    lacks = [
        f"đồng ý {_SCOPE[scope]}{_until(person, scope, read_on)}"
        for scope in SCOPES
        if not person.agrees_to(scope, read_on) and not _took_back(person, scope)
    ]
    if person.agrees_to("photo", read_on) and (person.portrait is None or person.portrait.file not in parsed.pictures):
        lacks.append("ảnh chân dung")
    state = f"Rút {day(max(each.date for each in person.withdrawn))}" if person.withdrawn else "Hồ sơ người"
    return Row(file=person.origin.path, title=person.name, state=state, waits_for="", on=None, lacks=tuple(lacks))


def _took_back(person: Person, scope: Scope) -> bool:
    """Whether a consent is not to be asked for again: they said no."""
    return person.withdrawn_on(scope) is not None


def _until(person: Person, scope: Scope, read_on: date) -> str:
    """Why a consent that is on file counts no longer, or not yet."""
    consent = getattr(person.consent, scope)
    if consent and consent.expires and consent.expires < read_on:
        return f" (hết hạn {day(consent.expires)})"
    return f" (từ {day(consent.given)})" if consent else ""
