"""A unit's reports one after the other, each with what it added."""

from dataclasses import dataclass
from datetime import date

from generator.model import Snapshot, Unit
from generator.progress import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A report in a unit's history, with what changed since the one before; None where that cannot be said.

    `rows` are the rows of progress.csv it is the sum of.
    """

    on: date
    submitted: int
    valid: int | None
    gained: int | None
    note: str | None
    rows: tuple[Snapshot, ...]


def steps(report: Report, unit: Unit) -> list[Step]:
    """The reports of `unit`, or of those below it, newest first."""
    tally, counting = report.publication.tally, report.publication.charter.counting
    notes = {each.date: each.note for each in tally.reports(unit)}
    found: list[Step] = []
    before = None
    for on in tally.dates(unit):
        count = tally.count(unit, on)
        if count is None:
            continue
        counted = count.submitted if counting == "submitted" else count.valid
        complete = count.reporting >= count.members
        found.append(
            Step(
                on=on,
                submitted=count.submitted,
                valid=count.valid,
                gained=None if before is None or counted is None else counted - before,
                note=notes.get(on) or (None if complete else "chưa đủ đơn vị báo cáo"),
                rows=count.rows,
            )
        )
        before = counted if complete else None
    return found[::-1]
