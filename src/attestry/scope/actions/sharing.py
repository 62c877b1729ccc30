"""What others do: subservice organizations with the controls expected of them, and user entities."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import (
    ChangedMeanwhile,
    FieldRefused,
    NameMissing,
    NameTaken,
    UnknownReference,
)
from attestry.scope.models import (
    Commitment,
    ExpectedControl,
    SubserviceOrganization,
    System,
    UserEntityControl,
)
from attestry.scope.queries.categories import chosen_categories
from attestry.scope.rules.promises import Method, UserControlKind, misnamed
from attestry.scope.rules.states import state_digest


@act("scope.add_subservice_organization")
def add_subservice_organization(
    actor: Actor,
    system: System,
    *,
    name: str,
    service: str,
    method: Method,
    why_needed: str,
    data: str = "",
    monitoring: str = "",
) -> SubserviceOrganization:
    """Name a supplier whose controls are needed with ours. Raises NameMissing, NameTaken, FieldRefused."""
    if not name.strip():
        raise NameMissing("subservice organization")
    _check(service, why_needed)
    if system.subservice_organizations.filter(name=name.strip()).exists():
        raise NameTaken("subservice organization", name.strip())
    made = SubserviceOrganization.objects.create(
        system=system,
        name=name.strip(),
        service=service.strip(),
        data=data.strip(),
        method=method,
        why_needed=why_needed.strip(),
        monitoring=monitoring.strip(),
    )
    record(_subject(made), after=made.record())
    return made


@act("scope.edit_subservice_organization")
def edit_subservice_organization(
    actor: Actor,
    organization: SubserviceOrganization,
    *,
    service: str,
    method: Method,
    why_needed: str,
    data: str = "",
    monitoring: str = "",
    seen: str = "",
) -> SubserviceOrganization:
    """Change what is written of one. ``seen`` is the digest of what was read. Raises ChangedMeanwhile."""
    _check(service, why_needed)
    found = SubserviceOrganization.objects.select_for_update().get(pk=organization.pk)
    before = found.record()
    if seen and seen != state_digest(before):
        raise ChangedMeanwhile("subservice organization", found.name)
    found.service, found.method, found.data = service.strip(), method, data.strip()
    found.why_needed, found.monitoring = why_needed.strip(), monitoring.strip()
    found.save()
    record(_subject(found), before=before, after=found.record())
    return found


@act("scope.expect_control")
def expect_control(
    actor: Actor, organization: SubserviceOrganization, *, text: str, criteria: Iterable[str]
) -> ExpectedControl:
    """Say which kind of control is expected of it and which criteria that supports.

    Raises FieldRefused and UnknownReference.
    """
    if not text.strip():
        raise FieldRefused("text", "An expected control says what is done.")
    supported = known_references(organization.system, criteria)
    if not supported:
        raise FieldRefused("criteria", "An expected control names the criteria that it supports.")
    made = ExpectedControl.objects.create(organization=organization, text=text.strip(), criteria=supported)
    record(_subject(organization), after={"expects": made.text, "criteria": supported})
    return made


@act("scope.expect_no_longer")
def expect_no_longer(actor: Actor, control: ExpectedControl) -> None:
    """Take an expected control away."""
    record(_subject(control.organization), before={"expects": control.text, "criteria": control.criteria})
    control.delete()


@act("scope.add_user_entity_control")
def add_user_entity_control(
    actor: Actor,
    system: System,
    *,
    kind: UserControlKind,
    text: str,
    criteria: Iterable[str] = (),
    without_it: str = "",
    commitment: Commitment | None = None,
) -> UserEntityControl:
    """Say what user entities do: a complementary control, or a responsibility.

    Raises FieldRefused where it is the other kind, and UnknownReference.
    """
    if not text.strip():
        raise FieldRefused("text", "It says what the user entity does.")
    named = known_references(system, criteria)
    if why := misnamed(kind, named, without_it):
        raise FieldRefused("kind", why)
    system = System.objects.select_for_update().get(pk=system.pk)
    prefix = "UEC" if kind is UserControlKind.COMPLEMENTARY else "UER"
    last = system.user_entity_controls.filter(kind=kind).last()
    number = int(last.key.partition("-")[2]) + 1 if last else 1
    made = UserEntityControl.objects.create(
        system=system,
        key=f"{prefix}-{number}",
        kind=kind,
        text=text.strip(),
        criteria=named,
        without_it=without_it.strip(),
        commitment=commitment,
        recorded_at=clock.now(),
    )
    record(f"user_entity_control:{made.key}", after={"text": made.text, "criteria": named})
    return made


@act("scope.drop_user_entity_control")
def drop_user_entity_control(actor: Actor, control: UserEntityControl) -> None:
    """Take it away: it was not needed after all."""
    record(f"user_entity_control:{control.key}", before={"text": control.text, "criteria": control.criteria})
    control.delete()


def known_references(system: System, criteria: Iterable[str]) -> list[str]:
    """The references in capitals, each once. Raises UnknownReference for one that is not in scope."""
    wanted = list(dict.fromkeys(one.strip().upper() for one in criteria if one.strip()))
    known = {one.reference for one in criteria_in_scope(chosen_categories(system))} if wanted else set()
    for one in wanted:
        if one not in known:
            raise UnknownReference(one)
    return wanted


def _check(service: str, why_needed: str) -> None:
    if not service.strip():
        raise FieldRefused("service", "It says what the organization does for the system.")
    if not why_needed.strip():
        raise FieldRefused(
            "why_needed",
            "It says which of its controls are needed, with ours, to keep a commitment.",
            "Where our own controls suffice, it is a vendor and not a subservice organization.",
        )


def _subject(organization: SubserviceOrganization) -> str:
    return f"subservice_organization:{organization.name}"
