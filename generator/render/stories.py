"""What is told of an item, in sentences: several openings, the facts in order of weight, and a call.

Every sentence is true by construction: it is made of the gate's records and the report's figures, a figure has its
day, what is unknown or zero has no sentence. How much of a story fits where is for `captions` to say.

What editors wrote keeps its case: a job stands after a dash, where a capital is right, and never inside a clause.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile, takewhile
from typing import NamedTuple

from generator.bulletins import Bulletin
from generator.editorial import HELD_BACK, HonouredPerson, PublishedInitiative
from generator.lengths import beginning, sentence, sentences
from generator.model import Award, Benefit, Milestone
from generator.progress import MONTH_DAYS, Crossing, Measured, Report, Standing
from generator.render import telling, words
from generator.render.items import Item, Kind
from generator.render.reckoning import COUNTED, Reckoning
from generator.vietnamese import day, integer, money, with_days_alike

MARK = {
    Kind.INITIATIVE: "(Sáng kiến minh họa.)",
    Kind.PERSON: "(Nhân vật minh họa.)",
    Kind.UNIT: "(Số liệu đơn vị là minh họa.)",
    Kind.LEADERS: "(Số liệu từng đơn vị là minh họa.)",
    Kind.REACHED: "(Số liệu đơn vị là minh họa.)",
    Kind.MILESTONE: "(Dấu mốc minh họa.)",
    Kind.BULLETIN: "(Bản tin có phần minh họa.)",
}
"""What is said at the end where something shown is made up; other kinds tell only of the campaign's own totals."""

_MARKED = re.compile(r"\s*\(minh họa\)", re.IGNORECASE)
_TEASER = 240  # code units of a person's story: two or three sentences, and the rest is to be read on the page
_NAMED = 3  # of a list, the members that are named

_QUOTES = "“”\"' "
_CHANGE = re.compile(
    r"\b(?:giảm|tăng|bớt|hơn|còn|xuống|lên|nay|trước|thay|thay vì|không phải|không còn|thôi|khỏi|gấp|đủ|theo kịp)\b",
    re.IGNORECASE,
)
"""Words with which Vietnamese says that something became better."""
_SHARED = 4  # syllables, of which one word has one or two
_SUBTITLE = re.compile(r": | – ")
_PAUSE = re.compile(r"[,;:] | – ")
_SPOKEN = re.compile(r"(?:^|: )[“\"]")
"""Where in a sentence somebody begins to speak; a quotation elsewhere is a name or a word."""
_LEANING = re.compile(r"(?:Điều|Nhờ|Vì|Cách|Việc) (?:đó|này|ấy|vậy|thế)\b|(?:Đó|Nó|Chúng|Sau|Trong|Đến|Từ|Khi|Nay)\b")
"""How a sentence begins that leans on the one before it: it cannot stand alone."""


