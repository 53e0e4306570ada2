"""Initiatives and people: authors, approval, benefits, consent, and names that must not be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from generator import names
from generator.mentions import Crowd, Sought, linkless, places
from generator.model import AuthoredPage, Charter, Initiative, Person, Post, Record, Scope, Snapshot, Unit
from generator.problems import Location, Rule
from generator.readings import question
from generator.rules.facts import Facts, Found, rule
from generator.rules.references import pictured
from generator.rules.texts import Source, Way, free_texts, place, sources
from generator.written import quoted

_DAY = timedelta(days=1)
_SHARED = Initiative | Person | Snapshot | Charter  # what posts are made of


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
        _content(facts, person.portrait.file): person
        for person in facts.parsed.people
        if person.portrait and not person.agrees_to("photo", facts.consented_on)
    }
    for record, file, way in pictured(facts):
        if isinstance(record, Person) and not record.agrees_to("photo", facts.consented_on):
            continue  # what is not published
        if person := hidden.get(_content(facts, file)):
            yield (
                facts.at(record, *way),
                f"Ảnh này là chân dung của người có hồ sơ {quoted(person.id)}, chưa đồng ý đăng ảnh.",
                "Dùng ảnh khác, hoặc xin phiếu đồng ý đăng ảnh.",
            )


def _content(facts: Facts, file: str) -> str:
    """What tells a picture from others, also when it has two names; its name when it could not be read."""
    picture = facts.parsed.pictures.get(file)
    return picture.digest if picture else file


@rule(Rule.NAME_WITHOUT_CONSENT)
def _(facts: Facts) -> Found:
    """Không chỗ nào nhắc tên người chưa đồng ý nêu tên."""
    for _source, at, person in _named(facts, "name", facts.parsed.people):
        yield (
            at,
            f"Có tên của người có hồ sơ {quoted(person.id)}, chưa đồng ý (hoặc đã thôi đồng ý) nêu tên.",
            "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý.",
        )


@rule(Rule.NAME_SHARED)
def _(facts: Facts) -> Found:
    """Người không đồng ý chia sẻ lên mạng xã hội không có tên trong bài về sáng kiến, người khác, mốc và báo cáo."""
    named = [each for each in facts.parsed.people if each.agrees_to("name", facts.consented_on)]
    for source, at, person in _named(facts, "social", named):
        if isinstance(source, _SHARED):
            yield (
                at,
                f"Bài này được chia sẻ lên mạng xã hội, mà có tên của người có hồ sơ {quoted(person.id)}, chưa đồng ý việc ấy.",
                "Viết lại không nêu tên, ví dụ “tác giả”, “anh em trong tổ”; hoặc xin phiếu đồng ý social.",
            )


def blocking(
    facts: Facts, ending: Iterable[tuple[Person, Scope, date]]
) -> Mapping[tuple[str, Scope], Sequence[Location]]:
    """Where texts name somebody and may not once an agreement has ended, by id and purpose (`name` or `social`).

    Each of `ending` comes with the last day of the agreement.
    """
    together: defaultdict[tuple[date, Scope], list[Person]] = defaultdict(list)
    for person, scope, last in ending:
        if scope in ("name", "social"):
            together[last, scope].append(person)
    found: defaultdict[tuple[str, Scope], list[Location]] = defaultdict(list)
    for (last, scope), people in together.items():
        for source, at, person in _named(replace(facts, consented_on=last + _DAY), scope, people):
            if scope == "name" or isinstance(source, _SHARED):
                found[person.id, scope].append(at)
    return found


def _named(
    facts: Facts, scope: Scope, people: Iterable[Person]
) -> Iterator[tuple[Record | AuthoredPage | None, Location, Person]]:
    """Where texts name one of those `people` who do not agree to `scope`, outside their own record."""
    named = frozenset(each.name for each in facts.parsed.people if each.agrees_to(scope, facts.consented_on))
    spelled = set(map(names.spelled, named))
    sought = {
        Sought(name=each.name, id="", others=named, in_prose=True): each
        for each in people
        if not each.agrees_to(scope, facts.consented_on) and names.spelled(each.name) not in spelled
    }
    if not sought:
        return
    crowd = Crowd(sought)
    asked = question("names", *(each.name for each in sought))
    for path, group in sources(facts):
        suspects = facts.parsed.readings.finding(path, asked, partial(_suspects, crowd, group))
        for source, each in suspects:
            found = [
                _line(place(facts, source, way, text, 0), line)
                for way, text in _texts(source).items()
                for line in _lines(text, each)
            ]
            yield from ((source, at, sought[each]) for at in dict.fromkeys(found))
    settings = [*facts.parsed.settings.values(), *facts.parsed.navigation]
    beside = [(each.at, each.text) for each in settings] + [
        (Location(each.path), each.name) for each in facts.parsed.pages
    ]
    for at, text in beside:
        yield from ((None, at, sought[each]) for each in _within(crowd, text) if list(_lines(text, each)))


def _suspects(crowd: Crowd, group: Iterable[Source]) -> Iterator[tuple[Source, Sought]]:
    """Who may be named in which record or page, other than in their own record."""
    for source in group:
        # Whole records are looked through at once: nearly none is a suspect, and one by one their texts take longer.
        bare = names.words(source.name) if isinstance(source, Person) else None
        for each in _within(crowd, "\n".join(_texts(source).values())):
            if names.words(each.name) != bare:
                yield source, each


def _within(crowd: Crowd, text: str) -> Iterable[Sought]:
    return dict.fromkeys(each for reading in {text, linkless(text)} for each in crowd.within(reading))


def _texts(source: Source) -> dict[Way, str]:
    """Every free text of a record or a page."""
    found = free_texts(source)
    if isinstance(source, Post):
        found.pop(("item",))  # where a post leads on this site is asked by another rule
    return found


def _lines(text: str, sought: Sought) -> Iterator[int]:
    """The lines of a text, from 0, in which the one sought is named."""
    for reading in dict.fromkeys((text, linkless(text))):
        yield from (line - 1 for line, _said in places(reading, sought))


def _line(at: Location, below: int) -> Location:
    """The place so many lines below another of a page; of a record, the place of the field."""
    return Location(at.path, at.line + below) if below and at.path.endswith(".md") else at
