"""The examination that these tests are about, of a system with a service and components."""

from __future__ import annotations

import pytest

from attestry.descriptions.tests.texts import a_described_system
from attestry.engagements.tests.conftest import examination

__all__ = ["described", "examination"]


@pytest.fixture
def described(examination):
    """An engagement whose system has something to describe."""
    a_described_system(examination)
    return examination
