"""One workpaper: planned, worked in, concluded on and reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, user_of
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.ui.acting import kept
from attestry.workpapers.actions.concluding import conclude, review_conclusion
from attestry.workpapers.actions.opening import bind_population
from attestry.workpapers.actions.writing import note_work, write_procedure
from attestry.workpapers.errors import UnknownWorkpaper
from attestry.workpapers.forms import BindForm, ConcludeForm, NoteForm, ProcedureForm, ReviewForm
from attestry.workpapers.models import Workpaper
from attestry.workpapers.queries.both_results import both_results
from attestry.workpapers.queries.grounds import ground_of, preparers_of
from attestry.workpapers.queries.listing import workpaper_of
from attestry.workpapers.queries.paper import PaperPage, paper_page
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.conclusion import Verdict, lacking_to_conclude
from attestry.workpapers.rules.notes import FIELDS

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

FORMS = ("procedure", "bind", "conclude", "review", *(one.value for one in Nature))


@for_the_firm
@require_safe
def workpaper(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """The paper as it stands."""
    return _page(request, engagement, workpaper_of(engagement, pk))


@for_the_firm
@require_POST
def workpaper_write(request: HttpRequest, engagement: Engagement, pk: int, what: str) -> HttpResponse:
    """Write one thing in the paper; what is refused stands beside its field, with what was typed."""
    paper = workpaper_of(engagement, pk)
    page = paper_page(paper)
    if what not in FORMS:
        raise UnknownWorkpaper
    form = _forms(page, request.POST, what)[what]
    if form.is_valid() and kept(form, lambda: _written(request, page, what, form)):
        return redirect("workpaper", engagement.pk, paper.pk)
    return _page(request, engagement, paper, {what: form}, status=422)


def _written(request: HttpRequest, page: PaperPage, what: str, form: Form) -> None:
    actor, paper, said = actor_of(request), page.paper, form.cleaned_data
    match form:
        case ProcedureForm():
            write_procedure(
                actor,
                paper,
                text=said["text"],
                natures=[Nature(one) for one in said["natures"]],
                attributes=said["attributes"].splitlines(),
                reason=said["reason"],
            )
        case NoteForm():
            note_work(
                actor,
                paper,
                nature=Nature(what),
                said=form.said(),
                entry_seq=said["entry"],
                is_walkthrough=said["is_walkthrough"],
            )
        case BindForm():
            bind_population(actor, paper, form.chosen())
        case ConcludeForm():
            verdict, words = Verdict(said["verdict"]), said["words"]
            conclude(
                actor, paper, verdict=verdict, words=words, entries=said["entries"], reason=said["reason"]
            )
        case ReviewForm() if page.conclusion:
            review_conclusion(actor, page.conclusion, stands=said["stands"] == "yes", words=said["words"])


def _page(
    request: HttpRequest,
    engagement: Engagement,
    paper: Workpaper,
    wrong: dict[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = paper_page(paper)
    last = page.conclusion
    user = user_of(request)
    lacks = lacking_to_conclude(Verdict.EFFECTIVE, ground_of(paper, page.cited or [0]))
    context = {
        **page_facts(
            request,
            engagement,
            ("Workpapers", reverse("workpapers", args=[engagement.pk])),
            (paper.reference, ""),
        ),
        "page": page,
        "paper": paper,
        "both": both_results(paper),
        "forms": _forms(page) | (wrong or {}),
        "natures": [(one, FIELDS[one]) for one in Nature],
        "lacks": lacks,
        "awaits_review": last is not None and not hasattr(last, "review"),
        "is_preparer": user.pk in preparers_of(paper),
        "is_operation": paper.the_aspect is Aspect.OPERATION,
        "is_over": engagement.the_state.is_over,
        "verdict": Verdict(last.verdict).words(paper.the_aspect) if last else "",
        "verdicts": {one.value: one.words(paper.the_aspect) for one in Verdict},
    }
    return render(request, "workpapers/workpaper.html", context, status=status)


def _forms(page: PaperPage, data: Any = None, what: str = "") -> dict[str, Form]:
    """Every form of the page; the one that was sent holds what was typed."""

    def typed(name: str) -> Any:
        return data if name == what else None

    last = page.procedure
    stands = (
        {
            "text": last.text,
            "natures": last.natures,
            "attributes": "\n".join(one["words"] for one in last.attributes),
        }
        if last
        else {}
    )
    return {
        "procedure": ProcedureForm(typed("procedure"), initial=stands, prefix="procedure"),
        "bind": BindForm(typed("bind"), offered=page.offered, prefix="bind"),
        "conclude": ConcludeForm(typed("conclude"), aspect=page.paper.the_aspect, prefix="conclude"),
        "review": ReviewForm(typed("review"), prefix="review"),
        **{one.value: NoteForm(typed(one.value), nature=one, prefix=one.value) for one in Nature},
    }
