"""Judging by hand: what a person found about a control, sealed like any other answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from attestry.control_tests.errors import ManualResultRefused
from attestry.control_tests.models import Aspect, Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.evidence.actions import append_run
from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock

# Whoever may record a result need not be allowed to append whatever they like to the ledger.
_SEALER = Actor.system("control_tests")
_JUDGED = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
SHORTEST_CONCLUSION = 10
LONGEST = timedelta(days=400)


@act("control_tests.record_manual_result")
def record_manual_result(
    actor: Actor,
    *,
    control_id: str,
    aspect: Aspect,
    outcome: Outcome,
    conclusion: str,
    evidence: Iterable[int],
    holds_until: datetime,
) -> Result:
    """Record what a person found about a control, citing entries that are already sealed.

    Raises ManualResultRefused where no evidence is cited, an entry does not exist, the
    conclusion says nothing, or it would hold for ever.
    """
    now, cited, words = clock.now(), sorted(set(evidence)), conclusion.strip()
    _refuse_unfounded(outcome, words, cited)
    if not now < holds_until <= now + LONGEST:
        raise ManualResultRefused(
            "A person's result holds for a while, at most about a year.", next_step="Choose a later day."
        )
    made = Result(
        run=None,
        test_id=f"manual-{control_id.lower()}-{aspect.value}",
        version="",
        aspect=aspect,
        control_id=control_id,
        performed_by=actor.name,
        conclusion=words,
        as_of=now,
        holds_until=holds_until,
        verdict=outcome.value,
        passed=int(outcome is Outcome.PASS),
        failed=int(outcome is Outcome.FAIL),
        not_applicable=int(outcome is Outcome.NOT_APPLICABLE),
        inputs=cited,
    )
    entry = append_run(
        _SEALER,
        ordinal=Result.objects.filter(run=None).count(),
        as_of=now,
        title=f"Manual test of {control_id}: {aspect.value}",
        said=_body(actor, made),
        segment=None,
    )
    made.entry_seq, made.recorded_at = entry.seq, entry.recorded_at
    made.save(force_insert=True)
    record(f"control:{control_id}", after={"aspect": aspect.value, "verdict": outcome.value, "cites": cited})
    return made


def _refuse_unfounded(outcome: Outcome, conclusion: str, cited: Sequence[int]) -> None:
    if outcome not in _JUDGED:
        raise ManualResultRefused("A person finds pass, fail or not applicable.", next_step="Choose one.")
    if len(conclusion) < SHORTEST_CONCLUSION:
        raise ManualResultRefused(
            "A result without a conclusion shows nothing.", next_step="Say what was looked at and found."
        )
    if not cited or Entry.objects.filter(seq__in=cited).count() != len(cited):
        raise ManualResultRefused(
            "A conclusion cites evidence that is already sealed.",
            next_step="Hand in the evidence first, then cite its entry.",
        )


def _body(actor: Actor, made: Result) -> dict[str, Any]:
    return {
        "test": made.test_id,
        "control": made.control_id,
        "aspect": Aspect(made.aspect).value,
        "verdict": made.verdict,
        "conclusion": made.conclusion,
        "performed_by": actor.key,
        "inputs": made.inputs,
        "holds_until": clock.to_text(made.holds_until),
    }
