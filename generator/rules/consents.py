"""What people agreed to: days that make sense, and agreements that are about to end."""

from collections.abc import Mapping
from datetime import timedelta

from generator.model import SCOPES, Scope
from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import day

EXPIRING = timedelta(days=30)

_LOST: Mapping[Scope, str] = {
    "name": "trang về người này và tên trong mọi sáng kiến sẽ không còn",
    "photo": "ảnh chân dung sẽ được thay bằng chữ lồng",
    "story": "câu chuyện và lời nói sẽ không còn",
    "social": "ảnh, lời chia sẻ và mục tin về người này sẽ không còn",
}


@rule(Rule.CONSENT_DATES)
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


@rule(Rule.CONSENT_EXPIRING)
def _(facts: Facts) -> Found:
    """Đồng ý còn hạn hơn 30 ngày, để kịp xin lại trước khi trang phải đổi."""
    for person in facts.parsed.people:
        for scope in SCOPES:
            consent = getattr(person.consent, scope)
            if (
                consent
                and consent.expires
                and person.agrees_to(scope, facts.consented_on)
                and consent.expires <= facts.consented_on + EXPIRING
            ):
                yield (
                    facts.at(person, "consent", scope, "expires"),
                    f"Đồng ý này hết hạn sau ngày {day(consent.expires)}; khi ấy {_LOST[scope]}.",
                    "Xin phiếu đồng ý mới rồi ghi given, proof, expires mới; hoặc cứ để hết hạn.",
                )
