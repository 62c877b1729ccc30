"""Keeping the register of risks: changing one, retiring it and taking it up again."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.risks.actions.assessing import standing, title_said
from attestry.risks.errors import RiskChanged, RiskRefused
from attestry.risks.models import Risk


@act("risks.edit_risk")
def edit_risk(
    actor: Actor, risk: Risk, *, title: str, owner: Person, description: str = "", seen: str = ""
) -> Risk:
    """Call it otherwise, tell it otherwise, or give it to somebody else.

    ``seen`` is the digest of what one read. Raises RiskChanged, RiskRetired, RiskRefused and RiskTaken.
    """
    kept = standing(risk)
    if seen and seen != kept.digest():
        raise RiskChanged(kept.title)
    before = kept.record()
    kept.title, kept.description, kept.owner = title_said(title, kept), description.strip(), owner
    kept.save(update_fields=["title", "description", "owner"])
    record(kept.subject, before=before, after=kept.record())
    return kept


@act("risks.retire_risk")
def retire_risk(actor: Actor, risk: Risk, *, reason: str) -> Risk:
    """It cannot happen any more, or is part of another one. Raises RiskRefused, RiskRetired."""
    kept = standing(risk)
    if not reason.strip():
        raise RiskRefused("reason", "Say why it is no risk any more.")
    kept.retired_on, kept.retired_because = clock.now().date(), reason.strip()
    kept.save(update_fields=["retired_on", "retired_because"])
    record(kept.subject, after={"retired_on": str(kept.retired_on), "reason": kept.retired_because})
    return kept


@act("risks.take_up_risk")
def take_up_risk(actor: Actor, risk: Risk) -> Risk:
    """Take a retired risk up again, as it stood. Raises RiskRefused where it was not retired."""
    kept = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if kept.retired_on is None:
        raise RiskRefused("risk", "It was not retired.")
    before = {"retired_on": str(kept.retired_on), "reason": kept.retired_because}
    kept.retired_on, kept.retired_because = None, ""
    kept.save(update_fields=["retired_on", "retired_because"])
    record(kept.subject, before=before, after={"retired_on": None})
    return kept
