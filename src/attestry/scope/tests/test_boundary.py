"""Services, data stores, components and discovered resources."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.scope.actions.describing import add_data_class, add_data_store, add_service, edit_data_store
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.drawing import add_component, decide_component, decide_resource
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.errors import NameMissing, NameTaken, ReasonMissing
from attestry.scope.models import System
from attestry.scope.queries.boundary import (
    boundary,
    data_store_findings,
    data_stores,
    resource_counts,
    services,
)
from attestry.scope.rules.system import ComponentKind, Encryption, Verdict

ACTOR = Actor.system("tests")
pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> System:
    return ensure_system(ACTOR, "Payroll")


def test_r3_a_service_links_customers_with_the_classes_of_their_data(system: System) -> None:
    salaries = add_data_class(
        ACTOR, system, key="salaries", title="Salaries", handling="", is_confidential=True, is_personal=True
    )
    add_service(ACTOR, system, name="Pay run", customers="Employers", data_classes=[salaries])
    (line,) = services(system)
    assert (line.name, line.customers, line.data_classes) == ("Pay run", "Employers", ("Salaries",))
    assert JournalEntry.objects.last().after == {"customers": "Employers", "data_classes": ["salaries"]}  # type: ignore[union-attr]


def test_r7_a_store_without_a_class_is_a_finding(system: System) -> None:
    store = add_data_store(
        ACTOR,
        system,
        name="Ledger database",
        location="eu-central-1",
        encryption=Encryption.ENCRYPTED,
        access="Operators",
        retention="7 years",
    )
    (found,) = data_store_findings(system)
    assert (found.name, found.findings) == ("Ledger database", ("It has no data class.",))
    edit_data_store(
        ACTOR,
        store,
        data_class=system.data_classes.get(key="personal"),
        location="eu-central-1",
        encryption=Encryption.ENCRYPTED,
        access="Operators",
        retention="7 years",
        agreement="Data processing agreement",
    )
    assert data_store_findings(system) == ()
    (listed,) = data_stores(system)
    assert (listed.data_class, listed.location, listed.encryption, listed.access, listed.retention) == (
        "Personal",
        "eu-central-1",
        "encrypted",
        "Operators",
        "7 years",
    )


def test_r78_an_empty_kind_is_named_until_something_of_it_is_in(system: System) -> None:
    for kind in ComponentKind:
        if kind is not ComponentKind.PEOPLE:
            add_component(ACTOR, system, kind=kind, name=f"Some {kind.value}")
    assert boundary(system).warnings == ("No people are described as part of the system.",)
    add_component(ACTOR, system, kind=ComponentKind.PEOPLE, name="Operations team")
    assert boundary(system).warnings == ()
    assert [group.kind for group in boundary(system).kinds] == list(ComponentKind)


def test_r78_a_kind_whose_only_component_is_out_counts_as_empty(system: System) -> None:
    for kind in ComponentKind:
        add_component(ACTOR, system, kind=kind, name=f"Some {kind.value}")
    people = system.components.get(kind="people")
    decide_component(ACTOR, people, verdict=Verdict.OUT, reason="Contracted out.")
    assert boundary(system).warnings == ("No people are described as part of the system.",)


def test_r78_leaving_something_out_needs_a_reason(system: System) -> None:
    with pytest.raises(ReasonMissing):
        add_component(ACTOR, system, kind=ComponentKind.SOFTWARE, name="Wiki", verdict=Verdict.OUT)
    wiki = add_component(ACTOR, system, kind=ComponentKind.SOFTWARE, name="Wiki")
    with pytest.raises(ReasonMissing):
        decide_component(ACTOR, wiki, verdict=Verdict.OUT, reason="")


def test_r80_an_unknown_resource_counts_as_in_until_it_is_decided(system: System) -> None:
    assert note_discovered(ACTOR, system, source="aws", item_ids=["arn:a", "arn:b"]) == 2
    counts = resource_counts(system)
    assert (counts.undecided, counts.counted_in, counts.decided_share) == (2, 2, 0.0)
    decide_resource(
        ACTOR, system.resources.get(item_id="arn:a"), verdict=Verdict.OUT, reason="A test account."
    )
    counts = resource_counts(system)
    assert (counts.undecided, counts.counted_in, counts.decided_out, counts.decided_share) == (1, 1, 1, 0.5)
    assert "1 discovered resource is undecided and counts as in." in boundary(system).warnings


def test_r80_a_resource_seen_again_is_not_new_and_keeps_its_verdict(system: System) -> None:
    note_discovered(ACTOR, system, source="aws", item_ids=["arn:a"])
    decide_resource(ACTOR, system.resources.get(), verdict=Verdict.IN, reason="")
    assert note_discovered(ACTOR, system, source="aws", item_ids=["arn:a", "arn:b", "arn:b"]) == 1
    assert system.resources.get(item_id="arn:a").verdict == "in"
    assert resource_counts(system).decided_share == 0.5


def test_r80_leaving_a_resource_out_needs_a_reason(system: System) -> None:
    note_discovered(ACTOR, system, source="aws", item_ids=["arn:a"])
    with pytest.raises(ReasonMissing):
        decide_resource(ACTOR, system.resources.get(), verdict=Verdict.OUT, reason=" ")


def test_nothing_discovered_has_no_share(system: System) -> None:
    assert note_discovered(ACTOR, system, source="aws", item_ids=[]) == 0
    assert resource_counts(system).decided_share is None


def test_names_are_given_and_given_once(system: System) -> None:
    add_data_store(ACTOR, system, name="Files")
    add_service(ACTOR, system, name="Pay run")
    add_component(ACTOR, system, kind=ComponentKind.DATA, name="Payslips")
    with pytest.raises(NameTaken):
        add_data_store(ACTOR, system, name="Files")
    with pytest.raises(NameTaken):
        add_service(ACTOR, system, name="Pay run")
    with pytest.raises(NameTaken):
        add_component(ACTOR, system, kind=ComponentKind.DATA, name="Payslips")
    with pytest.raises(NameMissing):
        add_data_store(ACTOR, system, name="")


def test_lists_make_a_constant_number_of_queries(system: System) -> None:
    personal = system.data_classes.get(key="personal")
    for number in range(20):
        add_data_store(ACTOR, system, name=f"Store {number}", data_class=personal)
        add_service(ACTOR, system, name=f"Service {number}", data_classes=[personal])
        add_component(ACTOR, system, kind=ComponentKind.DATA, name=f"Component {number}")
    with CaptureQueriesContext(connection) as queries:
        data_stores(system), services(system), boundary(system)
    assert len(queries) == 1 + 2 + 2
