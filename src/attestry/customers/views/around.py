"""How pages of this room answer an act."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attestry.kit.errors import Conflict, Invalid


def kept(form: Form, do: Callable[[], object]) -> bool:
    """Do it; a refusal stands on the field that it names, or above the form."""
    try:
        do()
    except (Invalid, Conflict) as refusal:
        name, _, words = refusal.message.partition(": ")
        is_of_field = bool(words) and name in form.fields
        form.add_error(name if is_of_field else None, words if is_of_field else str(refusal))
        return False
    return True


def answer(request: HttpRequest, do: Callable[[], object], said: str, back: str, *at: object) -> HttpResponse:
    """Do it, say so or say why not, and go back to the page that asked."""
    try:
        do()
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back, *at)