class Opening(NamedTuple):
    """A first sentence, which carries the news, and what must follow it (maybe nothing).

    `tells` is the fact of the story that it says already.
    """

    lead: str
    after: str = ""
    tells: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What can be told of an item.

    `passage` is a paragraph of its own after the opening.
    `titles` and `briefs` are headlines, the best first, the second for narrow places, where the first that fits is
    taken; `tail` ends them and is never cut: the figures with their day. `gist` are sentences that say it all to who
    has read the title; after the first of them comes whose it is, one of `by`, the fullest first.
    """

    openings: Sequence[Opening]
    passage: str = ""
    facts: tuple[str, ...]
    calls: Sequence[str]
    titles: Sequence[str]
    briefs: Sequence[str]
    tail: str = ""
    gist: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    mark: str = ""


class Stories:
    """Tells the items of a report."""

    def __init__(self, report: Report) -> None:
        """Take the report that the items are of."""
        self.report = report
        self.charter = report.publication.charter
        self.programme = f"chương trình “{self.charter.short_name}”"
        self._reckoning = Reckoning(report)
        self._standings = {each.unit.id: each for each in report.standings if each.unit}

    def of(self, item: Item) -> Story:
        """The story of an item."""
        subject = item.subject
        match item.kind, subject:
            case Kind.INITIATIVE, PublishedInitiative():
                story = self._initiative(subject, item)
            case Kind.PERSON, HonouredPerson():
                story = self._person(subject, item)
            case Kind.UNIT, Standing():
                story = self._unit(subject, item)
            case Kind.CAMPAIGN, Standing():
                story = self._campaign(subject, item)
            case Kind.LEADERS, Report():
                story = self._leaders(item)
            case Kind.COUNTDOWN, Report():
                story = self._countdown(item)
            case Kind.MILESTONE, Milestone():
                story = self._milestone(subject, item)
            case Kind.REACHED, Crossing():
                story = self._reached(subject, item)
            case Kind.BULLETIN, Bulletin():
                story = self._bulletin(subject, item)
            case _:
                raise ValueError(f"an item of kind {item.kind.value} is not about a {type(subject).__name__}")
        return _with_days_alike(story)

    def _initiative(self, each: PublishedInitiative, item: Item) -> Story:
        says = _said(item)
        whose = self._whose(each)
        benefit, awards, known = (says(fact(each)) for fact in (self._benefit, self._awards, self._recognised))
        is_verified = bool(each.disclosed and each.disclosed.benefit and each.disclosed.benefit.status == "verified")
        authors = words.authors(each, shared=True) if each.disclosed else None
        calls = ("Xem cách làm", "Đọc cả câu chuyện", "Cách làm cụ thể ở đây", "Mời bạn đọc và làm thử")
        return Story(
            openings=self._initiative_openings(each, says) if each.summary != HELD_BACK else _held_back(each),
            facts=tuple(filter(None, (benefit, awards, known) if is_verified else (awards, known, benefit))),
            calls=calls if each.disclosed else ("Xem thêm", "Xem trên trang chương trình"),
            titles=(each.title,),
            briefs=[*map(says, self._briefs(each))],
            gist=(sentence(each.summary), *filter(None, (awards, known))),
            by=tuple(f"Sáng kiến của {name}." for name in (whose, authors) if name),
            mark=mark(item),
        )

    def _whose(self, each: PublishedInitiative) -> str:
        authors, unit = words.authors(each, shared=True) if each.disclosed else None, each.unit.name
        if authors:
            return f"{authors} ({unit})"
        return f"tập thể tác giả thuộc {unit}" if each.disclosed else unit

    def _initiative_openings(self, each: PublishedInitiative, says: Callable[[str], str]) -> list[Opening]:
        """What was achieved comes first: as the editors say it, or the award, or the verified value."""
        unit, title, whose = each.unit.name, f"“{each.title}”", self._whose(each)
        authors = words.authors(each, shared=True) if each.disclosed else None
        by, summary = f", của {authors}" if authors else "", sentence(each.summary)
        award = next(iter(_newest(each.awards)), None)
        awarded = Opening(summary, f"Sáng kiến mang tên {title}, của {whose}.")
        if award:
            on = f" ngày {day(award.date)}" if award.date else ""
            lead = f"{award.title} được {award.body} trao{on} cho sáng kiến {title} của {whose}."
            awarded = Opening(says(lead), summary, says(self._awards(each)))
        worth = Opening(summary, f"{title} là sáng kiến của {whose}.")
        benefit = each.disclosed.benefit if each.disclosed else None
        if benefit and benefit.status == "verified":
            lead = f"Ước tính làm lợi {money(benefit.vnd_per_year)} trong 01 năm, {_answered(benefit)}: {title} của {whose}."
            worth = Opening(says(lead), summary, says(self._benefit(each)))
        return [
            Opening(summary, f"Đó là sáng kiến {title} của {whose}."),
            awarded,
            Opening(f"Tin từ {unit} – {summary}", f"Đó là sáng kiến {title}{by}."),
            Opening(summary, f"Cách làm ấy có tên {title}, của {whose}."),
            worth,
            Opening(f"Chuyện ở {unit} – {summary}", f"Sáng kiến có tên {title}{by}."),
            Opening(summary, f"Đứng sau cách làm ấy là {whose}, với sáng kiến {title}."),
        ]

    def _briefs(self, each: PublishedInitiative) -> list[str]:
        """The news in one breath, with the title: what changed, the award, the verified value; last the title alone.

        A whole summary may stand without one, and its first sentence where it has the title's own words. Of a title
        in two parts the first may do. A value that only its author answers for does not lead.
        """
        title, unit, names = each.title, each.unit.name, dict.fromkeys((each.title, _SUBTITLE.split(each.title)[0]))
        clauses = [said.partition("; ")[0] for said in sentences(each.summary)] if each.summary != HELD_BACK else []
        telling_most = sorted((said for said in clauses if said == clauses[0] or not _LEANING.match(said)), key=_weight)
        news = [each.summary, *telling_most] if clauses else []
        given = [f"được trao {said}" for award in _newest(each.awards)[:1] for said in (_dated(award), award.title)]
        benefit = each.disclosed.benefit if each.disclosed else None
        if benefit and benefit.status == "verified":
            given.append(f"ước tính làm lợi {money(benefit.vnd_per_year)} trong 01 năm, đã xác minh")
        return [
            *(f"{name} – {said}" for said in news for name in names),
            *news[:1],
            *(said for said in clauses[:1] if _names(said, title)),
            *(f"{name} – {said}" for said in given for name in names),
            f"{title} – sáng kiến của {unit}",
            title,
            *_stems(title),
            f"Một sáng kiến của {unit}",
        ]

    def _benefit(self, each: PublishedInitiative) -> str:
        benefit = each.disclosed.benefit if each.disclosed else None
        if benefit is None:
            return ""
        return f"Giá trị làm lợi ước tính trong 01 năm: {money(benefit.vnd_per_year)}, {_answered(benefit)}."

    def _awards(self, each: PublishedInitiative) -> str:
        return " ".join(f"Sáng kiến được trao {_dated(award)}." for award in _newest(each.awards))

    def _recognised(self, each: PublishedInitiative) -> str:
        """Who recognised it, and when: the day of the decision stands beside the value it was based on."""
        found = each.disclosed.recognition if each.disclosed else None
        if found is None:
            return ""
        on = f", ngày {day(found.date)}" if found.date else ""
        return f"{found.body} công nhận đây là sáng kiến {words.LEVEL[found.level].lower()}{on}."

    def _person(self, each: HonouredPerson, item: Item) -> Story:
        says, unit, works = _said(item), each.unit.name, self._works(each)
        quote = f"“{each.quote.strip(_QUOTES)}”" if each.quote else ""
        award = next(iter(_newest(each.awards)), None)
        met, told = f"{each.name} – {each.job}, {unit}.", self._credited(each)
        teaser = _teaser(each.story or "", quoted=bool(quote))
        if award:
            openings, given = _honoured(each, award, quote, says), f"{each.name} được {award.body} trao {_dated(award)}"
            titles = [says(given), says(f"{each.name} được trao {award.title}")]
            gist = [openings[0].lead, quote, *told, teaser]
        else:
            openings = [
                Opening(f"{sentence(quote)} Đó là lời của {met}")
                if quote
                else Opening(f"Một gương sáng của {unit}: {each.name} – {each.job}."),
                Opening(f"Mời bạn gặp {met}", quote),
                Opening(f"{'Chuyện nghề của' if each.story else 'Gương sáng:'} {met}", quote),
                Opening(f"Một gương sáng của {self.programme}: {met}", quote),
                Opening(f"Gặp một người của {unit}: {each.name} – {each.job}.", quote),
            ]
            titles = [f"{each.name}: {quote}"] if quote else []
            gist = [met, *told, teaser]  # the title is the quotation
        titles += [said.rstrip(".") for said in works]
        titles += [
            f"{each.name} – {each.job}{of}{done}"
            for done in (self._done(each), "")
            if done or not works
            for of in (f", {unit}", "")
        ]
        return Story(
            openings=openings,
            passage=teaser,
            facts=told,
            calls=(f"Đọc câu chuyện của {each.name}", "Đọc tiếp câu chuyện", f"Gặp {each.name} tại đây")
            if each.story
            else (f"Xem trang của {each.name}",),
            titles=titles,
            briefs=(*titles, each.name),
            gist=tuple(filter(None, gist)),
            mark=mark(item),
        )

    def _works(self, each: HonouredPerson) -> list[str]:
        """What a person wrote, of what may be told."""
        written = self._written.get(each.id, [])
        if len(written) > 1:
            return [f"{each.name} góp mặt trong {len(written)} sáng kiến, trong đó có “{written[0].title}”."]
        return [f"{each.name} là {_role(written)} sáng kiến “{initiative.title}”." for initiative in written]

    def _credited(self, each: HonouredPerson) -> tuple[str, ...]:
        """The same, where the name was said."""
        written = self._written.get(each.id, [])
        if len(written) > 1:
            return (f"Góp mặt trong {len(written)} sáng kiến, trong đó có “{written[0].title}”.",)
        role = _role(written)
        return tuple(f"{role[0].upper()}{role[1:]} sáng kiến “{initiative.title}”." for initiative in written)

    def _done(self, each: HonouredPerson) -> str:
        """The same, where there is no room for a title."""
        written = self._written.get(each.id, [])
        if len(written) > 1:
            return f": góp mặt trong {len(written)} sáng kiến"
        return f": {_role(written)} một sáng kiến" if written else ""

    @cached_property
    def _written(self) -> dict[str, list[PublishedInitiative]]:
        """The initiatives that each person has a part in."""
        written: dict[str, list[PublishedInitiative]] = {}
        for each in self.report.publication.initiatives:
            for credit in each.credits:
                written.setdefault(credit.person.id, []).append(each)
        return written

    def _unit(self, standing: Standing, item: Item) -> Story:
        unit = standing.unit
        if unit is None or standing.aim is None or not isinstance(standing.progress, Measured):
            raise ValueError("an item of a unit has a unit, a target and a report")
        on = day(standing.progress.reported_on)
        said = self._reckoning.sentences(standing, unit.name, unit.name, on)
        done = standing.aim.share >= 1
        reached = "Xin chúc mừng tập thể đoàn viên, người lao động đơn vị." if done else ""
        left = "" if done else self._reckoning.encouraged(standing)
        reckoning = self._reckoning
        facts = [reckoning.added(standing), reckoning.rank(standing), reckoning.noted(standing), reached, left]
        return Story(
            openings=[*map(Opening, said)],
            facts=tuple(filter(None, facts)),
            calls=("Xem tiến độ của đơn vị", "Chi tiết tiến độ", "Số liệu từng kỳ báo cáo"),
            titles=(unit.name,),
            briefs=(unit.name, unit.label),
            tail=self._reckoning.tail(standing, on),
            gist=(said[0], *filter(None, facts)),
            mark=mark(item),
        )

    def _campaign(self, standing: Standing, item: Item) -> Story:
        on, named = day(self.report.as_of), self.programme
        calls = ("Xem tiến độ từng đơn vị", "Bảng tiến độ đầy đủ", "Đơn vị của bạn đang ở đâu? Xem tại")
        if standing.aim is None:
            unknown = f"Đến {on}, {named} chưa có số liệu sáng kiến {COUNTED[self.charter.counting]}."
            titles = (unknown.rstrip("."), f"Tiến độ {self.charter.short_name}")
            return Story(
                openings=[Opening(unknown)],
                facts=(),
                calls=calls,
                titles=titles,
                briefs=titles,
                gist=(unknown,),
                mark=mark(item),
            )
        said = self._reckoning.sentences(standing, f"C{named[1:]}", named, on)
        reckoning = self._reckoning
        facts = [reckoning.added(standing), reckoning.left(standing), reckoning.noted(standing)]
        return Story(
            openings=[*map(Opening, said)],
            facts=tuple(filter(None, facts)),
            calls=calls,
            titles=(self.charter.short_name,),
            briefs=(self.charter.short_name,),
            tail=self._reckoning.tail(standing, on),
            gist=(said[0], *filter(None, facts)),
            mark=mark(item),
        )

    def _leaders(self, item: Item) -> Story:
        aimed = [each for each in self.report.peers if each.aim]
        on, calls = day(self.report.as_of), ("Xem cả bảng xếp hạng", "Đơn vị của bạn đang ở đâu? Xem tại")
        best = [each for each in aimed if each.rank_by_share == 1]
        if not best or not best[0].aim or not best[0].aim.share:
            raise ValueError("nobody leads with nothing: that is no item")
        achieved = words.achievement(best[0].aim)
        lead, leads = words.listed([each.unit.name for each in best if each.unit], "đơn vị khác"), "dẫn đầu"
        leads = "cùng dẫn đầu" if len(best) > 1 else leads
        after = [
            f"{each.unit.name} ({words.share(each)})"
            for each in aimed[len(best) :][:_NAMED]
            if each.unit and each.aim and each.aim.share
        ]
        done = sum(each.aim.share >= 1 for each in aimed if each.aim)
        facts = (
            *([f"Tiếp theo là {words.listed(after)}."] if after else []),
            *([f"Đã có {'một' if done == 1 else done} đơn vị hoàn thành chỉ tiêu."] if done else []),
        )
        openings = [
            Opening(f"Đến {on}, {lead} {leads} bảng thi đua, {achieved}."),
            Opening(f"{lead} {leads} bảng thi đua của {self.programme}, {achieved}, số liệu đến {on}."),
            Opening(f"Bảng thi đua, số liệu đến {on}: {lead} {leads}, {achieved}."),
        ]
        short = words.listed([each.unit.label for each in best if each.unit], "đơn vị khác")
        return Story(
            openings=openings,
            facts=facts,
            calls=calls,
            titles=(f"{lead} {leads} bảng thi đua",),
            briefs=(f"{lead} {leads}", f"{leads[0].upper()}{leads[1:]} bảng thi đua: {short}"),
            tail=f", {achieved}, số liệu đến {on}",
            gist=(openings[0].lead, *facts),
            mark=mark(item),
        )

    def _countdown(self, item: Item) -> Story:
        today, end, as_of = day(self.report.today), day(self.charter.period.end), day(self.report.as_of)
        left, aim = self.report.days_left, self.report.campaign.aim
        if left:
            said = f"Còn {integer(left)} ngày, tính từ {today}"
            openings = [
                Opening(f"Tính từ {today}, còn {integer(left)} ngày nữa là {self.programme} kết thúc ({end})."),
                Opening(f"C{self.programme[1:]} kết thúc ngày {end}: tính từ {today}, còn {integer(left)} ngày."),
            ]
            titles, briefs = f"{said}, đến ngày kết thúc {self.programme}", f"{said}, đến ngày kết thúc {end}"
        else:
            said = f"Hôm nay, {today}"
            openings = [Opening(f"Hôm nay, {today}, là ngày cuối của {self.programme}.")]
            titles, briefs = f"{said}, là ngày cuối của {self.programme}", f"{said}, là ngày cuối của chương trình"
        standing = self._reckoning.sentences(self.report.campaign, "", "cả chương trình", as_of)[0] if aim else ""
        needed = aim.needed_per_month if aim and left >= MONTH_DAYS else None
        pace = (
            f"Tính từ {today}, cứ 30 ngày thêm {integer(needed)} sáng kiến là đủ {integer(aim.missing)} sáng kiến "
            f"còn thiếu theo số liệu đến {as_of}."
            if aim and needed
            else ""
        )
        facts = tuple(filter(None, (standing, pace)))
        return Story(
            openings=openings,
            facts=facts,
            calls=("Xem tiến độ và chung tay về đích", "Đơn vị của bạn còn bao nhiêu? Xem tại"),
            titles=(titles,),
            briefs=(briefs,),
            gist=(openings[0].lead, *facts),
            mark=mark(item),
        )

    def _milestone(self, each: Milestone, item: Item) -> Story:
        on, told = day(each.at), _MARKED.sub("", each.title).rstrip(" .")
        hour = f"{each.time} ngày " if each.time else ""
        source = "" if item.illustrative else sentence(words.source(each))
        openings = [
            Opening(f"{(hour or 'Ngày ') + on} – {sentence(told)}"),
            Opening(f"Dấu mốc {hour + on} – {sentence(told)}"),
            Opening(f"Một ngày đáng nhớ của {self.programme}, {hour + on} – {sentence(told)}"),
            Opening(f"{told} ({hour + on})."),
        ]
        return Story(
            openings=openings,
            facts=(source,) if source else (),
            calls=("Cùng nhìn lại chặng đường", "Theo dõi chương trình", "Xem các dấu mốc"),
            titles=(told,),
            briefs=(told, *_stems(told)),
            tail=f" ({on})",
            gist=tuple(filter(None, (openings[0].lead, source))),
            mark=mark(item),
        )

    def _reached(self, crossing: Crossing, item: Item) -> Story:
        unit, on = crossing.unit, day(crossing.on)
        standing = self._standings[unit.id]
        aim = integer(standing.target or 0)
        openings = [
            Opening(f"{unit.name} đã hoàn thành chỉ tiêu {aim} sáng kiến, theo báo cáo ngày {on}."),
            Opening(f"Tin vui về đích: {unit.name} hoàn thành chỉ tiêu {aim} sáng kiến, theo báo cáo ngày {on}."),
            Opening(f"Với báo cáo ngày {on}, {unit.name} hoàn thành chỉ tiêu {aim} sáng kiến."),
            Opening(f"Chỉ tiêu {aim} sáng kiến đã được {unit.name} hoàn thành, theo báo cáo ngày {on}."),
        ]
        now = ""
        if isinstance(standing.progress, Measured):
            now = self._reckoning.sentences(standing, unit.name, "đơn vị", day(standing.progress.reported_on))[0]
        thanks = "Xin chúc mừng tập thể đoàn viên, người lao động đơn vị."
        facts = tuple(filter(None, (now, thanks)))
        return Story(
            openings=openings,
            facts=facts,
            calls=("Xem chặng đường của đơn vị", "Đơn vị đã làm như thế nào? Xem tại"),
            titles=(f"{unit.name} hoàn thành chỉ tiêu",),
            briefs=(f"{unit.name} hoàn thành chỉ tiêu", f"{unit.label}: hoàn thành chỉ tiêu"),
            tail=f" {aim} sáng kiến, theo báo cáo ngày {on}",
            gist=(openings[0].lead, *facts),
            mark=mark(item),
        )

    def _bulletin(self, each: Bulletin, item: Item) -> Story:
        """Of a bulletin, which is told already, the beginning and what a reader would pass on."""
        says, named = _said(item), words.period_name(each.period)
        first, *rest = sentences(telling.summary(each))
        by_heading = {found.heading: found.sentences for found in telling.paragraphs(each, shared=True)}
        is_partial = each.after is not None and each.after.counted and not each.after.complete
        facts = (
            *(["Tổng số này chưa gồm những đơn vị chưa báo cáo."] if is_partial else []),
            *by_heading.get(telling.HONOURS, ())[:1],
            *telling.benefits(each)[-1:],
            *(sentences(said)[0] for said in by_heading.get(telling.MILESTONES, ())[:1]),
        )
        of = "" if named.lower() in first.lower() else f" {named}"
        back = f"Cập nhật{of}" if each.is_running else f"Nhìn lại{of or ' chặng đường'}"
        starts = ("", f"Tin thi đua{of} – ", f"Điểm tin{of} – ", f"{back} – ")
        best = telling.headlines(each)
        heads = [_of_day(head, each) for head in best]
        untitled = named.lower() not in best[0].lower()
        titles = [f"Bản tin {named} – {head}" for head in (heads[0], best[0])] if untitled else []
        return Story(
            openings=[Opening(f"{start}{first}", " ".join(rest)) for start in starts],
            facts=tuple(says(fact) for fact in facts if says(fact) not in (first, *rest)),
            calls=(f"Đọc bản tin {named}", "Đọc cả bản tin", "Toàn bộ số liệu trong bản tin"),
            titles=(*titles, *heads),
            briefs=heads,
            gist=(first, *rest),
            mark=mark(item),
        )


def _of_day(headline: str, bulletin: Bulletin) -> str:
    """A bulletin's headline with the day of its figures: where it is posted, nothing beside it says that."""
    after = bulletin.after
    if after is None or not after.counted or day(after.on) in headline:
        return headline
    return f"{headline}, số liệu đến {day(after.on)}"


