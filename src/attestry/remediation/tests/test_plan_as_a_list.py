"""What each team carries is sorted, held, searched and exported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from attestry.accounts.rules import Role
from attestry.kit import clock
from attestry.people.models import Team
from attestry.remediation.actions.depending import set_capacity
from attestry.remediation.tests.samples import HOUSE, NOW, person, task, user_of
from attestry.ui.tests.exports import column, exported

pytestmark = pytest.mark.django_db
PLAN = "/tasks/plan/"


@pytest.fixture
def lead(client):
    with clock.simulated(NOW):
        client.force_login(user_of(person("Ada", Role.LEAD)))
        core, sales = Team.objects.create(name="Core"), Team.objects.create(name="=Sales")
        person("Cora", team=core)
        person("Sal", team=sales)
        for number, (team, month, hours) in enumerate(((core, 4, 8), (core, 5, 2), (sales, 4, 4))):
            task(f"Task {number}", team=team, due_on=date(2026, month, 9), effort_hours=Decimal(hours))
        set_capacity(HOUSE, core, hours_a_month=5)
        yield client


def test_what_teams_carry_is_sorted_either_way(lead):
    assert column(lead, PLAN, "hours", sort="hours") == ["2.0", "4.0", "8.0"]
    assert column(lead, PLAN, "hours", sort="-hours") == ["8.0", "4.0", "2.0"]
    assert column(lead, PLAN, "month", sort="-due") == ["2026-05", "2026-04", "2026-04"]


def test_what_teams_carry_is_held_and_searched_and_no_formula(lead):
    assert exported(lead, PLAN, load="over") == [
        {"team": "Core", "month": "2026-04", "tasks": "1", "hours": "8.0", "can_carry": "5"}
    ]
    assert column(lead, PLAN, "team", q="sales") == ["'=Sales"]
    page = lead.get(f"{PLAN}?load=over&month=2026-05").content.decode()
    assert "3.0 too many" in page
    assert "load=over&amp;month=2026-05&amp;sort=team#burden" in page
