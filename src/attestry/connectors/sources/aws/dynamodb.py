"""DynamoDB tables and whether they can be restored to a point in time."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation

from .account import Account
from .questions import Asked, Question, answers
from .reading import reads
from .regional import items_of_regions
from .transport import Item
from .values import Row

_TABLE = "aws_dynamodb_table"
_CALL = ("dynamodb", "list_tables", "TableNames")
_WINDOW = frozenset({"EarliestRestorableDateTime", "LatestRestorableDateTime"})


def _backups(answer: Item) -> Row:
    backups = answer["ContinuousBackupsDescription"]
    point_in_time = backups.get("PointInTimeRecoveryDescription", {})
    for changing in _WINDOW:
        point_in_time.pop(changing, None)
    return {
        "continuous_backups_status": backups["ContinuousBackupsStatus"],
        "point_in_time_recovery_status": point_in_time.get("PointInTimeRecoveryStatus", "DISABLED"),
        "recovery_period_days": point_in_time.get("RecoveryPeriodInDays"),
    }


QUESTIONS = (
    Question(
        "describe_continuous_backups",
        ("continuous_backups_status", "point_in_time_recovery_status", "recovery_period_days"),
        _backups,
    ),
)


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """One listing for each region and one call for each table."""
    yield from items_of_regions(
        account,
        _CALL,
        (_TABLE,),
        lambda region, name: answers(account, _asked(account, region, name), QUESTIONS),
    )


def _asked(account: Account, region: str, name: str) -> Asked:
    row = {
        "table_arn": account.place(region).arn("dynamodb", f"table/{name}"),
        "table_name": name,
        "account_id": account.account_id,
        "region": region,
    }
    return Asked(_TABLE, "dynamodb", region, row, {"TableName": name})
