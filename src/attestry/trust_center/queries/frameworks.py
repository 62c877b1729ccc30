"""Frameworks, each with its status as a fact: examined in which report, or spoken to by how many controls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attestry.frameworks.models import Framework
from attestry.frameworks.queries.editions import references_by_family
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.queries.controls import ControlLine
from attestry.trust_center.queries.reports import ReportFacts
from attestry.trust_center.rules.items import ItemKind

EXAMINED = "tsc"  # the criteria of SOC 2 and SOC 3 reports


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """A framework. ``spoken`` of its ``total`` references have a control with sealed evidence."""

    title: str
    version: str
    reports: tuple[ReportFacts, ...]
    spoken: int
    total: int


FrameworkLine = Candidate[FrameworkFacts]


def framework_lines(
    on: date, controls: Sequence[ControlLine], reports: Sequence[ReportFacts], chosen: Chosen
) -> tuple[FrameworkLine, ...]:
    """Every family of frameworks by title, in its edition in force, in two queries."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for line in controls:
        if line.facts.live is not None:
            for family, reference in line.facts.references:
                spoken[family].add(reference)
    totals = references_by_family()
    editions: dict[str, Framework] = {}
    for one in Framework.objects.filter(withdrawn_at=None).order_by("effective_on", "pk"):
        if one.family not in editions or (one.effective_on or on) <= on:
            editions[one.family] = one
    return tuple(
        _line(one, reports if one.family == EXAMINED else (), len(spoken[one.family]), totals, chosen)
        for one in sorted(editions.values(), key=lambda edition: edition.title)
    )


def _line(
    edition: Framework,
    reports: Sequence[ReportFacts],
    spoken: int,
    totals: dict[str, frozenset[str]],
    chosen: Chosen,
) -> FrameworkLine:
    total = len(totals.get(edition.family, ()))
    facts = FrameworkFacts(edition.title, edition.version, tuple(reports), spoken, total)
    backing = [f"{one.kind}, {one.when}" for one in reports]
    if spoken:
        backing.append(f"{spoken} of {total} references have a control with sealed evidence")
    return Candidate(
        ItemKind.FRAMEWORK,
        edition.family,
        edition.short_title,
        facts,
        "; ".join(backing),
        "" if backing else "No shown report is against it, and no control with sealed evidence speaks to it.",
        chosen.get((ItemKind.FRAMEWORK, edition.family)),
    )
