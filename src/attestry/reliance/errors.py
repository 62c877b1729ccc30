"""What is refused about relying on a report, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound


class NothingStands(NotFound):
    """The grant holds, and no report of its engagement stands now."""

    def __init__(self) -> None:
        super().__init__(
            "No report stands here now: the firm withdrew it, and nobody may rely on it.",
            next_step="Ask the company when the next one is issued.",
        )


class UnknownControl(NotFound):
    """No complementary user entity control of that name in the report."""

    def __init__(self) -> None:
        super().__init__("The report assumes no such control of yours.", next_step="Go back to the list.")


class UnknownQuestion(NotFound):
    """No question of that name."""

    def __init__(self) -> None:
        super().__init__("There is no such question.", next_step="Go back to the list.")


class SaidWrong(Invalid):
    """Something was left empty, or is too long."""


class NotYoursToMap(NotAllowed):
    """Who reads for somebody else, or came in by a link that management had in its hands."""


class LetterAskedBefore(Conflict):
    """A request for a bridge letter of this company waits already."""

    def __init__(self) -> None:
        super().__init__(
            "Your company asked for a letter already, and waits for an answer.",
            next_step="You get a mail when it is answered.",
        )


class TooManyQuestions(DomainError):
    """More than anybody has to ask in a day, or pages opened faster than anybody reads."""

    status = 429
    exit_code = 6

    def __init__(self) -> None:
        super().__init__("That was too often.", next_step="Wait, then try again.")
