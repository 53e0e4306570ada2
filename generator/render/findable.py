"""What a reader can find: every story, person, unit and page, with the words it is found by and those it shows.

Only the report is read, so only what the gate let through can be found.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator import routes
from generator.bulletins import Bulletin
from generator.editorial import HonouredPerson, Publication, PublishedInitiative
from generator.model import AuthoredPage, Award, Unit
from generator.progress import Measured, Report, Standing
from generator.render import markdown, telling, words
from generator.render.items import Items
from generator.routes import Page
from generator.vietnamese import day, integer

Kind = Literal["initiative", "person", "unit", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """Something to be found. A match in `title` or `names` counts for more than one in `text`.

    `about` is the line shown below the title; it is searched only where it stands in `text` too. `text` is what the
    page tells, a paragraph a line, from which a match is shown in its context; `made_from` the source for the editor.
    """

    kind: Kind
    page: Page
    title: str
    about: str
    made_from: str
    names: tuple[str, ...] = ()
    text: str = ""


Known = dict[int, tuple[PublishedInitiative, Findable]]
"""What is known of initiatives, by their identity; each is held, so that this is no other one's."""


def findables(items: Items, known: Known | None = None) -> list[Findable]:
    """Everything to be found: initiatives, people, units, pages, each in the order of its own list.

    What is `known` from the last time is used, and what is known now takes its place.
    """
    report, publication = items.report, items.report.publication
    written: dict[str, list[str]] = defaultdict(list)
    for initiative in publication.initiatives:
        for credit in initiative.credits:
            written[credit.person.id].append(initiative.title)
    return [
        *_initiatives(publication.initiatives, {} if known is None else known),
        *(_person(each, written[each.id]) for each in publication.people),
        *(_unit(each) for each in report.standings),
        *(_absent_unit(each, report) for each in report.absent),
        *_sections(publication),
        *(_bulletin(each) for each in items.bulletins),
        *(_authored(each) for each in publication.pages),
    ]


def _initiatives(listed: Sequence[PublishedInitiative], known: Known) -> list[Findable]:
    now = {id(each): known.get(id(each)) or (each, _initiative(each)) for each in listed}
    known.clear()
    known.update(now)
    return [found for _each, found in now.values()]


def _initiative(each: PublishedInitiative) -> Findable:
    named = [credit.person.name for credit in each.credits]
    return Findable(
        kind="initiative",
        page=routes.initiative(each),
        title=each.title,
        names=(each.unit.name, *named),
        about=words.byline(each),
        text=_lines(each.summary, *(credit.person.job for credit in each.credits), *_told(each), *_awards(each.awards)),
        made_from=f"data/initiatives/{each.id}.yml",
    )


def _told(each: PublishedInitiative) -> Iterator[str | None]:
    """What only an initiative disclosed in full says."""
    told = each.disclosed
    if told is None:
        return
    yield from (told.problem, told.solution, told.novelty, told.applicability)
    yield from (told.effects.economic, told.effects.social)
    if told.benefit:
        yield told.benefit.calculation
    yield from (photo.caption for photo in told.photos)
    if told.recognition:
        yield ", ".join(filter(None, (told.recognition.body, told.recognition.decision)))
    yield words.shelves(each)
    yield told.portal_code


def _person(each: HonouredPerson, written: Sequence[str]) -> Findable:
    about = f"{each.job} · {each.unit.label}"
    return Findable(
        kind="person",
        page=routes.person(each),
        title=each.name,
        names=(each.unit.name,),
        about=about,
        text=_lines(each.quote, each.story, *written, *_awards(each.awards), about),
        made_from=f"data/people/{each.id}.yml",
    )


def _unit(standing: Standing) -> Findable:
    if standing.unit is None:
        raise ValueError("the campaign's own standing is no unit's")
    progress = standing.progress
    if not isinstance(progress, Measured):
        said = progress.reason
    elif standing.aim is None:
        said = f"{integer(progress.counted)} sáng kiến"
    else:
        said = f"{integer(progress.counted)}/{integer(standing.aim.target)} sáng kiến, {words.share(standing)}"
    return _of_unit(standing.unit, said)


