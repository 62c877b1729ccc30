"""R25: gaps, acceptances and fixes carry dates, and nothing is accepted by who asked or who answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.controls.actions.adopting import assign_owner
from attestry.controls.models import Control
from attestry.effectiveness.actions.excusing import ask_excusal, decide_excusal
from attestry.effectiveness.errors import NotYoursToDecide
from attestry.effectiveness.models import Excusal, ExcusalDecision
from attestry.effectiveness.queries.coverage_map import coverage_map
from attestry.effectiveness.queries.excusals import acceptances_without_approver
from attestry.effectiveness.queries.exposure import Asked, exposure
from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.tests.world import FIRST, HOUSE, MFA, NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GAP = FIRST.replace(hour=0) + DAY


def control():
    return Control.objects.get(key="IAM-02")


def asked(by):
    return ask_excusal(
        by, control(), from_at=GAP, until_at=GAP + DAY, reason="The office was closed that day."
    )


def forced(excusal, *, by):
    """A decision that no action would have written."""
    return ExcusalDecision.objects.create(
        excusal=excusal, is_accepted=True, decided_by=by, decided_by_name="Somebody", decided_at=clock.now()
    )


def test_r25_every_acceptance_has_an_approver_who_neither_asked_nor_owns_the_control(world):
    accepted = decide_excusal(world.lead.actor(), asked(world.owner.actor()).pk, is_accepted=True)
    assert accepted.decided_by not in {accepted.excusal.asked_by, control().owner.subject, ""}
    with pytest.raises(NotYoursToDecide):
        decide_excusal(world.lead.actor(), asked(world.lead.actor()).pk, is_accepted=True)
    assert acceptances_without_approver() == []


@pytest.mark.parametrize("approver", ["nobody", "asked", "owner"])
def test_r25_an_acceptance_without_such_an_approver_is_found_wherever_it_came_from(world, approver):
    excusal = asked(HOUSE if approver == "owner" else world.lead.actor())
    by = {"nobody": "", "asked": world.lead.subject, "owner": world.owner.subject}[approver]
    written = forced(excusal, by=by)
    assert acceptances_without_approver() == [written]


def test_r25_who_owned_the_control_then_counts_and_not_who_owns_it_now(world):
    decided = decide_excusal(world.lead.actor(), asked(world.owner.actor()).pk, is_accepted=True)
    with clock.simulated(NOW + DAY):
        assign_owner(HOUSE, control(), owner=world.lead)
        assert decided.decided_by == control().owner.subject
        assert acceptances_without_approver() == []
        later = forced(asked(HOUSE), by=world.owner.subject)
        assert acceptances_without_approver() == []
        later_by_owner = forced(asked(HOUSE), by=world.lead.subject)
        assert later not in acceptances_without_approver()
        assert acceptances_without_approver() == [later_by_owner]


def test_r25_what_was_declined_needs_no_approver_to_be_provable(world):
    decide_excusal(world.lead.actor(), asked(world.owner.actor()).pk, is_accepted=False)
    assert acceptances_without_approver() == []


def test_r25_the_gap_the_acceptance_and_the_fix_carry_their_dates(world):
    period = (FIRST.date(), NOW.date())
    gap = coverage_map("IAM-02", *period, at=NOW).cells[1]
    assert gap.occurrence.from_at == GAP
    assert gap.state in (State.UNKNOWN, State.MISSED)

    excusal = asked(world.owner.actor())
    with clock.simulated(NOW + DAY):
        decision = decide_excusal(world.lead.actor(), excusal.pk, is_accepted=True)
        assert coverage_map("IAM-02", *period, at=clock.now()).cells[1].state is State.EXCUSED
    assert (excusal.asked_at, decision.decided_at) == (NOW, NOW + DAY)
    acts = JournalEntry.objects.filter(act__startswith="effectiveness.").order_by("seq")
    assert [(one.at, one.act) for one in acts] == [
        (NOW, "effectiveness.ask_excusal"),
        (NOW + DAY, "effectiveness.decide_excusal"),
    ]

    (failed,) = exposure(Asked((MFA,), FIRST - DAY, NOW)).items
    assert (failed.episode.first_fail, failed.episode.ended) == (FIRST + 2 * DAY, FIRST + 3 * DAY)


def test_r25_no_column_of_a_date_or_of_who_asked_and_approved_may_be_empty():
    for model, names in (
        (Excusal, ("from_at", "until_at", "asked_by", "asked_at")),
        (ExcusalDecision, ("decided_by", "decided_at")),
    ):
        assert [name for name in names if model._meta.get_field(name).null] == []
