"""What either side says of a draft that was shown, before the report is issued."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side
from attestry.engagements.wall import side_of
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import NotAllowed
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.models import DraftComment
from attestry.opinions.queries.issued import issued_reports, shared_draft


@act("opinions.comment")
def comment_on_draft(actor: Actor, engagement: Engagement, *, draft: int, words: str) -> DraftComment:
    """Say something of a draft, to both sides. The journal holds its digest and not the words.

    Raises UnknownEngagement for an auditor of another, UnknownIssue for a draft that was not shown, and
    OpinionRefused for nothing said, or once the report is issued.
    """
    side = side_of(actor, engagement)
    held = shared_draft(engagement, draft)
    if not words.strip():
        raise OpinionRefused("words", "Say what you make of the draft.")
    if issued_reports(engagement):
        raise OpinionRefused("words", "The report is issued; a draft of it is not commented on any more.")
    author = User.objects.filter(email=actor.key.removeprefix("user:")).first()
    if actor.kind != "user" or author is None:
        raise NotAllowed("A comment is somebody's.", next_step="Sign in and write it yourself.")
    made = DraftComment.objects.create(
        draft=held,
        words=words.strip(),
        by=author,
        by_name=author.name,
        is_firms=side is Side.FIRM,
        at=clock.now(),
    )
    record(engagement.subject, after={"draft": held.digest, "comment": sha256_hex(made.words.encode())})
    return made
