"""A tracker that is kept in step, and a clock that a test moves on."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.test import override_settings

from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.notices.tests.servers import web_server
from attestry.remediation.actions.syncing import sync_due
from attestry.remediation.actions.trackers import add_tracker
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.tests.fake_trackers import FakeGitHub, FakeJira
from attestry.remediation.tests.samples import HOUSE, NOW


class World:
    """One fake tracker behind a real server, added to this home."""

    def __init__(self, kind, stack):
        self.fake = FakeGitHub() if kind is TrackerKind.GITHUB else FakeJira()
        self.fake.is_cloud = kind is TrackerKind.JIRA_CLOUD
        self.stack, self.at = stack, NOW
        self.server = stack.enter_context(web_server(self.fake))
        self.fake.address = self.server.address
        stack.enter_context(override_settings(PRIVATE_HOSTS=["127.0.0.1"]))
        self.later(0)
        self.tracker = add_tracker(
            HOUSE, name="Board", kind=kind, address=self.server.address, token="secret-token",
            project="acme/gate" if kind is TrackerKind.GITHUB else "SEC",
            login="a@example.org" if kind is TrackerKind.JIRA_CLOUD else "",
            box=SecretBox(settings.HOME.keys),
        )  # fmt: skip

    def later(self, minutes=10):
        self.at += timedelta(minutes=minutes)
        self.fake.now = self.at
        self.stack.enter_context(clock.simulated(self.at))

    def sync(self):
        self.later()
        return sync_due(HOUSE)

    def writes(self):
        done, self.fake.writes = self.fake.writes, []
        return done
