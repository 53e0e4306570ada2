"""Initiatives and people: authors, approval, benefits, consent, and names that must not be told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from generator.model import AuthoredPage, Charter, Initiative, Person, Record, Snapshot, Unit
from generator.problems import Location, Rule
from generator.rules.facts import Facts, Found, rule
from generator.rules.texts import Way, free_text, place
from generator.vietnamese import fold
from generator.written import quoted


@rule(Rule.SHARES)
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


@rule(Rule.APPROVAL)
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


@rule(Rule.VERIFIED)
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


@rule(Rule.ILLUSTRATIVE)
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


@rule(Rule.FACE_WITHOUT_CONSENT)
def _(facts: Facts) -> Found:
    """Ảnh chân dung của người chưa đồng ý đăng ảnh không dùng ở chỗ khác."""
    hidden = {
        person.portrait.file: person
        for person in facts.parsed.people
        if person.portrait and not person.agrees_to("photo", facts.consented_on)
    }
    for initiative in facts.parsed.initiatives:
        for index, photo in enumerate(initiative.photos):
            if photo.file in hidden:
                yield (
                    facts.at(initiative, "photos", index, "file"),
                    f"Ảnh này là chân dung của người có hồ sơ {quoted(hidden[photo.file].id)}, chưa đồng ý đăng ảnh.",
                    "Dùng ảnh khác, hoặc xin phiếu đồng ý đăng ảnh.",
                )


@rule(Rule.NAME_WITHOUT_CONSENT)
def _(facts: Facts) -> Found:
    """Không chỗ nào nhắc tên người chưa đồng ý nêu tên."""
    people = facts.parsed.people
    named = {_bare(person.name) for person in people if person.agrees_to("name", facts.consented_on)}
    hidden = {_bare(each.name): each for each in people if _bare(each.name) not in named}
    yield from _twins(facts)
    if not hidden:
        return
    for _source, at, person in _named(facts, hidden):
        yield (
            at,
            f"Có tên của người có hồ sơ {quoted(person.id)}, chưa đồng ý (hoặc đã thôi đồng ý) nêu tên.",
            "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý.",
        )


@rule(Rule.NAME_SHARED)
def _(facts: Facts) -> Found:
    """Người không đồng ý chia sẻ lên mạng xã hội không có tên trong bài về sáng kiến, người khác, mốc và báo cáo."""
    on = facts.consented_on
    agreed = {_bare(each.name) for each in facts.parsed.people if each.agrees_to("social", on)}
    hidden = {
        _bare(each.name): each
        for each in facts.parsed.people
        if each.agrees_to("name", on) and _bare(each.name) not in agreed
    }
    for source, at, person in _named(facts, hidden) if hidden else ():
        if isinstance(source, Initiative | Person | Snapshot | Charter):
            yield (
                at,
                f"Bài này được chia sẻ lên mạng xã hội, mà có tên của người có hồ sơ {quoted(person.id)}, chưa đồng ý việc ấy.",
                "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý social.",
            )


def _named(facts: Facts, hidden: Mapping[str, Person]) -> Iterator[tuple[Record | AuthoredPage, Location, Person]]:
    """Where texts name one of those `hidden`, by bare name, outside their own record."""
    pattern = re.compile(rf"(?<!\w)({_any_of(hidden)})(?!\w)")
    for source, path, text in _suspects(facts, pattern):
        folded = _plain(text)
        for found in pattern.finditer(folded):
            name = " ".join(found.group(1).split())
            if not (isinstance(source, Person) and _bare(source.name) == name):
                yield source, place(facts, source, path, folded, found.start()), hidden[name]


def _twins(facts: Facts) -> Found:
    """Names that only their marks tell from the name of someone who may be named ("Văn", "Vân")."""
    agreed = [person.name for person in facts.parsed.people if person.agrees_to("name", facts.consented_on)]
    bare, exact = {_bare(name) for name in agreed}, {name.lower() for name in agreed}
    twins = [each for each in facts.parsed.people if _bare(each.name) in bare and each.name.lower() not in exact]
    pattern = re.compile(_any_of(_bare(each.name) for each in twins))
    for source, path, text in _suspects(facts, pattern) if twins else ():
        lowered = " ".join(text.lower().split())
        for person in twins:
            if person is not source and re.search(rf"(?<!\w){re.escape(person.name.lower())}(?!\w)", lowered):
                yield (
                    place(facts, source, path, text, 0),
                    f"Có tên của người có hồ sơ {quoted(person.id)}, chưa đồng ý (hoặc đã thôi đồng ý) nêu tên.",
                    "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý.",
                )


def _any_of(names: Iterable[str]) -> str:
    return "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))


def _bare(name: str) -> str:
    return " ".join(_plain(name).split())


def _plain(text: str) -> str:
    """`text` folded, without the marks, dashes and character references that could part a name; lines are kept."""
    plain = re.sub(r"[*_~`\\]", "", unescape(text))
    return fold(re.sub(r"[-–—.+/\xa0]", " ", plain))


def _suspects(facts: Facts, pattern: re.Pattern[str]) -> Iterator[tuple[Record | AuthoredPage, Way, str]]:
    """The texts, each with the record and the field or the page it stands in, of all in which `pattern` is found.

    Whole records are looked through at once: nearly none is a suspect, and one by one their texts take longer.
    """
    for source, texts in free_text(facts):
        if pattern.search(_plain("\n".join(texts.values()))):
            for path, text in texts.items():
                yield source, path, text
