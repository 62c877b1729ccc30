"""Deciding on frozen accounts, taking decisions back while a review is open, and signing it."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.access_reviews.errors import ReviewClosed, ReviewRefused, SelfReview
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.rules.review import Decision
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import NotAllowed
from attestry.people.models import Person

_PROOF = ("proved_seq", "proved_at", "proof")
_DECIDED = ("decision", "reason", "decided_at", "decided_by_name", "decided_by_email", *_PROOF)


@act("access_reviews.decide")
def decide(
    actor: Actor, review: AccessReview, *, items: Iterable[int], decision: Decision, reason: str = ""
) -> int:
    """Decide on one item or on many, all or none; how many. May be changed until the review closes.

    Raises ReviewClosed; NotAllowed for who is not the reviewer; SelfReview where an account is one's
    own; ReviewRefused where nothing was chosen, or a reason is wanted and not given.
    """
    kept, found = _decidable(actor, review, items)
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


@act("access_reviews.decide")
def undo_decisions(actor: Actor, review: AccessReview, *, items: Iterable[int]) -> int:
    """Take decisions back, all or none, as long as the review is open; how many were there.

    Raises as ``decide`` does.
    """
    kept, found = _decidable(actor, review, items)
    taken_back = [one for one in found if one.decision]
    before = {one.account_id: one.decision for one in taken_back}
    for one in taken_back:
        one.decision = one.reason = one.decided_by_name = one.decided_by_email = one.proof = ""
        one.decided_at = one.proved_seq = one.proved_at = None
    ReviewItem.objects.bulk_update(taken_back, _DECIDED, batch_size=100)
    if before:
        record(kept.subject, before=before, after={"undecided": sorted(before)})
    return len(taken_back)


@act("access_reviews.decide")
def close_review(actor: Actor, review: AccessReview) -> AccessReview:
    """Sign a review, which fixes its decisions under their digest; its reviewer may, or who opens reviews.

    Raises ReviewClosed; NotAllowed; ReviewRefused where a decision is missing.
    """
    kept = AccessReview.objects.select_for_update(of=("self",)).select_related("reviewer").get(pk=review.pk)
    _refuse_stranger(actor, kept)
    left = kept.items.filter(decision="").count()
    if left:
        raise ReviewRefused(
            f"{left:,} accounts are undecided, so the review is not whole.", next_step="Decide on each."
        )
    kept.closed_at, kept.closed_by_name = clock.now(), actor.name
    said = kept.items.order_by("account_id").values_list(
        "account_id", "decision", "reason", "decided_by_email", "decided_by_name"
    )
    kept.decisions_digest = sha256_hex(canonical_json([list(one) for one in said]))
    kept.save(update_fields=["closed_at", "closed_by_name", "decisions_digest"])
    record(kept.subject, after={"closed": True, "decisions": kept.decisions_digest})
    return kept


def _refuse_stranger(actor: Actor, review: AccessReview) -> None:
    if review.closed_at is not None:
        raise ReviewClosed
    if not actor.may("access_reviews.open_review") and actor.key != review.reviewer.subject:
        raise NotAllowed(f"{actor.name} is not the reviewer.", next_step="Ask for the review to be yours.")


def _decidable(
    actor: Actor, review: AccessReview, items: Iterable[int]
) -> tuple[AccessReview, list[ReviewItem]]:
    """The review as it is now and the items that are meant, where the actor may decide on each of them."""
    kept = AccessReview.objects.select_for_update(of=("self",)).select_related("reviewer").get(pk=review.pk)
    _refuse_stranger(actor, kept)
    wanted = set(items)
    found = [one for one in kept.items.all() if one.pk in wanted]
    if not found or len(found) != len(wanted):
        raise ReviewRefused(
            "It was not said what is decided on.", next_step="Choose accounts of this review."
        )
    own = own_addresses(actor)
    mine = [
        one.account_name
        for one in found
        if own & {one.person_email.lower(), one.account_name.strip().lower()}
    ]
    if mine:
        raise SelfReview(actor.name, mine)
    return kept, found


def own_addresses(actor: Actor) -> set[str]:
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
