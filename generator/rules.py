"""RULES: what must be true across records. One function a rule; its docstring is the rule.

A rule yields every breach with its place and its mend, and says nothing where the records it needs
could not be read: that was reported already.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise

from generator.model import PLACEHOLDERS, SCOPES, AuthoredPage, Initiative, Person, Record, Unit
from generator.parse import Parsed
from generator.problems import Location, Problem, Rule, in_order
from generator.tally import Tally
from generator.vietnamese import day, decimal, fold, integer, nearest
from generator.written import quoted

Breaches = Iterator[Problem]


@dataclass(frozen=True)
class Facts:
    """What the rules look at: the records that could be read, and the day it is."""

    parsed: Parsed
    today: date

    @cached_property
    def tally(self) -> Tally:
        """The tree of units with its reports."""
        return Tally(self.parsed.units, self.parsed.snapshots)

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """The ids there are, by kind, readable or not."""
        parsed = self.parsed
        readable = {
            "unit": [unit.id for unit in parsed.units],
            "person": [person.id for person in parsed.people],
            "initiative": [initiative.id for initiative in parsed.initiatives],
            "photo": list(parsed.pictures),
        }
        return {kind: frozenset(ids) | parsed.unreadable[kind] for kind, ids in readable.items()}

    def missing(self, kind: str, identifier: str) -> bool:
        """Whether there is no such record, readable or not; False where nobody can know."""
        return identifier not in self.known[kind] and kind not in self.parsed.unlisted

    def at(self, record: Record, *path: str | int) -> Location:
        """The place of a field of a record."""
        return self.parsed.places.of(record, *path)

    def whole(self, *paths: str) -> bool:
        """Whether these files were read without a shape problem."""
        return not self.parsed.damaged.intersection(paths)


RULES: dict[Rule, Callable[[Facts], Breaches]] = {}


def check(parsed: Parsed, today: date) -> tuple[Problem, ...]:
    """Every problem of the campaign, shape and rules, sorted."""
    facts = Facts(parsed, today)
    return in_order([*parsed.problems, *(problem for rule in RULES.values() for problem in rule(facts))])


def _rule(rule: Rule) -> Callable[[Callable[[Facts], Iterable[tuple[Location, str, str]]]], None]:
    def register(breaches: Callable[[Facts], Iterable[tuple[Location, str, str]]]) -> None:
        def problems(facts: Facts) -> Breaches:
            for at, message, hint in breaches(facts):
                yield Problem(at=at, rule=rule, message=message, hint=hint)

        problems.__doc__ = breaches.__doc__
        RULES[rule] = problems

    return register


Found = Iterator[tuple[Location, str, str]]


_HOMES = {"unit": ("đơn vị", "data/units.csv"), "person": ("người", "data/people/")}


@lru_cache(maxsize=1024)
def _nearest(word: str, known: frozenset[str]) -> str | None:
    """As `nearest`; a thousand rows with the same mistake ask once."""
    return nearest(word, known)


def _missing(facts: Facts, kind: str, wanted: str, at: Location) -> Found:
    if not facts.missing(kind, wanted):
        return
    word, file = _HOMES[kind]
    near = _nearest(wanted, facts.known[kind])
    hint = f"Có phải {near}?" if near else f"Thêm {word} này vào {file}, hoặc sửa mã cho đúng."
    yield at, f"Cần mã {word} có trong {file}, nhưng thấy {quoted(wanted)}.", hint


# --- Ids and references ---------------------------------------------------------------------------


@_rule(Rule.UNIQUE_ID)
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


@_rule(Rule.UNIT_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi đơn vị được nhắc tới đều có trong units.csv."""
    parsed = facts.parsed
    wanted: list[tuple[str, Location]] = []
    for unit in parsed.units:
        wanted += [(unit.parent, facts.at(unit, "parent"))] if unit.parent else []
        wanted += [(unit.successor, facts.at(unit, "successor"))] if unit.successor else []
    users: list[Record] = [
        *parsed.snapshots,
        *parsed.initiatives,
        *parsed.people,
        *parsed.support_teams,
        *parsed.register,
    ]
    wanted += [(getattr(record, "unit"), facts.at(record, "unit")) for record in users]  # noqa: B009 - five kinds of record
    for identifier, at in wanted:
        yield from _missing(facts, "unit", identifier, at)


