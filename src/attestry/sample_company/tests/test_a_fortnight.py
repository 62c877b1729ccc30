"""What went wrong at the sample company is found by the product's own questions, in a home that holds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import orjson
import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.queries import first_administrator
from attestry.connectors.models import Collection, CollectionState
from attestry.connectors.queries import active_connections, streams_of
from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.effectiveness.queries.periods import item_history, test_intervals
from attestry.effectiveness.queries.populations import items
from attestry.evidence.models import Entry
from attestry.evidence.verification import verify_home
from attestry.journal.models import JournalEntry
from attestry.journal.queries import broken_at
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.sample_company.tests.conftest import silent

BUCKET = "arn:aws:s3:::wagewren-payslip-exports"

pytestmark = pytest.mark.usefixtures("fortnight")


@pytest.fixture
def end(fortnight):
    return fortnight.calendar.at(fortnight.last_day, 6)


@pytest.fixture
def start(fortnight):
    return fortnight.calendar.at(fortnight.first_day, 6)


def failing(test_id, at):
    return {one.item_name: one for one in items(test_id, at=at, outcome=Outcome.FAIL).items}


def test_the_two_late_leavers_are_named_with_the_account_that_outlived_them(end):
    found = failing("files-leaver-accounts-disabled", end)
    assert set(found) == {"Noor Qureshi", "Bram Vermeulen"}
    assert "ticketing/noor.qureshi" in found["Noor Qureshi"].reason
    assert "aws-console/bram.vermeulen is still active" in found["Bram Vermeulen"].reason


def test_one_change_among_hundreds_was_reviewed_by_nobody(end):
    found = failing("git-change-reviewed-by-another", end)
    assert len(found) == 1
    assert items("git-change-reviewed-by-another", at=end).total > 400


def test_the_bucket_was_public_for_about_31_hours_with_both_ends_bounded(start, end):
    history = item_history("aws-s3-bucket-not-public", BUCKET, from_at=start, until_at=end)
    spans = [span for span in history.intervals if span.outcome is Outcome.FAIL]
    assert len(spans) == 1
    shown = spans[0]
    assert timedelta(hours=30) <= shown.length <= timedelta(hours=32)
    assert shown.until_at - shown.after <= timedelta(hours=32, minutes=1)


def test_the_days_without_an_answer_are_unknown_and_not_a_hole(start, end):
    spans = test_intervals(["aws-database-encrypted"], from_at=start, until_at=end)["aws-database-encrypted"]
    unknown = [span for span in spans if span.outcome is Outcome.UNKNOWN]
    assert [span.length for span in unknown] == [timedelta(days=2)]
    assert "no answer from sts" in unknown[0].reason
    assert all(left.until_at == right.from_at for left, right in pairwise(spans))


def test_a_late_first_training_and_a_late_acknowledgement_are_named(end):
    assert set(failing("files-training-at-hire", end)) == {"Leopold Strasser"}
    assert [name for name in failing("files-policy-acknowledged", end) if "zainab.usman" in name]


def test_it_says_that_it_is_a_sample():
    assert settings.HOME.organization().is_sample
    assert "sample" in settings.HOME.organization().name


def test_every_entry_says_that_its_clock_was_simulated():
    bodies = Entry.objects.values_list("body", flat=True)
    assert bodies
    assert all(orjson.loads(body)["simulated"] is True for body in bodies)


def test_ledger_and_journal_hold_together():
    assert verify_home(silent).findings == []
    assert broken_at() is None


def test_every_stream_was_read_in_full_but_for_the_days_of_the_outage():
    states = Collection.objects.exclude(state=CollectionState.COMPLETE)
    assert {one.connection.name for one in states} == {"aws-production"}
    assert {one.ended_at.date() for one in states} == {
        date(2026, 8, 5),
        date(2026, 8, 6),
    }


def test_no_control_test_broke():
    assert not Result.objects.exclude(error="").exists()


def test_every_live_control_has_an_owner_and_none_is_the_auditor():
    live = Control.objects.filter(state="live").select_related("owner")
    assert live.count() > 50
    assert all(control.owner.role != "auditor" for control in live)


def test_acts_are_done_by_several_people():
    assert JournalEntry.objects.values("actor_key").distinct().count() >= 4


def test_its_systems_are_never_read_for_real():
    connection = active_connections()[0]
    with pytest.raises(Unavailable):
        pipeline.collect_stream(Actor.system("test"), connection, streams_of(connection)[0], silent)
    assert not pipeline.due(clock.now())


@pytest.mark.parametrize("path", ["/", "/controls/", "/evidence/", "/journal/", "/connections/"])
def test_every_page_carries_the_banner(client, path):
    client.force_login(first_administrator())
    answer = client.get(path)
    assert answer.status_code == 200
    assert b"Everything here is made up" in answer.content
