"""A week with each tracker, played back from recorded exchanges: whole answers, pages, headers, refusals."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.notices.tests.servers import web_server
from attestry.remediation.actions.moving import reopen_task
from attestry.remediation.actions.syncing import sync_due
from attestry.remediation.actions.trackers import add_tracker
from attestry.remediation.models import Task, TrackedIssue, Tracker
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.tests.replaying import Replayed
from attestry.remediation.tests.samples import HOUSE, NOW, TODAY, document, person, task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(TrackerKind), ids=[one.value for one in TrackerKind])
def test_a_task_is_led_both_ways_through_answers_as_the_products_give_them(kind):
    played = Replayed(kind)
    is_github = kind is TrackerKind.GITHUB
    with ExitStack() as stack:
        server = stack.enter_context(web_server(played))
        played.address = server.address
        stack.enter_context(override_settings(PRIVATE_HOSTS=["127.0.0.1"]))
        stack.enter_context(clock.simulated(NOW))
        add_tracker(
            HOUSE, name="Board", kind=kind, address=server.address, token="secret-token",
            project="acme/gate" if is_github else "SEC",
            login="a@example.org" if kind is TrackerKind.JIRA_CLOUD else "",
            box=SecretBox(settings.HOME.keys),
        )  # fmt: skip
        due_on = TODAY + timedelta(days=30)
        made, entry = task("Put a gate", owner=person("Ben"), due_on=due_on), document()
        played.entry = str(entry.seq)

        def synced(minutes):
            stack.enter_context(clock.simulated(NOW + timedelta(minutes=minutes)))
            return sync_due(HOUSE)["synced"], played.wrong

        assert synced(10) == (1, [])
        linked = TrackedIssue.objects.get()
        assert (linked.external_id, linked.refusal) == ("42" if is_github else "10002", "")
        assert synced(20) == (1, [])
        made.refresh_from_db()
        assert (made.title, made.state) == ("Put a high gate", "fixed")
        assert made.evidence.get().entry_id == entry.seq
        stack.enter_context(clock.simulated(NOW + timedelta(minutes=25)))
        reopen_task(HOUSE, made, reason="It fell over.")
        assert synced(30) == (1, [])
        assert TrackedIssue.objects.get().theirs_open
        for minutes in (40, 50, 60):
            assert synced(minutes) == (1, [])
        assert synced(70) == (0, [])
        assert played.left == 0
        tracker, at = Tracker.objects.get(), clock.now()
    waits = timedelta(minutes=1) if kind is TrackerKind.JIRA_SERVER else timedelta(hours=1)
    assert tracker.next_at - at == waits
    assert Task.objects.get().title == "Put a high gate"
