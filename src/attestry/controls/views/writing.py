"""The forms that write a control: one of the organization's own, and another text for any."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.controls.actions.writing import add_control, edit_control
from attestry.controls.errors import ControlIdTaken, ControlIncomplete, UnknownMapping
from attestry.controls.forms import ControlForm, OwnControlForm, initial
from attestry.controls.queries.listing import control_categories, control_named
from attestry.ui.addresses import address

_FORM = ["GET", "HEAD", "POST"]


@requires("controls.add")
@require_http_methods(_FORM)
def control_new(request: HttpRequest) -> HttpResponse:
    """Add a control of the organization's own."""
    shelves = {one.key: one for one in control_categories()}
    asked = {"criteria": request.GET.get("criterion", "")}
    form = OwnControlForm(request.POST if request.method == "POST" else None, initial=asked)
    form.fields["category"].choices = [("", "Choose"), *((key, one.title) for key, one in shelves.items())]  # type: ignore[attr-defined]
    if form.is_valid():
        typed = dict(form.cleaned_data)
        key, shelf = typed["key"].strip().upper(), shelves[typed["category"]]
        for name in ("key", "category"):
            del form.cleaned_data[name]
        try:
            add_control(actor_of(request), form.text(), key=key, category=shelf)
        except (ControlIncomplete, ControlIdTaken, UnknownMapping) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{key} is added. It is proposed until somebody adopts it.")
            return redirect(address("control", key) or "/")
    context = {
        "form": form,
        "title": "Add a control of your own",
        "breadcrumb": [("Controls", address("controls")), ("New", "")],
        "back": address("controls"),
    }
    return render(request, "controls/form.html", context, status=422 if form.errors else 200)


@requires("controls.edit")
@require_http_methods(_FORM)
def control_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Give a control another text; a library control keeps it through later syncs."""
    control = control_named(key)
    text = control.text()
    form = ControlForm(request.POST if request.method == "POST" else None, initial=initial(text))
    if form.is_valid():
        try:
            edit_control(actor_of(request), control, form.text(text))
        except (ControlIncomplete, UnknownMapping) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{key} says what you wrote; what it said before is in the journal.")
            return redirect(address("control", key) or "/")
    context = {
        "form": form,
        "title": f"Edit {key}",
        "breadcrumb": [("Controls", address("controls")), (key, address("control", key)), ("Edit", "")],
        "back": address("control", key),
    }
    return render(request, "controls/form.html", context, status=422 if form.errors else 200)
