"""How two versions of the scope differ, and the versions that were signed, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.scope.models import ScopeDecision
from attestry.scope.rules.decision import Difference
from attestry.ui.rows import Held, Rows, Shown


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One thing that differs: what was said of it, what is said now, and why."""

    what: str
    section: str
    name: str
    before: str
    now: str
    why: str = ""
    since: date | None = None


def difference_lines(found: Difference | None) -> tuple[DifferenceLine, ...]:
    """What is added, what is changed, what is dropped, each in reading order."""
    if found is None:
        return ()
    return (
        *(DifferenceLine("added", a.section, a.name, "", a.says, a.why, a.since) for a in found.added),
        *(
            DifferenceLine(
                "changed",
                one.later.section,
                one.later.name,
                one.earlier.says,
                one.later.says,
                one.later.why,
                one.later.since,
            )
            for one in found.changed
        ),
        *(DifferenceLine("dropped", d.section, d.name, d.says, "") for d in found.dropped),
    )


def differences(name: str, place: str) -> Rows[DifferenceLine]:
    """The table of what differs, as it stands at a place of its page."""
    return Rows(
        name,
        (
            Shown("thing", "What", lambda one: one.name),
            Shown("before", "Before", lambda one: one.before or None),
            Shown("now", "Now", lambda one: one.now or None),
            Shown("reason", "Reason", lambda one: one.why or None),
        ),
        {
            "section": lambda one: one.section,
            "name": lambda one: one.name,
            "differs": lambda one: one.what,
            "before": lambda one: one.before,
            "now": lambda one: one.now,
            "reason": lambda one: one.why,
            "since": lambda one: one.since.isoformat() if one.since else "",
        },
        (
            Held(
                "differs",
                "Differs",
                (("added", "Added"), ("changed", "Changed"), ("dropped", "Dropped")),
                lambda one: (one.what,),
            ),
        ),
        place=place,
    )


DRIFT = differences("scope-drift", "drift")
GROWTH = differences("scope-growth", "growth")
CHANGES = differences("scope-changes", "changes")

VERSIONS: Rows[ScopeDecision] = Rows(
    "scope-versions",
    (
        Shown("version", "Version", lambda one: one.number),
        Shown("signer", "Signed by", lambda one: one.signer_name),
        Shown("signed", "When", lambda one: one.signed_at),
        Shown("digest", "Digest", lambda one: one.digest),
    ),
    {
        "version": lambda one: one.number,
        "signed_by": lambda one: one.signer_name,
        "office": lambda one: one.signer_title,
        "signed_at": lambda one: one.signed_at.isoformat(),
        "note": lambda one: one.note,
        "digest": lambda one: one.digest,
    },
    place="versions",
)
