"""What records say of one another: ids are unique, and whatever is named exists."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from generator import routes
from generator.model import Charter, Initiative, Person, Record, RegisterEntry, Snapshot, SupportTeam
from generator.problems import Location, Rule
from generator.rules.facts import Facts, Found, rule
from generator.rules.texts import Way
from generator.vietnamese import fold, nearest
from generator.written import quoted

_HOMES = {"unit": ("đơn vị", "data/units.csv"), "person": ("người", "data/people/")}


@lru_cache(maxsize=1024)
def _nearest(word: str, known: frozenset[str]) -> str | None:
    """As `nearest`; a thousand rows with the same mistake ask once."""
    return nearest(word, known)


def _missing(facts: Facts, kind: str, wanted: str | None, record: Record, *way: str | int) -> Found:
    """That there is no record of the id `wanted`, which stands at the end of `way` in another one."""
    if wanted is None or not facts.missing(kind, wanted):
        return
    word, file = _HOMES[kind]
    near = _nearest(wanted, facts.known[kind])
    hint = f"Có phải {near}?" if near else f"Thêm {word} này vào {file}, hoặc sửa mã cho đúng."
    yield facts.at(record, *way), f"Cần mã {word} có trong {file}, nhưng thấy {quoted(wanted)}.", hint


@rule(Rule.UNIQUE_ID)
def _(facts: Facts) -> Found:
    """Mỗi mã và mỗi cách viết khác của tên đơn vị chỉ thuộc về một mục."""
    parsed = facts.parsed
    charter = parsed.charter
    named: list[tuple[str, str, Location]] = [("đơn vị", unit.id, facts.at(unit, "id")) for unit in parsed.units]
    named += [("sáng kiến trong sổ", entry.code, entry.origin) for entry in parsed.register]
    if charter:
        named += [("lĩnh vực", e.id, facts.at(charter, "fields", i, "id")) for i, e in enumerate(charter.fields)]
        named += [("khu vực", e.id, facts.at(charter, "sectors", i, "id")) for i, e in enumerate(charter.sectors)]
    first: dict[tuple[str, str], Location] = {}
    for kind, identifier, at in named:
        before = first.setdefault((kind, identifier), at)
        if before != at:
            yield at, f"Mã {kind} {quoted(identifier)} đã có ở {before}.", "Đặt mã khác cho một trong hai."
    told = {unit.id: facts.at(unit, "id") for unit in parsed.units}  # those that reach a target, beside milestones
    if charter:
        for i, milestone in enumerate(charter.milestones):
            at = facts.at(charter, "milestones", i, "id" if milestone.id else "title")
            before = told.setdefault(milestone.address, at)
            if before != at:
                yield at, f"Mã mốc {quoted(milestone.address)} đã có ở {before}.", "Ghi id khác cho mốc này."
    alias_of: dict[str, str] = {}
    for unit in parsed.units:
        for alias in unit.aliases:
            owner = alias_of.setdefault(fold(alias), unit.id)
            if owner != unit.id:
                yield (
                    facts.at(unit, "aliases"),
                    f"Cách viết {quoted(alias)} đã dùng cho đơn vị {quoted(owner)}.",
                    "Giữ cách viết này ở một đơn vị thôi.",
                )


@rule(Rule.UNIT_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi đơn vị được nhắc tới đều có trong units.csv."""
    parsed = facts.parsed
    for unit in parsed.units:
        yield from _missing(facts, "unit", unit.parent, unit, "parent")
        yield from _missing(facts, "unit", unit.successor, unit, "successor")
    users: Iterable[Snapshot | Initiative | Person | SupportTeam | RegisterEntry] = chain(
        parsed.snapshots, parsed.initiatives, parsed.people, parsed.support_teams, parsed.register
    )
    for record in users:
        yield from _missing(facts, "unit", record.unit, record, "unit")


