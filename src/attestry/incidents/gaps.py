"""What is wanting in how incidents are handled, found by itself (CC7.3 to CC7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.rules.gap import Gap, GapKind
from attestry.incidents.models import Exercise, FollowUp, IncidentNotice
from attestry.incidents.rules.standing import EXERCISE_VALID_FOR
from attestry.scope.models import System
from attestry.ui.addresses import address
from attestry.ui.words import day_words, instant_words


def gaps(at: datetime) -> Iterator[Gap]:
    """No exercise within a year, follow-ups that are not done, notices that are late; four queries."""
    today = at.date()
    if System.objects.exists():
        last = Exercise.objects.filter(held_on__lte=today).order_by("-held_on").first()
        if last is None or today - last.held_on > EXERCISE_VALID_FOR:
            yield Gap(
                key="incident:exercise",
                title="The incident plan is untested",
                why=f"The last exercise was on {day_words(last.held_on)}, more than 365 days ago."
                if last
                else "No exercise is on record.",
                kind=GapKind.NOT_OPERATING,
                controls=("INC-06",),
                url=address("incident_exercise_new"),
            )
    for one in FollowUp.objects.filter(done_on=None).select_related("owner", "incident", "exercise"):
        is_late = one.due_on < today
        yield Gap(
            key=f"incident:follow-up:{one.pk}",
            title=f"{'Overdue' if is_late else 'To do'}: {one.title}",
            why=(
                f"From “{one.incident or one.exercise}”; {one.owner.name} does it by {day_words(one.due_on)}."
            ),
            kind=GapKind.INADEQUATE,
            controls=("INC-05",) if one.incident_id else ("INC-06",),
            url=address("incident_follow_up", one.pk),
        )
    late = IncidentNotice.objects.filter(sent_at=None, due_at__lt=at).select_related("incident")
    for notice in late:
        yield Gap(
            key=f"incident:notice:{notice.pk}",
            title=f"{notice.audience} should have been told of “{notice.incident.title}”",
            why=f"{notice.get_duty_display()}; due {instant_words(notice.due_at)}, and not sent.",
            kind=GapKind.NOT_OPERATING,
            controls=("INC-04",),
            url=address("incident_notice", notice.pk),
            since=notice.due_at,
        )
