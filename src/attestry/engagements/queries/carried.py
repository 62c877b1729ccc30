"""What was open or had changed at an engagement that is renewed, as the rooms below know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from attestry.engagements.models import Engagement
from attestry.engagements.rules.carried import Matter, MatterKind
from attestry.journal.models import JournalEntry
from attestry.remediation.models import Task
from attestry.remediation.rules.task import TaskState
from attestry.scope.queries.categories import chosen_categories
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words

_CHANGES = {
    "controls.edit": "changed",
    "controls.add": "added",
    "controls.retire": "retired",
    "controls.go_live": "taken live",
}


def open_tasks() -> Iterator[Matter]:
    """Tasks of remediation that nobody closed, in one query."""
    for task in Task.objects.exclude(state=TaskState.CLOSED):
        due = f", due {day_words(task.due_on)}" if task.due_on else ""
        yield Matter(
            f"task:{task.pk}",
            task.title[:300],
            f"{TaskState(task.state).label}{due}.",
            url=address("task", task.pk),
        )


def changed_controls(*, since: datetime) -> Iterator[Matter]:
    """Controls whose wording or standing changed, by what the journal says, in one query."""
    found = JournalEntry.objects.filter(
        at__gte=since, act__in=list(_CHANGES), subject__startswith="control:"
    ).order_by("seq")
    changes: dict[str, list[JournalEntry]] = defaultdict(list)
    for entry in found:
        changes[entry.subject.removeprefix("control:")].append(entry)
    for key, entries in sorted(changes.items()):
        last = entries[-1]
        yield Matter(
            f"control:{key}",
            f"{key} was {_CHANGES[last.act]}",
            f"{counted_words(len(entries), 'change')} since the last one began, latest {day_words(last.at)}.",
            MatterKind.CHANGED,
            address("control", key),
        )


def scope_differences(engagement: Engagement) -> Iterator[Matter]:
    """How the scope of today differs from the one that the engagement agreed, in two queries."""
    system = engagement.system
    now = chosen_categories(system)
    agreed = set(engagement.categories)
    url = address("scope")
    for key in sorted(now - agreed):
        yield Matter(f"category:{key}", f"{_words(key)} is new in scope", "", MatterKind.SCOPE, url)
    for key in sorted(agreed - now):
        yield Matter(f"category:{key}", f"{_words(key)} left the scope", "", MatterKind.SCOPE, url)
    left_out = dict(system.inapplicable_criteria.values_list("reference", "reason"))
    for key in sorted(set(left_out) - set(engagement.inapplicable)):
        yield Matter(f"criterion:{key}", f"{key} no longer applies", left_out[key], MatterKind.SCOPE, url)
    for key in sorted(set(engagement.inapplicable) - set(left_out)):
        yield Matter(f"criterion:{key}", f"{key} applies again", "", MatterKind.SCOPE, url)


def unsettled(engagement: Engagement) -> Iterator[Matter]:
    """What was carried into the engagement and is still not settled."""
    for one in engagement.carried.filter(settled_at=None):
        yield Matter(one.key, one.title, one.why, MatterKind(one.kind), one.url)


def _words(key: str) -> str:
    return key.replace("_", " ").capitalize()
