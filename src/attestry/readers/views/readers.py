"""Readers: who may read what until when; invited, extended, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.notices.queries.links import link_to
from attestry.readers.actions.granting import (
    close_reader,
    invite_reader,
    revoke_grant,
    revoke_user_entity,
)
from attestry.readers.actions.signing_in import hand_reader_link
from attestry.readers.errors import UnknownReader
from attestry.readers.forms import InviteForm
from attestry.readers.models import Grant, Reader
from attestry.readers.queries.listing import (
    ReaderLine,
    grant_lines,
    reader_lines,
    reportable,
    waiting_count,
)
from attestry.readers.rules.kinds import ReaderKind
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address
from attestry.ui.rows import Held, Rows, Shown

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_STATES = ("reads", "expired", "revoked", "nothing granted")
_LIST: Rows[ReaderLine] = Rows(
    name="readers",
    columns=(
        Shown("who", "Reader", lambda one: one.reader.name),
        Shown("company", "Reads for", lambda one: one.reader.user_entity.name),
        Shown("kind", "Kind", lambda one: one.reader.kind),
        Shown("state", "Stands", lambda one: one.state),
        Shown("until", "Until", lambda one: one.until),
    ),
    export={
        "name": lambda one: one.reader.name,
        "email": lambda one: one.reader.email,
        "company": lambda one: one.reader.user_entity.name,
        "kind": lambda one: one.reader.kind,
        "state": lambda one: one.state,
        "until": lambda one: one.until,
    },
    held=(
        Held(
            "kind",
            "Kind",
            tuple((one.value, one.label) for one in ReaderKind),
            lambda one: (one.reader.kind,),
        ),
        Held("state", "Stands", tuple((one, one.capitalize()) for one in _STATES), lambda one: (one.state,)),
    ),
)


@requires("readers.see")
@require_safe
def readers(request: HttpRequest) -> HttpResponseBase:
    """Every reader, and how what was granted stands."""
    lines = reader_lines(clock.now())
    context = {
        "listing": _LIST.listing(request.GET, lines),
        "is_empty": not lines,
        "may": actor_of(request).may,
        "waiting": waiting_count(),
    }
    return _LIST.as_csv(request.GET, lines) or render(request, "readers/readers.html", context)


@requires("readers.grant")
@require_http_methods(["GET", "HEAD", "POST"])
def reader_invite(request: HttpRequest) -> HttpResponse:
    """Let somebody read who did not ask."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    choices = {str(one.pk): one for one in reportable()}
    form.fields["engagement"].choices = [(key, one.title) for key, one in choices.items()]  # type: ignore[attr-defined]
    made: list[Reader] = []
    if form.is_valid() and kept(form, lambda: made.append(_invited(request, form, choices))):
        messages.success(request, f"{made[0].name} may read. Mail a sign-in link, or hand one over.")
        return redirect("reader", made[0].key)
    context = {"form": form, "choices": choices, "breadcrumb": [("Readers", "/readers/"), ("Invite", "")]}
    return render(request, "readers/invite.html", context, status=422 if form.errors else 200)


@requires("readers.see")
@require_safe
def reader(request: HttpRequest, key: UUID) -> HttpResponse:
    """One reader: what is granted, and what the journal says of them."""
    return _page(request, _reader(key))


@requires("readers.see")
@require_POST
def reader_deed(request: HttpRequest, key: UUID, deed: str) -> HttpResponse:
    """Hand over a link, close the reader, or the whole company."""
    found, actor = _reader(key), actor_of(request)
    if deed == "link":
        token = hand_reader_link(actor, found)
        path = address("reader_link", token)
        return _page(request, found, link=link_to(path) or request.build_absolute_uri(path))
    why = request.POST.get("why", "")
    if deed == "close":
        return answer(
            request, lambda: close_reader(actor, found, why=why), "Closed; nothing is readable any more.",
            "reader", key,
        )  # fmt: skip
    if deed == "close-company":
        entity = found.user_entity
        return answer(
            request, lambda: revoke_user_entity(actor, entity, why=why),
            f"Every reader of {entity.name} is closed.", "reader", key,
        )  # fmt: skip
    raise Http404


@requires("readers.revoke")
@require_POST
def grant_revoke(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a grant now."""
    grant = Grant.objects.select_related("reader").filter(key=key).first()
    if grant is None:
        raise UnknownReader
    why = request.POST.get("why", "")
    said = "Revoked. It is not readable from now on."
    return answer(
        request, lambda: revoke_grant(actor_of(request), grant, why=why), said, "reader", grant.reader.key
    )


def _invited(request: HttpRequest, form: InviteForm, choices: dict[str, Engagement]) -> Reader:
    said, actor = form.cleaned_data, actor_of(request)
    return invite_reader(
        actor, choices[said["engagement"]], days=said["days"], may_download=said["may_download"],
        email=said["email"], name=said["name"], company=said["company"], kind=ReaderKind(said["kind"]),
        title=said["title"],
    )  # fmt: skip


def _reader(key: UUID) -> Reader:
    found = Reader.objects.select_related("user_entity__customer").filter(key=key).first()
    if found is None:
        raise UnknownReader
    return found


def _page(request: HttpRequest, found: Reader, *, link: str = "") -> HttpResponse:
    context = {
        "found": found,
        "grants": grant_lines(found, clock.now()),
        "link": link,
        "history": entries(subject=found.subject)[:30],
        "colleagues": found.user_entity.readers.filter(closed_at=None).exclude(pk=found.pk).count(),
        "may": actor_of(request).may,
        "breadcrumb": [("Readers", "/readers/"), (found.name, "")],
    }
    answer = render(request, "readers/reader.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
