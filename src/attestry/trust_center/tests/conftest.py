"""The examination and the small company that these tests are about; nobody has asked too often yet."""

from __future__ import annotations

import pytest

from attestry.effectiveness.tests.scene import client_of, world
from attestry.engagements.tests.conftest import examination
from attestry.trust_center.middleware import READING, SENDING, SENDING_OF_ALL
from attestry.trust_center.shelf import shelf

__all__ = ["client_of", "examination", "world"]


@pytest.fixture(autouse=True)
def _fresh():
    for one in (READING, SENDING, SENDING_OF_ALL, shelf):
        one.forget()
