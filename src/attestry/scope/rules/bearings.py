"""What stands at the top of a step's page: where one is, the one next thing, what it will take."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.scope.rules.condition import Step


@dataclass(frozen=True, slots=True)
class Next:
    """The one next thing in words, the page or the place on it, and why."""

    words: str
    href: str
    why: str


@dataclass(frozen=True, slots=True)
class Bearings:
    """The three answers of one step."""

    step: Step
    where_words: str
    next: Next
    takes: str
    takes_words: str = ""
