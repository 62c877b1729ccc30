"""Tasks, with their moves, evidence and dependencies."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.remediation.rules.task import DONE, LEFT, UNFIXED, Priority, TaskKind, TaskState

_UNDONE = [one.value for one in LEFT]


class Task(models.Model):
    """Something to be done so that a gap goes away. Owned by a person or by a team, never by both.

    ``gap_key`` names the gap that it was made of; None where somebody wrote the task by hand.
    ``gap_gone_at`` is when the gap was first not found any more. ``revision`` counts changes. A task has
    an owner and a deadline; ``may_lack`` marks those that were written down before that was asked of
    them, until they have both.
    """

    gap_key = models.CharField(max_length=300, null=True)
    title = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in TaskKind])
    url = models.CharField(max_length=300, blank=True)
    controls = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, null=True, related_name="+")
    verifier = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    effort_hours = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    priority = models.PositiveSmallIntegerField(choices=[(one.value, one.label) for one in Priority])
    tool_category = models.CharField(max_length=100, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in TaskState], default=TaskState.OPEN
    )
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    fixed_by = models.CharField(max_length=300, blank=True)
    fixed_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=300, blank=True)
    verified_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=300, blank=True)
    accepted_until = models.DateField(null=True)
    gap_gone_at = models.DateTimeField(null=True)
    may_lack = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["priority", "due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["gap_key"], condition=Q(state__in=_UNDONE), name="one_undone_task_a_gap"
            ),
            models.CheckConstraint(
                condition=Q(owner=None) | Q(team=None), name="a_task_has_one_kind_of_owner"
            ),
            models.CheckConstraint(
                condition=Q(may_lack=True) | (~Q(owner=None, team=None) & ~Q(due_on=None)),
                name="a_task_has_an_owner_and_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="no_task_is_due_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(verifier=None) | Q(owner=None) | ~Q(verifier=F("owner")),
                name="an_owner_never_verifies",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "closed"]) | ~Q(verified_by=""),
                name="nothing_closes_unverified",
            ),
            models.CheckConstraint(
                condition=Q(verified_by="") | ~Q(verified_by=F("fixed_by")), name="a_fixer_never_verifies"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(accepted_by=""), name="an_acceptance_has_an_approver"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["due_on", "priority"]),
            models.Index(fields=["gap_key"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This task as the subject of a journal entry."""
        return f"task:{self.pk}"

    @property
    def owner_name(self) -> str:
        """Who it belongs to; nothing where nobody has it. Reads owner and team."""
        return str(self.owner or self.team or "")

    @property
    def is_assigned(self) -> bool:
        """Whether it has an owner and a deadline."""
        return (self.owner_id is not None or self.team_id is not None) and self.due_on is not None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left of it."""
        return self.state in DONE

    def is_overdue(self, on: date) -> bool:
        """Whether its day is over and it is not fixed."""
        return self.state in UNFIXED and self.due_on is not None and self.due_on < on


class TaskMove(models.Model):
    """One change of a task's state, with who, when and why. Append-only; the first leads from nothing."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField(db_index=True)
    actor_key = models.CharField(max_length=300)
    actor_name = models.CharField(max_length=200)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.from_state or 'nothing'} to {self.to_state}"


class FixEvidence(models.Model):
    """An entry of the ledger that shows a fix. Append-only: a reopened task wants new ones beside it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    entry = models.ForeignKey("evidence.Entry", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["named_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "entry"], name="an_entry_shows_a_fix_once")
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id} shows task {self.task_id}"


class TaskDependency(models.Model):
    """``task`` cannot be fixed before ``needs`` is verified."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="dependants")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "needs"], name="a_task_needs_another_once"),
            models.CheckConstraint(condition=~Q(task=F("needs")), name="no_task_needs_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} needs {self.needs_id}"
