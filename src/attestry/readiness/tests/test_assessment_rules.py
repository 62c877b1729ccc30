import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.controls.rules.gap import GapKind
from attestry.effectiveness.rules.status import Depth
from attestry.readiness.rules.assessment import Adequacy, Answers, count_gaps, relation_words
from attestry.readiness.rules.difference import Change, differences
from attestry.readiness.rules.judgement import Judgement
from attestry.readiness.rules.score import Maturity, Verdict, maturity_of, score

A, I, M, N = Adequacy  # noqa: E741
E, D, O, F = Maturity.EVIDENCED, Maturity.DOCUMENTED, Maturity.OPERATING, Maturity.INFORMAL  # noqa: E741
ANSWERS = st.builds(Answers, *[st.sampled_from(Adequacy)] * 3)


@pytest.mark.parametrize(
    ("answers", "judgement", "gap"),
    [
        ((A, A, A), Judgement.MET, None),
        ((A, A, N), Judgement.MET, None),
        ((N, N, N), Judgement.NOT_APPLICABLE, None),
        ((A, A, M), Judgement.PARTLY, GapKind.NOT_OPERATING),
        ((A, I, A), Judgement.PARTLY, GapKind.INADEQUATE),
        ((A, M, I), Judgement.PARTLY, GapKind.MISSING),
        ((M, A, A), Judgement.NOT_MET, GapKind.MISSING),
        ((I, I, I), Judgement.NOT_MET, GapKind.INADEQUATE),
    ],
)
def test_the_three_answers_decide_the_judgement_and_the_kind_of_gap(answers, judgement, gap):
    said = Answers(*answers)
    assert (said.judgement, said.gap) == (judgement, gap)


@given(st.lists(ANSWERS))
def test_missing_and_inadequate_add_up_to_all_gaps(found):
    counts = count_gaps(one.gap for one in found)
    assert counts.missing + counts.inadequate == counts.total == sum(one.gap is not None for one in found)


@given(ANSWERS)
def test_what_is_met_is_no_gap_and_what_is_a_gap_is_not_met(answers):
    assert (answers.gap is None) == (answers.judgement in (Judgement.MET, Judgement.NOT_APPLICABLE))


def test_a_rater_who_owns_nothing_is_told_nothing():
    assert relation_words([]) == ""
    assert relation_words(["B-2", "A-1"]) == "Rated by the owner of 2 controls that speak to it: A-1, B-2."


def test_two_assessments_are_told_apart_criterion_by_criterion():
    before = {
        "CC1.1": Answers(A, A, M),
        "CC1.2": Answers(A, A, A),
        "CC1.3": Answers(A, I, A),
        "P1.1": Answers(A, A, A),
    }
    after = {
        "CC1.1": Answers(A, A, A),
        "CC1.2": Answers(A, I, A),
        "CC1.3": Answers(I, A, A),
        "A1.1": Answers(M, M, M),
    }
    found = {one.reference: one for one in differences(before, after)}
    assert {reference: one.change for reference, one in found.items()} == {
        "CC1.1": Change.BETTER,
        "CC1.2": Change.WORSE,
        "CC1.3": Change.MIXED,
        "A1.1": Change.NEW,
        "P1.1": Change.GONE,
    }
    assert found["CC1.1"].aspects == (("operation", "Missing", "Adequate"),)


def test_the_score_is_the_worked_example_of_its_definition():
    found = score(
        {
            "CC6.1": [(E, True), (D, True), (F, False)],
            "CC6.2": [(F, True), (E, True), (E, False)],
            "CC8.1": [(E, True), (E, False)],
        }
    )
    assert found.criteria == pytest.approx({"CC6.1": 0.65, "CC6.2": 0.5, "CC8.1": 1.0})
    assert found.overall == pytest.approx(71.666667)
    assert (found.blockers, found.verdict) == (("CC6.2",), Verdict.NOT_READY)


def test_a_criterion_that_no_control_speaks_to_blocks_whatever_the_mean():
    found = score({"CC1.1": [(E, False)] * 50, "CC1.2": []})
    assert (found.criteria["CC1.2"], found.blockers, found.verdict) == (0.0, ("CC1.2",), Verdict.NOT_READY)
    assert score({"CC1.1": [(O, True)]}).verdict is Verdict.READY


@pytest.mark.parametrize(
    ("state", "has_owner", "outcome", "depth", "expected"),
    [
        (State.LIVE, True, Outcome.PASS, Depth.POPULATION, Maturity.EVIDENCED),
        (State.LIVE, True, Outcome.EMPTY, Depth.DOCUMENT, Maturity.OPERATING),
        (State.LIVE, True, Outcome.FAIL, Depth.POPULATION, Maturity.DOCUMENTED),
        (State.ADOPTED, True, Outcome.PASS, Depth.POPULATION, Maturity.DOCUMENTED),
        (State.ADOPTED, False, Outcome.UNKNOWN, Depth.NOTHING, Maturity.INFORMAL),
    ],
)
def test_what_fails_or_is_not_live_does_not_count_as_operating(state, has_owner, outcome, depth, expected):
    assert maturity_of(state, has_owner=has_owner, outcome=outcome, depth=depth) is expected
