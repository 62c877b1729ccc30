"""Excusals: who may ask, who may decide, what is refused, and what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from attestry.controls.models import Control
from attestry.effectiveness.actions.excusing import ask_excusal, decide_excusal
from attestry.effectiveness.errors import (
    ExcusalDecided,
    ExcusalRefused,
    ExcusalUnknown,
    NotYoursToDecide,
)
from attestry.effectiveness.models import Excusal, ExcusalDecision
from attestry.effectiveness.queries.coverage_map import coverage_map
from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import FIRST, NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

MARCH = (FIRST.replace(day=1, hour=0), FIRST.replace(month=4, day=1, hour=0))
WHY = "The office was closed; the list was read on the first day after."


def control(key="IAM-02"):
    return Control.objects.get(key=key)


def asked(world, key="IAM-02", *, by="owner", span=MARCH, reason=WHY):
    return ask_excusal(
        getattr(world, by).actor(), control(key), from_at=span[0], until_at=span[1], reason=reason
    )


def test_it_is_asked_accepted_by_somebody_else_and_journaled(world):
    excusal = asked(world)
    decision = decide_excusal(world.lead.actor(), excusal.pk, is_accepted=True, words="Agreed.")
    assert (excusal.asked_by_name, decision.decided_by_name) == (world.owner.name, world.lead.name)
    acts = JournalEntry.objects.filter(act__startswith="effectiveness.").order_by("seq")
    assert [one.act for one in acts] == ["effectiveness.ask_excusal", "effectiveness.decide_excusal"]
    assert {one.subject for one in acts} == {"control:IAM-02"}
    assert acts[1].after["accepted"] is True


def test_who_asked_does_not_decide(world):
    excusal = asked(world, by="lead")
    with pytest.raises(NotYoursToDecide, match="they asked for it"):
        decide_excusal(world.lead.actor(), excusal.pk, is_accepted=True)


def test_who_owns_the_control_does_not_decide(world):
    owned = control("IAM-02")
    Control.objects.filter(pk=owned.pk).update(owner=world.lead)
    excusal = asked(world)
    with pytest.raises(NotYoursToDecide, match="they own IAM-02"):
        decide_excusal(world.lead.actor(), excusal.pk, is_accepted=True)
    assert not ExcusalDecision.objects.exists()


@pytest.mark.parametrize("role", ["employee", "auditor", "owner"])
def test_a_role_without_the_right_decides_nothing(world, role):
    excusal = asked(world, by="lead")
    with pytest.raises(NotAllowed):
        decide_excusal(getattr(world, role).actor(), excusal.pk, is_accepted=True)


def test_an_auditor_asks_for_nothing(world):
    with pytest.raises(NotAllowed):
        asked(world, by="auditor")


def test_a_decision_stands(world):
    excusal = asked(world)
    decide_excusal(world.lead.actor(), excusal.pk, is_accepted=False)
    with pytest.raises(ExcusalDecided, match="has already decided"):
        decide_excusal(world.lead.actor(), excusal.pk, is_accepted=True)


def test_an_excusal_that_does_not_exist_is_not_decided(world):
    with pytest.raises(ExcusalUnknown):
        decide_excusal(world.lead.actor(), 4711, is_accepted=True)


@pytest.mark.parametrize(
    ("key", "span", "reason", "said_so"),
    [
        ("IAM-02", (MARCH[1], MARCH[0]), WHY, "ends before it begins"),
        ("IAM-02", (MARCH[0], MARCH[0] + timedelta(days=401)), WHY, "at most about a year"),
        ("IAM-02", MARCH, "  short ", "without a reason"),
        ("PRV-01", MARCH, WHY, "not in use"),
    ],
)
def test_an_excusal_that_lacks_what_makes_it_one_is_refused_and_not_kept(world, key, span, reason, said_so):
    with pytest.raises(ExcusalRefused, match=said_so):
        asked(world, key, span=span, reason=reason)
    assert not Excusal.objects.exists()


@pytest.mark.parametrize("table", ["effectiveness_excusal", "effectiveness_excusaldecision"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_asked_and_decided_can_be_neither_changed_nor_removed(world, table, verb):
    decide_excusal(world.lead.actor(), asked(world).pk, is_accepted=False)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_it_excuses_once_accepted_and_as_known_before_that_it_did_not(world):
    quarter = (MARCH[0].replace(month=1), MARCH[1])
    period = (quarter[0].date(), quarter[1].date())
    later = MARCH[1] + timedelta(days=60)
    key = "GOV-07"
    with clock.simulated(later):
        excusal = asked(world, key, span=quarter)
        assert coverage_map(key, *period, at=later).cells[0].state is State.MISSED
    with clock.simulated(later + timedelta(days=1)):
        decide_excusal(world.lead.actor(), excusal.pk, is_accepted=True)
        now = clock.now()
        assert coverage_map(key, *period, at=now).cells[0].state is State.EXCUSED
        assert coverage_map(key, *period, at=now, known_at=later).cells[0].state is State.MISSED


def test_the_page_takes_the_question_and_the_decision(world, client_of):
    said_at_once = client_of(world.owner).post(
        "/controls/IAM-02/excusals/",
        {"from_on": "2026-03-11", "until_on": "2026-03-11", "reason": WHY},
        follow=True,
    )
    assert "counts once somebody else accepts it" in said(said_at_once)
    assert "Waits for a decision" in said(said_at_once)
    number = Excusal.objects.get().pk
    waiting = client_of(world.lead).get("/coverage/")
    assert "1 excusal waits for a decision" in said(waiting)
    done = client_of(world.lead).post(
        f"/controls/IAM-02/excusals/{number}/", {"decision": "accept"}, follow=True
    )
    assert "The excusal is accepted" in said(done)
    assert coverage_map("IAM-02", FIRST.date(), NOW.date(), at=NOW).cells[1].state is State.EXCUSED


def test_as_known_before_the_decision_the_pages_say_that_it_waits_and_offer_none(world, client_of):
    asked(world)
    client = client_of(world.lead)
    with clock.simulated(NOW + timedelta(days=2)):
        decide_excusal(world.lead.actor(), Excusal.objects.get().pk, is_accepted=True)
        known = f"?known_on={NOW:%Y-%m-%d}"
        then = client.get(f"/controls/IAM-02/coverage/{known}")
        assert "Waits for a decision" in said(then)
        assert 'value="accept"' not in then.content.decode()
        assert "1 excusal waits for a decision" in said(client.get(f"/coverage/{known}"))
        assert "Waits for a decision" not in said(client.get("/controls/IAM-02/coverage/"))
        assert "waits for a decision" not in said(client.get("/coverage/"))


def test_the_page_says_what_is_wrong_and_keeps_nothing(world, client_of):
    client = client_of(world.lead)
    page = client.post("/controls/IAM-02/excusals/", {"from_on": "soon"}, follow=True)
    assert "Nothing was asked" in said(page)
    turned = {"from_on": "2026-03-12", "until_on": "2026-03-10", "reason": WHY}
    assert "ends before it begins" in said(client.post("/controls/IAM-02/excusals/", turned, follow=True))
    endless = {"from_on": "9999-12-31", "until_on": "9999-12-31", "reason": WHY}
    assert "Choose a day before 3000" in said(client.post("/controls/IAM-02/excusals/", endless, follow=True))
    assert not Excusal.objects.exists()


def test_the_page_decides_nothing_that_was_not_said(world, client_of):
    excusal = asked(world)
    client = client_of(world.lead)
    assert client.post(f"/controls/IAM-02/excusals/{excusal.pk}/").status_code == 422
    assert client.post(f"/controls/IAM-05/excusals/{excusal.pk}/", {"decision": "accept"}).status_code == 404
    assert not ExcusalDecision.objects.exists()
