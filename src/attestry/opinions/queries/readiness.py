"""What keeps a report from being issued: what disagrees in it, and what its contents lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from attestry.deviations.queries.report import without_a_response
from attestry.engagements.models import Engagement
from attestry.engagements.queries.page import expiries_of
from attestry.engagements.queries.standing import issue_of
from attestry.engagements.rules import issuing
from attestry.engagements.rules.state import State
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.queries.tested import in_brief
from attestry.opinions.queries.whole import whole_of
from attestry.opinions.rules.consistency import Disagreement, Whole, disagreements
from attestry.opinions.rules.contents import missing_in
from attestry.ui.words import counted_words


def standing_against(
    engagement: Engagement, content: Mapping[str, Any], *, report_on: date, today: date
) -> tuple[Disagreement, ...]:
    """Everything at once, each by its section and once. A reissue is judged as the first issue was."""
    whole = _whole(engagement, report_on=report_on, today=today)
    return tuple(dict.fromkeys((*disagreements(whole), *missing_in(content))))


def standing_against_now(engagement: Engagement, *, report_on: date, today: date) -> tuple[Disagreement, ...]:
    """The same of the contents as they would be, for a page: section IV is read in brief."""
    whole = _whole(engagement, report_on=report_on, today=today)
    content = content_of(engagement, report_on=report_on, controls=in_brief(whole.tests))
    return tuple(dict.fromkeys((*disagreements(whole), *missing_in(content))))


def _whole(engagement: Engagement, *, report_on: date, today: date) -> Whole:
    whole = whole_of(engagement, report_on=report_on, today=today)
    if engagement.the_state is not State.ISSUED:
        return whole
    said = replace(issue_of(engagement), state=State.REVIEW)
    return replace(whole, engagement_lacks=issuing.lacking_to_issue(said, report_on=report_on, today=today))


def worth_a_look(engagement: Engagement, *, today: date) -> tuple[str, ...]:
    """What keeps no report back, and a partner knows before issuing it, in sentences."""
    found = []
    silent = without_a_response(engagement)
    if silent:
        count = counted_words(len(silent), "result has", "results have")
        found.append(f"{count} no response of management yet: {', '.join(silent)}. Section V prints none.")
    for one in expiries_of(engagement.firm):
        if not one.bars_issue:
            found += one.warnings(today=today)
    return tuple(found)
