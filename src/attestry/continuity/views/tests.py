"""Tests of recovery: the list, recording one, and one with its correction."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.continuity.actions.testing import correct_test, record_test
from attestry.continuity.forms import CorrectionForm, TestForm
from attestry.continuity.models import RecoveryTest
from attestry.continuity.rules.duration import minutes_words
from attestry.continuity.views.lists import (
    TEST_COLUMNS,
    TEST_HEADER,
    VERDICTS,
    test_filters,
    test_row,
    tests_chosen,
)
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.kit.errors import NotFound
from attestry.ui.acting import kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Listing, read_choice
from attestry.ui.words import day_words

_MEASURED = (
    "recovery_minutes",
    "loss_minutes",
    "is_whole",
    "findings",
    "action",
    "action_owner",
    "action_due_on",
)


@require_safe
def recovery_tests(request: HttpRequest) -> HttpResponseBase:
    """Every restore and failover; as CSV where asked for."""
    found = list(RecoveryTest.objects.select_related("plan", "action_owner"))
    filters = test_filters(found)
    choice = read_choice(request.GET, TEST_COLUMNS, filters, sort="-tested_on")
    chosen = tests_chosen(found, choice)
    if request.GET.get("format") == "csv":
        return csv_answer("recovery-tests.csv", TEST_HEADER, (test_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(TEST_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "found": found,
        "verdicts": VERDICTS,
        "today": clock.now().date(),
        "minutes": minutes_words,
        "may": actor_of(request).may,
        "breadcrumb": [("Continuity", reverse("continuity")), ("Tests", "")],
    }
    return render(request, "continuity/tests.html", context)


@requires("continuity.test")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_test_new(request: HttpRequest) -> HttpResponse:
    """A restore or a failover that was tried."""
    given = {"plan": request.GET.get("plan"), "tested_on": clock.now().date()}
    form = TestForm(request.POST if request.method == "POST" else None, initial=given)
    made: list[RecoveryTest] = []
    if form.is_valid():
        said = dict(form.cleaned_data)
        plan = said.pop("plan")
        if kept(form, lambda: made.append(record_test(actor_of(request), plan, **said))):
            messages.success(request, f"Recorded: {VERDICTS[made[0].verdict].lower()}.")
            return redirect("recovery_test", made[0].pk)
    context = {
        "form": form,
        "title": "Record a restore or a failover",
        "words": "Record it",
        "lead": "Write down what the clock and the counts said. It is held against the targets of the plan; "
        "where it falls short, say what is done about it.",
        "breadcrumb": [
            ("Continuity", reverse("continuity")), ("Tests", reverse("recovery_tests")), ("New", ""),
        ],
    }  # fmt: skip
    return render(request, "continuity/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery_test(request: HttpRequest, pk: int) -> HttpResponse:
    """One test against its targets; corrected by POST."""
    found = _found(pk)
    given = {name: getattr(found, name) for name in _MEASURED} | {"made_from": found.version}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid() and kept(form, lambda: correct_test(actor_of(request), found, **form.cleaned_data)):
        messages.success(request, "Corrected. What stood there before is in its history.")
        return redirect("recovery_test", pk)
    found = _found(pk)
    context = {
        "test": found,
        "form": form,
        "version": found.version,
        "verdict": VERDICTS[found.verdict],
        "history": entries(subject=found.subject)[:30],
        "today": clock.now().date(),
        "minutes": minutes_words,
        "may": actor_of(request).may,
        "breadcrumb": [
            ("Continuity", reverse("continuity")),
            (found.plan.title, reverse("recovery_plan", args=[found.plan_id])),
            (f"{found.get_kind_display()} of {day_words(found.tested_on)}", ""),
        ],
    }
    return render(request, "continuity/test.html", context, status=422 if form.errors else 200)


def _found(pk: int) -> RecoveryTest:
    found = RecoveryTest.objects.select_related("plan__owner", "action_owner").filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no test {pk}.", next_step="See the list of tests.")
    return found
