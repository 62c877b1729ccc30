"""Asking that an occurrence be excused, and deciding on it. Each answers with the control's calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.controls.queries.listing import control_named
from attestry.effectiveness.actions.excusing import ask_excusal, decide_excusal
from attestry.effectiveness.errors import ExcusalDecided, ExcusalRefused, ExcusalUnknown, NotYoursToDecide
from attestry.effectiveness.forms import ExcusalForm
from attestry.effectiveness.queries.excusals import excusals_of


@requires("effectiveness.ask_excusal")
@require_POST
def excusal_ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for one. Raises UnknownControl."""
    control = control_named(key.upper())
    form = ExcusalForm(request.POST)
    if not form.is_valid():
        said = "; ".join(
            f"{form[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
        )
        messages.error(request, f"Nothing was asked. {said}")
        return _calendar(control.key)
    from_at, until_at = form.span()
    try:
        ask_excusal(
            actor_of(request), control, from_at=from_at, until_at=until_at, reason=form.cleaned_data["reason"]
        )
    except ExcusalRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The excusal is asked for. It counts once somebody else accepts it.")
    return _calendar(control.key)


@requires("effectiveness.decide_excusal")
@require_POST
def excusal_decide(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Accept or decline one. Raises ExcusalUnknown, and ExcusalRefused where neither was said."""
    decision = request.POST.get("decision", "")
    if not excusals_of(key.upper()).filter(pk=number).exists():
        raise ExcusalUnknown(number)
    if decision not in ("accept", "decline"):
        raise ExcusalRefused("It was not said what is decided.", next_step="Accept it or decline it.")
    is_accepted = decision == "accept"
    try:
        decide_excusal(
            actor_of(request), number, is_accepted=is_accepted, words=request.POST.get("words", "")[:2000]
        )
    except (ExcusalDecided, NotYoursToDecide) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The excusal is {'accepted' if is_accepted else 'declined'}.")
    return _calendar(key.upper())


def _calendar(key: str) -> HttpResponse:
    answer = redirect("control_coverage", key=key)
    answer["Location"] += "#excusals"
    return answer