@_rule(Rule.PERSON_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi tác giả đều có hồ sơ trong people/."""
    for initiative in facts.parsed.initiatives:
        seen: set[str] = set()
        for index, author in enumerate(initiative.authors):
            at = facts.at(initiative, "authors", index, "person")
            yield from _missing(facts, "person", author.person, at)
            if author.person in seen:
                yield at, f"Tác giả {quoted(author.person)} ghi hai lần.", "Gộp thành một và cộng tỷ lệ đóng góp."
            seen.add(author.person)


@_rule(Rule.FIELD_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi lĩnh vực được nhắc tới đều có trong campaign.yml."""
    if facts.parsed.charter:
        known = frozenset(each.id for each in facts.parsed.charter.fields)
        yield from _not_in(facts, "field", "lĩnh vực", known)


@_rule(Rule.SECTOR_EXISTS)
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


@_rule(Rule.ITEM_EXISTS)
def _(facts: Facts) -> Found:
    """Mỗi bài chia sẻ trong posts.csv trỏ tới một mục có thật."""
    charter = facts.parsed.charter
    kinds = {"sang-kien": "initiative", "guong-sang": "person", "tien-do": "unit"}
    ids = {section: facts.known[kind] for section, kind in kinds.items()}
    ids["linh-vuc"] = frozenset(each.id for each in charter.fields) if charter else frozenset()
    ids["khu-vuc"] = frozenset(each.id for each in charter.sectors) if charter else frozenset()
    unknowable = {section for section, kind in kinds.items() if kind in facts.parsed.unlisted}
    unknowable |= set() if charter else {"linh-vuc", "khu-vuc"}
    items = frozenset({*ids, *(f"{section}/{each}" for section, known in ids.items() for each in known)})
    for post in facts.parsed.posts:
        section, _slash, rest = post.item.partition("/")
        bulletin = section == "ban-tin" and (not rest or re.fullmatch(r"\d{4}-(\d{2}|q[1-4])", rest))
        if post.item not in items and not bulletin and section not in unknowable:
            near = _nearest(post.item, items)
            yield (
                facts.at(post, "item"),
                f"Cần địa chỉ một mục trên trang, nhưng thấy {quoted(post.item)}.",
                f"Có phải {near}?"
                if near
                else "Ví dụ: sang-kien/ma-sang-kien, guong-sang/ma-nguoi, tien-do/ma-don-vi.",
            )


@_rule(Rule.PHOTO_EXISTS)
def _(facts: Facts) -> Found:
    """Mọi ảnh được nhắc tới đều có trong photos/."""
    wanted: list[tuple[str, Location]] = []
    for initiative in facts.parsed.initiatives:
        for index, photo in enumerate(initiative.photos):
            wanted.append((photo.file, facts.at(initiative, "photos", index, "file")))
    wanted += [
        (person.portrait.file, facts.at(person, "portrait", "file"))
        for person in facts.parsed.people
        if person.portrait
    ]
    charter = facts.parsed.charter
    if charter and charter.brand.logo:
        wanted.append((charter.brand.logo, facts.at(charter, "brand", "logo")))
    for name, at in wanted:
        if not facts.missing("photo", name):
            continue
        if "/" in name or "\\" in name:
            yield (
                at,
                f"Cần tên một tệp nằm ngay trong data/photos/, nhưng thấy {quoted(name)}.",
                "Chép ảnh vào data/photos/ và chỉ ghi tên tệp.",
            )
            continue
        near = _nearest(name, facts.known["photo"])
        hint = f"Có phải {near}?" if near else "Chép ảnh vào data/photos/, đúng tên này."
        yield at, f"Cần ảnh {quoted(name)} trong data/photos/, nhưng không thấy.", hint


# --- The tree of units ----------------------------------------------------------------------------


@_rule(Rule.TREE)
def _(facts: Facts) -> Found:
    """Các đơn vị cấp trên không tạo thành vòng."""
    units = {unit.id: unit for unit in facts.parsed.units}
    for unit in facts.parsed.units:
        way = [unit.id]
        above = units.get(unit.parent or "")
        while above and above.id not in way:
            way.append(above.id)
            above = units.get(above.parent or "")
        if above and above.id == unit.id:
            yield (
                facts.at(unit, "parent"),
                f"Đơn vị cấp trên tạo thành vòng: {' → '.join([*way, unit.id])}.",
                "Sửa cột parent của một đơn vị trong vòng.",
            )


@_rule(Rule.TARGET_SUM)
def _(facts: Facts) -> Found:
    """Chỉ tiêu của đơn vị bằng tổng cấp dưới, và tổng cả cây bằng chỉ tiêu chiến dịch, trừ khi có ghi lý do."""
    charter = facts.parsed.charter
    if not facts.whole("data/units.csv"):
        return
    for unit in facts.parsed.units:
        below = [facts.tally.target(member, facts.today) for member in facts.tally.members(unit, facts.today)]
        known = [each for each in below if each is not None]
        if unit.target is None or not known or len(known) != len(below) or unit.target_note:
            continue
        if sum(known) != unit.target:
            yield (
                facts.at(unit, "target"),
                f"Cần chỉ tiêu bằng tổng các đơn vị cấp dưới ({integer(sum(known))}), nhưng thấy {integer(unit.target)}.",
                f"Sửa chỉ tiêu (lệch {integer(abs(sum(known) - unit.target))}), hoặc ghi lý do vào cột target_note.",
            )
    roots = [root for root in facts.tally.roots if facts.tally.counts(root, facts.today)]
    targets = [facts.tally.target(root, facts.today) for root in roots]
    whole = sum(each for each in targets if each is not None)
    if charter and roots and None not in targets and whole != charter.target and not any(r.target_note for r in roots):
        yield (
            facts.at(charter, "target"),
            (
                f"Cần chỉ tiêu chiến dịch bằng tổng chỉ tiêu các đơn vị ({integer(whole)}), "
                f"nhưng thấy {integer(charter.target)}."
            ),
            "Sửa target ở đây hoặc cột target trong data/units.csv, hoặc ghi lý do vào cột target_note của đơn vị cao nhất.",
        )


@_rule(Rule.VALIDITY)
def _(facts: Facts) -> Found:
    """Ngày hết hiệu lực của đơn vị không trước ngày bắt đầu, và đơn vị kế thừa chỉ có khi đã hết hiệu lực."""
    for unit in facts.parsed.units:
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            yield (
                facts.at(unit, "valid_to"),
                f"Cần ngày hết hiệu lực từ {day(unit.valid_from)} trở đi, nhưng thấy {day(unit.valid_to)}.",
                "Đổi lại hai ngày cho đúng thứ tự.",
            )
        if unit.successor and (not unit.valid_to or unit.successor == unit.id):
            yield (
                facts.at(unit, "successor"),
                f"Đơn vị kế thừa {quoted(unit.successor)} chỉ ghi khi đơn vị đã hết hiệu lực và là một đơn vị khác.",
                "Điền cột valid_to, hoặc xóa cột successor.",
            )
        elif unit.successor in facts.tally.units and not facts.tally.heir(unit):
            yield (
                facts.at(unit, "successor"),
                f"Đơn vị kế thừa {quoted(unit.successor)} lại nằm trong số liệu của chính {quoted(unit.id)}.",
                "Sửa cột successor hoặc cột parent, để hai đơn vị không cộng vòng vào nhau.",
            )


# --- Reports --------------------------------------------------------------------------------------


@_rule(Rule.REPORT_WITHIN_VALIDITY)
def _(facts: Facts) -> Found:
    """Đơn vị chỉ báo cáo trong thời gian có hiệu lực."""
    units = {unit.id: unit for unit in facts.parsed.units}
    for snapshot in facts.parsed.snapshots:
        unit = units.get(snapshot.unit)
        if not unit:
            continue
        early = unit.valid_from and snapshot.date < unit.valid_from
        late = unit.valid_to and snapshot.date > unit.valid_to
        if early or late:
            edge = (
                f"từ {day(unit.valid_from)}"
                if early and unit.valid_from
                else f"đến {day(unit.valid_to or snapshot.date)}"
            )
            yield (
                facts.at(snapshot, "date"),
                f"Đơn vị {quoted(unit.id)} chỉ có hiệu lực {edge}, nhưng có báo cáo ngày {day(snapshot.date)}.",
                "Sửa ngày báo cáo, hoặc ghi số liệu cho đơn vị kế thừa.",
            )


@_rule(Rule.REPORT_DATE)
def _(facts: Facts) -> Found:
    """Không có báo cáo nào trước ngày chiến dịch bắt đầu."""
    charter = facts.parsed.charter
    for snapshot in facts.parsed.snapshots if charter else ():
        if charter and snapshot.date < charter.period.start:
            yield (
                facts.at(snapshot, "date"),
                f"Cần ngày từ khi chiến dịch bắt đầu ({day(charter.period.start)}), nhưng thấy {day(snapshot.date)}.",
                "Kiểm tra năm và tháng của báo cáo.",
            )


@_rule(Rule.ONE_REPORT)
def _(facts: Facts) -> Found:
    """Mỗi đơn vị chỉ có một dòng cho mỗi ngày."""
    first: dict[tuple[str, date], Record] = {}
    for snapshot in facts.parsed.snapshots:
        before = first.setdefault((snapshot.unit, snapshot.date), snapshot)
        if before is not snapshot:
            yield (
                facts.at(snapshot, "unit"),
                f"Đơn vị {quoted(snapshot.unit)} đã có dòng cho ngày {day(snapshot.date)} ở dòng {before.origin.line}.",
                "Giữ một dòng và xóa dòng kia.",
            )


@_rule(Rule.VALID_WITHIN_SUBMITTED)
def _(facts: Facts) -> Found:
    """Số được công nhận không vượt số đã đăng tải."""
    for snapshot in facts.parsed.snapshots:
        if snapshot.valid is not None and snapshot.valid > snapshot.submitted:
            yield (
                facts.at(snapshot, "valid"),
                f"Cần không quá số đã đăng tải ({integer(snapshot.submitted)}), nhưng thấy {integer(snapshot.valid)}.",
                "Kiểm tra xem hai cột submitted và valid có bị đổi chỗ không.",
            )


@_rule(Rule.COUNTS_GROW)
def _(facts: Facts) -> Found:
    """Số lũy kế không giảm, trừ khi ghi chú nói là đính chính."""
    for unit in facts.parsed.units:
        for name in ("submitted", "valid"):
            known = [report for report in facts.tally.reports(unit) if getattr(report, name) is not None]
            for before, after in pairwise(known):
                earlier, later = getattr(before, name), getattr(after, name)
                if later < earlier and not after.is_correction and before.date != after.date:
                    yield (
                        facts.at(after, name),
                        (
                            f"Số lũy kế {name} của {quoted(unit.id)} giảm từ {integer(earlier)} ({day(before.date)}) "
                            f"xuống {integer(later)} ({day(after.date)})."
                        ),
                        "Sửa con số; nếu số kỳ trước sai thật, ghi vào cột note: Đính chính: lý do.",
                    )


@_rule(Rule.MEMBERS_WITHIN_WHOLE)
def _(facts: Facts) -> Found:
    """Khi đơn vị cấp trên tự báo cáo, tổng các đơn vị cấp dưới không vượt số của cấp trên."""
    for unit in facts.parsed.units:
        for report in facts.tally.reports(unit):
            below = [facts.tally.count(member, report.date) for member in facts.tally.members(unit, report.date)]
            total = sum(part.submitted for part in below if part)
            if total > report.submitted:
                yield (
                    facts.at(report, "submitted"),
                    (
                        f"Các đơn vị cấp dưới của {quoted(unit.id)} đã có {integer(total)}, "
                        f"nhưng cấp trên chỉ ghi {integer(report.submitted)}."
                    ),
                    "Sửa số của cấp trên, hoặc xóa dòng này để cấp trên được cộng tự động.",
                )


@_rule(Rule.DECLARED_AGREES)
def _(facts: Facts) -> Found:
    """Số liệu đã công bố khớp với các dòng số liệu, đến từng chữ số đã in."""
    charter = facts.parsed.charter
    if not charter or not facts.whole("data/progress.csv", "data/units.csv"):
        return
    for index, declared in enumerate(charter.declared):

        def at(name: str, index: int = index) -> Location:
            return facts.at(charter, "declared", index, name)

        total = facts.tally.total(declared.date)
        pairs = [("submitted", declared.submitted, total.submitted if total else None)]
        if declared.valid is not None:
            pairs.append(("valid", declared.valid, total.valid if total else None))
        pairs.append(("target", declared.target, charter.target))
        for name, said, counted in pairs:
            if said != counted:
                shown = "chưa có" if counted is None else integer(counted)
                yield (
                    at(name),
                    f"Công bố ngày {day(declared.date)} ghi {integer(said)}, nhưng các dòng số liệu cho {shown}.",
                    "Đối chiếu data/progress.csv (và data/units.csv) với văn bản công bố rồi sửa bên sai.",
                )
        measured = declared.submitted if charter.counting == "submitted" else declared.valid
        if measured is not None:
            places = len(declared.percent.rstrip("%").partition(",")[2])
            printed = f"{decimal(Fraction(measured * 100, declared.target), places=places)}%"
            if printed != declared.percent:
                yield (
                    at("percent"),
                    f"{integer(measured)}/{integer(declared.target)} là {printed}, nhưng công bố ghi {quoted(declared.percent)}.",
                    "Đối chiếu với văn bản công bố rồi sửa con số sai.",
                )


@_rule(Rule.REGISTER_AGREES)
def _(facts: Facts) -> Found:
    """Khi có sổ đăng ký, số dòng của đơn vị trong sổ đến ngày báo cáo bằng số đã báo cáo."""
    if not facts.parsed.register or not facts.whole("data/register.csv", "data/progress.csv"):
        return
    submitted: dict[str, list[date]] = defaultdict(list)
    for entry in facts.parsed.register:
        submitted[entry.unit].append(entry.submitted_on)
    for snapshot in facts.parsed.snapshots:
        counted = sum(1 for each in submitted.get(snapshot.unit, ()) if each <= snapshot.date)
        if counted != snapshot.submitted:
            yield (
                facts.at(snapshot, "submitted"),
                (
                    f"Sổ đăng ký có {integer(counted)} sáng kiến của {quoted(snapshot.unit)} đến {day(snapshot.date)}, "
                    f"nhưng báo cáo ghi {integer(snapshot.submitted)}."
                ),
                "Đối chiếu data/register.csv với báo cáo rồi sửa bên sai.",
            )


# --- The campaign ---------------------------------------------------------------------------------


@_rule(Rule.PERIOD)
def _(facts: Facts) -> Found:
    """Chiến dịch và từng giai đoạn kết thúc sau khi bắt đầu, và giai đoạn nằm trong thời gian chiến dịch."""
    charter = facts.parsed.charter
    if not charter:
        return
    whole = charter.period
    if whole.end <= whole.start:
        yield (
            facts.at(charter, "period", "end"),
            f"Cần ngày kết thúc sau {day(whole.start)}, nhưng thấy {day(whole.end)}.",
            "Đổi lại hai ngày cho đúng thứ tự.",
        )
    for index, phase in enumerate(charter.phases):
        if phase.end < phase.start:
            yield (
                facts.at(charter, "phases", index, "end"),
                f"Cần ngày kết thúc sau {day(phase.start)}, nhưng thấy {day(phase.end)}.",
                "Đổi lại hai ngày cho đúng thứ tự.",
            )
        for name, found in (("start", phase.start), ("end", phase.end)):
            if whole.start < whole.end and not whole.start <= found <= whole.end:
                yield (
                    facts.at(charter, "phases", index, name),
                    (
                        f"Giai đoạn {quoted(phase.name)} cần nằm trong {day(whole.start)}–{day(whole.end)}, "
                        f"nhưng thấy {day(found)}."
                    ),
                    "Sửa ngày của giai đoạn, hoặc thời gian chiến dịch.",
                )


@_rule(Rule.SITE_AGREES)
def _(facts: Facts) -> Found:
    """Tên trang và địa chỉ trong mkdocs.yml giống trong campaign.yml."""
    charter, settings = facts.parsed.charter, facts.parsed.settings
    if not charter:
        return
    for key, wanted in (("site_name", charter.short_name), ("site_url", charter.site_url)):
        found = settings.get(key)
        if found is not None and found.text != wanted:
            yield (
                found.at,
                f"Cần {key} giống trong data/campaign.yml ({quoted(wanted)}), nhưng thấy {quoted(found.text)}.",
                f'Viết {key}: "{wanted}".',
            )


# --- Initiatives and people -----------------------------------------------------------------------


@_rule(Rule.SHARES)
def _(facts: Facts) -> Found:
    """Tỷ lệ đóng góp ghi cho mọi tác giả hoặc không ai, và cộng lại bằng 100."""
    for initiative in facts.parsed.initiatives:
        shares = [author.share_percent for author in initiative.authors]
        known = [share for share in shares if share is not None]
        if not known:
            continue
        if len(known) != len(shares):
            index = shares.index(None)
            yield (
                facts.at(initiative, "authors", index),
                f"Tác giả {quoted(initiative.authors[index].person)} chưa có share_percent, trong khi người khác có.",
                "Ghi share_percent cho mọi tác giả, hoặc bỏ ở tất cả.",
            )
        elif sum(known) != 100:  # noqa: PLR2004 - percent
            yield (
                facts.at(initiative, "authors"),
                f"Cần tổng tỷ lệ đóng góp bằng 100, nhưng {' + '.join(map(str, known))} = {sum(known)}.",
                "Sửa share_percent của các tác giả.",
            )


@_rule(Rule.APPROVAL)
def _(facts: Facts) -> Found:
    """Sáng kiến đã duyệt thì ghi rõ nơi duyệt và ngày đăng."""
    for initiative in facts.parsed.initiatives:
        if initiative.status != "approved":
            continue
        for name, found in (("approved_by", initiative.approved_by), ("publish_on", initiative.publish_on)):
            if found is None:
                yield (
                    facts.at(initiative, "status"),
                    f"Sáng kiến đã duyệt cần trường {name}, nhưng không thấy.",
                    f"Thêm {name}, hoặc để status: review.",
                )


@_rule(Rule.VERIFIED)
def _(facts: Facts) -> Found:
    """Giá trị làm lợi đã xác minh thì ghi rõ nơi xác minh, tự khai thì không."""
    for initiative in facts.parsed.initiatives:
        benefit = initiative.benefit
        if benefit and (benefit.status == "verified") != (benefit.verified_by is not None):
            missing = benefit.status == "verified"
            yield (
                facts.at(initiative, "benefit", "status"),
                "Giá trị đã xác minh cần trường verified_by, nhưng không thấy."
                if missing
                else "Có verified_by, nhưng status vẫn là declared (tự khai).",
                "Thêm verified_by, hoặc để status: declared."
                if missing
                else "Viết status: verified, hoặc xóa verified_by.",
            )


@_rule(Rule.ILLUSTRATIVE)
def _(facts: Facts) -> Found:
    """Khi có dữ liệu minh họa, campaign.yml có lời ghi chú hiện trên mọi trang."""
    charter = facts.parsed.charter
    records: list[Unit | Initiative | Person] = [*facts.parsed.units, *facts.parsed.initiatives, *facts.parsed.people]
    marked = [each for each in records if each.illustrative]
    if charter and marked and not charter.illustrative:
        yield (
            facts.at(marked[0], "illustrative"),
            "Mục này là dữ liệu minh họa, nhưng data/campaign.yml không có lời ghi chú illustrative.",
            "Thêm illustrative vào data/campaign.yml, hoặc bỏ illustrative ở đây nếu dữ liệu là thật.",
        )


@_rule(Rule.CONSENT_DATES)
def _(facts: Facts) -> Found:
    """Đồng ý hết hạn sau ngày cho."""
    for person in facts.parsed.people:
        for scope in SCOPES:
            consent = getattr(person.consent, scope)
            if consent and consent.expires and consent.expires < consent.given:
                yield (
                    facts.at(person, "consent", scope, "expires"),
                    f"Cần ngày hết hạn từ {day(consent.given)} trở đi, nhưng thấy {day(consent.expires)}.",
                    "Đối chiếu phiếu đồng ý rồi sửa ngày.",
                )


def has_agreed(person: Person, scope: str, today: date) -> bool:
    """Whether `person`'s consent to `scope` is given, not expired and not withdrawn on `today`."""
    consent = getattr(person.consent, scope)
    if consent is None or consent.given > today or (consent.expires and consent.expires < today):
        return False
    withdrawn = person.withdrawn
    return not (withdrawn and scope in withdrawn.scopes and withdrawn.date <= today)


@_rule(Rule.NAME_WITHOUT_CONSENT)
def _(facts: Facts) -> Found:
    """Không chỗ nào nhắc tên người chưa đồng ý nêu tên."""
    people = facts.parsed.people
    named = {fold(person.name) for person in people if has_agreed(person, "name", facts.today)}
    hidden = {" ".join(fold(each.name).split()): each for each in people if fold(each.name) not in named}
    if not hidden:
        return
    names = (r"\s+".join(map(re.escape, name.split())) for name in sorted(hidden, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)({'|'.join(names)})(?!\w)")
    for source, path, text in _free_text(facts):
        folded = fold(text)
        for found in pattern.finditer(folded):
            name = " ".join(found.group(1).split())
            if not (isinstance(source, Person) and " ".join(fold(source.name).split()) == name):
                if isinstance(source, Record):
                    at = facts.at(source, *path)
                else:
                    at = Location(source.path, source.body_line + folded.count("\n", 0, found.start()))
                yield (
                    at,
                    f"Có tên của {quoted(hidden[name].id)}, người chưa đồng ý (hoặc đã thôi đồng ý) nêu tên.",
                    "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý.",
                )


def _free_text(facts: Facts) -> Iterator[tuple[Record | AuthoredPage, tuple[str | int, ...], str]]:
    """Every free text that could be published, with the record and the field, or the page, it stands in."""
    parsed = facts.parsed
    records: list[Record] = [
        *([parsed.charter] if parsed.charter else []),
        *parsed.units,
        *parsed.snapshots,
        *parsed.initiatives,
        *parsed.people,
        *parsed.support_teams,
        *(page.front for page in parsed.pages),
    ]
    for record in records:
        for path, text in _strings(record.model_dump(), ()):
            yield record, path, text
    for page in parsed.pages:
        yield page, (), page.body


def _strings(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, (*path, key))
    elif isinstance(value, tuple | list):
        for index, each in enumerate(value):
            yield from _strings(each, (*path, index))


# --- Authored pages -------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"<!--\s*sangkien:\s*(.*?)\s*-->")
_GENERATED = (
    "index", "tien-do", "sang-kien", "linh-vuc", "khu-vuc", "guong-sang", "ban-tin", "ho-tro", "chia-se",
    "nhung", "du-lieu", "tim-kiem", "cong-nhan-doanh-nghiep", "assets", "api", "404", "anh",
)  # fmt: skip


@_rule(Rule.PLACEHOLDER)
def _(facts: Facts) -> Found:
    """Mỗi ô chờ trong content/ là một trong các ô có sẵn."""
    for page in facts.parsed.pages:
        for number, line in enumerate(page.body.split("\n")):
            for found in _PLACEHOLDER.finditer(line):
                name = found.group(1)
                if name not in PLACEHOLDERS:
                    near = nearest(name, PLACEHOLDERS)
                    yield (
                        Location(page.path, page.body_line + number, found.start(1) + 1),
                        f"Cần một trong các ô chờ {', '.join(PLACEHOLDERS)}; nhưng thấy {quoted(name)}.",
                        f"Có phải {near}?" if near else "Xóa ô chờ này, hoặc chọn một ô có sẵn.",
                    )


@_rule(Rule.PAGE_HEADING)
def _(facts: Facts) -> Found:
    """Trang trong content/ không có tiêu đề cấp một: tên trang lấy từ title."""
    for page in facts.parsed.pages:
        fenced, above = False, ""
        for number, line in enumerate(page.body.split("\n")):
            fenced ^= line.startswith(("```", "~~~"))
            underlined = bool(above.strip() and re.fullmatch(r"=+\s*", line))
            if not fenced and (underlined or re.match(r"#(?!#)", line)):
                yield (
                    Location(page.path, page.body_line + number - underlined),
                    f"Tên trang đã có ở title, nhưng thấy thêm tiêu đề {quoted((above if underlined else line).lstrip('# '))}.",
                    "Dùng ## cho các phần trong trang.",
                )
            above = line


@_rule(Rule.PAGE_ADDRESS)
def _(facts: Facts) -> Found:
    """Tên tệp trong content/ là mã không dấu và không trùng trang có sẵn."""
    for page in facts.parsed.pages:
        if page.name in _GENERATED or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page.name):
            yield (
                Location(page.path),
                (
                    f"Cần tên tệp là mã không dấu, khác các trang tự tạo ({', '.join(_GENERATED[:11])} …), "
                    f"nhưng thấy {quoted(page.name)}."
                ),
                "Đổi tên tệp, ví dụ gioi-thieu.md.",
            )
