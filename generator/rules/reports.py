"""Reports: who may report when, counts that grow, and totals that agree with what was announced."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from generator.model import Record
from generator.problems import Location, Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import day, decimal, integer
from generator.written import quoted

LAST_REPORT_DAYS = 365  # final figures come late, but a year later it is a mistyped year


@rule(Rule.REPORT_WITHIN_VALIDITY)
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


@rule(Rule.REPORT_DATE)
def _(facts: Facts) -> Found:
    """Báo cáo ghi ngày từ khi chiến dịch bắt đầu, và không quá một năm sau khi kết thúc."""
    charter = facts.parsed.charter
    if not charter:
        return
    if charter.period.end < charter.period.start:
        return  # told already, and every report would be outside
    first, last = charter.period.start, charter.period.end + timedelta(days=LAST_REPORT_DAYS)
    for snapshot in facts.parsed.snapshots:
        if not first <= snapshot.date <= last:
            yield (
                facts.at(snapshot, "date"),
                f"Cần ngày từ {day(first)} (chiến dịch bắt đầu) đến {day(last)}, nhưng thấy {day(snapshot.date)}.",
                "Kiểm tra năm và tháng của báo cáo.",
            )


@rule(Rule.ONE_REPORT)
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


@rule(Rule.VALID_WITHIN_SUBMITTED)
def _(facts: Facts) -> Found:
    """Số được công nhận không vượt số đã đăng tải."""
    for snapshot in facts.parsed.snapshots:
        if snapshot.valid is not None and snapshot.valid > snapshot.submitted:
            yield (
                facts.at(snapshot, "valid"),
                f"Cần không quá số đã đăng tải ({integer(snapshot.submitted)}), nhưng thấy {integer(snapshot.valid)}.",
                "Kiểm tra xem hai cột submitted và valid có bị đổi chỗ không.",
            )


@rule(Rule.COUNTS_GROW)
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
                        "Sửa con số; nếu số kỳ trước sai thật, ghi vào cột note, bắt đầu bằng “Đính chính: ” rồi nêu lý do.",
                    )


@rule(Rule.MEMBERS_WITHIN_WHOLE)
def _(facts: Facts) -> Found:
    """Khi đơn vị cấp trên tự báo cáo, tổng các đơn vị cấp dưới không vượt số của cấp trên."""
    for unit in facts.parsed.units if facts.tree_is_sound else ():
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


@rule(Rule.DECLARED_AGREES)
def _(facts: Facts) -> Found:
    """Số liệu đã công bố khớp với các dòng số liệu, đến từng chữ số đã in."""
    charter = facts.parsed.charter
    if not charter or not facts.tree_is_sound or not facts.whole("data/progress.csv", "data/units.csv"):
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
                source = "target của chiến dịch là" if name == "target" else "các dòng số liệu cho"
                yield (
                    at(name),
                    f"Công bố ngày {day(declared.date)} ghi {integer(said)}, nhưng {source} {shown}.",
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


@rule(Rule.REGISTER_AGREES)
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
