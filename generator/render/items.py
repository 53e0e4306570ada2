"""What is worth telling outside the site: initiatives, people, units, the campaign, milestones and bulletins.

An item has an address, which never changes: posts.csv names it by that, and its share page stands under it. A
person who did not agree to social networks is no item, and no item names them (`words.byline(…, shared=True)`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from generator import routes
from generator.bulletins import Bulletin, bulletins, is_made_up
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import Milestone, Unit
from generator.progress import Crossing, Report, Standing
from generator.render import words
from generator.render.kin import written_by
from generator.routes import Page

ALL_TOLD = 300
"""Up to so many initiatives, each is told; of more, those that are featured or awarded."""


WHOLE_PERCENT = 100


class Kind(Enum):
    """What an item is about. The value is the word used in file and class names."""

    INITIATIVE = "initiative"
    PERSON = "person"
    UNIT = "unit"
    CAMPAIGN = "campaign"
    LEADERS = "leaders"
    COUNTDOWN = "countdown"
    MILESTONE = "milestone"
    REACHED = "reached"
    BULLETIN = "bulletin"


Subject = PublishedInitiative | HonouredPerson | Standing | Report | Milestone | Crossing | Bulletin
"""By kind: INITIATIVE, PERSON; UNIT and CAMPAIGN a Standing; LEADERS and COUNTDOWN the Report; MILESTONE; REACHED a
Crossing of the whole target; BULLETIN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something worth telling. `page` is where the site tells all of it, `on` the day it became news.

    What is not `told` has a link preview only: of many initiatives the outstanding ones are.
    """

    address: str
    kind: Kind
    title: str
    page: Page
    on: date
    subject: Subject
    illustrative: bool
    told: bool = True

    @property
    def facts(self) -> tuple[object, ...]:
        """All that it says, in a form that is quickly made into a key."""
        return self.address, self.title, self.page.address, self.on, self.subject, self.illustrative, self.told

    @property
    def landing(self) -> Page:
        """The page whose link preview is the item's own: what is posted leads there.

        Where `page` tells of more than the item, it is a small one that leads on to `page`.
        """
        return Page(self.address)

    @property
    def share_page(self) -> Page:
        """Where it can be taken from, picture and words."""
        return routes.shared(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What may have been told once and is no more: its `pages` stay, say so in a sentence, and lead on to `page`."""

    pages: tuple[Page, ...]
    title: str
    said: str
    page: Page
    onward: str


