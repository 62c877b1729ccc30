"""The client that speaks a tracker's interface."""

from __future__ import annotations

from attestry.kit.secrets import SecretBox
from attestry.remediation.models import Tracker
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.trackers.github import GitHub
from attestry.remediation.trackers.jira import Jira
from attestry.remediation.trackers.talking import Client


def client_of(tracker: Tracker, box: SecretBox) -> Client:
    """Speaks to this tracker with its token. Raises Broken where the token does not open."""
    token = box.open(tracker.sealed_secret)
    if tracker.kind == TrackerKind.GITHUB:
        return GitHub(tracker.address, tracker.project, token)
    return Jira(
        tracker.address,
        tracker.project,
        token,
        login=tracker.login,
        issue_type=tracker.issue_type,
        is_cloud=tracker.kind == TrackerKind.JIRA_CLOUD,
    )
