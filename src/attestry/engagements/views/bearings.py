"""Where one is in the step “Examination and report”, the one next thing, and what it will take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.engagements.queries.page import EngagementLine
from attestry.engagements.queries.standing import issue_of, ways_of
from attestry.engagements.rules.ahead import next_thing, will_take
from attestry.engagements.rules.state import State
from attestry.scope.rules.bearings import Bearings, Next
from attestry.scope.rules.condition import Step
from attestry.ui.addresses import address


def of_examination(lines: Sequence[EngagementLine], *, today: date) -> Bearings:
    """What the newest engagement that goes on waits for, or else the newest one; as many queries for many."""
    known = [one.engagement for one in lines if one.engagement.the_state is not State.WITHDRAWN]
    going = next((one for one in known if not one.the_state.is_over), next(iter(known), None))
    if going is None:
        plan = Next(
            "Plan an engagement", address("engagement_plan"), "It follows the type and dates of step 4."
        )
        return Bearings(Step.EXAMINATION, "No engagement is going on.", plan, "Ten minutes.")
    said = issue_of(going)
    state, ways = going.the_state, ways_of(going, said, today=today)
    first = next_thing(state, said.standing, ways, today=today)
    return Bearings(
        Step.EXAMINATION,
        f"“{going.title}”: {state.label.lower()}.",
        Next(first.words, address("engagement", going.pk), first.why),
        will_take(state, said.standing, ways, today=today),
    )
