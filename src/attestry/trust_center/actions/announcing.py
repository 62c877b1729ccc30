"""Announcing a change of a subprocessor before it takes effect, on the page and by mail."""

from __future__ import annotations

from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.trust_center.addresses import LEAVE, public_address
from attestry.trust_center.errors import PageRefused
from attestry.trust_center.models import SubprocessorChange, Subscriber, TrustPage
from attestry.trust_center.rules.changes import ChangeKind, earliest
from attestry.trust_center.signing import leave_token
from attestry.ui.words import day_words
from attestry.vendors.models import Vendor

LONGEST = 1000


@act("trust_center.announce_change")
def announce_change(
    actor: Actor, vendor: Vendor, *, kind: ChangeKind, words: str, effective_on: date, organization: str
) -> SubprocessorChange:
    """Tell of a change, and put a mail to every subscriber into the outbox. Raises PageRefused."""
    today = clock.now().date()
    page = TrustPage.objects.first() or TrustPage()
    if effective_on < (first := earliest(today, page.notice_days)):
        raise PageRefused(
            "effective_on",
            f"It is announced {page.notice_days} days before: on {day_words(first)} or later.",
        )
    if not words.strip() or len(words) > LONGEST:
        raise PageRefused("words", f"Say what changes, in {LONGEST} characters at most.")
    made = SubprocessorChange.objects.create(
        vendor=vendor,
        kind=ChangeKind(kind),
        words=words.strip(),
        effective_on=effective_on,
        announced_by=actor.name,
        announced_at=clock.now(),
    )
    told = list(Subscriber.objects.exclude(confirmed_at=None))
    record(
        f"subprocessor_change:{made.pk}",
        after={
            "vendor": vendor.name,
            "kind": made.kind,
            "effective_on": str(effective_on),
            "words": made.words,
            "told": len(told),
        },
    )
    post_notices(actor, [_mail(one, made, organization) for one in told])
    return made


def _mail(one: Subscriber, change: SubprocessorChange, organization: str) -> Draft:
    text = (
        f"{organization} announces a change of its subprocessors.\n\n"
        f"{ChangeKind(change.kind).label}: {change.vendor.name}, from {day_words(change.effective_on)}.\n"
        f"{change.words}\n\n"
        f"The list: {public_address('trust_subprocessors')}\n\n"
        "You asked to be told of such changes."
    )
    leave = public_address(LEAVE, leave_token(one))
    subject = f"{organization}: a change of subprocessors from {day_words(change.effective_on)}"
    key, stop = f"subprocessor-change:{change.pk}", f"Stop these mails: {leave}"
    return Draft(key, one.address, subject, text, private=stop, leave=leave)
