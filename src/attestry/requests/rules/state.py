"""The states of a request. Only the firm accepts or returns; only management answers."""

from __future__ import annotations

from enum import StrEnum


class RequestState(StrEnum):
    """How far a request got."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    NOT_PROVIDED = "not_provided"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as a person says it."""
        return _LABELS[self]

    @property
    def is_owed(self) -> bool:
        """Whether management has to answer."""
        return self in (RequestState.OPEN, RequestState.RETURNED)

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything more about it."""
        return self in (RequestState.ACCEPTED, RequestState.NOT_PROVIDED, RequestState.WITHDRAWN)


_LABELS = {
    RequestState.OPEN: "Open",
    RequestState.SUBMITTED: "With the firm",
    RequestState.RETURNED: "Returned",
    RequestState.ACCEPTED: "Accepted",
    RequestState.NOT_PROVIDED: "Not provided",
    RequestState.WITHDRAWN: "Withdrawn",
}
_WAYS: dict[RequestState, tuple[RequestState, ...]] = {
    RequestState.OPEN: (RequestState.SUBMITTED, RequestState.NOT_PROVIDED, RequestState.WITHDRAWN),
    RequestState.RETURNED: (RequestState.SUBMITTED, RequestState.NOT_PROVIDED, RequestState.WITHDRAWN),
    RequestState.SUBMITTED: (RequestState.ACCEPTED, RequestState.RETURNED),
    RequestState.ACCEPTED: (RequestState.RETURNED,),
    RequestState.NOT_PROVIDED: (RequestState.RETURNED, RequestState.WITHDRAWN),
    RequestState.WITHDRAWN: (),
}


def may_become(state: RequestState, wanted: RequestState) -> bool:
    """Whether a request may go from one state to another."""
    return wanted in _WAYS[state]
