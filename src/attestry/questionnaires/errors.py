"""What questionnaires refuse."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownAnswer(NotFound):
    """The library has no such answer."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no answer {number}.", next_step="See the library of answers.")


class UnknownQuestionnaire(NotFound):
    """No such questionnaire was received."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no questionnaire {number}.", next_step="See the list of questionnaires.")


class UnknownQuestion(NotFound):
    """No questionnaire has such a question."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no question {number}.", next_step="See the list of questionnaires.")


class AnswerChanged(Conflict):
    """Somebody else wrote since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this answer meanwhile.",
            next_step="Look at what stands there now, and say again what you want to change.",
        )


class OwnAnswer(Conflict):
    """Who wrote it may not be the one who lets it stand."""

    def __init__(self, what: str = "answer") -> None:
        super().__init__(
            f"You wrote this {what} yourself.", next_step="Somebody else has to read it and let it stand."
        )


class NothingToDecide(Conflict):
    """No version waits."""

    def __init__(self) -> None:
        super().__init__("No version of this answer waits for approval.", next_step="Open the answer again.")


class AlreadySent(Conflict):
    """What was sent stays as it was."""

    def __init__(self) -> None:
        super().__init__(
            "This questionnaire was sent or withdrawn; its answers stay as they are.",
            next_step="When the customer asks again, receive it as a new questionnaire.",
        )


class NotReviewed(Conflict):
    """Something is still open."""

    def __init__(self, left: int) -> None:
        super().__init__(
            f"Questions that nobody has reviewed yet: {left}.",
            next_step="Answer them, and have another person review them.",
        )


class UnknownProof(Invalid):
    """Something named as evidence is not there, or proves nothing any more."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"evidence: {words}",
            next_step="Name entries, controls, policies or reports, such as entry:12 or control:IAM-02.",
        )


class NothingProvesIt(Conflict):
    """An answer that rests on nothing does not stand."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing is named that proves this answer.",
            next_step="Change it, and name a control, an entry, a policy or a report.",
        )


class UnreadableFile(Invalid):
    """The file is not one that can be read as a questionnaire."""