def _honoured(each: HonouredPerson, award: Award, quote: str, says: Callable[[str], str]) -> list[Opening]:
    """The award first; then who it is, in their own words where they may be quoted."""
    who, given = f"{each.name} – {each.job}, {each.unit.name}", f"được {award.body} trao {_dated(award)}"
    on = f"Ngày {day(award.date)}, " if award.date else ""
    leads = (
        f"{who} – {given}.",
        f"Chúc mừng {who} – {given}.",
        f"{on}{award.body} trao {award.title} cho {who}.",
        f"Gương sáng được vinh danh: {who} – {given}.",
        f"Niềm vui của {each.unit.name}: {each.name} – {each.job} – {given}.",
    )
    return [Opening(says(lead), quote) for lead in leads]


def _teaser(story: str, *, quoted: bool) -> str:
    """The beginning of a person's story; beside a quotation without others, from the first sentence to the next such."""
    told = sentences(story.partition("\n\n")[0])
    if quoted:
        rest = [*dropwhile(_SPOKEN.search, told)]
        if len(rest) < len(told) and rest and _LEANING.match(rest[0]):
            return ""
        told = [*takewhile(lambda said: not _SPOKEN.search(said), rest)]
    return beginning(" ".join(told), _TEASER)


def _role(written: Sequence[PublishedInitiative]) -> str:
    alone = all(len(initiative.credits) == 1 and not initiative.unnamed for initiative in written)
    return "tác giả" if alone else "đồng tác giả"


