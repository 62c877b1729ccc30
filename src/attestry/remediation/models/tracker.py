"""Issue trackers, and the issue that stands for a task in one of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.remediation.rules.task import Priority
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.rules.tracker_rule import rule_words


class Tracker(models.Model):
    """A repository's issues at GitHub or a project in Jira, kept in step with the tasks.

    ``since`` is the newest update of an issue that was read; ``etag`` that of the newest page read since.
    ``next_at`` is when the tracker is asked next: later after a refusal, and after a rate limit.
    It takes the tasks that fit all of ``takes_…``; what is left empty takes every task. ``takes_tools``
    are names of tool categories, ``takes_priority`` the least urgent that it takes.
    """

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in TrackerKind])
    address = models.CharField(max_length=300)
    project = models.CharField(max_length=200)
    login = models.CharField(max_length=254, blank=True)
    sealed_secret = models.TextField()
    issue_type = models.CharField(max_length=80, default="Task")
    takes_owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    takes_team = models.ForeignKey("people.Team", on_delete=models.PROTECT, null=True, related_name="+")
    takes_tools = models.JSONField(default=list)
    takes_priority = models.PositiveSmallIntegerField(
        null=True, choices=[(one.value, one.label) for one in Priority]
    )
    since = models.DateTimeField(null=True)
    etag = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)
    failures = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    synced_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> str:
        """Which tasks it takes, in words. Reads owner and team."""
        owner, team = self.takes_owner, self.takes_team
        priority = Priority(self.takes_priority).label if self.takes_priority else ""
        return rule_words(owner.name if owner else "", team.name if team else "", self.takes_tools, priority)

    @property
    def subject(self) -> str:
        """This tracker as the subject of a journal entry."""
        return f"tracker:{self.name}"


class TrackedIssue(models.Model):
    """The one issue of a task in a tracker. ``external_id`` is empty until the tracker has made it.

    ``agreed_title`` is what both sides last had; ``theirs_open`` how the issue was last seen;
    ``sent_digest`` what was last written there. ``closed_there_at`` is when somebody there closed it,
    ``note`` why that did not fix the task, ``refusal`` why the tracker did not take it.
    """

    tracker = models.ForeignKey(Tracker, on_delete=models.PROTECT, related_name="issues")
    task = models.ForeignKey("remediation.Task", on_delete=models.PROTECT, related_name="issues")
    external_id = models.CharField(max_length=80, blank=True)
    external_key = models.CharField(max_length=80, blank=True)
    external_url = models.CharField(max_length=500, blank=True)
    agreed_title = models.CharField(max_length=300, blank=True)
    theirs_open = models.BooleanField(default=True)
    sent_digest = models.CharField(max_length=64, blank=True)
    linked_at = models.DateTimeField()
    closed_there_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tracker", "task"], name="a_task_has_one_issue_in_a_tracker"),
            models.UniqueConstraint(
                fields=["tracker", "external_id"],
                condition=~models.Q(external_id=""),
                name="an_issue_stands_for_one_task",
            ),
        ]

    def __str__(self) -> str:
        return self.external_key or f"issue of task {self.task_id}"