@rule(Rule.PERSON_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi tác giả đều có hồ sơ trong people/."""
    for initiative in facts.parsed.initiatives:
        seen: set[str] = set()
        for index, author in enumerate(initiative.authors):
            way = ("authors", index, "person")
            yield from _missing(facts, "person", author.person, initiative, *way)
            if author.person in seen:
                yield (
                    facts.at(initiative, *way),
                    f"Tác giả {quoted(author.person)} ghi hai lần.",
                    "Gộp thành một và cộng tỷ lệ đóng góp.",
                )
            seen.add(author.person)


@rule(Rule.FIELD_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi lĩnh vực được nhắc tới đều có trong campaign.yml."""
    if facts.parsed.charter:
        known = frozenset(each.id for each in facts.parsed.charter.fields)
        yield from _not_in(facts, "field", "lĩnh vực", known)


@rule(Rule.SECTOR_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi khu vực được nhắc tới đều có trong campaign.yml."""
    if facts.parsed.charter:
        known = frozenset(each.id for each in facts.parsed.charter.sectors)
        yield from _not_in(facts, "sector", "khu vực", known)


def _not_in(facts: Facts, name: str, word: str, known: frozenset[str]) -> Found:
    records: list[Record] = [*facts.parsed.initiatives, *facts.parsed.register]
    for record in records:
        found: str | None = getattr(record, name)
        if found is not None and found not in known:
            near = _nearest(found, known)
            yield (
                facts.at(record, name),
                f"Cần một trong các {word} {', '.join(sorted(known))}; nhưng thấy {quoted(found)}.",
                f"Có phải {near}?" if near else f"Chọn một {word} có sẵn, hoặc thêm vào data/campaign.yml.",
            )


WHOLE = frozenset({routes.LEADERS.address, routes.COUNTDOWN.address})
"""What is told of the whole campaign besides its progress."""


def milestones(charter: Charter | None) -> frozenset[str]:
    """The ids under which milestones are told."""
    return frozenset(each.address for each in charter.milestones) if charter else frozenset()


@rule(Rule.ITEM_EXISTS)
def _(facts: Facts) -> Found:
    """Mỗi bài chia sẻ trong posts.csv trỏ tới một mục có thật."""
    charter = facts.parsed.charter
    kinds = {"sang-kien": "initiative", "guong-sang": "person", "tien-do": "unit"}
    ids = {section: facts.known[kind] for section, kind in kinds.items()}
    ids["linh-vuc"] = frozenset(each.id for each in charter.fields) if charter else frozenset()
    ids["khu-vuc"] = frozenset(each.id for each in charter.sectors) if charter else frozenset()
    unknowable = {section for section, kind in kinds.items() if kind in facts.parsed.unlisted}
    unknowable |= set() if charter else {"linh-vuc", "khu-vuc"}
    unknowable |= {routes.MARKS.address} if "tien-do" in unknowable or charter is None else set()
    ids[routes.MARKS.address] = facts.known["unit"] | milestones(charter)
    single = {f"{section}/{each}" for section, known in ids.items() for each in known}
    items = frozenset({*ids, *single, *WHOLE} - {routes.MARKS.address})
    for post in facts.parsed.posts:
        section, _slash, rest = post.item.partition("/")
        bulletin = section == "ban-tin" and (not rest or re.fullmatch(r"\d{4}-(\d{2}|quy-[1-4])", rest))
        if post.item not in items and not bulletin and section not in unknowable:
            near = _nearest(post.item, items)
            yield (
                facts.at(post, "item"),
                f"Cần địa chỉ một mục trên trang, nhưng thấy {quoted(post.item)}.",
                f"Có phải {near}?"
                if near
                else "Ví dụ: sang-kien/ma-sang-kien, guong-sang/ma-nguoi, tien-do/ma-don-vi.",
            )


def pictured(facts: Facts) -> Iterator[tuple[Record, str, Way]]:
    """Every picture that is named: by which record, its file, and the way to it."""
    for initiative in facts.parsed.initiatives:
        for index, photo in enumerate(initiative.photos):
            yield initiative, photo.file, ("photos", index, "file")
    for person in facts.parsed.people:
        if person.portrait:
            yield person, person.portrait.file, ("portrait", "file")
    charter = facts.parsed.charter
    if charter and charter.brand.logo:
        yield charter, charter.brand.logo, ("brand", "logo")


@rule(Rule.PHOTO_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi ảnh được nhắc tới đều có trong photos/."""
    for record, file, way in pictured(facts):
        if not facts.missing("photo", file):
            continue
        at = facts.at(record, *way)
        if "/" in file or "\\" in file:
            yield (
                at,
                f"Cần tên một tệp nằm ngay trong data/photos/, nhưng thấy {quoted(file)}.",
                "Chép ảnh vào data/photos/ và chỉ ghi tên tệp.",
            )
            continue
        near = _nearest(file, facts.known["photo"])
        hint = f"Có phải {near}?" if near else "Chép ảnh vào data/photos/, đúng tên này."
        yield at, f"Cần ảnh {quoted(file)} trong data/photos/, nhưng không thấy.", hint
