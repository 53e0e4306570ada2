"""Bulletins in sentences: every sentence is one fact, in the words of a person who read the figures.

What can be said depends on the facts alone, how it is said on the period's number as well: each fact has several
wordings, taken in turn, so that two neighbouring periods never tell the same in the same words. Figures come with
their days, and what is summed from illustrative rows says so; what is not over never sounds so; a unit that is slow is
nowhere named for it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from generator.bulletins import Arrival, Bulletin, Gain, Honour, Total, is_made_up, verified_vnd
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.progress import Crossing, Pace
from generator.render import words
from generator.vietnamese import day, decimal, integer, money, percent, with_days_alike

HEADLINE, SUMMARY = 120, 300
"""The longest, in characters."""

WHOLE, UNITS, INITIATIVES = "Chặng đường chung", "Các đơn vị", "Sáng kiến mới trên trang"
HONOURS, MILESTONES, NOTE = "Ghi nhận, khen thưởng", "Dấu mốc", "Về số liệu"

FEW = 3  # units or titles named in a row; of more a sentence becomes a list
FEW_HONOURS = 6
HALF, ALL = 50, 100
WORDINGS = 3
"""Of every fact. A quarter's last month takes the third, so that quarters take the first two in turn."""


class Paragraph(NamedTuple):
    """Sentences of one subject, in the order in which they are read."""

    heading: str
    sentences: tuple[str, ...]


def headline(bulletin: Bulletin) -> str:
    """The news of the period in one sentence of at most `HEADLINE` characters, without a full stop."""
    return headlines(bulletin)[0]


def headlines(bulletin: Bulletin) -> list[str]:
    """All that can stand there, the best first: for places that are narrower still."""
    said = _Words(bulletin)
    return [dated for each in said.headlines() if len(dated := said.dated(each)) <= HEADLINE]


def summary(bulletin: Bulletin) -> str:
    """The period in a few sentences, at most `SUMMARY` characters; it names no person."""
    told = ""
    for sentence in _Words(bulletin).summed():
        longer = f"{told} {sentence}".strip()
        if len(longer) <= SUMMARY:
            told = longer
    return told or f"{headline(bulletin)}."


def paragraphs(bulletin: Bulletin, *, shared: bool = False) -> list[Paragraph]:
    """Everything worth saying of the period, by subject; on paper, what comes last may find no room.

    What is `shared`, on paper or on social networks, names only people who agreed to that.
    """
    said = _Words(bulletin)
    found = (
        (WHOLE, said.whole()),
        (UNITS, said.units()),
        (HONOURS, said.honours(shared=shared)),
        (MILESTONES, said.milestones()),
        (INITIATIVES, said.initiatives()),
        (NOTE, said.note()),
    )
    told = (Paragraph(heading, tuple(sentences)) for heading, sentences in found)
    return [each for each in told if each.sentences]


def benefits(bulletin: Bulletin) -> tuple[str, ...]:
    """What is said of the verified values of new initiatives, where these stand beside it themselves."""
    return tuple(_Words(bulletin).benefited())


