"""Working through a checklist: steps done, steps that were not needed, steps of one's own."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.errors import StepRefused
from attestry.people.models import Checklist, ChecklistStep, Person


@act("people.close_step")
def close_step(
    actor: Actor, step: ChecklistStep, *, note: str = "", is_waived: bool = False
) -> ChecklistStep:
    """Say that a step is done, or was not needed; the last one closes the checklist.

    Raises StepRefused where it is closed already, or is waived without a reason; NotAllowed for who
    neither keeps the register nor sees to the checklist.
    """
    kept = ChecklistStep.objects.select_related("checklist__person", "checklist__owner__user").get(pk=step.pk)
    _refuse_strangers(actor, kept.checklist)
    if kept.done_at is not None or not kept.checklist.is_open:
        raise StepRefused("This step is closed already.", next_step="See who closed it, and when.")
    if is_waived and not note.strip():
        raise StepRefused("A step that is left out needs a reason.", next_step="Say why it was not needed.")
    kept.done_at = clock.now()
    kept.done_by_name = actor.name
    kept.is_waived = is_waived
    kept.note = note.strip()[:1000]
    kept.save()
    record(kept.checklist.person.subject, after=_said(kept))
    _close_if_done(kept.checklist)
    return kept


@act("people.close_step")
def reopen_step(actor: Actor, step: ChecklistStep) -> ChecklistStep:
    """Take back that a step is done. Raises StepRefused where it is open, or the checklist withdrawn."""
    kept = ChecklistStep.objects.select_related("checklist__person", "checklist__owner__user").get(pk=step.pk)
    _refuse_strangers(actor, kept.checklist)
    if kept.done_at is None or kept.checklist.withdrawn_at is not None:
        raise StepRefused("This step is open.", next_step="There is nothing to take back.")
    before = _said(kept)
    kept.done_at = None
    kept.done_by_name = kept.note = ""
    kept.is_waived = False
    kept.save()
    Checklist.objects.filter(pk=kept.checklist_id).update(closed_at=None)
    record(kept.checklist.person.subject, before=before, after={**before, "done": False})
    return kept


@act("people.add_step")
def add_step(actor: Actor, checklist: Checklist, *, title: str) -> ChecklistStep:
    """Add a step of one's own to an open checklist. Raises StepRefused."""
    named = title.strip()
    if not named or len(named) > 200:
        raise StepRefused("A step says in at most 200 characters what to do.", next_step="Write it.")
    kept = Checklist.objects.select_related("person").get(pk=checklist.pk)
    if not kept.is_open:
        raise StepRefused("The checklist is closed.", next_step="Open one of its steps again first.")
    made = ChecklistStep.objects.create(checklist=kept, position=kept.steps.count() + 1, title=named)
    record(kept.person.subject, after={"checklist": kept.pk, "step": named})
    return made


@act("people.assign_checklist")
def assign_checklist(actor: Actor, checklist: Checklist, *, owner: Person | None) -> Checklist:
    """Say who sees that a checklist is done."""
    kept = Checklist.objects.select_related("person", "owner").get(pk=checklist.pk)
    before = {"checklist": kept.pk, "owner": kept.owner.email if kept.owner else None}
    kept.owner = owner
    kept.save(update_fields=["owner"])
    record(kept.person.subject, before=before, after={**before, "owner": owner.email if owner else None})
    return kept


def _refuse_strangers(actor: Actor, checklist: Checklist) -> None:
    owner = checklist.owner.user if checklist.owner else None
    if not actor.may("people.edit_person") and (owner is None or owner.subject != actor.key):
        raise NotAllowed(
            f"{actor.name} does not see to this checklist.", next_step="Ask for it to be assigned to you."
        )


def _close_if_done(checklist: Checklist) -> None:
    if not checklist.steps.filter(done_at=None).exists():
        Checklist.objects.filter(pk=checklist.pk).update(closed_at=clock.now())


def _said(step: ChecklistStep) -> dict[str, object]:
    said = {"checklist": step.checklist_id, "step": step.title, "done": step.done_at is not None}
    return {**said, "waived": step.is_waived, "note": step.note}
