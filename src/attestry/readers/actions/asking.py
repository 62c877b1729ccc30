"""Asking for access as a stranger, and proving the mailbox. The journal begins where a mailbox is proved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from attestry.accounts.rules import token_digest
from attestry.engagements.models import Engagement
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import post_notices
from attestry.readers.actions.deciding import let_in
from attestry.readers.actions.linking import link_mail, new_request_link
from attestry.readers.errors import ReaderLinkSpent, TooManyAsked, WordsMissing
from attestry.readers.models import AccessRequest, Offer, ReaderLink
from attestry.readers.queries.deciding import rule_for
from attestry.readers.rules.kinds import Purpose, RequestState
from attestry.readers.rules.mailbox import mailbox
from attestry.readers.rules.standing import UNPROVED_FOR

# Strangers write rows only within these bounds, from however many places they come.
_MOST_UNPROVED, _MOST_A_DAY = 1000, 3


@act("readers.ask_access", offered=False)
def ask_access(
    actor: Actor,
    *,
    name: str,
    email: str,
    company: str,
    title: str,
    purpose: Purpose,
    words: str,
    wanted: Collection[Engagement],
) -> None:
    """Keep what a stranger asks for and mail a link that proves the mailbox.

    Raises MailboxRefused, WordsMissing, and TooManyAsked. Says nothing of who is known here.
    """
    address = mailbox(email)
    said = {"name": name, "company": company}
    for field, typed in said.items():
        if not typed.strip():
            raise WordsMissing(f"{field}: this is empty.", next_step="Say who asks.")
    offered = set(Offer.objects.filter(engagement__in=wanted).values_list("engagement_id", flat=True))
    chosen = [one for one in wanted if one.pk in offered]
    if not chosen:
        raise WordsMissing("wanted: no report is chosen.", next_step="Choose at least one.")
    now = clock.now()
    AccessRequest.objects.filter(state=RequestState.UNCONFIRMED, made_at__lt=now - UNPROVED_FOR).delete()
    unproved = AccessRequest.objects.filter(state=RequestState.UNCONFIRMED)
    today = AccessRequest.objects.filter(email=address, made_at__gt=now - timedelta(days=1))
    if unproved.count() >= _MOST_UNPROVED or today.count() >= _MOST_A_DAY:
        raise TooManyAsked
    made = AccessRequest.objects.create(
        name=name.strip()[:200], email=address, company=company.strip()[:200], title=title.strip()[:200],
        purpose=purpose, words=words.strip()[:2000], made_at=now,
    )  # fmt: skip
    made.wanted.set(chosen)
    token = new_request_link(made, valid_for=UNPROVED_FOR)
    text = (
        "Somebody asked in your name to read a report. If it was you, open the link and confirm; "
        "if not, do nothing: nothing happens without you."
    )
    post_notices(
        actor,
        [
            link_mail(
                address,
                "access",
                "Confirm that you ask for a report",
                text,
                page="confirm_access",
                token=token,
            )
        ],
    )


@act("readers.confirm_request", offered=False)
def confirm_request(actor: Actor, token: str) -> AccessRequest:
    """The request whose mailbox this link proves; a rule may let its maker in at once.

    Raises ReaderLinkSpent, in the same words, for a link that was used, expired or never made.
    """
    now = clock.now()
    good = ReaderLink.objects.filter(
        token_digest=token_digest(token), used_at=None, expires_at__gt=now, request__isnull=False
    )
    link = good.select_related("request").first()
    if link is None or link.request is None or not good.filter(pk=link.pk).update(used_at=now):
        raise ReaderLinkSpent
    request = link.request
    request.state, request.confirmed_at = RequestState.WAITING, now
    request.save(update_fields=["state", "confirmed_at"])
    record(
        request.subject,
        after={
            "name": request.name,
            "email": request.email,
            "company": request.company,
            "purpose": request.purpose,
            "wanted": [one.title for one in request.wanted.all()],
        },
    )
    rule = rule_for(request)
    if rule is not None:
        let_in(Actor.system("access rule"), request, rule)
        request.refresh_from_db()
    return request
