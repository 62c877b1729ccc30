"""Telling management by mail that the firm did something that waits for it. Called by the firm's acts."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.engagements.queries.answering import who_answers
from attestry.journal.rules import Actor
from attestry.notices.actions.posting import Draft, post_notices


def tell_management(
    engagement: Engagement, *, what: str, words: str, permission: str, key: str, path: str
) -> int:
    """Put one mail to each of management who has the permission into the outbox; how many are new.

    A mail leaves the house: it says that something is there and never what the firm wrote.
    """
    drafts = [
        Draft(
            key=f"engagements:{engagement.pk}:{key}",
            to=one.email,
            subject=f"{what}: {engagement.title}",
            text=words,
            path=path,
        )
        for one in who_answers(permission)
    ]
    return post_notices(Actor.system("engagements"), drafts)
