"""The requests of an engagement as a list shows them, and how far they got in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from attestry.accounts.models import User
from attestry.accounts.rules import READ, Role, may
from attestry.engagements.models import Engagement
from attestry.requests.errors import UnknownRequest
from attestry.requests.models import Request
from attestry.requests.rules.kind import RequestKind
from attestry.requests.rules.state import RequestState


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request, what answers it, and how much was said about it."""

    request: Request
    evidence_count: int
    comment_count: int
    is_overdue: bool

    @property
    def state(self) -> RequestState:
        """How far it got."""
        return self.request.the_state

    @property
    def kind(self) -> RequestKind:
        """What is asked for."""
        return RequestKind(self.request.kind)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many requests stand where."""

    total: int
    owed: int
    overdue: int
    with_the_firm: int
    returned: int
    settled: int


def request_lines(engagement: Engagement, *, today: date) -> tuple[RequestLine, ...]:
    """Every request of the engagement in its order, in one query."""
    found = engagement.requests.select_related("owner").annotate(
        evidence_count=Count("evidence", filter=Q(evidence__taken_back_at=None), distinct=True),
        comment_count=Count("comments", distinct=True),
    )
    return tuple(
        RequestLine(one, one.evidence_count, one.comment_count, one.is_overdue(today)) for one in found
    )


def progress(lines: Sequence[RequestLine]) -> Progress:
    """The list in figures; what was withdrawn is not counted."""
    counted: Counter[RequestState] = Counter(
        one.state for one in lines if one.state is not RequestState.WITHDRAWN
    )
    return Progress(
        total=counted.total(),
        owed=sum(counted[state] for state in RequestState if state.is_owed),
        overdue=sum(one.is_overdue for one in lines),
        with_the_firm=counted[RequestState.SUBMITTED],
        returned=counted[RequestState.RETURNED],
        settled=sum(counted[state] for state in RequestState if state.is_settled),
    )


def request_of(engagement: Engagement, number: str) -> Request:
    """One request of the engagement. Raises UnknownRequest."""
    found = Request.objects.select_related("owner", "engagement").filter(engagement=engagement, number=number)
    one = found.first()
    if one is None:
        raise UnknownRequest(number)
    return one


def who_may_answer() -> list[User]:
    """The users who may own a request."""
    readers: Iterable[str] = [role.value for role in Role if role is not Role.AUDITOR and may(role, READ)]
    return list(User.objects.filter(is_active=True, role__in=readers))
