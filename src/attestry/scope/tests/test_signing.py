"""The scope decision: the exact text, signed by a person, versioned, and compared."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.scope.actions.deciding import mark_applicable, mark_inapplicable
from attestry.scope.actions.drawing import add_component, decide_component
from attestry.scope.actions.setting_up import choose_category, ensure_system
from attestry.scope.actions.signing import sign_decision
from attestry.scope.errors import (
    FieldRefused,
    NothingToSign,
    NotSignedBySomebody,
    ReasonMissing,
    UnknownReference,
)
from attestry.scope.models import ScopeDecision
from attestry.scope.queries.decisions import decision_detail, signing_page
from attestry.scope.rules.decision import Statement, difference, digest_of, text_of
from attestry.scope.rules.system import ComponentKind, Verdict
from attestry.scope.tests.samples import HOUSE, driven, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    sync_frameworks(HOUSE)
    return ensure_system(HOUSE, "Payroll")


def test_r76_a_signed_version_keeps_every_category_its_reason_drivers_signatory_and_date(system):
    choose_category(HOUSE, system, "availability", is_chosen=True, reason="Wages are due on fixed days.")
    choose_category(HOUSE, system, "privacy", is_chosen=False, reason="We collect nothing from people.")
    with clock.simulated(clock.from_text("2026-03-02T10:00:00Z")):
        made = signed(system)
    assert (made.number, made.signer_name, made.signer_title) == (1, "Sam", "Chief operating officer")
    assert made.signed_at == clock.from_text("2026-03-02T10:00:00Z")
    assert made.digest == digest_of(made.text)
    assert "- Availability: in scope. Reason: Wages are due on fixed days." in made.text
    assert "Asked for by: contract Framework agreement" in made.text
    assert "- Privacy: not chosen. Reason: We collect nothing from people." in made.text
    last = JournalEntry.objects.filter(act="scope.sign_decision").get()
    assert last.after["digest"] == made.digest


def test_r76_a_later_change_makes_a_new_version_and_the_difference_is_shown(system):
    add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name="Portal")
    signed(system)
    choose_category(HOUSE, system, "availability", is_chosen=True, reason="A new contract asks for it.")
    add_component(HOUSE, system, kind=ComponentKind.DATA, name="Payslips", reason="A new service.")
    decide_component(HOUSE, system.components.get(name="Portal"), verdict=Verdict.OUT, reason="Retired.")
    second = signed(system)
    detail = decision_detail(system, second.number)
    assert (second.number, detail.earlier.number, detail.is_intact) == (2, 1, True)
    assert [one.name for one in detail.changes.added] == ["data Payslips"]
    assert {one.later.name for one in detail.changes.changed} == {"Availability", "software Portal"}
    assert detail.changes.dropped == ()
    assert decision_detail(system, 1).changes is None


def test_r76_what_changed_since_it_was_read_is_not_signed(system):
    driven(system)
    lead = make_user("Ada", Role.LEAD)
    read = signing_page(system).digest
    add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name="Portal")
    with pytest.raises(NothingToSign):
        sign_decision(lead.actor(), system, digest=read, title="Lead")
    now = signing_page(system).digest
    with pytest.raises(FieldRefused):
        sign_decision(lead.actor(), system, digest=now, title=" ")
    sign_decision(lead.actor(), system, digest=now, title="Lead")
    with pytest.raises(NothingToSign):
        sign_decision(lead.actor(), system, digest=now, title="Lead")


def test_r76_only_a_person_in_their_own_name_signs(system):
    driven(system)
    digest = signing_page(system).digest
    with pytest.raises(NotSignedBySomebody):
        sign_decision(HOUSE, system, digest=digest, title="House")
    for role in (Role.OWNER, Role.EMPLOYEE, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            sign_decision(make_user(role.name, role).actor(), system, digest=digest, title="Somebody")


def test_r9_a_category_that_nobody_asks_for_is_signed_only_with_a_reason(system):
    lead = make_user("Ada", Role.LEAD).actor()
    digest = signing_page(system).digest
    assert signing_page(system).undriven == ("security",)
    with pytest.raises(ReasonMissing):
        sign_decision(lead, system, digest=digest, title="Lead")
    made = sign_decision(lead, system, digest=digest, title="Lead", without_driver="We want to know first.")
    assert "Without a driver (security): We want to know first." in made.note


def test_a_signed_version_is_never_changed_in_the_database(system):
    made = signed(system)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScopeDecision.objects.filter(pk=made.pk).update(text="Another")


def test_r137_growth_against_the_signed_baseline_is_shown_with_its_reasons(system):
    with clock.simulated(clock.from_text("2026-02-01")):
        signed(system)
    with clock.simulated(clock.from_text("2026-05-04")):
        for name in ("Ledger", "Bank gateway"):
            add_component(
                HOUSE, system, kind=ComponentKind.SOFTWARE, name=name, reason="Asked for by Northern."
            )
        choose_category(HOUSE, system, "availability", is_chosen=True, reason="Northern's contract.")
    growth = signing_page(system).growth
    assert [(one.name, one.why, str(one.since)) for one in growth.added] == [
        ("software Bank gateway", "Asked for by Northern.", "2026-05-04"),
        ("software Ledger", "Asked for by Northern.", "2026-05-04"),
    ]
    (category,) = growth.changed
    assert (category.later.name, category.later.why, str(category.later.since)) == (
        "Availability",
        "Northern's contract.",
        "2026-05-04",
    )


def test_r137_adding_to_a_signed_scope_without_a_reason_is_refused(system):
    add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name="Before anything is signed")
    signed(system)
    with pytest.raises(ReasonMissing):
        add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name="Ledger")
    with pytest.raises(ReasonMissing):
        choose_category(HOUSE, system, "privacy", is_chosen=True, reason="  ")
    assert signing_page(system).growth.count == 0


def test_r18_leaving_a_criterion_out_needs_a_reason_and_stands_in_the_decision(system):
    with pytest.raises(ReasonMissing):
        mark_inapplicable(HOUSE, system, reference="CC6.4", reason=" ")
    with pytest.raises(UnknownReference):
        mark_inapplicable(HOUSE, system, reference="P3.1", reason="Privacy is not in scope anyway.")
    left_out = mark_inapplicable(
        HOUSE, system, reference="cc6.4", reason="No premises: everything runs at a carved-out provider."
    )
    page = signing_page(system)
    assert "Criteria that do not apply\n- CC6.4: No premises" in page.text
    mark_applicable(HOUSE, left_out)
    assert "CC6.4" not in signing_page(system).text


def test_a_text_is_read_by_what_it_is_about_and_line_breaks_forge_no_line():
    forged = Statement("Components", "software Portal\n- Privacy", "in\nCategories\n- Privacy: in scope")
    text = text_of("Payroll", [forged])
    assert text.count("\n- ") == 1
    same = difference([forged], [forged])
    assert same.count == 0


def test_the_page_costs_the_same_however_much_the_scope_says(system):
    with CaptureQueriesContext(connection) as few:
        signing_page(system)
    for n in range(12):
        add_component(HOUSE, system, kind=ComponentKind.SOFTWARE, name=f"Part {n}")
    with CaptureQueriesContext(connection) as many:
        signing_page(system)
    assert len(many) == len(few)
