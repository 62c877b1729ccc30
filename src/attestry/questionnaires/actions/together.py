"""Letting several answers of the library stand at once."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.errors import Invalid
from attestry.questionnaires.actions.library import approve_answer
from attestry.questionnaires.errors import UnknownAnswer
from attestry.questionnaires.models import Answer

MOST_AT_ONCE = 500


@act("questionnaires.approve")
def approve_answers(actor: Actor, *, answers: tuple[int, ...]) -> int:
    """Let each of these stand; all or none. Raises as ``approve_answer``, Invalid, UnknownAnswer."""
    if not answers or len(answers) > MOST_AT_ONCE:
        raise Invalid("No answer is ticked, or more than 500.", next_step="Tick those that you have read.")
    found = {one.pk: one for one in Answer.objects.filter(pk__in=answers)}
    for pk in dict.fromkeys(answers):
        if pk not in found:
            raise UnknownAnswer(pk)
        approve_answer(actor, found[pk])
    record("answers", after={"approved_together": len(found)})
    return len(found)
