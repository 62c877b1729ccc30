"""Relational databases: encryption, backups, exposure and protection."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation, Rows

from .account import Account
from .reading import in_every_region, listed, reads, rows
from .transport import Item
from .values import Place, kept, moment

_TABLE = "aws_rds_instance"
_CALL = ("rds", "describe_db_instances", "DBInstances")


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """One listing for each region."""
    yield from in_every_region(
        account,
        lambda place: listed(account, place, _CALL, (_TABLE,), _instance, PaginationConfig={"PageSize": 100}),
    )


def _instance(place: Place, instance: Item) -> Iterator[Rows]:
    endpoint = instance.get("Endpoint") or {}
    yield rows(
        _TABLE,
        {
            "instance_arn": instance["DBInstanceArn"],
            "instance_name": instance["DBInstanceIdentifier"],
            "account_id": place.account_id,
            "region": place.region,
            "engine": instance.get("Engine"),
            "engine_version": instance.get("EngineVersion"),
            "status": instance.get("DBInstanceStatus"),
            "created_at": moment(instance.get("InstanceCreateTime")),
            "is_encrypted": instance["StorageEncrypted"],
            "kms_key": instance.get("KmsKeyId"),
            "backup_retention_days": instance["BackupRetentionPeriod"],
            "is_multi_az": instance["MultiAZ"],
            "deletion_protection": instance["DeletionProtection"],
            "is_publicly_accessible": instance["PubliclyAccessible"],
            "auto_minor_version_upgrade": instance.get("AutoMinorVersionUpgrade"),
            "iam_authentication_enabled": instance.get("IAMDatabaseAuthenticationEnabled"),
            "copies_tags_to_snapshots": instance.get("CopyTagsToSnapshot"),
            "endpoint_address": endpoint.get("Address"),
            "port": endpoint.get("Port"),
            "owner": place.owner(instance.get("TagList")),
            "raw": kept(instance, without={"LatestRestorableTime"}),
        },
    )
