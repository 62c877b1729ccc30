"""Fixtures: the small company, and a browser of one of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from attestry.accounts.models import User
from attestry.effectiveness.tests.world import NOW, World, a_home, a_small_company
from attestry.kit import clock


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """The small company, on its fourth day."""
    folder = tmp_path_factory.mktemp("company")
    (folder / "lists").mkdir()
    with django_db_blocker.unblock(), a_home(folder / "home"), transaction.atomic():
        made = a_small_company(folder / "lists")
        with clock.simulated(NOW):
            yield made
        transaction.set_rollback(True)


@pytest.fixture
def client_of(db) -> Callable[[User], Client]:
    """A client signed in as somebody."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
