"""The pictures that are shared: a link preview for every page, and three more formats for every item.

What stands on a picture comes from here, how it looks from templates/card.typ. A file is named by a digest of what
it holds: messengers keep a preview for days, and an unchanged one need not be drawn again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from generator import routes
from generator.bulletins import Bulletin
from generator.colours import INK, WHITE, contrast, hexadecimal, mix, rgb
from generator.editorial import HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.glyphs import drawable
from generator.lengths import sentences
from generator.model import Award, Milestone
from generator.progress import Crossing, Measured, Report, Standing
from generator.render import palette, words
from generator.render.compounds import together
from generator.render.items import WHOLE_PERCENT, Item
from generator.render.lettering import Column, Face, Part
from generator.render.outputs import Output
from generator.render.press import Laid, Placed, Sheet
from generator.vietnamese import day, decimal, integer, money, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A shape of picture, and where it is asked for."""

    name: str
    width_px: int
    height_px: int
    label: str


LINK = Format(name="link", width_px=1200, height_px=630, label="Ảnh xem trước của liên kết")
SQUARE = Format(name="square", width_px=1080, height_px=1080, label="Ảnh vuông cho bảng tin")
PORTRAIT = Format(name="portrait", width_px=1080, height_px=1350, label="Ảnh đứng cho bảng tin")
STORY = Format(name="story", width_px=1080, height_px=1920, label="Ảnh toàn màn hình (story)")
FORMATS = (LINK, SQUARE, PORTRAIT, STORY)

Frame = tuple[int, int, int, int]
"""Left, top, width and height of a photograph, in pixels."""

# A photograph of an initiative, three to two where there is room; its states before and after; a face.
_PHOTO: Mapping[str, Frame] = {
    "link": (660, 0, 540, 630),
    "square": (0, 0, 1080, 548),
    "square, much to say": (0, 0, 1080, 420),
    "portrait": (0, 0, 1080, 720),
    "story": (0, 336, 1080, 720),
}
_PAIR: Mapping[str, tuple[Frame, Frame]] = {
    "link": ((660, 0, 540, 311), (660, 319, 540, 311)),
    "square": ((0, 0, 536, 508), (544, 0, 536, 508)),
    "square, much to say": ((0, 0, 536, 420), (544, 0, 536, 420)),
    "portrait": ((0, 0, 536, 640), (544, 0, 536, 640)),
    "story": ((0, 336, 536, 700), (544, 336, 536, 700)),
}
_FACE: Mapping[str, Frame] = {
    "link": (680, 0, 520, 630),
    "square": (560, 0, 520, 546),
    "portrait": (500, 0, 580, 672),
    "story": (0, 336, 1080, 760),
}
_FACE_FOCUS = 0.42
_MUCH = 110  # characters of a title that need more room than a square's photograph leaves
_SENTENCE_CHARACTERS = 160
_LARGEST_ENLARGEMENT = 2  # beyond that a photograph is a blur, and the drawing without one looks better
_SEEN_APART = 1.25  # the least contrast at which unlaid bricks are seen
_LOGO_PX = (220, 64)
# The words of a link preview that has no figures: where they stand, and how they look. The rest is templates/card.typ's.
_LEFT_PX, _TOP_PX, _HEIGHT_PX = 56, 52, 448
_ROOM_PX, _ROOM_BESIDE_PX, _ROOM_BESIDE_FACE_PX = 778, 578, 600  # beside the bricks; a photograph; a portrait
_TITLE = Part(
    words="", face=Face(weight="ExtraBold", tracking=-0.018, pitch=1.2), largest_px=84, smallest_px=28, gap_px=10
)
_SMALL = Face(weight="SemiBold", pitch=1.34)
_EYEBROW = Part(words="", face=_SMALL, largest_px=24, smallest_px=18, height_px=66, accent=True)
_BY = Part(words="", face=_SMALL, largest_px=24, smallest_px=18, height_px=66, gap_px=18)
_MARK = Part(
    words="“", face=Face(weight="ExtraBold", pitch=0.24, rise=0.74), largest_px=120, smallest_px=120, height_px=30, accent=True,
)  # fmt: skip
_QUOTE = Part(
    words="", face=Face(weight="SemiBold", tracking=-0.018, pitch=1.2), largest_px=50, smallest_px=24, gap_px=50
)
_NAME = Part(
    words="", face=Face(weight="ExtraBold", tracking=-0.01, pitch=1.24), largest_px=34, smallest_px=26, height_px=86, gap_px=16,
)  # fmt: skip
_NAME_ALONE = replace(_TITLE, largest_px=88, smallest_px=44, gap_px=0, lone_px=58)
_ROLE = Part(
    words="", face=Face(weight="Regular", pitch=1.36), largest_px=23, smallest_px=17, height_px=64, gap_px=4, soft=True
)
_AWARD = replace(_EYEBROW, largest_px=22, smallest_px=16, height_px=60, gap_px=16, starred=True)
# The words of the other pictures of an initiative.
_SIDE_PX, _FOOT_PX, _ABOVE_FOOT_PX, _BELOW_PHOTO_PX = 72, 72, 34, 48
_ENDS_PX = {"square": (68, 60), "portrait": (68, 60), "story": (272, 272)}  # left clear at the top and at the bottom
_PILE_PX = {"square": 342, "portrait": 464, "story": 505}  # the bricks that are there without a photograph
_MARKED_PX = 180  # the room of "Minh họa" beside the eyebrow
_LARGE_TITLE = replace(_TITLE, largest_px=100, smallest_px=32, gap_px=17)
_LARGE_EYEBROW = replace(_EYEBROW, largest_px=31, smallest_px=21, height_px=84)
_MORE = Part(
    words="", face=Face(weight="Regular", pitch=1.36), largest_px=31, smallest_px=23, height_px=380, gap_px=29, soft=True, optional=True,
)  # fmt: skip
_LARGE_BY = Part(
    words="", face=Face(weight="SemiBold", pitch=1.36), largest_px=29, smallest_px=21, height_px=80, gap_px=24
)
_WORTH = Part(
    words="", face=Face(weight="Regular", pitch=1.36), largest_px=28, smallest_px=22, height_px=78, gap_px=24, soft=True
)
_NUMBERED = re.compile(r"(?<=[^\W\d]) (?=\d{1,2}(?:[^\w/.,]|$))")  # "giai đoạn 1", "khu vực 1"
_FACTS, _FACTS_BESIDE = 3, 2  # of a card of figures: under the large one; in the column beside it
_ROWS = {"link": 5, "square": 6, "portrait": 8, "story": 10}  # of the leader board


