"""Lists of people: handed in or read from a directory, shown, then taken in or given up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit.errors import Invalid
from attestry.people.actions.importing import (
    apply_import,
    give_up_import,
    propose_import,
    propose_import_from_directory,
)
from attestry.people.errors import ImportClosed, PlanChanged
from attestry.people.forms import ListForm
from attestry.people.queries.imports import directories, import_numbered, plan_for, recent_imports
from attestry.people.rules.plan import OPTIONAL, REQUIRED

_SHOWN = 100


@requires("people.propose_import")
@require_http_methods(["GET", "HEAD", "POST"])
def people_imports(request: HttpRequest) -> HttpResponse:
    """The lists so far, the directories that can be read, and a form for a file."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        handed_in = form.cleaned_data["list"]
        try:
            made = propose_import(actor_of(request), data=handed_in.read(), origin=f"File “{handed_in.name}”")
        except Invalid as refusal:
            form.add_error("list", str(refusal))
        else:
            return redirect("people_import", pk=made.pk)
    context = {
        "form": form,
        "imports": recent_imports(),
        "directories": directories(),
        "required": REQUIRED,
        "optional": OPTIONAL,
        "breadcrumb": [("People", reverse("people")), ("Import", "")],
    }
    return render(request, "people/imports.html", context, status=422 if form.errors else 200)


@requires("people.propose_import_from_directory")
@require_POST
def people_directory(request: HttpRequest) -> HttpResponse:
    """Read one directory's people, to be looked at."""
    try:
        made = propose_import_from_directory(actor_of(request), connection=request.POST.get("connection", ""))
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect("people_imports")
    return redirect("people_import", pk=made.pk)


@requires("people.propose_import")
@require_safe
def people_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: what it would change, or what it changed."""
    found = import_numbered(pk)
    crumbs = [("People", reverse("people")), ("Import", reverse("people_imports")), (found.origin, "")]
    context = {"one": found, "breadcrumb": crumbs, "shown": _SHOWN}
    if found.is_open:
        try:
            plan = plan_for(bytes(found.data))
        except Invalid as refusal:
            context |= {"refusal": refusal}
        else:
            context |= {"plan": plan, "plan_digest": plan.digest()}
    return render(request, "people/import.html", context)


@requires("people.apply_import")
@require_POST
def people_import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the list in, or give it up."""
    found = import_numbered(pk)
    try:
        if request.POST.get("decision") == "give up":
            give_up_import(actor_of(request), found)
            messages.success(request, "Nothing was changed.")
        else:
            done = apply_import(actor_of(request), found, plan=request.POST.get("plan", ""))
            said = ", ".join(f"{count:,} {what}" for what, count in (done.summary or {}).items())
            messages.success(request, f"Taken in: {said}.")
    except (Invalid, ImportClosed, PlanChanged) as refusal:
        messages.error(request, str(refusal))
    return redirect("people_import", pk=pk)
