"""R161: a gap that Attestry found is fixed with evidence, verified by a second person, closed, and gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import SYSTEM
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.people.actions.checklists import close_step
from attestry.people.actions.keeping import end_employment
from attestry.people.models import Checklist
from attestry.remediation.models import Task
from attestry.remediation.queries.gaps import gap_list
from attestry.remediation.tests.samples import HOUSE, NOW, document, person, user_of
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        sync_frameworks(SYSTEM)
        ensure_system(SYSTEM, "Payroll")
        yield


def browser_of(one):
    client = Client()
    client.force_login(user_of(one))
    return client


def an_overdue_leaver():
    """The checklist of somebody who left, whose day was over a week ago."""
    with clock.simulated(NOW - timedelta(days=20)):
        end_employment(HOUSE, person("Lee"), ended_on=date(2026, 2, 18))
    return Checklist.objects.get()


def words(answer):
    return answer.content.decode()


def test_r161_a_gap_goes_from_open_to_closed_with_evidence_and_a_second_person_and_is_found_no_more():
    checklist = an_overdue_leaver()
    key = f"people:checklist:{checklist.pk}:overdue"
    ada, ben, cem = person("Ada", Role.LEAD), person("Ben", Role.OWNER), person("Cem", Role.OWNER)
    lead, owner, verifier = browser_of(ada), browser_of(ben), browser_of(cem)

    # The gap is found, and becomes a task with an owner and a verifier who is somebody else.
    assert "checklist of Lee is overdue" in words(lead.get("/gaps/"))
    days = {"urgent_on": "2026-03-20", "due_on": "2026-04-20"}
    lead.post("/gaps/make/", {"gap": key, "owner": f"p{ben.pk}", **days})
    task = Task.objects.get(gap_key=key)
    assert task.state == "open"
    plan = {"chosen": [task.pk], "bulk-owner": f"p{ben.pk}", "bulk-due_on": "2026-03-20"}
    assert "cannot verify" in words(
        lead.post("/tasks/bulk/", {**plan, "bulk-verifier": f"p{ben.pk}"}, follow=True)
    )
    lead.post("/tasks/bulk/", {**plan, "bulk-verifier": f"p{cem.pk}"})

    # Nothing is fixed by saying so: a fix is shown by something in the ledger.
    move = f"/tasks/{task.pk}/move/"
    owner.post(move, {"move": "start"})
    assert "nothing shows that it is fixed" in words(owner.post(move, {"move": "fix"}, follow=True))
    assert "has no “close”" in words(lead.post(move, {"move": "close"}, follow=True))
    for step in checklist.steps.all():
        close_step(HOUSE, step)
    shown = document("Minutes of the hand-over")
    owner.post(move, {"move": "fix", "entries": str(shown.seq)})
    assert Task.objects.get().state == "fixed"

    # Who fixed it does not verify it; the second person does, and then it is closed.
    assert owner.post(move, {"move": "verify"}).status_code == 403
    assert Task.objects.get().state == "fixed"
    verifier.post(move, {"move": "verify", "reason": "The accounts are gone."})
    lead.post(move, {"move": "close"})
    done = Task.objects.get()
    assert (done.state, done.fixed_by, done.verified_by) == (
        "closed", user_of(ben).actor().key, user_of(cem).actor().key
    )  # fmt: skip
    assert [one.to_state for one in done.moves.all()] == [
        "open", "in_progress", "fixed", "verified", "closed"
    ]  # fmt: skip
    assert [one.entry.seq for one in done.evidence.all()] == [shown.seq]
    named = JournalEntry.objects.filter(subject=done.subject).values_list("actor_name", flat=True)
    assert {"Ada", "Ben", "Cem"} <= set(named)

    # The gap itself is not found any more.
    assert key not in {one.gap.key for one in gap_list(NOW).lines}
    assert "checklist of Lee is overdue" not in words(lead.get("/gaps/"))
