"""An issued report, and readers who signed the agreement."""

from __future__ import annotations

import pytest

from attestry.disclosures.views import reading
from attestry.opinions.tests.issued import issued, issued_once

__all__ = ["issued", "issued_once"]


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    """Every test has the whole allowance."""
    reading._PAGES.forget()
    reading._COPIES.forget()
