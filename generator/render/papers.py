"""What is made to be printed: posters, certificates, progress sheets, the leader board, bulletins; as PDF.

What stands on a paper is said here, how it looks is in templates/paper-*.typ. A text longer than its place is
handed over in sentences: the template measures how many there is room for, and the page's address tells the rest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import takewhile
from typing import Any, NamedTuple

import segno

from generator import lengths, routes
from generator.bulletins import Bulletin
from generator.colours import hexadecimal
from generator.editorial import Disclosed, HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.glyphs import drawable
from generator.model import Award, Brand
from generator.progress import Measured, Point, Report, Standing
from generator.render import palette, telling, words
from generator.render.compounds import together
from generator.render.facets import cover
from generator.render.items import Item, Kind
from generator.render.kin import written_by
from generator.render.outputs import Output
from generator.render.press import Placed, Sheet
from generator.render.steps import steps
from generator.vietnamese import day, integer, money, percent, sort_key

LONGEST_WORD, BROKEN = 18, 6
"""A word of so many letters, which no Vietnamese one has, may be broken after each few."""
LONGEST_NAME, LONGEST_CREDIT = 120, 90
"""Of names of people and bodies, and of where pictures are from, on a poster: in characters."""
MOST_SENTENCES = 7
MOST_STEPS = 7
MOST_BARS = 16
MOST_LEADERS = 12
"""Places on the board: as many as a hall can read."""
MOST_NAMED = 60
"""Of those that stand below the places, by name; the table on the site has all."""
PHOTO_PX = (1280, 853)
PAIR_PX = (840, 560)
FACE_PX = 680
LOGO_PX = 240


class Format(NamedTuple):
    """A sheet of paper, in millimetres."""

    name: str
    width: int
    height: int


A3 = Format("A3", 297, 420)
A4 = Format("A4", 210, 297)
A4_WIDE = Format("A4", 297, 210)
POSTERS = (A3, A4)
POSTER = "Áp phích"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A PDF to print: `name` makes its file's name, `label` is said where it is offered ("Áp phích A3")."""

    item: Item
    name: str
    label: str
    sheet: Sheet

    @property
    def path(self) -> str:
        """The file, relative to the site, named by what it holds."""
        return f"{routes.PAPERS}/{self._of}-{self.name}-{self.sheet.digest}.pdf"

    def output(self) -> Output:
        """The file, made when it is not there; after the item's cards, which have its photographs at hand."""
        return Output(
            path=self.path,
            content=partial(self.sheet.pdf, self.item.on),
            made_from=f"bộ chia sẻ {self._of}",
            says=tuple(each.replace("\u00a0", " ") for each in self.sheet.says),
        )

    @property
    def _of(self) -> str:
        return self.item.address.replace("/", "-")


