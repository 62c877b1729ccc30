"""One request: what answers it, what each side said, and what may be done next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.rules.side import Side
from attestry.engagements.rules.state import State
from attestry.engagements.wall import for_both_sides, for_management, for_the_firm, side_of
from attestry.evidence.actions import hand_in_document, sign_checkpoint
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed, Unavailable
from attestry.requests.actions.answering import (
    KEEP,
    assign_request,
    attach_evidence,
    cannot_provide,
    submit_request,
    take_back_evidence,
)
from attestry.requests.actions.judging import (
    accept_request,
    reschedule_request,
    return_request,
    withdraw_request,
)
from attestry.requests.actions.talking import comment_on_request
from attestry.requests.errors import RequestRefused, UnknownRequest
from attestry.requests.forms import AssignForm, DueForm, EntryForm
from attestry.requests.models import Request
from attestry.requests.queries.detail import offered_entries, request_page
from attestry.requests.queries.listing import request_of, who_may_answer
from attestry.requests.rules.kind import RequestKind
from attestry.ui.acting import answer

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_ALSO = (NotAllowed, Unavailable)
_Verb = tuple[Callable[[], object], str]


@for_both_sides
@require_safe
def request_one(request: HttpRequest, engagement: Engagement, which: str) -> HttpResponseBase:
    """The page of a request."""
    found = request_of(engagement, which)
    actor, side = actor_of(request), side_of(actor_of(request), engagement)
    is_theirs = side is Side.MANAGEMENT and (actor.may(KEEP) or found.owner.subject == actor.key)
    may_ask = side is Side.FIRM or engagement.the_state is State.PLANNING
    search = request.GET.get("q", "").strip()[:200]
    above = ("Requests", reverse("requests", args=[engagement.pk]))
    context = {
        **page_facts(request, engagement, above, (found.number, "")),
        "side": side,
        "page": request_page(found),
        "kind": RequestKind(found.kind),
        "is_theirs": is_theirs and actor.may("requests.answer"),
        "may_judge": side is Side.FIRM,
        "may_ask": may_ask and actor.may("requests.ask"),
        "may_comment": actor.may("requests.comment"),
        "offered": offered_entries(found, search) if is_theirs else (),
        "search": search,
        "today": clock.now().date(),
        "assign": AssignForm(people=who_may_answer(), initial={"owner": str(found.owner_id)})
        if side is Side.MANAGEMENT and actor.may(KEEP)
        else None,
        "due": DueForm(initial={"due_on": found.due_on.isoformat()}),
    }
    return render(request, "requests/request.html", context)


@for_management
@require_POST
def request_answer(request: HttpRequest, engagement: Engagement, which: str, verb: str) -> HttpResponse:
    """What management does with a request."""
    found, actor, said = request_of(engagement, which), actor_of(request), request.POST
    reason = said.get("reason", "")

    def attach() -> None:
        form = EntryForm(said)
        if not form.is_valid():
            raise RequestRefused("entry", "Give the number of an entry of the ledger.")
        attach_evidence(actor, found, entry_seq=form.cleaned_data["entry"], note=form.cleaned_data["note"])

    def assign() -> None:
        form = AssignForm(said, people=who_may_answer())
        if not form.is_valid():
            raise RequestRefused("owner", "Choose who answers.")
        assign_request(actor, found, owner=form.chosen_owner())

    def take_back() -> None:
        number = said.get("evidence", "")
        one = get_object_or_404(found.evidence, pk=int(number) if number.isdecimal() else 0)
        take_back_evidence(actor, one, reason=reason)

    acts: dict[str, _Verb] = {
        "attach": (attach, "Attached."),
        "hand-in": (lambda: _handed_in(request, actor, found), "Sealed, and attached."),
        "take-back": (take_back, "Taken back; that it was attached stays visible."),
        "submit": (lambda: submit_request(actor, found, note=reason), "The firm has it."),
        "cannot-provide": (lambda: cannot_provide(actor, found, reason=reason), "The firm reads why."),
        "assign": (assign, "Somebody else answers."),
    }
    do, words = _chosen(acts, verb)
    return answer(request, do, words, "request", engagement.pk, which, also=_ALSO)


@for_the_firm
@require_POST
def request_judge(request: HttpRequest, engagement: Engagement, which: str, verb: str) -> HttpResponse:
    """What the firm says of an answer."""
    found, actor = request_of(engagement, which), actor_of(request)
    acts: dict[str, _Verb] = {
        "accept": (lambda: accept_request(actor, found), "Accepted."),
        "return": (lambda: return_request(actor, found, reason=request.POST.get("reason", "")), "Returned."),
    }
    do, words = _chosen(acts, verb)
    return answer(request, do, words, "request", engagement.pk, which)


@for_both_sides
@require_POST
def request_change(request: HttpRequest, engagement: Engagement, which: str, verb: str) -> HttpResponse:
    """What whoever asks changes, and what both sides may say."""
    found, actor, said = request_of(engagement, which), actor_of(request), request.POST

    def reschedule() -> None:
        form = DueForm(said)
        if not form.is_valid():
            raise RequestRefused("due_on", "Give a day such as 2026-09-30.")
        reschedule_request(actor, found, due_on=form.cleaned_data["due_on"])

    acts: dict[str, _Verb] = {
        "comment": (lambda: comment_on_request(actor, found, text=said.get("text", "")), "Said."),
        "withdraw": (
            lambda: withdraw_request(actor, found, reason=said.get("reason", "")),
            "It is asked for no more.",
        ),
        "reschedule": (reschedule, "Due on another day."),
    }
    do, words = _chosen(acts, verb)
    return answer(request, do, words, "request", engagement.pk, which, also=(NotAllowed,))


def _chosen(acts: Mapping[str, _Verb], verb: str) -> _Verb:
    """What a verb of an address does. Raises UnknownRequest for one that is none."""
    if verb not in acts:
        raise UnknownRequest(verb)
    return acts[verb]


def _handed_in(request: HttpRequest, actor: Actor, found: Request) -> None:
    """Seal a file and let it answer the request. Raises RequestRefused where no file or day is given."""
    document = cast("UploadedFile[bytes] | None", request.FILES.get("document"))
    if document is None:
        raise RequestRefused("document", "Choose a file.")
    try:
        first = date.fromisoformat(request.POST.get("period_from", ""))
        last = date.fromisoformat(request.POST.get("period_until", ""))
    except ValueError as refusal:
        raise RequestRefused("period_from", "Give the first and the last day that it speaks of.") from refusal
    entry = hand_in_document(
        actor,
        cast("BinaryIO", document.file),
        filename=document.name or "document",
        # Not the request's own words: a document that counts for a control is read beyond this engagement.
        title=request.POST.get("title", "").strip() or document.name or "Document",
        period_from=datetime(first.year, first.month, first.day, tzinfo=UTC),
        period_until=datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1),
        controls=tuple(found.controls),
    )
    attach_evidence(actor, found, entry_seq=entry.seq, is_handed_in=True)
    sign_checkpoint(Actor.system("hand-in"))
