"""The 18 checks on an account whose right answers are known, whole and behind refusals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from attestry.connectors.rules.observation import Gap, Observation, Rows
from attestry.connectors.sources.aws.tests.answering import examined
from attestry.connectors.sources.aws.tests.collected import collected
from attestry.connectors.sources.aws.tests.refusing_proxy import Fault, refusing_proxy

STREAMS = ("iam", "s3", "ec2_network", "ec2_storage", "rds", "kms", "cloudtrail", "dynamodb", "logs")

# At a tenth of the scale: 20 buckets and two more for logs, 10 users, 2 groups and two default
# ones, 5 volumes, 2 databases, 2 keys and the one that volumes brought, 1 trail, 2 tables, 2 logs.
EXPECTED = {
    "aws-s3-bucket-versioning": (10, 12),
    "aws-s3-bucket-public-access-blocked": (7, 15),
    "aws-s3-bucket-kms-encryption": (4, 18),
    "aws-s3-bucket-refuses-plain-http": (5, 17),
    "aws-s3-bucket-access-logged": (0, 22),
    "aws-user-mfa-for-console": (8, 2),
    "aws-user-one-access-key": (9, 1),
    "aws-user-no-direct-policies": (9, 1),
    "aws-database-encrypted": (1, 1),
    "aws-database-backed-up": (1, 1),
    "aws-database-deletion-protected": (1, 1),
    "aws-database-in-two-zones": (1, 1),
    "aws-volume-encrypted": (3, 2),
    "aws-security-group-no-open-ssh": (3, 1),
    "aws-key-rotates": (1, 2),
    "aws-trail-file-validation": (1, 0),
    "aws-table-restorable-to-any-second": (1, 1),
    "aws-log-group-kept-long-enough": (2, 0),
}


def read_all(endpoint: str) -> list[Observation]:
    return [one for stream in STREAMS for one in collected(stream, endpoint).observations]


def outcomes(observations: Iterable[Observation]) -> dict[str, tuple[int, int, int]]:
    with examined(observations, datetime.now(UTC)) as account:
        counts = {test: account.ask(test).counts for test in EXPECTED}
    return {test: (one.passed, one.failed, one.unknown) for test, one in counts.items()}


@pytest.fixture(scope="module")
def whole(made_account: str) -> list[Observation]:
    return read_all(made_account)


def test_every_check_finds_what_is_there(whole: list[Observation]) -> None:
    assert outcomes(whole) == {test: (*counts, 0) for test, counts in EXPECTED.items()}


def test_an_unchanged_account_gives_unchanged_rows(whole: list[Observation], made_account: str) -> None:
    """But for the hour at which a trail last delivered, which moves on by itself."""

    def seen(observations: list[Observation]) -> list[Observation]:
        kept = [one for one in observations if isinstance(one, Rows | Gap)]
        return [one for one in kept if one.table != "aws_cloudtrail_trail"]

    assert seen(read_all(made_account)) == seen(whole)


def test_what_was_denied_is_unknown_and_nothing_else_changes(made_account: str) -> None:
    with refusing_proxy(made_account) as proxy:
        for question in ("versioning", "publicAccessBlock", "encryption", "policy"):
            proxy.fail(f"GET /bucket-000000?{question}", Fault.DENY)
        proxy.fail("Action=DescribeDBInstances", Fault.DENY)
        observations = read_all(proxy.address)
    found = outcomes(observations)
    expected = {test: (*counts, 0) for test, counts in EXPECTED.items()}
    for test in list(expected)[:4]:
        passed, failed, _unknown = expected[test]
        expected[test] = (passed - 1, failed, 1)
    for test in expected:
        if test.startswith("aws-database"):
            expected[test] = (0, 0, 0)
    assert found == expected
    with examined(observations, datetime.now(UTC)) as account:
        assert account.ask("aws-database-encrypted").unseen == (
            "permission: rds:DescribeDBInstances was refused: AccessDenied",
        )


def test_the_number_of_calls_grows_with_what_is_there_only(
    whole: list[Observation], made_account: str
) -> None:
    """Five calls a bucket, two a key, one a table and one a trail; everything else is a listing."""
    with refusing_proxy(made_account) as proxy:
        read_all(proxy.address)
        identities, listings = len(STREAMS), 13
        assert len(proxy.seen) == identities + listings + 22 * 5 + 3 * 2 + 2 * 1 + 1 * 1
