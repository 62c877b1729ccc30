"""What strangers are told where there is nothing for them; the same whatever it is that they may not see."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from attestry.trust_center.look import Look
from attestry.trust_center.rendering import rendered_public


def nothing_here() -> HttpResponse:
    """No page stands at this address; asks the database nothing."""
    return _said(HTTPStatus.NOT_FOUND, "There is no page at this address", "It may be mistyped, or gone.")


def too_often(seconds: int) -> HttpResponse:
    """Somebody asks too often (RFC 6585 §4)."""
    answer = HttpResponse(
        "You ask too often. Try again later.\n", status=429, content_type="text/plain; charset=utf-8"
    )
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _said(status: HTTPStatus, title: str, words: str) -> HttpResponse:
    context: dict[str, Any] = {"trust_look": Look, "heading": title, "words": words}
    answer = HttpResponse(rendered_public("trust_center/said.html", context), status=status)
    answer["Cache-Control"] = "no-store"
    return answer
