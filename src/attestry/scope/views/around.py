"""What every page of this room shows around itself, and how it answers an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from attestry.accounts.access import actor_of
from attestry.kit.errors import Conflict, Invalid
from attestry.scope.errors import FieldRefused, NameMissing, NameTaken, ReasonMissing
from attestry.scope.models import System


def around(request: HttpRequest, system: System) -> dict[str, Any]:
    """The system, its name, and ``may`` to ask for a permission."""
    return {"system": system, "system_name": system.name, "may": actor_of(request).may}


def is_kept(request: HttpRequest, form: forms.Form, do: Callable[[], object], said: str) -> bool:
    """Do what a form that was sent asks for; a refusal stands beside the field that it is about."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do()
    except (Invalid, Conflict) as refusal:
        field = next((one for one in _fields_of(refusal) if one in form.fields), None)
        form.add_error(field, str(refusal))
        return False
    messages.success(request, said)
    return True


def sent(request: HttpRequest) -> dict[str, Any]:
    """The first argument of a form: what was sent, where something was."""
    return {"data": request.POST if request.method == "POST" else None}


def _fields_of(refusal: Invalid | Conflict) -> tuple[str, ...]:
    match refusal:
        case FieldRefused():
            return (refusal.field,)
        case NameTaken() | NameMissing():
            return ("name", "key")
        case ReasonMissing():
            return ("reason",)
    return ()
