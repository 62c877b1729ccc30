"""Telling people what of theirs is due, is late, or waits for them: one message a person and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings

from attestry.customers.actions.alerting import tell_owners
from attestry.journal.acts import act
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.policies.actions.reminding import remind_overdue as remind_readers
from attestry.remediation.models import ReminderRound
from attestry.remediation.queries.reminders import Owed, is_due, last_round, owed, to_whom
from attestry.training.actions.reminding import remind_overdue as remind_learners
from attestry.ui.words import counted_words, day_words


def remind_due(actor: Actor) -> int:
    """Make today's reminders, once a day; answers how many are new. Never in a sample company's home."""
    if settings.HOME.organization().is_sample or not is_due(clock.now()):
        return 0
    return remind(actor) + remind_readers(actor) + remind_learners(actor) + tell_owners(actor)


@act("remediation.remind", offered=False)
def remind(actor: Actor) -> int:
    """Put a message for whoever owes something into the outbox; leads and channels hear what is late."""
    today = clock.now().date()
    found = owed(today, after=last_round() or today - timedelta(days=1))
    people, leads, channels = to_whom(found)
    drafts = [_draft(f"tasks:{today}", address, theirs, today) for address, theirs in people.items()]
    late = [one for one in found if one.due_on and one.due_on < today and not one.is_to_verify]
    if late:
        drafts += [_late_draft(one, late, today) for one in leads]
        subject = f"{counted_words(len(late), 'task')} overdue"
        drafts += [Draft(f"tasks:{today}", one, subject, _lines(late, today), "/tasks/") for one in channels]
    made = post_notices(actor, drafts)
    ReminderRound.objects.get_or_create(on=today, defaults={"made_count": made})
    return made


def _draft(key: str, address: str, theirs: list[Owed], today: date) -> Draft:
    late = sum(one.due_on is not None and one.due_on < today for one in theirs)
    subject = f"{counted_words(len(theirs), 'task')} for you" + (f", {late} late" if late else "")
    path = f"/tasks/{theirs[0].task}/" if len(theirs) == 1 else "/my-tasks/"
    return Draft(key, address, subject, _lines(theirs, today), path)


def _late_draft(lead: str, late: list[Owed], today: date) -> Draft:
    subject = f"{counted_words(len(late), 'task')} overdue in the program"
    return Draft(f"tasks-escalated:{today}", lead, subject, _lines(late, today), "/tasks/")


def _lines(theirs: Iterable[Owed], today: date, most: int = 20) -> str:
    listed = list(theirs)
    lines = [f"- {one.title}: {_when(one, today)}" for one in listed[:most]]
    return "\n".join([*lines, *([f"and {len(listed) - most} more"] if len(listed) > most else [])])


def _when(one: Owed, today: date) -> str:
    if one.is_to_verify:
        return "is fixed and waits for you to verify it"
    if one.due_on is None:
        return "has no deadline"
    if one.due_on < today:
        return f"was due on {day_words(one.due_on)}, {counted_words((today - one.due_on).days, 'day')} ago"
    return "is due today" if one.due_on == today else f"is due on {day_words(one.due_on)}"
