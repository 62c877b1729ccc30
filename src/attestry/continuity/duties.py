"""What people owe: the actions that tests of recovery and capacity asked of them."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.continuity.models import LoadTest, RecoveryTest
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.ui.addresses import address


def duties(person: Person) -> Iterator[Duty]:
    """One for each action, in two queries."""
    for kind, name in ((RecoveryTest, "recovery"), (LoadTest, "load")):
        for one in kind.objects.filter(action_owner=person).exclude(action=""):
            url = address("continuity_action", name, one.pk)
            yield Duty("continuity", one.action, url, one.action_due_on, one.action_done_on)
