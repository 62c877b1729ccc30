"""What a task is not written down without: an owner, or a team, who is there; and a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attestry.remediation.rules.task import Priority

DAYS: Mapping[Priority, int] = {
    Priority.BLOCKER: 7,
    Priority.HIGH: 30,
    Priority.MEDIUM: 90,
    Priority.LOW: 180,
}


def lacking(*, has_owner: bool, gone_owner: str = "", empty_team: str = "", has_deadline: bool) -> list[str]:
    """Each thing that is missing, as a sentence with its field first.

    ``gone_owner`` is the name of one who does not work here, ``empty_team`` that of a team of nobody.
    """
    said = []
    if not has_owner:
        said.append("Owner: nobody answers for it.")
    if gone_owner:
        said.append(f"Owner: {gone_owner} does not work here today.")
    if empty_team:
        said.append(f"Owner: nobody works in the team {empty_team}, so there is no one to ask.")
    if not has_deadline:
        said.append("Deadline: it has none.")
    return said


def suggested_day(priority: Priority, today: date) -> date:
    """The deadline that is suggested for a task of this priority."""
    return today + timedelta(days=DAYS[priority])
