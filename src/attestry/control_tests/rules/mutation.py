"""The mutation score of a control test: the share of the faults put into passing data that it notices.

A fault counts once, however many rows of however many cases it was put into, and is noticed when the
test answers differently in one of them: there the test is shown to look. A fault that no case shows it
to look at has survived. Survivors count against the score whether or not they are explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from attestry.control_tests.rules.fault import Fault

REQUIRED = 0.95


class Answer(StrEnum):
    """What became of an item that passed before the fault, or of the whole answer."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    LEFT = "left the population"
    REFUSED = "the answer is refused"


@dataclass(frozen=True, slots=True)
class Tried:
    """A fault in one row of one case, and the test's answer to it; None where it answered as before."""

    fault: Fault
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the faults a test noticed, which survived, and what of that is explained.

    ``survivors`` are keys of faults; ``stale`` are explanations of faults that do not survive.
    ``places`` counts the rows that faults were put into, ``seen_places`` those where one was noticed.
    """

    test_id: str
    version: str
    basis: str
    injected: int
    survivors: tuple[str, ...]
    explained: Mapping[str, str]
    stale: tuple[str, ...]
    answers: Mapping[str, int]
    places: int = 0
    seen_places: int = 0

    @property
    def noticed(self) -> int:
        """How many faults the test noticed."""
        return self.injected - len(self.survivors)

    @property
    def share(self) -> float:
        """The part of the faults that was noticed."""
        return share(self.noticed, self.injected)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The survivors of which nobody has said why."""
        return tuple(key for key in self.survivors if key not in self.explained)

    def said(self) -> dict[str, Any]:
        """The score as plain values, for machines."""
        return {
            "test": self.test_id,
            "version": self.version,
            "noticed": self.noticed,
            "injected": self.injected,
            "share": round(self.share, 4),
            "survivors": {key: self.explained.get(key) for key in self.survivors},
            "stale": list(self.stale),
            "answers": dict(self.answers),
            "places": self.places,
            "seen_places": self.seen_places,
        }


def share(noticed: int, injected: int) -> float:
    """The part that was noticed; 0 of nothing, for then nothing was shown."""
    return noticed / injected if injected else 0.0


def score(
    tried: Iterable[Tried], *, test_id: str, version: str, basis: str, survivors: Mapping[str, str]
) -> Score:
    """The score of what was tried on one test; ``survivors`` are the explanations that its file gives."""
    answers: dict[str, Answer | None] = {}
    places = seen = 0
    for one in tried:
        places, seen = places + 1, seen + (one.answer is not None)
        answers[one.fault.key] = answers.get(one.fault.key) or one.answer
    through = tuple(sorted(key for key, answer in answers.items() if answer is None))
    counted = {kind.value: sum(answer is kind for answer in answers.values()) for kind in Answer}
    return Score(
        test_id=test_id,
        version=version,
        basis=basis,
        injected=len(answers),
        survivors=through,
        explained={key: survivors[key] for key in through if key in survivors},
        stale=tuple(sorted(set(survivors) - set(through))),
        answers={kind: count for kind, count in counted.items() if count},
        places=places,
        seen_places=seen,
    )


def faultless(scores: Iterable[Score]) -> bool:
    """Whether the tests together notice enough, and every survivor, and nothing else, is explained."""
    measured = list(scores)
    enough = share(sum(one.noticed for one in measured), sum(one.injected for one in measured)) >= REQUIRED
    return enough and not any(one.unexplained or one.stale for one in measured)
