"""Records are frozen, deaf to unknown fields, and describe themselves to editors."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from generator.model import (
    CSV_RECORDS,
    YAML_RECORDS,
    AuthoredPage,
    Consent,
    PageFront,
    Person,
    Record,
    Snapshot,
    Unit,
    schema_of,
)
from generator.problems import Location
from generator.written import Style, Written

RECORDS: Mapping[str, type[Record]] = {**YAML_RECORDS, **CSV_RECORDS, "page": PageFront}


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    """The record classes inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts(field.annotation)
    for argument in get_args(annotation):
        yield from parts(argument)


def schemas(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An object schema and every one it defines."""
    yield schema
    yield from schema.get("$defs", {}).values()


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_part_of_a_record_is_frozen_and_refuses_unknown_fields(record: type[Record]) -> None:
    for part in parts(record):
        assert part.model_config.get("frozen") is True, part
        assert part.model_config.get("extra") == "forbid", part


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_field_is_described_in_a_valid_schema(record: type[Record]) -> None:
    schema = schema_of(record)
    Draft202012Validator.check_schema(schema)
    for each in schemas(schema):
        for name, field in each["properties"].items():
            assert field.get("description"), f"{each['title']}.{name}"


def test_a_schema_takes_both_forms_of_a_date_and_refuses_another() -> None:
    day = schema_of(Snapshot)["properties"]["date"]
    validator = Draft202012Validator(day)
    assert [validator.is_valid(text) for text in ("2022-11-18", "18/11/2022", "18-11-2022")] == [True, True, False]


def test_a_record_cannot_be_changed() -> None:
    snapshot = Snapshot(date=date(2022, 1, 1), unit="bac", submitted=3)
    with pytest.raises(ValidationError, match="frozen"):
        snapshot.submitted = 4  # type: ignore[misc]


def test_a_record_knows_where_it_was_read_and_none_shares_that() -> None:
    one, other = (Snapshot(date=date(2022, 1, 1), unit="bac", submitted=3) for _ in range(2))
    one.read_at(Location("data/progress.csv", 2))
    assert one.origin == Location("data/progress.csv", 2)
    assert other.origin != one.origin


@pytest.mark.parametrize(
    ("note", "corrects"),
    [("Đính chính: đếm trùng", True), ("đính chính", True), ("Có đính chính kỳ sau", False), (None, False)],
)
def test_a_correction_says_so_at_the_start_of_its_note(note: str | None, *, corrects: bool) -> None:
    snapshot = Snapshot(date=date(2022, 1, 1), unit="bac", submitted=3, note=note)
    assert snapshot.is_correction is corrects


def test_a_unit_is_labelled_by_its_short_name_where_there_is_one() -> None:
    assert Unit(id="bac", name="Công đoàn huyện Bắc", kind="district").label == "Công đoàn huyện Bắc"
    assert Unit(id="bac", name="Công đoàn huyện Bắc", short_name="Bắc", kind="district").label == "Bắc"


def test_a_page_knows_its_file() -> None:
    front = PageFront(title="Giới thiệu", description="Phong trào là gì.")
    assert AuthoredPage(name="gioi-thieu", front=front, body="", body_line=5).path == "content/gioi-thieu.md"


def test_a_person_has_agreed_to_nothing_by_default() -> None:
    person = Person(id="an", name="Nguyễn Văn An", unit="bac", job="Thợ điện")
    assert not any(isinstance(given, Consent) for _scope, given in person.consent)
    assert person.withdrawn == ()


def test_values_are_read_where_they_stand() -> None:
    at = Location("data/progress.csv", 2, 1)
    row = {
        "date": Written("18/11/2022", Style.CELL, at),
        "unit": Written("bac", Style.CELL, at),
        "submitted": Written("1.647", Style.CELL, at),
    }
    assert Snapshot.model_validate(row) == Snapshot(date=date(2022, 11, 18), unit="bac", submitted=1647)