class Papers:
    """Makes the papers of a report."""

    def __init__(self, report: Report) -> None:
        """Take the report of which the papers tell."""
        self.report = report
        self.charter = report.publication.charter
        self.logo = report.publication.logo
        self._written = written_by(report.publication.initiatives)

    def of(self, item: Item) -> tuple[Paper, ...]:
        """What can be printed of an item, in the order in which it is offered."""
        return tuple(self._of(item)) if item.told else ()

    def _of(self, item: Item) -> Iterator[Paper]:
        match item.subject:
            case PublishedInitiative() as initiative:
                yield from self._initiative(item, initiative)
                yield from self._certificates(item, initiative)
            case HonouredPerson() as person:
                yield from self._person(item, person)
                yield from self._certificates(item, person)
            case Standing() as standing:
                yield self._progress(item, standing)
            case Bulletin() as bulletin:
                yield self._bulletin(item, bulletin)
            case Report() as report if item.kind is Kind.LEADERS:
                yield from self._leaders(item, report)

    # --- Posters ---

    def _initiative(self, item: Item, each: PublishedInitiative) -> Iterator[Paper]:
        told = each.disclosed
        photos = _shown(each)
        values = {
            "eyebrow": "Sáng kiến tiêu biểu" if each.featured else "Sáng kiến của người lao động",
            "authors": _authors(each),
            "unit": each.unit.name,
            "summary": each.summary,
            "photos": [
                {"name": f"photo{number}", "alt": photo.alt, "tag": words.PHOTO[photo.kind]}
                for number, photo in enumerate(photos)
            ],
            "credit": lengths.shortened(
                " · ".join(dict.fromkeys(photo.credit for photo in photos if photo.credit)), LONGEST_CREDIT
            ),
            "parts": [_part("Trước đây", told.problem), _part("Cách làm", told.solution)] if told else [],
            "effect": _part("Hiệu quả", told.effects.economic, told.effects.social) if told else _part("Hiệu quả"),
            "benefit": _benefit(told) if told else None,
            "honours": [_honour(award) for award in each.awards],
        }
        size = PAIR_PX if len(photos) > 1 else PHOTO_PX
        pictures = {
            f"photo{number}": Placed(picture=photo.picture, width_px=size[0], height_px=size[1])
            for number, photo in enumerate(photos)
        }
        mark = "Sáng kiến minh họa"
        for format_ in POSTERS:
            yield self._paper(item, "ap-phich", POSTER, "paper-initiative", format_, values, pictures, mark=mark)

    def _person(self, item: Item, each: HonouredPerson) -> Iterator[Paper]:
        values = {
            "eyebrow": "Gương sáng",
            "job": each.job,
            "unit": each.unit.name,
            "quote": each.quote,
            "portrait": each.portrait.alt if each.portrait else None,
            "credit": lengths.shortened(each.portrait.credit, LONGEST_CREDIT // 2)
            if each.portrait and each.portrait.credit
            else None,
            "story": _part("", each.story),
            "honours": [_honour(award) for award in each.awards],
            "written": [one.title for one in self._written.get(each.id, [])],
        }
        pictures = {}
        if each.portrait:
            pictures["portrait"] = Placed(picture=each.portrait.picture, width_px=FACE_PX, height_px=FACE_PX)
        mark = "Nhân vật minh họa"
        for format_ in POSTERS:
            yield self._paper(item, "ap-phich", POSTER, "paper-person", format_, values, pictures, mark=mark)

    # --- Certificates ---

    def _certificates(self, item: Item, to: PublishedInitiative | HonouredPerson) -> Iterator[Paper]:
        """One for each award. It honours in the organiser's name and quotes the award; it does not stand in for it."""
        for number, award in enumerate(to.awards, start=1):
            if isinstance(to, HonouredPerson):
                whom, what = to.name, to.job
            else:
                whom, what = _authors(to), f"Sáng kiến “{to.title}”"
            values = {
                "whom": whom,
                "what": what,
                "unit": to.unit.name,
                "award": award.title,
                "body": award.body,
                "decision": award.decision,
                "decided": day(award.date) if award.date else None,
            }
            several = len(to.awards) > 1
            yield self._paper(
                item,
                f"ghi-nhan-{number}" if several else "ghi-nhan",
                "Giấy ghi nhận",
                "paper-certificate",
                A4_WIDE,
                values,
                mark="Minh họa",
                detail=award.title if several else None,
            )

    # --- Progress ---

    def _progress(self, item: Item, standing: Standing) -> Paper:
        """The sheet of a unit or of the whole campaign, as of its own last report.

        It hangs for weeks, so nothing on it counts from the day it is printed: it says the same, under the same name,
        until somebody reports again. It does not judge either: what is good is called so, what is behind is encouraged.
        """
        report, counting = self.report, self.charter.counting
        of = f"/ {integer(standing.target)} " if standing.target is not None else ""
        other, marked = words.other_count(standing, counting), self._has_mark
        values = {
            "eyebrow": self._progress_eyebrow(standing),
            "dated": words.dated_on(report, self._reported_on(standing)).capitalize(),
            "counted": words.counted(standing),
            "of": f"{of}sáng kiến {words.COUNTING[counting]}",
            "band": self._praise(standing),
            "share": words.share(standing) if standing.aim else "",
            "said": f"chỉ tiêu · {other}" if standing.aim else other,
            "part": _part_of(standing),
            "expected": float(report.expected_share) if marked else None,
            "legend": self._legend,
            "warnings": [note] if (note := words.reporting_note(standing, self._reported_on(standing))) else [],
            "facts": list(self._facts(standing)),
            "projection": words.projection(standing) if marked else None,
            "curve": self._curve(standing),
            "steps": self._steps(standing),
            "members": self._members(standing) if standing.unit else {"rows": []},
            "call": self._call(standing),
        }
        return self._paper(item, "phieu", "Phiếu tiến độ", "paper-progress", A4, values, mark="Số liệu minh họa")

    def _progress_eyebrow(self, standing: Standing) -> str:
        if self.report.is_over:
            return "Kết quả cuối cùng" if standing.unit else "Kết quả toàn chiến dịch"
        return "Tiến độ sáng kiến" if standing.unit else "Tiến độ toàn chiến dịch"

    def _reported_on(self, standing: Standing) -> date:
        return standing.progress.reported_on or self.report.as_of

    @property
    def _has_mark(self) -> bool:
        """Whether the time gone is marked: it is that of the newest report's day, not of a day long after it."""
        return not self.report.is_over and self.report.compared_on == self.report.as_of

    @property
    def _legend(self) -> str:
        if not self._has_mark:
            return ""
        gone = percent(self.report.expected_share)
        return f"Vạch đứng: phần thời gian chiến dịch đã qua đến {day(self.report.compared_on)} ({gone})."

    def _praise(self, standing: Standing) -> str:
        """The status word if it is a good one; nobody is on pace by a report that has grown old."""
        told = self._has_mark or self.report.is_over or (standing.aim and not standing.aim.missing)
        return words.praise(standing) if told else ""

    def _call(self, standing: Standing) -> str:
        """An invitation to whom the bar shows behind."""
        aim = standing.aim
        if self.report.is_over or aim is None or not aim.missing or self._praise(standing):
            return ""
        return words.invitation(self.report.publication, standing.unit)

    def _facts(self, standing: Standing) -> Iterator[dict[str, str]]:
        """What is missing, how it moves, and where it stands among its peers; at the end, what came out.

        What is needed each month counts from the day of the page that says it, and would change the sheet every day.
        """
        report, aim = self.report, standing.aim
        missing = integer(aim.surplus) if aim and aim.surplus else words.missing(standing)
        dated = words.dated_on(report, self._reported_on(standing))
        yield {"label": words.missing_label(standing, report), "value": missing, "note": f"sáng kiến, {dated}"}
        if not report.is_over:
            change, pace = words.change(standing), words.pace_number(standing)
            yield {
                "label": "Thay đổi",
                "value": words.change_number(standing) if change else "–",
                "note": words.change_since(standing) if change else "chưa đủ báo cáo để so sánh",
            }
            yield {
                "label": "Nhịp gần đây",
                "value": pace or "–",
                "note": words.pace_measured(standing) if pace else "chưa đủ báo cáo để tính",
            }
        if standing in report.peers and standing.rank_by_share:
            shares = sum(each.rank_by_share is not None for each in report.peers)
            counts = sum(each.rank_by_count is not None for each in report.peers)
            among = "trong các đơn vị có số liệu"
            if words.is_told_rank(standing.rank_by_share, shares):
                yield {"label": "Hạng theo tỷ lệ", "value": f"{standing.rank_by_share}/{shares}", "note": among}
            if words.is_told_rank(standing.rank_by_count, counts):
                yield {"label": "Hạng theo số lượng", "value": f"{standing.rank_by_count}/{counts}", "note": among}

    def _steps(self, standing: Standing) -> dict[str, Any]:
        """The last reports, newest first."""
        columns = ["Ngày", "Đăng tải", "Được công nhận", "So với kỳ trước", "Ghi chú"]
        found: Sequence[tuple[date, int, int | None, int | None, str | None]]
        if standing.unit:
            found = [
                (each.on, each.submitted, each.valid, each.gained, each.note)
                for each in steps(self.report, standing.unit)
            ]
        else:
            found = [
                (each.on, each.submitted, each.valid, gained, words.sum_note(standing, each, self.charter.counting))
                for each, gained in _sums(standing.history)
            ][::-1]
        title = "Các lần báo cáo gần đây" if found[MOST_STEPS:] else "Các lần báo cáo"
        rows = [
            [
                day(on),
                integer(submitted),
                words.UNKNOWN if valid is None else integer(valid),
                "–" if gained is None else words.signed(gained),
                note or "",
            ]
            for on, submitted, valid, gained, note in found[:MOST_STEPS]
        ]
        if not any(row[-1] for row in rows):
            columns, rows = columns[:-1], [row[:-1] for row in rows]
        return {"title": f"{title} (số lũy kế, mới nhất trước)", "columns": columns, "rows": rows}

    def _curve(self, standing: Standing) -> dict[str, Any] | None:
        """The counts over the campaign's days, as parts of the drawing's width and height; None before two reports."""
        points, period = [each for each in standing.history if each.complete], self.charter.period
        if len(points) < 2:  # noqa: PLR2004 - a line has two ends
            return None
        days = (period.end - period.start).days + 1
        most = max(*(each.counted for each in points), standing.target or 0, 1)
        return {
            "title": f"Số sáng kiến {words.COUNTING[self.charter.counting]} theo thời gian{words.made_up(standing)}",
            "points": [
                [round(((each.on - period.start).days + 1) / days, 4), round(each.counted / most, 4)] for each in points
            ],
            "target": round(standing.target / most, 4) if standing.target else None,
            "labels": {
                "target": f"Chỉ tiêu {integer(standing.target)}; nét đứt: nếu tăng đều" if standing.target else "",
                "last": integer(points[-1].counted),
                "start": day(period.start),
                "end": day(period.end),
            },
        }

    def _members(self, standing: Standing) -> dict[str, Any]:
        """The units below a unit in the order of the table, without a rank or a band: who is last is nobody's business."""
        below = [
            each
            for each in self.report.standings
            if each.unit and standing.unit and each.unit.parent == standing.unit.id
        ]
        columns = ["Đơn vị", "Thực hiện", "Chỉ tiêu", "Tỷ lệ", ""]
        return {"title": "Các đơn vị cấp dưới", "columns": columns, "rows": [self._row(each) for each in below]}

    def _row(self, standing: Standing) -> dict[str, Any]:
        return {
            "rank": str(standing.rank_by_share or ""),
            "name": standing.unit.label if standing.unit else "",
            "note": words.reporting_note(standing, self.report.as_of) or "",
            "counted": words.counted(standing),
            "target": integer(standing.target) if standing.target is not None else words.UNKNOWN,
            "share": words.share(standing),
            "part": _part_of(standing),
            "reached": words.band(standing) if standing.aim and not standing.aim.missing else "",
        }

    def _leaders(self, item: Item, report: Report) -> Iterator[Paper]:
        """The places of the upper half of those that compete, with rank and share; the others by what they added.

        A board in a hall honours. In the lower half a rank, a share or a band would single out who is last, in front of
        the people who work there: so these stand in the order of the alphabet with nothing but the initiatives that they
        gave, and where nothing is known, or nothing came yet, with their names. The whole table is on the site, where
        the code leads.
        """
        ranks = [each.rank_by_share for each in report.peers if each.rank_by_share]
        places = [
            each
            for each in report.peers
            if words.is_told_rank(each.rank_by_share, len(ranks)) and (each.rank_by_share or 0) <= MOST_LEADERS
        ]
        others = sorted(
            (each for each in report.peers if each not in places),
            key=lambda each: sort_key(each.unit.label if each.unit else ""),
        )
        counting = words.COUNTING[self.charter.counting]
        unnamed = len(others) - MOST_NAMED
        values = {
            "dated": words.dated(report).capitalize(),
            "eyebrow": self.charter.short_name,
            "caption": f"Xếp theo tỷ lệ hoàn thành chỉ tiêu; thực hiện là số sáng kiến {counting}. Số liệu là của ngày {day(report.as_of)}, trừ nơi có ghi khác.",
            "legend": self._legend,
            "expected": float(report.expected_share) if self._has_mark else None,
            "columns": ["Hạng", "Đơn vị", "Thực hiện/chỉ tiêu", "Tỷ lệ", ""],
            "rows": [self._row(each) for each in places],
            "others_title": f"Cùng góp sức (số sáng kiến {counting}, xếp theo vần)",
            "others": [_gave(each) for each in others[:MOST_NAMED]],
            "more": f"và {integer(unnamed)} đơn vị nữa" if unnamed > 0 else "",
            "table": "Bảng đầy đủ của mọi đơn vị ở địa chỉ ghi đầu trang.",
            "whole": self._row(report.campaign) | {"name": "Toàn chiến dịch"},
        }
        for format_ in (A4, A3):
            yield self._paper(item, "bang", item.title, "paper-leaders", format_, values, mark="Số liệu minh họa")

    # --- Bulletins ---

    def _bulletin(self, item: Item, each: Bulletin) -> Paper:
        after = each.after
        values = {
            "eyebrow": self.charter.short_name,
            "dated": f"Số liệu đến {day(after.on)}"
            if after
            else f"{'Chưa' if each.is_running else 'Không'} có báo cáo mới",
            "headline": lengths.sentence(telling.headline(each)),
            "facts": list(self._news(each)),
            "parts": [
                {"title": part.heading, "sentences": list(part.sentences)}
                for part in telling.paragraphs(each, shared=True)
            ],
            "chart": _added(each),
        }
        return self._paper(item, "ban-tin", "Bản tin", "paper-bulletin", A4, values, mark="Có số liệu minh họa")

    def _news(self, each: Bulletin) -> Iterator[dict[str, str]]:
        """The figures of a bulletin, as many as are known."""
        made_up = any(total and total.illustrative for total in (each.before, each.after))
        if each.growth:
            yield {
                "label": "Tăng thêm",
                "value": words.signed(each.growth.gained),
                "note": f"so với {day(each.growth.since)}{words.MADE_UP if made_up else ''}",
            }
        if each.after:
            marked = words.MADE_UP if each.after.illustrative else ""
            said = f"sáng kiến {words.COUNTING[each.counting]}, ngày {day(each.after.on)}{marked}"
            yield {"label": "Tổng số", "value": integer(each.after.counted), "note": said}
        if each.share is not None:
            yield {
                "label": "So với chỉ tiêu",
                "value": percent(each.share),
                "note": f"chỉ tiêu {integer(each.target)}",
            }
        if each.after and each.reached and each.aimed > 1:
            yield {
                "label": "Đơn vị về đích",
                "value": f"{each.reached}/{each.aimed}",
                "note": f"ngày {day(each.after.on)}",
            }

    # --- Sheets ---

    def _paper(
        self,
        item: Item,
        name: str,
        what: str,
        template: str,
        format_: Format,
        values: Mapping[str, Any],
        pictures: Mapping[str, Placed] | None = None,
        *,
        mark: str,
        detail: str | None = None,
    ) -> Paper:
        """A paper with what all of them say: `mark` when it is an illustration. `detail` tells it from others like it."""
        url = routes.absolute(self.charter.site_url, item.page)
        placed = dict(pictures or {})
        size, enlarged = min(format_.width, format_.height) / A4.width, what == POSTER
        if self.logo:
            height_px = max(1, round(self.logo.height_px * LOGO_PX / self.logo.width_px))
            placed["logo"] = Placed(picture=self.logo, width_px=LOGO_PX, height_px=height_px)
        said: dict[str, Any] = {
            **_clean(values),
            "on": item.on.isoformat(),  # the PDF says it was made that day, and nothing in it may change its bytes unseen
            "title": item.title if item.title.startswith(what) else f"{what}: {item.title}",
            "name": _name(item) or "…",
            "width": format_.width,
            "height": format_.height,
            "scale": 1 if enlarged else size,
            "zoomed": enlarged,
            "organiser": _clean(self.charter.organiser.name),
            "campaign": _clean(self.charter.short_name),
            "colours": _colours(self.charter.brand),
            "mark": mark if item.illustrative else None,
            "notice": _clean(self.charter.illustrative) if item.kind is Kind.CAMPAIGN else None,
            "invite": "Xem đầy đủ: quét mã này, hoặc vào địa chỉ",
            "address": _clean(re.sub(r"(?<=[/-])", "\u200b", url.split("://", 1)[-1].rstrip("/"))),
            "url": url,
            **words.preview(self.report.publication),
        }
        sheet = Sheet(template=template, values=said, pictures=placed, later={"qr": partial(code, url)})
        label = f"{what} {format_.name}" + (f": {detail}" if detail else "")
        return Paper(item=item, name=f"{name}-{format_.name.lower()}", label=label, sheet=sheet)


# --- Texts ---

_PARAGRAPH = re.compile(r"\n\s*\n")
_LONG_WORD = re.compile(rf"\w{{{LONGEST_WORD},}}")


def _part(title: str, *texts: str | None) -> dict[str, Any]:
    """A text by its sentences, up to its first list."""
    paragraphs = [each for text in texts if text for each in _PARAGRAPH.split(text.strip())]
    running = list(takewhile(lambda each: not each.lstrip().startswith("- "), paragraphs))
    found = lengths.sentences(" ".join(running))
    if len(running) < len(paragraphs) and found and found[-1].endswith(":"):
        del found[-1]  # it announced the list
    return {"title": title, "sentences": found[:MOST_SENTENCES]}


def _shown(each: PublishedInitiative) -> tuple[PublishedPhoto, ...]:
    """What was before and what came out, side by side; else the one picture there is."""
    photos = each.disclosed.photos if each.disclosed else ()
    pair = [next((photo for photo in photos if photo.kind == kind), None) for kind in ("before", "after")]
    both = tuple(photo for photo in pair if photo)
    one = cover([each])
    return both if len(both) == len(pair) else (one,) if one else ()


def _authors(each: PublishedInitiative) -> str:
    """Who may be named, as many as a poster has room for, and the others as such."""
    return words.authors(each, shared=True, longest=LONGEST_NAME) or "Tập thể tác giả"


def _benefit(told: Disclosed) -> dict[str, str] | None:
    """The value with who answers for it, and since when."""
    if told.benefit is None:
        return None
    note = f"ước tính trong 01 năm; {words.benefit_status(told, longest=LONGEST_NAME)}"
    return {"value": money(told.benefit.vnd_per_year), "note": note}


def _honour(award: Award) -> dict[str, str]:
    return {"title": award.title, "body": award.body}


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Texts for a template: such as can be drawn, broken in what no line could hold and not within words of syllables."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda found: _broken(found.group()), together(drawable(value)))
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value


def _name(item: Item) -> str:
    """The title for the head of a paper; a person's may stand on two lines, and so in larger letters."""
    said: str = _clean(item.title)
    return said.replace("\u00a0", " ") if item.kind is Kind.PERSON else said


def _broken(word: str) -> str:
    return "\u200b".join(word[start : start + BROKEN] for start in range(0, len(word), BROKEN))


# --- Figures ---


def _part_of(standing: Standing) -> float | None:
    """How much of the target is reached, for a bar; None where nothing can be said."""
    return round(float(standing.aim.share), 4) if standing.aim else None


def _gave(standing: Standing) -> dict[str, str]:
    """What a unit added, for those whose place is not told; nothing where nothing is known, or nothing came yet."""
    found = standing.progress.counted if isinstance(standing.progress, Measured) else 0
    return {"name": standing.unit.label if standing.unit else "", "counted": integer(found) if found else ""}


def _added(bulletin: Bulletin) -> dict[str, Any] | None:
    """The bars of a bulletin: what each unit added, or what it began with; None when no unit reported."""
    if bulletin.gains:
        since = {each.since for each in bulletin.gains}
        bars = [(each.unit.label, words.signed(each.gained), each.gained) for each in bulletin.gains]
        title = "Mỗi đơn vị thêm bao nhiêu"
        span = f"báo cáo ngày {day(min(since))}" if len(since) == 1 else "báo cáo cuối cùng trước kỳ này"
        span = f"Số sáng kiến tăng thêm so với {span}."
    else:
        arrived = sorted(bulletin.arrivals, key=lambda each: -each.counted)
        bars = [(each.unit.label, integer(each.counted), each.counted) for each in arrived]
        title, span = "Báo cáo đầu tiên của mỗi đơn vị", "Số sáng kiến đến lần báo cáo ấy."
    more = len(bars) - MOST_BARS
    return {
        "title": title,
        "bars": [{"name": name, "value": value, "part": max(part, 0)} for name, value, part in bars[:MOST_BARS]],
        "others": f"và {integer(more)} đơn vị nữa, trên trang" if more > 0 else "",
        "span": span,
    } if bars else None  # fmt: skip


def _sums(history: Sequence[Point]) -> Iterator[tuple[Point, int | None]]:
    """The campaign's own reports in order, each with what it added where both sums are complete."""
    before: int | None = None
    for each in history:
        yield each, each.counted - before if before is not None and each.complete else None
        before = each.counted if each.complete else None


# --- Looks ---


@lru_cache(maxsize=1)
def _colours(brand: Brand) -> dict[str, str]:
    heads, light = palette.heads(brand), palette.light(brand)
    found = {
        "ground": heads["hero"], "soft": heads["hero-soft"], "gold": heads["hero-accent"], "brand": light["brand"],
        "tint": light["brand-tint"], "line": light["line"], "ink": light["ink"], "muted": light["muted"],
        "strong": light["brand-strong"], "gilt": light["accent"],
        "reached": light["reached"],
    }  # fmt: skip
    return {name: hexadecimal(colour) for name, colour in found.items()}


def code(url: str) -> str:
    """A QR code as SVG, a module one unit wide, with half of the quiet margin: the other half is the paper's."""
    svg: str = segno.make_qr(url, error="m").svg_inline(border=2, dark="#000", svgclass=None, lineclass=None)
    return svg
