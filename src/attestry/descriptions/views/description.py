"""The description of an engagement's system: read by both sides, written by management."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.descriptions.actions.signing import sign_assertion, the_text
from attestry.descriptions.actions.writing import comment_on_passage, make_final, write_passage
from attestry.descriptions.errors import UnknownCriterion
from attestry.descriptions.forms import CommentForm, PassageForm, SignForm
from attestry.descriptions.models import Passage
from attestry.descriptions.queries.description import Draft, Section, draft_of
from attestry.descriptions.queries.last_period import last_period
from attestry.engagements.header import page_facts
from attestry.engagements.rules.side import Side
from attestry.engagements.wall import for_both_sides, for_management, for_the_firm, side_of
from attestry.kit.digest import sha256_hex
from attestry.ui.acting import answer, kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_both_sides
@require_safe
def description(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Every criterion with what stands there and what it lacks; the final version and its assertion."""
    draft = draft_of(engagement)
    context = _context(request, engagement, draft)
    context["last"] = last_period(actor_of(request), engagement, draft)
    return render(request, "descriptions/description.html", context)


@for_management
@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, engagement: Engagement, criterion: int) -> HttpResponse:
    """Write one criterion, with its facts beside."""
    draft = draft_of(engagement)
    section = _section(draft, criterion)
    form = PassageForm(request.POST if request.method == "POST" else None, initial=_standing(section))
    theirs = None
    if form.is_valid():
        said = form.cleaned_data
        if kept(form, lambda: write_passage(actor_of(request), engagement, criterion=criterion, **said)):
            messages.success(request, f"DC {criterion} is kept.")
            return redirect("description", engagement.pk)
        if section.passage and section.passage.version != said["seen_version"]:
            theirs = section.passage
    context = {
        **page_facts(
            request,
            engagement,
            ("Description", reverse("description", args=[engagement.pk])),
            (section.criterion.key, ""),
        ),
        "section": section,
        "form": form,
        "theirs": theirs,
        "last": last_period(actor_of(request), engagement, draft),
        "versions": Passage.objects.filter(engagement=engagement, criterion=criterion).order_by("-version"),
    }
    return render(request, "descriptions/passage.html", context, status=422 if form.errors else 200)


@for_management
@require_POST
def description_final(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Freeze it with its facts."""
    return answer(
        request,
        lambda: make_final(actor_of(request), engagement),
        "The description is final. An officer signs the assertion next.",
        "description",
        engagement.pk,
    )


@for_management
@require_http_methods(["GET", "HEAD", "POST"])
def assertion(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Read the assertion and sign it."""
    draft = draft_of(engagement)
    if draft.final is None:
        messages.error(request, "Make the description final first: the assertion is about that text.")
        return redirect("description", engagement.pk)
    text = the_text(draft.final)
    digest = sha256_hex(text.encode())
    form = SignForm(request.POST if request.method == "POST" else None, initial={"seen_digest": digest})
    final = draft.final
    if form.is_valid() and kept(form, lambda: sign_assertion(actor_of(request), final, **form.cleaned_data)):
        messages.success(request, "The assertion is signed.")
        return redirect("description", engagement.pk)
    context = _context(request, engagement, draft, "Assertion")
    context |= {"form": form, "text": text, "digest": digest}
    return render(request, "descriptions/assertion.html", context, status=422 if form.errors else 200)


@for_the_firm
@require_POST
def passage_comment(request: HttpRequest, engagement: Engagement, criterion: int) -> HttpResponse:
    """The firm says something of a passage."""
    form = CommentForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return answer(
        request,
        lambda: comment_on_passage(actor_of(request), engagement, criterion=criterion, text=text),
        "Said; it is no part of the description.",
        "description",
        engagement.pk,
    )


def _context(request: HttpRequest, engagement: Engagement, draft: Draft, here: str = "") -> dict[str, Any]:
    crumbs = [("Description", reverse("description", args=[engagement.pk]) if here else "")]
    if here:
        crumbs.append((here, ""))
    side = side_of(actor_of(request), engagement)
    return {
        **page_facts(request, engagement, *crumbs),
        "draft": draft,
        "final": draft.final,
        "signed": getattr(draft.final, "assertion", None),
        "may_write": side is Side.MANAGEMENT
        and actor_of(request).may("descriptions.keep")
        and not engagement.the_state.is_over,
        "may_sign": side is Side.MANAGEMENT and actor_of(request).may("descriptions.sign"),
        "is_firm": side is Side.FIRM,
        "comment": CommentForm(auto_id=False),
    }


def _section(draft: Draft, number: int) -> Section:
    """One criterion of the description. Raises UnknownCriterion."""
    for one in draft.sections:
        if one.criterion.number == number:
            return one
    raise UnknownCriterion


def _standing(section: Section) -> dict[str, object]:
    one = section.passage
    return {
        "text": one.text if one else "",
        "none_because": one.none_because if one else "",
        "seen_version": one.version if one else 0,
    }
