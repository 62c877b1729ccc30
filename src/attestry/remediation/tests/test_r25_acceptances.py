"""R25: every acceptance has an approver senior to the owner, and the query for those without finds none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.kit import clock
from attestry.remediation.actions.moving import accept_gap
from attestry.remediation.models import Task
from attestry.remediation.queries.acceptances import acceptances
from attestry.remediation.tests.samples import HOUSE, NOW, TODAY, person, task, user_of
from attestry.risks.actions.accepting import accept_risk
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk, identify_risk
from attestry.risks.models import RiskAcceptance
from attestry.risks.rules.scale import Treatment

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=90)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def people(client):
    boss = person("Ada", Role.LEAD)
    owner = person("Ben", Role.OWNER, manager=boss)
    client.force_login(user_of(boss))
    return boss, owner


def accepted_risk(boss, owner):
    risk = analyse_risk(HOUSE, identify_risk(HOUSE, title="Outage", owner=owner), likelihood=5, impact=4)
    said = {"likelihood": 3, "impact": 4, "treatment": Treatment.ACCEPT, "review_on": UNTIL}
    risk = evaluate_risk(HOUSE, risk, **said)
    return accept_risk(user_of(boss).actor(), risk, reason="It is rare.", expires_on=UNTIL)


def without(client):
    exported = client.get("/acceptances/?approver=without&format=csv")
    return b"".join(exported.streaming_content).decode().splitlines()[1:]


def test_r25_the_query_for_acceptances_without_a_fit_approver_finds_none_and_finds_each_that_is(
    client, people
):
    boss, owner = people
    assert "Nothing is accepted" in client.get("/acceptances/").content.decode()
    made = task(f"Put a gate {SCRIPT}", owner=owner)
    accept_gap(user_of(boss).actor(), made, reason="It is small.", until=UNTIL)
    accepted_risk(boss, owner)
    page = client.get("/acceptances/").content.decode()
    assert SCRIPT not in page
    assert "Outage" in page
    assert without(client) == []
    Task.objects.update(accepted_by=user_of(owner).subject)
    assert [line.rpartition(",")[2] for line in without(client)] == ["its owner approved it"]
    Task.objects.update(accepted_by=user_of(person("Cem", Role.LEAD)).subject)
    RiskAcceptance.objects.update(accepted_by=owner)
    assert {line.rpartition(",")[2] for line in without(client)} == {
        "the approver is not senior to the owner",
        "its owner approved it",
    }
    Task.objects.update(accepted_by=user_of(person("Eve", Role.EXECUTIVE)).subject)
    assert [one.kind for one in acceptances() if one.flaw] == ["risk"]


def test_the_list_costs_the_same_however_much_is_accepted(client, people, django_assert_max_num_queries):
    boss, owner = people
    accept_gap(user_of(boss).actor(), task(owner=owner), reason="Small.", until=UNTIL)
    client.get("/acceptances/")
    with django_assert_max_num_queries(25) as first:
        client.get("/acceptances/")
    for n in range(5):
        accept_gap(user_of(boss).actor(), task(f"T{n}", owner=owner), reason="Small.", until=UNTIL)
    accepted_risk(boss, owner)
    with django_assert_max_num_queries(len(first)):
        client.get("/acceptances/")
