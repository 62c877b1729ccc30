"""Whatever is typed into any text field of the program stays words on every page that shows it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.tests.samples import load_library
from attestry.kit import clock
from attestry.people.actions.keeping import add_person
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.project.tests.filling_forms import Walk
from attestry.scope.actions.setting_up import ensure_system

ROOMS = frozenset(
    {
        "access_reviews", "continuity", "controls", "customers", "incidents", "people", "policies", "program",
        "readiness", "remediation", "risks", "scope", "today", "training", "vendors",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker):
    """The compliance lead's browser, after every form of a home with two people was sent twice."""
    morning = datetime(2026, 3, 10, 9, tzinfo=UTC)
    with django_db_blocker.unblock(), transaction.atomic(), clock.simulated(morning):
        load_library()
        sync_policy_templates(HOUSE)
        ensure_system(HOUSE, "Payroll")
        for name in ("Ada", "Ben"):
            add_person(HOUSE, email=f"{name.lower()}@example.org", name=name, started_on=date(2025, 1, 1))
        browser = Client()
        browser.force_login(somebody("Lea", Role.LEAD))
        walk = Walk(browser, ROOMS)
        for _ in range(2):
            walk.read_all()
            walk.send_all()
        walk.read_all()
        yield walk
        transaction.set_rollback(True)


def test_markup_in_every_text_field_of_the_program_stays_words(walk):
    assert walk.leaks == []
    assert len(walk.sent) > 100
