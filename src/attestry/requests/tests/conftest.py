"""An engagement in fieldwork, and browsers on both of its sides."""

from __future__ import annotations

import pytest
from django.test import Client

from attestry.engagements.tests.conftest import examination
from attestry.evidence.actions import hand_in_document
from attestry.requests.tests.scene import document

__all__ = ["auditor_browser", "entry", "examination", "lead_browser"]


@pytest.fixture
def lead_browser(examination):
    """A browser in which the compliance lead is signed in."""
    browser = Client()
    browser.force_login(examination.lead)
    return browser


@pytest.fixture
def auditor_browser(examination):
    """A browser in which somebody of the firm is signed in."""
    browser = Client()
    browser.force_login(examination.auditor)
    return browser


@pytest.fixture
def entry(examination):
    """A document in the ledger."""
    return hand_in_document(examination.lead.actor(), **document("Access list of June"))
