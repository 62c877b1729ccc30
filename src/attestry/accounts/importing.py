"""The page of a list that is taken in, for whoever may."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.journal.rules import Actor
from attestry.ui.csv_import import ListImport, import_page


def list_view(permission: str, what: Callable[[Actor], ListImport]) -> Callable[..., HttpResponseBase]:
    """The view of a list: handed in, looked at, and taken in by whoever holds the permission."""

    @requires(permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def taken_in(request: HttpRequest) -> HttpResponseBase:
        return import_page(request, what(actor_of(request)))

    return taken_in
