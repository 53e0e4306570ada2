"""The tree of units: no circle, sums that agree, and units that begin and end in order."""

from datetime import date

from generator.problems import Rule
from generator.rules.facts import DEEPEST_TREE, Facts, Found, rule
from generator.vietnamese import day, integer
from generator.written import quoted


@rule(Rule.TREE)
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


@rule(Rule.TREE_DEPTH)
def _(facts: Facts) -> Found:
    """Cây đơn vị không sâu quá hai mươi cấp."""
    for unit in facts.parsed.units:
        if DEEPEST_TREE < facts.tally.depth(unit) < len(facts.tally.units):
            yield (
                facts.at(unit, "parent"),
                f"Cây đơn vị cần không quá {DEEPEST_TREE} cấp, nhưng đơn vị này ở cấp {facts.tally.depth(unit) + 1}.",
                "Kiểm tra cột parent: có lẽ các đơn vị đang nối đuôi nhau.",
            )


@rule(Rule.TARGET_SUM)
def _(facts: Facts) -> Found:
    """Chỉ tiêu của đơn vị bằng tổng cấp dưới, và tổng cả cây bằng chỉ tiêu chiến dịch, trừ khi có ghi lý do."""
    charter = facts.parsed.charter
    if not facts.tree_is_sound or not facts.whole("data/units.csv"):
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


@rule(Rule.VALIDITY)
def _(facts: Facts) -> Found:
    """Ngày hết hiệu lực của đơn vị không trước ngày bắt đầu, và đơn vị kế thừa chỉ có khi đã hết hiệu lực."""
    for unit in facts.parsed.units:
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            yield (
                facts.at(unit, "valid_to"),
                f"Cần ngày hết hiệu lực từ {day(unit.valid_from)} trở đi, nhưng thấy {day(unit.valid_to)}.",
                "Đổi lại hai ngày cho đúng thứ tự.",
            )
        parent = facts.tally.units.get(unit.parent or "")
        heir = facts.tally.heir(parent) if parent else None
        if parent and heir and parent.valid_to and (unit.valid_to or date.max) > parent.valid_to:
            yield (
                facts.at(unit, "parent"),
                f"Cấp trên {quoted(parent.id)} chỉ có hiệu lực đến {day(parent.valid_to)}, còn đơn vị này vẫn hoạt động.",
                f"Đổi parent thành {heir.id}, hoặc điền valid_to.",
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