@dataclass(frozen=True, kw_only=True)
class Card:
    """A picture to be shared: its looks, its shape, and what it says to those who cannot see it."""

    name: str
    format: Format
    alt: str
    sheet: Sheet

    @property
    def path(self) -> str:
        """The file, relative to the site: named by the item, the format and what it holds."""
        return f"{routes.CARDS}/{self.name}-{self.format.name}-{self.sheet.digest}{self.sheet.ending}"

    @property
    def media_type(self) -> str:
        """What the file is."""
        return "image/jpeg" if self.sheet.ending == ".jpg" else "image/png"

    def output(self) -> Output:
        """The file, drawn when it is not there."""
        return Output(
            path=self.path, content=self.sheet.image, made_from=f"bộ chia sẻ {self.name}", says=self.sheet.says
        )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What a card says: the values of its layout, in words its alternative text, and its photographs with their frames."""

    layout: str
    values: Mapping[str, object]
    alt: str
    beneath: tuple[Laid, ...] = ()
    parts: tuple[Part, ...] = ()


class Cards:
    """Draws the cards of a report."""

    def __init__(self, report: Report) -> None:
        """Take the report of which the cards tell."""
        self.report = report
        self.charter = report.publication.charter

    def of(self, item: Item, format_: Format) -> Card:
        """An item's card in a format."""
        return self._card(item.address.replace("/", "-"), format_, self._told(item, format_), item.illustrative)

    def page(self, name: str, title: str, eyebrow: str | None, *, illustrative: bool = False) -> Card:
        """The link preview of a page that is no item's; `name` is its address with hyphens."""
        said = title if title == self.charter.short_name else f"{title} – {self.charter.short_name}"
        told = _Told(
            layout="words",
            values={},
            alt=f"{said}, {self.charter.organiser.name}.",
            parts=_parts(eyebrow, title, None),
        )
        return self._card(f"trang-{name or 'chu'}", LINK, told, illustrative)

    def _card(self, name: str, format_: Format, told: _Told, illustrative: bool) -> Card:  # noqa: FBT001 - a fact of the item
        marked = "Minh họa" if illustrative else None
        values = {**self._everywhere, "layout": told.layout, **told.values, "illustrative": marked}
        colours = self._colours
        sheet = Sheet(
            template="card",
            values={
                "format": format_.name, "width": format_.width_px, "height": format_.height_px,
                "colours": colours, **{key: _printable(each) for key, each in values.items()},
                **words.preview(self.report.publication),
            },
            pictures=self._logo,
            beneath=told.beneath,
            lettering=_column(told, format_, colours) if told.parts else None,
            is_one_of_many=format_ is LINK,
        )  # fmt: skip
        alt = f"{told.alt} (Minh họa.)" if illustrative else told.alt
        alt = f"{words.PREVIEW}. {alt}" if self.report.publication.is_preview else alt
        return Card(name=name, format=format_, alt=alt, sheet=sheet)

    @cached_property
    def _everywhere(self) -> dict[str, object]:
        address = urlsplit(self.charter.site_url)
        return {
            "organiser": self.charter.organiser.name,
            "campaign": self.charter.short_name,
            "host": f"{address.hostname}{address.path}".rstrip("/"),
        }

    @cached_property
    def _colours(self) -> dict[str, str]:
        """The head of the site's pages, and what is laid on it."""
        found = palette.heads(self.charter.brand)
        ground = found["hero"]
        deep = {"hero-deep": found["hero-deep"], "empty": mix(ground, INK, 55)}
        if contrast(deep["empty"], ground) < _SEEN_APART:  # a brand that is nearly black has nothing deeper
            deep = dict.fromkeys(deep, mix(ground, WHITE, 18))
        more = {"joint": mix(ground, WHITE, 7), **deep}
        return {name: hexadecimal(colour) for name, colour in (found | more).items()}

    @cached_property
    def _logo(self) -> dict[str, Placed]:
        """The organiser's logo, in its own shape."""
        logo = self.report.publication.logo
        if logo is None:
            return {}
        scale = min(wanted / has for wanted, has in zip(_LOGO_PX, (logo.width_px, logo.height_px), strict=True))
        width, height = (max(1, round(side * scale)) for side in (logo.width_px, logo.height_px))
        return {"logo": Placed(picture=logo, width_px=width, height_px=height)}

    # --- What each kind of item says ---

    def _told(self, item: Item, format_: Format) -> _Told:  # noqa: PLR0911 - one for each kind
        match item.subject:
            case PublishedInitiative() as initiative:
                return _initiative(initiative, format_)
            case HonouredPerson() as person:
                return _person(person, format_)
            case Standing(unit=None) as standing:
                return self._campaign(standing, format_)
            case Standing() as standing:
                return self._unit(standing, format_)
            case Milestone() as milestone:
                return _milestone(milestone)
            case Crossing() as crossing:
                return self._reached(crossing)
            case Bulletin() as bulletin:
                return self._bulletin(bulletin, item.title)
            case _:
                return self._leaders(format_) if item.address == "xep-hang" else self._countdown(format_)

    def _campaign(self, standing: Standing, format_: Format) -> _Told:
        counted, kind = words.counted(standing), words.COUNTING[self.charter.counting]
        aimed = integer(self.charter.target)
        dated = words.dated(self.report)
        facts = [
            (words.share(standing), "chỉ tiêu") if standing.aim else None,
            _pace(standing),
            *_distance(standing),
        ]
        return self._figures(
            standing,
            format_,
            eyebrow=f"Tiến độ toàn chiến dịch · {dated}",
            title=self.charter.short_name,
            number=counted,
            of=f"/ {aimed} sáng kiến {kind}",
            facts=facts,
        )

    def _unit(self, standing: Standing, format_: Format) -> _Told:
        if standing.unit is None or standing.aim is None:
            raise ValueError("only units with a target and a report are items")
        kind = words.COUNTING[self.charter.counting]
        among = sum(1 for each in self.report.peers if each.aim)
        facts = [
            (f"{standing.rank_by_share}/{among}", "xếp hạng theo tỷ lệ")
            if words.is_told_rank(standing.rank_by_share, among)
            else None,
            _pace(standing),
            *_distance(standing),
        ]
        return self._figures(
            standing,
            format_,
            eyebrow=self._as_of(standing),
            title=standing.unit.name,
            number=words.share(standing),
            of=f"{words.counted(standing)} / {integer(standing.aim.target)} sáng kiến {kind}",
            facts=facts,
        )

    def _figures(
        self,
        standing: Standing,
        format_: Format,
        *,
        eyebrow: str,
        title: str,
        number: str,
        of: str,
        facts: Sequence[tuple[str, str] | None],
    ) -> _Told:
        told = [each for each in facts if each][: _FACTS_BESIDE if format_ is LINK else _FACTS]
        expected = self.report.expected_share
        legend = f"Vạch đứng: thời gian chiến dịch đã qua ({percent(expected)})" if standing.aim else None
        return _Told(
            layout="figures",
            values={
                "eyebrow": eyebrow, "title": title, "number": number, "of": of,
                "share": _share(standing.aim.share) if standing.aim else None,
                "expected": _share(expected), "legend": legend,
                "facts": [list(each) for each in told],
            },
            alt=_sentences(eyebrow, title, f"{number} {of}", *(f"{figure} {label}".replace("~", "khoảng ") for figure, label in told), legend),
        )  # fmt: skip

    def _as_of(self, standing: Standing) -> str:
        """The day of a unit's figures; what they lack."""
        progress = standing.progress
        if not isinstance(progress, Measured):
            return words.dated(self.report)
        note = words.reporting_note(standing)
        return f"Số liệu đến {day(progress.reported_on)}" + (f" · {note}" if note else "")

    def _needed(self, standing: Standing) -> Iterator[tuple[str, str]]:
        aim = standing.aim
        if aim and aim.missing and aim.needed_per_month:
            label = words.needed_label(self.report)
            yield integer(aim.needed_per_month), f"sáng kiến {label[0].lower()}{label[1:]}"

    def _leaders(self, format_: Format) -> _Told:
        peers = [each for each in self.report.peers if each.aim and each.unit and each.rank_by_share]
        ranked = [each for each in peers if words.is_told_rank(each.rank_by_share, len(peers))]
        rows = [
            {
                "rank": str(each.rank_by_share), "name": each.unit.label, "share": _share(each.aim.share),
                "percent": words.share(each), "reached": each.aim.share >= 1,
            }
            for each in ranked[: _ROWS[format_.name]]
            if each.aim and each.unit
        ]  # fmt: skip
        eyebrow = f"Tỷ lệ so với chỉ tiêu · {words.dated(self.report)}"
        said = "; ".join(f"{row['rank']}. {row['name']} {row['percent']}" for row in rows)
        return _Told(
            layout="board",
            values={"eyebrow": eyebrow, "title": "Bảng dẫn đầu", "rows": rows},
            alt=_sentences("Bảng dẫn đầu", eyebrow, said),
        )

    def _countdown(self, format_: Format) -> _Told:
        report, standing = self.report, self.report.campaign
        end = day(self.charter.period.end)
        number, of = (
            (integer(report.days_left), f"ngày, đến hết {end}")
            if report.days_left
            else ("Ngày cuối", f"hôm nay, {end}")
        )
        facts = []
        if standing.aim:
            kind = words.COUNTING[self.charter.counting]
            facts = [
                (words.counted(standing), f"sáng kiến {kind}, {words.dated(report)}"),
                (words.share(standing), f"của chỉ tiêu {integer(standing.aim.target)}"),
                *self._needed(standing),
            ][: _FACTS_BESIDE if format_ is LINK else _FACTS]
        gone = Fraction(
            (report.today - self.charter.period.start).days + 1,
            (self.charter.period.end - self.charter.period.start).days + 1,
        )
        eyebrow = f"Tính từ {day(report.today)}"
        title = "Chiến dịch còn" if report.days_left else self.charter.short_name
        legend = f"Thời gian chiến dịch đã qua: {percent(min(gone, Fraction(1)))}"
        return _Told(
            layout="figures",
            values={
                "eyebrow": eyebrow, "title": title, "number": number, "of": of, "share": _share(gone),
                "expected": None, "legend": legend, "facts": [list(each) for each in facts],
            },
            alt=_sentences(eyebrow, title, f"{number} {of}", *(f"{figure} {label}" for figure, label in facts), legend),
        )  # fmt: skip

    def _reached(self, crossing: Crossing) -> _Told:
        standing = next(each for each in self.report.peers if each.unit is crossing.unit)
        if standing.aim is None:
            raise ValueError("who reached a target has one")
        kind, surplus = words.COUNTING[self.charter.counting], standing.aim.surplus
        counted = f"{words.counted(standing)} / {integer(standing.aim.target)} sáng kiến {kind}"
        over = (
            f"Vượt {percent(standing.aim.share - 1)}, nhiều hơn chỉ tiêu {integer(surplus)} sáng kiến"
            if surplus
            else None
        )
        day_of = self._as_of(standing)
        eyebrow = "Vượt chỉ tiêu" if surplus else "Hoàn thành chỉ tiêu"
        when = f"Chạm mốc {WHOLE_PERCENT}% theo báo cáo ngày {day(crossing.on)}"
        return _Told(
            layout="reached",
            values={
                "eyebrow": eyebrow, "title": crossing.unit.name, "number": words.share(standing),
                "of": [each for each in (counted, over) if each], "share": _share(standing.aim.share), "when": when,
                "dated": day_of,
            },
            alt=_sentences(
                f"{crossing.unit.name}: {eyebrow.lower()}, {words.achievement(standing.aim)}, {counted}", day_of, when
            ),
        )  # fmt: skip

    def _bulletin(self, bulletin: Bulletin, title: str) -> _Told:
        kind, facts = words.COUNTING[self.charter.counting], []
        if bulletin.gained and bulletin.growth:
            since, until = bulletin.growth.since, bulletin.growth.until
            when = "trong kỳ" if bulletin.is_whole else f"từ {day(since)} đến {day(until)}"
            made_up = words.MADE_UP if bulletin.growth_illustrative else ""
            facts.append((words.signed(bulletin.gained), f"sáng kiến {kind} {when}{made_up}"))
        if bulletin.after and bulletin.after.counted:
            share = Fraction(bulletin.after.counted, self.charter.target)
            note = "" if bulletin.after.complete else ", chưa đủ đơn vị báo cáo"
            facts.append(
                (
                    integer(bulletin.after.counted),
                    f"sáng kiến {kind} đến {day(bulletin.after.on)}, bằng {percent(share)} chỉ tiêu{note}",
                )
            )
        whole = [each for each in bulletin.crossings if each.percent == WHOLE_PERCENT]
        arrived = {each.unit.id for each in whole}
        half = [each for each in bulletin.crossings if each.unit.id not in arrived]
        facts += [
            (words.signed(len(found)), label)  # who was there before is not counted
            for found, label in ((whole, "đơn vị hoàn thành chỉ tiêu"), (half, "đơn vị qua mốc 50% chỉ tiêu"))
            if found
        ]
        facts += [
            (integer(len(found)), label)
            for found, label in (
                (bulletin.initiatives, "câu chuyện sáng kiến mới trên trang"),
                (bulletin.honours, "lượt khen thưởng"),
            )
            if found
        ]
        facts += [(f"{each.at:%d/%m}", each.title) for each in bulletin.milestones[:1]]
        span = f"Từ {day(bulletin.period.start)} đến {day(bulletin.tells_until)}"
        return _Told(
            layout="bulletin",
            values={
                "eyebrow": span,
                "title": title,
                "facts": [list(each) for each in facts[:4]],
            },
            alt=_sentences(title, span, *(f"{figure} {label}" for figure, label in facts[:4])),
        )


