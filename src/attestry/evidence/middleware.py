"""Refusing what is too large to be sealed before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from attestry.evidence.actions import DOCUMENT_LIMIT_BYTES
from attestry.kit.errors import Invalid
from attestry.ui.errors import refused

_FORM_AROUND_IT_BYTES = 1 << 20
_LONGEST_NUMBER = 18


class BoundedUploads:
    """Middleware that turns away a request whose announced body no form here can take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, or say that what comes with it is too large."""
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        most = DOCUMENT_LIMIT_BYTES + _FORM_AROUND_IT_BYTES
        if announced.isdecimal() and (len(announced) > _LONGEST_NUMBER or int(announced) > most):
            too_large = Invalid(
                f"What you sent is larger than {DOCUMENT_LIMIT_BYTES >> 20} MB.",
                next_step="Hand in a smaller file, or split it into several documents.",
                code="TooLarge",
            )
            return refused(request, too_large)
        return self.get_response(request)
