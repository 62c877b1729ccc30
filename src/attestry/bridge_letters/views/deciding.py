"""Answering for changes, reviewing, signing and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.bridge_letters.actions.signing import drop_letter, sign_letter, withdraw_letter
from attestry.bridge_letters.actions.writing import answer_changes, review_letter
from attestry.bridge_letters.forms import AnswerForm, ReviewForm, SignForm
from attestry.bridge_letters.queries.letters import letter_numbered
from attestry.bridge_letters.rules.change import Answer
from attestry.bridge_letters.views.around import letter_page
from attestry.engagements.wall import for_management_alone
from attestry.ui.acting import answer, kept
from attestry.ui.words import counted_words


@for_management_alone
@requires("bridge_letters.keep")
@require_POST
def bridge_letter_answer(request: HttpRequest, number: int) -> HttpResponse:
    """One answer for the changes that were chosen."""
    letter = letter_numbered(number)
    form = AnswerForm(request.POST)
    asked = request.POST.getlist("keys")
    form.offer(asked)
    if form.is_valid():
        said = {**form.cleaned_data, "answer": Answer(form.cleaned_data["answer"])}
        if kept(form, lambda: answer_changes(actor_of(request), letter, **said)):
            count = counted_words(len(asked), "change is", "changes are")
            messages.success(request, f"{count} answered.")
            return redirect("bridge_letter", number)
    return letter_page(request, letter, status=422, answer_form=form, chosen=asked)


@for_management_alone
@requires("bridge_letters.review")
@require_POST
def bridge_letter_review(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody who did not write it has read it."""
    letter, form = letter_numbered(number), ReviewForm(request.POST)
    if form.is_valid() and kept(form, lambda: review_letter(actor_of(request), letter, **form.cleaned_data)):
        messages.success(request, "Reviewed. An officer signs it next.")
        return redirect("bridge_letter", number)
    return letter_page(request, letter, status=422, review_form=form)


@for_management_alone
@requires("bridge_letters.sign")
@require_POST
def bridge_letter_sign(request: HttpRequest, number: int) -> HttpResponse:
    """An officer signs it in their own name. Raises CannotSign."""
    letter, form = letter_numbered(number), SignForm(request.POST)
    if form.is_valid() and kept(form, lambda: sign_letter(actor_of(request), letter, **form.cleaned_data)):
        messages.success(request, "Signed and sealed. The PDF is ready.")
        return redirect("bridge_letter", number)
    return letter_page(request, letter, status=422, sign_form=form)


@for_management_alone
@require_POST
def bridge_letter_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Stand by it no more: an officer for what was signed, whoever keeps letters for a draft."""
    actor, letter = actor_of(request), letter_numbered(number)
    reason = request.POST.get("reason", "")[:4000]
    is_draft = not hasattr(letter, "signed") and actor.may("bridge_letters.keep")
    give_up = drop_letter if is_draft else withdraw_letter
    said = "Withdrawn. It stays in the list and says so."
    return answer(request, lambda: give_up(actor, letter, reason=reason), said, "bridge_letter", number)