def _held_back(each: PublishedInitiative) -> list[Opening]:
    """Of an initiative of which no effect may be told."""
    unit, title = each.unit.name, f"“{each.title}”"
    leads = (
        f"Một sáng kiến của {unit}: {title}.",
        f"{title} là sáng kiến của {unit}.",
        f"{unit} có sáng kiến {title}.",
        f"Sáng kiến từ {unit}: {title}.",
        f"Giới thiệu với bạn sáng kiến {title} của {unit}.",
        f"Một cách làm đến từ {unit}: {title}.",
        f"Có một sáng kiến mang tên {title}, của {unit}.",
    )
    return [Opening(lead, each.summary) for lead in leads]


def _answered(benefit: Benefit) -> str:
    """Who answers for a value."""
    if benefit.status == "declared":
        return "do tác giả tự khai"
    return f"đã được {benefit.verified_by} xác minh" if benefit.verified_by else "đã được xác minh"


def _names(said: str, title: str) -> bool:
    """Whether a sentence says what the title says, by the syllables they share."""
    spoken, titled = (set(re.findall(r"[^\W\d_]+", text.lower())) for text in (said, title))
    return len(spoken & titled) >= _SHARED


def _stems(title: str) -> list[str]:
    """The beginnings of a title that end where it pauses, the longest first.

    >>> _stems("Xe gạt muối hai bánh: đứng thẳng lưng, mà thu hoạch")
    ['Xe gạt muối hai bánh: đứng thẳng lưng', 'Xe gạt muối hai bánh']
    """
    stems = [title[: found.start()] for found in reversed([*_PAUSE.finditer(title)])]
    return [each for each in stems if each.count("“") == each.count("”") and each.count("(") == each.count(")")]


