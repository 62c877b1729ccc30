from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.program.rules.steps import Closed, StepState, program_of
from attestry.scope.rules.condition import Condition, Step

AT = datetime(2026, 3, 1, tzinfo=UTC)


def a_condition(step, *, holds=True, key="a", **more):
    return Condition(step, key, key, holds=holds, why="counted", url="/x/", **more)


def a_closing(step, *, is_override=False):
    return Closed(step, AT, "Ada", is_override, "Ada" if is_override else "", "", ())


def a_program(*conditions, closed=()):
    return program_of(conditions, {step: a_closing(step) for step in closed}, url="/program/")


def test_where_one_is_is_the_first_step_that_nobody_closed():
    found = a_program(a_condition(Step.READINESS, holds=False, act="Rate"), closed=(Step.SCOPE,))
    assert found.current.step is Step.READINESS
    assert found.current.next.act == "Rate"
    assert [one.state for one in found.steps] == [StepState.CLOSED, StepState.OPEN, *[StepState.WAITING] * 4]


def test_a_step_is_ready_only_when_every_condition_holds_and_the_step_before_is_closed():
    ready = a_program(a_condition(Step.READINESS), closed=(Step.SCOPE,)).of(Step.READINESS)
    assert (ready.state, ready.failing) == (StepState.READY, ())
    waits = a_program(a_condition(Step.READINESS)).of(Step.READINESS)
    assert [one.title for one in waits.failing] == ["Step 1 is closed"]


def test_a_step_of_which_no_fact_says_that_it_is_done_is_never_ready():
    before = [step for step in Step if step is not Step.EXAMINATION]
    last = a_program(closed=before).of(Step.EXAMINATION)
    assert (last.failing, last.is_computed, last.state) == ((), False, StepState.OPEN)


def test_a_closed_step_says_what_no_longer_holds():
    found = a_program(a_condition(Step.SCOPE, holds=False), closed=(Step.SCOPE,)).of(Step.SCOPE)
    assert found.state is StepState.CLOSED
    assert [one.key for one in found.failing] == ["a"]


def test_what_it_takes_is_the_sum_of_what_is_open():
    found = a_program(
        a_condition(Step.SCOPE, holds=False, hours=(2, 5)),
        a_condition(Step.SCOPE, key="b", holds=False, hours=(1, 1)),
        a_condition(Step.SCOPE, key="c", hours=(100, 100)),
    )
    assert found.of(Step.SCOPE).hours == found.hours == (3, 6)


@given(
    st.lists(st.tuples(st.sampled_from(Step), st.booleans(), st.booleans()), max_size=30),
    st.sets(st.sampled_from(Step)),
)
def test_every_condition_stands_in_its_step_once_and_the_counts_add_up(said, closed):
    conditions = [
        a_condition(step, key=str(number), holds=holds, is_entry=is_entry)
        for number, (step, holds, is_entry) in enumerate(said)
    ]
    found = a_program(*conditions, closed=closed)
    assert found.conditions == len(conditions) + 5
    assert found.held + sum(len(one.failing) for one in found.steps) == found.conditions
    assert found.closed_count == len(closed)


@pytest.mark.parametrize("step", list(Step))
def test_each_step_has_a_title_and_a_purpose(step):
    assert step.label
    assert step.purpose.endswith(".")
