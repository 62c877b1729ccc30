"""What was refused, in the program's log: which kind and where, and nothing that anybody typed."""

from __future__ import annotations

import logging

from django.http import HttpRequest

from attestry.kit.errors import DomainError

_log = logging.getLogger("attestry.refused")


def note_refused(error: DomainError, where: str) -> None:
    """One line. ``where`` is a form or a page by its name: its address may hold somebody's link."""
    _log.info("%s at %s", error.code, where)


def page_of(request: HttpRequest) -> str:
    """The name of the page that was asked for; of no page where it was refused before one was found."""
    found = request.resolver_match
    return (found.view_name or "no page") if found else "no page"
