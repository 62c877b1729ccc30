"""Access reviews: opened on a sealed list, decided by somebody else than the holder, closed, proved."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from attestry.access_reviews.errors import ReviewClosed, ReviewRefused, SelfReview
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.queries.population import account_list, accounts_of
from attestry.access_reviews.rules.review import Account, Decision, flags, proof_words
from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import NotAllowed
from attestry.people.models import Person

_PROVED = ("proved_seq", "proved_at", "proof")
_DECIDED = ("decision", "reason", "decided_at", "decided_by_name", "decided_by_email", *_PROVED)


@act("access_reviews.open_review")
def open_review(
    actor: Actor, *, connection: str, system: str, reviewer: User, due_on: date, name: str = ""
) -> AccessReview:
    """Freeze every account of a system that can sign in, as the latest sealed list has them.

    Raises ReviewRefused where that list may lack rows, the system has no account, the day is over or
    the name is taken.
    """
    source = account_list(connection)
    now = clock.now()
    if source.is_short:
        raise ReviewRefused(
            "The last reading did not see every account, so the population would not be whole.",
            next_step="See the connection, and read it again.",
        )
    everyone = [one for one in accounts_of(source) if one.system == system]
    frozen = [one for one in everyone if one.is_active is not False]
    named = name.strip() or f"{system or source.title}, {now:%Y-%m-%d}"
    _refuse_unfit(frozen, due_on, named)
    made = AccessReview.objects.create(
        name=named[:200],
        system=system,
        connection=connection,
        table=source.table,
        entry_seq=source.entry.seq,
        observed_at=source.entry.observed_at,
        population_digest=sha256_hex(canonical_json([_said(one) for one in frozen])),
        disabled_count=len(everyone) - len(frozen),
        reviewer=reviewer,
        due_on=due_on,
        opened_at=now,
        opened_by_name=actor.name,
    )
    last_days = {email.lower(): last for email, last in Person.objects.values_list("email", "ended_on")}
    ReviewItem.objects.bulk_create((_item(made, one, last_days) for one in frozen), batch_size=500)
    after = {"entry": made.entry_seq, "accounts": len(frozen), "population": made.population_digest}
    record(made.subject, after={**after, "reviewer": reviewer.email, "due": due_on.isoformat()})
    return made


def _refuse_unfit(frozen: list[Account], due_on: date, named: str) -> None:
    if not frozen:
        raise ReviewRefused("This system has no account to review.", next_step="See which systems have.")
    if due_on < clock.now().date():
        raise ReviewRefused("The day by which it is due is over.", next_step="Give a day to come.")
    if AccessReview.objects.filter(name=named[:200]).exists():
        raise ReviewRefused(f"There already is a review “{named}”.", next_step="Give it another name.")


def _said(one: Account) -> list[Any]:
    used = clock.to_text(one.last_used_at) if one.last_used_at else None
    return [one.account_id, one.person_email, one.is_privileged, one.rights, used]


def _item(review: AccessReview, one: Account, last_days: dict[str, date | None]) -> ReviewItem:
    return ReviewItem(
        review=review,
        account_id=one.account_id[:500],
        account_name=one.name[:300],
        person_email=one.person_email[:254],
        is_privileged=one.is_privileged,
        rights=one.rights,
        last_used_at=one.last_used_at,
        flags=[flag.value for flag in flags(one, last_days, review.opened_at)],
    )


@act("access_reviews.decide")
def decide(
    actor: Actor, review: AccessReview, *, items: Iterable[int], decision: Decision, reason: str = ""
) -> int:
    """Decide on one item or on many, all or none; how many. May be changed until the review closes.

    Raises ReviewClosed; NotAllowed for who is not the reviewer; SelfReview where an account is one's
    own; ReviewRefused where nothing was chosen, or a reason is wanted and not given.
    """
    kept = AccessReview.objects.select_related("reviewer").get(pk=review.pk)
    if kept.closed_at is not None:
        raise ReviewClosed
    if not actor.may("access_reviews.open_review") and actor.key != kept.reviewer.subject:
        raise NotAllowed(f"{actor.name} is not the reviewer.", next_step="Ask for the review to be yours.")
    wanted = set(items)
    found = list(kept.items.filter(pk__in=wanted))
    if not found or len(found) != len(wanted):
        raise ReviewRefused(
            "It was not said what is decided on.", next_step="Choose accounts of this review."
        )
    own = _own_addresses(actor)
    mine = [one.account_name for one in found if one.person_email in own]
    if mine:
        raise SelfReview(actor.name, mine)
    _refuse_unexplained(found, decision, reason)
    by_email = actor.key.removeprefix("user:").lower() if actor.kind == "user" else ""
    for one in found:
        one.decision, one.reason = decision, reason.strip()[:1000]
        one.decided_at, one.decided_by_name, one.decided_by_email = clock.now(), actor.name, by_email
        one.proved_seq, one.proved_at, one.proof = None, None, ""
    ReviewItem.objects.bulk_update(found, _DECIDED, batch_size=100)
    accounts = [one.account_id for one in found]
    record(kept.subject, after={"decision": decision.value, "reason": reason.strip(), "accounts": accounts})
    return len(found)


def _own_addresses(actor: Actor) -> set[str]:
    """The addresses of who acts: that of the account, and that of the person who signs in with it."""
    if actor.kind != "user":
        return set()
    address = actor.key.removeprefix("user:").lower()
    linked = Person.objects.filter(user__email__iexact=address).values_list("email", flat=True)
    return {address, *(email.lower() for email in linked)}


def _refuse_unexplained(found: list[ReviewItem], decision: Decision, reason: str) -> None:
    flagged = [one.account_name for one in found if one.flags]
    if not reason.strip() and (decision is Decision.CHANGE or (decision is Decision.KEEP and flagged)):
        raise ReviewRefused(
            "Keeping an account that is flagged, or changing one, needs a reason.",
            next_step=f"Say why, or leave out: {', '.join(flagged[:5]) or 'what changes'}.",
        )


@act("access_reviews.close_review")
def close_review(actor: Actor, review: AccessReview) -> AccessReview:
    """Close a review, which fixes its decisions. Raises ReviewClosed; ReviewRefused where one is missing."""
    kept = AccessReview.objects.select_for_update().get(pk=review.pk)
    if kept.closed_at is not None:
        raise ReviewClosed
    left = kept.items.filter(decision="").count()
    if left:
        raise ReviewRefused(
            f"{left:,} accounts are undecided, so the review is not whole.", next_step="Decide on each."
        )
    kept.closed_at = clock.now()
    kept.save(update_fields=["closed_at"])
    record(kept.subject, after={"closed": True})
    return kept


@act("access_reviews.note_proofs")
def note_proofs(actor: Actor, review: AccessReview) -> int:
    """Look whether the latest sealed list proves removals and changes that wait for it; how many.

    A list that was sealed before a decision proves nothing, nor does one that may lack rows.
    """
    waiting = list(review.items.filter(decision__in=("remove", "change"), proved_seq=None))
    if not waiting:
        return 0
    source = account_list(review.connection)
    if source.is_short or source.table != review.table:
        return 0
    there = {one.account_id: one for one in accounts_of(source)}
    proved = []
    for one in waiting:
        words = proof_words(Decision(one.decision), one.rights, there.get(one.account_id))
        if words and one.decided_at and source.entry.observed_at > one.decided_at:
            one.proved_seq, one.proved_at, one.proof = (
                source.entry.seq,
                source.entry.observed_at,
                words[:1000],
            )
            proved.append(one)
    if proved:
        ReviewItem.objects.bulk_update(proved, _PROVED, batch_size=100)
        accounts = [one.account_id for one in proved]
        record(review.subject, after={"proved by entry": source.entry.seq, "accounts": accounts})
    return len(proved)


def note_all_proofs(actor: Actor) -> int:
    """Look for proofs of every removal and change that still waits, after new lists were sealed; how many.

    A review whose list is no longer read waits on.
    """
    waiting = ReviewItem.objects.filter(decision__in=("remove", "change"), proved_seq=None)
    found = 0
    for review in AccessReview.objects.filter(pk__in=waiting.values("review")):
        with suppress(ReviewRefused):
            found += note_proofs(actor, review)
    return found
