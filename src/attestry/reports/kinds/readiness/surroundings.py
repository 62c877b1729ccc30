"""What surrounds the criteria in a readiness report: the scope, others' controls, and the tests."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from attestry.effectiveness.queries.tests import test_list
from attestry.scope.queries.boundary import boundary, data_store_findings, services
from attestry.scope.queries.categories import scope_choice
from attestry.scope.queries.environments import environments
from attestry.scope.queries.promises import organizations, user_entities
from attestry.scope.rules.promises import Method
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
        "environments": [
            [
                one.environment.name,
                one.counts_as.value.capitalize(),
                one.conflict or one.environment.reason,
                f"approved by {one.environment.approved_by}" if one.environment.approved_by else "",
            ]
            for one in environments(system)
        ],
        "stores": [[one.name, " ".join(one.findings)] for one in data_store_findings(system)],
    }


def others_facts(system: System) -> dict[str, Any]:
    """Whose controls ours rest on: subservice organizations, and what user entities do, in its two kinds."""
    entities = user_entities(system)
    return {
        "organizations": [
            {
                "name": one.organization.name,
                "service": _sentence(one.organization.service),
                "method": "Carve-out" if one.organization.method == Method.CARVE_OUT else "Inclusive",
                "monitoring": _sentence(one.organization.monitoring),
                "expected": [[each.text, " ".join(each.criteria)] for each in one.expected],
                "findings": " ".join(one.findings),
            }
            for one in organizations(system)
        ],
        "complementary": [
            [one.key, one.text, " ".join(one.criteria), one.without_it] for one in entities.complementary
        ],
        "responsibilities": [[one.key, one.text] for one in entities.responsibilities],
    }


def _sentence(words: str) -> str:
    said = words.strip()
    return f"{said}." if said and said[-1] not in ".!?" else said


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
