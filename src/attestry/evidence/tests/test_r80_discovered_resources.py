"""What a reading discovers is put before whoever draws the boundary, and counts as in until they decide."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.connectors.queries import source, source_ids
from attestry.evidence.tests.line import DAY_ONE, HOUSE, made_line, unavailable
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.scope.actions.drawing import decide_resource
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.models import DiscoveredResource
from attestry.scope.queries.boundary import boundary, resource_counts
from attestry.scope.rules.system import Verdict
from attestry.today.queries.standing import standing

pytestmark = pytest.mark.django_db

BUCKETS = "aws_s3_bucket"


@pytest.fixture
def system():
    return ensure_system(HOUSE, "Payroll")


def account():
    return made_line(BUCKETS, "cloud", source_id="aws", settings={"regions": ["eu-west-1"]})


@pytest.fixture
def cloud(system):
    return account()


def bucket(name):
    return {"bucket_arn": f"arn:aws:s3:::{name}", "bucket_name": name}


def unseen(day):
    at = DAY_ONE + timedelta(days=day, hours=2)
    with clock.simulated(at):
        return standing(at, at - timedelta(days=1)).unseen


def test_r80_one_more_untagged_bucket_is_one_more_undecided_resource_the_same_day(system, cloud):
    cloud.read(bucket("payslips"))
    decide_resource(HOUSE, system.resources.get(), verdict=Verdict.IN, reason="")
    assert unseen(0).resource_count == 0

    cloud.read(bucket("payslips"), bucket("untagged"), on=1)
    counts = resource_counts(system)
    assert (counts.undecided, counts.counted_in, counts.decided_share) == (1, 2, 0.5)
    assert "1 discovered resource is undecided and counts as in." in boundary(system).warnings
    assert unseen(1).resource_count == 1
    assert not unseen(1).is_empty
    said = JournalEntry.objects.filter(act="scope.note_discovered").order_by("seq").last()
    assert said.after == {"source": "aws", "discovered": 1, "first": ["arn:aws:s3:::untagged"]}


def test_r80_a_resource_keeps_its_verdict_through_later_readings_and_failures(system, cloud):
    cloud.read(bucket("payslips"))
    decide_resource(HOUSE, system.resources.get(), verdict=Verdict.OUT, reason="A test account.")
    cloud.read(unavailable(), on=1)
    cloud.read(bucket("payslips"), on=2)
    assert [(one.item_id, one.verdict) for one in system.resources.all()] == [
        ("arn:aws:s3:::payslips", "out")
    ]


def test_r80_what_is_no_resource_discovers_nothing(system):
    made_line().read({"account_id": "okta/1", "system": "okta"})
    assert not system.resources.exists()


def test_without_a_system_nothing_is_put_before_anybody():
    assert account().read(bucket("a")).state == "complete"
    assert not DiscoveredResource.objects.exists()


def test_resources_are_rows_of_tables_that_the_stream_has_and_that_an_id_alone_tells_apart():
    named = [
        (source(source_id).tables[table], stream)
        for source_id in source_ids()
        for stream in source(source_id).manifest.streams
        for table in stream.resources
    ]
    assert len(named) >= 5
    for shape, stream in named:
        assert shape.name in stream.tables
        assert len(shape.key) == 1