def _pace(standing: Standing) -> tuple[str, str] | None:
    """The pace with the days it was measured over; None where it would be told as nothing."""
    progress = standing.progress
    pace = progress.pace if isinstance(progress, Measured) else None
    if pace is None or pace.per_month < 1:
        return None
    span = f"{pace.since:%d/%m}–{pace.until:%d/%m}"
    return f"~{decimal(pace.per_month, places=0)}", f"sáng kiến mỗi 30 ngày ({span}){words.made_up(standing)}"


def _distance(standing: Standing) -> Iterator[tuple[str, str]]:
    """How far the target is, or how far behind."""
    if standing.aim and standing.aim.surplus:
        yield f"+{integer(standing.aim.surplus)}", "vượt chỉ tiêu"
    if standing.aim and standing.aim.missing:
        yield integer(standing.aim.missing), "sáng kiến nữa là đạt chỉ tiêu"


def _initiative(each: PublishedInitiative, format_: Format) -> _Told:
    known = each.disclosed
    award = _award(each.awards)
    eyebrow = award or (words.shelves(each) if known else "Sáng kiến")
    by = words.byline(each, shared=True)
    benefit = known.benefit if known else None
    worth = (
        f"Làm lợi {money(benefit.vnd_per_year)} trong 01 năm (ước tính, đã xác minh)"
        if benefit and benefit.status == "verified"
        else None
    )
    shape = "square, much to say" if format_ is SQUARE and len(each.title) > _MUCH else format_.name
    beneath, tags = _pictured(known.photos if known else (), shape)
    seen = _pictures_of(known.photos if known else (), len(beneath))
    if format_ is LINK:
        parts = _parts(eyebrow, each.title, by, awarded=bool(award))
    else:
        above = replace(_LARGE_EYEBROW, starred=bool(award), narrower_px=0 if beneath else _MARKED_PX)
        title = _LARGE_TITLE if beneath else replace(_LARGE_TITLE, largest_px=116)
        below = _WORTH if format_ in (PORTRAIT, STORY) else None
        said = ((above, eyebrow), (title, each.title), (_MORE, each.summary), (_LARGE_BY, by), (below, worth))
        parts = tuple(replace(part, words=_shown(words_)) for part, words_ in said if part and words_)
    return _Told(
        layout="story",
        values={"tags": tags},
        alt=_sentences(each.title, each.summary, by, award, worth, *(photo.alt for photo in seen)),
        beneath=beneath,
        parts=parts,
    )


