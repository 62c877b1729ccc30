"""Encryption keys: who manages them, their state, and whether they rotate."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation

from .account import Account
from .questions import Asked, Question, answers
from .reading import reads
from .regional import items_of_regions
from .transport import Item
from .values import Row, moment

_TABLE = "aws_kms_key"
_CALL = ("kms", "list_keys", "Keys")
_DESCRIBED = (
    "created_at",
    "description",
    "manager",
    "state",
    "usage",
    "spec",
    "origin",
    "is_multi_region",
    "deletion_at",
)


def _described(answer: Item) -> Row:
    key = answer["KeyMetadata"]
    return {
        "created_at": moment(key.get("CreationDate")),
        "description": key.get("Description"),
        "manager": key["KeyManager"],
        "state": key["KeyState"],
        "usage": key.get("KeyUsage"),
        "spec": key.get("KeySpec"),
        "origin": key.get("Origin"),
        "is_multi_region": key.get("MultiRegion"),
        "deletion_at": moment(key.get("DeletionDate")),
    }


def _rotation(answer: Item) -> Row:
    return {"rotation_enabled": answer.get("KeyRotationEnabled")}


QUESTIONS = (
    Question("describe_key", _DESCRIBED, _described),
    Question(
        "get_key_rotation_status",
        ("rotation_enabled",),
        _rotation,
        frozenset({"UnsupportedOperationException", "KMSInvalidStateException"}),
    ),
)


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """One listing for each region and two calls for each key."""
    yield from items_of_regions(
        account,
        _CALL,
        (_TABLE,),
        lambda region, key: answers(account, _asked(account, region, key), QUESTIONS),
    )


def _asked(account: Account, region: str, key: Item) -> Asked:
    row = {
        "key_arn": key["KeyArn"],
        "key_id": key["KeyId"],
        "account_id": account.account_id,
        "region": region,
    }
    return Asked(_TABLE, "kms", region, row, {"KeyId": key["KeyId"]})
