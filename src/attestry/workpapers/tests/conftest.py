"""The examination that these tests are about, with a live control."""

from __future__ import annotations

import pytest

from attestry.controls.models import Control
from attestry.engagements.tests.conftest import examination

__all__ = ["control", "examination"]


@pytest.fixture
def control(examination):
    """A control that is in use."""
    found = Control.objects.get(key="CHG-02")
    Control.objects.filter(pk=found.pk).update(state="live", owner=examination.lead)
    return Control.objects.get(pk=found.pk)
