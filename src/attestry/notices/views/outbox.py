"""The outbox with what became of each notice, and the channels that notices may go to."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires, user_of
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox
from attestry.notices.actions.channels import add_channel, remove_channel, send_test
from attestry.notices.actions.posting import try_again
from attestry.notices.forms import ChannelForm
from attestry.notices.models import Notice
from attestry.notices.queries.outbox import channel, channels, counts, notice
from attestry.notices.queries.outbox import notices as notices_found
from attestry.notices.rules.waiting import ChannelKind, NoticeState
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("subject", "Notice"),
    Column("to", "To"),
    Column("state", "State"),
    Column("made", "Made"),
    Column("attempts", "Attempts", numeric=True),
    Column("next", "What is next", sortable=False),
)
_HEADER = ("notice", "to", "state", "made_at", "attempts", "ended_at", "refusal")


@sensitive_post_parameters("address")
@requires("notices.see")
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponseBase:
    """What waits, what was delivered, what was given up, also as CSV; a valid form adds a channel."""
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect("notices")
    found_counts = counts()
    states = tuple(Option(one.value, one.label, found_counts[one.value]) for one in NoticeState)
    filters = (Filter("state", "State", states),)
    choice = read_choice(request.GET, _COLUMNS, filters)
    found = notices_found(
        state=choice.filters.get("state", ""),
        words=choice.search,
        sort=choice.sort,
        is_descending=choice.is_descending,
    )
    if request.GET.get("format") == "csv":
        return csv_answer("notices.csv", _HEADER, map(_row, found.iterator(chunk_size=2000)))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, filters),
        "counts": found_counts,
        "channels": channels(),
        "form": form,
        "mail_host": settings.EMAIL_HOST,
        "mail_from": settings.DEFAULT_FROM_EMAIL,
        "own_address": user_of(request).email,
        "may": actor_of(request).may,
    }
    return render(request, "notices/notices.html", context, status=422 if form.errors else 200)


def _row(one: Notice) -> tuple[object, ...]:
    ended = one.ended_at or ""
    return (one.subject, one.recipient, one.state, one.made_at, one.attempts, ended, one.refusal)


def _added(request: HttpRequest, form: ChannelForm) -> bool:
    typed = form.cleaned_data
    try:
        made = add_channel(
            actor_of(request),
            name=typed["name"],
            kind=ChannelKind(typed["kind"]),
            address=typed["address"],
            box=SecretBox(settings.HOME.keys),
        )
    except Invalid as refusal:
        form.add_error(None if "name" not in refusal.message else "name", str(refusal))
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"{made.name} is written to from now on. Send a test to see that it arrives.")
    return True


@requires("notices.send_test")
@require_POST
def notice_test(request: HttpRequest) -> HttpResponse:
    """Put a test into the outbox: to a channel, or to whoever asks."""
    number = request.POST.get("channel", "")
    actor = actor_of(request)
    if number.isascii() and number.isdigit():
        send_test(actor, channel=channel(int(number)))
    else:
        send_test(actor, address=user_of(request).email)
    messages.success(
        request, "A test is in the outbox. It is sent within a few seconds while “attestry up” runs."
    )
    return redirect("notices")


@requires("notices.try_again")
@require_POST
def notice_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a given-up notice anew."""
    try_again(actor_of(request), notice(pk))
    messages.success(request, "It is tried anew.")
    return redirect("notices")


@requires("notices.remove_channel")
@require_POST
def channel_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a channel no more."""
    found = channel(pk)
    remove_channel(actor_of(request), found)
    messages.success(request, f"{found.name} is not written to any more.")
    return redirect("notices")
