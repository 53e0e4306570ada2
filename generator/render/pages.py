"""Report to Markdown pages. Which pages there are and what each is handed; the templates give the shape.

The filters a template may use are listed in `_FILTERS`; every text from data passes through autoescape
or `markdown`, and nothing else makes markup.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from generator import authored, encodings, routes, vietnamese
from generator.bulletins import Bulletin, latest
from generator.editorial import HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.model import AuthoredPage, Sector, SolutionField, SupportTeam, Unit
from generator.progress import MONTH_DAYS, Band, Measured, Report, Standing, Unmeasured
from generator.render import datasets, linked_data, markdown, public, telling, words
from generator.render.examples import examples
from generator.render.facets import ENTERPRISE, Facet, cover, facets, line
from generator.render.items import Item, Items
from generator.render.kin import Kin, OfUnits, written_by
from generator.render.letters import Entry, letters
from generator.render.news import News, news
from generator.render.outputs import Charts, Output
from generator.render.packs import Packs
from generator.render.portions import Ground, Portion
from generator.render.progress_table import ProgressTable, progress_table
from generator.render.shapes import environment
from generator.render.shell import Head, Shell, Trail
from generator.render.steps import steps
from generator.routes import Page

LEADERS = 5
SAME_SHAPE = 0.01  # how far two pictures may differ in shape and still lie on one another
TOLD = 12  # stories, and people, on the page of a unit; lists of their own tell of more
LEAF = 24  # cards on a page of a list: rows of two, three or four come out even
UNITS_LISTED = 200  # on the search page; a province's grassroots unions may be a thousand
HOME_FEATURED = 6
HOME_PEOPLE = 8

# Files of the theme's assets that a page asks for when it shows what they move.
CATALOGUE, CHARTS, COMPARE, SHARE, TABLE = "catalogue.js", "charts.js", "compare.js", "share.js", "progress.js"
_MOVED = {"progress-table": TABLE, "progress-chart": CHARTS}
_PLACEHOLDER = re.compile(r"<!--\s*sangkien:\s*([a-z-]+)\s*-->")

_INITIATIVES = ("Kho sáng kiến", routes.INITIATIVES)
_SEARCH = "Tìm kiếm"


def pages(report: Report, charts: Charts, items: Items, packs: Packs, ground: Ground) -> Iterator[Portion]:
    """Every page of the site, as Markdown, each with its link preview."""
    return _Pages(report, charts, items, packs, ground).all()


class _Pages:
    """Hands each template what it shows."""

    def __init__(self, report: Report, charts: Charts, items: Items, packs: Packs, ground: Ground) -> None:
        self.report, self.charts, self.items, self.shell = report, charts, items, Shell(report, items)
        self.packs, self.ground = packs, ground
        self.publication = report.publication
        self.kin = Kin(report.publication.initiatives)
        self._stories = OfUnits(report.publication.tally, report.publication.initiatives)
        self._honoured = OfUnits(report.publication.tally, report.publication.people)
        self.charter = report.publication.charter
        self.environment = environment(
            charter=self.charter,
            charts=charts,
            guide=any(page.name == routes.GUIDE.address for page in self.publication.pages),
            initiatives=self.publication.initiatives,
            people=self.publication.people,
            AVIF=encodings.AVIF,
            cover_of=cover,
            photo_files=routes.photo_files,
            publication=self.publication,
            report=report,
            routes=routes,
            telling=telling,
            words=words,
        )

    def all(self) -> Iterator[Portion]:
        people, initiatives, bulletins = self.publication.people, self.publication.initiatives, self.items.bulletins
        yield self._home()
        told = [each for each in self.items.told if each.page == routes.PROGRESS]
        yield self._portion(routes.PROGRESS, self.progress, told, seen=map(self.packs.seen, told))
        for standing in self.report.standings:
            yield from self._unit(standing)
        for unit in self.report.absent:
            yield from self._absent_unit(unit)
        yield from self._catalogue()
        yield from self._enterprise()
        for each in initiatives:
            yield self._portion(routes.initiative(each), self.initiative, each, self.kin.of(each))
        yield from self._groups(routes.FIELDS, "Lĩnh vực giải pháp", self.charter.fields)
        yield from self._groups(routes.SECTORS, "Khu vực, ngành nghề", self.charter.sectors)
        yield from self._honours()
        for person in people:
            yield self._portion(routes.person(person), self.person, person, self._written_by.get(person.id, []))
        yield self._portion(routes.SUPPORT, self.support)
        yield self._portion(routes.DATA, self.data)
        yield from self._search()
        yield self._portion(routes.BULLETINS, self.bulletins, bulletins)
        for bulletin in bulletins:
            around = self._around(bulletin)
            yield self._portion(
                routes.bulletin(bulletin.period), self.bulletin, bulletin, *self._beside(bulletin), around
            )
        for page in self.publication.pages:
            placed = self._placed(_PLACEHOLDER.findall(page.body))
            yield self._portion(routes.authored(page), self.authored, page, seen=placed)

    def _portion(
        self,
        page: Page,
        make: Callable[..., Iterable[Output]],
        *told: object,
        seen: Iterable[object] = (),
    ) -> Portion:
        """A page, which may show the pack of the item that it tells."""
        item = self.items.at(page)
        about = (item.facts, self.packs.seen(item) if item.told else ()) if item else ()
        return self.ground.portion(make, *told, seen=(about, *seen))

    # --- The pages, in the order of the menu ---

    def _home(self) -> Portion:
        initiatives = self.publication.initiatives
        featured = [each for each in initiatives if each.featured] or initiatives
        told = [each for each in self.publication.people if each.story]
        return self._portion(
            routes.HOME,
            self.home,
            featured[:HOME_FEATURED],
            told[:HOME_PEOPLE],
            news(self.report),
            latest(self.items.bulletins),
            seen=[self.items.at(routes.PROGRESS)],
        )

    def home(
        self,
        featured: Sequence[PublishedInitiative],
        honoured: Sequence[HonouredPerson],
        newest: Sequence[News],
        bulletin: Bulletin | None,
    ) -> Iterator[Output]:
        return self._page(
            routes.HOME,
            "home",
            Head(
                kind="home",
                title=self.charter.short_name,
                description=self._headline(),
                made_from="data/",
                about=[linked_data.website(self.charter)],
                updated=self._reported_on,
                scripts=(CHARTS,) if self.charts.cumulative else (),
            ),
            featured=featured,
            honoured=honoured,
            leaders=[each for each in self.report.peers if each.aim and each.aim.band is not Band.LOW][:LEADERS],
            behind=[each for each in self.report.peers if each.aim and each.aim.band is Band.LOW],
            unreported=len([each for each in self.report.peers if not each.aim]),
            aimed=len([each for each in self.report.peers if each.aim]),
            reached=len([each for each in self.report.peers if each.aim and not each.aim.missing]),
            news=newest,
            bulletin=bulletin,
        )

    def progress(self, told: Sequence[Item]) -> Iterator[Output]:
        return self._page(
            routes.PROGRESS,
            "progress",
            Head(
                kind="progress",
                title="Tiến độ các đơn vị",
                description=self._headline(),
                has_lead=not self.report.has_reports,
                eyebrow=words.dated(self.report).capitalize(),
                made_from="data/progress.csv",
                about=[linked_data.dataset(self.report)],
                updated=self._reported_on,
                scripts=(TABLE, CHARTS),
            ),
            table=self.table,
            papers=[paper for item in told for paper in self.packs.of(item).papers],
        )

    def _unit(self, standing: Standing) -> Iterator[Portion]:
        """A unit's progress, and a list of its initiatives when they are more than the page tells of."""
        unit = _unit_of(standing)
        told, honoured = self._stories.of(unit), self._honoured.of(unit)
        yield self._portion(
            routes.unit(unit), self.unit, standing, told[:TOLD], len(told), honoured[:TOLD], len(honoured)
        )
        if len(told) > TOLD:
            yield from self._told_of(unit, told)

    def unit(
        self,
        standing: Standing,
        told: Sequence[PublishedInitiative],
        all_told: int,
        honoured: Sequence[HonouredPerson],
        all_honoured: int,
    ) -> Iterator[Output]:
        unit = _unit_of(standing)
        below = {each.id for each in self.publication.tally.included(unit)}
        members = [each for each in self.report.standings if each.unit and each.unit.parent == unit.id]
        peers = self.report.peers if standing in self.report.peers else ()
        reported_on = standing.progress.reported_on
        chart = self.charts.history(unit.id)
        return self._page(
            routes.unit(unit),
            "unit",
            Head(
                kind="unit",
                title=unit.name,
                description=self._unit_headline(standing),
                has_lead=False,
                illustrative=words.is_made_up(standing),
                eyebrow=words.KIND[unit.kind],
                made_from="data/units.csv, data/progress.csv",
                trail=self._trail(unit),
                updated=reported_on,
                scripts=(CHARTS,) if chart else (),
            ),
            standing=standing,
            members=sorted(members, key=lambda each: each.rank_by_share or len(members) + 1),
            taken_over=self._taken_over(unit),
            steps=steps(self.report, unit),
            chart=chart,
            ranked_by_share=sum(each.rank_by_share is not None for each in peers),
            ranked_by_count=sum(each.rank_by_count is not None for each in peers),
            told=told,
            all_told=all_told,
            honoured=honoured,
            all_honoured=all_honoured,
            teams=[each for each in self.publication.support_teams if each.unit in below],
        )

    def _taken_over(self, unit: Unit) -> list[Unit]:
        """The units that ended and whose figures are in `unit`'s."""
        tally, today = self.publication.tally, self.report.today
        return [each for each in tally.predecessors(unit) if not tally.counts(each, today)]

    def _told_of(self, unit: Unit, told: Sequence[PublishedInitiative]) -> Iterator[Portion]:
        head = Head(
            kind="catalogue",
            title=f"Sáng kiến của {unit.name}",
            description=f"{vietnamese.integer(len(told))} sáng kiến của {unit.name}.",
            made_from="data/initiatives/",
            trail=(*self._trail(unit), (unit.label, routes.unit(unit))),
        )
        yield from self._leaves(routes.told(unit), "group", head, told)

    def _absent_unit(self, unit: Unit) -> Iterator[Portion]:
        """A unit that was taken over, or has not begun: its address works all the same."""
        told = [each for each in self.publication.initiatives if each.unit.id == unit.id]
        yield self._portion(routes.unit(unit), self.absent_unit, unit, told[:TOLD], len(told))
        if len(told) > TOLD:
            yield from self._told_of(unit, told)

    def absent_unit(self, unit: Unit, told: Sequence[PublishedInitiative], all_told: int) -> Iterator[Output]:
        ended = unit.valid_to and unit.valid_to < self.report.today
        successor = self.publication.tally.units.get(unit.successor or "") if ended else None
        description = (
            f"{unit.name}{' đã sáp nhập,' if successor else ''} hoạt động đến {vietnamese.day(unit.valid_to)}."
            if ended and unit.valid_to
            else f"{unit.name} chưa bắt đầu tham gia chiến dịch."
        )
        return self._page(
            routes.unit(unit),
            "absent_unit",
            Head(
                kind="unit",
                title=unit.name,
                description=description,
                eyebrow=words.KIND[unit.kind],
                made_from="data/units.csv, data/progress.csv",
                trail=self._trail(unit),
                illustrative=unit.illustrative,
            ),
            unit=unit,
            successor=successor,
            reports=self.publication.tally.reports(unit)[::-1],
            told=told,
            all_told=all_told,
        )

    def _catalogue(self) -> Iterator[Portion]:
        listed = self.publication.initiatives
        head = Head(
            kind="catalogue",
            title="Kho sáng kiến",
            description=f"{vietnamese.integer(len(listed))} sáng kiến của người lao động, kể lại đủ để nơi khác làm theo."
            if listed
            else "Những cách làm hay của người lao động, kể lại đủ để nơi khác làm theo.",
            made_from="data/initiatives/",
            updated=max((each.published_on for each in listed), default=None),
            scripts=(CATALOGUE,) if listed else (),
        )
        yield from self._leaves(routes.INITIATIVES, "initiatives", head, listed, facets=facets(self.publication))

    def _enterprise(self) -> Iterator[Portion]:
        head = Head(
            kind="catalogue",
            title="Sáng kiến của công nhân doanh nghiệp",
            description="Những cách làm ra đời ngay tại chỗ làm việc của công nhân trong các doanh nghiệp.",
            eyebrow="Khu vực sản xuất kinh doanh",
            made_from="data/initiatives/",
            trail=(_INITIATIVES,),
        )
        listed = [each for each in self.publication.initiatives if each.sector and each.sector.enterprise]
        yield from self._leaves(routes.ENTERPRISE, "group", head, listed, chosen=f"sector={ENTERPRISE}")

    def initiative(self, each: PublishedInitiative, related: Sequence[PublishedInitiative]) -> Iterator[Output]:
        photos = each.disclosed.photos if each.disclosed else ()
        pair = [photo for kind in ("before", "after") for photo in photos if photo.kind == kind]
        compared = _compared(pair)
        return self._page(
            routes.initiative(each),
            "initiative",
            Head(
                kind="initiative",
                title=each.title,
                description=each.summary,
                eyebrow="Sáng kiến tiêu biểu" if each.featured else "Sáng kiến",
                made_from=f"data/initiatives/{each.id}.yml",
                trail=(_INITIATIVES, *([(each.field.name, routes.field(each.field))] if each.field else [])),
                about=[linked_data.article(self.charter, each, cover([each]))],
                updated=each.published_on,
                scripts=(COMPARE,) if compared else (),
            ),
            initiative=each,
            pair=pair,
            compared=compared,
            pictures=[photo for photo in photos if photo.kind == "other"],
            related=related,
        )

    def _groups(
        self, index: Page, title: str, entries: Sequence[SolutionField] | Sequence[Sector]
    ) -> Iterator[Portion]:
        """The index of the fields or of the sectors, and a page for each."""
        of_field = index == routes.FIELDS
        listed: dict[str, list[PublishedInitiative]] = {entry.id: [] for entry in entries}
        for each in self.publication.initiatives:
            shelf = each.field if of_field else each.sector
            if shelf:
                listed[shelf.id].append(each)
        shelves = [(entry, Page(f"{index.address}/{entry.id}"), listed[entry.id]) for entry in entries]
        counted = [(entry, page, len(found)) for entry, page, found in shelves]
        yield self._portion(index, self.groups, index, title, counted)
        for entry, page, found in shelves:
            told = entry.description if isinstance(entry, SolutionField) else None
            head = Head(
                kind="catalogue",
                title=entry.name,
                description=told or f"Sáng kiến của người lao động trong khu vực {entry.name}.",
                eyebrow=title,
                made_from="data/initiatives/",
                trail=(_INITIATIVES, (title, index)),
            )
            others = [(other.name, there) for other, there, _found in shelves if other.id != entry.id]
            chosen = f"{'field' if of_field else 'sector'}={entry.id}"
            yield from self._leaves(
                page, "group", head, found, others=others, others_title=f"{title} khác", chosen=chosen
            )

    def groups(
        self, index: Page, title: str, shelves: Sequence[tuple[SolutionField | Sector, Page, int]]
    ) -> Iterator[Output]:
        return self._page(
            index,
            "groups",
            Head(
                kind="catalogue",
                title=title,
                description=f"Sáng kiến của người lao động, xếp theo {title.lower()}.",
                made_from="data/campaign.yml",
                trail=(_INITIATIVES,),
                scripts=(CHARTS,),
            ),
            shelves=shelves,
            chart=self.charts.by_field if index == routes.FIELDS else self.charts.by_sector,
        )

    def _leaves(
        self,
        first: Page,
        template: str,
        head: Head,
        listed: Sequence[PublishedInitiative] | Sequence[HonouredPerson],
        facets: Sequence[Facet] = (),
        **values: Any,  # noqa: ANN401 - what the template shows
    ) -> Iterator[Portion]:
        """A list, `LEAF` to a page; the first page, which has the facets, is there also when there are none."""
        leaves = max(1, -(-len(listed) // LEAF))
        head = replace(head, leaves=leaves, illustrative=any(each.illustrative for each in listed))
        for number in range(1, leaves + 1):
            page, own = (
                routes.leaf(first, number),
                replace(head, leaf=number, scripts=head.scripts if number == 1 else ()),
            )
            shown = listed[(number - 1) * LEAF : number * LEAF]
            chosen = facets if number == 1 else ()
            yield self._portion(page, self.leaf, template, own, first, shown, len(listed), chosen, values)

    def leaf(
        self,
        template: str,
        head: Head,
        first: Page,
        listed: Sequence[PublishedInitiative] | Sequence[HonouredPerson],
        whole: int,
        facets: Sequence[Facet],
        values: Mapping[str, Any],
    ) -> Iterator[Output]:
        return self._page(
            routes.leaf(first, head.leaf),
            template,
            head,
            listed=listed,
            whole=whole,
            pager=[(each, routes.leaf(first, each)) for each in _shown_numbers(head.leaf, head.leaves)],
            number=head.leaf,
            leaves=head.leaves,
            first=first,
            facets=facets,
            **{"others": [], "others_title": "", "chosen": "", **values},
        )

    def _honours(self) -> Iterator[Portion]:
        people = self.publication.people
        head = Head(
            kind="people",
            title="Gương sáng",
            description="Những người nghĩ ra cách làm tốt hơn cho công việc của mình, và những ai đứng cạnh họ.",
            eyebrow=f"{vietnamese.integer(len(people))} người được giới thiệu" if people else None,
            made_from="data/people/",
        )
        yield from self._leaves(routes.PEOPLE, "people", head, people)

    def person(self, each: HonouredPerson, written: Sequence[PublishedInitiative]) -> Iterator[Output]:
        return self._page(
            routes.person(each),
            "person",
            Head(
                kind="person",
                title=each.name,
                description=f"{each.name} – {each.job}, {each.unit.name}.",
                has_lead=False,
                made_from=f"data/people/{each.id}.yml",
                trail=(("Gương sáng", routes.PEOPLE),),
                about=[linked_data.person(self.charter, each)],
                # Who did not agree to social networks stands on no picture made for them.
                card=None
                if each.may_share
                else self.shell.preview(routes.PEOPLE, "Gương sáng", illustrative=each.illustrative),
                updated=max((one.published_on for one in written), default=None),
            ),
            person=each,
            written=written,
        )

    def support(self) -> Iterator[Output]:
        return self._page(
            routes.SUPPORT,
            "support",
            Head(
                kind="support",
                title="Tổ hỗ trợ sáng kiến",
                description="Có ý tưởng mà ngại viết? Tổ hỗ trợ ở đơn vị sẽ cùng bạn viết và gửi sáng kiến.",
                eyebrow="Hỗ trợ người lao động",
                made_from="data/support_teams.csv",
            ),
            teams=self.support_rows,
        )

    def data(self) -> Iterator[Output]:
        return self._page(
            routes.DATA,
            "data",
            Head(
                kind="data",
                is_markdown=True,
                title="Số liệu mở và cách tính",
                description="Tải bảng tiến độ, lịch sử báo cáo và danh mục sáng kiến; API cho người lập trình; cách tính từng con số trên trang.",
                eyebrow=words.dated(self.report).capitalize(),
                made_from="data/",
                about=[linked_data.dataset(self.report)],
                updated=self._reported_on,
            ),
            month_days=MONTH_DAYS,
            datasets=datasets,
            public=public,
            examples=examples(self.charter.site_url),
        )

    def bulletins(self, bulletins: Sequence[Bulletin]) -> Iterator[Output]:
        """All bulletins, the newest year first."""
        years = sorted({each.period.start.year for each in bulletins}, reverse=True)
        return self._page(
            routes.BULLETINS,
            "bulletins",
            Head(
                kind="bulletins",
                title="Bản tin",
                description="Mỗi tháng, mỗi quý có gì mới: số liệu, đơn vị, sáng kiến và khen thưởng, kể gọn trong một trang.",
                made_from="data/",
                updated=max((each.updated for each in bulletins), default=None),
            ),
            years=[(year, self._bulletins_of(year, "month"), self._bulletins_of(year, "quarter")) for year in years],
        )

    def _bulletins_of(self, year: int, kind: str) -> list[Bulletin]:
        periods = ((each.period, each) for each in self.items.bulletins)
        return [each for period, each in periods if period.start.year == year and period.kind == kind]

    def _beside(self, each: Bulletin) -> tuple[Bulletin | None, Bulletin | None]:
        """The bulletin before one of the same kind, and the one after it."""
        alike = [one for one in self.items.bulletins if one.period.kind == each.period.kind]
        place = alike.index(each)
        return alike[place + 1] if place + 1 < len(alike) else None, alike[place - 1] if place else None

    def bulletin(
        self, each: Bulletin, earlier: Bulletin | None, later: Bulletin | None, around: Sequence[Bulletin]
    ) -> Iterator[Output]:
        """What changed in a month or a quarter."""
        page, chart = routes.bulletin(each.period), self.charts.bulletin(each.period.id)
        dated = (
            f"Số liệu đến {vietnamese.day(each.after.on)}"
            if each.after
            else f"{'Chưa' if each.is_running else 'Không'} có báo cáo mới"
        )
        title, said = words.bulletin_title(each), dict(telling.paragraphs(each))
        return self._page(
            page,
            "bulletin",
            Head(
                kind="bulletin",
                title=title,
                description=telling.summary(each),
                has_lead=False,
                eyebrow=f"{dated} · đang cập nhật" if each.is_running else dated,
                made_from="data/progress.csv, data/initiatives/, data/people/",
                trail=(("Bản tin", routes.BULLETINS),),
                about=[linked_data.bulletin(self.charter, page, f"{title}: {telling.headline(each)}", each)],
                updated=each.updated,
                scripts=(CHARTS,) if chart else (),
            ),
            bulletin=each,
            headline=telling.headline(each),
            told={name: said.get(getattr(telling, name)) for name in ("WHOLE", "UNITS", "NOTE")},
            benefits=telling.benefits(each),
            chart=chart,
            shown=TOLD,
            earlier=earlier,
            later=later,
            around=around,
        )

    def _around(self, each: Bulletin) -> list[Bulletin]:
        """The quarter of a month, the months of a quarter in their order."""
        quarter = each.period.start.year, each.period.quarter
        others = [one for one in self.items.bulletins if (one.period.start.year, one.period.quarter) == quarter]
        return sorted((one for one in others if one.period.kind != each.period.kind), key=lambda one: one.period.start)

    def _search(self) -> Iterator[Portion]:
        """The search page, and the indexes a reader can go through without a script."""
        told = Counter(above for each in self.publication.initiatives for above in line(self.publication, each.unit))
        fields = Counter(each.field.id for each in self.publication.initiatives if each.field)
        sectors = Counter(each.sector.id for each in self.publication.initiatives if each.sector)
        listed = letters(self.report)
        begun = tuple((letter.label, letter.page) for letter in listed)
        lengths = [len(letter.entries) for letter in listed]
        counts = [(each, told[each.id]) for each in map(_unit_of, self.report.standings)]
        shelves = [
            *((each, routes.field(each), fields[each.id]) for each in self.charter.fields),
            *((each, routes.sector(each), sectors[each.id]) for each in self.charter.sectors),
        ]
        yield self._portion(routes.SEARCH, self.search, begun, lengths, counts, shelves)
        for letter in listed:
            leaves = letter.leaves()
            for number, entries in enumerate(leaves, start=1):
                page = routes.leaf(letter.page, number)
                yield self._portion(page, self.letter, letter.label, letter.page, entries, begun, number, len(leaves))

    def search(
        self,
        letters: Sequence[tuple[str, Page]],
        lengths: Sequence[int],
        units: Sequence[tuple[Unit, int]],
        shelves: Sequence[tuple[SolutionField | Sector, Page, int]],
    ) -> Iterator[Output]:
        return self._page(
            routes.SEARCH,
            "search",
            Head(
                kind="search",
                title=_SEARCH,
                description="Tìm sáng kiến, người, đơn vị và trang; hoặc xem theo chữ cái, đơn vị, lĩnh vực.",
                made_from="data/",
                has_lead=False,
            ),
            letters=zip(letters, lengths, strict=True),
            units=units[:UNITS_LISTED],
            more_units=len(units[UNITS_LISTED:]),
            shelves=shelves,
        )

    def letter(
        self,
        label: str,
        first: Page,
        entries: Sequence[Entry],
        letters: Sequence[tuple[str, Page]],
        number: int,
        leaves: int,
    ) -> Iterator[Output]:
        """A page of the index by letter."""
        return self._page(
            routes.leaf(first, number),
            "letter",
            Head(
                kind="letter",
                title=f"Chữ {label}",
                description=f"Người, đơn vị và sáng kiến xếp dưới chữ {label}.",
                made_from="data/",
                has_lead=False,
                trail=((_SEARCH, routes.SEARCH),),
                leaf=number,
                leaves=leaves,
            ),
            label=label,
            first=first,
            letters=letters,
            groups=[(kind, list(group)) for kind, group in groupby(entries, key=attrgetter("kind"))],
            pager=[(each, routes.leaf(first, each)) for each in _shown_numbers(number, leaves)],
            number=number,
            leaves=leaves,
        )

    def _placed(self, names: Collection[str]) -> Iterator[object]:
        """What the placeholders of an authored page show that is not of the ground."""
        if "featured-initiatives" in names:
            yield [each for each in self.publication.initiatives if each.featured]
        if "honoured-people" in names:
            yield self.publication.people

    def authored(self, each: AuthoredPage) -> Iterator[Output]:
        page = routes.authored(each)

        def fill(found: re.Match[str]) -> str:
            return f"\n\n{self._render('placeholder', page, name=found.group(1), table=self.table, support_rows=self.support_rows).strip()}\n\n"

        body = _PLACEHOLDER.sub(fill, authored.relinked(each.body, page))
        head = Head(
            kind="authored",
            is_markdown=True,
            title=each.front.title,
            description=each.front.description,
            made_from=each.path,
            scripts=tuple(sorted({_MOVED[name] for name in _PLACEHOLDER.findall(each.body) if name in _MOVED})),
        )
        return self.shell.outputs(page, markdown.authored(body), head)

    # --- What several pages show ---

    @cached_property
    def table(self) -> ProgressTable:
        """The progress table."""
        return progress_table(self.report)

    @property
    def support_rows(self) -> list[tuple[Unit, SupportTeam]]:
        """The support teams, each with its unit."""
        return [(self.publication.tally.units[team.unit], team) for team in self.publication.support_teams]

    @cached_property
    def _written_by(self) -> Mapping[str, list[PublishedInitiative]]:
        return written_by(self.publication.initiatives)

    def _headline(self) -> str:
        """The one sentence that tells the state of the campaign."""
        whole = self.report.campaign
        if not isinstance(whole.progress, Measured) or whole.aim is None:
            reason = whole.progress.reason if isinstance(whole.progress, Unmeasured) else words.UNKNOWN
            return f"{self.charter.name}: {reason.lower()}."
        return (
            f"Đến {vietnamese.day(whole.progress.reported_on)}: {words.counted(whole)} sáng kiến "
            f"{words.COUNTING[self.charter.counting]} trên chỉ tiêu {vietnamese.integer(self.charter.target)}, "
            f"{words.achievement(whole.aim)}{words.MADE_UP if words.is_made_up(whole) else ''}."
        )

    def _unit_headline(self, standing: Standing) -> str:
        unit = _unit_of(standing)
        if isinstance(standing.progress, Unmeasured):
            return f"{unit.name}: {standing.progress.reason.lower()}."
        said = f"{unit.name}, đến {vietnamese.day(standing.progress.reported_on)}: {words.counted(standing)} sáng kiến"
        made_up = words.MADE_UP if words.is_made_up(standing) else ""
        if standing.aim is None:
            return f"{said}{made_up}."
        target, achieved = vietnamese.integer(standing.aim.target), words.achievement(standing.aim)
        return f"{said} trên chỉ tiêu {target}, {achieved}{made_up}."

    @property
    def _reported_on(self) -> date | None:
        """The day of the newest figures; None before any report."""
        return self.report.as_of if self.report.has_reports else None

    def _trail(self, unit: Unit) -> Trail:
        """The progress table and the units above `unit`, highest first."""
        above: list[tuple[str, Page]] = []
        while unit.parent:
            unit = self.publication.tally.units[unit.parent]
            above.append((unit.label, routes.unit(unit)))
        return (("Tiến độ", routes.PROGRESS), *reversed(above))

    # --- Rendering ---

    def _render(self, template: str, page: Page, **values: Any) -> str:  # noqa: ANN401 - what the template shows
        return self.environment.get_template(f"{template}.md.jinja").render(link=page.link, here=page, **values)

    def _page(self, page: Page, template: str, head: Head, **values: Any) -> Iterator[Output]:  # noqa: ANN401 - as above
        item = self.items.at(page)
        item = item if item and item.told else None
        if item:
            head = replace(head, scripts=(*head.scripts, SHARE))
        pack = self.packs.of(item) if item else None
        values = {"item": item, "pack": pack, "papers": pack.papers if pack else ()} | values
        return self.shell.outputs(page, markdown.Markdown(self._render(template, page, **values)), head)


def _unit_of(standing: Standing) -> Unit:
    if standing.unit is None:
        raise ValueError("the campaign's own standing is no unit's")
    return standing.unit


def _shown_numbers(number: int, last: int) -> list[int]:
    """The numbers a pager shows on page `number` of `last`: the ends and the neighbours, sorted.

    >>> _shown_numbers(5, 9)
    [1, 4, 5, 6, 9]
    """
    return sorted({each for each in (1, number - 1, number, number + 1, last) if 1 <= each <= last})


def _compared(pair: Sequence[PublishedPhoto]) -> str | None:
    """How a picture before and one after can lie in one frame: "wide" or "tall"; None when they cannot."""
    if [photo.kind for photo in pair] != ["before", "after"]:
        return None
    before, after = (photo.picture.width_px / photo.picture.height_px for photo in pair)
    if abs(before / after - 1) > SAME_SHAPE:
        return None
    return "tall" if before < 1 else "wide"
