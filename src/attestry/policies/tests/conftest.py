"""A system with the packaged library and the 28 templates, at nine on 10 March 2026."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from attestry.controls.tests.samples import load_library
from attestry.kit import clock
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.tests.world import HOUSE, a_user
from attestry.scope.actions.setting_up import ensure_system

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def _library(django_db_setup, django_db_blocker):
    """Loaded once per module of tests and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.simulated(NOW):
        load_library()
        sync_policy_templates(HOUSE)
        yield ensure_system(HOUSE, "Payroll")
        transaction.set_rollback(True)


@pytest.fixture
def system(_library, db):
    """The system that the policies are about."""
    with clock.simulated(NOW):
        yield _library


@pytest.fixture
def lead(client, system):
    """A browser in which Ada, the compliance lead, is signed in."""
    client.force_login(a_user("Ada"))
    return client
