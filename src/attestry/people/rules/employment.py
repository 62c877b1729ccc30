"""How somebody works here, and whether they do on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Engagement(StrEnum):
    """On what footing somebody works here."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    INTERN = "intern"


def works_here(started_on: date, ended_on: date | None, on: date) -> bool:
    """Whether somebody works here on a day; the first and the last day count."""
    return started_on <= on and (ended_on is None or on <= ended_on)
