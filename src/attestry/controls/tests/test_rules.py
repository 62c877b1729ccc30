"""What a control must have, where its state leads, and what a set covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.controls.rules.control import Character, Execution, State, applies, may_become, shortcomings
from attestry.controls.rules.coverage import automation_ratio, balance, thin_criteria
from attestry.controls.tests.samples import text


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"title": " "}, "It has no title."),
        ({"statement": ""}, "It does not say what is done."),
        ({"nature": ""}, "It does not say whether it prevents, detects or corrects."),
        ({"nature": "hopeful"}, "It does not say whether it prevents, detects or corrects."),
        ({"execution": ""}, "It does not say whether people or machines perform it."),
        ({"frequency": "often"}, "It does not say how often it is performed."),
        ({"risk": ""}, "It is linked to no risk, and no reason is given why it needs none."),
        ({"automation": ""}, "It is manual and does not say why."),
    ],
)
def test_each_thing_a_control_lacks_is_its_own_reason(changes: dict[str, str], reason: str) -> None:
    assert shortcomings(text()) == ()
    assert shortcomings(text(**changes)) == (reason,)


def test_a_risk_may_be_waived_with_a_reason() -> None:
    assert shortcomings(text(risk="", risk_waiver="Asked for by contract only.")) == ()


def test_an_automated_control_need_not_say_why_it_is_not_manual() -> None:
    assert shortcomings(text(execution="automated", automation="")) == ()


@pytest.mark.parametrize(
    "state, wanted, possible",
    [
        (State.PROPOSED, State.ADOPTED, True),
        (State.PROPOSED, State.LIVE, False),
        (State.ADOPTED, State.LIVE, True),
        (State.LIVE, State.ADOPTED, False),
        (State.LIVE, State.RETIRED, True),
        (State.RETIRED, State.ADOPTED, True),
        (State.RETIRED, State.LIVE, False),
    ],
)
def test_a_control_goes_through_its_states_in_order(state: State, wanted: State, *, possible: bool) -> None:
    assert may_become(state, wanted) is possible


def test_a_control_applies_with_its_category_or_with_ai() -> None:
    assert applies("core", [], uses_ai=False)
    assert applies("privacy", ["privacy"], uses_ai=False)
    assert not applies("privacy", ["security"], uses_ai=True)
    assert applies("ai", [], uses_ai=True)


@given(st.lists(st.sampled_from(list(Execution))))
def test_r132_adding_a_manual_control_never_raises_the_automation_ratio(executions: list[Execution]) -> None:
    before = automation_ratio(executions)
    after = automation_ratio([*executions, Execution.MANUAL])
    assert after.total == before.total + 1
    assert after.share is not None
    assert after.share <= (before.share or 0)


def test_r132_hybrid_controls_are_in_the_denominator_only() -> None:
    ratio = automation_ratio(["automated", "hybrid", "hybrid", "manual"])
    assert (ratio.share, ratio.total) == (0.25, 4)
    assert automation_ratio([]).share is None


def test_balance_counts_mixed_controls_as_going_beyond_technology() -> None:
    found = balance([Character.TECHNICAL, Character.MIXED, Character.ORGANISATIONAL, Character.TECHNICAL])
    assert found.share_beyond_technology == 0.5
    assert balance([]).share_beyond_technology is None


def test_a_criterion_is_thin_below_two_controls() -> None:
    assert thin_criteria({"CC6.1": 2, "CC6.2": 1, "CC6.3": 0}) == ("CC6.2", "CC6.3")
