"""The campaign itself: its days and its colours."""

from fractions import Fraction
from math import floor

from generator.colours import MARK_CONTRAST, TEXT_CONTRAST, WHITE, Rgb, apart, contrast, head_ground, hexadecimal, rgb
from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import day, decimal
from generator.written import quoted


@rule(Rule.PERIOD)
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


@rule(Rule.BRAND_CONTRAST)
def _(facts: Facts) -> Found:
    """Màu chính nổi rõ cạnh màu trắng, và màu nhấn nổi rõ trên nền đầu trang pha từ màu chính."""
    charter = facts.parsed.charter
    if not charter:
        return
    primary, accent = rgb(charter.brand.primary), rgb(charter.brand.accent)
    readable = apart(primary, WHITE, TEXT_CONTRAST)
    if readable != primary:
        yield (
            facts.at(charter, "brand", "primary"),
            f"Cần màu chính tương phản với màu trắng từ {_ratio(TEXT_CONTRAST)}, {_found(primary, WHITE)}.",
            f'Viết primary: "{hexadecimal(readable)}", màu gần nhất đủ tương phản, hoặc chọn một màu đậm hơn.',
        )
    ground = head_ground(readable)  # of the colour to be written, so that one mend is enough
    seen = apart(accent, ground, MARK_CONTRAST)
    if seen != accent:
        written = "accent" if "accent" in charter.brand.model_fields_set else "primary"
        yield (
            facts.at(charter, "brand", written),
            (
                f"Cần màu nhấn tương phản với nền đầu trang ({quoted(hexadecimal(ground))}, pha từ màu chính) "
                f"từ {_ratio(MARK_CONTRAST)}, {_found(accent, ground)}."
            ),
            f'Viết accent: "{hexadecimal(seen)}", màu gần nhất đủ tương phản, hoặc chọn một màu sáng hơn.',
        )


def _found(colour: Rgb, ground: Rgb) -> str:
    return f"nhưng thấy {quoted(hexadecimal(colour))}, chỉ {_ratio(contrast(colour, ground))}"


def _ratio(value: float) -> str:
    """A contrast as 4,5:1; rounded down, so that what falls short by a hair does not read as enough."""
    return f"{decimal(Fraction(floor(value * 10), 10))}:1"