def _parts(eyebrow: str | None, title: str, by: str | None, *, awarded: bool = False) -> tuple[Part, ...]:
    """The words of a link preview: what stands above the title, the title as large as it fits, and whose it is."""
    return (
        *([replace(_EYEBROW, words=_shown(eyebrow), starred=awarded)] if eyebrow else []),
        replace(_TITLE, words=_shown(title), gap_px=_TITLE.gap_px if eyebrow else 0),
        *([replace(_BY, words=_shown(by))] if by else []),
    )


def _column(told: _Told, format_: Format, colours: Mapping[str, str]) -> Column:
    """The words of a picture in their place."""
    left, top, width, height = _room(told, format_)
    plain, soft = (sum(rgb(colours[name])) for name in ("hero", "hero-soft"))
    return Column(
        parts=told.parts, left_px=left, top_px=top, width_px=width, height_px=height,
        plain=colours["hero"], accent=colours["hero-accent"], softness=(soft - plain) / (sum(WHITE) - plain),
    )  # fmt: skip


def _room(told: _Told, format_: Format) -> Frame:
    """Where the words stand: beside a face, a photograph or the bricks; in a high picture under the one, or over the others."""
    if format_ is LINK:
        beside = _ROOM_BESIDE_PX if told.beneath else _ROOM_PX
        return _LEFT_PX, _TOP_PX, _ROOM_BESIDE_FACE_PX if told.layout == "person" else beside, _HEIGHT_PX
    top, bottom = _ENDS_PX[format_.name]
    end = format_.height_px - bottom - _FOOT_PX - _ABOVE_FOOT_PX
    if told.beneath:
        top = max(each.top_px + each.placed.height_px for each in told.beneath) + _BELOW_PHOTO_PX
    else:
        end -= _PILE_PX[format_.name]
    return _SIDE_PX, top, format_.width_px - 2 * _SIDE_PX, end - top


