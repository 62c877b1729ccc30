"""The packaged frameworks, loaded once per module of tests and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from attestry.frameworks.tests.samples import load_library


@pytest.fixture(scope="module")
def _library(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_library()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def packaged(_library: None, db: None) -> None:
    """The packaged frameworks; what a test changes is rolled back after it."""
