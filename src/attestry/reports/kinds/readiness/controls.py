"""The controls of a readiness report: strong, weak, missing, and what was not observed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.interval import Interval, exposure
from attestry.readiness.queries.controls import ControlRow, ControlTable
from attestry.readiness.queries.standings import Standings
from attestry.readiness.rules.judgement import Strength
from attestry.reports.contents import Asked
from attestry.ui.words import share_words, span_words


def controls_facts(table: ControlTable) -> dict[str, Any]:
    """The controls in scope by strength; the four lists add up to the total."""
    return {
        "total": len(table.rows),
        "lists": [
            {"title": one.label, "controls": [_line(row) for row in table.of(one)]} for one in Strength
        ],
    }


def unobserved_facts(
    spans: Mapping[str, Sequence[Interval]], found: Standings, asked: Asked
) -> dict[str, Any]:
    """For how much of the period nobody looked at a control: evidence that cannot be made up afterwards."""
    whole = asked.as_of - asked.from_at
    lines = []
    never = 0
    for one in found.relevant:
        if one.key not in spans:
            never += 1
            continue
        dark = exposure(spans[one.key], Outcome.UNKNOWN)
        if dark:
            lines.append((dark, [one.key, one.control.title, span_words(dark), share_words(dark / whole)]))
    lines.sort(key=lambda pair: (-pair[0], pair[1][0]))
    return {"lines": [line for _, line in lines], "never": never, "total": len(found.relevant)}


def _line(row: ControlRow) -> list[str]:
    reason = row.standing.status.reason if row.standing else "Proposed by the library, not in use."
    return [
        row.line.key,
        row.line.title,
        row.line.owner or "No owner",
        row.standing.outcome.value if row.standing else "",
        reason,
    ]