def _pictures_of(photos: Sequence[PublishedPhoto], count: int) -> list[PublishedPhoto]:
    """The photographs a card shows when it shows `count`."""
    if count == len(("before", "after")):
        return [next(each for each in photos if each.kind == kind) for kind in ("before", "after")]
    return [_single(photos)] if count else []


def _single(photos: Sequence[PublishedPhoto]) -> PublishedPhoto:
    """The one photograph that tells most: how it is now."""
    return next((each for each in photos if each.kind == "after"), photos[0])


def _pictured(photos: Sequence[PublishedPhoto], shape: str) -> tuple[tuple[Laid, ...], list[str]]:
    """The photographs in their frames, before and after where both are there; and the words on them."""
    before, after = (next((each for each in photos if each.kind == kind), None) for kind in ("before", "after"))
    if before and after:
        frames = _PAIR[shape]
        laid = [_laid(photo, frame) for photo, frame in zip((before, after), frames, strict=True)]
        if all(laid):
            return tuple(each for each in laid if each), [words.PHOTO["before"], words.PHOTO["after"]]
    if photos:
        single = _laid(_single(photos), _PHOTO[shape])
        return ((single,) if single else ()), []
    return (), []


def _laid(photo: PublishedPhoto, frame: Frame, focus: float = 0.5) -> Laid | None:
    """A photograph in its frame; None when it is too small for it."""
    left, top, width, height = frame
    picture = photo.picture
    if picture.width_px * _LARGEST_ENLARGEMENT < width or picture.height_px * _LARGEST_ENLARGEMENT < height:
        return None
    placed = Placed(picture=picture, width_px=width, height_px=height, focus=focus)
    return Laid(placed=placed, left_px=left, top_px=top)


