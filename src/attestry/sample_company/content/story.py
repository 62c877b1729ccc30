"""What went wrong, and when: story.yaml."""

from __future__ import annotations

from attestry.kit.content import Content


class LateLeaver(Content):
    """Somebody whose account in one system was disabled ``days`` after the last working day."""

    person: str
    system: str
    days: int


class LateTraining(Content):
    """Somebody who finished the first training ``days`` after the first working day."""

    person: str
    days: int


class LateAcknowledgement(Content):
    """Somebody who acknowledged a policy ``days`` after being asked."""

    person: str
    policy: str
    days: int


class LateRemoval(Content):
    """Access that a review took away, carried out ``days`` after the decision."""

    review: int
    system: str
    days: int


class OnDay(Content):
    """Something that happened on a day."""

    day: int


class PublicBucket(Content):
    """A bucket that everybody could read for some hours."""

    bucket: str
    day: int
    hour: int
    minute: int
    hours: int


class ExtraReading(Content):
    """A reading of the account that somebody asked for, besides the daily one."""

    day: int
    hour: int


class Outage(Content):
    """Days on which a connection gave no answer."""

    connection: str
    day: int
    days: int
    detail: str


class WithoutFactor(Content):
    """An administrator who had no second factor for some days."""

    person: str
    system: str
    day: int
    days: int


class OldKey(Content):
    """An access key made on a day and not replaced since."""

    user: str
    day: int


class WeakEndpoint(Content):
    """An endpoint that accepts an old protocol from a day on."""

    endpoint: str
    day: int


class FailedBackup(Content):
    """A backup that failed in one night."""

    store: str
    day: int


class SlowFix(Content):
    """A vulnerability that took longer than it may."""

    vulnerability: str
    days: int


class PendingUpdates(Content):
    """Security updates that waited on a machine."""

    host: str
    day: int
    days: int


class Story(Content):
    """story.yaml."""

    last_day: int
    late_leavers: tuple[LateLeaver, ...]
    late_training: LateTraining
    late_acknowledgement: LateAcknowledgement
    late_removal: LateRemoval
    unreviewed_change: OnDay
    public_bucket: PublicBucket
    extra_readings: tuple[ExtraReading, ...]
    collector_outage: Outage
    no_second_factor: WithoutFactor
    old_access_key: OldKey
    weak_endpoint: WeakEndpoint
    failed_backup: FailedBackup
    slow_fix: SlowFix
    pending_updates: PendingUpdates
