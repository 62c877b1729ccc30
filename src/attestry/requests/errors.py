"""What requests refuse."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.requests.rules.state import RequestState


class UnknownRequest(NotFound):
    """There is no such request in the engagement."""

    def __init__(self, number: str) -> None:
        super().__init__(f"There is no request “{number}”.", next_step="See the engagement's list.")


class RequestRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class NoWayThere(Conflict):
    """A request does not go from its state to the one that was wanted."""

    def __init__(self, number: str, state: RequestState, wanted: RequestState) -> None:
        super().__init__(
            f"{number} is “{state.label}” and cannot become “{wanted.label}”.",
            next_step="Reload the page to see how it stands.",
        )


class EvidenceAttached(Conflict):
    """A request that evidence answers is not withdrawn: what was shown to the firm stays."""

    def __init__(self, number: str, count: int) -> None:
        super().__init__(
            f"{number} cannot be withdrawn: {count} piece{'' if count == 1 else 's'} of evidence "
            f"answer{'s' if count == 1 else ''} it.",
            next_step="Accept or return it, or let management take the evidence back with a reason first.",
        )
