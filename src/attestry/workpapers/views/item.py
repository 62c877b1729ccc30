"""One item of a sample: its evidence beside what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, shows_evidence
from attestry.control_tests.manual import entries_to_cite
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.ui.acting import kept
from attestry.workpapers.actions.writing import mark_item
from attestry.workpapers.forms import MarkForm
from attestry.workpapers.queries.listing import item_of, workpaper_of
from attestry.workpapers.queries.paper import marks_of, paper_page

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@shows_evidence("workpaper:{number}/{pk}", "an item beside its evidence")
@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def workpaper_item(request: HttpRequest, engagement: Engagement, pk: int, item: int) -> HttpResponse:
    """Look at one item and mark it, then go on to the next that is not marked whole."""
    paper = workpaper_of(engagement, pk)
    one, page = item_of(paper, item), paper_page(paper)
    attributes = page.procedure.attributes if page.procedure else []
    form = MarkForm(request.POST if request.method == "POST" else None, attributes=attributes)
    if form.is_valid() and kept(
        form,
        lambda: mark_item(
            actor_of(request),
            paper,
            one,
            marks=form.marks(),
            words=form.cleaned_data["words"],
            entry_seq=form.cleaned_data["entry"],
        ),
    ):
        following = next((row.item.pk for row in paper_page(paper).rows if not row.is_whole), None)
        if following is None:
            return redirect("workpaper", engagement.pk, paper.pk)
        return redirect("workpaper_item", engagement.pk, paper.pk, following)
    search = request.GET.get("q", "").strip()[:200]
    listed = [row.item.pk for row in page.rows]
    place = listed.index(one.pk) if one.pk in listed else 0
    context = {
        **page_facts(
            request,
            engagement,
            ("Workpapers", reverse("workpapers", args=[engagement.pk])),
            (paper.reference, reverse("workpaper", args=[engagement.pk, paper.pk])),
            (one.label, ""),
        ),
        "paper": paper,
        "item": one,
        "form": form,
        "attributes": attributes,
        "marks": marks_of(paper, one),
        "frozen": paper.population.freeze if paper.population else None,
        "entries": entries_to_cite(paper.control.key, search=search),
        "search": search,
        "place": place + 1,
        "whole": len(listed),
        "before": listed[place - 1] if place else None,
        "after": listed[place + 1] if place + 1 < len(listed) else None,
        "is_over": engagement.the_state.is_over,
    }
    return render(request, "workpapers/item.html", context, status=422 if form.errors else 200)
