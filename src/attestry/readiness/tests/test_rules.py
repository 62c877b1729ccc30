from datetime import UTC, datetime, timedelta

import pytest

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.status import Depth
from attestry.readiness.rules.judgement import (
    Gap,
    Judgement,
    Strength,
    criterion_spans,
    depth_of,
    disagreement,
    gap_of,
    needs_reason,
    next_act,
    operation_outcome,
    strength,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def spans(*outcomes):
    day = timedelta(days=1)
    return tuple(Interval(one, START + day * n, START + day * (n + 1)) for n, one in enumerate(outcomes))


def test_r162_a_gap_is_missing_failing_or_unknown_and_never_two_of_them():
    assert gap_of(Outcome.PASS, has_control=False) is Gap.MISSING
    assert gap_of(Outcome.FAIL, has_control=True) is Gap.FAILING
    assert gap_of(Outcome.UNKNOWN, has_control=True) is Gap.UNKNOWN
    assert gap_of(Outcome.PASS, has_control=True) is None
    assert gap_of(Outcome.EMPTY, has_control=True) is None


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_r83_every_control_has_one_strength(outcome):
    assert strength(outcome) in Strength
    assert (strength(outcome) is Strength.STRONG) == (outcome is Outcome.PASS)


def test_every_rating_but_met_wants_a_reason():
    assert [one for one in Judgement if not needs_reason(one)] == [Judgement.MET]


def test_a_rating_that_says_more_than_the_evidence_is_named():
    assert "fails" in disagreement(Judgement.MET, Outcome.FAIL)
    assert "unknown" in disagreement(Judgement.MET, Outcome.UNKNOWN)
    assert disagreement(Judgement.MET, Outcome.PASS) == ""
    assert disagreement(Judgement.NOT_MET, Outcome.FAIL) == ""
    assert disagreement(None, Outcome.FAIL) == ""


def test_a_document_counts_only_where_nothing_better_is_there():
    assert depth_of(Depth.NOTHING, has_document=True) is Depth.DOCUMENT
    assert depth_of(Depth.ATTESTATION, has_document=True) is Depth.ATTESTATION
    assert depth_of(Depth.NOTHING, has_document=False) is Depth.NOTHING


def test_only_a_period_without_a_pause_is_the_deepest():
    seen, dark = spans(Outcome.PASS, Outcome.FAIL), spans(Outcome.PASS, Outcome.UNKNOWN)
    assert depth_of(Depth.POPULATION, has_document=False, spans=seen) is Depth.POPULATION_OVER_PERIOD
    assert depth_of(Depth.POPULATION, has_document=False, spans=dark) is Depth.POPULATION
    assert depth_of(Depth.POPULATION, has_document=False) is Depth.POPULATION


def test_an_empty_control_does_not_hide_one_that_passes():
    joined = criterion_spans([spans(Outcome.EMPTY, Outcome.EMPTY), spans(Outcome.PASS, Outcome.FAIL)])
    assert [one.outcome for one in joined] == [Outcome.PASS, Outcome.FAIL]


def test_a_single_empty_control_leaves_its_criterion_empty():
    assert criterion_spans([spans(Outcome.EMPTY)])[0].outcome is Outcome.EMPTY
    assert criterion_spans([]) == ()


def test_r125_one_failing_span_fails_the_operation_of_the_whole_period():
    assert operation_outcome(spans(Outcome.PASS, Outcome.FAIL, Outcome.PASS)) is Outcome.FAIL
    assert operation_outcome(spans(Outcome.PASS, Outcome.UNKNOWN)) is Outcome.UNKNOWN
    assert operation_outcome(spans(Outcome.PASS)) is Outcome.PASS
    assert operation_outcome(()) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "state, has_owner, outcome, is_tested, has_design, wanted",
    [
        (State.PROPOSED, False, None, False, False, "adopt"),
        (State.RETIRED, True, None, True, True, "adopt"),
        (State.ADOPTED, False, Outcome.FAIL, True, True, "owner"),
        (State.ADOPTED, True, Outcome.FAIL, True, True, "live"),
        (State.LIVE, True, Outcome.FAIL, True, True, "fix"),
        (State.LIVE, True, Outcome.UNKNOWN, False, False, "test"),
        (State.LIVE, True, Outcome.UNKNOWN, True, False, "look"),
        (State.LIVE, True, Outcome.PASS, True, False, "test"),
        (State.LIVE, True, Outcome.PASS, True, True, ""),
    ],
)
def test_a_control_has_one_next_act(state, has_owner, outcome, is_tested, has_design, wanted):
    found = next_act(state, has_owner=has_owner, outcome=outcome, is_tested=is_tested, has_design=has_design)
    assert found.kind == wanted
    assert found.words
    assert found.why
