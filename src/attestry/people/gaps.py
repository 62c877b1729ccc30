"""The gaps that the register of people shows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from django.urls import reverse

from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day
from attestry.people.queries.register import overdue_checklists, people_counts
from attestry.people.rules.checklist import ChecklistKind

_CONTROLS = {
    ChecklistKind.JOINER: ("HRS-01", "IAM-04"),
    ChecklistKind.MOVER: ("HRS-05", "IAM-05"),
    ChecklistKind.LEAVER: ("HRS-05", "IAM-06"),
}


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """No list of people at all; checklists whose day is over and that are still open."""
    counts = people_counts(at.date())
    if not counts.here + counts.to_come + counts.left:
        yield Gap(
            "people:none",
            "There is no list of people",
            "Training, acknowledgement and access can only be measured against everybody who works here.",
            GapKind.MISSING,
            controls=("HRS-04", "HRS-05"),
            url=reverse("people_import"),
        )
    for one in overdue_checklists(at.date()):
        kind = ChecklistKind(one.kind)
        yield Gap(
            f"people:checklist:{one.pk}:overdue",
            f"The {kind}'s checklist of {one.person.name} is overdue",
            f"It was due on {one.due_on}, and not every step is done.",
            GapKind.NOT_OPERATING,
            controls=_CONTROLS[kind],
            url=reverse("checklist", args=[one.pk]),
            owner=one.owner_id,
            since=datetime.combine(one.due_on + timedelta(days=1), time(), UTC),
        )
