"""Report to outputs: one module an output kind, which import what is below them and never one another."""

from collections.abc import Iterator

from generator.progress import Report
from generator.render.outputs import Output


def render(report: Report) -> Iterator[Output]:
    """Every file of the docs tree."""
    from generator.render import (  # noqa: PLC0415 - `check` need not wait for them
        catalogue,
        charts,
        hosting,
        pages,
        photos,
        search,
        style,
        tables,
    )

    publication = report.publication
    yield from style.stylesheet(publication.charter.brand)
    yield from pages.pages(report, charts.charts(report))
    yield from catalogue.catalogue(publication)
    yield from tables.tables(report)
    yield from search.search(report)
    yield from hosting.hosting(publication.charter)
    yield from photos.photos(publication)


__all__ = ["Output", "render"]
