"""Report to Markdown pages. Which pages there are and what each is handed; the templates give the shape.

The filters a template may use are listed in `_FILTERS`; every text from data passes through autoescape
or `markdown`, and nothing else makes markup.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import jinja2

from generator import authored, routes, vietnamese
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import AuthoredPage, Sector, SolutionField, SupportTeam, Unit
from generator.progress import MONTH_DAYS, Band, Measured, Report, Standing, Unmeasured
from generator.render import markdown, words
from generator.render.outputs import Charts, Output
from generator.routes import Page

NEWS_DAYS = 30
NEWS_ITEMS = 8
RELATED = 3
RELATED_CANDIDATES = 40
LEADERS = 5
TOLD_OF_MANY = 24  # stories on the page of a unit that sums up others; theirs tell the rest
HOME_FEATURED = 6
HOME_PEOPLE = 8

_FILTERS = {
    "achievement": words.achievement,
    "band": words.band,
    "band_class": words.band_class,
    "bar_width": words.bar_width,
    "change": words.change,
    "counted": words.counted,
    "day": vietnamese.day,
    "fold": vietnamese.fold,
    "html_prose": markdown.html_prose,
    "inline": markdown.inline,
    "integer": vietnamese.integer,
    "missing": words.missing,
    "money": vietnamese.money,
    "needed": words.needed,
    "pace": words.pace,
    "percent": vietnamese.percent,
    "projection": words.projection,
    "prose": markdown.prose,
    "share": words.share,
    "signed": words.signed,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened lately, and where it is told."""

    on: date
    label: str
    text: str
    page: Page | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the progress table: `number` is roman for a group and arabic for a unit."""

    number: str
    standing: Standing
    is_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A report in a unit's history, with what changed since the one before."""

    on: date
    submitted: int
    valid: int | None
    gained: int | None
    note: str | None


def pages(report: Report, charts: Charts) -> Iterator[Output]:
    """Every page of the site, as Markdown."""
    return _Pages(report, charts).all()


