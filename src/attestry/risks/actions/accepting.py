"""Accepting what remains of a risk: by somebody senior to its owner, until a day."""

from __future__ import annotations

from datetime import date

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.queries.register import person_of
from attestry.risks.actions.assessing import standing
from attestry.risks.errors import NotSeniorEnough, RiskRefused, StageSkipped
from attestry.risks.models import Risk, RiskAcceptance
from attestry.risks.rules.seniority import is_above


@act("risks.accept_risk")
def accept_risk(actor: Actor, risk: Risk, *, reason: str, expires_on: date) -> RiskAcceptance:
    """The one who is signed in takes it upon the company; the last day is ``expires_on``.

    Raises StageSkipped, RiskRetired, NotSeniorEnough and RiskRefused.
    """
    kept = standing(risk)
    if kept.residual_likelihood is None or kept.residual_impact is None:
        raise StageSkipped(kept.title, "evaluated")
    senior = _senior(actor, kept)
    now = clock.now()
    if not reason.strip():
        raise RiskRefused("reason", "Say why the company can live with it.")
    if expires_on <= now.date():
        raise RiskRefused("expires_on", "An acceptance ends on a day that lies ahead.")
    made = RiskAcceptance.objects.create(
        risk=kept,
        accepted_by=senior,
        reason=reason.strip(),
        score=kept.residual_likelihood * kept.residual_impact,
        accepted_at=now,
        accepted_on=now.date(),
        expires_on=expires_on,
    )
    record(kept.subject, after=made.record())
    return made


def _senior(actor: Actor, risk: Risk) -> Person:
    user = User.objects.filter(email=actor.key.partition(":")[2]).first() if actor.kind == "user" else None
    person = person_of(user) if user else None
    if user is None or person is None or person.pk == risk.owner_id:
        raise NotSeniorEnough(actor.name, risk.owner.name)
    lines = dict(Person.objects.values_list("pk", "manager_id"))
    if user.role != Role.EXECUTIVE and not is_above(person.pk, risk.owner_id, lines):
        raise NotSeniorEnough(actor.name, risk.owner.name)
    return person
