"""Two people rate at once: whoever comes second reads both answers, and nothing is lost."""

from __future__ import annotations

import re

from django.test import Client

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.readiness.models import Rating
from attestry.readiness.tests.samples import a_person, begin

HERE = "/criteria/CC6.1/"


def browser(name):
    client = Client()
    client.force_login(a_person(Role.LEAD, name))
    return client


def seen_by(client):
    return re.search(r'name="seen" value="([^"]*)"', client.get(HERE).content.decode()).group(1)


def answer(**more):
    said = {"design": "adequate", "implementation": "adequate", "operation": "adequate", "reason": ""}
    return {**said, **more}


def test_two_people_who_rate_one_criterion_at_once_lose_nothing(system):
    begin(system)
    bea, cai = browser("Bea"), browser("Cai")
    first, second = seen_by(bea), seen_by(cai)
    rate = f"{HERE}rate/"
    bea.post(rate, answer(operation="inadequate", reason="Two leavers had access.", seen=first))
    page = cai.post(rate, answer(design="missing", reason="No <b>policy</b>.", seen=second), follow=True)
    said = page.content.decode()
    held = Rating.objects.get()
    assert (held.rated_by, held.reason) == ("Bea", "Two leavers had access.")
    for kept in (
        "Two leavers had access.",
        "by Bea",
        "Yours, not kept: design missing",
        "No &lt;b&gt;policy&lt;/b&gt;.",
    ):
        assert kept in said
    cai.post(rate, answer(design="missing", reason="No policy.", seen=seen_by(cai)))
    assert Rating.objects.get().rated_by == "Cai"
    written = JournalEntry.objects.filter(subject="criterion:CC6.1").order_by("seq")
    assert [one.actor_name for one in written] == ["Bea", "Cai"]
    assert written[1].before["reason"] == "Two leavers had access."


def test_two_people_who_rate_different_criteria_at_once_are_both_kept(system):
    begin(system)
    bea, cai = browser("Bea"), browser("Cai")
    bea.post(f"{HERE}rate/", answer(seen=seen_by(bea)))
    cai.post("/criteria/CC6.2/rate/", answer(seen=""))
    assert sorted(Rating.objects.values_list("reference", "rated_by")) == [("CC6.1", "Bea"), ("CC6.2", "Cai")]
