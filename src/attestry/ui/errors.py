"""Errors as pages: what happened, why it matters, what to do next."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from attestry.kit.errors import DomainError

_log = logging.getLogger(__name__)


class ErrorPages:
    """Middleware that turns a domain's refusal into a page of the same words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for a foreseen refusal or a busy database; None leaves the rest to Django."""
        if isinstance(error, DomainError):
            return _page(request, error.status, error.message, error.next_step, error.code)
        if isinstance(error, OperationalError):
            _log.warning("database not available: %s", error)
            return _page(
                request,
                503,
                "The database did not answer in time.",
                "Another act holds it, or the disk is full. Nothing was changed; try again in a moment.",
                "DatabaseBusy",
            )
        return None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return _page(request, 404, "Nothing stands at this address.", "Check the address, or search.", "NotFound")


def broken(request: HttpRequest) -> HttpResponse:
    """The page for an error nobody foresaw."""
    return _page(
        request,
        500,
        "Attestry met an error that nobody foresaw.",
        "Nothing was half-written. The log of the server names the place; please report it.",
        "Unforeseen",
    )


def _page(request: HttpRequest, status: int, message: str, next_step: str, code: str) -> HttpResponse:
    facts = {"status": status, "message": message, "next_step": next_step, "code": code}
    return render(request, "ui/error.html", facts, status=status)
