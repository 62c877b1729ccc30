"""Where the questions of a file stand: guessed, shown, corrected by a person, and then read."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.questionnaires.actions.receiving import guessed_layout, lay_out, suggest_answers
from attestry.questionnaires.forms import SheetForm
from attestry.questionnaires.models import Questionnaire
from attestry.questionnaires.queries.received import file_of, questionnaire_line
from attestry.questionnaires.reading import Book, read
from attestry.questionnaires.rules.layout import Asked, SheetLayout, column_letters, layout_from, questions_in

_SHOWN_ROWS, _SHOWN_COLUMNS, _SHOWN_QUESTIONS = 8, 12, 5


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet with how it would be read."""

    form: SheetForm
    asked: tuple[Asked, ...]
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def first(self) -> tuple[Asked, ...]:
        """The first questions that were found."""
        return self.asked[:_SHOWN_QUESTIONS]


@requires("questionnaires.lay_out")
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Each sheet with its columns; by POST shown anew, or read."""
    found = questionnaire_line(pk, clock.now().date()).questionnaire
    book = read(found.file_name, file_of(found))
    is_posted = request.method == "POST"
    forms = _forms(book, found, request.POST if is_posted else None)
    are_valid = not [one for one in forms if is_posted and not one.is_valid()]
    layouts = [_layout(one, is_posted=is_posted) if are_valid else None for one in forms]
    refusal: Invalid | Conflict | None = None
    if is_posted and are_valid and request.POST.get("do") == "read":
        try:
            return _read(request, found, [one for one in layouts if one is not None])
        except (Invalid, Conflict) as refused:
            refusal = refused
    previews = [_preview(form, layout) for form, layout in zip(forms, layouts, strict=True)]
    context = {
        "found": found,
        "previews": previews,
        "refusal": refusal,
        "total": sum(len(one.asked) for one in previews),
        "hidden": [one.name for one in book.sheets if one.is_hidden],
        "breadcrumb": _breadcrumb(found),
    }
    status = 422 if refusal or not are_valid else 200
    return render(request, "questionnaires/layout.html", context, status=status)


def _forms(book: Book, found: Questionnaire, data: object) -> list[SheetForm]:
    kept = [layout_from(one) for one in found.layout] or guessed_layout(book)
    by_name = {one.sheet: one for one in kept}
    return [SheetForm(one, by_name.get(one.name), place, data) for place, one in enumerate(book.sheets)]


def _layout(form: SheetForm, *, is_posted: bool) -> SheetLayout | None:
    return form.as_layout() if is_posted else form.layout


def _preview(form: SheetForm, layout: SheetLayout | None) -> SheetPreview:
    rows = form.sheet.rows
    start = max(0, layout.heading_row - 1) if layout else 0
    shown = rows[start : start + _SHOWN_ROWS]
    width = min(_SHOWN_COLUMNS, max((len(row) for row in shown), default=0))
    cut = tuple((start + n, tuple((*row, *[""] * width)[:width])) for n, row in enumerate(shown, start=1))
    letters = tuple(column_letters(one) for one in range(1, width + 1))
    asked = tuple(questions_in(layout, rows)) if layout else ()
    return SheetPreview(form, asked, letters, cut)


def _read(request: HttpRequest, found: Questionnaire, layouts: list[SheetLayout]) -> HttpResponse:
    actor = actor_of(request)
    lay_out(actor, found, layout=orjson.dumps([one.record() for one in layouts]).decode())
    suggest_answers(actor, found)
    count = found.questions.count()
    messages.success(
        request, f"{count:,} questions are read. What comes close stands beside each; take it or not."
    )
    return redirect("questionnaire", found.pk)


def _breadcrumb(found: Questionnaire) -> list[tuple[str, str]]:
    here = reverse("questionnaire", args=[found.pk])
    return [("Questionnaires", reverse("questionnaires")), (found.title, here), ("Columns", "")]
