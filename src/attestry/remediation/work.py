"""The tasks that were made of gaps, as the rooms that found the gaps show them."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.controls.rules.work import Work
from attestry.remediation.models import Task
from attestry.remediation.rules.task import DONE
from attestry.ui.addresses import address


def work(gap_keys: str) -> Iterator[Work]:
    """Each task of a gap whose key begins so, in one query."""
    for one in Task.objects.filter(gap_key__startswith=gap_keys).select_related("owner", "team"):
        yield Work(
            gap_key=one.gap_key or "",
            title=one.title,
            url=address("task", one.pk),
            state=one.get_state_display(),
            owner=one.owner_name,
            due_on=one.due_on,
            is_done=one.state in DONE,
        )
