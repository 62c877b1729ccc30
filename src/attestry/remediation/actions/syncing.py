"""Bringing tasks and issues into step: read what changed there, then write what changed here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Broken
from attestry.kit.outgoing import AddressRefused
from attestry.kit.secrets import SecretBox
from attestry.remediation.actions.taking import take_issue
from attestry.remediation.models import TrackedIssue, Tracker
from attestry.remediation.queries.trackers import due, home_mark, unlinked, wanted_of
from attestry.remediation.rules.tracker import EVERY, Issue, Wanted, mark_of, wait_after
from attestry.remediation.trackers.choosing import client_of
from attestry.remediation.trackers.talking import Client, IssueRefused, TrackerUnavailable

MOST_WRITTEN = 50
_HELD_FOR = timedelta(minutes=30)


def sync_due(actor: Actor) -> dict[str, int]:
    """Ask every tracker whose time has come; answers how many were in step, and how many are asked later.

    Nothing is asked inside a transaction. Never in a sample company's home.
    """
    counts = {"synced": 0, "later": 0}
    if settings.HOME.organization().is_sample:
        return counts
    for number in due(clock.now()):
        tracker = hold_tracker(actor, number)
        if tracker is not None:
            counts["synced" if _synced(actor, tracker) else "later"] += 1
    return counts


def _synced(actor: Actor, tracker: Tracker) -> bool:
    try:
        client = client_of(tracker, SecretBox(settings.HOME.keys))
        since, etag = _read(actor, tracker, client)
        note_read(actor, tracker.pk, since=since, etag=etag)
        is_all = _write(actor, tracker, client)
    except (TrackerUnavailable, AddressRefused, Broken) as refusal:
        wait = refusal.asked_to_wait if isinstance(refusal, TrackerUnavailable) else None
        words = f"{refusal.message} {refusal.next_step}".strip()
        release_tracker(actor, tracker.pk, refusal=words, asked_to_wait=wait)
        return False
    release_tracker(actor, tracker.pk, is_more=not is_all)
    return True


def _read(actor: Actor, tracker: Tracker, client: Client) -> tuple[datetime | None, str]:
    """Take every issue of ours that changed. What was read counts once all of it was read."""
    link_tasks(actor, tracker)
    home, since, etag = home_mark(), tracker.since, tracker.etag
    found = TrackedIssue.objects.filter(tracker=tracker).values_list("pk", "task_id", "external_id")
    by_mark = {mark_of(home, task): pk for pk, task, external in found if not external}
    by_id = {external: pk for pk, _, external in found if external}
    for position, page in enumerate(client.changed(tracker.since, tracker.etag)):
        if position == 0:
            since = max((one.updated_at for one in page.issues), default=since)
            etag = page.etag
        for one in page.issues:
            number = by_id.get(one.id) or by_mark.get(one.mark)
            if number is not None:
                take_issue(actor, number, issue=one)
    return since, etag if since == tracker.since else ""


def _write(actor: Actor, tracker: Tracker, client: Client) -> bool:
    """Make or change the issues whose task says something else; answers whether all are in step."""
    home, written = home_mark(), 0
    found = TrackedIssue.objects.filter(tracker=tracker).select_related("task").order_by("pk")
    for one in found:
        wanted = wanted_of(one, home)
        if wanted.digest == one.sent_digest:
            continue
        if written == MOST_WRITTEN:
            return False
        written += 1
        try:
            issue = client.update(one.external_id, wanted) if one.external_id else client.create(wanted)
        except IssueRefused as refusal:
            keep_refusal(actor, one.pk, wanted=wanted, words=refusal.message)
        else:
            keep_written(actor, one.pk, wanted=wanted, issue=issue)
    return True


@act("remediation.sync", offered=False)
def hold_tracker(actor: Actor, number: int) -> Tracker | None:
    """Take a tracker in hand, so that no other process asks it too; None where one does."""
    now = clock.now()
    found = Tracker.objects.select_for_update().get(pk=number)
    if found.removed_at is not None or found.next_at > now:
        return None
    found.next_at = now + _HELD_FOR
    found.save(update_fields=["next_at"])
    return found


@act("remediation.sync", offered=False)
def link_tasks(actor: Actor, tracker: Tracker) -> int:
    """Intend an issue for every task that is not done and has none."""
    now = clock.now()
    missing = [TrackedIssue(tracker=tracker, task=one, linked_at=now) for one in unlinked(tracker)]
    return len(TrackedIssue.objects.bulk_create(missing, batch_size=500))


@act("remediation.sync", offered=False)
def note_read(actor: Actor, number: int, *, since: datetime | None, etag: str) -> None:
    """Remember how far the tracker was read."""
    Tracker.objects.filter(pk=number).update(since=since, etag=etag[:300])


@act("remediation.sync", offered=False)
def keep_written(actor: Actor, number: int, *, wanted: Wanted, issue: Issue) -> None:
    """Remember the issue that was made or changed, and what it says now."""
    found = TrackedIssue.objects.select_related("task").select_for_update(of=("self",)).get(pk=number)
    is_new = not found.external_id
    found.external_id, found.external_key, found.external_url = issue.id, issue.key, issue.url
    found.agreed_title, found.theirs_open = wanted.title, issue.is_open
    found.sent_digest, found.refusal = wanted.digest, ""
    if issue.is_open:
        found.closed_there_at, found.note = None, ""
    found.save()
    if is_new:
        record(found.task.subject, after={"issue": issue.url})


@act("remediation.sync", offered=False)
def keep_refusal(actor: Actor, number: int, *, wanted: Wanted, words: str) -> None:
    """Remember why an issue was not taken; it is tried again when its task changes, or when asked."""
    TrackedIssue.objects.filter(pk=number).update(refusal=words[:2000], sent_digest=wanted.digest)


@act("remediation.sync", offered=False)
def release_tracker(
    actor: Actor,
    number: int,
    *,
    refusal: str = "",
    asked_to_wait: timedelta | None = None,
    is_more: bool = False,
) -> None:
    """Say when it is asked next: in some minutes, or after a refusal later and later."""
    found = Tracker.objects.select_for_update().get(pk=number)
    now = clock.now()
    if refusal:
        found.failures += 1
        found.next_at = now + max(wait_after(found.failures), asked_to_wait or timedelta())
    else:
        found.failures, found.synced_at = 0, now
        found.next_at = now + (timedelta(minutes=1) if is_more else EVERY)
    if refusal and found.failures == 1:
        record(found.subject, after={"refusal": refusal[:2000]})
    found.refusal = refusal[:2000]
    found.save()
