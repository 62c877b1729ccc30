"""Every control test of the library, held to its own cases: each can pass, fail and not know."""

from __future__ import annotations

import pytest

from attestry.connectors.queries import all_tables
from attestry.control_tests.cases import answer
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.definition import Case, Definition
from attestry.control_tests.rules.outcome import Outcome
from attestry.kit.content import library

DEFINITIONS = definitions()
CASES = [(one, case) for one in DEFINITIONS.values() for case in one.meaning.cases]


@pytest.mark.parametrize("definition, case", CASES, ids=[f"{one.id}: {case.name}" for one, case in CASES])
def test_a_case_gives_the_expected_outcomes(definition: Definition, case: Case) -> None:
    answered = answer(definition, case, all_tables())
    said = {item: answered.outcomes.get(item) for item in case.expect}
    assert said == case.expect, answered.reasons
    assert not set(case.outside) & set(answered.outcomes)


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_the_cases_together_show_a_pass_a_fail_an_unknown_and_an_outsider(definition: Definition) -> None:
    shown = {outcome for case in definition.meaning.cases for outcome in case.expect.values()}
    assert {Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN} <= shown
    assert any(case.outside for case in definition.meaning.cases)


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_a_population_of_nobody_is_never_a_pass(definition: Definition) -> None:
    answered = answer(definition, Case(name="nobody"), all_tables())
    assert Outcome.PASS not in answered.outcomes.values()


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_a_gap_takes_every_answer_away(definition: Definition) -> None:
    """Each item of each case becomes unknown when what the test reads of it was denied."""
    population = definition.meaning.population
    for case in definition.meaning.cases:
        items = answer(definition, case, all_tables()).outcomes
        gaps = [{"table": population, "item": item, "detail": "denied"} for item in items]
        denied = Case.model_validate({**case.model_dump(), "gaps": gaps, "as_of": case.as_of.isoformat()})
        answered = answer(definition, denied, all_tables())
        assert set(answered.outcomes) >= set(items)
        assert {answered.outcomes[item] for item in items} <= {Outcome.UNKNOWN}


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_every_control_it_speaks_to_is_in_the_library(definition: Definition) -> None:
    known = {path.stem for path in (library() / "controls").glob("*/*.yaml")}
    assert set(definition.meaning.controls) <= known


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_every_answer_gives_a_reason(definition: Definition) -> None:
    for case in definition.meaning.cases:
        answered = answer(definition, case, all_tables())
        assert all(reason for reason in answered.reasons.values())
