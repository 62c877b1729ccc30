"""Looking whether what was to go is gone: only a list that was sealed after the decision shows it."""

from __future__ import annotations

from contextlib import suppress

from attestry.access_reviews.errors import ReviewRefused
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.queries.population import account_list, accounts_of
from attestry.access_reviews.rules.review import Decision, proof_words
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor

_PROVED = ("proved_seq", "proved_at", "proof")


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
        words = proof_words(Decision(one.decision), one.rights, there.get(one.account_id), one.decided_at)
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
