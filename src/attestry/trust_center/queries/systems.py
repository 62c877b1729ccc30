"""Systems that a report was issued about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from attestry.scope.models import System
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.queries.reports import ReportFacts, ReportLine
from attestry.trust_center.rules.items import ItemKind


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """A system with what it provides, and the shown reports about it."""

    name: str
    services: tuple[tuple[str, str], ...]
    reports: tuple[ReportFacts, ...]


SystemLine = Candidate[SystemFacts]


def system_lines(reports: Sequence[ReportLine], chosen: Chosen) -> tuple[SystemLine, ...]:
    """Every system, in two queries; one that no shown report is about is not backed."""
    shown: dict[str, list[ReportFacts]] = defaultdict(list)
    for one in reports:
        if one.is_shown and not one.facts.is_withdrawn:
            shown[one.facts.system].append(one.facts)
    return tuple(_line(one, shown[one.name], chosen) for one in System.objects.prefetch_related("services"))


def _line(system: System, reports: Sequence[ReportFacts], chosen: Chosen) -> SystemLine:
    services = tuple((one.name, one.description) for one in system.services.all())
    key = str(system.pk)
    return Candidate(
        ItemKind.SYSTEM,
        key,
        system.name,
        SystemFacts(system.name, services, tuple(reports)),
        "; ".join(f"{one.kind}, {one.when}" for one in reports),
        "" if reports else "No report about it is shown.",
        chosen.get((ItemKind.SYSTEM, key)),
    )
