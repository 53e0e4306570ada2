"""datapackage.json describes the CSV files so that another's program, Frictionless, finds them as described."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
from made import made_by
from records import START, TODAY, campaign, charter, initiative, person, snapshot, unit

from generator import editorial, progress
from generator.model import SCOPES, Unit
from generator.render.datasets import TABLES
from generator.render.tables import tables

AGREED = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}
UNITS = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=200, illustrative=True),
    unit("nam", "tinh", target=100, name="=Nam, “Đông”"),
    unit("im", "tinh"),
    unit("cu", "tinh", target=10, valid_to=date(2022, 6, 1), successor="nam"),
)
ROWS = (
    snapshot(date(2022, 5, 31), "bac", 50),
    snapshot(date(2022, 5, 31), "cu", 5),
    snapshot(date(2022, 6, 30), "bac", 60, 40, "Đính chính: trùng 2; “ngoặc”, 1.647"),
    snapshot(date(2022, 6, 30), "nam", 151, 20),
)


def written(folder: Path, units: tuple[Unit, ...] = UNITS, **fields: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the charter's own
    """Write the tables below `folder`; what datapackage.json says."""
    whole = campaign(
        charter=charter(target=300, **fields),
        units=units,
        snapshots=ROWS,
        initiatives=(initiative("den", featured=True), initiative("quat", disclosure="title-only")),
        people=(person("binh", consent=AGREED),),
    )
    report = progress.report(editorial.publish(whole, TODAY))
    for each in made_by(tables, report, report):
        assert not callable(each.content)
        target = folder / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(each.content.encode() if isinstance(each.content, str) else each.content)
    said: Mapping[str, Any] = json.loads((folder / "du-lieu" / "datapackage.json").read_text("utf-8"))
    return said


def errors(folder: Path) -> list[str]:
    """What Frictionless finds wrong."""
    found = frictionless.validate(str(folder / "du-lieu" / "datapackage.json"))
    return [error for (error,) in found.flatten(["type"])]


@pytest.mark.parametrize("units", [UNITS, tuple(each.model_copy(update={"parent": None}) for each in UNITS)])
def test_frictionless_finds_the_tables_as_they_are_described(tmp_path: Path, units: tuple[Unit, ...]) -> None:
    """Also where there are several roots, and with them a row that is no unit's but the total."""
    said = written(tmp_path, units)
    assert errors(tmp_path) == []
    keys = {each["name"]: each["schema"].get("primaryKey") for each in said["resources"]}
    assert keys["tien-do"] == (["Mã đơn vị"] if units is UNITS else None)
    assert keys["lich-su"] == ["Ngày", "Mã đơn vị"]


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("tien-do.csv", ",200,60,", ",200,1.6.4,", "type-error"),
        ("tien-do.csv", "\r\nbac,", "\r\ntinh,", "unique-error"),
        ("lich-su.csv", "2022-05-31,bac,", "2022-05-31,la,", "foreign-key"),
        ("sang-kien.csv", ",2022-01-01,", ",01/01/2022,", "type-error"),
        ("don-vi.csv", ",không\r\n", ",chắc\r\n", "type-error"),
        ("don-vi.csv", "Mã đơn vị,", "Mã,", "incorrect-label"),
    ],
)
def test_a_table_that_is_otherwise_is_noticed(tmp_path: Path, file: str, old: str, new: str, error: str) -> None:
    written(tmp_path)
    table = tmp_path / "du-lieu" / file
    text = table.read_bytes().decode()
    assert old in text
    table.write_bytes(text.replace(old, new, 1).encode())
    assert {error, "hash-count"} <= set(errors(tmp_path))


def test_every_column_is_explained_and_stands_where_it_is_said_to(tmp_path: Path) -> None:
    said = written(tmp_path)
    for table, resource in zip(TABLES, said["resources"], strict=True):
        head = (tmp_path / "du-lieu" / resource["path"]).read_text("utf-8-sig").splitlines()[0]
        assert head.split(",") == table.heads == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_package_is_dated_by_the_data_and_names_a_licence_only_when_there_is_one(tmp_path: Path) -> None:
    said = written(tmp_path)
    assert (said["created"], said["version"]) == ("2022-07-15T00:00:00+07:00", "2022-06-30")
    assert "licenses" not in said
    licensed = written(tmp_path, licence={"name": "CC BY 4.0", "url": "https://giay-phep.example.org/"})
    assert licensed["licenses"] == [{"path": "https://giay-phep.example.org/", "title": "CC BY 4.0"}]
    assert errors(tmp_path) == []


def test_tables_name_nobody_also_who_agreed(tmp_path: Path) -> None:
    written(tmp_path)
    for file in (tmp_path / "du-lieu").iterdir():
        assert file.suffix == ".xlsx" or "Bình" not in file.read_text("utf-8"), file.name
