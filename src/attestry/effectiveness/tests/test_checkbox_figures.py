"""Each signal counted from what is sealed, for one control and for all; what has no data is not measured."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from attestry.control_tests.actions.judging import record_manual_result
from attestry.control_tests.models import Aspect, MutationScore
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.actions.adopting import assign_owner
from attestry.controls.models import Control
from attestry.effectiveness.actions.excusing import ask_excusal, decide_excusal
from attestry.effectiveness.queries.checkbox import checkbox
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.rules.checkbox import Signal
from attestry.effectiveness.tests.world import FIRST, HOUSE, NOW
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=60)


def figures(**asked):
    return checkbox(**{"from_at": FIRST - timedelta(days=30), "at": LATER, **asked})


def found_by(user, *, at, control="IAM-07", words="The quarter's list was compared with the people in it."):
    """A person's finding about a control at an instant, on a document handed in for it."""
    with clock.simulated(at):
        cited = hand_in_document(
            user.actor(),
            io.BytesIO(f"{control} {at}".encode()),
            filename="list.txt",
            title="List",
            period_from=at - timedelta(days=9),
            period_until=at,
            controls=(control,),
        )
        return record_manual_result(
            user.actor(),
            control_id=control,
            aspect=Aspect.OPERATION,
            outcome=Outcome.PASS,
            conclusion=words,
            evidence=[cited.seq],
            holds_until=at + timedelta(days=90),
        )


def test_controls_that_no_population_was_looked_at_for_rest_on_somebodys_word(world):
    found = figures(at=NOW).shares[Signal.ATTESTATION_ONLY]
    assert found.whole == len(figures(at=NOW).controls)
    assert 0 < found.part < found.whole
    keys = {one.key for one in figures(at=NOW).behind(Signal.ATTESTATION_ONLY)}
    assert "GOV-01" in keys
    assert "IAM-02" not in keys


def test_findings_in_a_row_by_one_person_are_counted_as_stamps(world):
    for seconds in (0, 30, 4000):
        found_by(world.lead, at=NOW + timedelta(seconds=seconds))
    share = figures().controls["IAM-07"].shares[Signal.RUBBER_STAMP]
    assert (share.part, share.whole) == (1, 4)


def test_what_came_in_the_last_fourteen_days_is_held_to_an_even_spread(world):
    assert figures(at=NOW).shares[Signal.BUNCHING].value is None
    for days in (50, 51, 52):
        found_by(world.lead, at=NOW + timedelta(days=days))
    share = figures().shares[Signal.BUNCHING]
    assert (share.part, share.whole) == (6, 8)
    period = (LATER - FIRST) / timedelta(days=1)
    assert share.value == pytest.approx((6 / 8 - 14 / period) / (1 - 14 / period), abs=1e-3)


def test_a_control_that_failed_or_that_somebody_else_examined_was_challenged(world):
    unchallenged = {one.key for one in figures(at=NOW).behind(Signal.NEVER_CHALLENGED)}
    assert "IAM-02" not in unchallenged
    assert "IAM-07" not in unchallenged
    assert "GOV-01" in unchallenged


def test_a_test_that_noticed_a_fault_put_into_its_cases_challenges_its_controls(world):
    def unchallenged():
        return {one.key for one in figures(at=NOW).behind(Signal.NEVER_CHALLENGED)}

    passing = next(
        test.test_id
        for key, one in figures(at=NOW).controls.items()
        if key in unchallenged()
        for test in behind_it(key)
    )
    before = unchallenged()
    definition = definitions()[passing]
    MutationScore.objects.create(
        test_id=passing, version=definition.version, basis=definition.basis, noticed=9, injected=9,
        measured_at=NOW,
    )  # fmt: skip
    assert before - unchallenged() >= set(definition.meaning.controls) & before


def behind_it(key):
    return control_statuses(NOW)[key].tests


def test_near_identical_conclusions_are_boilerplate(world):
    assert figures(at=NOW).shares[Signal.BOILERPLATE].value is None
    found_by(world.lead, at=NOW + timedelta(days=1))
    found_by(world.lead, at=NOW + timedelta(days=2), control="GOV-01")
    share = figures().shares[Signal.BOILERPLATE]
    assert (share.part, share.whole) == (2, 3)


def test_a_control_without_a_risk_is_unlinked(world):
    assert figures(at=NOW).shares[Signal.UNLINKED_TO_RISK].value == 0
    Control.objects.filter(key="IAM-02").update(risk="", risk_waiver="It is asked for by a contract.")
    assert [one.key for one in figures(at=NOW).behind(Signal.UNLINKED_TO_RISK)] == ["IAM-02"]


def test_who_owned_the_control_when_they_judged_it_approves_themselves_whoever_owns_it_later(world):
    assert figures(at=NOW).shares[Signal.SELF_APPROVED].value is None
    with clock.simulated(NOW):
        assign_owner(world.lead.actor(), Control.objects.get(key="IAM-07"), owner=world.lead)
    assert figures().shares[Signal.SELF_APPROVED].value is None
    found_by(world.lead, at=NOW + timedelta(days=1))
    assert figures().shares[Signal.SELF_APPROVED].value == 1
    with clock.simulated(NOW + timedelta(days=2)):
        assign_owner(world.lead.actor(), Control.objects.get(key="IAM-07"), owner=world.owner)
    assert figures().shares[Signal.SELF_APPROVED].value == 1


def test_an_excusal_that_is_over_while_its_control_does_not_pass_is_stale(world):
    assert figures().shares[Signal.STALE_EXCEPTIONS].value is None
    with clock.simulated(NOW):
        asked = ask_excusal(
            world.lead.actor(),
            Control.objects.get(key="GOV-01"),
            from_at=NOW - timedelta(days=5),
            until_at=NOW + timedelta(days=5),
            reason="The chair was away and the board did not meet.",
        )
    with clock.simulated(NOW + timedelta(hours=3)):
        decide_excusal(HOUSE, asked.pk, is_accepted=True, words="")
    assert figures(at=NOW + timedelta(days=4)).shares[Signal.STALE_EXCEPTIONS].value is None
    assert figures().shares[Signal.STALE_EXCEPTIONS].value == 1


def test_the_index_says_over_which_weights_it_was_computed(world):
    found = figures(at=NOW)
    assert Signal.STALE_EXCEPTIONS in found.index.unmeasured
    assert found.index.weight < 1
    one = found.controls["IAM-02"].index
    assert {Signal.RUBBER_STAMP, Signal.BOILERPLATE, Signal.SELF_APPROVED} <= set(one.unmeasured)


def test_in_an_empty_ledger_only_what_the_controls_say_of_themselves_is_measured(world):
    found = figures(from_at=FIRST - timedelta(days=9), at=FIRST - timedelta(hours=1))
    measured = set(Signal) - set(found.index.unmeasured)
    assert measured == {Signal.ATTESTATION_ONLY, Signal.NEVER_CHALLENGED, Signal.UNLINKED_TO_RISK}


def test_the_figures_cost_the_same_queries_however_much_was_judged(world, django_assert_max_num_queries):
    for days in range(1, 9):
        found_by(world.lead, at=NOW + timedelta(days=days))
    with django_assert_max_num_queries(19):
        figures()
