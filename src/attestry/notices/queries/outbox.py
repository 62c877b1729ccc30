"""The outbox: what waits, what was delivered, what was given up, and the channels."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from attestry.notices.errors import ChannelUnknown, NoticeUnknown
from attestry.notices.models import Channel, Notice
from attestry.notices.rules.waiting import NoticeState


def due(now: datetime, *, with_mail: bool) -> list[int]:
    """The numbers of notices whose time has come, oldest first; mails only where they can be sent."""
    found = Notice.objects.filter(next_at__lte=now)
    if not with_mail:
        found = found.exclude(channel=None)
    return list(found.order_by("next_at", "pk").values_list("pk", flat=True)[:1000])


def is_due(now: datetime) -> bool:
    """Whether anything can be sent now."""
    found = Notice.objects.filter(next_at__lte=now)
    if not settings.EMAIL_HOST:
        found = found.exclude(channel=None)
    return found.exists()


SORTS = {"subject": "subject", "to": "recipient", "state": "state", "made": "made_at", "attempts": "attempts"}


def notices(
    *, state: str = "", words: str = "", sort: str = "", is_descending: bool = False
) -> QuerySet[Notice]:
    """Notices, newest first or by one of SORTS, narrowed by what is given."""
    found = Notice.objects.select_related("channel")
    if sort:
        found = found.order_by(f"{'-' if is_descending else ''}{SORTS[sort]}", "-pk")
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(Q(subject__icontains=word) | Q(recipient__icontains=word))
    return found


def notice(pk: int) -> Notice:
    """One of them. Raises NoticeUnknown."""
    found = Notice.objects.filter(pk=pk).first()
    if found is None:
        raise NoticeUnknown
    return found


def counts() -> dict[str, int]:
    """How many are in each state."""
    found = dict(Notice.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {one.value: found.get(one.value, 0) for one in NoticeState}


def channels() -> QuerySet[Channel]:
    """The channels that are written to."""
    return Channel.objects.filter(removed_at=None)


def channel(pk: int) -> Channel:
    """One of them. Raises ChannelUnknown."""
    found = channels().filter(pk=pk).first()
    if found is None:
        raise ChannelUnknown
    return found
