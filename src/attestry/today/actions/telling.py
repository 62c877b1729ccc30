"""Everybody is told what is due: reminders of work, alerts of controls, readers whose access ends."""

from __future__ import annotations

from django.conf import settings

from attestry.effectiveness.actions.alerting import alert_owners
from attestry.journal.rules import Actor
from attestry.readers.actions.reminding import remind_of_readers
from attestry.remediation.actions.reminding import remind_due


def tell_due(actor: Actor) -> int:
    """Put what was not told before into the outbox; answers how many are new. Safe to repeat."""
    made = remind_due(actor) + alert_owners(actor)
    return made if settings.HOME.organization().is_sample else made + remind_of_readers(actor)
