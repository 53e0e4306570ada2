"""The catalogue as the filter reads it: every initiative in one short line of JSON.

The lines hold what a card shows and what a facet asks, by number where a name repeats: some 60 bytes each when
compressed. The script overrides/assets/catalogue.js reads them; `FORMAT` tells it that it understands them.
"""

import json
from collections.abc import Iterator

from generator import routes
from generator.editorial import Publication, PublishedInitiative
from generator.encodings import AVIF, JPEG
from generator.render import words
from generator.render.facets import BENEFITS, ENTERPRISE, SOCIAL, VERIFIED, cover, is_verified, line, vnd_per_year
from generator.render.outputs import Output
from generator.render.portions import Ground, Portion
from generator.vietnamese import money

FORMAT = 2


def catalogue(publication: Publication, ground: Ground) -> Iterator[Portion]:
    """sang-kien/danh-muc.json."""
    yield ground.portion(_catalogue, publication, seen=[publication.initiatives])


def _catalogue(publication: Publication) -> Iterator[Output]:
    """The initiatives in the catalogue's order.

    `units` are id, label, the words of all names, and the number of the unit above (-1 for none).
    """
    charter = publication.charter
    told = sorted({id_ for each in publication.initiatives for id_ in line(publication, each.unit)})
    units = [publication.tally.units[id_] for id_ in told]
    number = {unit.id: position for position, unit in enumerate(units)}
    fields = {each.id: position for position, each in enumerate(charter.fields)}
    sectors = {each.id: position for position, each in enumerate(charter.sectors)}
    content = {
        "format": FORMAT,
        "folder": routes.INITIATIVES.folder,
        "units": [(unit.id, unit.label, words.unit_words(unit), number.get(unit.parent or "", -1)) for unit in units],
        "fields": [(each.id, each.name) for each in charter.fields],
        "sectors": [(each.id, each.name, int(each.enterprise)) for each in charter.sectors],
        "enterprise": ENTERPRISE,
        "benefits": BENEFITS,
        "social": SOCIAL,
        "closed": words.CLOSED,
        "verified": VERIFIED,
        "endings": {"avif": AVIF.ending, "jpeg": JPEG.ending},
        "columns": (
            "id", "title", "by", "unit", "field", "sector", "published", "featured", "told", "vnd", "benefit", "verified", "photo",
        ),
        "rows": [
            (
                each.id,
                each.title,
                words.byline(each),
                number[each.unit.id],
                fields[each.field.id] if each.field else None,
                sectors[each.sector.id] if each.sector else None,
                each.published_on.isoformat(),
                int(each.featured),
                int(each.disclosed is not None),
                (vnd := vnd_per_year(each)),
                money(vnd) if vnd else "",
                int(is_verified(each)),
                _photo(each),
            )
            for each in publication.initiatives
        ],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    yield Output(path=routes.CATALOGUE_JSON, content=text + "\n", made_from="data/initiatives/")


def _photo(each: PublishedInitiative) -> str:
    """The smallest size of the card's picture, without what the encodings add to its name; empty without a picture."""
    shown = cover([each])
    return routes.photo_files(shown, JPEG)[-1].path.removesuffix(JPEG.ending) if shown else ""
