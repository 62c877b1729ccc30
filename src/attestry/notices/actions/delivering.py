"""Delivering what waits: each notice is claimed, sent outside of any transaction, and settled."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.models import Notice
from attestry.notices.queries.outbox import due
from attestry.notices.rules.waiting import CLAIMED_FOR, NoticeState, next_attempt
from attestry.notices.sending import Refusal, is_mail_set_up, to_channel, to_mailbox

MOST_AT_ONCE = 500


def send_due(actor: Actor) -> dict[str, int]:
    """Send every notice whose time has come; answers how many ended how (delivered, waiting, given_up).

    Never in a sample company's home, whose people are made up. Two processes may run this at once:
    a notice is claimed before it is sent. A mail server that took a mail and was cut off before it
    said so gets it a second time, under the same Message-ID.
    """
    counts = {one.value: 0 for one in NoticeState}
    if settings.HOME.organization().is_sample:
        return counts
    mail = get_connection() if is_mail_set_up() else None
    try:
        for number in due(clock.now(), with_mail=mail is not None)[:MOST_AT_ONCE]:
            notice = claim(actor, number)
            if notice is not None:
                counts[settle(actor, notice.pk, refusal=_sent(notice, mail)).state] += 1
    finally:
        if mail is not None:
            mail.close()
    return counts


def _sent(notice: Notice, mail: BaseEmailBackend | None) -> Refusal | None:
    if notice.channel is not None:
        return to_channel(notice, notice.channel)
    return to_mailbox(notice, mail) if mail is not None else Refusal("No mail server is set.")


@act("notices.send", offered=False)
def claim(actor: Actor, number: int) -> Notice | None:
    """Take a notice in hand for a few minutes; None where somebody else has, or it has ended."""
    now = clock.now()
    notice = Notice.objects.select_related("channel").select_for_update(of=("self",)).get(pk=number)
    if notice.next_at is None or notice.next_at > now:
        return None
    notice.next_at = now + CLAIMED_FOR
    notice.attempts += 1
    notice.save(update_fields=["next_at", "attempts"])
    return notice


@act("notices.send", offered=False)
def settle(actor: Actor, number: int, *, refusal: Refusal | None) -> Notice:
    """Write down how an attempt ended: delivered, to be tried again, or given up."""
    notice = Notice.objects.select_for_update().get(pk=number)
    now = clock.now()
    if refusal is None:
        _end(notice, NoticeState.DELIVERED, now)
    else:
        notice.refusal = refusal.words[:2000]
        again = next_attempt(
            notice.attempts, made_at=notice.made_at, now=now, asked_to_wait=refusal.asked_to_wait
        )
        if refusal.is_final or again is None:
            _end(notice, NoticeState.GIVEN_UP, now)
        else:
            notice.next_at = again
    notice.save()
    return notice


def _end(notice: Notice, state: NoticeState, now: datetime) -> None:
    notice.state, notice.next_at, notice.ended_at = state, None, now
    if state is NoticeState.DELIVERED:
        notice.refusal = notice.sealed = notice.sealed_leave = ""
    after = {"state": state.value, "to": notice.recipient, "attempts": notice.attempts}
    record(f"notice:{notice.pk}", after=after | ({"refusal": notice.refusal} if notice.refusal else {}))
