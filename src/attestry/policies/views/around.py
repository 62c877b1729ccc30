"""What every page of this room shows around itself, and how it answers an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attestry.accounts.access import actor_of
from attestry.kit.errors import Conflict, Invalid
from attestry.policies.errors import OwnText


def around(request: HttpRequest) -> dict[str, Any]:
    """``may`` to ask for a permission."""
    return {"may": actor_of(request).may}


def answer(
    request: HttpRequest, do: Callable[[], object], said: str, back: str, *arguments: object
) -> HttpResponse:
    """Do it, say so or say why not, and go back to the page that asked."""
    try:
        do()
    except (Invalid, Conflict, OwnText) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back, *arguments)
