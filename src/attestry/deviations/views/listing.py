"""The firm's deviations of an engagement, and what was not weighed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.deviations.actions.raising import explain_mark, raise_from_fact, raise_from_marks
from attestry.deviations.errors import UnknownDeviation
from attestry.deviations.forms import ExplainForm, FactForm, RaiseForm
from attestry.deviations.queries.deviations import every_deviation, not_met_by
from attestry.deviations.queries.marks import marks_to_raise
from attestry.deviations.queries.page import tested_controls
from attestry.deviations.queries.report import lacking_to_report
from attestry.deviations.rules.ground import Ground
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.ui.acting import kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

FORMS = ("marks", "none", "fact")


@for_the_firm
@require_safe
def deviations(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Everything that was raised, and the marks that nobody weighed."""
    return _page(request, engagement, _forms(engagement))


@for_the_firm
@require_POST
def deviations_raise(request: HttpRequest, engagement: Engagement, what: str) -> HttpResponse:
    """Raise a deviation, or say why a mark is none; what is refused stands beside its field."""
    if what not in FORMS:
        raise UnknownDeviation
    forms = _forms(engagement, request.POST, what)
    form = forms[what]
    if form.is_valid() and kept(form, lambda: _written(request, engagement, form)):
        return redirect("deviations", engagement.pk)
    return _page(request, engagement, forms, status=422)


def _written(request: HttpRequest, engagement: Engagement, form: Form) -> None:
    actor, said = actor_of(request), form.cleaned_data
    match form:
        case RaiseForm():
            marks = [one.mark for one in said["marks"]]
            paper = said["marks"][0].workpaper
            raise_from_marks(actor, paper, marks=marks, title=said["title"], words=said["words"])
        case ExplainForm():
            mark, ground = form.offered[said["mark"]].mark, Ground(said["ground"])
            explain_mark(actor, mark, ground=ground, words=said["words"], entry_seq=said["entry"])
        case FactForm():
            control, title = form.offered[said["control"]], said["title"]
            raise_from_fact(
                actor, engagement, control, title=title, words=said["words"], entry_seq=said["entry"]
            )


def _page(
    request: HttpRequest, engagement: Engagement, forms: dict[str, Form], status: int = 200
) -> HttpResponse:
    marks, lines = forms["marks"], every_deviation(engagement)
    context = {
        **page_facts(request, engagement, ("Deviations", "")),
        "lines": lines,
        "open_marks": len(marks.offered) if isinstance(marks, RaiseForm) else 0,
        "not_met": not_met_by(lines),
        "lacks": lacking_to_report(engagement, lines=lines),
        "forms": forms,
        "is_over": engagement.the_state.is_over,
    }
    return render(request, "deviations/deviations.html", context, status=status)


def _forms(engagement: Engagement, data: Any = None, what: str = "") -> dict[str, Form]:
    """Every form of the page; the one that was sent holds what was typed."""
    offered = marks_to_raise(engagement)
    controls = tested_controls(engagement)

    def typed(name: str) -> Any:
        return data if name == what else None

    return {
        "marks": RaiseForm(typed("marks"), offered=offered, prefix="marks"),
        "none": ExplainForm(typed("none"), offered=offered, prefix="none"),
        "fact": FactForm(typed("fact"), offered=controls, prefix="fact"),
    }
