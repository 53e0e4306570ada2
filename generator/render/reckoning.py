"""Where a unit or the campaign stands, in sentences: each figure with its day, and none where nothing is known."""

from generator.lengths import sentence
from generator.progress import MONTH_DAYS, Measured, Report, Standing
from generator.render import words
from generator.vietnamese import day, integer

COUNTED = {"submitted": "được đăng tải", "valid": "được công nhận"}


class Reckoning:
    """Tells the standings of a report."""

    def __init__(self, report: Report) -> None:
        """Take the report that the standings are of."""
        self.report = report
        self.charter = report.publication.charter

    @property
    def _dated(self) -> str:
        """What stands before the day of figures: after the end they are the result."""
        return "kết quả cuối cùng, số liệu đến" if self.report.is_over else "số liệu đến"

    def sentences(self, standing: Standing, first: str, within: str, on: str) -> list[str]:
        """The standing's figures in eight sentences; `first` and `within` name whose, as a sentence begins and goes on."""
        if standing.aim is None:
            raise ValueError("without a target there is nothing to reckon")
        count, target, achieved = words.counted(standing), integer(standing.aim.target), words.achievement(standing.aim)
        kind = COUNTED[self.charter.counting]
        if not standing.aim.share:
            awaited = standing.unit and not self.report.is_over
            none = "đang đón chờ sáng kiến đầu tiên" if awaited else f"chưa có sáng kiến nào {kind}"
            held = ahead = f"{none}; chỉ tiêu là {target}"
        else:
            held = f"có {count} sáng kiến {kind} trên chỉ tiêu {target}, {achieved}"
            ahead = f"{achieved} với {count}/{target} sáng kiến {kind}"
        if self.report.is_over:
            return [
                f"Kết quả cuối cùng, số liệu đến {on}: {within} {held}.",
                f"{first} {ahead}, kết quả cuối cùng, số liệu đến {on}.",
                f"Chương trình đã kết thúc; theo số liệu đến {on}, kết quả cuối cùng là {within} {ahead}.",
                f"Chặng đường khép lại với kết quả cuối cùng, số liệu đến {on}: {within} {held}.",
                f"{first} {held}; đây là kết quả cuối cùng, số liệu đến {on}.",
                f"Theo báo cáo cuối cùng, số liệu đến {on}, {within} {ahead}; đó là kết quả cuối cùng.",
                f"Nhìn vào kết quả cuối cùng, số liệu đến {on}: {within} {held}.",
                f"Số liệu đến {on}, kết quả cuối cùng, cho thấy {within} {ahead}.",
            ]
        return [
            f"Đến {on}, {within} {held}.",
            f"{first} {ahead}, số liệu đến {on}.",
            f"Theo số liệu đến {on}, {within} {ahead}.",
            f"Tiến độ mới ghi nhận, ngày {on}: {within} {held}.",
            f"{first} {held}, tính đến {on}.",
            f"Tính đến hết ngày {on}, {within} {ahead}.",
            f"Nhìn vào bảng tiến độ ngày {on}: {within} {held}.",
            f"Số liệu ngày {on} cho thấy {within} {ahead}.",
        ]

    def tail(self, standing: Standing, on: str) -> str:
        """The end of a headline: the figures with their day; nothing without a target."""
        if standing.aim is None:
            return ""
        target = integer(standing.aim.target)
        if not standing.aim.share:
            return f": chỉ tiêu {target} sáng kiến, {self._dated} {on}"
        return f": {words.counted(standing)}/{target} sáng kiến, {words.achievement(standing.aim)}, {self._dated} {on}"

    def added(self, standing: Standing) -> str:
        """What came since the last report of an earlier month."""
        change = standing.progress.change if isinstance(standing.progress, Measured) else None
        if change is None or change.gained <= 0:
            return ""
        span = f"Từ {day(change.since)} đến {day(change.until)}"
        return f"{span} có thêm {integer(change.gained)} sáng kiến{words.made_up(standing)}."

    def rank(self, standing: Standing) -> str:
        """The place of a unit in the upper half, with its day when it is not that of the unit's figures."""
        rank, ranked = standing.rank_by_share, [each for each in self.report.peers if each.aim]
        if rank is None or standing not in ranked or not words.is_told_rank(rank, len(ranked)):
            return ""
        place = "dẫn đầu" if rank == 1 else f"đứng thứ {rank} trong"
        place = f"cùng {place}" if sum(each.rank_by_share == rank for each in ranked) > 1 else place
        said = f"{place} {len(ranked)} đơn vị về tỷ lệ so với chỉ tiêu."
        if isinstance(standing.progress, Measured) and standing.progress.reported_on != self.report.as_of:
            return f"Trên bảng số liệu đến {day(self.report.as_of)}, đơn vị {said}"
        return said[0].upper() + said[1:]

    def encouraged(self, standing: Standing) -> str:
        """What is left to do, kindly; the unit's name chooses the words."""
        aim, name = standing.aim, standing.unit.id if standing.unit else ""
        if aim is None or self.report.days_left < MONTH_DAYS:
            return words.encouragement(standing, 0)
        missing, needed, today = integer(aim.missing), integer(aim.needed_per_month or 0), day(self.report.today)
        said = (
            f"Còn {missing} sáng kiến nữa; tính từ {today}, cứ 30 ngày thêm {needed} là về đích đúng hẹn.",
            f"Tính từ {today}, cứ 30 ngày thêm {needed} sáng kiến là kịp chỉ tiêu.",
            f"Còn {missing} sáng kiến nữa. {words.invitation(self.report.publication, standing.unit)}",
        )
        return said[sum(name.encode()) % len(said)]

    def noted(self, standing: Standing) -> str:
        """That a sum lacks members or holds old reports."""
        note = words.reporting_note(standing)
        return sentence(f"{note[:1].upper()}{note[1:]}") if note else ""

    def left(self, standing: Standing) -> str:
        """What the campaign still needs, and how long it has."""
        aim, left = standing.aim, self.report.days_left
        if aim is None or not aim.missing or self.report.is_over:
            return ""
        end = day(self.charter.period.end)
        if not left:
            return f"Còn {integer(aim.missing)} sáng kiến nữa để về đích trong ngày cuối, {end}."
        return f"Còn {integer(aim.missing)} sáng kiến nữa để về đích, trước khi chương trình kết thúc ngày {end}."