def _person(person: HonouredPerson, format_: Format) -> _Told:
    face = _laid(person.portrait, _FACE[format_.name], _FACE_FOCUS) if person.portrait else None
    left, top, width, height = _FACE[format_.name]
    award = _award(person.awards)
    role = f"{person.job}, {person.unit.label}"
    quoted = person.quote.strip("“”\"' ") if person.quote else None
    said: dict[str, object] = {
        "name": person.name, "role": [person.job, person.unit.label], "quote": quoted, "award": award,
        "for": award or _first_sentence(person.story) or f"Gương sáng của {person.unit.name}",
    }  # fmt: skip
    parts: tuple[Part, ...] = ()
    if format_ is LINK:
        said, parts = {}, _person_parts(person, quoted, award)
    return _Told(
        layout="person",
        values={
            **said,
            "given": None if face else person.name.split()[-1][:1],
            "face": {"left": left, "top": top, "width": width, "height": height},
        },
        alt=_sentences(
            person.name, role, award, f"“{quoted}”" if quoted else None, person.portrait.alt if face and person.portrait else None
        ),
        beneath=(face,) if face else (),
        parts=parts,
    )  # fmt: skip


def _person_parts(person: HonouredPerson, quoted: str | None, award: str | None) -> tuple[Part, ...]:
    """The words of a person's link preview: what was said and by whom, or the name alone as large as it fits."""
    role = _shown(f"{person.job}\u00a0· {person.unit.label}")
    name = _shown(person.name)
    told = (
        (_MARK, replace(_QUOTE, words=_shown(quoted)), replace(_NAME, words=name), replace(_ROLE, words=role))
        if quoted
        else (replace(_NAME_ALONE, words=name), replace(_ROLE, words=role, gap_px=_AWARD.gap_px))
    )
    return (*told, *([replace(_AWARD, words=_shown(award))] if award else []))


