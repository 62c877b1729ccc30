"""Where one is in the step “Operate and observe”, the one next thing, and what it will take."""

from __future__ import annotations

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.tests import TestList
from attestry.scope.rules.bearings import Bearings, Next
from attestry.scope.rules.condition import Step
from attestry.ui.addresses import address
from attestry.ui.filters import with_query
from attestry.ui.words import counted_words


def of_observation(found: TestList) -> Bearings:
    """What the control tests say: what fails comes before what nobody knows."""
    counts = found.by_outcome
    asked = sum(counts.values())
    failed = sum(line.counts.failed for line in found.lines if line.was_asked)
    return Bearings(
        Step.OBSERVATION,
        f"{counts.get(Outcome.PASS.value, 0)} of {counted_words(asked, 'test')} that were asked pass.",
        _next(counts.get(Outcome.FAIL.value, 0), counts.get(Outcome.UNKNOWN.value, 0), asked),
        f"{counted_words(failed, 'item')} to put right." if failed else "A look each day.",
        "Each test says how." if failed else "",
    )


def _next(failing: int, unknown: int, asked: int) -> Next:
    tests = address("control_tests")
    if not asked:
        why = "Until something is read, every test waits."
        return Next("Connect a system", address("connections"), why)
    if failing:
        said, why = f"Put right what {counted_words(failing, 'test')} found", "The worst stand first."
        return Next(said, with_query(tests, {"outcome": "fail"}), why)
    if unknown:
        said = f"Find out what {counted_words(unknown, 'test')} could not tell"
        return Next(said, with_query(tests, {"outcome": "unknown"}), "Unknown is never a pass.")
    return Next("Keep operating", address("coverage"), "What is due, and when, stands in the coverage.")
