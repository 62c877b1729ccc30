"""One page for every list that is taken in: hand it in, see what it would change, then take it in.

Nothing is kept in between. The list travels with the form, compressed and signed for whoever handed
it in; one that is too large for that is chosen again. What is taken in is what was looked at.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from attestry.kit.csv_plan import CsvPlan, PlanChanged
from attestry.kit.csv_rows import MOST_BYTES, MOST_ROWS, WrongLines
from attestry.kit.errors import Conflict, Invalid
from attestry.ui.csv_answer import csv_answer

SHOWN = 100
MOST_CARRIED = 3 << 20


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: what may stand in it, in words, and whether it has to be there."""

    name: str
    words: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ListSource:
    """Where a list can be read from instead, and the page that shows what it would change."""

    title: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ListImport:
    """A list that a room takes in: ``plan`` says what it would do, ``take_in`` does it as it was seen.

    ``back`` names the page that shows the register, with what its address takes; ``title`` is its title.
    ``read`` gives a list that nobody hands in; ``sources`` are where else one can be
    read from; ``most`` is how many lines it may have.
    """

    title: str
    back: str
    lead: str
    columns: tuple[ListColumn, ...]
    plan: Callable[[bytes], CsvPlan]
    take_in: Callable[[bytes, str], CsvPlan]
    at: tuple[object, ...] = ()
    read: Callable[[], bytes] | None = None
    sources: tuple[ListSource, ...] = ()
    most: int = MOST_ROWS


class ListForm(forms.Form):
    """A file of at most as many bytes as are read."""

    file = forms.FileField(label="CSV file", allow_empty_file=True)


def import_page(request: HttpRequest, what: ListImport) -> HttpResponseBase:
    """The page of a list, in all its steps."""
    if request.GET.get("format") == "csv":
        return csv_answer(f"{what.title.lower()}-template.csv", [one.name for one in what.columns], ())
    form = ListForm(request.POST, request.FILES) if request.FILES else ListForm()
    if request.method != "POST" and what.read is None:
        return _page(request, what, form)
    try:
        return _answered(request, what, form)
    except (Invalid, Conflict) as refusal:
        lines = refusal.lines if isinstance(refusal, WrongLines) else ()
        return _page(request, what, form, status=422, refusal=refusal, lines=lines)


def _answered(request: HttpRequest, what: ListImport, form: ListForm) -> HttpResponse:
    """The list as it was looked at is taken in; any other is shown. Raises Invalid and Conflict."""
    data = what.read() if what.read else _handed_in(request, form)
    refusal = None
    if seen := request.POST.get("plan", ""):
        try:
            done = what.take_in(data, seen)
        except PlanChanged as changed:
            refusal = changed
        else:
            messages.success(request, f"{what.title}: {done}.")
            return redirect(what.back, *what.at)
    plan, status = what.plan(data), 409 if refusal else 200
    carried = "" if what.read else _carried(request, data)
    return _page(request, what, form, status=status, refusal=refusal, plan=plan, carried=carried)


def _page(
    request: HttpRequest, what: ListImport, form: ListForm, *, status: int = 200, **found: object
) -> HttpResponse:
    context = {
        "what": what,
        "form": form,
        "shown": SHOWN,
        "refusal": None,
        "lines": (),
        "plan": None,
        **found,
    }
    context["breadcrumb"] = [(what.title, reverse(what.back, args=what.at)), ("Import", "")]
    return render(request, "ui/csv_import.html", context, status=status)


def _handed_in(request: HttpRequest, form: ListForm) -> bytes:
    """The list itself. Raises Invalid where there is none, or it was signed for somebody else."""
    if carried := request.POST.get("carried", ""):
        try:
            return zlib.decompress(b64decode(_signer(request).unsign(carried)))
        except BadSignature as refusal:
            raise Invalid(
                "This list was looked at by somebody else, or too long ago.", next_step="Hand it in again."
            ) from refusal
    if not form.is_bound or not form.is_valid():
        raise Invalid("No file was chosen.", next_step="Choose the list as a CSV file.")
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Invalid(f"The file has {file.size:,} bytes, more than {MOST_BYTES:,}.", next_step="Split it.")
    data: bytes = file.read()
    return data


def _carried(request: HttpRequest, data: bytes) -> str:
    """The list as the form carries it; empty where it is too large and is chosen again."""
    text = _signer(request).sign(b64encode(zlib.compress(data)).decode())
    return text if len(text) <= MOST_CARRIED else ""


def _signer(request: HttpRequest) -> Signer:
    return Signer(salt=f"list:{request.path}:{request.user.pk}")
