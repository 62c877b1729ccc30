"""A risk is identified, analysed and evaluated, in this order (CC3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attestry.controls.models import Control
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.risks.errors import RiskRefused, RiskTaken, StageSkipped
from attestry.risks.models import Risk
from attestry.risks.rules.scale import Treatment, is_on_scale, score_of


@act("risks.identify_risk")
def identify_risk(actor: Actor, *, title: str, owner: Person, description: str = "") -> Risk:
    """Put a risk in the register. Raises RiskRefused and RiskTaken."""
    title = title.strip()
    if not title or len(title) > 200:
        raise RiskRefused("title", "A risk has one, of at most 200 characters.")
    if Risk.objects.filter(title__iexact=title).exists():
        raise RiskTaken(title)
    now = clock.now()
    made = Risk.objects.create(
        title=title,
        description=description.strip(),
        owner=owner,
        identified_on=now.date(),
        recorded_at=now,
    )
    record(made.subject, after={"title": title, "owner": owner.email, "description": made.description})
    return made


@act("risks.analyse_risk")
def analyse_risk(actor: Actor, risk: Risk, *, likelihood: int, impact: int) -> Risk:
    """Say how likely and how bad it is before treatment; its evaluation is then to be done anew.

    Raises RiskRefused.
    """
    _refuse_off_scale(likelihood, impact)
    kept = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    before = {"likelihood": kept.inherent_likelihood, "impact": kept.inherent_impact}
    kept.inherent_likelihood, kept.inherent_impact = likelihood, impact
    kept.analysed_on, kept.evaluated_on = clock.now().date(), None
    kept.residual_likelihood = kept.residual_impact = None
    kept.save()
    record(kept.subject, before=before, after={"likelihood": likelihood, "impact": impact})
    return kept


@act("risks.evaluate_risk")
def evaluate_risk(
    actor: Actor,
    risk: Risk,
    *,
    likelihood: int,
    impact: int,
    treatment: Treatment,
    review_on: date,
    treatment_plan: str = "",
    controls: Iterable[Control] = (),
) -> Risk:
    """Say what remains after treatment, which treatment that is, and when it is looked at again.

    Raises StageSkipped and RiskRefused.
    """
    kept = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if kept.inherent_likelihood is None or kept.inherent_impact is None:
        raise StageSkipped(kept.title, "analysed")
    _refuse_off_scale(likelihood, impact)
    if score_of(likelihood, impact) > score_of(kept.inherent_likelihood, kept.inherent_impact):
        raise RiskRefused("likelihood", "What remains is not more than there was before treatment.")
    if review_on <= clock.now().date():
        raise RiskRefused("review_on", "The next review lies ahead.")
    kept.residual_likelihood, kept.residual_impact = likelihood, impact
    kept.treatment, kept.treatment_plan = treatment.value, treatment_plan.strip()
    kept.review_on, kept.evaluated_on = review_on, clock.now().date()
    kept.save()
    linked = list(controls)
    kept.controls.set(linked)
    after = {"likelihood": likelihood, "impact": impact, "treatment": treatment.value}
    keys = sorted(one.key for one in linked)
    record(kept.subject, after={**after, "review_on": str(review_on), "controls": keys})
    return kept


def _refuse_off_scale(likelihood: int, impact: int) -> None:
    for field, value in (("likelihood", likelihood), ("impact", impact)):
        if not is_on_scale(value):
            raise RiskRefused(field, "The scale goes from 1 to 5.")
