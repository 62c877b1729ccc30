"""What policies refuse."""

from __future__ import annotations

from datetime import date

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from attestry.policies.rules.clauses import Clause


class UnknownPolicy(NotFound):
    """There is no such policy, or no such version of it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no {what}.", next_step="See the list of policies.")


class UnknownTemplate(Invalid):
    """A template was named that the library does not have."""

    def __init__(self, keys: str) -> None:
        super().__init__(
            f"The library has no policy template {keys}.", next_step="See the list of policy templates."
        )


class PolicyRefused(Invalid):
    """Something around a policy is not as it has to be."""


class PolicyTitleTaken(Conflict):
    """A policy of that name is already there."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"There already is a policy “{title}”.", next_step="Edit that policy, or take another title."
        )


class ChangedMeanwhile(Conflict):
    """Two people edited one text; the second is shown both and loses nothing."""

    def __init__(self, *, theirs: str, digest: str, writer: str) -> None:
        super().__init__(
            f"{writer} changed the text while you were writing.",
            next_step="Nothing is lost: both texts are shown. Bring them together, then keep the result.",
        )
        self.theirs = theirs
        self.digest = digest


class SettledMeanwhile(Conflict):
    """Two people settled one policy; the second is told what the first wrote and loses nothing."""

    def __init__(self, theirs: str) -> None:
        super().__init__(
            f"Somebody else settled it meanwhile. It now says: {theirs}.",
            next_step="What you typed still stands in the form. Keep it again to put it in place of that.",
        )


class NotTheDigest(Conflict):
    """A decision was about another text than the one that stands there now."""

    def __init__(self, asked: str, stands: str) -> None:
        super().__init__(
            f"The text is not the one that you read: its digest is {stands[:12]}…, yours {asked[:12]}….",
            next_step="Read it as it stands now, and decide again.",
        )


class NotInThatState(Conflict):
    """An act was asked for that does not fit where the version stands."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(
            f"It cannot be {act}: it is {state}.", next_step="See the policy's page for what comes next."
        )


class OwnText(NotAllowed):
    """Somebody wanted to approve what they wrote themselves."""

    def __init__(self) -> None:
        super().__init__(
            "You wrote in this version, so somebody else approves it.",
            next_step="Ask somebody who may approve policies and did not write in it.",
        )


class ClausesMissing(Invalid):
    """A required clause is not in the text, and no exception says why."""

    def __init__(self, missing: tuple[Clause, ...]) -> None:
        names = "; ".join(f"{one.id} ({one.title})" for one in missing)
        super().__init__(
            f"Required clauses are missing: {names}.",
            next_step="Write them, or publish with an exception that says why each is left out.",
        )


class PlacesLeft(Invalid):
    """The text still has places that somebody has to fill."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            "The text still has places to fill: " + ", ".join(f"{{{{ {name} }}}}" for name in names) + ".",
            next_step="Write what belongs there, then submit it again.",
        )


class NotOfTheWorkforce(NotAllowed):
    """Whoever acknowledges does not work here on that day."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(
            f"{name} is nobody who works here on {on.isoformat()}, by the register of people.",
            next_step="Ask whoever keeps the register of people to add you by the address you sign in with.",
        )
