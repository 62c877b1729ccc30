"""Everything that somebody accepted instead of having it done (time, gaps, risks), and who approved it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.effectiveness.models import ExcusalDecision
from attestry.effectiveness.queries.excusals import acceptances_without_approver
from attestry.people.models import Person
from attestry.remediation.models import Task
from attestry.remediation.queries.people import managers
from attestry.remediation.rules.segregation import is_senior
from attestry.remediation.rules.task import TaskState
from attestry.risks.models import RiskAcceptance


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One acceptance. ``flaw`` is why its approver does not count; empty: senior to the owner, or apart."""

    kind: str
    title: str
    url: str
    owner: str
    approver: str
    accepted_at: datetime
    until: date | None
    flaw: str = ""


def acceptances() -> tuple[Acceptance, ...]:
    """Every acceptance that stands, those without a fit approver first, then the newest; in seven queries.

    Seniority is that of the reporting line and the roles of today.
    """
    ranks = _Ranks()
    found = [*_excused(), *_gaps(ranks), *_risks(ranks)]
    return tuple(sorted(found, key=lambda one: (not one.flaw, -one.accepted_at.timestamp())))


class _Ranks:
    """Who stands above whom, read once."""

    def __init__(self) -> None:
        self._managers = managers()
        executives = User.objects.filter(role=Role.EXECUTIVE)
        self._executives = {one.email.lower() for one in executives}
        people = Person.objects.select_related("user")
        self.by_address = {(one.user.email if one.user else one.email).lower(): one for one in people}

    def flaw(self, approver: str, owner: Person | None) -> str:
        """Why somebody with this address may not accept what that person owns; empty: they may."""
        person = self.by_address.get(approver)
        if not approver:
            return "nobody approved it"
        if owner is None:
            return "nobody owns it"
        if person is not None and person.pk == owner.pk:
            return "its owner approved it"
        is_above = person is not None and is_senior(person.pk, owner.pk, self._managers)
        return "" if is_above or approver in self._executives else "the approver is not senior to the owner"


def _excused() -> Iterator[Acceptance]:
    flawed = {one.pk for one in acceptances_without_approver()}
    for one in ExcusalDecision.objects.filter(is_accepted=True).select_related("excusal__control__owner"):
        control = one.excusal.control
        yield Acceptance(
            "time excused",
            f"{control.key}: {one.excusal.reason}",
            reverse("control", args=[control.key]),
            control.owner.name if control.owner else "",
            one.decided_by_name,
            one.decided_at,
            one.excusal.until_at.date(),
            "nobody apart from who asked and who owned the control approved it" if one.pk in flawed else "",
        )


def _gaps(ranks: _Ranks) -> Iterator[Acceptance]:
    for task in Task.objects.filter(state=TaskState.ACCEPTED).select_related("owner"):
        approver = task.accepted_by.removeprefix("user:").lower()
        person = ranks.by_address.get(approver)
        yield Acceptance(
            "gap",
            task.title,
            reverse("task", args=[task.pk]),
            task.owner.name if task.owner else "",
            person.name if person else approver,
            task.closed_at or task.moved_at,
            task.accepted_until,
            ranks.flaw(approver, task.owner),
        )


def _risks(ranks: _Ranks) -> Iterator[Acceptance]:
    found = RiskAcceptance.objects.select_related("risk__owner", "accepted_by__user")
    for one in found:
        by = one.accepted_by
        address = (by.user.email if by.user else by.email).lower()
        yield Acceptance(
            "risk",
            one.risk.title,
            reverse("risk", args=[one.risk_id]),
            one.risk.owner.name,
            by.name,
            one.accepted_at,
            one.expires_on,
            ranks.flaw(address, one.risk.owner),
        )