def _weight(clause: str) -> int:
    """How little a clause tells: those that say what changed, with figures, come first."""
    return -len(_CHANGE.findall(clause)) - any(map(str.isdigit, clause))


def _with_days_alike(story: Story) -> Story:
    """The story with the days that editors wrote as the others are written."""
    alike = with_days_alike
    return replace(
        story,
        openings=[Opening(*map(alike, each)) for each in story.openings],
        passage=alike(story.passage),
        facts=tuple(map(alike, story.facts)),
        titles=[*map(alike, story.titles)],
        briefs=[*map(alike, story.briefs)],
        gist=tuple(map(alike, story.gist)),
        by=tuple(map(alike, story.by)),
    )


def mark(item: Item) -> str:
    """What is said at the end where something shown is made up."""
    return MARK.get(item.kind, "(Số liệu minh họa.)") if item.illustrative else ""


def _said(item: Item) -> Callable[[str], str]:
    """What makes data's words a caption's: where the whole is marked as made up, its parts need not be."""
    return lambda text: _MARKED.sub("", text) if item.illustrative else text


def _newest(awards: Iterable[Award]) -> list[Award]:
    """The awards, newest first, those without a day last."""
    return sorted(awards, key=lambda each: -(each.date.toordinal() if each.date else 0))


def _dated(award: Award) -> str:
    """Bằng Lao động sáng tạo, ngày 20/09/2022."""
    return award.title + (f", ngày {day(award.date)}" if award.date else "")
