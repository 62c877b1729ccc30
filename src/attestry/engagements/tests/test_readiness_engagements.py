"""A readiness engagement looks ahead of an examination: nobody attests to anything in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from attestry.engagements.actions.moving import move_on
from attestry.engagements.errors import WrongForKind
from attestry.engagements.models import Engagement
from attestry.engagements.queries.current import current_engagement
from attestry.engagements.rules.contents import Part
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.state import State
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.engagements.tests.issuing import issued
from attestry.kit import clock


@pytest.fixture
def readiness(db):
    with clock.simulated(NOW):
        yield an_examination(kind=EngagementKind.READINESS, begun=False)


def test_r81_a_readiness_engagement_is_planned_on_its_form_and_says_that_it_is_no_attestation(readiness):
    browser = Client()
    browser.force_login(readiness.lead)
    typed = {
        "kind": "readiness", "title": "Before the first", "from_on": "2026-07-01", "until_on": "2026-09-30",
        "period_reason": "Three months, as the consultant proposed.",
    }  # fmt: skip
    browser.post("/engagements/plan/", typed)
    made = Engagement.objects.get(title="Before the first")
    assert (made.the_kind, made.from_on) == (EngagementKind.READINESS, date(2026, 7, 1))
    page = browser.get(f"/engagements/{made.pk}/").content.decode()
    assert "It is not an attestation" in page
    assert "Readiness engagement" in page


def test_it_begins_without_a_licence_and_is_closed_after_its_review_with_nothing_issued(readiness):
    move_on(readiness.lead.actor(), readiness.engagement, to=State.FIELDWORK)
    with pytest.raises(WrongForKind, match="Readiness engagement report holds no opinion"):
        issued(readiness, parts=[Part.OPINION])
    engagement = Engagement.objects.get(pk=readiness.engagement.pk)
    assert move_on(readiness.lead.actor(), engagement, to=State.CLOSED).state == "closed"
    assert current_engagement(engagement.system) is None
