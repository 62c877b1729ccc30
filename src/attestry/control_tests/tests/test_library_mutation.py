"""Every control test of the library, held to the faults that it should notice: each survivor is explained."""

from __future__ import annotations

from functools import lru_cache

import pytest

from attestry.connectors.queries import all_tables
from attestry.control_tests.mutation import scored, try_faults
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.fault import FaultKind
from attestry.control_tests.rules.mutation import REQUIRED, Answer, Score, Tried, share

IDS = list(definitions())


@lru_cache
def tried(test_id: str) -> tuple[Tried, ...]:
    return tuple(try_faults(definitions()[test_id], all_tables()))


def measured(test_id: str) -> Score:
    return scored(definitions()[test_id], tried(test_id))


@pytest.mark.parametrize("test_id", IDS)
def test_every_fault_that_is_let_through_is_explained_and_nothing_else_is(test_id: str) -> None:
    found = measured(test_id)
    assert found.injected > 0
    assert found.unexplained == ()
    assert found.stale == ()


@pytest.mark.parametrize("test_id", IDS)
def test_an_explanation_is_a_sentence(test_id: str) -> None:
    for said in definitions()[test_id].meaning.survivors.values():
        assert len(said.split()) >= 6
        assert said.endswith(".")


@pytest.mark.parametrize("test_id", IDS)
def test_a_yes_or_no_that_is_not_known_lets_nobody_slip_out_of_the_population(test_id: str) -> None:
    shapes, population = all_tables(), definitions()[test_id].meaning.population
    slipped = {
        one.fault.key
        for one in tried(test_id)
        if one.fault.kind is FaultKind.NULLED
        and one.fault.table == population
        and shapes[population].types[one.fault.column] == "BOOLEAN"
        and one.answer is Answer.LEFT
    }
    assert slipped == set()


def test_the_library_notices_at_least_what_it_promises() -> None:
    scores = [measured(test_id) for test_id in IDS]
    assert share(sum(one.noticed for one in scores), sum(one.injected for one in scores)) >= REQUIRED
