"""Step 6 of the program follows the facts of its engagement."""

from __future__ import annotations

from datetime import date

from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.actions.moving import move_on
from attestry.engagements.conditions import conditions
from attestry.engagements.models import Engagement
from attestry.engagements.rules.state import State
from attestry.engagements.tests.issuing import issued
from attestry.kit import clock
from attestry.scope.rules.condition import Step


def holding():
    return {one.key: one.holds for one in conditions(clock.now())}


def test_step_6_closes_by_facts_once_the_report_is_issued(examination):
    assert holding() == {
        "planned": True,
        "firm": True,
        "engagement-letter": False,
        "representation-letter": False,
        "issued": False,
    }
    issued(examination)
    assert all(holding().values())
    assert {one.step for one in conditions(clock.now())} == {Step.EXAMINATION}


def test_r4_a_licence_that_lapsed_is_named_and_a_withdrawn_engagement_is_none(examination):
    keep_firm(
        examination.lead.actor(),
        name="Doyle & Partners",
        licence_jurisdiction="Ohio",
        licence_number="CPA-4411",
        licence_expires_on=date(2026, 7, 1),
    )
    firm = next(one for one in conditions(clock.now()) if one.key == "firm")
    assert (firm.holds, firm.why) == (False, "The firm's licence expired on 1 Jul 2026.")
    move_on(examination.lead.actor(), examination.engagement, to=State.WITHDRAWN, reason="Another firm.")
    assert Engagement.objects.get().state == "withdrawn"
    assert not any(holding().values())
    assert all(one.url.startswith("/") and one.why and one.act for one in conditions(clock.now()))


def test_the_conditions_ask_as_often_with_and_without_an_engagement(
    examination, django_assert_max_num_queries
):
    with django_assert_max_num_queries(9):
        list(conditions(clock.now()))
