"""What training refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class CourseRefused(Invalid):
    """What is said of a course cannot be."""


class QuestionsRefused(CourseRefused):
    """Questions that nobody could answer or score."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"questions: {why}.",
            next_step="A question begins with ?, a right option with *, a wrong one with -.",
        )


class CourseUnknown(NotFound):
    """There is no such course."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no course “{key}”.", next_step="See the list of courses.")


class CourseTaken(Conflict):
    """A course of that key is there."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There already is a course “{key}”.", next_step="Take another short name.")


class ContentChanged(Conflict):
    """Somebody else published another version meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Another version was published since this page was opened, so nothing was written.",
            next_step="Look at the version that is there now; what you typed is kept in the form.",
        )


class AnswersMissing(Invalid):
    """Questions that were left open. ``places`` are theirs, counted from 1."""

    def __init__(self, places: tuple[int, ...]) -> None:
        self.places = places
        told = ", ".join(map(str, places))
        super().__init__(
            f"answers: no answer to question {told}.", next_step="Answer each; what was chosen is kept."
        )
