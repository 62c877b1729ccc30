"""The examination that these tests are about, with a control in use."""

from __future__ import annotations

from attestry.workpapers.tests.conftest import control, examination

__all__ = ["control", "examination"]
