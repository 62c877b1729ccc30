"""A control's life: proposed, adopted, owned, live, retired."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import (
    adopt_all_for_scope,
    adopt_control,
    assign_owner,
    go_live,
    retire_control,
)
from attestry.controls.errors import OwnerMissing, OwnerUnfit, ReasonMissing, StepNotPossible
from attestry.controls.models import Control
from attestry.controls.queries.listing import control_named
from attestry.controls.tests.samples import SYSTEM, make_user
from attestry.journal.models import JournalEntry
from attestry.scope.actions.setting_up import choose_category, declare_ai, ensure_system

pytestmark = pytest.mark.usefixtures("packaged")


@pytest.fixture
def control() -> Control:
    return control_named("GOV-01")


def test_a_control_without_an_owner_cannot_go_live(control: Control) -> None:
    adopt_control(SYSTEM, control)
    with pytest.raises(OwnerMissing):
        go_live(SYSTEM, control)
    assert control_named("GOV-01").state == "adopted"


def test_the_database_itself_refuses_a_live_control_without_an_owner(control: Control) -> None:
    with pytest.raises(IntegrityError):
        Control.objects.filter(pk=control.pk).update(state="live")


def test_a_control_with_an_owner_goes_live_and_the_journal_says_so(control: Control) -> None:
    adopt_control(SYSTEM, control)
    assign_owner(SYSTEM, control, owner=make_user())
    go_live(SYSTEM, control)
    assert control_named("GOV-01").state == "live"
    acts = JournalEntry.objects.filter(subject="control:GOV-01").values_list("act", "before", "after")
    assert list(acts) == [
        ("controls.adopt", {"state": "proposed", "owner": None}, {"state": "adopted", "owner": None}),
        (
            "controls.assign_owner",
            {"state": "adopted", "owner": None},
            {"state": "adopted", "owner": "ada@example.com"},
        ),
        (
            "controls.go_live",
            {"state": "adopted", "owner": "ada@example.com"},
            {"state": "live", "owner": "ada@example.com"},
        ),
    ]


def test_a_proposed_control_does_not_go_live_at_once(control: Control) -> None:
    assign_owner(SYSTEM, control, owner=make_user())
    with pytest.raises(StepNotPossible):
        go_live(SYSTEM, control)


def test_an_act_on_a_control_that_somebody_else_changed_meets_its_present_state(control: Control) -> None:
    stale = control_named("GOV-01")
    adopt_control(SYSTEM, control, owner=make_user())
    retire_control(SYSTEM, control, reason="Not ours.")
    with pytest.raises(StepNotPossible, match="GOV-01 is retired and cannot become live"):
        go_live(SYSTEM, stale)


def test_an_auditor_and_a_former_user_own_no_control(control: Control) -> None:
    with pytest.raises(OwnerUnfit, match="an auditor operates no control"):
        assign_owner(SYSTEM, control, owner=make_user("Grace", Role.AUDITOR))
    with pytest.raises(OwnerUnfit, match="no longer active"):
        adopt_control(SYSTEM, control, owner=make_user("Gone", is_active=False))
    assert control_named("GOV-01").owner is None


def test_retiring_needs_a_reason_and_a_retired_control_may_be_adopted_again(control: Control) -> None:
    adopt_control(SYSTEM, control, owner=make_user())
    with pytest.raises(ReasonMissing):
        retire_control(SYSTEM, control, reason=" ")
    retire_control(SYSTEM, control, reason="Replaced by GOV-04.")
    assert control_named("GOV-01").state_reason == "Replaced by GOV-04."
    with pytest.raises(StepNotPossible):
        retire_control(SYSTEM, control, reason="Again.")
    adopt_control(SYSTEM, control)
    assert (control_named("GOV-01").state, control_named("GOV-01").state_reason) == ("adopted", "")


def test_setup_adopts_what_the_scope_brings_and_no_more() -> None:
    system = ensure_system(SYSTEM, "Payroll")
    assert len(adopt_all_for_scope(SYSTEM, system)) == 94
    assert adopt_all_for_scope(SYSTEM, system) == ()
    choose_category(SYSTEM, system, "confidentiality", is_chosen=True)
    assert adopt_all_for_scope(SYSTEM, system) == ("CON-01", "CON-02", "CON-03")
    system = declare_ai(SYSTEM, system, uses_ai=True)
    assert len(adopt_all_for_scope(SYSTEM, system)) == 10
    assert JournalEntry.objects.filter(act="controls.adopt_all").count() == 3


def test_a_retired_control_is_not_adopted_again_by_setup(control: Control) -> None:
    system = ensure_system(SYSTEM, "Payroll")
    adopt_control(SYSTEM, control)
    retire_control(SYSTEM, control, reason="Not ours.")
    assert "GOV-01" not in adopt_all_for_scope(SYSTEM, system)
