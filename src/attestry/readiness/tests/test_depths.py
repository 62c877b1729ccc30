"""How deep what stands behind a control goes, step by step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.status import Depth
from attestry.kit import clock
from attestry.readiness.queries.control import control_page
from attestry.readiness.queries.standings import control_standings
from attestry.readiness.tests.samples import a_document, a_finding, a_test_of, an_answer


def depth_of(key, *, days=90):
    now = clock.now()
    return control_standings(now, from_at=now - timedelta(days=days))[key].depth


def test_a_control_nobody_brought_anything_for_stands_on_nothing(system):
    assert depth_of("IAM-02") is Depth.NOTHING


def test_each_step_is_deeper_than_the_one_before(system):
    found = []
    a_document("IAM-02")
    found.append(depth_of("IAM-02"))
    a_finding("IAM-02", Aspect.OPERATION, Outcome.PASS)
    found.append(depth_of("IAM-02"))
    an_answer(a_test_of("IAM-02"))
    found.append(depth_of("IAM-02"))
    for days in range(1, 9):
        an_answer(a_test_of("IAM-02"), days_ago=days)
    found.append(depth_of("IAM-02", days=7))
    assert found == [
        Depth.DOCUMENT,
        Depth.ATTESTATION,
        Depth.POPULATION,
        Depth.POPULATION_OVER_PERIOD,
    ]


def test_a_persons_finding_in_the_middle_of_a_period_takes_nothing_from_a_population_seen_throughout(system):
    for days in range(9):
        an_answer(a_test_of("IAM-02"), days_ago=days + 0.1)
    a_finding("IAM-02", Aspect.OPERATION, Outcome.PASS)
    assert depth_of("IAM-02", days=7) is Depth.POPULATION_OVER_PERIOD


@pytest.mark.parametrize("unseen", [{"unknown": 1}, {"days_ago": 2.5}])
def test_a_pause_or_an_unknown_item_in_the_period_leaves_the_population_of_now(system, unseen):
    for days in (0.1, 1, 5.5, 6, 7, 8):
        an_answer(a_test_of("IAM-02"), days_ago=days)
    an_answer(a_test_of("IAM-02"), **{"days_ago": 3, **unseen})
    assert depth_of("IAM-02", days=7) is Depth.POPULATION


def test_an_answer_that_has_run_out_is_no_population_any_more(system):
    a_document("IAM-02")
    an_answer(a_test_of("IAM-02"), days_ago=5)
    assert depth_of("IAM-02") is Depth.DOCUMENT


def test_a_control_stands_on_the_same_in_the_list_and_on_its_page(system):
    for days in range(1, 9):
        an_answer(a_test_of("IAM-02"), days_ago=days)
    an_answer(a_test_of("IAM-02"))
    now = clock.now()
    page = control_page("IAM-02", at=now, from_at=now - timedelta(days=7))
    assert page.depth is depth_of("IAM-02", days=7) is Depth.POPULATION_OVER_PERIOD