def _first_sentence(text: str | None) -> str | None:
    """The first sentence of a story, where it is short enough to be read on a picture."""
    found = next(iter(sentences(text or "")), None)
    return found if found and len(found) <= _SENTENCE_CHARACTERS else None


def _milestone(milestone: Milestone) -> _Told:
    when = f"{milestone.time}, ngày {day(milestone.at)}" if milestone.time else f"Ngày {day(milestone.at)}"
    return _Told(
        layout="words",
        values={"eyebrow": when, "title": milestone.title, "more": words.source(milestone), "light": True},
        alt=_sentences(when, milestone.title, words.source(milestone)),
    )


def _award(awards: Sequence[Award]) -> str | None:
    """The first award's title: editors put the highest first."""
    return awards[0].title if awards else None


def _share(share: Fraction) -> float:
    """A share for drawing, to a thousandth."""
    return float(round(share, 3))


def _sentences(*parts: str | None) -> str:
    """Parts of an alternative text, each a sentence."""
    said = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part.rstrip("”").endswith((".", "!", "?", "…")) else f"{part}." for part in said)


def _printable(value: object) -> object:
    """`value` with all its words as the font can show them."""
    match value:
        case str():
            return _shown(value)
        case dict():
            return {key: _printable(each) for key, each in value.items()}
        case list():
            return [_printable(each) for each in value]
        case _:
            return value


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    """`text` as the font can show it, with what belongs together kept so; "…" when nothing of it can be shown."""
    return _NUMBERED.sub("\u00a0", together(drawable(text))) or "…"
