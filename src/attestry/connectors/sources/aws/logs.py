"""Log groups and how long they keep their entries."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation, Rows

from .account import Account
from .reading import in_every_region, listed, reads, rows
from .transport import Item
from .values import Place, kept, milliseconds

_TABLE = "aws_logs_group"
_CALL = ("logs", "describe_log_groups", "logGroups")


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """One listing for each region."""
    yield from in_every_region(account, lambda place: listed(account, place, _CALL, (_TABLE,), _group))


def _group(place: Place, group: Item) -> Iterator[Rows]:
    yield rows(
        _TABLE,
        {
            "group_arn": group.get("logGroupArn") or group["arn"].removesuffix(":*"),
            "group_name": group["logGroupName"],
            "account_id": place.account_id,
            "region": place.region,
            "created_at": milliseconds(group.get("creationTime")),
            "retention_days": group.get("retentionInDays"),
            "kms_key": group.get("kmsKeyId"),
            "class": group.get("logGroupClass"),
            "raw": kept(group, without={"storedBytes"}),
        },
    )
