"""What surrounds the criteria in a readiness report: the scope and the tests."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from attestry.effectiveness.queries.tests import test_list
from attestry.scope.queries.boundary import boundary, data_store_findings, services
from attestry.scope.queries.categories import scope_choice
from attestry.ui.words import instant_words

if TYPE_CHECKING:
    from attestry.scope.models import System


def scope_facts(system: System) -> dict[str, Any]:
    """Services, categories chosen and not with their reasons, and what the boundary lacks."""
    drawn = boundary(system)
    return {
        "system": system.name,
        "services": [
            [one.name, one.description, one.customers, ", ".join(one.data_classes)]
            for one in services(system)
        ],
        "categories": [
            [one.title, one.is_chosen, one.own_count, one.reason] for one in scope_choice(system).categories
        ],
        "warnings": [*scope_choice(system).warnings, *drawn.warnings],
        "kinds": [
            [
                group.title,
                [one.name for one in group.components if one.verdict != "out"],
                [f"{one.name}: {one.reason}" for one in group.components if one.verdict == "out"],
            ]
            for group in drawn.kinds
        ],
        "stores": [[one.name, " ".join(one.findings)] for one in data_store_findings(system)],
    }


def test_facts(at: datetime) -> dict[str, Any]:
    """Every test that was asked by then, with its counts, its version and the entry of its answer."""
    found = test_list(at)
    return {
        "asked": [
            [
                line.title,
                line.test_id,
                line.outcome.value,
                line.counts.passed,
                line.counts.failed,
                line.counts.unknown,
                line.counts.total,
                instant_words(line.asked_at) if line.asked_at else "",
                line.entry_seq if line.entry_seq is not None else "",
            ]
            for line in sorted(found.lines, key=lambda line: line.test_id)
            if line.was_asked
        ],
        "items": sum(line.counts.total for line in found.lines if line.was_asked),
        "waiting": found.never_asked,
    }


test_facts.__test__ = False  # type: ignore[attr-defined]
