"""Report to outputs: one module an output kind, which import what is below them and never one another."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generator.editorial import Publication
from generator.progress import Report
from generator.render.outputs import Listed, Output
from generator.render.portions import Ground, Portion

if TYPE_CHECKING:
    from generator.render.search import Made as SearchMade


class Memory:
    """What a process that renders again and again keeps of the last time; what it renders is the same without."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.ground: Ground | None = None
        self.search: SearchMade | None = None


def portions(report: Report, program: str = "", memory: Memory | None = None) -> Iterator[Portion]:
    """Every file of the docs tree but the map of the site; `program` is another text for another version of it."""
    from generator.render import (  # noqa: PLC0415 - `check` need not wait for them
        api,
        catalogue,
        charts,
        embeds,
        feeds,
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
    charter, packs, memory = publication.charter, Packs(items), memory or Memory()
    ground = memory.ground = Ground.of(report, program, memory.ground)
    memory.search = memory.search or search.Made()
    yield ground.portion(style.stylesheet, charter.brand)
    yield from pages.pages(report, charts.Charts(report, items.bulletins), items, packs, ground)
    yield from catalogue.catalogue(publication, ground)
    yield from tables.tables(report, ground)
    yield from api.api(items, ground)
    yield from search.search(items, memory.search, ground)
    yield from share.share(items, packs, ground)
    yield from embeds.embeds(items, ground)
    yield from feeds.feeds(items, packs, ground)
    yield ground.portion(_hosted, publication)
    yield from photos.photos(publication, ground)


def prepare(report: Report, program: str, memory: Memory) -> None:
    """Let `memory` know what it would if everything had been rendered; nothing else comes of it."""
    from generator.render import search  # noqa: PLC0415 - as above
    from generator.render.items import Items  # noqa: PLC0415 - as above

    deque(portions(report, program, memory), maxlen=0)
    ground, made = memory.ground or Ground.of(report, program), memory.search or search.Made()
    for portion in search.search(Items(report), made, ground):
        deque(portion.make(), maxlen=0)


def maps(report: Report, listed: Iterable[Listed]) -> Iterator[Output]:
    """The map of the site, of all pages that are to be listed."""
    from generator.render import hosting  # noqa: PLC0415 - as above

    return hosting.maps(report.publication.charter, [*listed])


def render(report: Report) -> Iterator[Output]:
    """Every file of the docs tree, once."""
    listed, seen = list[Listed](), set[str]()
    for portion in portions(report):
        for output in portion.make():
            if output.path in seen and output.is_named:
                continue
            seen.add(output.path)
            if output.listed:
                listed.append(output.listed)
            yield output
    yield from maps(report, listed)


def _hosted(publication: Publication) -> Iterator[Output]:
    from generator.render import hosting  # noqa: PLC0415 - as above

    return hosting.hosting(publication.charter, is_preview=publication.is_preview)


__all__ = ["Listed", "Memory", "Output", "Portion", "maps", "portions", "prepare", "render"]
