"""What came laid on what was expected: each state by an example, and both clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.answers import Answer, Basis, Calendar, State, Stream
from attestry.effectiveness.rules.consistency import Consistency, consistency
from attestry.effectiveness.rules.coverage_map import Brought, Came, Span, coverage, worst_state
from attestry.effectiveness.rules.occurrences import Rhythm, occurrences

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
QUARTERS = occurrences(Rhythm.QUARTERLY, date(2026, 1, 1), date(2026, 7, 1))
DAYS = occurrences(Rhythm.DAILY, date(2026, 1, 1), date(2026, 1, 6))
NEXT_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
ALWAYS = [Span(BEGIN)]


def day(month, number, hour=9):
    return datetime(2026, month, number, hour, tzinfo=UTC)


def document(start, end, recorded):
    return Came(Basis.DOCUMENT, "Access review", start, end, recorded, None, 7)


def finding(at, outcome=Outcome.PASS):
    return Came(Basis.FINDING, "operation", at, at, at, outcome, 8)


def asked(*outcomes, holds=26, late=0):
    """A test asked at nine on each day from the first on; None: not asked on that day."""
    answers = [
        Answer(at, at + timedelta(hours=holds), at + timedelta(days=late), outcome, 100 + number)
        for number, outcome in enumerate(outcomes)
        if outcome is not None and (at := day(1, 1 + number))
    ]
    return Stream("Everyone has a second factor", answers)


def states(expected, *, at=NEXT_YEAR, in_use=ALWAYS, **brought):
    return [one.state for one in coverage(Calendar(expected), Brought(in_use=in_use, **brought), at=at)]


def test_what_came_in_time_is_met():
    came = document(day(1, 1), day(4, 1, 0), day(3, 31))
    assert states(QUARTERS, came=[came])[0] is State.MET


def test_what_came_after_it_was_due_is_late_and_says_by_how_much():
    cell = coverage(
        Calendar(QUARTERS),
        Brought(came=[document(day(1, 1, 0), day(4, 1, 0), day(4, 4, 0))], in_use=ALWAYS),
        at=NEXT_YEAR,
    )[0]
    assert (cell.state, cell.late_by, cell.is_deviation) == (State.LATE, timedelta(days=3), False)
    assert cell.came_at == day(4, 4, 0)


def test_what_came_past_the_grace_is_late_and_a_deviation():
    cell = coverage(
        Calendar(QUARTERS),
        Brought(came=[document(day(1, 1, 0), day(4, 1, 0), day(5, 15))], in_use=ALWAYS),
        at=NEXT_YEAR,
    )[0]
    assert (cell.state, cell.is_deviation) == (State.LATE, True)


def test_nothing_is_pending_until_the_grace_is_over_and_missed_from_then_on():
    assert states(QUARTERS, at=day(4, 15, 23))[0] is State.PENDING
    assert states(QUARTERS, at=day(4, 16, 0))[0] is State.MISSED


def test_a_test_that_was_not_asked_leaves_the_day_unknown_and_never_met():
    assert states(DAYS, streams=[asked(Outcome.PASS, None, None, Outcome.PASS, Outcome.PASS)]) == [
        State.MET,
        State.UNKNOWN,
        State.UNKNOWN,
        State.MET,
        State.MET,
    ]


def test_an_answer_that_holds_for_a_week_speaks_of_every_day_it_held_to_the_end_of():
    assert states(DAYS, streams=[asked(Outcome.PASS, holds=3 * 24)]) == [
        State.MET,
        State.MET,
        State.MET,
        State.UNKNOWN,
        State.UNKNOWN,
    ]


def test_what_was_answered_on_a_day_outweighs_what_was_carried_into_it():
    assert states(DAYS[:3], streams=[asked(Outcome.FAIL, Outcome.PASS, Outcome.PASS, holds=200)]) == [
        State.FAILED,
        State.MET,
        State.MET,
    ]


def test_where_no_calendar_says_so_nothing_is_missed_but_not_known():
    assert states(DAYS[:1], is_watched=True) == [State.UNKNOWN]
    assert states(DAYS[:1], is_watched=True, at=day(1, 1)) == [State.PENDING]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.PASS, State.MET),
        (Outcome.FAIL, State.FAILED),
        (Outcome.UNKNOWN, State.UNKNOWN),
        (Outcome.EMPTY, State.NOT_EXPECTED),
        (Outcome.NOT_APPLICABLE, State.NOT_EXPECTED),
    ],
)
def test_what_a_test_said_decides_its_day(outcome, state):
    assert states(DAYS[:1], streams=[asked(outcome, holds=2)]) == [state]


def test_one_failure_in_a_quarter_fails_it_and_says_how_often():
    cell = coverage(
        Calendar(QUARTERS),
        Brought(streams=[asked(Outcome.PASS, Outcome.FAIL, Outcome.PASS)], in_use=ALWAYS),
        at=NEXT_YEAR,
    )[0]
    assert cell.state is State.FAILED
    assert "1 of 3 times" in cell.words
    assert cell.entry_seq == 101


def test_a_test_that_could_not_tell_outweighs_another_that_passed():
    assert states(DAYS[:1], streams=[asked(Outcome.PASS), asked(Outcome.UNKNOWN)]) == [State.UNKNOWN]


def test_a_persons_finding_settles_what_a_test_could_not_tell_and_a_document_does_not():
    unknown = asked(Outcome.UNKNOWN)
    assert states(DAYS[:1], streams=[unknown], came=[finding(day(1, 1))]) == [State.MET]
    handed_in = document(day(1, 1, 0), day(1, 2, 0), day(1, 1))
    assert states(DAYS[:1], streams=[unknown], came=[handed_in]) == [State.UNKNOWN]


def test_a_finding_speaks_of_the_window_it_was_made_in_alone():
    assert states(QUARTERS, came=[finding(day(4, 1, 0))]) == [State.MISSED, State.MET]


def test_a_document_over_the_year_speaks_of_every_quarter_of_it():
    came = document(BEGIN, NEXT_YEAR, day(2, 1))
    assert states(QUARTERS, came=[came]) == [State.MET, State.MET]


def test_an_excusal_over_the_whole_window_stands_for_what_did_not_come():
    excused = [Span(BEGIN, day(4, 1, 0))]
    assert states(QUARTERS, excused=excused) == [State.EXCUSED, State.MISSED]
    assert states(QUARTERS, excused=[Span(day(1, 2), day(4, 1, 0))])[0] is State.MISSED


def test_an_excusal_hides_no_failure_and_no_late_evidence():
    excused = [Span(BEGIN, NEXT_YEAR)]
    assert states(DAYS[:1], streams=[asked(Outcome.FAIL)], excused=excused) == [State.FAILED]
    late = document(BEGIN, day(4, 1, 0), day(5, 1))
    assert states(QUARTERS[:1], came=[late], excused=excused) == [State.LATE]


def test_before_a_control_was_in_use_nothing_is_expected_of_it():
    assert states(QUARTERS, in_use=[Span(day(4, 2))]) == [State.NOT_EXPECTED, State.MISSED]
    assert states(QUARTERS, in_use=[]) == [State.NOT_EXPECTED, State.NOT_EXPECTED]


def test_a_month_is_as_bad_as_its_worst_day():
    cells = coverage(
        Calendar(DAYS), Brought(streams=[asked(Outcome.PASS, Outcome.FAIL)], in_use=ALWAYS), at=day(1, 3)
    )
    assert worst_state(cells) is State.FAILED


def test_nothing_expected_is_no_share_and_never_the_whole():
    assert consistency(coverage(Calendar(DAYS), Brought(), at=NEXT_YEAR)).share is None


def test_the_share_counts_late_within_the_grace_as_right_and_unknown_as_not():
    streams = [asked(Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.PASS)]
    figure = consistency(coverage(Calendar(DAYS), Brought(streams=streams, in_use=ALWAYS), at=NEXT_YEAR))
    assert figure == Consistency(expected=5, right=3, unknown=1)
    assert (figure.share, figure.wrong) == (0.6, 1)


LINES = st.lists(st.sampled_from([*Outcome, None]), max_size=5)


@given(LINES, st.integers(0, 20), st.booleans())
def test_r142_no_day_is_met_on_which_no_test_passed_and_nobody_found_it_right(line, later, handed_in):
    came = [document(BEGIN, NEXT_YEAR, day(1, 2))] if handed_in else []
    stream = asked(*line, holds=1)
    at = day(1, 1) + timedelta(days=later)
    brought = Brought(streams=[stream] if stream.answers else [], came=came, in_use=ALWAYS)
    for number, cell in enumerate(coverage(Calendar(DAYS), brought, at=at)):
        said = line[number] if number < len(line) else None
        if cell.state is State.MET and stream.answers and stream.answers[0].at < cell.occurrence.until_at:
            assert said is Outcome.PASS or (
                handed_in and said in (Outcome.EMPTY, Outcome.NOT_APPLICABLE, None)
            )


@given(LINES, st.integers(0, 400))
def test_what_came_later_than_it_was_due_is_never_met(line, late):
    stream = asked(*line, holds=1, late=late)
    for cell in coverage(Calendar(DAYS), Brought(streams=[stream], in_use=ALWAYS), at=NEXT_YEAR):
        if cell.state is State.MET:
            assert cell.came_at <= cell.occurrence.due_at
