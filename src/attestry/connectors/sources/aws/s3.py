"""S3 buckets: versioning, public access block, encryption, policy, logging and tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Coverage, Gap, Observation, Reason

from .account import Account
from .policies import allows_anyone, denies_plain_http, statements
from .questions import Asked, Question, all_answers
from .reading import gaps_of, reads, rows
from .refusals import Refusal
from .tags import Tags, tags_of
from .transport import Item
from .values import Row, moment

BLOCK_COLUMNS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")


def _versioning(answer: Item) -> Row:
    return {"versioning_status": answer.get("Status"), "mfa_delete_status": answer.get("MFADelete")}


def public_access_block(answer: Item) -> Row:
    """The four switches; all None where no block was ever set."""
    block = answer.get("PublicAccessBlockConfiguration", {})
    values = (
        block.get(key)
        for key in ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    )
    return dict(zip(BLOCK_COLUMNS, values, strict=True))


def _encryption(answer: Item) -> Row:
    rules = answer.get("ServerSideEncryptionConfiguration", {}).get("Rules") or [{}]
    chosen = rules[0].get("ApplyServerSideEncryptionByDefault", {})
    return {
        "encryption_algorithm": chosen.get("SSEAlgorithm"),
        "encryption_key": chosen.get("KMSMasterKeyID"),
        "bucket_key_enabled": rules[0].get("BucketKeyEnabled"),
    }


def _policy(answer: Item) -> Row:
    policy = statements(answer["Policy"]) if answer else ()
    return {
        "has_policy": bool(answer),
        "denies_plain_http": denies_plain_http(policy),
        "policy_allows_anyone": allows_anyone(policy),
    }


def _logging(answer: Item) -> Row:
    target = answer.get("LoggingEnabled") or {}
    return {
        "logging_target_bucket": target.get("TargetBucket"),
        "logging_target_prefix": target.get("TargetPrefix"),
    }


BLOCK = Question(
    "get_public_access_block",
    BLOCK_COLUMNS,
    public_access_block,
    frozenset({"NoSuchPublicAccessBlockConfiguration"}),
)

QUESTIONS = (
    Question("get_bucket_versioning", ("versioning_status", "mfa_delete_status"), _versioning),
    BLOCK,
    Question(
        "get_bucket_encryption",
        ("encryption_algorithm", "encryption_key", "bucket_key_enabled"),
        _encryption,
        frozenset({"ServerSideEncryptionConfigurationNotFoundError"}),
    ),
    Question(
        "get_bucket_policy",
        ("has_policy", "denies_plain_http", "policy_allows_anyone"),
        _policy,
        frozenset({"NoSuchBucketPolicy"}),
    ),
    Question("get_bucket_logging", ("logging_target_bucket", "logging_target_prefix"), _logging),
)


def buckets(account: Account) -> tuple[list[Item], Refusal | None]:
    """Every bucket of the account in every region, and why the list is not whole, if it is not."""
    found: list[Item] = []
    refusal: Refusal | None = None
    for item in account.items("s3", "list_buckets", "Buckets", PaginationConfig={"PageSize": 1000}):
        if isinstance(item, Refusal):
            refusal = item
        elif "Name" in item:
            found.append(item)
        else:
            refusal = Refusal(Reason.MALFORMED, "s3:ListAllMyBuckets listed a bucket without a name")
    return found, refusal


def bucket_row(account: Account, bucket: Item) -> Row:
    """The columns of a bucket that the listing knows."""
    return {
        "bucket_arn": f"arn:{account.partition}:s3:::{bucket['Name']}",
        "bucket_name": bucket["Name"],
        "account_id": account.account_id,
        "region": bucket.get("BucketRegion"),
    }


def asked_bucket(table: str, row: Row) -> Asked:
    """The bucket as calls name it, in the region it lives in."""
    return Asked(table, "s3", row["region"] or "", row, {"Bucket": row["bucket_name"]})


@reads("aws_s3_bucket", "aws_s3_bucket_tag")
def collect(account: Account) -> Iterator[Observation]:
    """Five calls for each bucket, and one listing of tags for each region that has buckets."""
    found, refusal = buckets(account)
    yield from gaps_of(refusal, "aws_s3_bucket", "aws_s3_bucket_tag")
    regions = sorted({bucket.get("BucketRegion") or "" for bucket in found})
    tags = {region: tags_of(account, region, "s3") for region in regions}
    for one in tags.values():
        yield from gaps_of(one.refusal, "aws_s3_bucket_tag")
    listed = [(bucket, tags[bucket.get("BucketRegion") or ""]) for bucket in found]
    yield from all_answers(account, (_asked(account, *pair) for pair in listed), QUESTIONS)
    for bucket, of_region in listed:
        yield from _tagged(bucket_row(account, bucket)["bucket_arn"], of_region)
    yield Coverage("buckets", expected=len(found) + (refusal is not None), seen=len(found))


def _asked(account: Account, bucket: Item, tags: Tags) -> Asked:
    row = bucket_row(account, bucket)
    owner = account.place().owner(tags.of(row["bucket_arn"]))
    return asked_bucket(
        "aws_s3_bucket", row | {"created_at": moment(bucket.get("CreationDate")), "owner": owner}
    )


def _tagged(bucket_arn: str, tags: Tags) -> Iterator[Observation]:
    if tags.refusal is not None:
        reason, detail = tags.refusal.reason, tags.refusal.detail
        yield Gap("aws_s3_bucket", reason, detail, bucket_arn, ("owner",))
    found: list[dict[str, Any]] = tags.of(bucket_arn)
    for tag in found:
        yield rows(
            "aws_s3_bucket_tag",
            {"bucket_arn": bucket_arn, "tag_key": tag["Key"], "tag_value": tag["Value"]},
        )
