"""What remediation refuses, named as sentences."""

from __future__ import annotations

from datetime import date

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from attestry.ui.words import day_words


class TaskUnknown(NotFound):
    """There is no such task."""

    def __init__(self, number: object) -> None:
        super().__init__(f"There is no task {number}.", next_step="See the list of tasks.")


class TaskRefused(Invalid):
    """Something of a task is missing or breaks a rule; the message names the field."""


class DeadlinePassed(Invalid):
    """A deadline is a promise, and a promise is not made for the past."""

    def __init__(self, due_on: date) -> None:
        super().__init__(
            f"Deadline: {day_words(due_on)} is past.",
            next_step="Give today or a later day; what is late stays late.",
        )


class Unassigned(Invalid):
    """What nobody answers for, or by no day, is not done; the message names all that is missing."""

    def __init__(self, lacks: list[str]) -> None:
        super().__init__(
            " ".join(lacks),
            next_step="Name a person, or a team in which somebody works, and a day by which it is done.",
        )


class VerifierIsOwner(Invalid):
    """Whoever owns a fix does not confirm it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"Verifier: {name} cannot verify, since {why}.",
            next_step="Name somebody who neither owns the task nor is in the team that does.",
        )


class NotYoursToVerify(NotAllowed):
    """The fix is verified by somebody else."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} cannot verify this fix: {why}.", next_step="Ask the verifier, or name another one."
        )


class NotYourTask(NotAllowed):
    """The task belongs to somebody else."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This task is not one of {name}.", next_step="Ask its owner, or whoever leads the program."
        )


class NoSuchMove(Conflict):
    """The task stands where this move does not begin."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(
            f"A task that is {state} has no “{move}”.",
            next_step="Look at it again: somebody may have moved it.",
        )


class EvidenceMissing(Invalid):
    """A fix that nothing shows is a claim."""

    def __init__(self) -> None:
        super().__init__(
            "Evidence: nothing shows that it is fixed.",
            next_step="Hand in a document, or name an entry that was not named before it was reopened.",
        )


class ReasonMissing(Invalid):
    """This is not done without saying why."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Reason: {what} needs one.", next_step="Say why in a sentence.")


class DependencyRefused(Invalid):
    """A dependency would close a circle, or be one on itself."""


class StillBlocked(Conflict):
    """What the task needs is not done."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__(
            f"It needs {'; '.join(titles)}, which is not verified yet.",
            next_step="Finish that first, or take the dependency away.",
        )


class NotSenior(NotAllowed):
    """A gap is accepted by somebody above its owner."""

    def __init__(self, name: str, owner: str) -> None:
        super().__init__(
            f"{name} is not senior to {owner}, who owns the task.",
            next_step="Ask somebody above the owner in the reporting line, or an executive.",
        )


class ChangedMeanwhile(Conflict):
    """Somebody else changed the task since the form was opened; both versions are shown."""

    def __init__(self, differing: list[tuple[str, str, str]]) -> None:
        said = "; ".join(f"{field}: theirs “{theirs}”, yours “{yours}”" for field, theirs, yours in differing)
        super().__init__(
            f"Somebody changed this task meanwhile. {said or 'Nothing that you typed differs'}.",
            next_step="What you typed still stands in the form; save it again to put it over theirs.",
        )
        self.differing = differing
