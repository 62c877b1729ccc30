"""A lead's browser at nine on 10 March 2026, with a system and one person."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.kit import clock
from attestry.people.models import Person
from attestry.scope.actions.setting_up import ensure_system

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def today(db):
    """The clock stands at nine on 10 March 2026."""
    with clock.simulated(NOW):
        ensure_system(HOUSE, "Payroll")
        yield NOW


@pytest.fixture
def lead(client, today):
    """A browser in which the compliance lead is signed in."""
    client.force_login(somebody("Lea", Role.LEAD))
    return client


@pytest.fixture
def max_(today):
    """Max, who works here."""
    return Person.objects.create(
        email="max@example.org", name="Max", started_on=date(2024, 1, 1), recorded_at=NOW
    )
