"""Figures in Vietnamese words: one wording for each fact, whatever page or picture says it.

"Đạt 232,3%" is not "vượt 232,3%": a surplus is said as what lies above the target.
"""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from generator import lengths
from generator.bulletins import Bulletin, Period
from generator.editorial import Disclosed, Publication, PublishedInitiative
from generator.model import Milestone, Snapshot, Unit
from generator.progress import MONTH_DAYS, Aim, Band, Measured, Point, Report, Standing, Unmeasured
from generator.vietnamese import day, decimal, fold, integer, month, percent, with_days_alike

UNKNOWN = "chưa có"
COUNTING = {"submitted": "đăng tải", "valid": "được công nhận"}

BAND = {
    Band.REACHED: "Vượt chỉ tiêu",
    Band.ON_PACE: "Đúng tiến độ",
    Band.BEHIND: "Chậm tiến độ",
    Band.LOW: "Cần tập trung hỗ trợ",
}
MISSED = "Chưa đạt chỉ tiêu"
"""What the bands below the target are called once the campaign is over: a pace is of no use then."""
MADE_UP = " (minh họa)"
INCOMPLETE = "chưa đủ đơn vị báo cáo"
PREVIEW = "Bản xem trước – chưa công bố, không gửi ra ngoài"

KIND = {
    "province": "Cấp tỉnh",
    "group": "Khối",
    "district": "Huyện, thành phố",
    "sector": "Công đoàn ngành",
    "zone": "Khu công nghiệp",
    "grassroots": "Công đoàn cơ sở",
}
LEVEL = {"unit": "Cấp cơ sở", "province": "Cấp tỉnh", "ministry": "Cấp bộ, ngành", "national": "Cấp toàn quốc"}
PHOTO = {"before": "Trước", "after": "Sau", "other": ""}
BENEFIT = {"declared": "Tác giả tự khai", "verified": "Đã xác minh"}
CLAIMED = "tác giả tự khai, chưa xác minh"


# Said in full wherever they stand, in texts and in what a reader types: each finds the other.
ABBREVIATIONS = {
    "cđ": "công đoàn",
    "cđcs": "công đoàn cơ sở",
    "cnlđ": "công nhân lao động",
    "cnvclđ": "công nhân viên chức lao động",
    "kcn": "khu công nghiệp",
    "lđlđ": "liên đoàn lao động",
    "nlđ": "người lao động",
    "tlđ": "tổng liên đoàn",
    "ubnd": "ủy ban nhân dân",
}


def preview(publication: Publication) -> dict[str, str]:
    """What every picture and paper of a preview has to say besides, as a value of its template; nothing otherwise."""
    return {"preview": PREVIEW} if publication.is_preview else {}


def byline(initiative: PublishedInitiative, *, shared: bool = False) -> str:
    """Who an initiative is from: "Lê Văn Bình và tập thể tác giả · Huyện Bắc"; the collective of the unit when nobody may be named.

    What is `shared` on social networks names only who agreed to that.
    """
    named = authors(initiative, shared=shared)
    return f"{named} · {initiative.unit.label}" if named else f"Tập thể tác giả thuộc {initiative.unit.name}"


def authors(initiative: PublishedInitiative, *, shared: bool = False, longest: int | None = None) -> str | None:
    """The names of a byline: "Lê Văn Bình và Trần Thị Hoa", "Lê Văn Bình và tập thể tác giả"; None when nobody may be named.

    Of names that are more than `longest` characters, as many as fit, and the others as such.
    """
    named = [credit.person.name for credit in initiative.credits if credit.person.may_share or not shared]
    if not named:
        return None
    others = ["tập thể tác giả"] if initiative.unnamed or len(named) < len(initiative.credits) else []
    while longest and len(listed([*named, *others])) > longest and len(named) > 1:
        named, others = named[:-1], ["các đồng tác giả"]
    return listed([*named, *others])


