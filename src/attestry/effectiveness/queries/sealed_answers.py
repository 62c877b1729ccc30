"""Holding a result to what was sealed of it: the row repeats an entry, and the entry is what counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.control_tests.models import Result
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.kit import clock


def differs_from_sealed(result: Result, entry: Entry | None) -> str:
    """What of a result is not as its entry sealed it, in words; empty where all of it is."""
    if entry is None:
        return f"the answer of {result.test_id} names entry {result.entry_seq}, which is missing"
    said = _answer(body(entry), result.test_id)
    if said is None:
        return f"entry {entry.seq} holds no answer of {result.test_id}"
    wrong = [name for name, value in _repeated(result, said).items() if said.get(name) != value]
    if not wrong and result.as_of != entry.observed_at:
        wrong = ["as_of"]
    if wrong:
        return f"the answer of {result.test_id} is not as entry {entry.seq} sealed it: {', '.join(wrong)}"
    return ""


def _answer(said: Mapping[str, Any], test_id: str) -> Mapping[str, Any] | None:
    """What a run's entry, or a person's, says of a test."""
    if said.get("test") == test_id:
        return said
    return next((one for one in said.get("tests", ()) if one.get("test") == test_id), None)


def _repeated(result: Result, said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a result that repeat its entry."""
    counts = [result.passed, result.failed, result.unknown, result.not_applicable]
    return {
        "verdict": result.verdict,
        "inputs": list(result.inputs),
        "holds_until": clock.to_text(result.holds_until),
        **({"counts": counts, "version": result.version, "error": result.error} if "counts" in said else {}),
        **({"conclusion": result.conclusion} if "conclusion" in said else {}),
    }
