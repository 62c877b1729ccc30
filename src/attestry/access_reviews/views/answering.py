"""How a page of this room answers an act whose words follow from what was done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attestry.kit.errors import Conflict, Invalid, NotFound


def answer(request: HttpRequest, do: Callable[[], str], back: str, *at: object) -> HttpResponse:
    """Do it and say what was done, or why not, and go back to the page that asked."""
    try:
        messages.success(request, do())
    except (Invalid, Conflict, NotFound) as refusal:
        messages.error(request, str(refusal))
    return redirect(back, *at)
