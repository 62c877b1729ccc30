"""Writing plans down, changing them, approving one version, and keeping one no longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from attestry.continuity.actions.checking import refuse_changed
from attestry.continuity.models import RecoveryPlan
from attestry.continuity.rules.plan import PlanKind
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person

REVIEWED_EVERY = timedelta(days=365)
LONGEST_TEXT = 100_000
OPEN_PLACE = "…"
_FIELDS = ("title", "service", "covers", "text", "document", "rto_minutes", "rpo_minutes", "owner")


@act("continuity.plan")
def add_plan(
    actor: Actor, *, title: str, covers: str, owner: Person, rto_minutes: int | None = None,
    rpo_minutes: int | None = None, kind: PlanKind = PlanKind.RECOVERY, service: str = "", text: str = "",
    document: str = "",
) -> RecoveryPlan:  # fmt: skip
    """A plan; one for recovery has targets. Raises Invalid, and Conflict for a title that is taken."""
    made = RecoveryPlan(kind=PlanKind(kind), owner=owner, recorded_at=clock.now())
    _write(made, title, service, covers, text, document, rto_minutes, rpo_minutes)
    made.save()
    record(made.subject, after={"kind": str(made.kind), **told_plan(made)})
    return made


@act("continuity.plan")
def change_plan(
    actor: Actor, plan: RecoveryPlan, *, title: str, covers: str, owner: Person,
    rto_minutes: int | None = None, rpo_minutes: int | None = None, service: str = "", text: str = "",
    document: str = "", made_from: int | None = None,
) -> RecoveryPlan:  # fmt: skip
    """The plan in a next version, which is not approved yet. Raises Invalid, ChangedMeanwhile."""
    refuse_changed(plan, made_from)
    if plan.retired_on is not None:
        raise Conflict(f"“{plan.title}” was retired.", next_step="Take it up again first.")
    before = told_plan(plan)
    plan.owner = owner
    _write(plan, title, service, covers, text, document, rto_minutes, rpo_minutes)
    after = told_plan(plan)
    changed = {key for key in after if after[key] != before[key]}
    if not changed:
        return plan
    plan.version += 1
    plan.save()
    record(
        plan.subject,
        before={key: before[key] for key in changed},
        after={**{key: after[key] for key in changed}, "version": plan.version},
    )
    return plan


@act("continuity.approve")
def approve_plan(
    actor: Actor, plan: RecoveryPlan, *, made_from: int | None = None, next_review_on: date | None = None
) -> RecoveryPlan:
    """This version holds until it is changed, and is reviewed by a day, at most a year from now.

    Raises ChangedMeanwhile where ``made_from`` is another version, Invalid for the day or an empty plan.
    """
    refuse_changed(plan, made_from)
    today = clock.now().date()
    review_on = next_review_on or today + REVIEWED_EVERY
    if not today < review_on <= today + REVIEWED_EVERY:
        raise Invalid("next_review_on: this is not within a year from now.", next_step="Choose a nearer day.")
    if not (plan.text or plan.document):
        raise Invalid(
            "There is nothing to approve: the plan has no text.",
            next_step="Write its text, or say where the document is kept.",
        )
    if OPEN_PLACE in plan.text:
        raise Invalid(
            f"Places of the text are still open: {plan.text.count(OPEN_PLACE)}.",
            next_step=f"Fill what stands as “{OPEN_PLACE}”, or leave it out.",
        )
    plan.approved_version, plan.approved_by, plan.approved_on = plan.version, actor.name, today
    plan.next_review_on = review_on
    plan.save(update_fields=["approved_version", "approved_by", "approved_on", "next_review_on"])
    record(plan.subject, after={"approved_version": plan.version, "next_review_on": str(review_on)})
    return plan


@act("continuity.plan")
def hand_over_plans(actor: Actor, plans: Sequence[RecoveryPlan], *, owner: Person) -> int:
    """Somebody else answers for all of these; an approval stays, as no text changed. Answers how many.

    Raises Invalid where none is chosen, Conflict for one that was retired: nothing is changed then.
    """
    if not plans:
        raise Invalid("plans: none is chosen.", next_step="Tick those that change hands.")
    count = 0
    for plan in plans:
        if plan.retired_on is not None:
            raise Conflict(f"“{plan.title}” was retired.", next_step="Leave it out, or take it up again.")
        if plan.owner == owner:
            continue
        before, was_approved = plan.owner.email, plan.is_approved
        plan.owner, plan.version = owner, plan.version + 1
        plan.approved_version = plan.version if was_approved else plan.approved_version
        plan.save(update_fields=["owner", "version", "approved_version"])
        record(plan.subject, before={"owner": before}, after={"owner": owner.email, "version": plan.version})
        count += 1
    return count


@act("continuity.plan")
def retire_plan(actor: Actor, plan: RecoveryPlan, *, reason: str) -> RecoveryPlan:
    """The plan is kept no longer; its tests stay. Raises Invalid without a reason, Conflict if it was."""
    if not reason.strip():
        raise Invalid("reason: a plan is retired for a reason.", next_step="Say what takes its place.")
    if plan.retired_on is not None:
        raise Conflict(f"“{plan.title}” was retired before.")
    plan.retired_on = clock.now().date()
    plan.save(update_fields=["retired_on"])
    record(plan.subject, after={"retired_on": str(plan.retired_on), "reason": reason.strip()})
    return plan


@act("continuity.plan")
def resume_plan(actor: Actor, plan: RecoveryPlan) -> RecoveryPlan:
    """A plan that was retired is kept again. Raises Conflict where it is kept."""
    if plan.retired_on is None:
        raise Conflict(f"“{plan.title}” is not retired.")
    before, plan.retired_on = str(plan.retired_on), None
    plan.save(update_fields=["retired_on"])
    record(plan.subject, before={"retired_on": before}, after={"retired_on": "kept again"})
    return plan


def _write(
    plan: RecoveryPlan, title: str, service: str, covers: str, text: str, document: str,
    rto_minutes: int | None, rpo_minutes: int | None,
) -> None:  # fmt: skip
    for name, said, longest in (("title", title, 200), ("covers", covers, 4000)):
        if not said.strip():
            raise Invalid(f"{name}: a plan needs it.", next_step="Say it in a few words.")
        if len(said) > longest:
            raise Invalid(f"{name}: longer than {longest} letters.", next_step="Shorten it.")
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"text: longer than {LONGEST_TEXT:,} letters.", next_step="Keep it as a document.")
    if RecoveryPlan.objects.filter(title__iexact=title.strip()).exclude(pk=plan.pk).exists():
        raise Conflict(
            f"title: “{title.strip()}” is there already.", next_step="Change that plan, or use another title."
        )
    if plan.is_measured and (not rto_minutes or rto_minutes < 1):
        raise Invalid("rto_minutes: a recovery plan says within which time.", next_step="At least a minute.")
    if plan.is_measured and (rpo_minutes is None or rpo_minutes < 0):
        raise Invalid("rpo_minutes: a recovery plan says how much data may be lost.", next_step="0 is none.")
    plan.title, plan.service, plan.covers = title.strip(), service.strip(), covers.strip()
    plan.text, plan.document = text.replace("\r\n", "\n").strip(), document.strip()
    plan.rto_minutes = rto_minutes if plan.is_measured else None
    plan.rpo_minutes = rpo_minutes if plan.is_measured else None


def told_plan(plan: RecoveryPlan) -> dict[str, Any]:
    """What a plan says, by field."""
    return {name: getattr(plan, name) if name != "owner" else plan.owner.email for name in _FIELDS}