class Items:
    """All items of a report, and those of a subject."""

    def __init__(self, report: Report) -> None:
        """Take the items of `report`, newest first within a kind."""
        self.report = report
        self.bulletins = bulletins(report)

    @cached_property
    def all(self) -> tuple[Item, ...]:
        """Every item: the campaign first, then bulletins, units, milestones, initiatives, people."""
        return tuple(self._all())

    @cached_property
    def told(self) -> tuple[Item, ...]:
        """Those with a share page, pictures in all formats, and papers."""
        return tuple(each for each in self.all if each.told)

    @cached_property
    def former(self) -> tuple[Former, ...]:
        """The countdown of a campaign that is over; units that had reached their target once and now have not.

        And of many initiatives those that were told while there were few.
        """
        above = [each.unit for each in self.report.crossings if each.percent == WHOLE_PERCENT]
        above += [each.unit for each in self.report.peers if each.unit and each.target and _best(each) >= each.target]
        found = [_overtaken(unit) for unit in {unit.id: unit for unit in above}.values()]
        found.append(_OVER)
        early = sorted((each for each in self.all if each.kind is Kind.INITIATIVE), key=lambda each: each.on)[:ALL_TOLD]
        untold = [_one_of_many(each) for each in early if not each.told]
        return (*(each for each in found if each.pages[0].address not in self.by_address), *untold)

    @cached_property
    def by_address(self) -> dict[str, Item]:
        """The items by their addresses."""
        return {each.address: each for each in self.all}

    def at(self, page: Page) -> Item | None:
        """The item that `page` tells; None where a page tells of several things."""
        return self.by_address.get(page.address)

    def _all(self) -> Iterator[Item]:
        yield from self._campaign()
        yield from self._bulletins()
        yield from (self._unit(each) for each in self.report.peers if each.unit and each.aim)
        yield from (self._reached(each) for each in self._crossed())
        yield from self._milestones()
        yield from (self._initiative(each) for each in self.report.publication.initiatives)
        yield from (self._person(each) for each in self.report.publication.people if each.may_share)

    def _campaign(self) -> Iterator[Item]:
        report, page = self.report, routes.PROGRESS
        if report.has_reports:
            yield Item(
                address=page.address, kind=Kind.CAMPAIGN, title=report.publication.charter.short_name, page=page,
                on=report.as_of, subject=report.campaign, illustrative=words.is_made_up(report.campaign),
            )  # fmt: skip
        if any(each.aim and each.aim.share for each in report.peers):  # nobody leads with nothing
            yield Item(
                address=routes.LEADERS.address, kind=Kind.LEADERS, title="Bảng dẫn đầu", page=page, on=report.as_of, subject=report,
                illustrative=any(each.unit.illustrative for each in report.peers if each.unit),
            )  # fmt: skip
        if not report.is_over:
            yield Item(
                address=routes.COUNTDOWN.address, kind=Kind.COUNTDOWN, title=words.countdown(report), page=page,
                on=report.today, subject=report, illustrative=words.is_made_up(report.campaign),
            )  # fmt: skip

    def _bulletins(self) -> Iterator[Item]:
        for bulletin in self.bulletins:
            page = routes.bulletin(bulletin.period)
            yield Item(
                address=page.address, kind=Kind.BULLETIN, title=words.bulletin_title(bulletin), page=page,
                on=bulletin.tells_until, subject=bulletin, illustrative=bulletin.illustrative,
            )  # fmt: skip

    def _unit(self, standing: Standing) -> Item:
        if standing.unit is None:
            raise ValueError("the campaign's own standing is no unit's")
        page = routes.unit(standing.unit)
        on = standing.progress.reported_on or self.report.as_of
        return Item(
            address=page.address, kind=Kind.UNIT, title=standing.unit.name, page=page, on=on, subject=standing,
            illustrative=words.is_made_up(standing),
        )  # fmt: skip

    def _crossed(self) -> Iterator[Crossing]:
        """Of the units that compete and stand above their target, the day each came to stay there."""
        above = {each.unit.id for each in self.report.peers if each.unit and each.aim and not each.aim.missing}
        last = {each.unit.id: each for each in self.report.crossings if each.percent == WHOLE_PERCENT}
        yield from (each for id_, each in last.items() if id_ in above)

    def _reached(self, crossing: Crossing) -> Item:
        unit = crossing.unit
        return Item(
            address=routes.reached(unit).address, kind=Kind.REACHED, title=f"{unit.name} hoàn thành chỉ tiêu", page=routes.unit(unit),
            on=crossing.on, subject=crossing, illustrative=unit.illustrative,
        )  # fmt: skip

    def _person(self, person: HonouredPerson) -> Item:
        page = routes.person(person)
        return Item(
            address=page.address, kind=Kind.PERSON, title=person.name, page=page, on=self._told_on(person),
            subject=person, illustrative=person.illustrative,
        )  # fmt: skip

    def _initiative(self, each: PublishedInitiative) -> Item:
        page = routes.initiative(each)
        return Item(
            address=page.address, kind=Kind.INITIATIVE, title=each.title, page=page,
            on=each.published_on, subject=each, illustrative=each.illustrative,
            told=bool(each.featured or each.awards or len(self.report.publication.initiatives) <= ALL_TOLD),
        )  # fmt: skip

    def _milestones(self) -> Iterator[Item]:
        for each in self.report.publication.charter.milestones:
            yield Item(
                address=routes.milestone(each).address, kind=Kind.MILESTONE, title=each.title, page=routes.PROGRESS,
                on=each.at, subject=each, illustrative=is_made_up(each),
            )  # fmt: skip

    @cached_property
    def _written(self) -> Mapping[str, list[PublishedInitiative]]:
        return written_by(self.report.publication.initiatives)

    def _told_on(self, person: HonouredPerson) -> date:
        """The day of the newest thing a person did or was given; the campaign's first day when nothing has one."""
        written = [each.published_on for each in self._written.get(person.id, [])]
        given = [award.date for award in person.awards if award.date]
        return max([*written, *given], default=self.report.publication.charter.period.start)


def _best(standing: Standing) -> int:
    """The most that was ever reported."""
    return max((point.counted for point in standing.history), default=0)


_OVER = Former(
    pages=(routes.COUNTDOWN, routes.shared(routes.COUNTDOWN.address)),
    title="Chương trình đã kết thúc",
    said="Đếm ngược đã xong; kết quả của từng đơn vị ở trang tiến độ.",
    page=routes.PROGRESS,
    onward="Xem tiến độ",
)


def _overtaken(unit: Unit) -> Former:
    return Former(
        pages=(routes.reached(unit), routes.shared(routes.reached(unit).address)),
        title=f"{unit.name}: số liệu đã thay đổi",
        said="Từ khi tin này được đăng, số liệu của đơn vị đã thay đổi; số mới nhất ở trang của đơn vị.",
        page=routes.unit(unit),
        onward="Xem tiến độ",
    )


def _one_of_many(item: Item) -> Former:
    return Former(
        pages=(item.share_page,),
        title=f"Chia sẻ: {item.title}",
        said="Ảnh và lời viết sẵn nay chỉ có cho sáng kiến tiêu biểu và được khen thưởng; câu chuyện này vẫn ở trang của nó.",
        page=item.page,
        onward="Đọc câu chuyện",
    )
