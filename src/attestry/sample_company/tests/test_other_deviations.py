"""Deviations outside the fortnight, each found by the product's own questions in a short telling.

Only the lists and the account that a deviation lies in are read, so that a week is told in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.periods import item_history
from attestry.effectiveness.queries.populations import items
from attestry.sample_company.actions.telling import begin
from attestry.sample_company.company import company
from attestry.sample_company.tests.conftest import CALENDAR, silent

pytestmark = pytest.mark.django_db

KEYS = "aws-user-access-keys-rotated"
UPDATES = "host-security-updates-installed"
VULNERABILITIES = "files-vulnerability-fixed-in-time"


@contextmanager
def told(root, days, *connections) -> Iterator[None]:
    """A home that heard these days of these connections alone."""
    whole = company()
    some = tuple(one for one in whole.estate.connections if one.name in connections)
    assert {one.name for one in some} == set(connections)
    estate = whole.estate.model_copy(update={"connections": some})
    smaller = replace(whole, estate=estate, habits=None, examinations=None, deeds=())
    home = type(settings.HOME)(root)
    home.prepare()
    with override_settings(HOME=home), transaction.atomic():
        begin(smaller, CALENDAR, days, silent)
        yield
        transaction.set_rollback(True)


def morning(day):
    """After the tests of a day were asked."""
    return CALENDAR.at(day, 6)


def failing(test_id, day):
    found = items(test_id, at=morning(day), outcome=Outcome.FAIL)
    return {one.item_id: one.reason for one in found.items}


def test_the_administrator_without_a_second_factor_is_named_for_exactly_a_week(tmp_path):
    story = company().story.no_second_factor
    first, after = story.day, story.day + story.days
    account = "aws-console/ruben.peeters"
    with told(tmp_path, range(first - 1, after + 1), "list-of-accounts"):
        for day in (first - 1, after):
            assert account not in failing("files-mfa-on-active-accounts", day)
        for day in (first, after - 1):
            assert "no second factor in aws-console" in failing("files-mfa-on-active-accounts", day)[account]
        history = item_history(
            "files-mfa-on-active-accounts", account, from_at=morning(first - 1), until_at=morning(after)
        )
        (week,) = [span for span in history.intervals if span.outcome is Outcome.FAIL]
        assert week.length == timedelta(days=7)
        assert week.from_at - week.after == timedelta(days=1), "a daily list bounds the beginning by a day"


def test_the_old_key_fails_from_the_day_on_which_it_is_older_than_ninety_days(tmp_path):
    story = company().story.old_access_key
    last_good = story.day + 90
    with told(tmp_path, range(last_good, last_good + 2), "aws-production"):
        assert story.user not in {name.rpartition("/")[2] for name in failing(KEYS, last_good)}
        ((key, reason),) = failing(KEYS, last_good + 1).items()
        assert key.endswith(f"user/{story.user}")
        assert "91 days old; allowed are 90" in reason


def test_the_endpoint_that_takes_an_old_protocol_is_named_with_place_and_owner(tmp_path):
    story = company().story.weak_endpoint
    # The scan is weekly: the first reading is the day before, the next falls on the day itself.
    with told(tmp_path, range(story.day - 1, story.day + 1), "tls-scan"):
        assert failing("files-tls-endpoint-protocol", story.day - 1) == {}
        ((endpoint, reason),) = failing("files-tls-endpoint-protocol", story.day).items()
        assert endpoint == story.endpoint
        assert "Accepts TLS 1.0, TLS 1.2 is required" in reason
        assert "owner nobody" not in reason
        assert "a place not named" not in reason


def test_the_store_whose_backup_failed_is_named_that_morning_and_not_the_next(tmp_path):
    story = company().story.failed_backup
    days = range(story.day - 1, story.day + 2)
    with told(tmp_path, days, "backup-log", "data-store-register"):
        assert failing("files-backup-recent", story.day - 1) == {}
        assert list(failing("files-backup-recent", story.day)) == [story.store]
        assert failing("files-backup-recent", story.day + 1) == {}


def test_the_vulnerability_that_took_forty_seven_days_is_late_from_the_thirty_first(tmp_path):
    story, found_on = company().story.slow_fix, 168
    last_good = found_on + 30
    with told(tmp_path / "open", range(last_good, last_good + 2), "list-of-vulnerabilities"):
        assert story.vulnerability not in failing(VULNERABILITIES, last_good)
        assert list(failing(VULNERABILITIES, last_good + 1)) == [story.vulnerability]
    fixed = found_on + story.days
    with told(tmp_path / "fixed", range(fixed, fixed + 1), "list-of-vulnerabilities"):
        assert "47 days" in failing(VULNERABILITIES, fixed)[story.vulnerability]


def test_the_access_that_was_taken_away_late_is_named_with_its_days(tmp_path):
    story = company().story.late_removal
    last_day = company().story.last_day
    with told(tmp_path, range(last_day, last_day + 1), "access-reviews"):
        ((item, reason),) = failing("files-access-review-removals-done", last_day).items()
        assert item.startswith(f"review-{story.review + 1}/{story.system}/")
        assert reason == f"Done after {story.days} days; at most 5 are allowed."


def test_the_machine_whose_security_updates_waited_fails_on_those_days_alone(tmp_path):
    story = company().story.pending_updates
    first, after = story.day, story.day + story.days
    with told(tmp_path, range(first - 1, after + 1), story.host):
        found = [day for day in range(first - 1, after + 1) if failing(UPDATES, day)]
        assert found == list(range(first, after))
        assert list(failing(UPDATES, first)) == [story.host]