def listed(names: Sequence[str], others: str = "", shown: int = 3) -> str:
    """The names in a sentence: "a, b và c"; with `others`, of many only the first `shown` and how many more.

    >>> listed(["a", "b"]), listed(["a", "b", "c", "d", "e"], "đơn vị khác")
    ('a và b', 'a, b, c và 2 đơn vị khác')
    """
    if others and len(names) > shown:
        names = [*names[:shown], f"{len(names) - shown} {others}"]
    return " và ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def source(milestone: Milestone) -> str:
    """Theo công bố của …; Nguồn: …."""
    said = with_days_alike(milestone.source)
    return said if said.startswith("Theo ") else f"Nguồn: {said}"


CLOSED = "Giải pháp giữ kín"
"""In the place of field and sector of what may only be known by its title."""


def shelf(initiative: PublishedInitiative) -> str:
    """The field: a word for the cover of what has no picture."""
    return initiative.field.name if initiative.field else CLOSED


def shelves(initiative: PublishedInitiative) -> str:
    """Field and sector: "Kỹ thuật · Nghề mộc"."""
    if initiative.field is None or initiative.sector is None:
        return CLOSED
    return f"{initiative.field.name} · {initiative.sector.name}"


def bulletin_title(bulletin: Bulletin) -> str:
    """Bản tin quý III/2022; of a period that is not over: Bản tin tháng 11/2022 (tính đến 18/11/2022)."""
    until = f" (tính đến {day(bulletin.tells_until)})" if bulletin.is_running else ""
    return f"Bản tin {period_name(bulletin.period)}{until}"


def period_name(period: Period) -> str:
    """Tháng 11/2022, quý IV/2022, as in the middle of a sentence."""
    if period.kind == "month":
        return month(period.start)
    return f"quý {('I', 'II', 'III', 'IV')[period.quarter - 1]}/{period.start.year}"


def unit_words(unit: Unit) -> str:
    """The words of a unit's names, abbreviations too, folded and each once: what a reader may type."""
    names = (unit.name, unit.short_name or "", *unit.aliases)
    said = " ".join(names).lower()
    names = (*names, *(short for short, full in ABBREVIATIONS.items() if full in said))
    return " ".join(dict.fromkeys(re.findall(r"[a-z0-9]+", fold(" ".join(names)))))


def is_made_up(standing: Standing) -> bool:
    """Whether a standing's figures are illustrative, its count too: said once, for all of them."""
    progress = standing.progress
    summed = isinstance(progress, Measured) and progress.illustrative and not progress.declared
    return summed or (standing.unit is not None and standing.unit.illustrative)


def made_up(standing: Standing) -> str:
    """What is said after a figure beside a count that was announced, when others come from illustrative rows."""
    progress = standing.progress
    return MADE_UP if isinstance(progress, Measured) and progress.illustrative and progress.declared else ""


def made_up_counts(counts: Measured | Point, counting: str) -> tuple[str, ...]:
    """Which of the counts `submitted`, `valid` and `counted` come from illustrative rows: not the one that was announced."""
    if not counts.illustrative:
        return ()
    official = {counting, "counted"} if counts.declared else set()
    known = ("submitted", *(["valid"] if counts.valid is not None else []), "counted")
    return tuple(each for each in known if each not in official)


def sum_note(standing: Standing, point: Point, counting: str) -> str:
    """What a sum on the day of a report lacks, and what in it is made up where not all of the standing is."""
    announced = f"số {COUNTING[counting]} đã công bố"
    source = announced if point.declared else ""
    if made_up(standing) and point.illustrative:
        source = f"{announced}, còn lại minh họa" if point.declared else "minh họa"
    return "; ".join(filter(None, ("" if point.complete else INCOMPLETE, source)))


def band(standing: Standing) -> str:
    """The status word of a unit."""
    if standing.aim is None:
        return standing.progress.reason if isinstance(standing.progress, Unmeasured) else "Chưa giao chỉ tiêu"
    if standing.aim.band is Band.REACHED and not standing.aim.surplus:
        return "Đạt chỉ tiêu"
    if standing.aim.missing and has_ended(standing):
        return MISSED
    return BAND[standing.aim.band]


def has_ended(standing: Standing) -> bool:
    """Whether what a standing has of its target is the result: nothing is needed and nothing ages any more."""
    return standing.aim is not None and standing.aim.needed_per_month is None


