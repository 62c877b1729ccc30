"""One request's page: what answers it, what else that answers, and everything that was said and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from attestry.control_tests.manual import Citable, entries_to_cite
from attestry.controls.models import Control
from attestry.requests.models import Request, RequestEvidence
from attestry.requests.rules.state import RequestState


@dataclass(frozen=True, slots=True)
class Answer:
    """A piece of evidence, and the numbers of the other requests that it answers."""

    evidence: RequestEvidence
    others: tuple[str, ...]

    @property
    def last_day(self) -> date | None:
        """The last day that it speaks of; a period in the ledger ends before its end."""
        until = self.evidence.entry.period_until
        return (until - timedelta(microseconds=1)).date() if until else None


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a request's history."""

    at: datetime
    who: str
    side: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything about one request, in a constant number of queries."""

    request: Request
    answers: tuple[Answer, ...]
    taken_back: tuple[RequestEvidence, ...]
    history: tuple[Said, ...]
    controls: tuple[Control, ...]

    @property
    def state(self) -> RequestState:
        """How far it got."""
        return self.request.the_state


def request_page(request: Request) -> RequestPage:
    """The page of a request."""
    evidence = list(request.evidence.select_related("entry"))
    standing = [one for one in evidence if one.taken_back_at is None]
    shared = RequestEvidence.objects.filter(
        entry_id__in=[one.entry_id for one in standing],
        taken_back_at=None,
        request__engagement_id=request.engagement_id,
    ).exclude(request=request)
    others: dict[int, list[str]] = {}
    for seq, number in shared.values_list("entry_id", "request__number").order_by("request__number"):
        others.setdefault(seq, []).append(number)
    return RequestPage(
        request,
        tuple(Answer(one, tuple(others.get(one.entry_id, ()))) for one in standing),
        tuple(one for one in evidence if one.taken_back_at is not None),
        tuple(sorted(_history(request, evidence), key=lambda said: said.at)),
        tuple(Control.objects.filter(key__in=request.controls)),
    )


def offered_entries(request: Request, search: str) -> tuple[Citable, ...]:
    """Entries that may answer, documents for its first control before others; not those that do already."""
    known = set(request.evidence.filter(taken_back_at=None).values_list("entry_id", flat=True))
    found = entries_to_cite(request.controls[0] if request.controls else "", search=search)
    return tuple(one for one in found if one.seq not in known)


def _history(request: Request, evidence: list[RequestEvidence]) -> list[Said]:
    told = [Said(request.asked_at, request.asked_by, "", "asked for it", "")]
    for one in evidence:
        told.append(Said(one.at, one.by, "management", f"attached entry {one.entry_id}", one.note))
        if one.taken_back_at:
            words = one.taken_back_why
            told.append(
                Said(
                    one.taken_back_at,
                    one.taken_back_by,
                    "management",
                    f"took entry {one.entry_id} back",
                    words,
                )
            )
    for step in request.steps.all():
        what = _STEPS[RequestState(step.after)]
        told.append(Said(step.at, step.by, step.side, what, step.reason))
    told.extend(Said(one.at, one.by, one.side, "said", one.text) for one in request.comments.all())
    return told


_STEPS = {
    RequestState.OPEN: "opened it",
    RequestState.SUBMITTED: "handed the answer to the firm",
    RequestState.RETURNED: "returned it",
    RequestState.ACCEPTED: "accepted it",
    RequestState.NOT_PROVIDED: "said that it cannot be provided",
    RequestState.WITHDRAWN: "asks for it no more",
}
