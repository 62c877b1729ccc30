"""The examination that these tests are about."""

from __future__ import annotations

from attestry.engagements.tests.conftest import examination

__all__ = ["examination"]
