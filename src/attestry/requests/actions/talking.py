"""What the two sides tell each other about a request."""

from __future__ import annotations

from attestry.engagements.wall import side_of
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.requests.actions.moving import held
from attestry.requests.errors import RequestRefused
from attestry.requests.models import Request, RequestComment

MOST_LETTERS = 4000


@act("requests.comment")
def comment_on_request(actor: Actor, request: Request, *, text: str) -> RequestComment:
    """Say something that both sides read. Raises RequestRefused, UnknownEngagement."""
    kept = held(request)
    side = side_of(actor, kept.engagement)
    said = text.strip()
    if not said or len(said) > MOST_LETTERS:
        raise RequestRefused("text", f"Say something, in at most {MOST_LETTERS:,} letters.")
    made = RequestComment.objects.create(
        request=kept, text=said, side=side.value, by=actor.name, at=clock.now()
    )
    record(kept.subject, after={"comment": said, "side": side.value})
    return made
