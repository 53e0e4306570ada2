"""The catalogue's facets count what they say, and its lines hold what a card shows and no more."""

import json
from typing import Any

from made import made_by
from records import START, charter, initiative, person, published, unit

from generator import progress
from generator.editorial import Publication
from generator.model import SCOPES
from generator.render import catalogue, facets

AGREED = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}


def worth(vnd: int, status: str = "declared") -> dict[str, Any]:
    by = {"verified_by": "Hội đồng"} if status == "verified" else {}
    return {"vnd_per_year": vnd, "calculation": "Phép tính.", "status": status} | by


def counts(publication: Publication, name: str) -> dict[str, int]:
    (facet,) = [each for each in facets.facets(publication) if each.name == name]
    return {choice.value: choice.count for choice in facet.choices}


def lines(publication: Publication) -> dict[str, Any]:
    (output,) = made_by(catalogue.catalogue, progress.report(publication), publication)
    assert output.path == "sang-kien/danh-muc.json"
    read: dict[str, Any] = json.loads(str(output.content))
    return read


def rows(publication: Publication) -> list[dict[str, Any]]:
    read = lines(publication)
    return [dict(zip(read["columns"], row, strict=True)) for row in read["rows"]]


def test_facets_count_and_leave_out_what_nobody_has() -> None:
    shown = published(
        initiatives=(
            initiative("mot", field="ky-thuat", sector="dien", unit="bac", benefit=worth(49_999_999)),
            initiative("hai", field="ky-thuat", sector="may", unit="nam", benefit=worth(50_000_000, "verified")),
            initiative("ba", field="ky-thuat", sector="dien", unit="bac", benefit=worth(1_000_000_000)),
            initiative("bon", field="ky-thuat", sector="dien", unit="bac"),
            initiative("nam", field="ky-thuat", sector="dien", unit="bac", disclosure="title-only", benefit=worth(5)),
        )
    )
    assert [facet.name for facet in facets.facets(shown)] == ["field", "sector", "unit", "year", "benefit"]
    assert counts(shown, "field") == {"ky-thuat": 4}, "but for the one that is closed"
    assert counts(shown, "sector") == {"doanh_nghiep": 3, "dien": 3, "may": 1}
    assert counts(shown, "unit") == {"bac": 4, "nam": 1}
    assert counts(shown, "year") == {"2022": 5}
    assert counts(shown, "benefit") == {
        "duoi_50_trieu": 1, "50_trieu": 1, "1_ty": 1, "khong_quy_ra_tien": 1, "da_xac_minh": 1,
    }  # fmt: skip


def test_bands_of_benefit_say_their_limits() -> None:
    shown = published(
        initiatives=[initiative(f"s{vnd}", benefit=worth(vnd)) for vnd in (1, 60_000_000, 300_000_000, 10**9)]
    )
    (facet,) = [each for each in facets.facets(shown) if each.name == "benefit"]
    assert [choice.label for choice in facet.choices] == [
        "Dưới 50 triệu đồng",
        "50 triệu đồng đến dưới 200 triệu đồng",
        "200 triệu đồng đến dưới 1 tỷ đồng",
        "Từ 1 tỷ đồng",
    ]


def test_a_line_holds_what_a_card_shows() -> None:
    shown = published(
        initiatives=(initiative("den", benefit=worth(120_000_000, "verified")),),
        people=(person("binh", consent=AGREED),),
    )
    assert rows(shown) == [
        {
            "id": "den", "title": "Sáng kiến den", "by": "Lê Văn Bình · Công đoàn bac", "unit": 0, "field": 0, "sector": 0,
            "published": "2022-01-01", "featured": 0, "told": 1, "vnd": 120_000_000, "benefit": "120 triệu đồng",
            "verified": 1, "photo": "",
        }
    ]  # fmt: skip


def test_who_did_not_agree_and_what_is_kept_secret_are_in_no_line() -> None:
    shown = published(
        initiatives=(
            initiative("mot"),
            initiative("hai", disclosure="title-only", benefit=worth(987_654_321), effects={"social": "Đỡ mệt."}),
        ),
        people=(person("binh"),),
    )
    (output,) = made_by(catalogue.catalogue, progress.report(shown), shown)
    assert "Bình" not in str(output.content)
    assert "987" not in str(output.content)
    assert [(row["by"], row["told"], row["vnd"]) for row in rows(shown)] == [
        ("Tập thể tác giả thuộc Công đoàn bac", 0, None),
        ("Tập thể tác giả thuộc Công đoàn bac", 1, None),
    ]


def test_the_lines_stay_small() -> None:
    """A line of a long title costs a few hundred bytes: the whole of a province fits a phone's patience."""
    import zlib  # noqa: PLC0415 - for this test only

    shown = published(
        initiatives=[initiative(f"s-{number}", title=f"Cải tiến số {number} " * 4) for number in range(500)]
    )
    (output,) = made_by(catalogue.catalogue, progress.report(shown), shown)
    assert len(zlib.compress(str(output.content).encode())) < 500 * 60


def test_a_unit_is_chosen_with_all_below_it_and_found_by_any_of_its_names() -> None:
    units = (
        unit("tinh", kind="province"),
        unit("bac", "tinh", name="Liên đoàn Lao động huyện Bắc", short_name="Bắc"),
        unit("to", "bac", kind="grassroots"),
    )
    shown = published(units=units, initiatives=(initiative("mot", unit="to"), initiative("hai", unit="bac")))
    assert counts(shown, "unit") == {"bac": 2, "to": 1}, "the highest unit chooses nothing"
    told = lines(shown)["units"]
    assert [(each[0], each[3]) for each in told] == [("bac", 1), ("tinh", -1), ("to", 0)]
    assert told[0][2] == "lien doan lao dong huyen bac ldld"


def test_no_sector_can_be_taken_for_all_of_production() -> None:
    sectors = [{"id": "doanh-nghiep", "name": "Doanh nghiệp", "enterprise": True}, {"id": "may", "name": "May"}]
    shown = published(charter=charter(sectors=sectors), initiatives=(initiative("mot", sector="doanh-nghiep"),))
    assert counts(shown, "sector") == {"doanh_nghiep": 1, "doanh-nghiep": 1}


def test_a_thousand_grassroots_unions_stand_under_those_above_them() -> None:
    units = (
        unit("tinh", kind="province"),
        unit("bac", "tinh"),
        *(unit(f"to-{n}", "bac", kind="grassroots") for n in range(90)),
    )
    shown = published(units=units, initiatives=[initiative(f"s-{n}", unit=f"to-{n}") for n in range(90)])
    assert counts(shown, "unit") == {"bac": 90}
