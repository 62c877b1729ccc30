"""The packaged library, loaded once per module of tests and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import load_library
from attestry.readiness.tests.samples import a_person, a_system
from attestry.scope.models import System


@pytest.fixture(scope="module")
def _library(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_library()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def system(_library: None, db: None) -> System:
    """A system with Security in scope and its controls adopted; rolled back after the test."""
    return a_system()


@pytest.fixture
def lead(client: Client, system: System) -> Client:
    """A browser in which the compliance lead is signed in."""
    client.force_login(a_person(Role.LEAD))
    return client


@pytest.fixture
def auditor(client: Client, system: System) -> Client:
    """A browser in which an auditor is signed in, who reads everything and changes nothing."""
    client.force_login(a_person(Role.AUDITOR, "Eve"))
    return client
