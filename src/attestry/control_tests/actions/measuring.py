"""Measuring what the control tests notice when faults are put into their cases, and keeping it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attestry.connectors.queries import all_tables
from attestry.control_tests.models import MutationScore
from attestry.control_tests.mutation import measure
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.mutation import Score
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock

Progress = Callable[[str], None]


def measure_tests(
    actor: Actor, definitions: Sequence[Definition], *, progress: Progress = lambda _text: None
) -> list[Score]:
    """Measure control tests by their own cases, and keep the scores. Reads no evidence."""
    scores = []
    for position, one in enumerate(definitions, start=1):
        progress(
            f"putting faults into the cases of test {position} of {len(definitions)}: {one.meaning.title}"
        )
        scores.append(measure(one, all_tables()))
    keep_mutation_scores(actor, scores)
    return scores


@act("control_tests.keep_mutation_scores", offered=False)
def keep_mutation_scores(actor: Actor, scores: Iterable[Score]) -> int:
    """Keep the scores of tests, save those that say what is known already. Answers how many were kept."""
    kept = 0
    for score in scores:
        known = MutationScore.objects.filter(test_id=score.test_id, basis=score.basis).first()
        before = _said(known) if known else None
        made = known or MutationScore(test_id=score.test_id, basis=score.basis)
        made.version, made.noticed, made.injected = score.version, score.noticed, score.injected
        made.survivors = list(score.survivors)
        if _said(made) != before:
            made.measured_at = clock.now()
            made.save()
            record(f"test:{score.test_id}", before=before, after=_said(made))
            kept += 1
    return kept


def _said(score: MutationScore) -> dict[str, object]:
    return {
        "version": score.version,
        "basis": score.basis,
        "noticed": score.noticed,
        "injected": score.injected,
        "survivors": score.survivors,
    }
