"""What is told of an item, in sentences: several openings, the facts in order of weight, and a call.

Every sentence is true by construction: it is made of the gate's records and the report's figures, a figure has its
day, what is unknown or zero has no sentence. How much of a story fits where is for `captions` to say.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.bulletins import Bulletin
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import Award, Milestone
from generator.progress import MONTH_DAYS, Crossing, Measured, Report, Standing
from generator.render import telling, words
from generator.render.items import Item, Kind
from generator.render.lengths import sentence, sentences, shortened
from generator.render.reckoning import COUNTED, Reckoning
from generator.vietnamese import day, integer, money

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What can be told of an item.

    `openings` are pairs of a first sentence, which carries the news, and what must follow it (maybe nothing);
    `passage` is a paragraph of its own after that.
    `title` and `brief` are headlines, the second for narrow places; `tail` ends both and is never cut: the figures
    with their day. `gist` are sentences that say it all to who has read the title.
    """

    openings: Sequence[tuple[str, str]]
    passage: str = ""
    facts: tuple[str, ...]
    calls: Sequence[str]
    title: str
    brief: str
    tail: str = ""
    gist: tuple[str, ...] = ()
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
        return story

    def _initiative(self, each: PublishedInitiative, item: Item) -> Story:
        unit, title, says = each.unit.name, f"“{each.title}”", _said(item)
        authors = words.authors(each, shared=True) if each.disclosed else None
        collective = f"tập thể tác giả thuộc {unit}" if each.disclosed else unit
        whose = f"{authors} ({unit})" if authors else collective
        summary = sentence(each.summary)
        credited = f"{summary} Tác giả: {authors}." if authors else summary
        outstanding = each.featured and each.disclosed
        openings = (
            (summary, f"Đó là sáng kiến {title} của {whose}.")
            if each.disclosed
            else (f"Một sáng kiến của {unit}: {title}.", summary),
            (f"{title} là sáng kiến của {whose}.", summary),
            (f"{unit} có sáng kiến {title}.", credited),
            (f"{'Sáng kiến tiêu biểu' if outstanding else 'Sáng kiến'} từ {unit}: {title}.", credited),
            (f"Giới thiệu với bạn sáng kiến {title} của {whose}.", summary),
            (f"Một cách làm đến từ {unit}: {title}.", credited),
            (f"Có một sáng kiến mang tên {title}, của {whose}.", summary),
        )
        awards = [f"Sáng kiến được trao {says(_dated(award))}." for award in _newest(each.awards)]
        known = [f"Sáng kiến được công nhận {self._level(each)}."] if self._level(each) and not awards else []
        return Story(
            openings=openings,
            facts=(*map(says, self._benefit(each)), *awards, *known),
            calls=("Xem cách làm", "Đọc cả câu chuyện", "Cách làm cụ thể ở đây", "Mời bạn đọc và làm thử")
            if each.disclosed
            else ("Xem thêm", "Xem trên trang chương trình"),
            title=each.title,
            brief=each.title,
            gist=(*map(sentence, sentences(each.summary)), f"Sáng kiến của {whose}."),
            mark=_mark(item),
        )

    def _benefit(self, each: PublishedInitiative) -> Iterable[str]:
        benefit = each.disclosed.benefit if each.disclosed else None
        if benefit and benefit.status == "verified":
            by = f"đã được {benefit.verified_by} xác minh" if benefit.verified_by else "đã được xác minh"
            yield f"Giá trị làm lợi ước tính trong 01 năm: {money(benefit.vnd_per_year)}, {by}."
        elif benefit:
            yield f"Giá trị làm lợi ước tính trong 01 năm: {money(benefit.vnd_per_year)}, do tác giả tự khai."

    def _level(self, each: PublishedInitiative) -> str | None:
        found = each.disclosed.recognition if each.disclosed else None
        return words.LEVEL[found.level].lower() if found else None

    def _person(self, each: HonouredPerson, item: Item) -> Story:
        says, unit = _said(item), each.unit.name
        who, quote = f"{each.name} ({each.job}, {unit})", f"“{each.quote}”" if each.quote else ""
        award = next(iter(_newest(each.awards)), None)
        works = self._works(each)
        if award:
            title = says(award.title)
            given, on = f"{award.body} trao {says(_dated(award))}", f"Ngày {day(award.date)}, " if award.date else ""
            openings = [
                (f"{who} được {given}.", quote),
                (f"Chúc mừng {who}, người được {given}.", quote),
                (f"{on}{title} đã đến với {who}.", quote),
                (f"Gương sáng được vinh danh: {who} được {given}.", quote),
                (f"Niềm vui của {unit}: {each.name} ({each.job}) được {given}.", quote),
            ]
        else:
            met = f"Một gương sáng của {unit}: {each.name} – {each.job}."
            openings = [
                (f"{quote} – lời của {who}.", "") if quote else (met, ""),
                (f"Mời bạn gặp {each.name} – {each.job}, {unit}.", quote),
                (f"Chuyện nghề của {who}.", quote) if each.story else (f"Gương sáng: {who}.", quote),
                (f"{each.name} – {each.job}, {unit} – là một gương sáng của {self.programme}.", quote),
                (f"Gặp một gương sáng của {unit}: {each.name} – {each.job}.", quote),
            ]
        teaser = shortened((each.story or "").split("\n\n")[0], _TEASER)
        return Story(
            openings=openings,
            passage=teaser,
            facts=tuple(works),
            calls=(f"Đọc câu chuyện của {each.name}", "Đọc tiếp câu chuyện", f"Gặp {each.name} tại đây")
            if each.story
            else (f"Xem trang của {each.name}",),
            title=f"{each.name} được trao {title}" if award else f"{each.name}: {quote or each.job}",
            brief=f"{each.name} được trao {title}" if award else f"{each.name}: {quote or each.job}",
            gist=tuple(filter(None, (f"{each.name} – {each.job}, {unit}.", quote, *works, teaser))),
            mark=_mark(item),
        )

    def _works(self, each: HonouredPerson) -> list[str]:
        """What a person wrote, of what may be told."""
        written = self._written.get(each.id, [])
        if len(written) > 1:
            return [f"{each.name} góp mặt trong {len(written)} sáng kiến, trong đó có “{written[0].title}”."]
        alone = all(len(initiative.credits) == 1 and not initiative.unnamed for initiative in written)
        role = "tác giả" if alone else "đồng tác giả"
        return [f"{each.name} là {role} sáng kiến “{initiative.title}”." for initiative in written]

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
            openings=[(each, "") for each in said],
            facts=tuple(filter(None, facts)),
            calls=("Xem tiến độ của đơn vị", "Chi tiết tiến độ", "Số liệu từng kỳ báo cáo"),
            title=unit.name,
            brief=unit.label,
            tail=self._reckoning.tail(standing, on),
            gist=(said[0], *filter(None, facts)),
            mark=_mark(item),
        )

    def _campaign(self, standing: Standing, item: Item) -> Story:
        on, named = day(self.report.as_of), self.programme
        calls = ("Xem tiến độ từng đơn vị", "Bảng tiến độ đầy đủ", "Đơn vị của bạn đang ở đâu? Xem tại")
        if standing.aim is None:
            unknown = f"Đến {on}, {named} chưa có số liệu sáng kiến {COUNTED[self.charter.counting]}."
            title = f"Tiến độ {self.charter.short_name}"
            return Story(openings=[(unknown, "")], facts=(), calls=calls, title=title, brief=title, gist=(unknown,))
        said = self._reckoning.sentences(standing, f"C{named[1:]}", named, on)
        reckoning = self._reckoning
        facts = [reckoning.added(standing), reckoning.left(standing), reckoning.noted(standing)]
        return Story(
            openings=[(each, "") for each in said],
            facts=tuple(filter(None, facts)),
            calls=calls,
            title=self.charter.short_name,
            brief=self.charter.short_name,
            tail=self._reckoning.tail(standing, on),
            gist=(said[0], *filter(None, facts)),
            mark=_mark(item),
        )

    def _leaders(self, item: Item) -> Story:
        aimed = [each for each in self.report.peers if each.aim]
        on, calls = day(self.report.as_of), ("Xem cả bảng xếp hạng", "Đơn vị của bạn đang ở đâu? Xem tại")
        best = [each for each in aimed if each.rank_by_share == 1]
        if not best or not best[0].aim or not best[0].aim.share:
            level = f"Đến {on}, các đơn vị cùng ở vạch xuất phát của {self.programme}."
            brief = f"Các đơn vị cùng ở vạch xuất phát, số liệu đến {on}"
            return Story(
                openings=[(level, "")], facts=(), calls=calls, title=brief, brief=brief, gist=(level,), mark=_mark(item)
            )
        achieved = words.achievement(best[0].aim)
        lead, leads = _joined([each.unit.name for each in best if each.unit], "đơn vị khác"), "dẫn đầu"
        leads = "cùng dẫn đầu" if len(best) > 1 else leads
        after = [
            f"{each.unit.label} {words.share(each)}"
            for each in aimed[len(best) :][:_NAMED]
            if each.unit and each.aim and each.aim.share
        ]
        done = sum(each.aim.share >= 1 for each in aimed if each.aim)
        facts = (
            *([f"Tiếp theo là {_joined(after)}."] if after else []),
            *([f"Đã có {done} đơn vị hoàn thành chỉ tiêu."] if done else []),
        )
        openings = [
            (f"Đến {on}, {lead} {leads} bảng thi đua, {achieved}.", ""),
            (f"{lead} {leads} bảng thi đua của {self.programme}, {achieved}, số liệu đến {on}.", ""),
            (f"Bảng thi đua ngày {on}: {lead} {leads}, {achieved}.", ""),
        ]
        short = _joined([each.unit.label for each in best if each.unit], "đơn vị khác")
        return Story(
            openings=openings,
            facts=facts,
            calls=calls,
            title=f"{lead} {leads} bảng thi đua",
            brief=f"{short} {leads}",
            tail=f", {achieved}, số liệu đến {on}",
            gist=(openings[0][0], *facts),
            mark=_mark(item),
        )

    def _countdown(self, item: Item) -> Story:
        today, end = day(self.report.today), day(self.charter.period.end)
        left, aim = self.report.days_left, self.report.campaign.aim
        if left:
            said = f"Còn {integer(left)} ngày, tính từ {today}"
            openings = [
                (f"Tính từ {today}, còn {integer(left)} ngày nữa là {self.programme} kết thúc ({end}).", ""),
                (f"C{self.programme[1:]} kết thúc ngày {end}: tính từ {today}, còn {integer(left)} ngày.", ""),
            ]
        else:
            said = f"Hôm nay, {today}"
            openings = [(f"Hôm nay, {today}, là ngày cuối của {self.programme}.", "")]
        standing = (
            self._reckoning.sentences(self.report.campaign, "", "cả chương trình", day(self.report.as_of))[0]
            if aim
            else ""
        )
        needed = aim.needed_per_month if aim and left >= MONTH_DAYS else None
        pace = f"Mỗi tháng cần thêm {integer(needed)} sáng kiến là về đích đúng hẹn." if needed else ""
        facts = tuple(filter(None, (standing, pace)))
        return Story(
            openings=openings,
            facts=facts,
            calls=("Xem tiến độ và chung tay về đích", "Đơn vị của bạn còn bao nhiêu? Xem tại"),
            title=f"{said}, đến ngày kết thúc {self.programme}"
            if left
            else f"{said}, là ngày cuối của {self.programme}",
            brief=f"{said}, đến ngày kết thúc {end}" if left else f"{said}, là ngày cuối của chương trình",
            gist=(openings[0][0], *facts),
            mark=_mark(item),
        )

    def _milestone(self, each: Milestone, item: Item) -> Story:
        on, told = day(each.at), _MARKED.sub("", each.title).rstrip(" .")
        hour = f"{each.time.replace(':', ' giờ ')} phút ngày " if each.time else ""
        source = "" if item.illustrative else sentence(words.source(each))
        openings = [
            (f"{(hour or 'Ngày ') + on} – {sentence(told)}", ""),
            (f"Dấu mốc {hour + on} – {sentence(told)}", ""),
            (f"Một ngày đáng nhớ của {self.programme}, {hour + on} – {sentence(told)}", ""),
            (f"{told} ({hour + on}).", ""),
        ]
        return Story(
            openings=openings,
            facts=(source,) if source else (),
            calls=("Cùng nhìn lại chặng đường", "Theo dõi chương trình", "Xem các dấu mốc"),
            title=told,
            brief=told,
            tail=f" ({on})",
            gist=tuple(filter(None, (openings[0][0], source))),
            mark=_mark(item),
        )

    def _reached(self, crossing: Crossing, item: Item) -> Story:
        unit, on = crossing.unit, day(crossing.on)
        standing = self._standings[unit.id]
        aim = integer(standing.target or 0)
        openings = [
            (f"{unit.name} đã hoàn thành chỉ tiêu {aim} sáng kiến, theo báo cáo ngày {on}.", ""),
            (f"Tin vui về đích: {unit.name} hoàn thành chỉ tiêu {aim} sáng kiến, theo báo cáo ngày {on}.", ""),
            (f"Với báo cáo ngày {on}, {unit.name} hoàn thành chỉ tiêu {aim} sáng kiến.", ""),
            (f"Chỉ tiêu {aim} sáng kiến đã được {unit.name} hoàn thành, theo báo cáo ngày {on}.", ""),
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
            title=f"{unit.name} hoàn thành chỉ tiêu",
            brief=f"{unit.label} hoàn thành chỉ tiêu",
            tail=f" {aim} sáng kiến, theo báo cáo ngày {on}",
            gist=(openings[0][0], *facts),
            mark=_mark(item),
        )

    def _bulletin(self, each: Bulletin, item: Item) -> Story:
        """Of a bulletin, which is told already, the beginning and what a reader would pass on."""
        says, named = _said(item), words.period_name(each.period)
        headline = telling.headline(each)
        first, *rest = sentences(says(telling.summary(each)))
        by_heading = {found.heading: found.sentences for found in telling.paragraphs(each, shared=True)}
        facts = (
            *(["Tổng số này chưa gồm những đơn vị chưa báo cáo."] if each.after and not each.after.complete else []),
            *telling.benefits(each)[-1:],
            *by_heading.get(telling.HONOURS, ())[:1],
            *(sentences(said)[0] for said in by_heading.get(telling.MILESTONES, ())[:1]),
        )
        of = "" if named.lower() in first.lower() else f" {named}"
        starts = ("", f"Tin thi đua{of} – ", f"Điểm tin{of} – ", f"Nhìn lại{of or ' chặng đường'} – ")
        return Story(
            openings=[(f"{start}{first}", " ".join(rest)) for start in starts],
            facts=tuple(says(fact) for fact in facts if says(fact) not in (first, *rest)),
            calls=(f"Đọc bản tin {named}", "Đọc cả bản tin", "Toàn bộ số liệu trong bản tin"),
            title=headline if named.lower() in headline.lower() else f"{item.title} – {headline}",
            brief=headline,
            gist=(first, *rest),
            mark=_mark(item),
        )


def _mark(item: Item) -> str:
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


def _joined(names: Sequence[str], others: str = "") -> str:
    """a, b và c; of many, with `others`, the first three and how many more."""
    if others and len(names) > _NAMED:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} {others}"]
    return " và ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
