"""Everything that the scope says today, as statements to sign and to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attestry.frameworks.rules import Category
from attestry.scope.models import System
from attestry.scope.queries.categories import drivers_by_category
from attestry.scope.queries.environments import environments
from attestry.scope.rules.decision import Statement
from attestry.scope.rules.system import Verdict
from attestry.scope.rules.tracks import track_title


def statements(system: System) -> tuple[Statement, ...]:
    """What the scope says, section by section, in a constant number of queries."""
    return (
        *_categories(system),
        *_criteria(system),
        *_services(system),
        *_components(system),
        *_environments(system),
        *_rules(system),
        *_resources(system),
        *_commitments(system),
        *_organizations(system),
        *_user_entities(system),
        *_tracks(system),
    )


def _categories(system: System) -> Iterator[Statement]:
    decisions = {one.category: one for one in system.categories.all()}
    drivers = drivers_by_category(system)
    for category in Category:
        found = decisions.get(category.value)
        says = "in scope" if found and found.is_chosen else "not chosen"
        reason = found.reason if found else ""
        asked = "; ".join(f"{one.kind.value} {one.words}" for one in drivers.get(category.value, ()))
        yield Statement(
            "Categories",
            category.value.replace("_", " ").capitalize(),
            _said(says, Reason=reason, Asked_for_by=asked),
            why=reason,
            since=found.decided_at.date() if found else None,
        )


def _criteria(system: System) -> Iterator[Statement]:
    for one in system.inapplicable_criteria.all():
        yield Statement(
            "Criteria that do not apply", one.reference, one.reason, one.reason, one.decided_at.date()
        )


def _services(system: System) -> Iterator[Statement]:
    for one in system.services.prefetch_related("data_classes"):
        held = ", ".join(each.title for each in one.data_classes.all())
        yield Statement(
            "Services", one.name, _said(one.description or "described by its name", Holds=held or "no data")
        )


def _components(system: System) -> Iterator[Statement]:
    for one in system.components.all():
        yield Statement(
            "Components",
            f"{one.kind} {one.name}",
            _said(one.verdict, Reason=one.reason),
            why=one.reason,
            since=one.decided_at.date(),
        )


def _environments(system: System) -> Iterator[Statement]:
    for line in environments(system):
        one = line.environment
        reach = {True: "reaches production data", False: "cannot reach production data"}
        said = reach.get(one.reaches_production_data, "nobody has written down what it reaches")  # type: ignore[arg-type]
        yield Statement(
            "Environments",
            one.name,
            _said(f"{line.counts_as.value}; {said}", Reason=one.reason),
            why=one.reason,
            since=one.decided_at.date() if one.decided_at else None,
        )


def _rules(system: System) -> Iterator[Statement]:
    for place, one in enumerate(system.boundary_rules.all(), start=1):
        yield Statement(
            "Rules of the boundary",
            f"{one.kind} {one.pattern}",
            _said(f"{one.verdict}, asked as number {place}", Reason=one.reason),
            why=one.reason,
            since=one.made_at.date(),
        )


def _resources(system: System) -> Iterator[Statement]:
    rows = system.resources.exclude(verdict=Verdict.UNDECIDED).values_list("source", "verdict")
    counts = Counter(rows)
    for source in sorted({source for source, _ in counts}):
        taken_in, left_out = counts[source, "in"], counts[source, "out"]
        yield Statement("Discovered resources", source, f"{taken_in} decided in, {left_out} decided out")


def _commitments(system: System) -> Iterator[Statement]:
    for one in system.commitments.filter(withdrawn_at=None):
        yield Statement(
            "Service commitments and system requirements",
            one.key,
            f"{one.text} ({one.category.replace('_', ' ')}; {one.source.replace('_', ' ')})",
            since=one.recorded_at.date(),
        )


def _organizations(system: System) -> Iterator[Statement]:
    for one in system.subservice_organizations.prefetch_related("expected_controls"):
        expected = "; ".join(each.text for each in one.expected_controls.all())
        yield Statement(
            "Subservice organizations",
            one.name,
            f"{one.service}; {one.method.replace('_', '-')}"
            + (f"; expected: {expected}" if expected else ""),
        )


def _user_entities(system: System) -> Iterator[Statement]:
    for one in system.user_entity_controls.all():
        criteria = f" ({', '.join(one.criteria)})" if one.criteria else ""
        yield Statement("User entities", one.key, f"{one.kind}: {one.text}{criteria}")


def _tracks(system: System) -> Iterator[Statement]:
    for one in system.tracks.all():
        yield Statement("Other frameworks", track_title(one.family), "worked on", since=one.started_at.date())


def _said(first: str, **more: str) -> str:
    """A sentence, and after it each further thing that is known, under its name."""
    parts = [first, *(f"{name.replace('_', ' ')}: {text}" for name, text in more.items() if text)]
    return ". ".join([*(part.rstrip(".") for part in parts[:-1]), parts[-1]])
