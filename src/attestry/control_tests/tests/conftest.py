"""The small company of the effectiveness room's tests, for the pages of this room."""

from __future__ import annotations

from attestry.effectiveness.tests.scene import client_of, world  # noqa: F401
