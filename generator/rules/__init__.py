"""RULES: what must be true across records. One function a rule; its docstring is the rule.

A rule yields every breach with its place and its mend, and says nothing where the records it needs
could not be read: that was reported already.
"""

from datetime import date

from generator.parse import Parsed, undisturbed
from generator.problems import Problem, in_order
from generator.rules import (
    benefits,
    campaign,
    consents,
    pages,
    personal,
    pictures,
    references,
    reports,
    settings,
    stories,
    units,
)
from generator.rules.facts import RULES, Facts


def check(
    parsed: Parsed, today: date, consented_on: date | None = None, clock: date | None = None
) -> tuple[Problem, ...]:
    """Every problem of the campaign, shape and rules, sorted; consents are judged on `consented_on`, else `today`.

    `clock`, else the same, is the latest day of which anything can be known.
    """
    read_on = consented_on or today
    facts = Facts(parsed, today, read_on, clock or read_on)
    with undisturbed():
        return in_order([*parsed.problems, *(problem for rule in RULES.values() for problem in rule(facts))])


__all__ = [
    "RULES",
    "Facts",
    "benefits",
    "campaign",
    "check",
    "consents",
    "pages",
    "personal",
    "pictures",
    "references",
    "reports",
    "settings",
    "stories",
    "units",
]