class _Words:
    """The sentences of one bulletin."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.bulletin = bulletin
        self.name = words.period_name(bulletin.period)
        self.Name = self.name[0].upper() + self.name[1:]
        self.unit = "tháng" if bulletin.period.kind == "month" else "quý"
        self.what = f"sáng kiến {words.COUNTING[bulletin.counting]}"
        self.none = f"sáng kiến nào được {words.COUNTING[bulletin.counting].removeprefix('được ')}"
        self.total_mark = words.MADE_UP if bulletin.after and bulletin.after.illustrative else ""
        self.growth_mark = words.MADE_UP if bulletin.growth_illustrative and not self.total_mark else ""

    def one(self, *wordings: str) -> str:
        """The period's turn among three wordings of one fact: its neighbours have others, and a quarter its last month."""
        period = self.bulletin.period
        return wordings[period.number % (WORDINGS if period.kind == "month" else WORDINGS - 1)]

    def dated(self, said: str) -> str:
        """A headline with its day while the period runs: without one it would sound final."""
        facts, until = self.bulletin, day(self.bulletin.tells_until)
        days = [until, *([day(facts.after.on)] if facts.after else [])]
        return f"{said} (tính đến {until})" if facts.is_running and not any(each in said for each in days) else said

    # --- In one sentence ---

    def headlines(self) -> Iterator[str]:
        """Sentences for the top, the best first; the last ones always fit."""
        facts, after, made_up = self.bulletin, self.bulletin.after, self.total_mark
        if after is None or not after.counted:
            yield from self._quiet_headlines()
            yield f"{self.Name}: những ghi nhận mới của chiến dịch"
            return
        counted, achieved = f"{integer(after.counted)} {self.what}", _achieved(after, facts.target)
        for mark in facts.marks[-1:]:
            goal = self._goal(mark.percent)
            yield self.one(
                f"Chiến dịch {goal}: {counted}, {achieved}, số liệu đến {day(after.on)}{made_up}",
                f"{self.Name}, chiến dịch {goal}: {counted}, {achieved}{made_up}",
                f"{counted} đến {day(after.on)}, {achieved}{made_up}: chiến dịch {goal}",
            )
        whole = self._ended(ALL)
        if whole:
            who = whole[0].unit.name if len(whole) == 1 else f"thêm {integer(len(whole))} đơn vị"
            theirs = words.MADE_UP if not made_up and any(each.unit.illustrative for each in whole) else ""
            yield self.one(
                f"{_capital(who)} cán đích chỉ tiêu{theirs}; toàn chiến dịch có {counted}{made_up}",
                f"{self.Name}: {who} hoàn thành chỉ tiêu{theirs}, toàn chiến dịch có {counted}{made_up}",
                f"{_capital(who)} về đích{theirs}; toàn chiến dịch có {counted} đến {day(after.on)}{made_up}",
            )
        if facts.is_first:
            yield self.one(
                f"Những con số đầu tiên: {counted} đến {day(after.on)}{made_up}",
                f"Chiến dịch có báo cáo đầu tiên: {counted}, số liệu đến {day(after.on)}{made_up}",
                f"{self.Name}, chiến dịch mở đầu với {counted}{made_up}",
            )
        if facts.growth and facts.growth.gained > 0:
            yield self._grown_headline(facts.growth, after)
        elif facts.growth and facts.growth.gained < 0:
            yield self.one(
                f"Sau rà soát, đính chính, toàn chiến dịch có {counted} đến {day(after.on)}{made_up}",
                f"{self.Name}: số liệu được đính chính, tổng số là {counted}{made_up}",
                f"Toàn chiến dịch có {counted} đến {day(after.on)}, sau khi đính chính{made_up}",
            )
        yield self.one(
            f"Toàn chiến dịch có {counted} đến {day(after.on)}, {achieved}{made_up}",
            f"{self.Name}: {counted}, {achieved}, số liệu đến {day(after.on)}{made_up}",
            f"Đến {day(after.on)}, chiến dịch có {counted}, {achieved}{made_up}",
        )
        yield f"{self.Name}: {counted}{made_up}"

    def _grown_headline(self, growth: Pace, after: Total) -> str:
        share, made_up = percent(Fraction(after.counted, self.bulletin.target)), self.total_mark
        gained = integer(growth.gained)
        counted, span = integer(after.counted), f"từ {day(growth.since)} đến {day(growth.until)}"
        if not self.bulletin.is_whole:
            return self.one(
                f"Thêm {gained} {self.what}{self.growth_mark} {span}, đạt {share} chỉ tiêu{made_up}",
                f"Tổng số lên {counted} {self.what}, thêm {gained}{self.growth_mark} {span}{made_up}",
                f"Đến {day(after.on)}: {counted} {self.what}, "
                f"thêm {gained}{self.growth_mark} kể từ {day(growth.since)}{made_up}",
            )
        return self.one(
            f"{self.Name} góp thêm {gained} {self.what}{self.growth_mark}, chiến dịch đạt {share} chỉ tiêu{made_up}",
            f"Thêm {gained} {self.what}{self.growth_mark} trong {self.name}, tổng số lên {counted}{made_up}",
            f"{counted} {self.what} đến {day(after.on)}, riêng {self.name} thêm {gained}{self.growth_mark}{made_up}",
        )

    def _quiet_headlines(self) -> Iterator[str]:
        """Of a period without a report."""
        facts = self.bulletin
        told, given = len(facts.initiatives), len(facts.honours)
        stories, honours = _number(told), _number(given)
        if told and given:
            yield self.one(
                f"{self.Name}: {stories} sáng kiến mới lên trang, {honours} lượt khen thưởng",
                f"{_capital(stories)} sáng kiến được giới thiệu và {honours} lượt khen thưởng trong {self.name}",
                f"Trong {self.name}, {stories} sáng kiến được kể lại, {honours} lượt khen thưởng được trao",
            )
        if told:
            yield self.one(
                f"{self.Name}: {stories} sáng kiến mới lên trang",
                f"{_capital(stories)} sáng kiến được giới thiệu trong {self.name}",
                f"Trong {self.name}, {stories} sáng kiến được kể lại",
            )
        if given:
            yield self.one(
                f"{self.Name}: {honours} lượt khen thưởng được trao",
                f"{_capital(honours)} lượt khen thưởng trong {self.name}",
                f"Trong {self.name}, {honours} lượt khen thưởng đã trao",
            )
        for each in facts.milestones[-1:]:
            title = with_days_alike(each.title).rstrip(".")
            yield self.one(
                f"{title}, ngày {day(each.at)}", f"{title} ({day(each.at)})", f"Dấu mốc {day(each.at)} – {title}"
            )

    def summed(self) -> Iterator[str]:
        """Sentences for a summary, the most important first."""
        facts = self.bulletin
        if facts.after:
            yield from self._total(facts.after)
            for mark in facts.marks[-1:]:
                yield self._marked(mark.percent)
        others = [*self._noticed()]
        if facts.is_running:
            yield from [] if facts.after else others[:1]
            yield self._running()
        yield from others[1:] if facts.is_running and not facts.after else others

    def _running(self) -> str:
        """That the period is not over, and until when its news reach where no sentence before says it."""
        facts, until = self.bulletin, day(self.bulletin.tells_until)
        if facts.after and facts.after.on == facts.tells_until:
            return self.one(
                f"{self.Name} chưa khép lại.",
                f"Số liệu này được chốt khi {self.name} chưa kết thúc.",
                f"Đó chưa phải con số của cả {self.unit}, vì {self.name} chưa khép lại.",
            )
        return self.one(
            f"{self.Name} chưa khép lại; tin này tính đến {until}.",
            f"Đây là tin tính đến {until}, {self.name} chưa khép lại.",
            f"Tin tính đến {until}, khi {self.name} chưa khép lại.",
        )

    def _noticed(self) -> Iterator[str]:
        """What a summary says beside the count."""
        facts = self.bulletin
        yield from self._crossed()
        told, given = _number(len(facts.initiatives)), _number(len(facts.honours))
        if facts.initiatives:
            yield self.one(
                f"Trang giới thiệu thêm {told} sáng kiến.",
                f"{_capital(told)} sáng kiến mới được kể lại trên trang.",
                f"Kho sáng kiến có thêm {told} câu chuyện.",
            )
        if facts.honours:
            yield self.one(
                f"Có {given} lượt khen thưởng được trao.",
                f"{self.Name} có {given} lượt khen thưởng.",
                f"{_capital(given)} lượt khen thưởng đã đến với tác giả, sáng kiến.",
            )
        if not facts.after:
            yield from self._dated_milestones()

    # --- The whole campaign ---

    def whole(self) -> Iterator[str]:
        facts, after = self.bulletin, self.bulletin.after
        if after is None:
            yield from self._unreported()
            return
        yield from self._total(after)
        if not after.complete:
            yield self.one(
                f"Con số này gồm báo cáo của {integer(after.reporting)}/{integer(after.members)} đơn vị; "
                "nơi chưa có báo cáo không bị tính là 0.",
                f"Đến ngày đó, {integer(after.reporting)}/{integer(after.members)} đơn vị đã có số liệu.",
                f"{integer(after.reporting)}/{integer(after.members)} đơn vị đã góp số liệu vào tổng số này.",
            )
        yield from self._compared()
        if facts.growth and facts.growth.gained > 0:
            yield from self._against(facts.growth)
        for mark in facts.marks:
            yield self._marked(mark.percent)
        yield from self._ahead(after)
        if facts.is_running:
            yield self.one(
                f"{self.Name} chưa khép lại, bản tin này còn được cập nhật.",
                f"Bản tin sẽ đầy đủ hơn khi {self.name} kết thúc.",
                f"Số liệu của những ngày còn lại trong {self.name} sẽ được bổ sung khi có báo cáo.",
            )

    def _total(self, after: Total) -> Iterator[str]:
        facts, growth = self.bulletin, self.bulletin.growth
        counted, on = integer(after.counted), day(after.on)
        achieved = f"{_achieved(after, facts.target, told=True)}{self.total_mark}"
        if not after.counted:
            yield self.one(
                f"Các báo cáo đến {on} chưa có {self.none}.",
                f"Đến {on}, chưa có {self.none} theo các báo cáo.",
                f"Chưa có {self.none} trong các báo cáo đến {on}.",
            )
        elif facts.is_first:
            yield self.one(
                f"Báo cáo đầu tiên của chiến dịch ghi nhận {counted} {self.what} đến {on}, {achieved}.",
                f"Chiến dịch đã có những con số đầu tiên: {counted} {self.what} tính đến {on}, {achieved}.",
                f"Đến {on}, những đơn vị báo cáo sớm nhất đã có {counted} {self.what}, {achieved}.",
            )
        elif growth is None:
            yield self.one(
                f"Đến {on}, các đơn vị đã báo cáo tổng cộng {counted} {self.what}, {achieved}.",
                f"Cộng các báo cáo đến {on}, chiến dịch có {counted} {self.what}, {achieved}.",
                f"Tổng số theo báo cáo đến {on} là {counted} {self.what}, {achieved}.",
            )
        elif growth.gained > 0:
            yield self._grown(growth, after, achieved)
        elif growth.gained == 0:
            yield self.one(
                f"Đến {on}, tổng số giữ ở {counted} {self.what} như ngày {day(growth.since)}, {achieved}.",
                f"Toàn chiến dịch có {counted} {self.what} đến {on}, bằng số ngày {day(growth.since)}, {achieved}.",
                f"So với {day(growth.since)}, con số ngày {on} không đổi: {counted} {self.what}, {achieved}.",
            )
        else:
            less = f"{integer(-growth.gained)}{self.growth_mark}"
            yield self.one(
                f"Sau khi rà soát, đính chính, tổng số đến {on} là {counted} {self.what}, "
                f"ít hơn {less} so với {day(growth.since)}, {achieved}.",
                f"Số liệu được đính chính: toàn chiến dịch có {counted} {self.what} đến {on}, "
                f"giảm {less} so với {day(growth.since)}, {achieved}.",
                f"Đến {on}, chiến dịch có {counted} {self.what}, {achieved}; "
                f"so với {day(growth.since)} bớt {less} do đính chính.",
            )

    def _grown(self, growth: Pace, after: Total, achieved: str) -> str:
        counted, on, since, made_up = integer(after.counted), day(after.on), day(growth.since), self.growth_mark
        gained = integer(growth.gained)
        if self.bulletin.is_whole:
            return self.one(
                f"{self.Name} góp thêm {gained} {self.what}{made_up}, đưa tổng số lên {counted} vào ngày {on}, {achieved}.",
                f"Đến {on}, toàn chiến dịch có {counted} {self.what}, {achieved}; riêng {self.name} thêm {gained}{made_up}.",
                f"Trong {self.name}, các đơn vị có thêm {gained} {self.what}{made_up}; "
                f"tổng số đến {on} là {counted}, {achieved}.",
            )
        return self.one(
            f"Từ {since} đến {on}, các đơn vị góp thêm {gained} {self.what}{made_up}, "
            f"đưa tổng số lên {counted}, {achieved}.",
            f"Đến {on}, toàn chiến dịch có {counted} {self.what}, {achieved}, thêm {gained}{made_up} so với {since}.",
            f"Thêm {gained} {self.what}{made_up} kể từ {since}, tổng số đến {on} là {counted}, {achieved}.",
        )

    def _goal(self, percent_: int) -> str:
        if percent_ == ALL:
            return "cán đích chỉ tiêu chung"
        return "đi đúng nửa chặng đường" if self.bulletin.share == Fraction(HALF, ALL) else "đi quá nửa chặng đường"

    def _marked(self, percent_: int) -> str:
        goal = self._goal(percent_)
        return self.one(
            f"Chiến dịch đã {goal}.", f"Như vậy, chiến dịch đã {goal}.", f"Với kết quả này, chiến dịch đã {goal}."
        )

    def _unreported(self) -> Iterator[str]:
        before, yet = self.bulletin.before, "chưa" if self.bulletin.is_running else "không"
        if before is None:
            yield self.one(
                f"{self.Name} chưa có số liệu báo cáo.",
                f"Trong {self.name}, các đơn vị chưa gửi báo cáo số lượng.",
                f"Số liệu của {self.name} chưa có.",
            )
            return
        if not before.counted:
            yield self.one(
                f"{self.Name} {yet} có kỳ báo cáo mới.",
                f"Các đơn vị {yet} gửi báo cáo mới trong {self.name}.",
                f"Trong {self.name} {yet} có báo cáo mới.",
            )
            return
        last = f"{integer(before.counted)} {self.what}{words.MADE_UP if before.illustrative else ''}"
        yield self.one(
            f"{self.Name} {yet} có kỳ báo cáo mới; số gần nhất là {last}, ngày {day(before.on)}.",
            f"Số gần nhất vẫn là {last}, ngày {day(before.on)}, vì {self.name} {yet} có báo cáo mới.",
            f"Trong {self.name} {yet} có báo cáo mới; gần nhất, ngày {day(before.on)}, chiến dịch có {last}.",
        )

    def _compared(self) -> Iterator[str]:
        """What those added that can be compared, where the whole cannot."""
        facts = self.bulletin
        if facts.growth or facts.is_first or not facts.gains:
            return
        gained = sum(each.gained for each in facts.gains)
        who = f"{integer(len(facts.gains))} đơn vị" if len(facts.gains) > 1 else "một đơn vị"
        if gained > 0:
            span, made_up = _span(facts.gains), self._made_up_of_units(facts.gains)
            yield self.one(
                f"Tính riêng {who} có số liệu ở cả hai kỳ, {span} có thêm {integer(gained)}{made_up}.",
                f"So sánh được {who}, nơi có báo cáo ở cả hai kỳ: thêm {integer(gained)} {span}{made_up}.",
                f"Trong đó, {who} đã báo cáo ở cả hai kỳ góp thêm {integer(gained)}, tính {span}{made_up}.",
            )

    def _made_up_of_units(self, gains: Sequence[Gain]) -> str:
        return words.MADE_UP if any(each.unit.illustrative for each in gains) else ""

    def _against(self, growth: Pace) -> Iterator[str]:
        """What was gained beside what was gained before: as counts of whole periods, else for the same number of days."""
        facts = self.bulletin
        earlier, past, unit = facts.earlier, facts.gained_earlier, self.unit
        of_both = words.MADE_UP if facts.growth_illustrative or facts.earlier_illustrative else ""
        of_now = words.MADE_UP if facts.growth_illustrative else ""
        if facts.is_whole:
            if past is not None and past > 0:
                yield self._than(growth.gained - past, integer(past), of_both)
            return
        pace = decimal(growth.per_month, places=0)
        before = decimal(earlier.per_month, places=0) if earlier and earlier.gained > 0 else "0"
        if pace == "0":  # so slow that rounded it is none
            return
        if earlier is None or before == "0":
            yield self.one(
                f"Tính trung bình, cứ 30 ngày có thêm khoảng {pace}{of_now}.",
                f"Nhịp ấy bằng khoảng {pace} sáng kiến mỗi 30 ngày{of_now}.",
                f"Chia đều theo ngày, nhịp tăng là khoảng {pace} sáng kiến trong 30 ngày{of_now}.",
            )
        elif before == pace:
            yield self.one(
                f"Nhịp tăng giữ ở khoảng {pace} sáng kiến mỗi 30 ngày, như {unit} trước{of_both}.",
                f"Như {unit} trước, cứ 30 ngày có thêm khoảng {pace} sáng kiến{of_both}.",
                f"Tính cho 30 ngày, nhịp tăng bằng {unit} trước: khoảng {pace} sáng kiến{of_both}.",
            )
        elif growth.per_month > earlier.per_month:
            yield self.one(
                f"Quy về 30 ngày, nhịp tăng khoảng {pace} sáng kiến, nhanh hơn {unit} trước (khoảng {before}){of_both}.",
                f"So với {unit} trước, nhịp tăng mỗi 30 ngày nâng từ khoảng {before} lên {pace} sáng kiến{of_both}.",
                f"Cứ 30 ngày có thêm khoảng {pace} sáng kiến; {unit} trước là {before}{of_both}.",
            )
        else:
            yield self.one(
                f"Quy về 30 ngày, nhịp tăng khoảng {pace} sáng kiến; {unit} trước khoảng {before}{of_both}.",
                f"Tính cho 30 ngày, {unit} này thêm khoảng {pace} sáng kiến, {unit} trước khoảng {before}{of_both}.",
                f"Cứ 30 ngày thêm khoảng {pace} sáng kiến, so với {before} của {unit} trước{of_both}.",
            )

    def _than(self, more: int, past: str, made_up: str) -> str:
        unit, cap = self.unit, self.unit.capitalize()
        if more > 0:
            return self.one(
                f"Mức tăng này cao hơn {unit} trước {integer(more)} sáng kiến{made_up}.",
                f"{cap} trước thêm {past}; {unit} này nhiều hơn {integer(more)}{made_up}.",
                f"Đó là mức tăng cao hơn {unit} trước, khi có thêm {past}{made_up}.",
            )
        if more == 0:
            return self.one(
                f"Mức tăng này bằng {unit} trước{made_up}.",
                f"{cap} trước cũng thêm {past}{made_up}.",
                f"Đó cũng là mức tăng của {unit} trước{made_up}.",
            )
        return self.one(
            f"{cap} trước, con số tăng thêm là {past}{made_up}.",
            f"Để so sánh, {unit} trước thêm {past}{made_up}.",
            f"Con số tăng thêm của {unit} trước là {past}{made_up}.",
        )

    def _ahead(self, after: Total) -> Iterator[str]:
        """What is left, while there is time after the figures."""
        missing, ends = self.bulletin.target - after.counted, self.bulletin.ends_on
        if missing <= 0 or ends <= after.on:
            return
        yield self.one(
            f"Còn {integer(missing)} sáng kiến nữa{self.total_mark} là chạm chỉ tiêu, với thời gian đến {day(ends)}.",
            f"Chặng còn lại, đến {day(ends)}, là {integer(missing)} sáng kiến{self.total_mark}.",
            f"Đích chung còn cách {integer(missing)} sáng kiến{self.total_mark}; chiến dịch kéo dài đến {day(ends)}.",
        )

    # --- Units ---

    def units(self) -> Iterator[str]:
        facts = self.bulletin
        yield from self._crossed()
        yield from self._leading()
        yield from self._arrived()
        yield from self._merged()
        yield from self._corrected()
        if facts.after and facts.reached:
            on = day(facts.after.on)
            yield self.one(
                f"Đến {on}, {integer(facts.reached)}/{integer(facts.aimed)} đơn vị đã hoàn thành chỉ tiêu.",
                f"Tính đến {on}, số đơn vị đã về đích là {integer(facts.reached)}/{integer(facts.aimed)}.",
                f"{integer(facts.reached)}/{integer(facts.aimed)} đơn vị đã chạm vạch đích, số liệu đến {on}.",
            )
        if facts.after and 0 < facts.reached < facts.aimed and facts.after.on < facts.ends_on:
            yield self.one(
                f"Những đơn vị còn lại có thời gian đến {day(facts.ends_on)}; mỗi ý tưởng viết ra lúc này đều đáng quý.",
                f"Đường đến {day(facts.ends_on)} còn mở cho mọi đơn vị; một cách làm hay kể ra là thêm một bước.",
                f"Các nơi khác còn đến {day(facts.ends_on)}; từng tổ góp một ý là khoảng cách ngắn lại.",
            )

    def _ended(self, percent_: int) -> list[Crossing]:
        """The crossings of a mark; who passed both in the period is told of once."""
        whole = {each.unit.id for each in self.bulletin.crossings if each.percent == ALL}
        return [
            each
            for each in self.bulletin.crossings
            if each.percent == percent_ and (percent_ == ALL or each.unit.id not in whole)
        ]

    def _crossed(self) -> Iterator[str]:
        for percent_ in (ALL, HALF):
            crossed = self._ended(percent_)
            if not crossed:
                continue
            who, is_one = _with_days(crossed), len(crossed) == 1
            number = f"{integer(len(crossed))} đơn vị"
            many = f"{number}{who[1]}: {who[0]}"
            if percent_ == ALL:
                yield self.one(
                    f"{who[0]} đã hoàn thành chỉ tiêu{who[1]}."
                    if is_one
                    else f"Thêm {number} hoàn thành chỉ tiêu{who[1]}: {who[0]}.",
                    f"Chúc mừng {who[0]} cán đích chỉ tiêu{who[1]}."
                    if is_one
                    else f"Chúc mừng các đơn vị cán đích chỉ tiêu{who[1]}: {who[0]}.",
                    f"Về đích trong {self.name}{who[1]}: {who[0]}.",
                )
            else:
                yield self.one(
                    f"Có thêm {who[0]} đi được nửa chặng đường tới chỉ tiêu{who[1]}."
                    if is_one
                    else f"Thêm {number} đi được nửa chặng đường tới chỉ tiêu{who[1]}: {who[0]}.",
                    f"Mới đạt mốc 50% chỉ tiêu trong {self.name}{who[1]}: {who[0]}.",
                    f"Qua mốc 50% chỉ tiêu có thêm {who[0] + who[1] if is_one else many}.",
                )

    def _leading(self) -> Iterator[str]:
        grown = [each for each in self.bulletin.gains if each.gained > 0]
        top = _top([each.gained for each in grown])
        if top:
            named = words.listed([f"{each.unit.label} ({integer(each.gained)})" for each in grown[:top]])
            span = _span(grown[:top])
            yield self.one(
                f"Có thêm nhiều sáng kiến nhất, tính {span}: {named}.",
                f"Tăng nhiều nhất {span}: {named}.",
                f"Góp nhiều nhất vào số tăng thêm, {span}: {named}.",
            )
        compared = len(self.bulletin.gains)
        if compared > FEW and len(grown) == compared:
            yield self.one(
                f"Cả {integer(compared)} đơn vị so sánh được với kỳ trước đều có thêm sáng kiến.",
                f"Không nơi nào đứng yên: cả {integer(compared)} đơn vị có số liệu để so sánh đều tăng.",
                f"{integer(compared)} đơn vị có báo cáo ở cả hai kỳ đều tăng.",
            )
        elif grown and compared > FEW:
            yield self.one(
                f"{integer(len(grown))}/{integer(compared)} đơn vị so sánh được với kỳ trước có thêm sáng kiến.",
                f"Số đơn vị có thêm sáng kiến là {integer(len(grown))}/{integer(compared)}.",
                f"Trong {integer(compared)} đơn vị có báo cáo ở cả hai kỳ, {integer(len(grown))} đơn vị tăng.",
            )

    def _arrived(self) -> Iterator[str]:
        arrivals = self.bulletin.arrivals
        if not arrivals:
            return
        if self.bulletin.is_first:
            yield from self._opened(arrivals)
            return
        named = words.listed([f"{each.unit.name} ({_held(each)}đến {day(each.on)})" for each in arrivals[:FEW]])
        if len(arrivals) > FEW:
            named = f"{integer(len(arrivals))} đơn vị"
        yield self.one(
            f"Lần đầu có số liệu: {named}.",
            f"Góp báo cáo đầu tiên trong {self.name}: {named}.",
            f"Bảng tiến độ có thêm {named}, với báo cáo đầu tiên.",
        )

    def _opened(self, arrivals: Sequence[Arrival]) -> Iterator[str]:
        ordered = sorted(arrivals, key=lambda each: (-each.counted, each.unit.id))
        top = _top([each.counted for each in ordered if each.counted])
        if top:
            named = words.listed([f"{each.unit.label} ({integer(each.counted)})" for each in ordered[:top]])
            until = max(each.on for each in ordered[:top])
            yield self.one(
                f"Mở đầu với nhiều sáng kiến nhất, số liệu đến {day(until)}: {named}.",
                f"Những nơi có nhiều sáng kiến nhất ở kỳ đầu, đến {day(until)}: {named}.",
                f"Đến {day(until)}, nhiều sáng kiến nhất là {named}.",
            )

    def _merged(self) -> Iterator[str]:
        for each in self.bulletin.mergers:
            yield self.one(
                f"{each.heir.name} tiếp nhận số liệu của {each.unit.name} sau ngày {day(each.on)}; phần ấy không tính là tăng thêm.",
                f"Sau ngày {day(each.on)}, số liệu của {each.unit.name} được cộng vào {each.heir.name}, không tính là tăng thêm.",
                f"{each.unit.name} hoạt động đến {day(each.on)}; số liệu chuyển về {each.heir.name} và không tính là tăng thêm.",
            )

    def _corrected(self) -> Iterator[str]:
        less = [each for each in self.bulletin.gains if each.gained < 0]
        if less:
            named = words.listed(
                [f"{each.unit.label} (bớt {integer(-each.gained)}, số liệu đến {day(each.until)})" for each in less]
            )
            yield self.one(
                f"Có rà soát và đính chính số liệu: {named}.",
                f"Số liệu đã được đính chính cho đúng: {named}.",
                f"Đính chính trong {self.name}: {named}.",
            )

    # --- Stories ---

    def initiatives(self) -> Iterator[str]:
        told = self.bulletin.initiatives
        if not told:
            return
        named = words.listed([f"“{each.title}” ({each.unit.label})" for each in told[:FEW]])
        number = integer(len(told))
        if len(told) <= FEW:
            yield self.one(
                f"Mới được giới thiệu trên trang: {named}.",
                f"Trong {self.name}, trang kể lại {number if len(told) > 1 else 'một'} sáng kiến: {named}.",
                f"Có thêm trên trang: {named}.",
            )
        else:
            yield self.one(
                f"{number} sáng kiến mới được giới thiệu trên trang, trong đó có {named}.",
                f"Trong {self.name}, trang kể lại {number} sáng kiến, như {named}.",
                f"Kho sáng kiến có thêm {number} câu chuyện; có thể đọc {named}.",
            )
        yield from self.benefited()

    def benefited(self) -> Iterator[str]:
        best = self.bulletin.benefits[:FEW]
        if len(best) == 1:
            title, worth = f"“{best[0].title}”", money(verified_vnd(best[0]))
            by, since = _verified(best[0]), _recognised(best[0], "; sáng kiến được công nhận ngày ")
            yield self.one(
                f"{title} được ước tính làm lợi {worth} trong 01 năm, {by}{since}.",
                f"Ước tính trong 01 năm, {title} làm lợi {worth}, {by}{since}.",
                f"Phần làm lợi của {title} {by}: ước tính {worth} trong 01 năm{since}.",
            )
        elif best:
            named = words.listed(
                [
                    f"“{each.title}” ({money(verified_vnd(each))}{_recognised(each, ', công nhận ngày ')})"
                    for each in best
                ]
            )
            yield self.one(
                f"Giá trị làm lợi đã xác minh lớn nhất, ước tính trong 01 năm: {named}.",
                f"Xếp theo giá trị làm lợi đã xác minh, ước tính cho 01 năm, đứng đầu là {named}.",
                f"Ước tính trong 01 năm và đã được xác minh, phần làm lợi lớn nhất là của {named}.",
            )

    def honours(self, *, shared: bool) -> Iterator[str]:
        given = [each for each in self.bulletin.honours if not shared or _may_tell(each)]
        for each in given[:FEW_HONOURS]:
            award, who = each.award, _honoured(each)
            on = f"ngày {day(award.date)}" if award.date else "trong kỳ"
            among = f"sáng kiến {who.removeprefix('Sáng kiến ')}" if isinstance(each.to, PublishedInitiative) else who
            yield self.one(
                f"{who} nhận {award.title} của {award.body}, {on}.",
                f"{award.body} trao {award.title} cho {among}, {on}.",
                f"{on.capitalize()}, {among} được {award.body} trao {award.title}.",
            )
        rest = len(self.bulletin.honours) - min(len(given), FEW_HONOURS)
        if rest:
            number = f"{_number(rest)} lượt khen thưởng"
            yield self.one(
                f"Ngoài ra có {number} khác." if given else f"Có {number}.",
                f"{self.Name} còn có {number} khác." if given else f"{self.Name} có {number}.",
                f"Thêm {number} nữa được trao." if given else f"{_capital(number)} được trao.",
            )

    def milestones(self) -> Iterator[str]:
        for each, said in zip(self.bulletin.milestones, self._dated_milestones(), strict=True):
            yield f"{said} {words.source(each).rstrip('.')}."

    def _dated_milestones(self) -> Iterator[str]:
        for each in self.bulletin.milestones:
            title = with_days_alike(each.title).rstrip(".")
            at = f"{each.time} ngày {day(each.at)}" if each.time else f"ngày {day(each.at)}"
            yield self.one(f"{title}, {at}.", f"{title} ({at}).", f"Dấu mốc {at} – {title}.")

    # --- What is made up ---

    def note(self) -> Iterator[str]:
        """Said where anything in the bulletin is illustrative, and what is not."""
        made_up = words.listed([*_illustrative(self.bulletin)])
        if not made_up:
            return
        after = self.bulletin.after
        official = after is not None and after.declared
        yield self.one(
            f"Trong bản tin này, {made_up} là minh họa.",
            f"Phần minh họa trong bản tin: {made_up}.",
            f"Xin lưu ý: {made_up} ở đây là minh họa.",
        )
        if after and official:
            counted, on = integer(after.counted), day(after.on)
            yield self.one(
                f"Con số {counted} ngày {on} là số chính thức đã công bố.",
                f"Số chính thức đã công bố là {counted}, ngày {on}.",
                f"Tổng số {counted} ngày {on} là số đã công bố chính thức.",
            )


