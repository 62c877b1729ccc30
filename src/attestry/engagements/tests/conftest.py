"""An engagement of a lead's company and a firm's team, on a day."""

from __future__ import annotations

import pytest

from attestry.engagements.tests.examination import NOW, an_examination
from attestry.kit import clock


@pytest.fixture
def examination(db):
    """A Type 2 over the first half of 2026 that the firm may begin with; the clock stands in July."""
    with clock.simulated(NOW):
        yield an_examination()
