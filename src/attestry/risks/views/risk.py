"""One risk: its three stages, and who accepted what remains."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.controls.queries.work import work_on
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.risks.actions.accepting import accept_risk
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk
from attestry.risks.forms import AcceptanceForm, AnalysisForm, EvaluationForm
from attestry.risks.models import Risk
from attestry.risks.queries.register import controls_named, offered_controls, risk_line
from attestry.risks.rules.scale import IMPACTS, LIKELIHOODS, Treatment
from attestry.ui.acting import kept


@require_safe
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """The risk as it stands."""
    return page_of(request, pk, {})


@requires("risks.analyse_risk")
@require_POST
def risk_analyse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how likely and how bad it is as long as nothing is done."""
    found, form = _found(pk), AnalysisForm(request.POST)
    if form.is_valid() and kept(form, lambda: analyse_risk(actor_of(request), found, **form.cleaned_data)):
        messages.success(request, "Analysed. Next: what is done about it, and what remains.")
        return redirect("risk", pk)
    return page_of(request, pk, {"analysis": form})


@requires("risks.evaluate_risk")
@require_POST
def risk_evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what is done about it, and say what remains."""
    found, form = _found(pk), EvaluationForm(request.POST)
    if form.is_valid() and kept(form, lambda: _evaluated(request, found, form)):
        messages.success(request, "Evaluated.")
        return redirect("risk", pk)
    return page_of(request, pk, {"evaluation": form})


@requires("risks.accept_risk")
@require_POST
def risk_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what remains of it upon the company until a day."""
    found, form = _found(pk), AcceptanceForm(request.POST)
    if form.is_valid() and kept(
        form,
        lambda: accept_risk(actor_of(request), found, **form.cleaned_data),
        also=(NotAllowed,),
    ):
        messages.success(request, "Accepted until the day you named. It comes up again then.")
        return redirect("risk", pk)
    return page_of(request, pk, {"acceptance": form})


def _found(pk: int) -> Risk:
    return risk_line(pk, clock.now().date()).risk


def _evaluated(request: HttpRequest, found: Risk, form: EvaluationForm) -> Risk:
    said = form.cleaned_data
    return evaluate_risk(
        actor_of(request),
        found,
        likelihood=said["remaining_likelihood"],
        impact=said["remaining_impact"],
        treatment=Treatment(said["treatment"]),
        review_on=said["review_on"],
        treatment_plan=said["treatment_plan"],
        treatment_due_on=said["treatment_due_on"],
        controls=controls_named(said["controls"]),
    )


def page_of(request: HttpRequest, pk: int, forms: dict[str, Form]) -> HttpResponse:
    """The page of a risk, with what was sent and refused."""
    line = risk_line(pk, clock.now().date())
    one = line.risk
    analysed = {"likelihood": one.inherent_likelihood, "impact": one.inherent_impact}
    evaluated = {
        "treatment": one.treatment or Treatment.MITIGATE,
        "treatment_plan": one.treatment_plan,
        "treatment_due_on": one.treatment_due_on,
        "controls": " ".join(line.control_keys),
        "remaining_likelihood": one.residual_likelihood or one.inherent_likelihood,
        "remaining_impact": one.residual_impact or one.inherent_impact,
        "review_on": one.review_on,
    }
    context = {
        "line": line,
        "analysis": forms.get("analysis") or AnalysisForm(initial=analysed),
        "evaluation": forms.get("evaluation") or EvaluationForm(initial=evaluated),
        "acceptance": forms.get("acceptance") or AcceptanceForm(),
        "controls": offered_controls(),
        "work": work_on(f"risk:{pk}:"),
        "gap_keys": [f"risk:{pk}:{wanting.name.lower()}" for wanting in line.wanting],
        "history": list(entries(subject=one.subject)[:30]),
        "likelihoods": LIKELIHOODS,
        "impacts": IMPACTS,
        "may": actor_of(request).may,
        "breadcrumb": [("Risks", reverse("risks")), (one.title, "")],
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "risks/risk.html", context, status=422 if is_wrong else 200)
