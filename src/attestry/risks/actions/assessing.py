"""A risk is identified, analysed, evaluated and treated, in this order (CC3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attestry.controls.models import Control
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.risks.errors import RiskRefused, RiskRetired, RiskTaken, StageSkipped
from attestry.risks.models import Risk
from attestry.risks.rules.scale import Treatment, is_on_scale, score_of


@act("risks.identify_risk")
def identify_risk(actor: Actor, *, title: str, owner: Person, description: str = "") -> Risk:
    """Put a risk in the register. Raises RiskRefused and RiskTaken."""
    now = clock.now()
    made = Risk.objects.create(
        title=title_said(title),
        description=description.strip(),
        owner=owner,
        identified_on=now.date(),
        recorded_at=now,
    )
    record(made.subject, after=made.record())
    return made


@act("risks.analyse_risk")
def analyse_risk(actor: Actor, risk: Risk, *, likelihood: int, impact: int) -> Risk:
    """Say how likely and how bad it is before treatment; its evaluation is then to be done anew.

    Raises RiskRefused.
    """
    _refuse_off_scale(likelihood, impact)
    kept = standing(risk)
    before = {"likelihood": kept.inherent_likelihood, "impact": kept.inherent_impact}
    kept.inherent_likelihood, kept.inherent_impact = likelihood, impact
    kept.analysed_on, kept.evaluated_on, kept.treated_on = clock.now().date(), None, None
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
    treatment_due_on: date | None = None,
    controls: Iterable[Control] = (),
) -> Risk:
    """Say what remains after treatment, which treatment that is, and when it is looked at again.

    A treatment that is another than before is still to be carried out. Raises StageSkipped and RiskRefused.
    """
    kept = standing(risk)
    if kept.inherent_likelihood is None or kept.inherent_impact is None:
        raise StageSkipped(kept.title, "analysed")
    _refuse_off_scale(likelihood, impact)
    if score_of(likelihood, impact) > score_of(kept.inherent_likelihood, kept.inherent_impact):
        raise RiskRefused("likelihood", "What remains is not more than there was before treatment.")
    if review_on <= clock.now().date():
        raise RiskRefused("review_on", "The next review lies ahead.")
    plan = treatment_plan.strip()
    if treatment_due_on is not None and not plan:
        raise RiskRefused("treatment_plan", "Say what is to be done by that day.")
    if (kept.treatment, kept.treatment_plan) != (treatment.value, plan):
        kept.treated_on = None
    kept.residual_likelihood, kept.residual_impact = likelihood, impact
    kept.treatment, kept.treatment_plan, kept.treatment_due_on = treatment.value, plan, treatment_due_on
    kept.review_on, kept.evaluated_on = review_on, clock.now().date()
    kept.save()
    linked = list(controls)
    kept.controls.set(linked)
    after = {"likelihood": likelihood, "impact": impact, "treatment": treatment.value}
    keys = sorted(one.key for one in linked)
    record(kept.subject, after={**after, "review_on": str(review_on), "controls": keys})
    return kept


@act("risks.finish_treatment")
def finish_treatment(actor: Actor, risk: Risk, *, treated_on: date) -> Risk:
    """Say that what was planned is done. Raises StageSkipped and RiskRefused."""
    kept = standing(risk)
    if kept.evaluated_on is None:
        raise StageSkipped(kept.title, "evaluated")
    if not kept.treatment_plan:
        raise RiskRefused("treated_on", "Nothing was planned that could be done.")
    if not kept.identified_on <= treated_on <= clock.now().date():
        raise RiskRefused("treated_on", "It was done after the risk was written down, and by today.")
    before = {"treated_on": str(kept.treated_on or "")}
    kept.treated_on = treated_on
    kept.save(update_fields=["treated_on"])
    record(kept.subject, before=before, after={"treated_on": str(treated_on)})
    return kept


def _refuse_off_scale(likelihood: int, impact: int) -> None:
    for field, value in (("likelihood", likelihood), ("impact", impact)):
        if not is_on_scale(value):
            raise RiskRefused(field, "The scale goes from 1 to 5.")


def standing(risk: Risk) -> Risk:
    """The risk as it stands, held for a change. Raises RiskRetired."""
    kept = Risk.objects.select_for_update(of=("self",)).select_related("owner").get(pk=risk.pk)
    if kept.retired_on is not None:
        raise RiskRetired(kept.title)
    return kept


def title_said(said: str, of: Risk | None = None) -> str:
    """A title that no other risk has. Raises RiskRefused and RiskTaken."""
    title = said.strip()
    if not title or len(title) > 200:
        raise RiskRefused("title", "A risk has one, of at most 200 characters.")
    others = Risk.objects.filter(title__iexact=title)
    if (others.exclude(pk=of.pk) if of else others).exists():
        raise RiskTaken(title)
    return title
