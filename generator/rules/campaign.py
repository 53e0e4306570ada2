"""The campaign itself: its days, and its name in mkdocs.yml."""

from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import day
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


@rule(Rule.SITE_AGREES)
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
