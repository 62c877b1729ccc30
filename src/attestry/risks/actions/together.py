"""Giving several risks an owner, a treatment or a day of review at once, and undoing that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.risks.errors import RiskRefused, RiskRetired, StageSkipped
from attestry.risks.models import Risk
from attestry.risks.rules.scale import Treatment


def _told(risk: Risk) -> dict[str, Any]:
    return {
        "owner": risk.owner.email,
        "treatment": str(risk.treatment),
        "treated_on": str(risk.treated_on or ""),
        "review_on": str(risk.review_on or ""),
    }


RISKS = BulkKind("risks", ("risk", "risks"), ("owner_id", "treatment", "treated_on", "review_on"), _told)


@act("risks.edit_risk")
def edit_risks(
    actor: Actor,
    *,
    risks: Collection[int],
    owner: Person | None = None,
    treatment: Treatment | None = None,
    review_on: date | None = None,
) -> BulkEdit:
    """Give every risk named what is given; the rest stays. Another treatment is still to be carried out.

    Raises BulkRefused that names the risks that are retired, or not evaluated and so neither treated nor
    reviewed; RiskRefused for a review that does not lie ahead.
    """
    said = given(owner=owner, treatment=treatment, review_on=review_on)
    if review_on is not None and review_on <= clock.now().date():
        raise RiskRefused("review_on", "The next review lies ahead.")

    def change(one: Risk) -> None:
        if one.retired_on is not None:
            raise RiskRetired(one.title)
        if one.evaluated_on is None and (treatment or review_on):
            raise StageSkipped(one.title, "evaluated")
        one.owner = owner or one.owner
        if treatment and treatment.value != one.treatment:
            one.treatment, one.treated_on = treatment.value, None
        one.review_on = review_on or one.review_on

    return change_together(actor, RISKS, chosen(RISKS, _rows(), risks), change, to=said)


@act("risks.edit_risk")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of risks. Raises BulkEditUnknown and UndoRefused."""
    return put_back(RISKS, _rows(), edit)


def _rows() -> Any:
    return Risk.objects.select_related("owner")
