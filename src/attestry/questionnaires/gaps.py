"""What is found by itself: questionnaires past their day, and answers that may not hold any more (CC2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.rules.gap import Gap, GapKind
from attestry.questionnaires.queries.library import answer_lines
from attestry.questionnaires.queries.received import questionnaire_lines
from attestry.ui.addresses import address
from attestry.ui.words import day_words

_CONTROLS = ("COM-02",)


def gaps(at: datetime) -> Iterator[Gap]:
    """In at most nine queries."""
    on = at.date()
    for one in questionnaire_lines(on):
        found = one.questionnaire
        if one.is_overdue:
            yield Gap(
                key=f"questionnaire:{found.pk}:overdue",
                title=f"{found.customer.name} waits for a questionnaire since {day_words(found.due_on)}",
                why=f"{found.title}: {one.answered} of {one.total} questions are answered.",
                kind=GapKind.NOT_OPERATING,
                controls=_CONTROLS,
                url=address("questionnaire", found.pk),
            )
    for line in answer_lines(on):
        if line.in_force is not None and line.caution:
            yield Gap(
                key=f"answer:{line.pk}:holds",
                title=f"An answer given to customers may not hold: {line.in_force.question[:100]}",
                why=line.caution,
                kind=GapKind.INADEQUATE,
                controls=_CONTROLS,
                url=address("answer", line.pk),
            )
