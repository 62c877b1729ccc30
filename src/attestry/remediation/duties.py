"""What remediation asks of a person: to fix what is theirs, and to verify what others fixed."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.remediation.queries.tasks import tasks_found
from attestry.remediation.rules.task import UNFIXED, TaskState
from attestry.ui.addresses import address


def duties(person: Person) -> Iterable[Duty]:
    """The tasks that a person is to fix or to verify, in one query."""
    for one in tasks_found(clock.now().date(), state="left", theirs=person):
        is_verifier = one.verifier_id == person.pk
        if one.state == TaskState.FIXED and is_verifier:
            yield Duty("task", f"Verify: {one.title}", address("task", one.pk), one.due_on)
        elif one.state in UNFIXED and not is_verifier:
            yield Duty("task", one.title, address("task", one.pk), one.due_on)
