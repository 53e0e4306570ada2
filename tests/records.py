"""Records built in memory, for tests of what comes after reading: the gate, the arithmetic, the tables.

Every function names a record's least fields and takes the others by name; a record that a test is about
says only what the test is about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import editorial, progress
from generator.editorial import Publication
from generator.model import Campaign, Charter, Initiative, Person, Picture, Snapshot, Unit
from generator.progress import Aim, Measured, Report, Standing

START, END = date(2022, 1, 1), date(2022, 12, 31)
TODAY = date(2022, 7, 15)


def charter(**fields: Any) -> Charter:  # noqa: ANN401 - the record's own fields
    least: Mapping[str, Any] = {
        "id": "mau",
        "name": "Phong trào mẫu",
        "short_name": "Mẫu",
        "organiser": {"name": "Công đoàn Mẫu"},
        "period": {"start": START, "end": END},
        "target": 300,
        "counting": "submitted",
        "fields": [{"id": "ky-thuat", "name": "Kỹ thuật"}, {"id": "quan-ly", "name": "Quản lý"}],
        "sectors": [{"id": "dien", "name": "Điện", "enterprise": True}, {"id": "may", "name": "May"}],
        "site_url": "https://mau.example.org/",
    }
    return Charter.model_validate({**least, **fields})


def unit(identifier: str, parent: str | None = None, **fields: Any) -> Unit:  # noqa: ANN401 - as above
    kind = fields.pop("kind", "district")
    return Unit.model_validate(
        {"id": identifier, "name": f"Công đoàn {identifier}", "kind": kind, "parent": parent} | fields
    )


def snapshot(on: date, of: str, submitted: int, valid: int | None = None, note: str | None = None) -> Snapshot:
    return Snapshot(date=on, unit=of, submitted=submitted, valid=valid, note=note)


def initiative(identifier: str, **fields: Any) -> Initiative:  # noqa: ANN401 - as above
    least: Mapping[str, Any] = {
        "id": identifier,
        "title": f"Sáng kiến {identifier}",
        "summary": "Một câu.",
        "authors": [{"person": "binh"}],
        "unit": "bac",
        "field": "ky-thuat",
        "sector": "dien",
        "applied_from": START,
        "problem": "Vướng.",
        "solution": "Gỡ.",
        "status": "approved",
        "approved_by": "Ban Tuyên giáo",
        "publish_on": START,
    }
    return Initiative.model_validate({**least, **fields})


def person(identifier: str, **fields: Any) -> Person:  # noqa: ANN401 - as above
    least: Mapping[str, Any] = {
        "id": identifier,
        "name": "Lê Văn Bình",
        "unit": "bac",
        "job": "Thợ điện",
        "portrait": {"file": "chan-dung.jpg", "alt": "Chân dung"},
        "quote": "Tắt đèn là việc nhỏ.",
        "story": "Câu chuyện.",
    }
    return Person.model_validate({**least, **fields})


def picture(name: str = "chan-dung.jpg", width_px: int = 800, height_px: int = 600) -> Picture:
    return Picture(name=name, path=Path(name), width_px=width_px, height_px=height_px, digest=name.encode().hex())


def campaign(**parts: Any) -> Campaign:  # noqa: ANN401 - as above
    """A campaign with two units below one; `parts` replace what it has."""
    least: Mapping[str, Any] = {
        "charter": charter(),
        "units": (unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100)),
        "snapshots": (),
        "initiatives": (),
        "people": (),
        "support_teams": (),
        "posts": (),
        "register": (),
        "pictures": {"chan-dung.jpg": picture()},
        "pages": (),
    }
    return Campaign(**{**least, **parts})


def published(today: date = TODAY, **parts: Any) -> Publication:  # noqa: ANN401 - as above
    return editorial.publish(campaign(**parts), today)


@dataclass(frozen=True)
class Figures:
    """A report with its standings by unit."""

    report: Report

    def of(self, identifier: str) -> Standing:
        """The standing of one unit."""
        return next(each for each in self.report.standings if each.unit and each.unit.id == identifier)

    def aim(self, identifier: str | None = None) -> Aim:
        """The aim of one unit, or of the campaign, which there must be."""
        found = self._standing(identifier).aim
        assert found is not None
        return found

    def measured(self, identifier: str | None = None) -> Measured:
        """What one unit, or the campaign, reported, which there must be."""
        found = self._standing(identifier).progress
        assert isinstance(found, Measured)
        return found

    def _standing(self, identifier: str | None) -> Standing:
        return self.of(identifier) if identifier else self.report.campaign


def figures(
    units: Iterable[Unit],
    snapshots: Iterable[Snapshot],
    *,
    today: date = TODAY,
    **charter_fields: Any,  # noqa: ANN401 - as above
) -> Figures:
    """The figures of a campaign that has nothing but units and reports."""
    whole = campaign(charter=charter(**charter_fields), units=tuple(units), snapshots=tuple(snapshots))
    return Figures(progress.report(editorial.publish(whole, today)))
