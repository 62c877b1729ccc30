"""The measured half of the AWS benchmark: collects one account, runs 18 control tests, prints what it took.

    python benchmarks/aws_account_reading.py ENDPOINT

A process of its own, so that its cpu and memory are those of the reading from start to end.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from attestry.connectors.rules.observation import Coverage, Gap, Observation, Session
from attestry.connectors.sources.aws.streams import STREAMS
from attestry.connectors.sources.aws.tests.answering import examined

READ_STREAMS = ("iam", "s3", "ec2_network", "ec2_storage", "rds", "kms", "cloudtrail", "dynamodb", "logs")
TESTS = (
    "aws-s3-bucket-versioning",
    "aws-s3-bucket-public-access-blocked",
    "aws-s3-bucket-kms-encryption",
    "aws-s3-bucket-refuses-plain-http",
    "aws-s3-bucket-access-logged",
    "aws-user-mfa-for-console",
    "aws-user-one-access-key",
    "aws-user-no-direct-policies",
    "aws-database-encrypted",
    "aws-database-backed-up",
    "aws-database-deletion-protected",
    "aws-database-in-two-zones",
    "aws-volume-encrypted",
    "aws-security-group-no-open-ssh",
    "aws-key-rotates",
    "aws-trail-file-validation",
    "aws-table-restorable-to-any-second",
    "aws-log-group-kept-long-enough",
)


def main(endpoint: str) -> None:
    """Read the account at ``endpoint`` and print one JSON object."""
    now = datetime.now(UTC)
    counted = {"results": 0, "failing": 0, "unknown": 0, "calls": 0, "gaps": 0}
    unseen: list[str] = []
    with examined(_counting(read_all(endpoint, now), counted), now) as account:
        for test_id in TESTS:
            answered = account.ask(test_id)
            said = answered.counts
            counted["results"] += said.passed + said.failed + said.unknown + said.not_applicable
            counted["failing"] += said.failed
            counted["unknown"] += said.unknown
            unseen += [test_id] if answered.unseen else []
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = {
        "not_fully_seen": unseen,
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "memory_mb": usage.ru_maxrss // 1024,
    }
    print(json.dumps(counted | spent))


def read_all(endpoint: str, now: datetime) -> Iterator[Observation]:
    """Everything that the nine streams say."""
    settings = {"endpoint_url": endpoint, "access_key_id": "testing", "regions": ["us-east-1"]}
    session = Session(settings, {"secret_access_key": "testing"}, now, Path())
    for stream in READ_STREAMS:
        yield from STREAMS[stream](session)


def _counting(observations: Iterator[Observation], counted: dict[str, int]) -> Iterator[Observation]:
    for one in observations:
        if isinstance(one, Coverage) and one.what == "calls":
            counted["calls"] += one.expected
        counted["gaps"] += isinstance(one, Gap)
        yield one


if __name__ == "__main__":
    main(sys.argv[1])
