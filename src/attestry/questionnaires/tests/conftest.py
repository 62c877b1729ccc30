"""The packaged library of controls with a system whose controls are adopted, at nine on 10 March 2026."""

from __future__ import annotations

import pytest
from django.db import transaction

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import adopt_all_for_scope
from attestry.controls.tests.samples import load_library
from attestry.kit import clock
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.tests.world import HOUSE, a_user
from attestry.questionnaires.tests.world import NOW
from attestry.scope.actions.setting_up import ensure_system


@pytest.fixture(scope="module")
def _library(django_db_setup, django_db_blocker):
    """Loaded once per module of tests and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.simulated(NOW):
        load_library()
        sync_policy_templates(HOUSE)
        system = ensure_system(HOUSE, "Payroll")
        adopt_all_for_scope(HOUSE, system)
        yield system
        transaction.set_rollback(True)


@pytest.fixture
def system(_library, db):
    """The system that answers are about."""
    with clock.simulated(NOW):
        yield _library


@pytest.fixture
def lead(client, system):
    """A browser in which Ada, the compliance lead, is signed in."""
    client.force_login(a_user("Ada"))
    return client


@pytest.fixture
def employee(client, system):
    """A browser in which somebody is signed in who sees none of this."""
    client.force_login(a_user("Emil", Role.EMPLOYEE))
    return client
