"""Every control test of the library, held to the faults that it should notice: each survivor is explained."""

from __future__ import annotations

from functools import lru_cache

import pytest

from attestry.connectors.queries import all_tables
from attestry.control_tests.mutation import measure
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.mutation import REQUIRED, Score, share

IDS = list(definitions())


@lru_cache
def measured(test_id: str) -> Score:
    return measure(definitions()[test_id], all_tables())


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


def test_the_library_notices_at_least_what_it_promises() -> None:
    scores = [measured(test_id) for test_id in IDS]
    assert share(sum(one.noticed for one in scores), sum(one.injected for one in scores)) >= REQUIRED
