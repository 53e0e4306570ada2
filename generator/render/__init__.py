"""Report to outputs: one module an output kind, which import what is below them and never one another."""

from collections.abc import Iterator

from generator.progress import Report
from generator.render.outputs import Output


def render(report: Report) -> Iterator[Output]:
    """Every file of the docs tree."""
    from generator.render import hosting  # noqa: PLC0415 - `check` need not wait for it

    listed = []
    for output in _outputs(report):
        if output.listed:
            listed.append(output.listed)
        yield output
    yield from hosting.maps(report.publication.charter, listed)


def _outputs(report: Report) -> Iterator[Output]:
    """Every file but the map of the site, which lists them."""
    from generator.render import (  # noqa: PLC0415 - `check` need not wait for them
        api,
        catalogue,
        charts,
        embeds,
        feeds,
        hosting,
        pages,
        photos,
        search,
        share,
        style,
        tables,
    )
    from generator.render.items import Items  # noqa: PLC0415 - as above
    from generator.render.packs import Packs  # noqa: PLC0415 - as above

    publication, items = report.publication, Items(report)
    shared = Packs(items)
    yield from style.stylesheet(publication.charter.brand)
    yield from pages.pages(report, charts.charts(report, items.bulletins), items, shared)
    yield from catalogue.catalogue(publication)
    yield from tables.tables(report)
    yield from api.api(items)
    yield from search.search(items)
    yield from share.share(items, shared)
    yield from embeds.embeds(items)
    yield from feeds.feeds(items)
    yield from hosting.hosting(publication.charter, is_preview=publication.is_preview)
    yield from photos.photos(publication)


__all__ = ["Output", "render"]