def praise(standing: Standing) -> str:
    """The status word where it is a good one; elsewhere none, until it is the result: for what hangs on walls."""
    aim = standing.aim
    is_good = aim is not None and (aim.band in (Band.REACHED, Band.ON_PACE) or has_ended(standing))
    return band(standing) if is_good else ""


def band_class(standing: Standing) -> str:
    """The class name of a unit's status."""
    return standing.aim.band.value if standing.aim else "unknown"


def share(standing: Standing) -> str:
    """54,9%."""
    return percent(standing.aim.share) if standing.aim else UNKNOWN


def counted(standing: Standing) -> str:
    """1.647."""
    return integer(standing.progress.counted) if isinstance(standing.progress, Measured) else UNKNOWN


def other_count(standing: Standing, counting: str) -> str:
    """The count that is not measured against the target, in words: "1.312 được công nhận"."""
    progress = standing.progress
    if not isinstance(progress, Measured):
        return f"{integer(progress.submitted)} đăng tải" if progress.submitted is not None else UNKNOWN
    if counting == "valid":
        return f"{integer(progress.submitted)} đăng tải{made_up(standing)}"
    if progress.valid is None:
        return "số được công nhận chưa có"
    return f"{integer(progress.valid)} được công nhận{made_up(standing)}"


def missing(standing: Standing) -> str:
    """What is left to the target; a surplus is told as one."""
    if standing.aim is None:
        return UNKNOWN
    return f"vượt {integer(standing.aim.surplus)}" if standing.aim.surplus else integer(standing.aim.missing)


def missing_label(standing: Standing, report: Report) -> str:
    """What `missing` counts; once the campaign is over nothing is left to do."""
    if standing.aim and standing.aim.surplus:
        return "Vượt chỉ tiêu"
    return missing_heading(report)


def missing_heading(report: Report) -> str:
    """What a column of `missing` counts."""
    return "Thiếu so với chỉ tiêu" if report.is_over else "Còn thiếu"


def needed(standing: Standing) -> str:
    """How many initiatives the target still needs in each 30 days."""
    aim = standing.aim
    if aim is None:
        return UNKNOWN
    if not aim.missing:
        return "đã xong"
    return "đã hết hạn" if aim.needed_per_month is None else integer(aim.needed_per_month)


def achievement(aim: Aim) -> str:
    """đạt 54,9% / đạt 232,3% (vượt 132,3%)."""
    said = f"đạt {percent(aim.share)}"
    return f"{said} (vượt {percent(aim.share - 1)})" if aim.surplus else said


def pace(standing: Standing) -> str | None:
    """The pace of the last weeks, with its days: "khoảng 126,0 sáng kiến/30 ngày (từ … đến …)"."""
    progress = standing.progress
    if not isinstance(progress, Measured) or progress.pace is None:
        return None
    found = progress.pace
    return (
        f"{decimal(found.per_month)} sáng kiến/30 ngày "
        f"(tính từ {day(found.since)} đến {day(found.until)}: {signed(found.gained)}){made_up(standing)}"
    )


def pace_number(standing: Standing) -> str | None:
    """237,6."""
    progress = standing.progress
    return decimal(progress.pace.per_month) if isinstance(progress, Measured) and progress.pace else None


def pace_measured(standing: Standing) -> str:
    """How the pace of the last weeks was measured: "sáng kiến/30 ngày, tính từ … đến … (+388)"."""
    said = pace(standing)
    return said.split(" ", 1)[1] if said else ""


def change(standing: Standing) -> str | None:
    """+119 so với 31/10/2022."""
    progress = standing.progress
    if not isinstance(progress, Measured) or progress.change is None:
        return None
    return f"{change_number(standing)} {change_since(standing)}"


def signed(value: int) -> str:
    """+119, −3, 0 thành "không đổi"."""
    if not value:
        return "không đổi"
    return f"+{integer(value)}" if value > 0 else f"−{integer(-value)}"


