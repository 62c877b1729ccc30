"""Subservice organizations and user entities as lists show them, with what their records lack."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.kit.errors import NotFound
from attestry.scope.models import (
    Commitment,
    ExpectedControl,
    SubserviceOrganization,
    System,
    UserEntityControl,
)
from attestry.scope.rules.promises import (
    LONG_LIST,
    MANY_USER_CONTROLS,
    UserControlKind,
    findings_of_subservice,
)
from attestry.scope.rules.states import state_digest


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    """A subservice organization with the controls expected of it, and what its record lacks."""

    organization: SubserviceOrganization
    expected: tuple[ExpectedControl, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UserEntities:
    """What user entities do: complementary controls apart from responsibilities."""

    complementary: tuple[UserEntityControl, ...]
    responsibilities: tuple[UserEntityControl, ...]
    warning: str

    @property
    def all(self) -> tuple[UserEntityControl, ...]:
        """Both, complementary controls first."""
        return (*self.complementary, *self.responsibilities)


def organizations(system: System) -> tuple[OrganizationLine, ...]:
    """Every subservice organization by name, in two queries."""
    lines = []
    for one in system.subservice_organizations.prefetch_related("expected_controls"):
        expected = tuple(one.expected_controls.all())
        findings = findings_of_subservice(one.method, one.monitoring, len(expected))
        lines.append(OrganizationLine(one, expected, findings))
    return tuple(lines)


def organization(system: System, pk: int) -> SubserviceOrganization:
    """One subservice organization. Raises NotFound."""
    found = system.subservice_organizations.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such organization.", next_step="See the subservice organizations.")
    return found


def expected_control(system: System, pk: int) -> ExpectedControl:
    """One control that is expected of a subservice organization. Raises NotFound."""
    found = ExpectedControl.objects.filter(pk=pk, organization__system=system).first()
    if found is None:
        raise NotFound("There is no such expected control.", next_step="See the subservice organizations.")
    return found


def user_entities(system: System) -> UserEntities:
    """What is asked of user entities, in one query."""
    found = list(system.user_entity_controls.select_related("commitment"))
    complementary = tuple(one for one in found if one.kind == UserControlKind.COMPLEMENTARY)
    return UserEntities(
        complementary=complementary,
        responsibilities=tuple(one for one in found if one.kind == UserControlKind.RESPONSIBILITY),
        warning=LONG_LIST if len(complementary) > MANY_USER_CONTROLS else "",
    )


def user_entity_control(system: System, pk: int) -> UserEntityControl:
    """One of them. Raises NotFound."""
    found = system.user_entity_controls.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such control.", next_step="See what is asked of user entities.")
    return found


def commitment_named(system: System, key: str) -> Commitment:
    """The commitment or requirement of that id. Raises NotFound."""
    found = system.commitments.select_related("follows_from").filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no commitment “{key}”.", next_step="See the commitments.")
    return found


def commitment_state(commitment: Commitment) -> str:
    """The digest of a commitment as a form shows it, so that nobody overwrites what they have not read."""
    carried_by = [str(one) for one in commitment.components.order_by("pk")]
    return state_digest({**commitment.record(), "components": carried_by})
