"""Moving a task on its way: started, fixed with evidence, verified by another, closed, accepted, reopened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.queries.register import person_acting
from attestry.remediation.actions.checking import refuse_past
from attestry.remediation.actions.planning import keep, locked
from attestry.remediation.errors import (
    EvidenceMissing,
    NoSuchMove,
    NotSenior,
    NotYoursToVerify,
    NotYourTask,
    ReasonMissing,
    StillBlocked,
    TaskRefused,
)
from attestry.remediation.models import FixEvidence, Task, TaskDependency, TaskMove
from attestry.remediation.queries.people import is_executive, managers
from attestry.remediation.rules.segregation import Responsible, is_senior, why_not_verifier
from attestry.remediation.rules.task import MOVES, SETTLED, Move, TaskState

PLAN = "remediation.plan"


@act("remediation.work")
def start_task(actor: Actor, task: Task) -> Task:
    """Say that somebody works on it. Raises NotYourTask and NoSuchMove."""
    found = _ready(task, Move.START)
    _refuse_strangers(actor, found)
    return _moved(actor, found, Move.START)


@act("remediation.work")
def fix_task(actor: Actor, task: Task, *, entries: Collection[int], reason: str = "") -> Task:
    """Say that it is fixed, and which entries of the ledger show it.

    Raises EvidenceMissing where none is new since the task was last opened, StillBlocked, NotYourTask,
    NoSuchMove.
    """
    found = _ready(task, Move.FIX)
    _refuse_strangers(actor, found)
    _refuse_blocked(found)
    _name_evidence(actor, found, entries)
    found.fixed_by, found.fixed_at = actor.key, clock.now()
    return _moved(actor, found, Move.FIX, reason)


@act("remediation.verify")
def verify_task(actor: Actor, task: Task, *, reason: str = "") -> Task:
    """Confirm that the fix holds, as somebody who neither owns nor made it.

    Raises NotYoursToVerify with why, NoSuchMove.
    """
    found = _ready(task, Move.VERIFY)
    _refuse_verifier(actor, found)
    found.verified_by, found.verified_at = actor.key, clock.now()
    return _moved(actor, found, Move.VERIFY, reason)


@act(PLAN)
def close_task(actor: Actor, task: Task, *, reason: str = "") -> Task:
    """Close what was verified. Raises NoSuchMove."""
    found = _ready(task, Move.CLOSE)
    found.closed_at = clock.now()
    return _moved(actor, found, Move.CLOSE, reason)


@act("remediation.accept")
def accept_gap(actor: Actor, task: Task, *, reason: str, until: date) -> Task:
    """Live with the gap until a day, as somebody senior to whoever owns it (a person with a manager).

    Raises ReasonMissing, DeadlinePassed, NotSenior, TaskRefused where nobody owns it, NoSuchMove.
    """
    found = _ready(task, Move.ACCEPT)
    if not reason.strip():
        raise ReasonMissing("accepting a gap")
    refuse_past(until)
    _refuse_junior(actor, found)
    found.accepted_by, found.accepted_until, found.closed_at = actor.key, until, clock.now()
    return _moved(actor, found, Move.ACCEPT, reason)


@act("remediation.reopen")
def reopen_task(actor: Actor, task: Task, *, reason: str) -> Task:
    """Open it again, with why: the fix does not hold, or the acceptance is over.

    Raises ReasonMissing, NotYourTask for somebody who neither verifies nor owns it, NoSuchMove.
    """
    found = _ready(task, Move.REOPEN)
    if not reason.strip():
        raise ReasonMissing("reopening a task")
    person = person_acting(actor)
    if person is None or person.pk != found.verifier_id:
        _refuse_strangers(actor, found)
    found.fixed_by = found.verified_by = found.accepted_by = ""
    found.fixed_at = found.verified_at = found.closed_at = found.accepted_until = None
    return _moved(actor, found, Move.REOPEN, reason)


def _ready(task: Task, move: Move) -> Task:
    found = locked(task.pk)
    if found.state not in MOVES[move][0]:
        raise NoSuchMove(TaskState(found.state).label.lower(), move.value)
    return found


def _moved(actor: Actor, task: Task, move: Move, reason: str = "") -> Task:
    before, task.state, task.moved_at = str(task.state), MOVES[move][1], clock.now()
    keep(task)
    TaskMove.objects.create(
        task=task,
        at=task.moved_at,
        actor_key=actor.key,
        actor_name=actor.name,
        from_state=before,
        to_state=task.state,
        reason=reason.strip(),
    )
    after: dict[str, object] = {"state": str(task.state)}
    if reason.strip():
        after["reason"] = reason.strip()
    if move is Move.FIX:
        after["entries"] = sorted(task.evidence.values_list("entry_id", flat=True))
    if move is Move.ACCEPT:
        after["until"] = str(task.accepted_until)
    record(task.subject, before={"state": before}, after=after)
    return task


def is_theirs(task: Task, person: Person | None) -> bool:
    """Whether a person owns the task, alone or with their team."""
    if person is None:
        return False
    return person.pk == task.owner_id or (task.team_id is not None and person.team_id == task.team_id)


def _refuse_strangers(actor: Actor, task: Task) -> None:
    if not actor.may(PLAN) and not is_theirs(task, person_acting(actor)):
        raise NotYourTask(actor.name)


def _refuse_blocked(task: Task) -> None:
    needed = TaskDependency.objects.filter(task=task).exclude(needs__state__in=SETTLED)
    titles = list(needed.values_list("needs__title", flat=True))
    if titles:
        raise StillBlocked([f"“{one}”" for one in titles])


def _name_evidence(actor: Actor, task: Task, entries: Collection[int]) -> None:
    asked = set(entries)
    known = set(Entry.objects.filter(seq__in=asked).values_list("seq", flat=True))
    if asked - known:
        missing = ", ".join(map(str, sorted(asked - known)))
        raise TaskRefused(
            f"Evidence: the ledger has no entry {missing}.", next_step="Name entries that are there."
        )
    named = set(task.evidence.values_list("entry_id", flat=True))
    if not known - named:
        raise EvidenceMissing
    now = clock.now()
    FixEvidence.objects.bulk_create(
        FixEvidence(task=task, entry_id=seq, named_at=now, named_by=actor.key)
        for seq in sorted(known - named)
    )


def _refuse_verifier(actor: Actor, task: Task) -> None:
    if actor.kind != "user":
        raise NotYoursToVerify(actor.name, "a fix is verified by a person who signs in")
    if actor.key == task.fixed_by:
        raise NotYoursToVerify(actor.name, "they said that it is fixed")
    person = person_acting(actor)
    responsible = Responsible(task.owner_id, task.team_id)
    why = why_not_verifier(
        responsible, person=person.pk if person else None, team=person.team_id if person else None
    )
    if why:
        raise NotYoursToVerify(actor.name, why)
    if task.verifier_id is not None and (person is None or person.pk != task.verifier_id):
        raise NotYoursToVerify(actor.name, f"its verifier is {task.verifier}")
    if task.verifier_id is None and not actor.may(PLAN):
        raise NotYoursToVerify(actor.name, "nobody named them as its verifier")


def _refuse_junior(actor: Actor, task: Task) -> None:
    if task.owner is None:
        raise TaskRefused(
            "Owner: a gap that no person owns cannot be accepted.",
            next_step="Name the person who answers for it.",
        )
    person = person_acting(actor)
    is_above = person is not None and is_senior(person.pk, task.owner.pk, managers())
    is_other_executive = (person is None or person.pk != task.owner.pk) and is_executive(actor)
    if not (is_above or is_other_executive):
        raise NotSenior(actor.name, task.owner.name)
