"""The small company, built once for each module of tests and rolled back after it."""

from __future__ import annotations

from attestry.effectiveness.tests.scene import client_of, world  # noqa: F401
