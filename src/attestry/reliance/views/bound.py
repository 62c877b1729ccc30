"""Pages of one report, for a reader whose grant holds and who is bound; others learn nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from attestry.disclosures.actions.refusing import note_refusal
from attestry.kit import clock
from attestry.kit.errors import DomainError
from attestry.kit.rates import Allowance, Rates
from attestry.nondisclosure.queries.standing import bound
from attestry.readers.access import for_readers
from attestry.readers.queries.grants import open_grant
from attestry.reliance.errors import TooManyQuestions

if TYPE_CHECKING:
    from attestry.readers.models import Grant, Reader

OPENED = Rates(Allowance(burst=60, each_minute=60))

Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, "Grant", Arguments], HttpResponseBase]


def for_bound_readers(page: Page[Arguments]) -> Callable[..., HttpResponse]:
    """A page of a grant: another's is not there, an ended one refused, an unbound reader sent to sign."""

    def walled(
        request: HttpRequest, reader: Reader, /, key: UUID, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        if OPENED.wait_for(str(reader.key), clock.now()):
            raise TooManyQuestions
        try:
            grant = open_grant(reader, key)
        except DomainError as refusal:
            note_refusal(reader.actor(), reader, what=f"reading/{key}", why=refusal.code)
            raise
        if not bound(reader).is_bound:
            return redirect("agreement_to_sign")
        return page(request, grant, *args, **kwargs)

    update_wrapper(walled, page)
    return for_readers(walled)
