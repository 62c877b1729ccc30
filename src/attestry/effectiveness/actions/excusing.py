"""Asking that an occurrence be excused, and deciding on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from attestry.controls.models import Control
from attestry.controls.rules.control import IN_USE
from attestry.effectiveness.errors import (
    ExcusalDecided,
    ExcusalRefused,
    ExcusalUnknown,
    NotYoursToDecide,
)
from attestry.effectiveness.models import Excusal, ExcusalDecision
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock

SHORTEST_REASON = 10
LONGEST = timedelta(days=400)


@act("effectiveness.ask_excusal")
def ask_excusal(
    actor: Actor, control: Control, *, from_at: datetime, until_at: datetime, reason: str
) -> Excusal:
    """Ask that what the control owes in [from_at, until_at) be excused; nothing counts until it is accepted.

    Raises ExcusalRefused where the time is turned round or longer than about a year, the reason
    says nothing, or the control is not in use.
    """
    _refuse_unfounded(control, from_at, until_at, reason.strip())
    made = Excusal.objects.create(
        control=control,
        from_at=from_at,
        until_at=until_at,
        reason=reason.strip(),
        asked_by=actor.key,
        asked_by_name=actor.name,
        asked_at=clock.now(),
    )
    record(control.subject, after={**_said(made), "reason": made.reason})
    return made


@act("effectiveness.decide_excusal")
def decide_excusal(actor: Actor, number: int, *, is_accepted: bool, words: str = "") -> ExcusalDecision:
    """Accept or decline an excusal, once and for all.

    Raises ExcusalUnknown, ExcusalDecided where somebody decided before, and NotYoursToDecide for
    whoever asked for it or owns the control.
    """
    excusal = Excusal.objects.select_related("control__owner").filter(pk=number).first()
    if excusal is None:
        raise ExcusalUnknown(number)
    before = ExcusalDecision.objects.filter(excusal=excusal).first()
    if before:
        raise ExcusalDecided(before.decided_by_name)
    if actor.key == excusal.asked_by:
        raise NotYoursToDecide(actor.name, "they asked for it")
    owner = excusal.control.owner
    if owner and actor.key == owner.subject:
        raise NotYoursToDecide(actor.name, f"they own {excusal.control.key}")
    made = ExcusalDecision.objects.create(
        excusal=excusal,
        is_accepted=is_accepted,
        words=words.strip(),
        decided_by=actor.key,
        decided_by_name=actor.name,
        decided_at=clock.now(),
    )
    record(
        excusal.control.subject,
        before={**_said(excusal), "accepted": None},
        after={**_said(excusal), "accepted": is_accepted, "words": made.words},
    )
    return made


def _refuse_unfounded(control: Control, from_at: datetime, until_at: datetime, reason: str) -> None:
    if control.state not in IN_USE:
        raise ExcusalRefused(
            f"{control.key} is not in use, so nothing is expected of it.", next_step="Adopt it first."
        )
    if until_at <= from_at:
        raise ExcusalRefused(
            "The time ends before it begins.", next_step="Give the first and the last day to be excused."
        )
    if until_at - from_at > LONGEST:
        raise ExcusalRefused(
            "An excusal is for a while, at most about a year.",
            next_step="Retire a control that is not performed any more.",
        )
    if len(reason) < SHORTEST_REASON:
        raise ExcusalRefused(
            "An excusal without a reason excuses nothing.",
            next_step="Say why it was not done, and what was done instead.",
        )


def _said(one: Excusal) -> dict[str, object]:
    return {"excusal": one.pk, "from": clock.to_text(one.from_at), "until": clock.to_text(one.until_at)}
