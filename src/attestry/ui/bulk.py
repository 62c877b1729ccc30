"""Several rows of a list changed at once, and that undone: what a page shows of it and how it answers.

A row is chosen by its box; or all are that the list's filter shows, as long as it still shows as many.
What is left empty in the form stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from attestry.kit.errors import Conflict, Invalid
from attestry.ui.words import counted_words, instant_words

UNDO = "undo "
_DIGITS = 15


class ListShowsOthers(Conflict):
    """What a filter shows changed since it was read."""

    def __init__(self, seen: int, now: int, noun: str, plural: str = "") -> None:
        super().__init__(
            f"The list showed {counted_words(seen, noun, plural)} when you read it and shows {now:,} now.",
            next_step="Nothing was changed. Look at what it shows now, and choose again.",
        )


class Undoable(Protocol):
    """What an act that changed several records answers."""

    pk: int
    said: str
    at: datetime
    expires_at: datetime


class BulkForm(forms.Form):
    """What the rows are given; its fields are all optional, and told apart from other forms of the page."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="bulk")


def kept_or(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices after the one that leaves a row as it is."""
    return [("", "As it is"), *choices]


@dataclass(frozen=True, slots=True)
class BulkList:
    """A list whose rows are changed together: its page, the addresses of the change and of undoing it.

    ``found`` answers the numbers of all rows that a query of the page shows.
    """

    noun: str
    page: str
    change: str
    undo: str
    found: Callable[[Mapping[str, str]], Collection[int]]
    plural: str = ""

    def bar(self, form: BaseForm, last: Undoable | None, here: str) -> BulkBar:
        """What the page shows: the form, and the last change where it can be undone."""
        undo = reverse(self.undo, args=[last.pk]) + here if last else ""
        return BulkBar(self.noun, form, reverse(self.change), here, last, undo)


@dataclass(frozen=True, slots=True)
class BulkBar:
    """The form under which rows are changed together, on the list as it was asked for by ``here``."""

    noun: str
    form: BaseForm
    action: str
    here: str
    last: Undoable | None
    undo: str


def here(request: HttpRequest) -> str:
    """The list as it is looked at."""
    return _query(f"?{request.GET.urlencode()}")


def bulk_answer(
    request: HttpRequest,
    rows: BulkList,
    form: BaseForm,
    change: Callable[[Collection[int], Mapping[str, Any]], Undoable],
) -> HttpResponse:
    """Change the rows that were chosen; say what changed with a button that undoes it, or why not."""
    asked = _query(request.POST.get("here", ""))
    try:
        made = change(chosen_rows(request, rows), _given(form))
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        told = f"{made.said}. It can be undone until {instant_words(made.expires_at)}."
        messages.success(request, told, extra_tags=UNDO + reverse(rows.undo, args=[made.pk]) + asked)
    return redirect(reverse(rows.page) + asked)


def undo_answer(request: HttpRequest, rows: BulkList, undo: Callable[[], object]) -> HttpResponse:
    """Undo a change of several rows and go back to the list, or say there why it stays."""
    try:
        undo()
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Undone: they stand as they did before.")
    return redirect(reverse(rows.page) + here(request))


def undo_address(tags: str) -> str:
    """Where the change is undone that a message tells of; empty where it tells of none."""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


def chosen_rows(request: HttpRequest, rows: BulkList) -> Collection[int]:
    """The numbers of the rows that were ticked, or of all that the list showed. Raises ListShowsOthers."""
    if request.POST.get("which") != "all":
        return [number for text in request.POST.getlist("chosen") if (number := _whole(text)) is not None]
    asked = _query(request.POST.get("here", ""))
    numbers = rows.found(QueryDict(asked.removeprefix("?")).dict())
    shown = _whole(request.POST.get("shown", "")) or 0
    if shown != len(numbers):
        raise ListShowsOthers(shown, len(numbers), rows.noun, rows.plural)
    return numbers


def _given(form: BaseForm) -> Mapping[str, Any]:
    """What the form was told; what was left empty is left out. Raises Invalid, field by field."""
    if not form.is_valid():
        said = "; ".join(
            f"{_label(form, name)}{' '.join(map(str, why))}" for name, why in form.errors.items()
        )
        raise Invalid(f"Nothing was changed. {said}", next_step="Correct this, and send it again.")
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


def _label(form: BaseForm, name: str) -> str:
    return f"{form[name].label}: " if name in form.fields else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None


def _query(text: str) -> str:
    """A query of the list, and nothing that leads elsewhere."""
    return text if text.startswith("?") and len(text) > 1 and "\n" not in text and "\r" not in text else ""
