"""Values and counts that deserve a second look: sums that do not come out, figures a thousand times too large."""

from functools import lru_cache
from statistics import median

from generator.calculation import Equation, equations, has_sum
from generator.model import Initiative
from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import integer, money
from generator.written import quoted

FEWEST_COMPARED = 5
"""From so many values on, one can stand out among them."""
OUTLIER = 300
"""So many times the middle value, or so small a part of it: three zeros too many or too few are a factor of 1,000."""
LEAP = 10
LEAP_FROM = 10
"""A count that grows tenfold from at least ten between two reports is rarely true: a zero or a whole sum was added."""


@lru_cache(maxsize=1 << 12)
def _sums(calculation: str) -> tuple[Equation, ...]:
    """As `equations`; two rules ask for them."""
    return tuple(equations(calculation))


@rule(Rule.CALCULATION)
def _(facts: Facts) -> Found:
    """Mỗi phép tính trong cách tính giá trị làm lợi cho đúng kết quả đã ghi."""
    return facts.alone(Rule.CALCULATION, facts.parsed.initiatives, _miscalculated)


def _miscalculated(facts: Facts, initiative: Initiative) -> Found:
    for each in _sums(initiative.benefit.calculation) if initiative.benefit else ():
        if not each.holds:
            computed = (
                integer(round(each.computed)) if each.computed.denominator == 1 else f"{float(each.computed):.2f}"
            )
            yield (
                facts.at(initiative, "benefit", "calculation"),
                f"Phép tính {quoted(each.said)} cho kết quả {computed}.",
                "Tính lại rồi sửa các số hoặc kết quả; nếu là số gần đúng thì viết “khoảng” hoặc dấu ≈.",
            )


@rule(Rule.CALCULATION_MISSING)
def _(facts: Facts) -> Found:
    """Cách tính giá trị làm lợi có ít nhất một phép tính mà người khác tính lại được."""
    return facts.alone(Rule.CALCULATION_MISSING, facts.parsed.initiatives, _uncalculated)


def _uncalculated(facts: Facts, initiative: Initiative) -> Found:
    if initiative.benefit and not has_sum(initiative.benefit.calculation):
        yield (
            facts.at(initiative, "benefit", "calculation"),
            f"Giá trị {money(initiative.benefit.vnd_per_year)} không kèm phép tính nào: {quoted(initiative.benefit.calculation)}.",
            "Viết rõ phép tính, ví dụ: 4 công/ngày × 20 ngày × 280.000 đồng = 22.400.000 đồng.",
        )


@rule(Rule.BENEFIT_AGREES)
def _(facts: Facts) -> Found:
    """Giá trị làm lợi bằng kết quả của một phép tính trong cách tính."""
    return facts.alone(Rule.BENEFIT_AGREES, facts.parsed.initiatives, _otherwise_calculated)


def _otherwise_calculated(facts: Facts, initiative: Initiative) -> Found:
    benefit = initiative.benefit
    found = _sums(benefit.calculation) if benefit else ()
    if benefit and found and not any(abs(each.written - benefit.vnd_per_year) <= each.tolerance for each in found):
        yield (
            facts.at(initiative, "benefit", "vnd_per_year"),
            f"Giá trị ghi {integer(benefit.vnd_per_year)} đồng, nhưng cách tính cho {integer(round(found[-1].written))}.",
            "Sửa vnd_per_year, hoặc viết đủ phép tính cuối cùng trong calculation.",
        )


@rule(Rule.BENEFIT_OUTLIER)
def _(facts: Facts) -> Found:
    """Giá trị làm lợi không lớn hay nhỏ bất thường so với các sáng kiến khác."""
    valued = [(each, each.benefit.vnd_per_year) for each in facts.parsed.initiatives if each.benefit]
    if len(valued) < FEWEST_COMPARED:
        return
    middle = median(value for _each, value in valued)
    for initiative, value in valued:
        if value > OUTLIER * middle or value * OUTLIER < middle:
            yield (
                facts.at(initiative, "benefit", "vnd_per_year"),
                f"Giá trị {money(value)} khác xa mức giữa của các sáng kiến, {money(round(middle))}; có thể sai ba số 0.",
                "Đối chiếu với hồ sơ sáng kiến; nếu đúng thì giữ nguyên.",
            )


@rule(Rule.BENEFIT_TWICE)
def _(facts: Facts) -> Found:
    """Hai sáng kiến không cùng một cách tính và một giá trị."""
    seen: dict[tuple[int, str], Initiative] = {}
    for initiative in facts.parsed.initiatives:
        if initiative.benefit is None:
            continue
        key = (initiative.benefit.vnd_per_year, " ".join(initiative.benefit.calculation.split()))
        first = seen.setdefault(key, initiative)
        if first is not initiative:
            yield (
                facts.at(initiative, "benefit"),
                f"Giá trị và cách tính giống hệt của sáng kiến {quoted(first.id)}; có thể một sáng kiến được ghi hai lần.",
                "Nếu trùng thì để một bản archived; nếu không thì viết cách tính riêng.",
            )


@rule(Rule.COUNT_OUTLIER)
def _(facts: Facts) -> Found:
    """Số liệu của một đơn vị không tăng gấp mười giữa hai kỳ báo cáo."""
    last: dict[str, int] = {}
    for snapshot in sorted(facts.parsed.snapshots, key=lambda each: each.date):
        before = last.get(snapshot.unit, 0)
        if before >= LEAP_FROM and snapshot.submitted >= LEAP * before and not snapshot.is_correction:
            yield (
                facts.at(snapshot, "submitted"),
                f"Số đăng tải tăng từ {integer(before)} lên {integer(snapshot.submitted)}; có thể thừa một số 0.",
                "Đối chiếu với báo cáo của đơn vị; nếu đúng thì giữ nguyên.",
            )
        last[snapshot.unit] = snapshot.submitted
