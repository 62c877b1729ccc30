"""Checking the results of runs against what was sealed with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import orjson

from attestry.control_tests.models import Result, Run
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.verification import Finding
from attestry.kit import clock


def findings() -> Iterator[Finding]:
    """Every run, result or person's finding whose row does not say what its entry sealed."""
    runs = {run.entry_seq: run for run in Run.objects.all()}
    results: dict[int, list[Result]] = defaultdict(list)
    for result in Result.objects.iterator(chunk_size=5000):
        results[result.entry_seq].append(result)
    for entry in Entry.objects.filter(kind=EntryKind.RUN).order_by("seq").iterator(chunk_size=500):
        mine, run = results.pop(entry.seq, []), runs.pop(entry.seq, None)
        try:
            said = orjson.loads(entry.body)
            yield from list(_run(entry, run, mine, said) if "tests" in said else _person(entry, mine, said))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            yield Finding(entry.seq, "body", "does not say what a run says")
    for seq in sorted({*runs, *results}):
        yield Finding(seq, "results", "rows stand here that no sealed run brought")


def _run(entry: Entry, run: Run | None, results: list[Result], said: dict[str, Any]) -> Iterator[Finding]:
    if run is None or run.ordinal != entry.ordinal or run.segment != (said["segment"] or ""):
        yield Finding(entry.seq, "run", "the row of the run is missing or was changed")
    sealed = {one["test"]: one for one in said["tests"]}
    for result in results:
        one = sealed.pop(result.test_id, None)
        if one is None or _as_said(result) != {name: one[name] for name in _as_said(result)}:
            yield Finding(entry.seq, f"result of {result.test_id}", "the row does not say what was sealed")
    for test_id in sealed:
        yield Finding(entry.seq, f"result of {test_id}", "the row is missing")


def _as_said(result: Result) -> dict[str, Any]:
    counts = [result.passed, result.failed, result.unknown, result.not_applicable]
    return {
        "version": result.version,
        "verdict": result.verdict,
        "counts": counts,
        "unseen": result.unseen,
        "error": result.error,
        "inputs": result.inputs,
        "holds_until": clock.to_text(result.holds_until),
    }


def _person(entry: Entry, results: list[Result], said: dict[str, Any]) -> Iterator[Finding]:
    if len(results) != 1:
        yield Finding(entry.seq, "result", "the row of the person's test is missing")
        return
    result = results[0]
    found = {
        "test": result.test_id,
        "control": result.control_id,
        "aspect": result.aspect,
        "verdict": result.verdict,
        "conclusion": result.conclusion,
        "inputs": result.inputs,
        "holds_until": clock.to_text(result.holds_until),
    }
    if found != {name: said.get(name) for name in found}:
        yield Finding(entry.seq, "result", "the row does not say what was sealed")
