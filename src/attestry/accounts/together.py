"""Views that change several records of a list at once and undo that, for whoever may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.bulk import BulkKind
from attestry.journal.models import BulkEdit
from attestry.journal.queries import bulk_edit_numbered, last_bulk_edit
from attestry.journal.rules import Actor
from attestry.ui.bulk import BulkBar, BulkForm, BulkList, bulk_answer, here, undo_answer

Form = Callable[[Mapping[str, Any] | None], BulkForm]


@dataclass(frozen=True, slots=True)
class Together:
    """A list whose rows are changed together: who may, the records, the form, and the two acts.

    ``edit`` is told the actor, the numbers of the records and what they are given; ``undo`` the edit.
    """

    permission: str
    rows: BulkList
    kind: BulkKind[Any]
    form: Form
    edit: Callable[[Actor, Collection[int], Mapping[str, Any]], BulkEdit]
    undo: Callable[[Actor, BulkEdit], BulkEdit]

    def bar(self, request: HttpRequest) -> BulkBar | None:
        """The form under which rows are changed, and one's last change; None for who may not."""
        actor = actor_of(request)
        if not actor.may(self.permission):
            return None
        return self.rows.bar(self.form(None), last_bulk_edit(actor, self.kind.name), here(request))

    def views(self) -> tuple[Callable[..., HttpResponseBase], Callable[..., HttpResponseBase]]:
        """The view that changes the rows that were chosen, and the one that undoes such a change."""

        @requires(self.permission)
        @require_POST
        def change(request: HttpRequest) -> HttpResponse:
            actor, form = actor_of(request), self.form(request.POST)
            return bulk_answer(
                request, self.rows, form, lambda chosen, given: self.edit(actor, chosen, given)
            )

        @requires(self.permission)
        @require_POST
        def undo(request: HttpRequest, pk: int) -> HttpResponse:
            actor = actor_of(request)
            return undo_answer(
                request, self.rows, lambda: self.undo(actor, bulk_edit_numbered(self.kind.name, pk))
            )

        return change, undo
