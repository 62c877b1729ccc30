"""A lead's browser at a day, with a system and the library's controls."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.tests.samples import load_library
from attestry.kit import clock
from attestry.scope.actions.setting_up import ensure_system
from attestry.vendors.actions.keeping import add_vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def a_vendor(name="Cloudy", *, data=DataHeld.PERSONAL, access=Access.PRODUCTION, **more):
    """Somebody critical, unless said otherwise."""
    more.setdefault("dependence", Dependence.STOPS)
    more.setdefault("started_on", date(2025, 1, 1))
    return add_vendor(HOUSE, name=name, data_held=data, access=access, **more)


@pytest.fixture
def today(db):
    """The clock stands on 10 March 2026."""
    with clock.simulated(NOW):
        load_library()
        ensure_system(HOUSE, "Payroll")
        yield NOW


@pytest.fixture
def lead(client, today):
    """A browser in which the compliance lead is signed in."""
    client.force_login(somebody("Lea", Role.LEAD))
    return client
