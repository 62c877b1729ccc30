"""Signing in as a reader by a mailed link; says nothing of who is known."""

from __future__ import annotations

from attestry.accounts.rules import token_digest
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import post_notices
from attestry.readers.actions.linking import link_mail, new_reader_link
from attestry.readers.errors import ReaderLinkSpent
from attestry.readers.models import Reader, ReaderLink
from attestry.readers.rules.mailbox import mailbox
from attestry.readers.rules.standing import INVITATION_VALID_FOR, LINK_VALID_FOR


@act("readers.ask_link", offered=False)
def ask_reader_link(actor: Actor, *, email: str) -> None:
    """Mail a sign-in link to a reader; nothing for whoever is none. Raises MailboxRefused by shape alone."""
    reader = Reader.objects.filter(email=mailbox(email), closed_at=None).first()
    if reader is None:
        return
    token = new_reader_link(reader, valid_for=LINK_VALID_FOR)
    text = "Open the link to sign in. It works once, within half an hour."
    post_notices(
        actor, [link_mail(reader.email, "reader", "Sign in to read", text, page="reader_link", token=token)]
    )


@act("readers.hand_link")
def hand_reader_link(actor: Actor, reader: Reader) -> str:
    """The token of a link to hand over where no mail goes out; what it signs says who made it."""
    token = new_reader_link(reader, valid_for=INVITATION_VALID_FOR, handed_by=actor.name)
    record(reader.subject, after={"link_handed_by": actor.name})
    return token


@act("readers.use_link", offered=False)
def use_reader_link(_actor: Actor, token: str) -> tuple[Reader, str]:
    """Whose link it is, and who handed it over; it is spent by this. Raises ReaderLinkSpent."""
    now = clock.now()
    good = ReaderLink.objects.filter(
        token_digest=token_digest(token), used_at=None, expires_at__gt=now, reader__closed_at=None
    ).exclude(reader=None)
    link = good.select_related("reader__user_entity").first()
    if link is None or link.reader is None or not good.filter(pk=link.pk).update(used_at=now):
        raise ReaderLinkSpent
    after = {"signed_in_by": "link"} | ({"handed_by": link.handed_by} if link.handed_by else {})
    record(link.reader.subject, after=after)
    return link.reader, link.handed_by
