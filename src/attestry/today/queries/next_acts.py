"""What to do next in a home that is not set up yet, and what is done already."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.control_tests.models import Result
from attestry.evidence.models import Entry, EntryKind
from attestry.today.queries.standing import Standing
from attestry.ui.addresses import address

MACHINES_OWN = frozenset({"host", "git"})


@dataclass(frozen=True, slots=True)
class NextAct:
    """One step of setting up: what, why, where, and whether it is done."""

    title: str
    why: str
    href: str
    is_done: bool


def next_acts(found: Standing) -> tuple[NextAct, ...]:
    """The steps of setting up, in the order in which they help most, in two queries."""
    has_documents = Entry.objects.filter(kind=EntryKind.DOCUMENT).exists()
    has_findings = Result.objects.exclude(control_id="").exists()
    return (
        NextAct(
            "Say what the report is about",
            "A system, and the categories that its promises make needed.",
            address("scope") or address("criteria"),
            found.has_system,
        ),
        NextAct(
            "Connect the cloud account",
            "Most technical controls can only be seen there. Read rights suffice.",
            address("connection_add_source", "aws") or address("connection_add"),
            "aws" in found.sources,
        ),
        NextAct(
            "Hand in the list of people and their accounts",
            "Leavers, joiners and second factors are tested on it.",
            address("connection_add_source", "files") or address("connection_add"),
            "files" in found.sources,
        ),
        NextAct(
            "Give every control an owner",
            f"{found.without_owner} of {found.control_count} controls in use have none."
            if found.without_owner
            else "Every control in use has one.",
            address("controls"),
            bool(found.control_count) and not found.without_owner,
        ),
        NextAct(
            "Hand in a first document",
            "Minutes, reports, signed forms: what no system can be asked.",
            address("hand_in"),
            has_documents,
        ),
        NextAct(
            "Test a control yourself",
            "Some controls only a person can judge; the finding cites sealed evidence.",
            address("manual_test", found.unseen.controls[0].control.key) if found.unseen.controls else "",
            has_findings,
        ),
    )
