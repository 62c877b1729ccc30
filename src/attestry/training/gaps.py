"""The gaps that training shows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day
from attestry.training.queries.courses import courses, coverages


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """No course that anybody owes; courses that people are overdue with."""
    found = coverages(courses(), at.date())
    if not found:
        yield Gap(
            "training:none",
            "There is no training",
            "New people learn to recognise an attempt and to handle data, and everybody again each year.",
            GapKind.MISSING,
            controls=("HRS-04",),
            url=reverse("training"),
        )
    for one in found:
        address = reverse("course", args=[one.course.key])
        if not one.lines and not one.leaver_count:
            yield Gap(
                f"training:{one.course.key}:unassigned",
                f"“{one.course.title}” is asked of nobody",
                "A course that nobody owes teaches nobody.",
                GapKind.INADEQUATE,
                controls=("HRS-04",),
                url=address,
            )
        if one.overdue:
            yield Gap(
                f"training:{one.course.key}:overdue",
                f"“{one.course.title}” is overdue for {len(one.overdue):,} of {len(one.lines):,}",
                "Training counts for those who did it, in time.",
                GapKind.NOT_OPERATING,
                controls=("HRS-04",),
                url=address,
            )
