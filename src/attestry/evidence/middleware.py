"""Refusing what is too large to be sealed before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from attestry.evidence.actions import DOCUMENT_LIMIT_BYTES
from attestry.kit.errors import Invalid
from attestry.ui.errors import refused
from attestry.ui.uploads import most_of

_FORM_AROUND_IT_BYTES = 1 << 20
_LONGEST_NUMBER = 18


class BoundedUploads:
    """Middleware that turns away a request whose announced body no form here can take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, or say that what comes with it is too large."""
        return _refused(request, DOCUMENT_LIMIT_BYTES) or self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: object, _named: object
    ) -> HttpResponse | None:
        """Say that it is too large where the view takes less than any, before its form is read."""
        most = most_of(view)
        return _refused(request, most) if most is not None else None


def _refused(request: HttpRequest, most: int) -> HttpResponse | None:
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    is_larger = len(announced) > _LONGEST_NUMBER or (
        announced.isdecimal() and int(announced) > most + _FORM_AROUND_IT_BYTES
    )
    if not announced.isdecimal() or not is_larger:
        return None
    too_large = Invalid(
        f"What you sent is larger than {most >> 20} MB.",
        next_step="Hand in a smaller file, or split it into several documents.",
        code="TooLarge",
    )
    return refused(request, too_large)
