"""Refusals as pages: what happened, why it matters, what to do; problem+json under ``/api/`` (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

from attestry.kit.errors import DomainError
from attestry.ui.refusals import note_refused, page_of

_log = logging.getLogger(__name__)
_WHY = {
    403: "Rights are kept narrow so that the journal can say who did what.",
    404: "The address may be mistyped, or what stood there belongs to another system.",
    409: "Going on would overwrite what somebody else just did.",
    422: "Nothing was changed: what is handed in is taken whole or not at all.",
    503: "Until it answers, what depends on it is shown as unknown.",
}
# Where strangers and readers are: they are told in the organization's look, and nothing of the program.
_OUTSIDE = "/trust/"
_BROKEN = "What was asked for could not be done. Nothing half-written was kept."


class ErrorPages:
    """Middleware that turns a foreseen refusal into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a domain error; anything else goes on to :func:`broken`."""
        if not isinstance(error, DomainError):
            return None
        if error.status >= 500:
            _log.error("%s: %s", error.code, error)
        return refused(request, error)


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page of a domain error, also of one that was met before any view ran."""
    note_refused(error, page_of(request))
    return _answer(request, error.status, error.message, error.next_step, error.code)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django names it
    """Nothing stands at this address."""
    is_outside = request.path.startswith(_OUTSIDE)
    next_step = "It may be mistyped, or gone." if is_outside else "Search for it, or start from Today."
    return _answer(request, 404, "There is no page at this address.", next_step)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  as above
    """The framework itself refused."""
    return _answer(
        request, 403, "You may not do this here.", "Ask whoever keeps your account for the right to it."
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  as above
    """The token of a form is missing or old (CSRF)."""
    next_step = "Go back, reload the page and send it again."
    return _answer(request, 403, "This form is no longer valid.", next_step)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; says so without asking anything that may be what failed."""
    return _answer(request, 500, "Attestry failed while answering.", "Try again; the log says what failed.")


def _answer(request: HttpRequest, status: int, message: str, next_step: str, code: str = "") -> HttpResponse:
    title = HTTPStatus(status).phrase
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": message}
        problem |= {"code": code or title, "next_step": next_step}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    is_ours = status >= 500 and status != 503
    if request.path.startswith(_OUTSIDE) and not is_ours:
        return _outside(request, {"status": status, "message": message, "next_step": next_step})
    signed_in = not is_ours and getattr(request, "actor", None) is not None
    context = {
        "layout": "ui/layout.html" if signed_in else "ui/signed_out.html",
        "message": message,
        "why": _WHY.get(status, _BROKEN if is_ours else ""),
        "next_step": next_step,
        "status": status,
        "signed_in": signed_in,
    }
    page = render_to_string("ui/error.html", context, request if signed_in else None)
    return HttpResponse(page, status=status)


def _outside(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    answer = HttpResponse(render_to_string("ui/error_outside.html", said, request), status=said["status"])
    answer["Cache-Control"] = "no-store"
    return answer
