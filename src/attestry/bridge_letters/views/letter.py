"""One letter, its sealed PDF and its signed form for machines."""

from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from attestry.bridge_letters.errors import UnknownLetter
from attestry.bridge_letters.models import SignedLetter
from attestry.bridge_letters.queries.letters import letter_numbered, signed_bytes
from attestry.bridge_letters.views.around import letter_page
from attestry.engagements.wall import for_management_alone


@for_management_alone
@require_safe
def bridge_letter(request: HttpRequest, number: int) -> HttpResponse:
    """What changed since, what stands against the letter, what it says, and what can be done with it."""
    return letter_page(request, letter_numbered(number))


@for_management_alone
@require_safe
def bridge_letter_file(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    """The PDF as it was signed. Raises Broken where its bytes no longer match their digest."""
    signed = _signed(number)
    answer = HttpResponse(signed_bytes(signed), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{signed.file_name}"'
    answer["X-Content-SHA-256"] = signed.digest
    return answer


@for_management_alone
@require_safe
def bridge_letter_companion(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    """The letter for machines, signed."""
    signed = _signed(number)
    answer = HttpResponse(orjson.dumps(signed.companion), content_type="application/json")
    name = signed.file_name.removesuffix(".pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def _signed(number: int) -> SignedLetter:
    """A letter that was signed. Raises UnknownLetter."""
    found: SignedLetter | None = getattr(letter_numbered(number), "signed", None)
    if found is None:
        raise UnknownLetter
    return found
