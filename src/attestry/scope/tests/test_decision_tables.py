"""What differs from a signed scope, and the signed versions, are sorted, held and exported."""

from __future__ import annotations

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.scope.actions.drawing import add_component
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.actions.signing import sign_decision
from attestry.scope.queries.decisions import signing_page
from attestry.scope.rules.system import ComponentKind
from attestry.scope.tests.samples import HOUSE
from attestry.ui.tests.exports import column, exported

DECISION = "/scope/decision/"


@pytest.fixture
def lead(client, db):
    sync_frameworks(HOUSE)
    system, ada = ensure_system(HOUSE, "Payroll"), make_user("Ada", Role.LEAD)
    client.force_login(ada)
    for name in ("Portal", "Archive"):
        add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name=name, reason="It is ours.")
        digest = signing_page(system).digest
        sign_decision(ada.actor(), system, digest=digest, title=f"={name}", without_driver="First of all.")
    for name in ("Zoo", "=Bus"):
        add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name=name, reason=f"{name} is ours.")
    return client


def test_what_differs_is_sorted_either_way_and_held(lead):
    assert column(lead, DECISION, "name", sort="thing") == ["software =Bus", "software Zoo"]
    assert column(lead, DECISION, "name", sort="-thing") == ["software Zoo", "software =Bus"]
    assert column(lead, DECISION, "name", differs="dropped") == []
    assert exported(lead, DECISION, differs="added", sort="thing")[0]["reason"] == "'=Bus is ours."


def test_each_table_of_the_page_is_asked_by_its_own_name(lead):
    assert set(column(lead, DECISION, "name", table="growth")) > {"software Archive", "software Zoo"}
    assert column(lead, DECISION, "version", table="versions", sort="version") == ["1", "2"]
    assert column(lead, DECISION, "version", table="versions", sort="-version") == ["2", "1"]
    assert column(lead, DECISION, "office", table="versions", sort="version") == ["'=Portal", "'=Archive"]
    page = lead.get(f"{DECISION}?table=versions&sort=version").content.decode()
    assert page.count("aria-sort=") == 1
    assert "table=versions&amp;sort=-version#versions" in page


def test_what_a_version_changed_is_exported(lead):
    assert column(lead, "/scope/decision/2/", "name") == ["software Archive"]
    assert column(lead, "/scope/decision/2/", "name", differs="changed") == []
