"""The examination that these tests are about, and browsers of both its sides."""

from __future__ import annotations

from typing import cast

import pytest
from django.test import Client

from attestry.accounts.models import User
from attestry.engagements.tests.conftest import examination  # noqa: F401


def browser(user: User) -> Client:
    """A client signed in as somebody."""
    made = Client()
    made.force_login(user)
    return cast("Client", made)


@pytest.fixture
def firm(examination):
    """The auditor's browser."""
    return browser(examination.auditor)


@pytest.fixture
def management(examination):
    """The lead's browser."""
    return browser(examination.lead)
