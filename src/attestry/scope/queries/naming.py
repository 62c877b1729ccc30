"""The name of the system, for the line on top of every page."""

from __future__ import annotations

from attestry.scope.models import System


def system_name() -> str:
    """The name of the first system that was set up; empty before there is one."""
    return System.objects.order_by("created_at", "pk").values_list("name", flat=True).first() or ""