def projection(standing: Standing) -> str | None:
    """The projected month, in words that make clear it is one."""
    if standing.aim is None or standing.aim.projected_on is None:
        return None
    return (
        f"Nếu giữ nhịp gần đây, dự kiến chạm chỉ tiêu vào khoảng {month(standing.aim.projected_on)}. "
        f"Đây là phép ước tính{' từ số liệu minh họa' if made_up(standing) else ''}, không phải số liệu báo cáo."
    )


def css_percent(share: Fraction) -> str:
    """A share as a CSS length, at most 100%: "52.2%"."""
    return f"{int(min(share, Fraction(1)) * 1000) / 10:.1f}%"


def bar_width(standing: Standing) -> str:
    """How much of a bar is filled, as a CSS length, never above 100%."""
    return css_percent(standing.aim.share) if standing.aim else "0%"


def change_number(standing: Standing) -> str:
    """+119."""
    progress = standing.progress
    return signed(progress.change.gained) if isinstance(progress, Measured) and progress.change else UNKNOWN


def change_since(standing: Standing) -> str:
    """The day the change counts from: "so với 31/10/2022"."""
    progress = standing.progress
    if not isinstance(progress, Measured) or progress.change is None:
        return ""
    return f"so với {day(progress.change.since)}{made_up(standing)}"


def reporting_note(standing: Standing, as_of: date | None = None) -> str | None:
    """Said when a sum lacks members, holds old reports, or is of another day than `as_of`, which is said for all figures."""
    progress = standing.progress
    if not isinstance(progress, Measured):
        return None
    if progress.reporting < progress.members:
        return f"{progress.reporting}/{progress.members} đơn vị đã báo cáo"
    ended = has_ended(standing)
    if progress.stale and progress.oldest_report not in (as_of, progress.reported_on if ended else None):
        return stale_note(standing) if ended else f"số liệu cũ: {stale_note(standing)}"
    return f"báo cáo ngày {day(progress.reported_on)}" if as_of and progress.reported_on != as_of else None


def stale_note(standing: Standing) -> str:
    """How old the oldest report in a figure is."""
    progress = standing.progress
    return f"báo cáo cũ nhất ngày {day(progress.oldest_report)}" if isinstance(progress, Measured) else UNKNOWN


def sort_count(standing: Standing) -> int:
    """What the column of counts is sorted by; the unknown comes last."""
    return standing.progress.counted if isinstance(standing.progress, Measured) else -1


def sort_share(standing: Standing) -> int:
    """What the column of shares is sorted by: a hundredth of a percent; the unknown comes last."""
    return int(standing.aim.share * 10_000) if standing.aim else -1


def sort_missing(standing: Standing) -> int:
    """What the column of missing initiatives is sorted by; a surplus is below zero."""
    return standing.aim.missing - standing.aim.surplus if standing.aim else -(10**9)


def rows_of(rows: Sequence[Snapshot]) -> str:
    """The rows a figure comes from: "data/progress.csv, dòng 57"; "tổng của 13 dòng trong data/progress.csv"."""
    if not rows:
        return UNKNOWN
    first = rows[0].origin
    if len(rows) == 1:
        return f"{first.path}, dòng {first.line}"
    return f"tổng của {integer(len(rows))} dòng trong {first.path}"


def traced(standing: Standing) -> str:
    """Where a standing's count comes from: unit, day and rows; nothing where there is none."""
    progress = standing.progress
    if not isinstance(progress, Measured):
        return ""
    unit = standing.unit.label if standing.unit else "Toàn chiến dịch"
    return f"{unit}, báo cáo ngày {day(progress.reported_on)}; nguồn: {rows_of(progress.rows)}"


def dated(report: Report) -> str:
    """The day the figures are of: "số liệu đến 18/11/2022"; the last ones, once the campaign is over."""
    return dated_on(report, report.as_of) if report.has_reports else "chưa có số liệu"


def dated_on(report: Report, on: date) -> str:
    """The same of figures of another day than all: those of one unit."""
    return f"{'báo cáo cuối cùng, số liệu' if report.is_over else 'số liệu'} đến {day(on)}"


