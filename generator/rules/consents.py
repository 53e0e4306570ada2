"""What people agreed to: days that make sense, and agreements that are about to end."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from generator.model import SCOPES, Person, Scope
from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.rules.stories import blocking
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
    """Đồng ý hết hạn sau ngày cho, và được rút lại từ ngày cho đến hôm nay."""
    for person in facts.parsed.people:
        for scope in SCOPES:
            consent = getattr(person.consent, scope)
            if consent and consent.expires and consent.expires < consent.given:
                yield (
                    facts.at(person, "consent", scope, "expires"),
                    f"Cần ngày hết hạn từ {day(consent.given)} trở đi, nhưng thấy {day(consent.expires)}.",
                    "Đối chiếu phiếu đồng ý rồi sửa ngày.",
                )
        for index, withdrawn in enumerate(person.withdrawn):
            if wrong := untimely(person, withdrawn.scopes, withdrawn.date, facts.clock):
                yield (
                    facts.at(person, "withdrawn", index, "date"),
                    wrong,
                    "Đối chiếu đơn rút rồi sửa ngày; người này đã đồng ý lại thì bỏ mục ấy khỏi withdrawn.",
                )


def untimely(person: Person, scopes: Iterable[Scope], on: date, clock: date) -> str:
    """Why `scopes` cannot have been withdrawn on a day; nothing when they can."""
    given = [consent.given for scope in scopes if (consent := getattr(person.consent, scope))]
    if on > clock:
        return f"Cần ngày rút không sau hôm nay, {day(clock)}, nhưng thấy {day(on)}."
    if given and on < max(given):
        return f"Cần ngày rút từ ngày đồng ý, {day(max(given))}, trở đi, nhưng thấy {day(on)}."
    return ""


@rule(Rule.CONSENT_EXPIRING)
def _(facts: Facts) -> Found:
    """Đồng ý còn hạn hơn 30 ngày, để kịp xin lại trước khi trang phải đổi."""
    ending = [
        (person, scope, consent.expires)
        for person in facts.parsed.people
        for scope in SCOPES
        if (consent := getattr(person.consent, scope))
        and consent.expires
        and person.agrees_to(scope, facts.consented_on)
        and consent.expires <= facts.consented_on + EXPIRING
    ]
    named = blocking(facts, ending)
    for person, scope, last in ending:
        places = ", ".join(dict.fromkeys(f"{at.path}:{at.line}" for at in named.get((person.id, scope), ())))
        yield (
            facts.at(person, "consent", scope, "expires"),
            f"Đồng ý này hết hạn sau ngày {day(last)}; khi ấy {_LOST[scope]}."
            + (f" Còn nhắc tên, nên từ hôm sau không dựng được trang nếu chưa viết lại: {places}." if places else ""),
            "Xin phiếu đồng ý mới rồi ghi given, proof, expires mới; hoặc cứ để hết hạn"
            + (" nhưng viết lại trước những chỗ ấy." if places else "."),
        )
