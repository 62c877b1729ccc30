"""Commitments with the controls that keep them: one without a live control is not covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attestry.controls.models import CommitmentControl, ComponentControl, Control
from attestry.controls.queries.listing import standing_controls
from attestry.controls.rules.control import IN_USE, State
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.scope.models import Commitment, Component, System
from attestry.scope.queries.categories import chosen_categories
from attestry.scope.rules.promises import CommitmentKind, findings_of_commitment


@dataclass(frozen=True, slots=True)
class KeepingControl:
    """A control that keeps a commitment, or that could, and whether it is performed now."""

    key: str
    title: str
    state: State

    @property
    def is_live(self) -> bool:
        """Whether it is performed."""
        return self.state is State.LIVE


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment or requirement with what keeps it, what carries it, and what its record lacks.

    ``requirements`` are the ids of those that follow from it. A commitment is covered by a live
    control of its own, or through all of its requirements.
    """

    commitment: Commitment
    controls: tuple[KeepingControl, ...]
    requirements: tuple[str, ...]
    components: tuple[str, ...]
    findings: tuple[str, ...]
    is_covered: bool


def commitment_lines(system: System) -> tuple[CommitmentLine, ...]:
    """Every commitment that stands, commitments before requirements, in four queries."""
    chosen = chosen_categories(system)
    found = list(
        system.commitments.filter(withdrawn_at=None)
        .select_related("follows_from")
        .prefetch_related("components")
    )
    controls = _keeping(found)
    below: dict[int, list[str]] = {}
    for one in found:
        if one.follows_from_id is not None:
            below.setdefault(one.follows_from_id, []).append(one.key)
    covered = _covered(found, controls)
    return tuple(
        CommitmentLine(
            commitment=one,
            controls=controls.get(one.pk, ()),
            requirements=tuple(below.get(one.pk, ())),
            components=tuple(each.name for each in one.components.all()),
            findings=findings_of_commitment(
                source_reference=one.source_reference,
                has_date=one.source_on is not None,
                is_chosen=one.category in chosen,
            ),
            is_covered=one.pk in covered,
        )
        for one in found
    )


def uncovered_commitments(system: System) -> tuple[CommitmentLine, ...]:
    """The commitments and requirements that no live control keeps."""
    return tuple(one for one in commitment_lines(system) if not one.is_covered)


def commitment_line(system: System, commitment: Commitment) -> CommitmentLine:
    """One commitment's line. Raises StopIteration where it is withdrawn."""
    return next(one for one in commitment_lines(system) if one.commitment.pk == commitment.pk)


def linkable(commitment: Commitment) -> tuple[KeepingControl, ...]:
    """The controls in use that are not linked with a commitment yet, in one query."""
    rows = (
        standing_controls()
        .filter(state__in=IN_USE)
        .exclude(commitment_links__commitment=commitment)
        .order_by("category__position", "key")
        .values_list("key", "title", "state")
    )
    return tuple(KeepingControl(key, title, State(state)) for key, title, state in rows)


def controls_by_component(system: System) -> dict[int, tuple[str, ...]]:
    """The ids of the controls that are performed on each component that names any, in one query."""
    found: dict[int, tuple[str, ...]] = {}
    rows = ComponentControl.objects.filter(component__system=system).order_by("control__key")
    for component, key in rows.values_list("component", "control__key"):
        found[component] = (*found.get(component, ()), key)
    return found


def controls_on(component: Component) -> tuple[KeepingControl, ...]:
    """The controls that are performed on one component, in one query."""
    found = Control.objects.filter(component_links__component=component).order_by("key")
    rows = found.values_list("key", "title", "state")
    return tuple(KeepingControl(key, title, State(state)) for key, title, state in rows)


def references_by_control() -> dict[str, tuple[str, ...]]:
    """The trust services criteria that each standing control speaks to, in one query."""
    found: dict[str, tuple[str, ...]] = {}
    rows = standing_controls().filter(mappings__family=TRUST_SERVICES).order_by("key", "mappings__position")
    for key, reference in rows.values_list("key", "mappings__reference"):
        found[key] = (*found.get(key, ()), reference)
    return found


def _keeping(commitments: Iterable[Commitment]) -> dict[int, tuple[KeepingControl, ...]]:
    found: dict[int, tuple[KeepingControl, ...]] = {}
    rows = CommitmentControl.objects.filter(commitment__in=commitments).order_by("control__key")
    columns = ("commitment", "control__key", "control__title", "control__state")
    for commitment, key, title, state in rows.values_list(*columns):
        found[commitment] = (*found.get(commitment, ()), KeepingControl(key, title, State(state)))
    return found


def _covered(
    commitments: Sequence[Commitment], controls: dict[int, tuple[KeepingControl, ...]]
) -> frozenset[int]:
    live = {one.pk for one in commitments if any(each.is_live for each in controls.get(one.pk, ()))}
    below: dict[int, list[int]] = {}
    for one in commitments:
        if one.follows_from_id is not None:
            below.setdefault(one.follows_from_id, []).append(one.pk)
    through = {
        one.pk
        for one in commitments
        if one.kind == CommitmentKind.COMMITMENT and one.pk in below and set(below[one.pk]) <= live
    }
    return frozenset(live | through)
