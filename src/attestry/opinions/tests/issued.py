"""An issued report for the tests of a whole file: made once by every act that it takes, then undone.

Each test runs in a savepoint of its own within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from attestry.engagements.tests.examination import NOW, Examination, an_examination
from attestry.kit import clock
from attestry.opinions.models import IssuedReport
from attestry.opinions.tests.whole import fresh, issued_by


@dataclass(frozen=True, slots=True)
class Issued:
    """The two sides, and the Type 2 report with one qualified criterion that the firm issued."""

    scene: Examination
    report: IssuedReport


@pytest.fixture(scope="module")
def issued_once(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Issued]:
    """The report, for all tests of a file."""
    with django_db_blocker.unblock(), clock.simulated(NOW), transaction.atomic():
        scene = an_examination()
        report = issued_by(scene, tmp_path_factory.mktemp("issued"))
        yield Issued(scene, report)
        transaction.set_rollback(True)


@pytest.fixture
def issued(issued_once, db) -> Iterator[Issued]:
    """The report, in a savepoint that ends with the test; the clock stands on its day."""
    with clock.simulated(NOW):
        report = IssuedReport.objects.get(pk=issued_once.report.pk)
        report.engagement = fresh(issued_once.scene)
        yield Issued(issued_once.scene, report)
