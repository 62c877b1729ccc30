"""A person's own test of a control: a form that cites evidence already in the ledger."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.control_tests.actions.judging import record_manual_result
from attestry.control_tests.errors import ManualResultRefused
from attestry.control_tests.forms import FINDINGS, ManualTestForm, in_a_year
from attestry.control_tests.manual import entries_to_cite, manual_results
from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.detail import control_detail
from attestry.ui.addresses import address
from attestry.ui.words import OUTCOMES

_ASPECTS = {
    Aspect.DESIGN: "Would it work, if it were done as written?",
    Aspect.IMPLEMENTATION: "Is it there now, as written?",
    Aspect.OPERATION: "Was it done, each time, over a period?",
}


@requires("control_tests.record_manual_result")
@require_http_methods(["GET", "HEAD", "POST"])
def manual_test(request: HttpRequest, key: str) -> HttpResponse:
    """Write down what a person found about a control. Raises UnknownControl."""
    control = control_detail(key.upper())
    search = request.GET.get("q", "").strip()
    cited = {int(text) for text in request.POST.getlist("evidence") if text.isdigit()}
    entries = entries_to_cite(control.line.key, search=search, also=cited)
    form = ManualTestForm(request.POST if request.method == "POST" else None)
    form.offer([(one.seq, one.title) for one in entries])
    if form.is_valid() and _recorded(request, control.line.key, form):
        return redirect("manual_test", key=control.line.key)
    context = {
        "control": control,
        "form": form,
        "entries": entries,
        "cited": cited,
        "search": search,
        "results": manual_results(control.line.key),
        "aspects": [(one.value, one.label, _ASPECTS[one]) for one in Aspect],
        "findings": [(one.value, OUTCOMES[one.value]) for one in FINDINGS],
        "latest_day": in_a_year(),
        "breadcrumb": [
            ("Controls", address("controls")),
            (f"{control.line.key} {control.line.title}", address("control", control.line.key)),
            ("A person's test", ""),
        ],
    }
    return render(request, "control_tests/manual_test.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, key: str, form: ManualTestForm) -> bool:
    typed = form.cleaned_data
    try:
        result = record_manual_result(
            actor_of(request),
            control_id=key,
            aspect=Aspect(typed["aspect"]),
            outcome=Outcome(typed["outcome"]),
            conclusion=typed["conclusion"],
            evidence=typed["evidence"],
            holds_until=datetime.combine(typed["holds_until"], time(23, 59), tzinfo=UTC),
        )
    except ManualResultRefused as refusal:
        form.add_error(None, f"{refusal.message} {refusal.next_step}")
        return False
    messages.success(request, f"Your finding is sealed as entry {result.entry_seq}.")
    return True
