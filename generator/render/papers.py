"""What is made to be printed: posters, certificates, progress sheets, the leader board, bulletins; as PDF.

What stands on a paper is said here, how it looks is in templates/paper-*.typ. A text longer than its place is
handed over in sentences: the template measures how many there is room for, and the page's address tells the rest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

import segno

from generator import routes
from generator.bulletins import Bulletin
from generator.colours import hexadecimal
from generator.editorial import HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.model import Award, Benefit, Brand
from generator.progress import Point, Report, Standing
from generator.render import lengths, palette, telling, words
from generator.render.facets import cover
from generator.render.items import Item, Kind
from generator.render.outputs import Output
from generator.render.press import Placed, Sheet, drawable
from generator.render.steps import steps
from generator.vietnamese import day, integer, money, percent

LONGEST_WORD, BROKEN = 18, 6
"""A word of so many letters, which no Vietnamese one has, may be broken after each few."""
LONGEST_NAME, LONGEST_CREDIT = 120, 90
"""Of names of people and bodies, and of where pictures are from, on a poster: in characters."""
MOST_SENTENCES = 7
MOST_STEPS = 7
MOST_BARS = 16
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
            content=lambda: self.sheet.pdf(self.item.on),
            made_from=f"bộ chia sẻ {self._of}",
            says=self.sheet.says,
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
            "benefit": _benefit(told.benefit) if told and told.benefit else None,
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
        written = [
            one.title
            for one in self.report.publication.initiatives
            if any(credit.person is each for credit in one.credits)
        ]
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
            "written": written,
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
        """The sheet of a unit or of the whole campaign."""
        report, counting = self.report, self.charter.counting
        of = f"/ {integer(standing.target)} " if standing.target is not None else ""
        values = {
            "eyebrow": "Tiến độ sáng kiến" if standing.unit else "Tiến độ toàn chiến dịch",
            "dated": words.dated(report).capitalize(),
            "counted": words.counted(standing),
            "of": f"{of}sáng kiến {words.COUNTING[counting]}",
            "band": words.band(standing),
            "share": words.share(standing) if standing.aim else "",
            "said": f"chỉ tiêu · {words.other_count(standing, counting)}" if standing.aim else words.other_count(standing, counting),
            "part": _part_of(standing),
            "expected": float(report.expected_share),
            "legend": f"Vạch đứng: phần thời gian chiến dịch đã qua đến {day(report.compared_on)} ({percent(report.expected_share)}).",
            "warnings": [note] if (note := words.reporting_note(standing, report.as_of)) else [],
            "facts": list(self._facts(standing)),
            "projection": words.projection(standing),
            "curve": self._curve(standing),
            "steps": self._steps(standing),
            "members": self._members(standing) if standing.unit else {"rows": []},
        }  # fmt: skip
        return self._paper(item, "phieu", "Phiếu tiến độ", "paper-progress", A4, values, mark="Số liệu minh họa")

    def _facts(self, standing: Standing) -> Iterator[dict[str, str]]:
        """What is missing, what is needed, how it moves, and where it stands among its peers."""
        report, aim = self.report, standing.aim
        surplus = aim is not None and aim.surplus > 0
        left = f"đến {day(self.charter.period.end)}: {words.days_left(report)}"
        missing = integer(aim.surplus) if aim and surplus else words.missing(standing)
        yield {"label": "Vượt chỉ tiêu" if surplus else "Còn thiếu", "value": missing, "note": left}
        needed = "sáng kiến nữa là chạm chỉ tiêu" if aim and aim.needed_per_month else ""
        yield {"label": words.needed_label(report), "value": words.needed(standing), "note": needed}
        change = words.change(standing)
        yield {
            "label": "Thay đổi",
            "value": words.change_number(standing) if change else "–",
            "note": words.change_since(standing) if change else "chưa đủ báo cáo để so sánh",
        }
        pace = words.pace_number(standing)
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
        if standing.unit:
            found = [
                (each.on, each.submitted, each.valid, each.gained, each.note)
                for each in steps(self.report, standing.unit)
            ]
        else:
            found = [
                (each.on, each.submitted, each.valid, gained, None if each.complete else "chưa đủ đơn vị báo cáo")
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
            "title": f"Số sáng kiến {words.COUNTING[self.charter.counting]} theo thời gian",
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
        """The units below a unit, best share first."""
        below = [
            each
            for each in self.report.standings
            if each.unit and standing.unit and each.unit.parent == standing.unit.id
        ]
        below.sort(key=lambda each: each.rank_by_share or len(below) + 1)
        columns = ["Đơn vị", "Thực hiện", "Chỉ tiêu", "Tỷ lệ", "", "Trạng thái"]
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
            "band": words.band(standing),
        }

    def _leaders(self, item: Item, report: Report) -> Iterator[Paper]:
        """The table of those that compete. Who has no figure stands apart, without a rank: unknown is not nothing."""
        ranked = [each for each in report.peers if each.rank_by_share]
        others = [each for each in report.peers if not each.rank_by_share]
        values = {
            "dated": words.dated(report).capitalize(),
            "eyebrow": self.charter.short_name,
            "caption": f"Xếp theo tỷ lệ hoàn thành chỉ tiêu; thực hiện là số sáng kiến {words.COUNTING[self.charter.counting]}. Số liệu là của ngày {day(report.as_of)}, trừ nơi có ghi khác.",
            "legend": f"Vạch đứng: phần thời gian chiến dịch đã qua đến {day(report.compared_on)} ({percent(report.expected_share)}).",
            "expected": float(report.expected_share),
            "columns": ["Hạng", "Đơn vị", "Thực hiện/chỉ tiêu", "Tỷ lệ", "", "Trạng thái"],
            "rows": [self._row(each) for each in ranked],
            "unranked": "Chưa xếp hạng vì chưa có số liệu để so với chỉ tiêu",
            "others": [self._row(each) for each in others],
            "whole": self._row(report.campaign) | {"name": "Toàn chiến dịch"},
        }
        for format_ in (A4, A3):
            yield self._paper(item, "bang", item.title, "paper-leaders", format_, values, mark="Số liệu minh họa")

    # --- Bulletins ---

    def _bulletin(self, item: Item, each: Bulletin) -> Paper:
        after = each.after
        values = {
            "eyebrow": self.charter.short_name,
            "dated": f"Số liệu đến {day(after.on)}" if after else "Không có báo cáo mới",
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
        if each.growth:
            yield {
                "label": "Tăng thêm",
                "value": words.signed(each.growth.gained),
                "note": f"so với {day(each.growth.since)}",
            }
        if each.after:
            said = f"sáng kiến {words.COUNTING[each.counting]}, ngày {day(each.after.on)}"
            yield {"label": "Tổng số", "value": integer(each.after.counted), "note": said}
        if each.share is not None:
            yield {
                "label": "So với chỉ tiêu",
                "value": percent(each.share),
                "note": f"chỉ tiêu {integer(each.target)}",
            }
        if each.after and each.aimed > 1:
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
            "name": _clean(item.title) or "…",
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
            "qr": code(url),
        }
        sheet = Sheet(template=template, values=said, pictures=placed)
        label = f"{what} {format_.name}" + (f": {detail}" if detail else "")
        return Paper(item=item, name=f"{name}-{format_.name.lower()}", label=label, sheet=sheet)


# --- Texts ---

_PARAGRAPH = re.compile(r"\n\s*\n")
_LONG_WORD = re.compile(rf"\w{{{LONGEST_WORD},}}")


def _part(title: str, *texts: str | None) -> dict[str, Any]:
    """A text by its sentences, up to its first list; `more` says whether there is more of it than that."""
    paragraphs = [each for text in texts if text for each in _PARAGRAPH.split(text.strip())]
    running = list(takewhile(lambda each: not each.lstrip().startswith("- "), paragraphs))
    found = lengths.sentences(" ".join(running))
    whole = len(running) == len(paragraphs) and len(found) <= MOST_SENTENCES
    if len(running) < len(paragraphs) and found and found[-1].endswith(":"):
        del found[-1]  # it announced the list
    return {"title": title, "sentences": found[:MOST_SENTENCES], "more": not whole}


def _shown(each: PublishedInitiative) -> tuple[PublishedPhoto, ...]:
    """What was before and what came out, side by side; else the one picture there is."""
    photos = each.disclosed.photos if each.disclosed else ()
    pair = [next((photo for photo in photos if photo.kind == kind), None) for kind in ("before", "after")]
    both = tuple(photo for photo in pair if photo)
    one = cover([each])
    return both if len(both) == len(pair) else (one,) if one else ()


def _authors(each: PublishedInitiative) -> str:
    """Who may be named, as many as a poster has room for, and the others as such."""
    said = words.authors(each, shared=True) or "Tập thể tác giả"
    if len(said) <= LONGEST_NAME:
        return said
    names = said.split(", ")
    while len(", ".join(names)) > LONGEST_NAME and len(names) > 1:
        names.pop()
    return f"{', '.join(names)} và các đồng tác giả"


def _benefit(benefit: Benefit) -> dict[str, str]:
    status = (
        f"đã xác minh: {lengths.shortened(benefit.verified_by, LONGEST_NAME)}"
        if benefit.verified_by
        else "tác giả tự khai, chưa xác minh"
    )
    return {"value": money(benefit.vnd_per_year), "note": f"ước tính trong 01 năm; {status}"}


def _honour(award: Award) -> dict[str, str]:
    return {"title": award.title, "body": award.body}


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Texts for a template: such as can be drawn, with places to break in what no line could hold."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda found: _broken(found.group()), drawable(value))
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value


def _broken(word: str) -> str:
    return "\u200b".join(word[start : start + BROKEN] for start in range(0, len(word), BROKEN))


# --- Figures ---


def _part_of(standing: Standing) -> float | None:
    """How much of the target is reached, for a bar; None where nothing can be said."""
    return round(float(standing.aim.share), 4) if standing.aim else None


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


@lru_cache(maxsize=4096)
def code(url: str) -> str:
    """A QR code as SVG, a module one unit wide, with half of the quiet margin: the other half is the paper's."""
    svg: str = segno.make_qr(url, error="m").svg_inline(border=2, dark="#000", svgclass=None, lineclass=None)
    return svg