class _Pages:
    """Hands each template what it shows."""

    def __init__(self, report: Report, charts: Charts) -> None:
        self.report, self.charts = report, charts
        self.publication = report.publication
        self.charter = report.publication.charter
        self.environment = jinja2.Environment(
            loader=jinja2.PackageLoader("generator.render", "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(_FILTERS)
        self.environment.globals.update(
            charter=self.charter,
            charts=charts,
            guide=any(page.name == routes.GUIDE.address for page in self.publication.pages),
            initiatives=self.publication.initiatives,
            people=self.publication.people,
            photo_files=routes.photo_files,
            publication=self.publication,
            report=report,
            routes=routes,
            words=words,
        )

    def all(self) -> Iterator[Output]:
        yield self.home()
        yield self.progress()
        yield from (self.unit(standing) for standing in self.report.standings)
        yield from (self.absent_unit(unit) for unit in self.report.absent)
        yield self.catalogue()
        yield self.enterprise()
        yield from (self.initiative(each) for each in self.publication.initiatives)
        yield from self.groups(routes.FIELDS, "Lĩnh vực giải pháp", self.charter.fields)
        yield from self.groups(routes.SECTORS, "Khu vực, ngành nghề", self.charter.sectors)
        yield self.honours()
        yield from (self.person(each) for each in self.publication.people)
        yield self.support()
        yield self.data()
        yield from (self.authored(each) for each in self.publication.pages)

    # --- The pages, in the order of the menu ---

    def home(self) -> Output:
        told = [each for each in self.publication.people if each.story]
        return self._page(
            routes.HOME,
            "home",
            kind="home",
            title=self.charter.short_name,
            description=self._headline(),
            made_from="data/",
            featured=[each for each in self.publication.initiatives if each.featured][:HOME_FEATURED]
            or self.publication.initiatives[:HOME_FEATURED],
            honoured=told[:HOME_PEOPLE],
            leaders=[each for each in self.report.peers if each.aim and each.aim.band is not Band.LOW][:LEADERS],
            behind=[each for each in self.report.peers if each.aim and each.aim.band is Band.LOW],
            unreported=len([each for each in self.report.peers if not each.aim]),
            news=self.news,
        )

    def progress(self) -> Output:
        return self._page(
            routes.PROGRESS,
            "progress",
            kind="progress",
            title="Tiến độ các đơn vị",
            description=self._headline(),
            eyebrow=words.dated(self.report).capitalize(),
            made_from="data/progress.csv",
            rows=self.table,
        )

    def unit(self, standing: Standing) -> Output:
        unit = _unit_of(standing)
        members = [each for each in self.report.standings if each.unit and each.unit.parent == unit.id]
        below = {each.id for each in self.publication.tally.descendants(unit)}
        told = [each for each in self.publication.initiatives if each.unit.id in below]
        peers = self.report.peers if standing in self.report.peers else ()
        return self._page(
            routes.unit(unit),
            "unit",
            kind="unit",
            title=unit.name,
            description=self._unit_headline(standing),
            eyebrow=words.KIND[unit.kind],
            made_from="data/units.csv, data/progress.csv",
            standing=standing,
            parent=self.publication.tally.units.get(unit.parent or ""),
            members=sorted(members, key=lambda each: each.rank_by_share or len(members) + 1),
            steps=self._steps(standing),
            chart=self.charts.history.get(unit.id),
            ranked_by_share=sum(each.rank_by_share is not None for each in peers),
            ranked_by_count=sum(each.rank_by_count is not None for each in peers),
            told=told[:TOLD_OF_MANY] if members else told,
            untold=max(len(told) - TOLD_OF_MANY, 0) if members else 0,
            honoured=[each for each in self.publication.people if each.unit.id in below],
            teams=[each for each in self.publication.support_teams if each.unit in below],
        )

    def absent_unit(self, unit: Unit) -> Output:
        """A unit that was taken over, or has not begun: its address works all the same."""
        ended = unit.valid_to and unit.valid_to < self.report.today
        description = (
            f"{unit.name} đã sáp nhập, hoạt động đến {vietnamese.day(unit.valid_to)}."
            if ended and unit.valid_to
            else f"{unit.name} chưa bắt đầu tham gia chiến dịch."
        )
        return self._page(
            routes.unit(unit),
            "absent_unit",
            kind="unit",
            title=unit.name,
            description=description,
            eyebrow=words.KIND[unit.kind],
            made_from="data/units.csv, data/progress.csv",
            unit=unit,
            successor=self.publication.tally.units.get(unit.successor or "") if ended else None,
            reports=self.publication.tally.reports(unit)[::-1],
            told=[each for each in self.publication.initiatives if each.unit.id == unit.id],
        )

    def catalogue(self) -> Output:
        count = len(self.publication.initiatives)
        return self._page(
            routes.INITIATIVES,
            "initiatives",
            kind="catalogue",
            title="Kho sáng kiến",
            description=f"{vietnamese.integer(count)} sáng kiến của người lao động, kể lại đủ để nơi khác làm theo.",
            eyebrow=f"{vietnamese.integer(count)} sáng kiến đã đăng",
            made_from="data/initiatives/",
            listed=self.publication.initiatives,
            units=self._units_told(),
        )

    def enterprise(self) -> Output:
        listed = [each for each in self.publication.initiatives if each.sector.enterprise]
        return self._page(
            routes.ENTERPRISE,
            "group",
            kind="catalogue",
            title="Sáng kiến của công nhân doanh nghiệp",
            description="Những cách làm ra đời ngay tại chỗ làm việc của công nhân trong các doanh nghiệp.",
            eyebrow="Khu vực sản xuất kinh doanh",
            made_from="data/initiatives/",
            listed=listed,
            others=[],
            others_title="",
        )

    def initiative(self, each: PublishedInitiative) -> Output:
        photos = each.disclosed.photos if each.disclosed else ()
        return self._page(
            routes.initiative(each),
            "initiative",
            kind="initiative",
            title=each.title,
            description=each.summary,
            eyebrow="Sáng kiến tiêu biểu" if each.featured else "Sáng kiến",
            made_from=f"data/initiatives/{each.id}.yml",
            initiative=each,
            pair=[photo for kind in ("before", "after") for photo in photos if photo.kind == kind],
            pictures=[photo for photo in photos if photo.kind == "other"],
            related=self._related(each),
        )

    def groups(self, index: Page, title: str, entries: Sequence[SolutionField] | Sequence[Sector]) -> Iterator[Output]:
        """The index of the fields or of the sectors, and a page for each."""
        of_field = index == routes.FIELDS
        listed: dict[str, list[PublishedInitiative]] = {entry.id: [] for entry in entries}
        for each in self.publication.initiatives:
            listed[each.field.id if of_field else each.sector.id].append(each)
        shelves = [(entry, Page(f"{index.address}/{entry.id}"), listed[entry.id]) for entry in entries]
        yield self._page(
            index,
            "groups",
            kind="catalogue",
            title=title,
            description=f"Sáng kiến của người lao động, xếp theo {title.lower()}.",
            made_from="data/campaign.yml",
            shelves=shelves,
            chart=self.charts.by_field if of_field else self.charts.by_sector,
        )
        for entry, page, found in shelves:
            told = entry.description if isinstance(entry, SolutionField) else None
            yield self._page(
                page,
                "group",
                kind="catalogue",
                title=entry.name,
                description=told or f"Sáng kiến của người lao động trong khu vực {entry.name}.",
                eyebrow=title,
                made_from="data/initiatives/",
                listed=found,
                others=[(other.name, there) for other, there, _found in shelves if other.id != entry.id],
                others_title=f"{title} khác",
            )

    def honours(self) -> Output:
        return self._page(
            routes.PEOPLE,
            "people",
            kind="people",
            title="Gương sáng",
            description="Những người nghĩ ra cách làm tốt hơn cho công việc của mình, và những ai đứng cạnh họ.",
            eyebrow=f"{vietnamese.integer(len(self.publication.people))} người được giới thiệu",
            made_from="data/people/",
        )

    def person(self, each: HonouredPerson) -> Output:
        return self._page(
            routes.person(each),
            "person",
            kind="person",
            title=each.name,
            description=f"{each.name}, {each.job}, {each.unit.name}.",
            eyebrow="Gương sáng",
            made_from=f"data/people/{each.id}.yml",
            person=each,
            written=self._written_by.get(each.id, []),
        )

    def support(self) -> Output:
        return self._page(
            routes.SUPPORT,
            "support",
            kind="support",
            title="Tổ hỗ trợ sáng kiến",
            description="Có ý tưởng mà ngại viết? Tổ hỗ trợ ở đơn vị sẽ cùng bạn viết và gửi sáng kiến.",
            eyebrow="Hỗ trợ người lao động",
            made_from="data/support_teams.csv",
            teams=self.support_rows,
        )

    def data(self) -> Output:
        return self._page(
            routes.DATA,
            "data",
            kind="data",
            title="Số liệu mở và cách tính",
            description="Tải bảng tiến độ, lịch sử báo cáo và danh mục sáng kiến; cách tính từng con số trên trang.",
            eyebrow=words.dated(self.report).capitalize(),
            made_from="data/",
            month_days=MONTH_DAYS,
        )

    def authored(self, each: AuthoredPage) -> Output:
        page = routes.authored(each)

        def fill(found: re.Match[str]) -> str:
            return f"\n\n{self._render('placeholder', page, name=found.group(1), rows=self.table, support_rows=self.support_rows).strip()}\n\n"

        body = re.sub(r"<!--\s*sangkien:\s*([a-z-]+)\s*-->", fill, authored.relinked(each.body, page))
        return self._output(
            page,
            markdown.authored(body),
            kind="authored",
            title=each.front.title,
            description=each.front.description,
            made_from=each.path,
        )

    # --- What several pages show ---

    @cached_property
    def table(self) -> list[TableRow]:
        """The units in tree order, best share first among those of one parent; a lone root is the total."""
        by_parent: dict[str | None, list[Standing]] = defaultdict(list)
        here = {_unit_of(each).id for each in self.report.standings}
        for each in self.report.standings:
            parent = _unit_of(each).parent
            by_parent[parent if parent in here else None].append(each)
        top = by_parent[None]
        if len(top) == 1 and by_parent[_unit_of(top[0]).id]:
            top = by_parent[_unit_of(top[0]).id]
        rows: list[TableRow] = []
        numbers = {"group": 0, "unit": 0}

        def walk(siblings: Iterable[Standing]) -> None:
            for each in sorted(siblings, key=lambda one: (one.rank_by_share or 10**6, one.depth)):
                is_group = bool(by_parent[_unit_of(each).id])
                numbers["group" if is_group else "unit"] += 1
                number = _roman(numbers["group"]) if is_group else str(numbers["unit"])
                rows.append(TableRow(number=number, standing=each, is_group=is_group))
                walk(by_parent[_unit_of(each).id])

        walk(top)
        return rows

    @property
    def support_rows(self) -> list[tuple[Unit, SupportTeam]]:
        """The support teams, each with its unit."""
        return [(self.publication.tally.units[team.unit], team) for team in self.publication.support_teams]

    @cached_property
    def news(self) -> list[News]:
        """What happened in the last month, newest first."""
        since = self.report.today - timedelta(days=NEWS_DAYS)
        found = [
            News(on=each.published_on, label="Sáng kiến mới", text=each.title, page=routes.initiative(each))
            for each in self.publication.initiatives
        ]
        for crossing in self.report.crossings:
            said = "cán đích chỉ tiêu" if crossing.percent == 100 else "đã đi được nửa chặng đường"  # noqa: PLR2004
            text = f"{crossing.unit.name} {said}"
            found.append(News(on=crossing.on, label="Tiến độ", text=text, page=routes.unit(crossing.unit)))
        for person in self.publication.people:
            for award in person.awards:
                if award.date:
                    text = f"{person.name}: {award.title}"
                    found.append(News(on=award.date, label="Khen thưởng", text=text, page=routes.person(person)))
        found += [News(on=m.at, label="Dấu mốc", text=m.title, page=None) for m in self.charter.milestones]
        recent = [each for each in found if since < each.on <= self.report.today]
        return sorted(recent, key=lambda each: (-each.on.toordinal(), each.label, each.text))[:NEWS_ITEMS]

    @cached_property
    def _written_by(self) -> Mapping[str, list[PublishedInitiative]]:
        found: dict[str, list[PublishedInitiative]] = defaultdict(list)
        for each in self.publication.initiatives:
            for credit in each.credits:
                found[credit.person.id].append(each)
        return found

    @cached_property
    def _shelves(self) -> Mapping[tuple[str, str], list[PublishedInitiative]]:
        found: dict[tuple[str, str], list[PublishedInitiative]] = defaultdict(list)
        for each in self.publication.initiatives:
            for shelf in _shelves_of(each):
                if len(found[shelf]) < RELATED_CANDIDATES:
                    found[shelf].append(each)
        return found

    def _related(self, each: PublishedInitiative) -> list[PublishedInitiative]:
        """Others that share most of sector, unit and field; sector counts double."""
        score: dict[str, int] = defaultdict(int)
        by_id: dict[str, PublishedInitiative] = {}
        for shelf in _shelves_of(each):
            for other in self._shelves[shelf]:
                if other.id != each.id:
                    score[other.id] += 2 if shelf[0] == "sector" else 1
                    by_id[other.id] = other
        best = sorted(score, key=lambda one: (-score[one], one))[:RELATED]
        return [by_id[one] for one in best]

    def _units_told(self) -> list[Unit]:
        told = {each.unit.id for each in self.publication.initiatives}
        return [_unit_of(each) for each in self.report.standings if _unit_of(each).id in told]

    def _steps(self, standing: Standing) -> list[Step]:
        unit, tally = _unit_of(standing), self.publication.tally
        notes = {each.date: each.note for each in tally.reports(unit)}
        steps: list[Step] = []
        before = None
        for on in tally.dates(unit):
            count = tally.count(unit, on)
            if count is None:
                continue
            counted = count.submitted if self.charter.counting == "submitted" else count.valid
            complete = count.reporting >= count.members
            steps.append(
                Step(
                    on=on,
                    submitted=count.submitted,
                    valid=count.valid,
                    gained=None if before is None or counted is None else counted - before,
                    note=notes.get(on) or (None if complete else "chưa đủ đơn vị báo cáo"),
                )
            )
            before = counted if complete else None
        return steps[::-1]

    def _headline(self) -> str:
        """The one sentence that tells the state of the campaign."""
        whole = self.report.campaign
        if not isinstance(whole.progress, Measured) or whole.aim is None:
            reason = whole.progress.reason if isinstance(whole.progress, Unmeasured) else words.UNKNOWN
            return f"{self.charter.name}: {reason.lower()}."
        return (
            f"Đến {vietnamese.day(whole.progress.reported_on)}: {words.counted(whole)} sáng kiến "
            f"{words.COUNTING[self.charter.counting]} trên chỉ tiêu {vietnamese.integer(self.charter.target)}, "
            f"{words.achievement(whole.aim)}."
        )

    def _unit_headline(self, standing: Standing) -> str:
        unit = _unit_of(standing)
        if isinstance(standing.progress, Unmeasured):
            return f"{unit.name}: {standing.progress.reason.lower()}."
        said = f"{unit.name}, đến {vietnamese.day(standing.progress.reported_on)}: {words.counted(standing)} sáng kiến"
        if standing.aim is None:
            return f"{said}."
        return f"{said} trên chỉ tiêu {vietnamese.integer(standing.aim.target)}, {words.achievement(standing.aim)}."

    # --- Rendering ---

    def _render(self, template: str, page: Page, **values: Any) -> str:  # noqa: ANN401 - what the template shows
        return self.environment.get_template(f"{template}.md.jinja").render(link=page.link, here=page, **values)

    def _page(
        self,
        page: Page,
        template: str,
        *,
        kind: str,
        title: str,
        description: str,
        made_from: str,
        eyebrow: str | None = None,
        **values: Any,  # noqa: ANN401 - what the template shows
    ) -> Output:
        body = self._render(template, page, **values)
        return self._output(
            page,
            markdown.Markdown(body),
            kind=kind,
            title=title,
            description=description,
            made_from=made_from,
            eyebrow=eyebrow,
        )

    def _output(
        self,
        page: Page,
        body: markdown.Markdown,
        *,
        kind: str,
        title: str,
        description: str,
        made_from: str,
        eyebrow: str | None = None,
    ) -> Output:
        front = markdown.front_matter(
            {
                "title": title,
                "description": description,
                "kind": kind,
                "eyebrow": eyebrow,
                "notice": self.charter.illustrative,
                "section": page.folder.split("/")[0] + "/" if page.address else "",
                "as_of": vietnamese.day(self.report.as_of) if self.report.has_reports else None,
                "organiser": self.charter.organiser.name,
                "organiser_url": self.charter.organiser.url,
                "organiser_email": self.charter.organiser.email,
                "hide": ["navigation", "toc"],
                "search": {"exclude": True},  # Zensical's index, which we do not use, refuses pages as long as ours
            }
        )
        made = f"<!-- Tệp này do sangkien tạo ra từ {made_from}; hãy sửa ở đó, đừng sửa ở đây. -->\n"
        return Output(path=page.file, content=f"{front}\n{made}\n{body.strip()}\n", made_from=made_from)


def _unit_of(standing: Standing) -> Unit:
    if standing.unit is None:
        raise ValueError("the campaign's own standing is no unit's")
    return standing.unit


def _shelves_of(each: PublishedInitiative) -> tuple[tuple[str, str], ...]:
    return ("sector", each.sector.id), ("unit", each.unit.id), ("field", each.field.id)


def _roman(number: int) -> str:
    """I, II, III … as in Vietnamese official tables."""
    parts = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    said = ""
    for value, letters in parts:
        while number >= value:
            said, number = said + letters, number - value
    return said
