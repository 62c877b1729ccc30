"""Adding a tracker, removing it, and asking it at once."""

from __future__ import annotations

import re

from django.conf import settings

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.outgoing import checked
from attestry.kit.secrets import SecretBox
from attestry.people.models import Person, Team
from attestry.remediation.errors import TaskRefused
from attestry.remediation.models import TrackedIssue, Tracker
from attestry.remediation.queries.trackers import tracker_numbered
from attestry.remediation.rules.task import Priority
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.rules.tracker_rule import tools_of

_PROJECTS = {
    TrackerKind.GITHUB: (re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}", re.ASCII), "owner/name"),
    TrackerKind.JIRA_CLOUD: (re.compile(r"[A-Z][A-Z0-9_]{1,50}"), "a project's key such as SEC"),
    TrackerKind.JIRA_SERVER: (re.compile(r"[A-Z][A-Z0-9_]{1,50}"), "a project's key such as SEC"),
}


@act("remediation.trackers")
def add_tracker(
    actor: Actor,
    *,
    name: str,
    kind: TrackerKind,
    address: str,
    project: str,
    token: str,
    box: SecretBox,
    login: str = "",
    issue_type: str = "Task",
) -> Tracker:
    """Keep the tasks in step with a tracker. Raises TaskRefused that names the field, AddressRefused."""
    name, address, project, token = name.strip(), address.strip().rstrip("/"), project.strip(), token.strip()
    if not name or Tracker.objects.filter(name__iexact=name).exists():
        raise TaskRefused("Name: it is missing or taken.", next_step="Choose another.")
    parts = checked(address)
    if parts.scheme != "https" and parts.hostname not in settings.PRIVATE_HOSTS:
        raise TaskRefused("Address: a token is not sent unencrypted.", next_step="Give one with https://.")
    form, example = _PROJECTS[kind]
    if not form.fullmatch(project) or ".." in project:
        raise TaskRefused(f"Project: “{project[:60]}” is none.", next_step=f"Give {example}.")
    if not token or not token.isascii() or not token.isprintable():
        raise TaskRefused("Token: it is missing or has other characters.", next_step="Paste it again.")
    if kind is TrackerKind.JIRA_CLOUD and not login.strip():
        raise TaskRefused("Login: Jira Cloud wants one.", next_step="Give the mail address of the token.")
    now = clock.now()
    made = Tracker.objects.create(
        name=name,
        kind=kind,
        address=address,
        project=project,
        login=login.strip(),
        sealed_secret=box.seal(token),
        issue_type=issue_type.strip() or "Task",
        added_at=now,
        next_at=now,
    )
    record(made.subject, after={"kind": kind.value, "address": address, "project": project})
    return made


@act("remediation.trackers")
def rule_tracker(
    actor: Actor,
    tracker: Tracker,
    *,
    owner: Person | None = None,
    team: Team | None = None,
    tools: str = "",
    priority: Priority | None = None,
) -> Tracker:
    """Say which tasks it takes from now on: those that fit all of it, and every task where all is empty.

    ``tools`` are names of tool categories with commas between, ``priority`` the least urgent that it
    takes. A task that has its issue there keeps it.
    """
    found = Tracker.objects.select_related("takes_owner", "takes_team").select_for_update(of=("self",))
    one = found.get(pk=tracker_numbered(tracker.pk).pk)
    before = one.rule
    one.takes_owner, one.takes_team = owner, team
    one.takes_tools, one.takes_priority = tools_of(tools), priority
    one.save()
    record(one.subject, before={"takes": before}, after={"takes": one.rule})
    return one


@act("remediation.trackers")
def remove_tracker(actor: Actor, tracker: Tracker) -> Tracker:
    """Ask and write there no more; its issues stay as they are. Raises TaskRefused where it is gone."""
    found = Tracker.objects.select_for_update().get(pk=tracker_numbered(tracker.pk).pk)
    found.removed_at, found.sealed_secret = clock.now(), ""
    was, found.name = found.name, f"{found.name[:60]} (removed, {found.pk})"
    found.save()
    record(f"tracker:{was}", before={"address": found.address}, after={"removed": True})
    return found


@act("remediation.trackers")
def ask_tracker(actor: Actor, tracker: Tracker) -> Tracker:
    """Let it be asked at once, and what it refused be tried again."""
    found = Tracker.objects.select_for_update().get(pk=tracker_numbered(tracker.pk).pk)
    found.next_at = clock.now()
    found.save(update_fields=["next_at"])
    TrackedIssue.objects.filter(tracker=found).exclude(refusal="").update(refusal="", sent_digest="")
    record(found.subject, after={"asked": True})
    return found