def _absent_unit(unit: Unit, report: Report) -> Findable:
    ended = unit.valid_to and unit.valid_to < report.today
    said = f"Đã sáp nhập, hoạt động đến {day(unit.valid_to)}" if ended and unit.valid_to else "Chưa bắt đầu tham gia"
    return _of_unit(unit, said)


def _of_unit(unit: Unit, said: str) -> Findable:
    return Findable(
        kind="unit",
        page=routes.unit(unit),
        title=unit.name,
        names=tuple(filter(None, (unit.short_name, *unit.aliases))),
        about=f"{words.KIND[unit.kind]} · {said}",
        made_from="data/units.csv, data/progress.csv",
    )


def _sections(publication: Publication) -> Iterator[Findable]:
    """The pages that every campaign has; their titles are those of the pages themselves."""
    charter, units = publication.charter, publication.tally.units
    teams = [
        ", ".join(filter(None, (units[each.unit].name, each.name, each.contact, each.channel, each.hours)))
        for each in publication.support_teams
    ]
    fields, sectors = [each.name for each in charter.fields], [each.name for each in charter.sectors]
    milestones = [each.title for each in charter.milestones]
    found: Mapping[Page, tuple[str, Sequence[str]]] = {
        routes.HOME: (charter.short_name, (charter.name, charter.organiser.name, *milestones)),
        routes.PROGRESS: ("Tiến độ các đơn vị", ("Bảng chỉ tiêu, số thực hiện và tỷ lệ của từng đơn vị.",)),
        routes.INITIATIVES: ("Kho sáng kiến", ("Mọi sáng kiến đã đăng, chọn theo đơn vị, lĩnh vực, ngành nghề, năm.",)),
        routes.ENTERPRISE: (
            "Sáng kiến của công nhân doanh nghiệp",
            ("Cách làm của công nhân trong các doanh nghiệp.",),
        ),
        routes.FIELDS: ("Lĩnh vực giải pháp", ("Sáng kiến xếp theo lĩnh vực giải pháp.", *fields)),
        **{
            routes.field(each): (each.name, (each.description or "Sáng kiến trong lĩnh vực này.",))
            for each in charter.fields
        },
        routes.SECTORS: ("Khu vực, ngành nghề", ("Sáng kiến xếp theo ngành nghề.", *sectors)),
        **{routes.sector(each): (each.name, ("Sáng kiến trong ngành nghề này.",)) for each in charter.sectors},
        routes.PEOPLE: ("Gương sáng", ("Những người nghĩ ra cách làm tốt hơn cho công việc của mình.",)),
        routes.SUPPORT: ("Tổ hỗ trợ sáng kiến", ("Ai cùng bạn viết và gửi sáng kiến, liên hệ ở đâu.", *teams)),
        routes.BULLETINS: ("Bản tin", ("Mỗi tháng, mỗi quý có gì mới.",)),
        routes.EMBEDS: ("Nhúng vào trang của đơn vị", ("Khung nhỏ để đặt lên trang web của đơn vị.",)),
        routes.DATA: ("Số liệu mở và cách tính", ("Tải số liệu; cách tính từng con số trên trang.",)),
    }
    for page, (title, said) in found.items():
        yield Findable(
            kind="page",
            page=page,
            title=title,
            about=said[0],
            text=_lines(*said),
            made_from="data/campaign.yml",
        )


def _bulletin(each: Bulletin) -> Findable:
    """Found by its name and its news; the stories, people and units that it tells of are found on their own pages."""
    said = telling.headline(each)
    return Findable(
        kind="page",
        page=routes.bulletin(each.period),
        title=words.bulletin_title(each),
        about=said,
        text=said,
        made_from="data/",
    )


def _authored(each: AuthoredPage) -> Findable:
    return Findable(
        kind="page",
        page=routes.authored(each),
        title=each.front.title,
        about=each.front.description,
        text=_lines(each.front.description, markdown.plain(each.body)),
        made_from=each.path,
    )


def _awards(awards: Sequence[Award]) -> Iterator[str]:
    for award in awards:
        yield ", ".join(filter(None, (award.title, award.body, award.decision)))


def _lines(*told: str | None) -> str:
    """What was told, a paragraph a line, without the marks of lists."""
    lines = (line.strip().removeprefix("- ") for each in told if each for line in each.splitlines())
    return "\n".join(line for line in lines if line)
