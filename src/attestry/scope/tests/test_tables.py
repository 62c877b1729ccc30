"""Every table of this room sorts, filters, searches and is exported as it was chosen."""

from __future__ import annotations

import csv
import io

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.scope.actions.deciding import mark_inapplicable
from attestry.scope.actions.describing import add_data_store, add_service
from attestry.scope.actions.disposing import record_disposal
from attestry.scope.actions.drawing import add_component
from attestry.scope.actions.environments import add_environment
from attestry.scope.actions.reaching_data import import_grants
from attestry.scope.actions.ruling import add_boundary_rule
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.actions.sharing import (
    add_subservice_organization,
    add_user_entity_control,
    expect_control,
)
from attestry.scope.rules.boundary_rules import RuleKind
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod
from attestry.scope.rules.promises import Method, UserControlKind
from attestry.scope.rules.system import ComponentKind, Verdict
from attestry.scope.tests.samples import HOUSE


@pytest.fixture
def system(db):
    sync_frameworks(HOUSE)
    made = ensure_system(HOUSE, "Payroll")
    add_component(HOUSE, made, kind=ComponentKind.SOFTWARE, name="Engine")
    add_component(
        HOUSE, made, kind=ComponentKind.PEOPLE, name="=Agency", verdict=Verdict.OUT, reason="No access."
    )
    add_environment(HOUSE, made, name="Production", is_production=True, reaches_production_data=True)
    add_environment(HOUSE, made, name="Development", is_production=False, route="None")
    for place, account in enumerate(("zeta", "alpha")):
        add_boundary_rule(
            HOUSE, made, kind=(RuleKind.ACCOUNT, RuleKind.PROJECT)[place], pattern=account,
            verdict=(Verdict.IN, Verdict.OUT)[place], reason="Because.",
        )  # fmt: skip
    add_service(HOUSE, made, name="Pay run", customers="Employers")
    add_service(HOUSE, made, name="Archive", customers="Everybody")
    store = add_data_store(HOUSE, made, name="Wages", location="Cork")
    add_data_store(
        HOUSE, made, name="Site", data_class=made.data_classes.get(key="public"), location="Oslo",
        access="All", retention="A year", encryption="encrypted",
    )  # fmt: skip
    import_grants(HOUSE, store, data=b"person,granted_on\nzoe,2026-01-01\nada,2026-01-02\n")
    for name, proof in (("Laptop", ""), ("Disk", "C-1")):
        record_disposal(
            HOUSE, made, name=name, kind=DisposalKind.DEVICE, method=DisposalMethod.PURGED,
            disposed_on=made.created_at.date(), performed_by="Bo", certificate=proof,
        )  # fmt: skip
    hall = add_subservice_organization(
        HOUSE, made, name="Hall", service="Hosting", method=Method.CARVE_OUT, why_needed="Guards.",
        monitoring="Report read.",
    )  # fmt: skip
    expect_control(HOUSE, hall, text="Guards the halls", criteria=["CC6.4"])
    add_subservice_organization(
        HOUSE, made, name="Desk", service="Support", method=Method.INCLUSIVE, why_needed="Voices."
    )
    add_user_entity_control(
        HOUSE, made, kind=UserControlKind.COMPLEMENTARY, text="Removes leavers", criteria=["CC6.2"],
        without_it="They keep access.",
    )  # fmt: skip
    add_user_entity_control(HOUSE, made, kind=UserControlKind.RESPONSIBILITY, text="Keeps a browser")
    for reference in ("CC6.4", "CC6.5"):
        mark_inapplicable(HOUSE, made, reference=reference, reason=f"Premises of {reference}.")
    return made


@pytest.fixture
def lead(client, system):
    client.force_login(make_user("Ada", Role.LEAD))
    return client


def exported(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


# Path, a sort with the first cell that it brings up, a filter with how many it leaves, a search likewise.
TABLES = [
    ("/scope/boundary/", "-name", "Engine", "verdict=out", 1, "agency"),
    ("/scope/boundary/environments/", "name", "Development", "counts=in", 1, "yes"),
    ("/scope/boundary/rules/", "-place", "2", "says=in", 1, "zeta"),
    ("/scope/services/", "name", "Archive", "", 2, "employers"),
    ("/scope/data-classes/", "-title", "public", "marked_as=personal", 1, "purpose"),
    ("/scope/data-stores/", "-name", "Wages", "stands=wanting", 1, "oslo"),
    ("/scope/data-stores/{store}/readers/", "-person", "zoe", "who=can", 2, "ada"),
    ("/scope/data-stores/disposals/", "name", "Disk", "stands=wanting", 1, "c-1"),
    ("/scope/subservice/", "name", "Desk", "by=carve_out", 1, "cc6.4"),
    ("/scope/subservice/user-entities/", "text", "UER-1", "told=complementary", 1, "leavers"),
    ("/scope/decision/not-applicable/", "-criterion", "CC6.5", "", 2, "cc6.4"),
]


@pytest.mark.parametrize("path, sort, first, held, left, search", TABLES, ids=[one[0] for one in TABLES])
def test_a_table_sorts_filters_searches_and_is_exported(lead, system, path, sort, first, held, left, search):
    path = path.format(store=system.data_stores.get(name="Wages").pk)
    rows = exported(lead.get(f"{path}?sort={sort}&format=csv"))
    assert first in rows[1]
    assert len(exported(lead.get(f"{path}?{held}&format=csv"))) == left + 1
    assert lead.get(f"{path}?{held}").content.decode().count("<tr data-row>") == left
    assert len(exported(lead.get(f"{path}?q={search}&format=csv"))) == 2
    page = lead.get(f"{path}?sort={sort}").content.decode()
    assert "aria-sort" in page
    assert "Nothing matches what you chose" in lead.get(f"{path}?q=nothing-says-this").content.decode()


def test_what_looks_like_a_formula_is_text_in_an_export(lead):
    assert any("'=Agency" in row for row in exported(lead.get("/scope/boundary/?format=csv")))
