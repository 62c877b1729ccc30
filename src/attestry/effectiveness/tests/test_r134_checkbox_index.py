"""The checkbox index: its vector, its properties, and the habits that its signals are told from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.effectiveness.rules.checkbox import WEIGHTS, Signal, bunching, checkbox_index
from attestry.effectiveness.rules.habits import Judged, repeated, stamped

NINE = datetime(2026, 3, 10, 9, tzinfo=UTC)
VECTOR = {
    Signal.ATTESTATION_ONLY: 0.3,
    Signal.RUBBER_STAMP: 0.4,
    # 0.566467 rounded; the published index was computed from the unrounded signal.
    Signal.BUNCHING: bunching(0.60, last=14, period=181),
    Signal.NEVER_CHALLENGED: 0.5,
    Signal.BOILERPLATE: 0.2,
    Signal.UNLINKED_TO_RISK: 0.1,
    Signal.SELF_APPROVED: 0.05,
    Signal.STALE_EXCEPTIONS: 0.0,
}
ZEROS = dict.fromkeys(Signal, 0.0)
share = st.floats(0, 1)


def judged(*minutes, by="ada", control="IAM-07"):
    return [Judged(control, by, NINE + timedelta(minutes=one)) for one in minutes]


def test_r134_the_signals_of_the_vector_give_31_497006():
    found = checkbox_index(VECTOR)
    assert found.value == pytest.approx(31.497006, abs=5e-7)
    assert (found.weight, found.unmeasured) == (1, ())


def test_r134_zeros_give_0_and_ones_100():
    assert checkbox_index(ZEROS).value == 0
    assert checkbox_index(dict.fromkeys(Signal, 1.0)).value == pytest.approx(100)


def test_r134_the_bunching_of_the_vector_is_that_of_60_per_cent_in_14_of_181_days():
    assert bunching(0.60, last=14, period=181) == pytest.approx(0.566467, abs=5e-7)


def test_what_was_not_measured_is_named_and_left_out_of_both_sums():
    found = checkbox_index(
        {Signal.ATTESTATION_ONLY: 0.5, Signal.UNLINKED_TO_RISK: 0.2, Signal.BUNCHING: None}
    )
    assert found.value == pytest.approx(100 * (0.2 * 0.5 + 0.1 * 0.2) / 0.3)
    assert found.weight == pytest.approx(0.3)
    assert Signal.BUNCHING in found.unmeasured
    assert len(found.unmeasured) == 6


def test_where_nothing_was_measured_there_is_no_index_and_no_zero():
    assert checkbox_index({}).value is None


@pytest.mark.parametrize("value", [-0.1, 1.1])
def test_a_signal_outside_0_and_1_is_refused(value):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        checkbox_index({Signal.BUNCHING: value})


@given(st.dictionaries(st.sampled_from(Signal), st.none() | share))
def test_the_index_lies_between_0_and_100_whatever_was_measured(signals):
    found = checkbox_index(signals)
    assert found.value is None or -1e-9 <= found.value <= 100 + 1e-9
    assert found.weight == pytest.approx(sum(WEIGHTS[one] for one, v in signals.items() if v is not None))


@given(st.fixed_dictionaries(dict.fromkeys(Signal, share)), st.sampled_from(Signal), share)
def test_a_worse_signal_never_makes_a_better_index(signals, one, other):
    low, high = sorted((signals[one], other))
    better = checkbox_index({**signals, one: low}).value
    assert checkbox_index({**signals, one: high}).value >= better - 1e-9


@given(share, st.floats(15, 400))
def test_bunching_is_0_for_evidence_spread_evenly_and_1_for_all_of_it_at_the_end(found, period):
    assert bunching(14 / period, last=14, period=period) == pytest.approx(0, abs=1e-9)
    assert bunching(1, last=14, period=period) == pytest.approx(1)
    assert 0 <= bunching(found, last=14, period=period) <= 1 + 1e-9


def test_a_period_no_longer_than_its_last_days_cannot_bunch():
    assert bunching(1, last=14, period=14) is None


def test_a_judgement_within_a_minute_of_the_one_before_is_a_stamp():
    assert stamped(judged(0, 0.5, 30)) == {1}
    assert stamped([*judged(0), *judged(0.5, by="ben")]) == frozenset()


def test_more_than_five_in_ten_minutes_are_all_stamps():
    assert stamped(judged(0, 2, 4, 6, 8)) == frozenset()
    assert stamped(judged(0, 1.9, 3.8, 5.7, 7.6, 9.5, 60)) == set(range(6))


def test_a_decision_within_a_minute_of_being_asked_for_is_a_stamp():
    asked = Judged("IAM-07", "ada", NINE, asked_at=NINE - timedelta(seconds=20))
    slow = Judged("IAM-07", "ben", NINE, asked_at=NINE - timedelta(hours=2))
    assert stamped([asked, slow]) == {0}


def test_conclusions_that_differ_by_a_number_or_a_word_of_many_are_boilerplate():
    texts = [
        "The report of March was made and its measures were gone through with management in the meeting.",
        "The report of March was made and its measures were gone through with management in the meeting!",
        "All 14 leavers of the quarter were compared with the list of accounts; one was found a day late.",
        "Reviewed 3.",
    ]
    assert repeated(texts) == {0, 1}
    assert repeated([*texts, "reviewed 19"]) == {0, 1, 3, 4}
    assert repeated([]) == frozenset()


@given(st.lists(st.text(alphabet="ab ", max_size=12), max_size=8))
def test_a_text_that_stands_alone_repeats_nothing_and_doubles_always_do(texts):
    assert repeated([*texts, *texts]) == frozenset(range(2 * len(texts)))
    assert repeated(texts[:1]) == frozenset()
