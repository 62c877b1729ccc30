"""Totals that are kept: reckoned once for a period, and anew as soon as a result is added."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry import pipeline
from attestry.effectiveness.queries import answers, exposure_kept
from attestry.effectiveness.queries.exposure import Asked, exposed_tests, exposure_totals
from attestry.effectiveness.queries.exposure_kept import kept_totals
from attestry.effectiveness.queries.outcome_measures import last_told, outcome_trends
from attestry.effectiveness.tests.world import FIRST, HOUSE, NOW, write_lists
from attestry.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def reckoned(monkeypatch):
    """The periods whose totals were really reckoned."""
    answers.forget()
    periods = []

    def noted(asked):
        periods.append((asked.from_at, asked.at))
        return exposure_totals(asked)

    monkeypatch.setattr(exposure_kept, "exposure_totals", noted)
    return periods


def one_more_day(world):
    at = NOW + timedelta(days=1)
    with clock.simulated(at):
        write_lists(world.folder, at, people=4, ada_lacks=True)
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)
    return at + timedelta(hours=1)


def test_a_period_is_reckoned_once_and_anew_after_a_run(world, reckoned):
    first, again = kept_totals(FIRST, NOW), kept_totals(FIRST, NOW)
    assert (again, len(reckoned)) == (first, 1)
    until = one_more_day(world)
    assert kept_totals(FIRST, NOW) == first
    grown = kept_totals(FIRST, until)
    assert len(reckoned) == 3
    assert grown == exposure_totals(Asked(exposed_tests(until), FIRST, until))
    assert grown.episodes > first.episodes


def test_other_days_of_knowing_are_other_totals(world):
    known_at = FIRST + timedelta(days=1)
    assert kept_totals(FIRST, NOW).episodes > kept_totals(FIRST, NOW, known_at).episodes


def test_no_more_periods_are_kept_than_pages_ask_for(world, reckoned):
    for minutes in range(exposure_kept.AT_MOST + 1):
        kept_totals(FIRST + timedelta(minutes=minutes), NOW)
    kept_totals(FIRST + timedelta(minutes=exposure_kept.AT_MOST), NOW)
    assert len(reckoned) == exposure_kept.AT_MOST + 1
    kept_totals(FIRST, NOW)
    assert len(reckoned) == exposure_kept.AT_MOST + 2


def test_what_is_measured_ends_at_the_full_hour_or_at_the_last_look_if_that_was_later(world, reckoned):
    at = NOW + timedelta(minutes=41)
    assert last_told(at, None) == NOW.replace(minute=0)
    assert last_told(FIRST + timedelta(days=3, seconds=5), None) == FIRST + timedelta(days=3)
    found = outcome_trends(from_at=FIRST, at=at)
    assert found.now.until_at - found.now.from_at == at - FIRST
    assert found.before.until_at == found.now.from_at
    outcome_trends(from_at=FIRST + timedelta(minutes=7), at=at + timedelta(minutes=7))
    assert len(reckoned) == 2
