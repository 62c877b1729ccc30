"""Audit trails: what they cover, whether they are recording, and where the files go."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.connectors.rules.observation import Gap, Observation

from .account import Account
from .reading import gaps_of, in_every_region, reads, rows, sound
from .refusals import Refusal
from .transport import Item
from .values import Place, Row, kept, moment

_TABLE = "aws_cloudtrail_trail"
_STATUS = ("is_logging", "last_delivery_at", "last_delivery_error", "started_at", "stopped_at")


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """One listing for each region and one call for each trail, in its home region."""
    yield from in_every_region(account, lambda place: _trails(account, place))


def _trails(account: Account, place: Place) -> Iterator[Observation]:
    answer = account.call("cloudtrail", "describe_trails", place.region, includeShadowTrails=False)
    if isinstance(answer, Refusal):
        yield from gaps_of(answer, _TABLE)
        return
    trails = [trail for trail in answer.get("trailList", ()) if trail.get("HomeRegion") == place.region]
    for trail in trails:
        yield from sound((_TABLE,), place.region, partial(_trail, account, place, trail))


def _trail(account: Account, place: Place, trail: Item) -> Iterator[Observation]:
    status = account.call("cloudtrail", "get_trail_status", place.region, Name=trail["TrailARN"])
    row = _described(place, trail)
    if isinstance(status, Refusal):
        if not status.is_gone:
            yield rows(_TABLE, row)
            yield Gap(_TABLE, status.reason, status.detail, trail["TrailARN"], _STATUS)
        return
    yield rows(_TABLE, row | _running(status))


def _described(place: Place, trail: Item) -> Row:
    return {
        "trail_arn": trail["TrailARN"],
        "trail_name": trail["Name"],
        "account_id": place.account_id,
        "region": place.region,
        "is_multi_region": trail.get("IsMultiRegionTrail"),
        "is_organization": trail.get("IsOrganizationTrail"),
        "includes_global_events": trail.get("IncludeGlobalServiceEvents"),
        "log_file_validation_enabled": trail.get("LogFileValidationEnabled"),
        "bucket_name": trail.get("S3BucketName"),
        "kms_key": trail.get("KmsKeyId"),
        "log_group_arn": trail.get("CloudWatchLogsLogGroupArn"),
        "raw": kept(trail),
    }


def _running(status: Item) -> Row:
    return {
        "is_logging": status["IsLogging"],
        "last_delivery_at": moment(status.get("LatestDeliveryTime")),
        "last_delivery_error": status.get("LatestDeliveryError") or None,
        "started_at": moment(status.get("StartLoggingTime")),
        "stopped_at": moment(status.get("StopLoggingTime")),
    }
