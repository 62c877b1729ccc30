"""The scope over the API: the same refusals as on its pages."""

from __future__ import annotations

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.models import BulkEdit
from attestry.project.tests.test_api import bearing, post
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.setting_up import choose_category, ensure_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    sync_frameworks(HOUSE)
    return ensure_system(HOUSE, "Payroll")


def test_r36_security_is_not_left_out_over_the_api_without_a_reason(system):
    choose_category(HOUSE, system, "availability", is_chosen=True)
    client = bearing(somebody("Lea", Role.LEAD))
    said = {"system": system.pk, "category": "security", "is_chosen": False}
    answer = post(client, "scope.choose_category", **said)
    assert answer.status_code == 422
    assert "Leaving Security out needs a reason." in answer.json()["detail"]
    assert system.categories.get(category="security").is_chosen
    answer = post(client, "scope.choose_category", **said, reason="A customer asks for it so.")
    assert answer.status_code == 200
    kept = system.categories.get(category="security")
    assert (kept.is_chosen, kept.reason) == (False, "A customer asks for it so.")


def test_many_resources_are_decided_and_undone_over_the_api(system):
    note_discovered(HOUSE, system, source="aws", item_ids=["arn:a", "arn:b"])
    client = bearing(somebody("Lea", Role.LEAD))
    pks = list(system.resources.values_list("pk", flat=True))
    said = {"system": system.pk, "resources": pks, "verdict": "out", "reason": "Sandboxes."}
    assert post(client, "scope.decide_resources", **said).status_code == 200
    assert set(system.resources.values_list("verdict", flat=True)) == {"out"}
    made = BulkEdit.objects.get()
    assert post(client, "scope.undo_verdict", verdict=made.pk).status_code == 200
    assert set(system.resources.values_list("verdict", flat=True)) == {"undecided"}
