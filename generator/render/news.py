"""What happened lately, and where it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator import routes
from generator.progress import Report
from generator.routes import Page

DAYS = 30
ITEMS = 8
WHOLE_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened, and the page that tells of it."""

    on: date
    label: str
    text: str
    page: Page


def news(report: Report) -> list[News]:
    """The last `DAYS` days, newest first, `ITEMS` at most."""
    since = report.today - timedelta(days=DAYS)
    recent = [each for each in _all(report) if since < each.on <= report.today]
    return sorted(recent, key=lambda each: (-each.on.toordinal(), each.label, each.text))[:ITEMS]


def _all(report: Report) -> Iterator[News]:
    publication = report.publication
    for each in publication.initiatives:
        yield News(on=each.published_on, label="Sáng kiến mới", text=each.title, page=routes.initiative(each))
    for crossing in report.crossings:
        said = "cán đích chỉ tiêu" if crossing.percent == WHOLE_PERCENT else "đã đi được nửa chặng đường"
        text = f"{crossing.unit.name} {said}"
        yield News(on=crossing.on, label="Tiến độ", text=text, page=routes.unit(crossing.unit))
    for person in publication.people:
        for award in person.awards:
            if award.date:
                text = f"{person.name}: {award.title}"
                yield News(on=award.date, label="Khen thưởng", text=text, page=routes.person(person))
    for milestone in publication.charter.milestones:
        yield News(on=milestone.at, label="Dấu mốc", text=milestone.title, page=routes.milestone(milestone))
