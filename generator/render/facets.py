"""What a list can be chosen by, and the facets of initiatives.

A value is what the address says; those that are no record's id hold an underscore, which no id can.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.editorial import Publication, PublishedInitiative, PublishedPhoto
from generator.model import Unit
from generator.vietnamese import money, sort_key

ENTERPRISE = "doanh_nghiep"
"""Every sector of production and business."""
SOCIAL = "khong_quy_ra_tien"
"""Disclosed in full, and worth something else than money."""
VERIFIED = "da_xac_minh"
"""Of a value that someone verified."""

# Values of one year in đồng, each band up to the next; chosen so that a campaign's stories spread over them.
BENEFITS = (("duoi_50_trieu", 0), ("50_trieu", 50_000_000), ("200_trieu", 200_000_000), ("1_ty", 1_000_000_000))

UNITS_MOST = 80
"""Units that a reader may be asked to choose from; beyond, grassroots unions stand under the one above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet, as the address says it and as the reader sees it, and how many of the list have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What a list can be chosen by; `name` is that of the query parameter."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def facets(publication: Publication) -> tuple[Facet, ...]:
    """The facets of initiatives in the order of the form; a choice that no initiative has is left out."""
    listed, charter = publication.initiatives, publication.charter
    units = chosen_units(publication)
    sectors = [(ENTERPRISE, "Mọi ngành của doanh nghiệp"), *((each.id, each.name) for each in charter.sectors)]
    years = sorted({_year(each) for each in listed}, reverse=True)
    found = (
        (
            "field",
            "Lĩnh vực",
            [(each.id, each.name) for each in charter.fields],
            lambda each: (each.field.id,) if each.field else (),
        ),
        ("sector", "Ngành nghề", sectors, _sectors),
        ("unit", "Đơn vị", [(unit.id, unit.label) for unit in units], lambda each: line(publication, each.unit)),
        ("year", "Năm đăng", [(year, year) for year in years], lambda each: (_year(each),)),
        ("benefit", "Làm lợi", [*_benefit_labels()], _benefits),
    )
    return tuple(
        Facet(name=name, label=label, choices=tuple(_choices(listed, values, of))) for name, label, values, of in found
    )


def chosen_units(publication: Publication) -> list[Unit]:
    """The units that have told of initiatives, and those above them but the highest, in the order of their labels."""
    units = publication.tally.units
    found = {id_ for each in publication.initiatives for id_ in line(publication, each.unit)}
    chosen = [units[id_] for id_ in found if units[id_].parent or len(found) == 1]
    if len(chosen) > UNITS_MOST:
        chosen = [unit for unit in chosen if unit.kind != "grassroots"]
    return sorted(chosen, key=lambda unit: (sort_key(unit.label), unit.id))


def line(publication: Publication, unit: Unit) -> tuple[str, ...]:
    """The ids of `unit` and of those above it, lowest first."""
    above, found = unit, [unit.id]
    while above.parent:
        above = publication.tally.units[above.parent]
        found.append(above.id)
    return tuple(found)


def cover(initiatives: Iterable[PublishedInitiative]) -> PublishedPhoto | None:
    """The first picture there is, one of what came out rather than of what was before."""
    for each in initiatives:
        photos = each.disclosed.photos if each.disclosed else ()
        for photo in sorted(photos, key=lambda one: one.kind != "after"):
            return photo
    return None


def vnd_per_year(each: PublishedInitiative) -> int | None:
    """The estimated value of one year, in đồng; None when there is none, or it may not be told."""
    return each.disclosed.benefit.vnd_per_year if each.disclosed and each.disclosed.benefit else None


def is_verified(each: PublishedInitiative) -> bool:
    """Whether someone verified the value."""
    return bool(each.disclosed and each.disclosed.benefit and each.disclosed.benefit.status == "verified")


def _choices(
    listed: Sequence[PublishedInitiative],
    values: Sequence[tuple[str, str]],
    of: Callable[[PublishedInitiative], tuple[str, ...]],
) -> Iterator[Choice]:
    counts = Counter(value for each in listed for value in of(each))
    for value, label in values:
        if value in counts:
            yield Choice(value=value, label=label, count=counts[value])


def _sectors(each: PublishedInitiative) -> tuple[str, ...]:
    if each.sector is None:
        return ()
    return (each.sector.id, ENTERPRISE) if each.sector.enterprise else (each.sector.id,)


def _year(each: PublishedInitiative) -> str:
    return str(each.published_on.year)


def _benefits(each: PublishedInitiative) -> tuple[str, ...]:
    vnd = vnd_per_year(each)
    if vnd is None:
        return (SOCIAL,) if each.disclosed else ()  # of the others nothing is known
    band = next(value for value, least in reversed(BENEFITS) if vnd >= least)
    return (band, VERIFIED) if is_verified(each) else (band,)


def _benefit_labels() -> Iterator[tuple[str, str]]:
    for (value, least), (_next, most) in zip(BENEFITS, (*BENEFITS[1:], ("", 0)), strict=True):
        if not least:
            yield value, f"Dưới {money(most)}"
        else:
            yield value, f"{money(least)} đến dưới {money(most)}" if most else f"Từ {money(least)}"
    yield SOCIAL, "Hiệu quả không quy ra tiền"
    yield VERIFIED, "Giá trị đã xác minh"
