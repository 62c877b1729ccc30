"""What the deviations of an engagement and its questionnaire lack before a report may be issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attestry.deviations.queries.deviations import DeviationLine, every_deviation
from attestry.deviations.queries.events import event_lines
from attestry.deviations.queries.management import shared_results
from attestry.deviations.queries.marks import unexplained_marks
from attestry.deviations.rules.events import lacking_about_events
from attestry.deviations.rules.state import DeviationState
from attestry.engagements.models import Engagement
from attestry.ui.words import counted_words


def lacking_to_report(
    engagement: Engagement,
    *,
    report_on: date | None = None,
    lines: Iterable[DeviationLine] | None = None,
) -> tuple[str, ...]:
    """What is missing, in clauses: marks nobody weighed, deviations under way, questions about later events.

    Nothing here says what an opinion has to be. ``report_on`` is the day that the report bears; ``lines``
    are the engagement's deviations where they were read already.
    """
    lacks = []
    marks = len(unexplained_marks(engagement))
    if marks:
        lacks.append(f"{counted_words(marks, 'deviating mark')} neither explained nor raised as a deviation")
    for line in every_deviation(engagement) if lines is None else lines:
        why = _lacking(line.state, stands=line.stands_after_review)
        if why:
            lacks.append(f"{line.deviation.reference} {why}")
    asked = tuple(one.asked for one in event_lines(engagement) if one.asked)
    return (*lacks, *lacking_about_events(asked, report_on=report_on))


def without_a_response(engagement: Engagement) -> tuple[str, ...]:
    """The shared results that management has not answered, by reference; two queries."""
    return tuple(one.reference for one in shared_results(engagement) if one.response is None)


def _lacking(state: DeviationState, *, stands: bool) -> str:
    match state:
        case DeviationState.RAISED:
            return "is not confirmed"
        case DeviationState.CONFIRMED:
            return "is not evaluated"
        case DeviationState.EVALUATED:
            return "is not shared with management" if stands else "has an evaluation that does not stand yet"
        case _:
            return ""
