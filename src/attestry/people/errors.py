"""What the register of people refuses."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.kit.errors import Conflict, Invalid, NotFound


class PersonRefused(Invalid):
    """What is said of a person cannot be. ``fields`` names each field that is wrong, and why."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self.fields = tuple(fields)
        said = "; ".join(f"{name}: {why}" for name, why in self.fields)
        super().__init__(f"{said}.", next_step="Correct these fields; nothing was written.")


class PersonUnknown(NotFound):
    """Nobody of that number or address."""

    def __init__(self) -> None:
        super().__init__("Nobody of that number is in the register.", next_step="See the list of people.")


class PersonChanged(Conflict):
    """Somebody else changed the person while a form was open."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was changed by somebody else since this form was opened.",
            next_step="Both states are shown; keep yours or take over what is there, then save again.",
        )


class TeamTaken(Conflict):
    """A team of that name is there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There already is a team “{name}”.", next_step="Take another name.")


class StepRefused(Invalid):
    """A step of a checklist cannot be closed like this."""


class DirectoryUnreadable(Invalid):
    """A connected directory brought nothing that can be taken over."""
