"""Whether everyone can reach a bucket: its access list, its policy, and the block over both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attestry.connectors.rules.observation import Coverage, Observation

from .account import Account
from .questions import Question, all_answers
from .reading import gaps_of, reads
from .s3 import BLOCK, asked_bucket, bucket_row, buckets, public_access_block
from .transport import Item
from .values import Row

_TABLE = "aws_s3_bucket_exposure"
_EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers"
_ANY_AWS_USER = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"


def _access_list(answer: Item) -> Row:
    granted = [(grant["Grantee"].get("URI"), grant["Permission"]) for grant in answer["Grants"]]
    public = sorted({permission for who, permission in granted if who in (_EVERYONE, _ANY_AWS_USER)})
    return {
        "acl_grants_everyone": any(who == _EVERYONE for who, _permission in granted),
        "acl_grants_any_aws_user": any(who == _ANY_AWS_USER for who, _permission in granted),
        "public_grants": ", ".join(public) or None,
    }


def _policy_status(answer: Item) -> Row:
    return {"policy_is_public": bool(answer.get("PolicyStatus", {}).get("IsPublic", False))}


def _block(answer: Item) -> Row:
    block = public_access_block(answer)
    return {
        "ignores_public_acls": bool(block["ignore_public_acls"]),
        "restricts_public_policy": bool(block["restrict_public_buckets"]),
    }


QUESTIONS = (
    Question(
        "get_bucket_acl", ("acl_grants_everyone", "acl_grants_any_aws_user", "public_grants"), _access_list
    ),
    Question(
        "get_bucket_policy_status", ("policy_is_public",), _policy_status, frozenset({"NoSuchBucketPolicy"})
    ),
    replace(BLOCK, columns=("ignores_public_acls", "restricts_public_policy"), read=_block),
)


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """Three calls for each bucket."""
    found, refusal = buckets(account)
    yield from gaps_of(refusal, _TABLE)
    asked = (asked_bucket(_TABLE, bucket_row(account, bucket)) for bucket in found)
    yield from all_answers(account, asked, QUESTIONS)
    yield Coverage("buckets", expected=len(found) + (refusal is not None), seen=len(found))
