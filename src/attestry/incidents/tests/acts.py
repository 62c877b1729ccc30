"""What the tests of this room say and ask."""

from __future__ import annotations

from attestry.accounts.tests.people import HOUSE
from attestry.controls.queries.gaps import gaps_at
from attestry.incidents.actions.reporting import report_incident

EXERCISE = {
    "title": "Ransomware",
    "form": "tabletop",
    "held_on": "2026-03-09",
    "scenario": "All files are locked.",
    "findings": "Nobody knew the insurer's number.",
}


def incident_gaps(at):
    """The keys of what the room finds wanting."""
    return [one.key for one in gaps_at(at) if one.key.startswith("incident:")]


def an_incident(**more):
    """One that was reported."""
    return report_incident(HOUSE, **{"title": "Odd sign-ins", "summary": "From abroad.", **more})
