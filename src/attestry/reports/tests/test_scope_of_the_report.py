"""The readiness report describes the system: services with data and customers, and five kinds of part."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from attestry.readiness.tests.samples import HOUSE
from attestry.reports.kinds import kind_named
from attestry.reports.tests.test_readiness_report import asked_of, plain, set_report
from attestry.scope.actions.describing import add_data_class, add_data_store, add_service
from attestry.scope.actions.drawing import add_component, decide_component
from attestry.scope.rules.system import ComponentKind, Verdict

NAMES = {
    ComponentKind.INFRASTRUCTURE: "Two machines in Dublin",
    ComponentKind.SOFTWARE: "Wage engine",
    ComponentKind.PEOPLE: "Operations team",
    ComponentKind.PROCEDURES: "Monthly pay run",
    ComponentKind.DATA: "Wages and bank details",
}


def scope_of(system):
    return kind_named("readiness").build(asked_of(system)).facts["scope"]


def pages_of(system):
    _, made = set_report(asked_of(system))
    return plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages))


@pytest.fixture
def described(system):
    salaries = add_data_class(
        HOUSE, system, key="salaries", title="Salaries", handling="", is_confidential=True, is_personal=True
    )
    add_service(HOUSE, system, name="Pay run", customers="Employers", data_classes=[salaries])
    for kind, name in NAMES.items():
        add_component(HOUSE, system, kind=kind, name=name)
    return system


def test_r3_a_service_appears_with_the_data_that_it_holds_and_for_whom(described):
    assert scope_of(described)["services"] == [["Pay run", "", "Employers", "Salaries"]]
    printed = pages_of(described)
    for words in ("Pay run", "Employers", "Salaries"):
        assert words in printed


def test_r7_a_store_whose_record_lacks_something_is_printed_with_what(described):
    add_data_store(HOUSE, described, name="Archive")
    printed = pages_of(described)
    assert "Archive" in printed
    assert "It has no data class." in printed


def test_r78_the_five_kinds_are_printed_with_what_is_in_and_what_is_out(described):
    decide_component(
        HOUSE,
        described.components.get(kind="software"),
        verdict=Verdict.OUT,
        reason="Run by somebody else.",
    )
    printed = pages_of(described)
    for kind, name in NAMES.items():
        assert kind.value.capitalize() in printed
        assert name in printed
    assert "Wage engine: Run by somebody else." in printed
    assert "No software is described as part of the system." in printed


def test_r78_an_empty_kind_is_named_in_the_report(system):
    assert "No people are described as part of the system." in pages_of(system)
