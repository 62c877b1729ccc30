"""What engagements say of step 6: a licensed, independent firm examines, and its report is issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from attestry.engagements.models import Engagement
from attestry.engagements.queries.current import current_engagement
from attestry.engagements.queries.standing import issue_of
from attestry.engagements.rules.beginning import lacking_to_begin
from attestry.engagements.rules.issuing import Issue
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.state import State
from attestry.scope.queries.categories import the_system
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import day_words

_DONE = (State.ISSUED, State.CLOSED)


def conditions(at: datetime) -> Iterator[Condition]:
    """The conditions of step 6, about the engagement of the report that is sought. Raises NoSystemYet."""
    found = current_engagement(the_system())
    url = address("engagement", found.pk) if found else address("engagement_plan")
    made = partial(Condition, Step.EXAMINATION, url=url)
    yield made(
        "planned",
        "An engagement is planned for the report",
        holds=found is not None,
        why=f"“{found.title}” is {found.the_state.label.lower()}." if found else "None is planned.",
        act="Plan the engagement",
        order=10,
        is_entry=True,
    )
    yield _firm(found, issue_of(found) if found else None, at, made)
    yield from _letters(found, made)
    yield made(
        "issued",
        "The firm has issued its report",
        holds=found is not None and found.the_state in _DONE,
        why=_issued(found),
        act="See what is lacking",
        order=90,
    )


def _firm(found: Engagement | None, said: Issue | None, at: datetime, made: partial[Condition]) -> Condition:
    lacks = lacking_to_begin(said.standing, today=at.date()) if said else ("no engagement is planned",)
    is_over = found is not None and found.the_state in _DONE
    return made(
        "firm",
        "A licensed firm examines whose team signed that it is independent",
        holds=is_over or not lacks,
        why="Nothing is lacking." if is_over or not lacks else f"{lacks[0][:1].upper()}{lacks[0][1:]}.",
        act="Bring it about",
        order=20,
        is_entry=True,
    )


def _letters(found: Engagement | None, made: partial[Condition]) -> Iterator[Condition]:
    held = {one.kind: one for one in found.letters.order_by("pk")} if found else {}
    for order, kind in enumerate(LetterKind, start=30):
        one = held.get(kind.value)
        yield made(
            f"{kind.value}-letter",
            f"The {kind.label.lower()} is signed and handed in",
            holds=one is not None,
            why=f"Dated {day_words(one.dated_on)}." if one else "It is not handed in.",
            act="Hand the signed copy in",
            order=order,
        )


def _issued(found: Engagement | None) -> str:
    if found is None:
        return "No engagement is planned."
    if found.report_dated_on is None:
        return f"The engagement is {found.the_state.label.lower()}."
    return f"It is dated {day_words(found.report_dated_on)}."
