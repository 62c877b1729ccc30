"""What every page of this room shows around itself, and how it answers an act."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from attestry.accounts.access import actor_of


def around(request: HttpRequest) -> dict[str, Any]:
    """``may`` to ask for a permission."""
    return {"may": actor_of(request).may}
