"""Putting notices into the outbox, and trying a given-up one anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.notices.errors import NoticeIsNotGivenUp, NoticeUnknown
from attestry.notices.models import Channel, Notice
from attestry.notices.rules.waiting import NoticeState

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice to be: ``to`` is a mail address, or a channel.

    ``private`` is said to the recipient alone, below the text, and is seen by nobody in the outbox; so is
    ``leave``, the whole address at which one POST ends mails of this kind.
    """

    key: str
    to: str | Channel
    subject: str
    text: str
    path: str = ""
    private: str = ""
    leave: str = ""


@act("notices.post", offered=False)
def post_notices(actor: Actor, drafts: Iterable[Draft]) -> int:
    """Put what was not told before into the outbox; answers how many are new. Safe to repeat."""
    now = clock.now()
    made = [_notice(one, now) for one in drafts]
    known = set(
        Notice.objects.filter(key__in={one.key for one in made}).values_list("key", "recipient")
        if len(made) <= _BATCH
        else Notice.objects.values_list("key", "recipient")
    )
    fresh = {(one.key, one.recipient): one for one in made if (one.key, one.recipient) not in known}
    Notice.objects.bulk_create(fresh.values(), batch_size=_BATCH, ignore_conflicts=True)
    if fresh:
        record(
            "outbox", after={"notices": len(fresh), "first": [str(one) for one in list(fresh.values())[:5]]}
        )
    return len(fresh)


def _notice(draft: Draft, now: datetime) -> Notice:
    channel = draft.to if isinstance(draft.to, Channel) else None
    box = SecretBox(settings.HOME.keys)
    return Notice(
        key=draft.key,
        recipient=channel.name if channel else str(draft.to).strip().lower(),
        channel=channel,
        subject=" ".join(draft.subject.split())[:200],
        text=draft.text,
        path=draft.path,
        sealed=box.seal(draft.private) if draft.private else "",
        sealed_leave=box.seal(draft.leave) if draft.leave else "",
        made_at=now,
        next_at=now,
    )


@act("notices.try_again")
def try_again(actor: Actor, notice: Notice) -> Notice:
    """Try a given-up notice as if it were new. Raises NoticeUnknown and NoticeIsNotGivenUp."""
    found = Notice.objects.select_for_update().filter(pk=notice.pk).first()
    if found is None:
        raise NoticeUnknown
    if found.state != NoticeState.GIVEN_UP:
        raise NoticeIsNotGivenUp
    now = clock.now()
    found.state, found.attempts, found.ended_at = NoticeState.WAITING, 0, None
    found.made_at = found.next_at = now
    found.save()
    record(f"notice:{found.pk}", before={"state": "given_up"}, after={"state": "waiting"})
    return found
