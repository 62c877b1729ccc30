"""The sample company is examined: what the firm found is in the ledger, and its report says it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from attestry.controls.queries.coverage import controls_in_use
from attestry.deviations.models import Deviation, ManagementResponse
from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.nondisclosure.models import Signing
from attestry.opinions.models import IssuedReport
from attestry.readers.models import Offer
from attestry.requests.models import Request
from attestry.sample_company.actions.examining.showing import failures_of, speaking_tests
from attestry.sample_company.actions.telling import begin
from attestry.sample_company.company import company
from attestry.sample_company.tests.conftest import CALENDAR, silent
from attestry.trust_center.models import Publication
from attestry.workpapers.models import Conclusion, Workpaper

BEFORE = 250
# They hold in a home that was read all along, and fail in one whose first reading is so late.
FAIL_FOR_WANT_OF_READINGS = {"COM-02", "IAM-05"}


@contextmanager
def told(root, days) -> Iterator[None]:
    """A home that was read from the day before the firm's work began."""
    home = type(settings.HOME)(root)
    home.prepare()
    with override_settings(HOME=home), transaction.atomic():
        begin(company(), CALENDAR, days, silent)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _examined(django_db_setup, django_db_blocker, tmp_path_factory):
    days = range(BEFORE, company().story.last_day + 1)
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("examined"), days):
        yield


pytestmark = pytest.mark.slow


@pytest.fixture
def report(_examined, db):
    """The report of the second examination."""
    return IssuedReport.objects.get(engagement__kind="soc_2_type_2")


def test_the_type_2_is_qualified_on_one_criterion_alone(report):
    modified = [one for one in report.content["opinions"] if one["kind"] != "unmodified"]
    assert [(one["subject"], one["kind"], one["criteria"]) for one in modified] == [
        ("operation", "qualified", ["CC6.2"])
    ]


def test_every_control_in_use_is_tested_by_design_and_by_operation_and_reviewed_by_another(report):
    papers = Workpaper.objects.filter(engagement=report.engagement)
    tested = {(one.control.key, one.aspect) for one in papers.select_related("control")}
    assert tested == {(key, aspect) for key in controls_in_use() for aspect in ("design", "operation")}
    conclusions = Conclusion.objects.filter(workpaper__in=papers).select_related("review")
    assert conclusions.count() == papers.count() > 190
    assert all(one.review.stands and one.review.by_id != one.by_id for one in conclusions)


def test_no_conclusion_is_older_than_what_it_cites(report):
    recorded = dict(Entry.objects.values_list("seq", "recorded_at"))
    for one in Conclusion.objects.filter(workpaper__engagement=report.engagement):
        assert one.entries
        assert all(recorded[seq] <= one.at for seq in one.entries)


def test_what_failed_in_the_period_is_weighed_or_said_to_be_weighed_elsewhere(report):
    said = company().examinations
    weighed = {one.control for one in said.weighed} | {key for one in said.explained for key in one.controls}
    first, until = CALENDAR.at(60), CALENDAR.at(251)
    failed = {key for key in controls_in_use() if failures_of(speaking_tests(key), first=first, until=until)}
    assert failed
    assert failed - FAIL_FOR_WANT_OF_READINGS <= weighed


def test_each_deviation_was_shared_and_answered_and_stands_in_the_report(report):
    found = Deviation.objects.filter(engagement=report.engagement)
    titles = {one.title for one in found}
    assert {"Accounts of people who left stayed open", "A change was merged without review"} <= titles
    assert ManagementResponse.objects.filter(result__deviation__in=found).count() == len(titles)
    assert len(report.content["other"]) == len(titles)


def test_requests_are_answered_from_the_ledger_and_accepted(report):
    asked = Request.objects.filter(engagement=report.engagement)
    assert asked.count() > 70
    assert set(asked.values_list("state", flat=True)) <= {"accepted", "not_provided"}
    assert asked.filter(state="accepted").count() > 60


def test_an_examination_that_began_before_anything_was_read_is_planned_and_no_more(report):
    first = Engagement.objects.get(kind="soc_2_type_1")
    assert (first.state, first.team.count()) == ("planning", 3)


def test_the_report_is_shown_to_the_world_and_on_offer_and_a_reader_signed(report):
    shown = Publication.objects.filter(kind="report", withheld_at=None)
    assert [one.key for one in shown] == [str(report.pk)]
    assert Offer.objects.get().engagement == report.engagement
    assert Signing.objects.get().reader.grants.get().engagement == report.engagement
