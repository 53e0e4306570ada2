"""The catalogue for the filter: facets with their counts, and every initiative in one short line of JSON.

The lines hold what a card shows and what a facet asks, by number where a name repeats: some 60 bytes each when
compressed. The script overrides/assets/catalogue.js reads them; `FORMAT` tells it that it understands them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator import routes
from generator.editorial import Publication, PublishedInitiative, PublishedPhoto
from generator.encodings import AVIF, JPEG
from generator.render.facets import Choice, Facet
from generator.render.outputs import Output
from generator.vietnamese import money, sort_key

FORMAT = 1
ENTERPRISE = "doanh-nghiep"
"""The value of the sector facet that means every sector of production and business."""

# Values of one year in đồng, each band up to the next; chosen so that a campaign's stories spread over them.
_BENEFITS = (("duoi-50-trieu", 0), ("50-trieu", 50_000_000), ("200-trieu", 200_000_000), ("1-ty", 1_000_000_000))
SOCIAL = "khong-quy-ra-tien"
VERIFIED = "da-xac-minh"


def facets(publication: Publication) -> tuple[Facet, ...]:
    """The facets in the order of the form; a choice that no initiative has is left out."""
    listed = publication.initiatives
    units = sorted({each.unit.id: each.unit for each in listed}.values(), key=lambda unit: sort_key(unit.label))
    sectors = [
        (ENTERPRISE, "Mọi ngành của doanh nghiệp"),
        *((each.id, each.name) for each in publication.charter.sectors),
    ]
    years = sorted({_year(each) for each in listed}, reverse=True)
    found = (
        ("field", "Lĩnh vực", [(each.id, each.name) for each in publication.charter.fields], _field),
        ("sector", "Ngành nghề", sectors, _sectors),
        ("unit", "Đơn vị", [(unit.id, unit.label) for unit in units], _unit),
        ("year", "Năm đăng", [(year, year) for year in years], lambda each: (_year(each),)),
        ("benefit", "Làm lợi", [*_benefit_labels()], _benefits),
    )
    return tuple(
        Facet(name=name, label=label, choices=tuple(_choices(listed, values, of))) for name, label, values, of in found
    )


def lines(publication: Publication) -> Iterator[Output]:
    """sang-kien/danh-muc.json: the initiatives in the catalogue's order."""
    charter = publication.charter
    units = sorted({each.unit.id: each.unit.label for each in publication.initiatives}.items())
    number = {id_: position for position, (id_, _label) in enumerate(units)}
    fields = {each.id: position for position, each in enumerate(charter.fields)}
    sectors = {each.id: position for position, each in enumerate(charter.sectors)}
    content = {
        "format": FORMAT,
        "units": units,
        "fields": [(each.id, each.name) for each in charter.fields],
        "sectors": [(each.id, each.name, int(each.enterprise)) for each in charter.sectors],
        "benefits": [value for value, _least in _BENEFITS],
        "least": [least for _value, least in _BENEFITS],
        "endings": {"avif": AVIF.ending, "jpeg": JPEG.ending},
        "columns": (
            "id", "title", "by", "unit", "field", "sector", "published", "featured", "told", "vnd", "benefit", "verified", "photo",
        ),
        "rows": [
            (
                each.id,
                each.title,
                _by(each),
                number[each.unit.id],
                fields[each.field.id],
                sectors[each.sector.id],
                each.published_on.isoformat(),
                int(each.featured),
                int(each.disclosed is not None),
                _vnd(each),
                money(vnd) if (vnd := _vnd(each)) else "",
                int(_is_verified(each)),
                _photo(each),
            )
            for each in publication.initiatives
        ],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    yield Output(path=routes.CATALOGUE_JSON, content=text + "\n", made_from="data/initiatives/")


def _choices(
    listed: Sequence[PublishedInitiative],
    values: Sequence[tuple[str, str]],
    of: Callable[[PublishedInitiative], tuple[str, ...]],
) -> Iterator[Choice]:
    counts: dict[str, int] = {}
    for each in listed:
        for value in of(each):
            counts[value] = counts.get(value, 0) + 1
    for value, label in values:
        if value in counts:
            yield Choice(value=value, label=label, count=counts[value])


def _field(each: PublishedInitiative) -> tuple[str, ...]:
    return (each.field.id,)


def _sectors(each: PublishedInitiative) -> tuple[str, ...]:
    return (each.sector.id, ENTERPRISE) if each.sector.enterprise else (each.sector.id,)


def _unit(each: PublishedInitiative) -> tuple[str, ...]:
    return (each.unit.id,)


def _year(each: PublishedInitiative) -> str:
    return str(each.published_on.year)


def _benefits(each: PublishedInitiative) -> tuple[str, ...]:
    vnd = _vnd(each)
    if vnd is None:
        return (SOCIAL,) if each.disclosed else ()  # of the others nothing is known
    band = next(value for value, least in reversed(_BENEFITS) if vnd >= least)
    return (band, VERIFIED) if _is_verified(each) else (band,)


def _benefit_labels() -> Iterator[tuple[str, str]]:
    for (value, least), (_next, most) in zip(_BENEFITS, (*_BENEFITS[1:], ("", 0)), strict=True):
        if not least:
            yield value, f"Dưới {money(most)}"
        else:
            yield value, f"{money(least)} đến dưới {money(most)}" if most else f"Từ {money(least)}"
    yield SOCIAL, "Hiệu quả không quy ra tiền"
    yield VERIFIED, "Giá trị đã xác minh"


def _vnd(each: PublishedInitiative) -> int | None:
    return each.disclosed.benefit.vnd_per_year if each.disclosed and each.disclosed.benefit else None


def _is_verified(each: PublishedInitiative) -> bool:
    return bool(each.disclosed and each.disclosed.benefit and each.disclosed.benefit.status == "verified")


def _by(each: PublishedInitiative) -> str:
    """The named authors, apart by commas; empty for the collective of the unit."""
    named = ", ".join(credit.person.name for credit in each.credits)
    return f"{named} và tập thể tác giả" if named and each.unnamed else named


def _photo(each: PublishedInitiative) -> str:
    """The smallest size of the card's picture, without what the encodings add to its name; empty without a picture."""
    shown = cover([each])
    return routes.photo_files(shown, JPEG)[-1].path.removesuffix(JPEG.ending) if shown else ""


def cover(initiatives: Iterable[PublishedInitiative]) -> PublishedPhoto | None:
    """The first picture there is, one of what came out rather than of what was before."""
    for each in initiatives:
        photos = each.disclosed.photos if each.disclosed else ()
        for photo in sorted(photos, key=lambda one: one.kind != "after"):
            return photo
    return None
