"""How a page answers an act that somebody asked for: says that it was done, or where it was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attestry.kit.errors import Conflict, DomainError, Invalid
from attestry.ui.refusals import note_refused, page_of

_REFUSALS: tuple[type[DomainError], ...] = (Invalid, Conflict)
Refusals = tuple[type[DomainError], ...]


def answer(
    request: HttpRequest,
    do: Callable[[], object],
    said: str,
    back: str,
    *at: object,
    also: Refusals = (),
) -> HttpResponse:
    """Do it, say so or say why not, and go back to the page that asked.

    What the actor may not do, and what is not there, is a page of its own, unless ``also`` names it.
    """
    try:
        do()
    except (*_REFUSALS, *also) as refusal:
        note_refused(refusal, page_of(request))
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back, *at)


def kept(form: Form, do: Callable[[], object], *, also: Refusals = ()) -> bool:
    """Do it; a refusal stands on the field that its words begin with, or above the form."""
    try:
        do()
    except (*_REFUSALS, *also) as refusal:
        note_refused(refusal, type(form).__name__)
        name, _, words = refusal.message.partition(": ")
        is_of_field = bool(words) and name in form.fields
        said = f"{words} {refusal.next_step}".strip() if is_of_field else str(refusal)
        form.add_error(name if is_of_field else None, said)
        return False
    return True
