"""An issued report, and readers who rely on it."""

from __future__ import annotations

import pytest

from attestry.disclosures.tests.reading import a_bound_grant
from attestry.opinions.tests.issued import issued, issued_once
from attestry.reliance.tests.relying import Reading, reissued
from attestry.reliance.views.bound import OPENED

__all__ = ["issued", "issued_once"]


@pytest.fixture(autouse=True)
def nobody_has_opened_yet():
    """Every test has the whole allowance."""
    OPENED.forget()


@pytest.fixture
def reading(issued) -> Reading:
    """A bound reader of Acme, and a report that assumes something of Acme and of others."""
    reissued(issued)
    return Reading(a_bound_grant(issued))
