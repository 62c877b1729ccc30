"""One deviation: confirmed, weighed, reviewed and shared, with the facts beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, user_of
from attestry.deviations.actions.evaluating import confirm_deviation, evaluate_deviation, review_evaluation
from attestry.deviations.actions.sharing import share_deviation
from attestry.deviations.errors import UnknownDeviation
from attestry.deviations.forms import ConfirmForm, EvaluateForm, ReviewForm, ShareForm
from attestry.deviations.queries.deviations import deviation_of
from attestry.deviations.queries.page import DeviationPage, deviation_page
from attestry.deviations.rules.weighing import QUESTIONS, Effect, Extension, Pattern, Severity
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.ui.acting import kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

FORMS = ("confirm", "evaluate", "review", "share")


@for_the_firm
@require_safe
def deviation(request: HttpRequest, engagement: Engagement, which: int) -> HttpResponse:
    """The deviation as it stands."""
    page = deviation_page(deviation_of(engagement, which))
    return _page(request, engagement, page, _forms(page))


@for_the_firm
@require_POST
def deviation_write(request: HttpRequest, engagement: Engagement, which: int, what: str) -> HttpResponse:
    """Write one thing about it; what is refused stands beside its field, with what was typed."""
    page = deviation_page(deviation_of(engagement, which))
    if what not in FORMS:
        raise UnknownDeviation
    forms = _forms(page, request.POST, what)
    form = forms[what]
    if form.is_valid() and kept(form, lambda: _written(request, page, form)):
        return redirect("deviation", engagement.pk, which)
    return _page(request, engagement, page, forms, status=422)


def _written(request: HttpRequest, page: DeviationPage, form: Form) -> None:
    actor, one, said = actor_of(request), page.line.deviation, dict(form.cleaned_data)
    match form:
        case ConfirmForm():
            confirm_deviation(actor, one, **{**said, "is_deviation": said["is_deviation"] == "yes"})
        case EvaluateForm():
            evaluate_deviation(
                actor,
                one,
                pattern=Pattern(said["pattern"]),
                is_intentional=said["is_intentional"] == "yes",
                is_override=said["is_override"] == "yes",
                cause=said["cause"],
                extension=Extension(said["extension"]),
                extension_words=said["extension_words"],
                compensating=form.conclusions(),
                compensating_words=said["compensating_words"],
                effects=form.effects(),
                pervasiveness=said["pervasiveness"],
                incident=form.incidents.get(said["incident"]),
                incident_words=said["incident_words"],
                severity=Severity(said["severity"]),
                reason=said["reason"],
            )
        case ReviewForm() if page.line.evaluation:
            stands = said["stands"] == "yes"
            review_evaluation(actor, page.line.evaluation, stands=stands, words=said["words"])
        case ShareForm():
            share_deviation(actor, one, what=said["what"], effect=said["effect"])


def _page(
    request: HttpRequest,
    engagement: Engagement,
    page: DeviationPage,
    forms: dict[str, Form],
    status: int = 200,
) -> HttpResponse:
    last = page.line.evaluation
    awaits_review = last is not None and not hasattr(last, "review")
    context = {
        **page_facts(
            request,
            engagement,
            ("Deviations", reverse("deviations", args=[engagement.pk])),
            (page.line.deviation.reference, ""),
        ),
        "page": page,
        "line": page.line,
        "one": page.line.deviation,
        "forms": forms,
        "questions": QUESTIONS,
        "effects": {one.value: one for one in Effect},
        "severities": list(Severity),
        "awaits_review": awaits_review,
        "is_evaluator": last is not None and last.by_id == user_of(request).pk,
        "may_share": page.line.stands_after_review and last is not None and not hasattr(last, "shared"),
        "is_over": engagement.the_state.is_over,
    }
    return render(request, "deviations/deviation.html", context, status=status)


def _forms(page: DeviationPage, data: Any = None, what: str = "") -> dict[str, Form]:
    """Every form of the page; the one that was sent holds what was typed."""

    def typed(name: str) -> Any:
        return data if name == what else None

    return {
        "confirm": ConfirmForm(typed("confirm"), prefix="confirm"),
        "evaluate": EvaluateForm(typed("evaluate"), page=page, prefix="evaluate"),
        "review": ReviewForm(typed("review"), prefix="review"),
        "share": ShareForm(typed("share"), prefix="share"),
    }
