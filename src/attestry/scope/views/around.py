"""What every page of this room shows around itself, and how it answers an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attestry.accounts.access import actor_of
from attestry.kit.errors import Conflict, Invalid
from attestry.scope.models import System


def around(request: HttpRequest, system: System) -> dict[str, Any]:
    """The system, its name, and ``may`` to ask for a permission."""
    return {"system": system, "system_name": system.name, "may": actor_of(request).may}


def answer(request: HttpRequest, do: Callable[[], object], said: str, back: str) -> HttpResponse:
    """Do it, say so or say why not, and go back to the page that asked."""
    try:
        do()
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back)
