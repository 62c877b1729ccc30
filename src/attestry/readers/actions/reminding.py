"""What time brings: grants that end soon, requests that wait too long, requests that nobody proved."""

from __future__ import annotations

from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.journal.acts import act
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.readers.models import AccessRequest, Grant
from attestry.readers.rules.kinds import RequestState
from attestry.readers.rules.standing import REMINDED_BEFORE, UNPROVED_FOR, WAITS_TOO_LONG
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words


@act("readers.remind", offered=False)
def remind_of_readers(actor: Actor) -> int:
    """Tell readers whose access ends within a week, and leads of requests that wait; safe to repeat."""
    now = clock.now()
    AccessRequest.objects.filter(state=RequestState.UNCONFIRMED, made_at__lt=now - UNPROVED_FOR).delete()
    ending = Grant.objects.filter(
        revoked_at=None, expires_at__gt=now, expires_at__lte=now + REMINDED_BEFORE, reader__closed_at=None
    ).select_related("reader")
    drafts = [
        Draft(
            f"{one.subject}:ends:{one.expires_at:%Y-%m-%d}", one.reader.email, "Access to a report ends soon",
            f"You may read it until {day_words(one.expires_at)}. Ask again if you need it for longer.",
            address("reading"),
        )
        for one in ending
    ]  # fmt: skip
    late = AccessRequest.objects.filter(
        state=RequestState.WAITING, confirmed_at__lt=now - WAITS_TOO_LONG
    ).count()
    if late:
        leads = active_users().filter(role__in=(Role.LEAD, Role.ADMINISTRATOR))
        subject = f"{counted_words(late, 'request')} for a report wait for you"
        text = "Somebody asked to read a report and waits for more than two days."
        key = f"access-waits:{now:%Y-%m-%d}"
        drafts += [Draft(key, one.email, subject, text, "/readers/requests/") for one in leads]
    return post_notices(actor, drafts) if drafts else 0
