"""What several pages of this room share: the form with its choices, and answering an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.remediation.forms import TaskForm
from attestry.remediation.queries.people import teams, working_people

Offered = TypeVar("Offered", bound=TaskForm)


def offered(form: Offered) -> Offered:
    """A form with the people and teams of today to choose from."""
    form.offer(list(working_people(clock.now().date())), list(teams()))
    return form


def answer(request: HttpRequest, do: Callable[[], object], said: str, back: str, *where: Any) -> HttpResponse:
    """Do it, say so or say why not, and go back to the page that asked. NotAllowed is a page of its own."""
    try:
        do()
    except (Invalid, Conflict, NotFound) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back, *where)
