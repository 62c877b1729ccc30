"""Where a step stands, by its conditions and by whether somebody closed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attestry.scope.rules.condition import Condition, Step


class StepState(StrEnum):
    """How a step stands."""

    CLOSED = "closed"
    OVERRIDDEN = "overridden"
    READY = "ready"
    OPEN = "open"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        """The state in words."""
        return _LABELS[self]

    @property
    def is_closed(self) -> bool:
        """Whether somebody closed it."""
        return self in (StepState.CLOSED, StepState.OVERRIDDEN)


_LABELS = {
    StepState.CLOSED: "Closed",
    StepState.OVERRIDDEN: "Closed by override",
    StepState.READY: "Ready to close",
    StepState.OPEN: "In work",
    StepState.WAITING: "Waits for the step before",
}


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing that stands: who, when, and what did not hold where it was an override."""

    step: Step
    at: datetime
    by: str
    is_override: bool
    responsible: str
    reason: str
    failing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step: its conditions now, and its closing where it has one."""

    step: Step
    entry: tuple[Condition, ...]
    exit: tuple[Condition, ...]
    closed: Closed | None
    is_reached: bool

    @property
    def all(self) -> tuple[Condition, ...]:
        """Entry conditions, then exit conditions."""
        return (*self.entry, *self.exit)

    @property
    def failing(self) -> tuple[Condition, ...]:
        """The conditions that do not hold now."""
        return tuple(one for one in self.all if not one.holds)

    @property
    def held(self) -> int:
        """How many conditions hold now."""
        return sum(one.holds for one in self.all)

    @property
    def is_computed(self) -> bool:
        """Whether any fact says that it is done."""
        return bool(self.exit)

    @property
    def state(self) -> StepState:
        """How it stands."""
        if self.closed:
            return StepState.OVERRIDDEN if self.closed.is_override else StepState.CLOSED
        if not self.is_reached:
            return StepState.WAITING
        return StepState.READY if self.is_computed and not self.failing else StepState.OPEN

    @property
    def next(self) -> Condition | None:
        """The one next thing: the first condition that does not hold, other steps' apart."""
        return next((one for one in self.failing if one.key != PREVIOUS), None)

    @property
    def hours(self) -> tuple[int, int]:
        """The hours that its open conditions take, at best and at worst; (0, 0) where nobody reckons."""
        return (sum(one.hours[0] for one in self.failing), sum(one.hours[1] for one in self.failing))


@dataclass(frozen=True, slots=True)
class Program:
    """The six steps."""

    steps: tuple[StepStanding, ...]

    @property
    def current(self) -> StepStanding | None:
        """Where one is: the first step that nobody closed; None where all are."""
        return next((one for one in self.steps if not one.state.is_closed), None)

    @property
    def closed_count(self) -> int:
        """How many steps are closed."""
        return sum(one.state.is_closed for one in self.steps)

    @property
    def held(self) -> int:
        """How many conditions hold, over all steps."""
        return sum(one.held for one in self.steps)

    @property
    def conditions(self) -> int:
        """How many conditions there are."""
        return sum(len(one.all) for one in self.steps)

    @property
    def hours(self) -> tuple[int, int]:
        """The hours that everything open takes, as far as anybody reckons them."""
        return (sum(one.hours[0] for one in self.steps), sum(one.hours[1] for one in self.steps))

    def of(self, step: Step) -> StepStanding:
        """One step."""
        return self.steps[step.number - 1]


PREVIOUS = "previous-step"


def program_of(conditions: Iterable[Condition], closings: Mapping[Step, Closed], *, url: str) -> Program:
    """The six steps by the conditions that rooms offer; each also waits for the one before it."""
    found = list(conditions)
    steps: list[StepStanding] = []
    is_reached = True
    for step in Step:
        entry = [one for one in found if one.step is step and one.is_entry]
        if step.number > 1:
            entry.insert(0, _previous(step, is_closed=is_reached, url=url))
        steps.append(
            StepStanding(
                step,
                tuple(entry),
                tuple(one for one in found if one.step is step and not one.is_entry),
                closings.get(step),
                is_reached,
            )
        )
        is_reached = step in closings
    return Program(tuple(steps))


def _previous(step: Step, *, is_closed: bool, url: str) -> Condition:
    before = list(Step)[step.number - 2]
    return Condition(
        step,
        PREVIOUS,
        f"Step {before.number} is closed",
        holds=is_closed,
        why=f"“{before.label}” is {'closed' if is_closed else 'not closed yet'}.",
        url=f"{url}#{before.value}",
        act=f"Close step {before.number}",
        is_entry=True,
        order=0,
    )
