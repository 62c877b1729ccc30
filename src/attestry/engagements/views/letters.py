"""The letters of an engagement: what is there, and handing a signed copy in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.engagements.actions.letters import hand_in_letter
from attestry.engagements.forms import LetterForm
from attestry.engagements.header import page_facts
from attestry.engagements.models import Engagement
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.wall import for_both_sides
from attestry.ui.acting import kept


@for_both_sides
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_letters(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Every letter by its kind, the newest copy first; either side hands one in."""
    is_sent = request.method == "POST"
    form = LetterForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def hand_in() -> None:
        said = {**form.cleaned_data, "kind": LetterKind(form.cleaned_data["kind"])}
        hand_in_letter(actor_of(request), found, **said)

    if form.is_valid() and kept(form, hand_in):
        messages.success(request, "The letter is sealed as evidence. Both sides see it.")
        return redirect("engagement_letters", found.pk)
    letters = list(found.letters.all())
    context = {
        **page_facts(request, found, ("Letters", "")),
        "form": form,
        "kinds": [(kind, [one for one in letters if one.kind == kind]) for kind in LetterKind],
    }
    return render(request, "engagements/letters.html", context, status=422 if form.errors else 200)