def _achieved(total: Total, target: int, *, told: bool = False) -> str:
    """Đạt 54,9% chỉ tiêu; with `told` the target too, and a surplus as what lies above it."""
    share = Fraction(total.counted, target)
    said = f"đạt {percent(share)} chỉ tiêu"
    if not told:
        return said
    return f"{said} {integer(target)}" + (f" (vượt {percent(share - 1)})" if share > 1 else "")


def _number(count: int) -> str:
    """A small count as it is said: "một", "2"."""
    return "một" if count == 1 else integer(count)


def _capital(said: str) -> str:
    return said[0].upper() + said[1:]


def _held(arrival: Arrival) -> str:
    """What a unit had at its first report; nothing is not counted."""
    return f"{integer(arrival.counted)}, " if arrival.counted else ""


def _verified(each: PublishedInitiative) -> str:
    benefit = each.disclosed.benefit if each.disclosed else None
    by = benefit.verified_by if benefit else None
    return f"đã được {by} xác minh" if by else "đã được xác minh"


def _recognised(each: PublishedInitiative, said: str) -> str:
    """`said` with the day of an initiative's recognition, when that is known."""
    found = each.disclosed.recognition if each.disclosed else None
    return f"{said}{day(found.date)}" if found and found.date else ""


def _with_days(crossed: Sequence[Crossing]) -> tuple[str, str]:
    """The units by name, and the day of their reports when it is one for all; else with each day those who have it."""
    of_days: dict[date, list[str]] = {}
    for each in crossed:
        of_days.setdefault(each.on, []).append(each.unit.name)
    if len(of_days) == 1:
        return words.listed([each.unit.name for each in crossed]), f", theo báo cáo ngày {day(crossed[0].on)}"
    told = [f"{words.listed(names)} (báo cáo ngày {day(on)})" for on, names in of_days.items()]
    return words.listed(told) if len(told) == len(crossed) else "; ".join(told), ""


