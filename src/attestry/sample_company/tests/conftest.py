"""Eleven days of the sample company in a home of their own, told once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from attestry.sample_company.actions.telling import Chapter, begin
from attestry.sample_company.company import company
from attestry.sample_company.rules.calendar import Calendar

CALENDAR = Calendar(date(2026, 1, 5))
FORTNIGHT = range(211, 222)


def silent(_text: str) -> None:
    """No progress."""


@contextmanager
def home_told(root: Path, days: range) -> Iterator[Chapter]:
    """A home that was told these days; the database forgets them at the end."""
    home = type(settings.HOME)(root)
    home.prepare()
    with override_settings(HOME=home), transaction.atomic():
        yield begin(company(), CALENDAR, days, silent)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _fortnight(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chapter]:
    root = tmp_path_factory.mktemp("sample-home")
    with django_db_blocker.unblock(), home_told(root, FORTNIGHT) as chapter:
        yield chapter


@pytest.fixture
def fortnight(_fortnight: Chapter, db: None) -> Chapter:
    """The days with the outage and the public bucket."""
    return _fortnight
