"""JSON Schemas of the data files, for editors with completion: what a record may hold, from the model."""

import json
from pathlib import Path

from generator.model import CSV_RECORDS, YAML_RECORDS, PageFront, schema_of
from generator.problems import Failure


def schemas() -> dict[str, str]:
    """File name to text, for every kind of record."""
    records = {**YAML_RECORDS, **{name.removesuffix(".csv"): record for name, record in CSV_RECORDS.items()}}
    records["page"] = PageFront
    return {
        f"{name}.schema.json": json.dumps(schema_of(record), ensure_ascii=False, indent=2) + "\n"
        for name, record in records.items()
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into `folder`; the files written. Raises Failure when the folder cannot be written."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schemas().items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            written.append(folder / name)
    except OSError as error:
        raise Failure(f"Không ghi được vào {folder} ({error.strerror}).") from error
    return written