def _span(gains: Sequence[Gain]) -> str:
    """From when to when units gained: one span for all, or each since its own last report."""
    spans = {(each.since, each.until) for each in gains}
    if len(spans) == 1:
        return f"từ {day(gains[0].since)} đến {day(gains[0].until)}"
    return f"từ báo cáo trước của từng nơi đến {day(max(each.until for each in gains))}"


def _top(values: Sequence[int]) -> int:
    """How many of descending values to name: up to `FEW`, never parting two that are equal; 0 where that is not possible."""
    return next(
        (
            number
            for number in range(min(FEW, len(values)), 0, -1)
            if values[number:][:1] != values[number - 1 : number]
        ),
        0,
    )


def _honoured(honour: Honour) -> str:
    to = honour.to
    if isinstance(to, HonouredPerson):
        return f"{to.name} ({to.unit.label})"
    return f"Sáng kiến “{to.title}” ({to.unit.label})"


def _may_tell(honour: Honour) -> bool:
    to = honour.to
    return isinstance(to, PublishedInitiative) or to.may_share


def _illustrative(bulletin: Bulletin) -> Iterator[str]:
    """What of the bulletin is made up, in words."""
    if any(each and each.illustrative for each in (bulletin.before, bulletin.after)):
        yield "số liệu chung" if bulletin.after is None or not bulletin.after.declared else "số liệu chung các kỳ trước"
    units = [each.unit for each in bulletin.gains]
    units += [each.unit for each in bulletin.arrivals] + [each.unit for each in bulletin.crossings]
    if any(each.illustrative for each in units):
        yield "số liệu từng đơn vị"
    people = [each.to for each in bulletin.honours if isinstance(each.to, HonouredPerson)]
    stories = [
        *bulletin.initiatives,
        *(each.to for each in bulletin.honours if isinstance(each.to, PublishedInitiative)),
    ]
    if any(map(is_made_up, bulletin.milestones)):
        yield "một số dấu mốc"
    if any(each.illustrative for each in stories):
        yield "các sáng kiến"
    if any(each.illustrative for each in people):
        yield "những người được nêu"
