"""Where the provider's account keeps data: buckets, disks, databases, tables, keys, logs, trails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Moment
from attestry.sample_company.rules.chance import digest
from attestry.sample_company.scenario.identities import arn, is_exposed

Row = dict[str, Any]


def _is_public(company: Company, moment: Moment, bucket: str) -> bool:
    return bucket == company.story.public_bucket.bucket and is_exposed(company, moment)


def buckets(company: Company, moment: Moment) -> Iterator[Row]:
    """Every bucket with its settings."""
    for bucket in company.cloud.buckets:
        is_blocked = not _is_public(company, moment, bucket.name)
        yield {
            "bucket_arn": f"arn:aws:s3:::{bucket.name}",
            "bucket_name": bucket.name,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "created_at": moment.calendar.at(bucket.created, 11),
            "versioning_status": "Enabled",
            "mfa_delete_status": "Disabled",
            "block_public_acls": is_blocked,
            "ignore_public_acls": is_blocked,
            "block_public_policy": is_blocked,
            "restrict_public_buckets": is_blocked,
            "encryption_algorithm": "aws:kms",
            "encryption_key": arn(company, "kms", f"key/{digest('kms', 'archive')[:8]}"),
            "bucket_key_enabled": True,
            "logging_target_bucket": "wagewren-access-logs",
            "logging_target_prefix": f"{bucket.name}/",
            "has_policy": True,
            "denies_plain_http": True,
            "policy_allows_anyone": not is_blocked,
            "owner": bucket.owner,
        }


def bucket_tags(company: Company, _moment: Moment) -> Iterator[Row]:
    """The owner of each bucket."""
    for bucket in company.cloud.buckets:
        yield {"bucket_arn": f"arn:aws:s3:::{bucket.name}", "tag_key": "owner", "tag_value": bucket.owner}


def exposures(company: Company, moment: Moment) -> Iterator[Row]:
    """Whether a bucket lets everyone in."""
    for bucket in company.cloud.buckets:
        is_public = _is_public(company, moment, bucket.name)
        yield {
            "bucket_arn": f"arn:aws:s3:::{bucket.name}",
            "bucket_name": bucket.name,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "policy_is_public": is_public,
            "acl_grants_everyone": False,
            "acl_grants_any_aws_user": False,
            "ignores_public_acls": not is_public,
            "restricts_public_policy": not is_public,
        }


def volumes(company: Company, moment: Moment) -> Iterator[Row]:
    """The machines' disks."""
    for machine in company.cloud.machines:
        volume = f"vol-{digest('volume', machine)[:17]}"
        yield {
            "volume_arn": arn(company, "ec2", f"volume/{volume}"),
            "volume_id": volume,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "availability_zone": f"{company.cloud.region}a",
            "created_at": moment.calendar.at(-240, 10),
            "size_gib": 100,
            "state": "in-use",
            "is_encrypted": True,
            "kms_key": arn(company, "kms", f"key/{digest('kms', 'payroll-data')[:8]}"),
            "attached_instance_id": f"i-{digest('instance', machine)[:17]}",
            "owner": "platform",
        }


def regions(company: Company, _moment: Moment) -> Iterator[Row]:
    """Whether new disks are encrypted."""
    yield {
        "region_key": f"{company.cloud.account_id}/{company.cloud.region}",
        "account_id": company.cloud.account_id,
        "region": company.cloud.region,
        "ebs_encryption_by_default": True,
    }


def databases(company: Company, moment: Moment) -> Iterator[Row]:
    """The relational databases."""
    for database in company.cloud.databases:
        yield {
            "instance_arn": arn(company, "rds", f"db:{database.name}"),
            "instance_name": database.name,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "engine": database.engine,
            "engine_version": database.version,
            "status": "available",
            "created_at": moment.calendar.at(database.created, 10),
            "is_encrypted": True,
            "kms_key": arn(company, "kms", f"key/{digest('kms', 'payroll-data')[:8]}"),
            "backup_retention_days": 35,
            "is_multi_az": True,
            "deletion_protection": True,
            "is_publicly_accessible": False,
            "auto_minor_version_upgrade": True,
            "iam_authentication_enabled": True,
            "copies_tags_to_snapshots": True,
            "endpoint_address": f"{database.name}.internal.{company.profile.domain}",
            "port": database.port,
            "owner": "platform",
        }


def dynamodb_tables(company: Company, _moment: Moment) -> Iterator[Row]:
    """Tables and whether they can be brought back to any second."""
    for table in company.cloud.dynamodb_tables:
        yield {
            "table_arn": arn(company, "dynamodb", f"table/{table}"),
            "table_name": table,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "continuous_backups_status": "ENABLED",
            "point_in_time_recovery_status": "ENABLED",
            "recovery_period_days": 35,
        }


def keys(company: Company, moment: Moment) -> Iterator[Row]:
    """The encryption keys."""
    for key in company.cloud.keys:
        key_id = digest("kms", key)[:8]
        yield {
            "key_arn": arn(company, "kms", f"key/{key_id}"),
            "key_id": key_id,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "created_at": moment.calendar.at(-820, 10),
            "description": key,
            "manager": "CUSTOMER",
            "state": "Enabled",
            "usage": "ENCRYPT_DECRYPT",
            "spec": "SYMMETRIC_DEFAULT",
            "origin": "AWS_KMS",
            "is_multi_region": False,
            "rotation_enabled": True,
        }


def log_groups(company: Company, moment: Moment) -> Iterator[Row]:
    """Log groups and how long they keep what they hold."""
    for group in company.cloud.log_groups:
        yield {
            "group_arn": arn(company, "logs", f"log-group:{group}"),
            "group_name": group,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "created_at": moment.calendar.at(-700, 10),
            "retention_days": 400,
            "kms_key": arn(company, "kms", f"key/{digest('kms', 'logs')[:8]}"),
            "class": "STANDARD",
        }


def trails(company: Company, moment: Moment) -> Iterator[Row]:
    """The one trail over every region."""
    yield {
        "trail_arn": arn(company, "cloudtrail", "trail/whole-account"),
        "trail_name": "whole-account",
        "account_id": company.cloud.account_id,
        "region": company.cloud.region,
        "is_multi_region": True,
        "is_organization": False,
        "includes_global_events": True,
        "log_file_validation_enabled": True,
        "bucket_name": "wagewren-trail-logs",
        "kms_key": arn(company, "kms", f"key/{digest('kms', 'logs')[:8]}"),
        "is_logging": True,
        "last_delivery_at": moment.now.replace(minute=0, second=0, microsecond=0),
        "started_at": moment.calendar.at(-820, 10),
    }