def benefit_status(told: Disclosed, *, longest: int | None = None) -> str:
    """Who answers for the value of an initiative (in at most `longest` characters), and since when it is recognised."""
    if told.benefit is None:
        return ""
    by = told.benefit.verified_by if told.benefit.status == "verified" else None
    status = f"đã xác minh: {lengths.shortened(by, longest) if longest else by}" if by else CLAIMED
    on = told.recognition.date if told.recognition else None
    return f"{status}; sáng kiến được công nhận ngày {day(on)}" if on else status


def is_told_rank(rank: int | None, of: int) -> bool:
    """Whether a rank among `of` is told: in the upper half it honours, in the lower it would only shame."""
    return rank is not None and rank * 2 <= of + 1


def needed_label(report: Report) -> str:
    """What `needed` counts: the share of each 30 days, or within the last 30 all that is missing."""
    return "Cần mỗi 30 ngày" if report.days_left >= MONTH_DAYS else "Cần trong thời gian còn lại"


def needed_span(report: Report) -> str:
    """From when to when `needed` counts; nothing once the campaign is over."""
    if report.is_over:
        return f"chiến dịch đã kết thúc ngày {day(report.publication.charter.period.end)}"
    end = day(report.publication.charter.period.end)
    return f"{needed_label(report).lower()} tính từ {day(report.today)} đến {end}"


def days_left(report: Report) -> str:
    """285 ngày / hôm nay là ngày cuối / đã kết thúc."""
    if report.is_over:
        return "đã kết thúc"
    return f"{integer(report.days_left)} ngày" if report.days_left else "ngày cuối"


def countdown(report: Report) -> str:
    """Còn 285 ngày, tính từ 20/11/2022 / Ngày cuối, 01/09/2023."""
    today = day(report.today)
    return f"Còn {days_left(report)}, tính từ {today}" if report.days_left else f"Ngày cuối, {today}"


_ENCOURAGEMENT = (
    "Còn {missing}: cứ 30 ngày thêm {needed} là kịp.",
    "{needed} ý tưởng mỗi 30 ngày, chia cho từng tổ công đoàn, là vừa tầm.",
    "Đã có {counted}; cứ 30 ngày thêm {needed} là về đích đúng hẹn.",
    "Còn {missing}: kể lại một cách làm hay ở tổ mình là góp thêm một.",
)


def encouragement(standing: Standing, turn: int) -> str:
    """A line of encouragement with the unit's own figures; `turn` chooses the wording while there is time."""
    has_any = isinstance(standing.progress, Measured) and standing.progress.counted > 0
    if standing.aim is None or standing.aim.needed_per_month is None:
        held = f"Đã có {counted(standing)} sáng kiến; mỗi" if has_any else "Mỗi"
        return f"{held} ý tưởng viết ra đều đáng quý."
    if standing.aim.needed_per_month == standing.aim.missing:  # the last month: no talk of months
        return f"Còn {missing(standing)} sáng kiến; ý tưởng nào chưa viết ra, những ngày này vẫn kịp gửi."
    wordings = [each for each in _ENCOURAGEMENT if has_any or "{counted}" not in each]
    words = wordings[turn % len(wordings)]
    return words.format(missing=f"{missing(standing)} sáng kiến", needed=needed(standing), counted=counted(standing))


_INVITATION = (
    "Có cách làm hay mà ngại viết? {team} giúp bạn viết và gửi.",
    "{team} nhận từng ý tưởng và cùng bạn viết thành sáng kiến.",
    "Mời bạn gửi ý tưởng đến {team} để được giúp viết và nộp.",
)


def invitation(publication: Publication, unit: Unit | None) -> str:
    """Where an idea is welcome: with the support team of the unit, where it has one; the unit's id chooses the words."""
    team = next((each.name for each in publication.support_teams if unit and each.unit == unit.id), None)
    if unit is None or team is None:
        return "Có cách làm hay, mời bạn kể với công đoàn nơi mình làm việc."
    turn = sum(unit.id.encode()) // len(_INVITATION)
    return _INVITATION[turn % len(_INVITATION)].format(team=team)
