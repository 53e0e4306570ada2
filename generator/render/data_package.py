"""datapackage.json: the CSV files described for programs, as Frictionless Data Package asks."""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256

from generator import routes
from generator.progress import Report
from generator.render import datasets, words
from generator.render.datasets import NO, TABLES, YES, Column, Table

_TYPED: Mapping[str, dict[str, object]] = {"boolean": {"trueValues": [YES], "falseValues": [NO]}}


def data_package(report: Report, files: Mapping[Table, bytes], keyless: Collection[Table]) -> str:
    """The text of datapackage.json; in `keyless` tables a row has no key, because it is a total.

    It is dated by the campaign's own day, never by the clock. *Source*: Data Package 2.0, datapackage.org/standard.
    """
    charter = report.publication.charter
    licence, organiser = charter.licence, charter.organiser
    told = (f"{charter.name}.", f"{words.dated(report).capitalize()}.", charter.illustrative)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": charter.id,
        "title": f"Số liệu mở: {charter.short_name}",
        "description": " ".join(each for each in told if each),
        "homepage": routes.absolute(charter.site_url, routes.DATA),
        "version": report.as_of.isoformat(),
        "created": f"{report.today.isoformat()}T00:00:00+07:00",
        "keywords": ["sáng kiến", "công đoàn", "thi đua"],
        "licenses": [{"path": licence.url, "title": licence.name}] if licence else None,
        "contributors": [
            {"title": organiser.name, "roles": ["publisher"], **({"path": organiser.url} if organiser.url else {})}
        ],
        "sources": [
            {"title": f"Báo cáo của các đơn vị, do {organiser.name} tổng hợp"},
            *({"title": each.source} for each in charter.declared),
        ],
        "resources": [_resource(table, content, keyed=table not in keyless) for table, content in files.items()],
    }
    known = {name: value for name, value in package.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, content: bytes, *, keyed: bool) -> dict[str, object]:
    name = {each.name: each for each in TABLES}
    return {
        "name": table.name,
        "type": "table",
        "path": table.path.removeprefix(routes.DATA.folder),
        "title": table.title,
        "description": table.about,
        "format": "csv",
        "mediatype": datasets.CSV,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(each, is_key=keyed and (each.name,) == table.key) for each in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if keyed else {}),
            "foreignKeys": [
                {
                    "fields": [each.name],
                    "reference": {
                        "resource": "" if each.refers == table.name else each.refers,
                        "fields": list(name[each.refers].key),
                    },
                }
                for each in table.columns
                if each.refers
            ],
        },
    }


def _field(column: Column, *, is_key: bool) -> dict[str, object]:
    """A field of the Table Schema."""
    constraints: dict[str, object] = {}
    if column.required or is_key:
        constraints["required"] = True
    if is_key:
        constraints["unique"] = True
    if column.kind in ("integer", "number"):
        constraints["minimum"] = 0
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.about,
        **_TYPED.get(column.kind, {}),
        **({"constraints": constraints} if constraints else {}),
    }
