"""Report to outputs: one module an output kind, none importing another but the shared vocabulary."""

from collections.abc import Iterator

from generator.progress import Report
from generator.render import charts, pages, photos, style, tables
from generator.render.outputs import Charts, Output


def render(report: Report) -> Iterator[Output]:
    """Every file of the docs tree."""
    publication = report.publication
    drawn = Charts(
        cumulative=charts.cumulative(report),
        by_share=charts.by_share(report),
        by_field=charts.by_field(publication),
        by_sector=charts.by_sector(publication),
        history={
            each.unit.id: chart for each in report.standings if each.unit and (chart := charts.history(each, report))
        },
    )
    yield from style.stylesheet(publication.charter.brand)
    yield from pages.pages(report, drawn)
    yield from tables.tables(report)
    yield from photos.photos(publication)


__all__ = ["Output", "render"]
