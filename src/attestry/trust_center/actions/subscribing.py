"""Asking to be told of changes, saying so a second time by mail, and leaving with one click.

Not journalled: strangers would write the journal, and who reads the page is nobody's to know.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from attestry.journal.acts import act
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.readers.rules.mailbox import mailbox
from attestry.trust_center.addresses import CONFIRM, public_address
from attestry.trust_center.errors import LinkOver
from attestry.trust_center.models import Subscriber
from attestry.trust_center.signing import confirm_token, subscriber_of_confirmation, subscriber_of_leaving

CONFIRM_WITHIN = timedelta(days=3)
MOST_WAITING = 500
_AGAIN_AFTER = timedelta(hours=24)


@act("trust_center.ask_for_updates", offered=False)
def ask_for_updates(actor: Actor, *, address: str, organization: str) -> None:
    """Send a mail to the address by which it says so again. The same to the eye whoever asks, and how often.

    One mail a day to one address, and a bounded number that wait. Raises MailboxRefused.
    """
    typed, now = mailbox(address), clock.now()
    Subscriber.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN).delete()
    known = Subscriber.objects.select_for_update().filter(address=typed).first()
    if known is not None and (known.confirmed_at is not None or now - known.asked_at < _AGAIN_AFTER):
        return
    if known is None and Subscriber.objects.filter(confirmed_at=None).count() >= MOST_WAITING:
        return
    one = known or Subscriber(address=typed, secret=secrets.token_hex(32))
    one.asked_at = now
    one.save()
    text = (
        f"Somebody, perhaps you, asked {organization} to write to this address when its "
        "subprocessors change.\n\n"
        "Nothing is sent unless you say so here, within three days. If it was not you, do nothing."
    )
    link = public_address(CONFIRM, confirm_token(one, now))
    subject = f"{organization}: shall we tell you of changes?"
    key = f"subscriber-asked:{one.pk}:{clock.to_text(now)}"
    post_notices(actor, [Draft(key, typed, subject, text, private=f"Yes, tell me: {link}")])


@act("trust_center.confirm_updates", offered=False)
def confirm_updates(_actor: Actor, token: str) -> None:
    """From now on the address is written to. Raises LinkOver."""
    one = subscriber_of_confirmation(token, clock.now(), within=CONFIRM_WITHIN)
    if one is None:
        raise LinkOver
    if one.confirmed_at is None:
        one.confirmed_at = clock.now()
        one.save(update_fields=["confirmed_at"])


@act("trust_center.leave_updates", offered=False)
def leave_updates(_actor: Actor, token: str) -> None:
    """Forget the address, at once and whole; a second time changes nothing. Raises LinkOver."""
    one = subscriber_of_leaving(token)
    if one is not None:
        one.delete()
