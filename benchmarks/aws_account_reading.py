"""The measured half of the AWS benchmark: collects one account, runs 18 control tests, prints what it took.

    python benchmarks/aws_account_reading.py ENDPOINT

A process of its own, so that its cpu and memory are those of the reading from start to end.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from attestry.connectors.rules.observation import Coverage, Gap, Rows, Session
from attestry.connectors.rules.rows import RowWriter
from attestry.connectors.sources import aws
from attestry.connectors.sources.aws.streams import STREAMS
from attestry.control_tests.evaluation import GAP_TABLE, evaluate
from attestry.control_tests.rules.definition import Definition, Meaning
from attestry.kit import duck
from attestry.kit.content import library, load_yaml

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
    ddl = (Path(aws.__file__).parent / "tables.sql").read_text(encoding="utf-8")
    shapes = {shape.name: shape for shape in duck.shapes(ddl, "aws/tables.sql")}
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        calls, gaps = collect(endpoint, shapes, Path(folder), now)
        answered = run_tests(shapes, Path(folder), gaps, now)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = {
        "calls": calls,
        "gaps": len(gaps),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "memory_mb": usage.ru_maxrss // 1024,
    }
    print(json.dumps(answered | spent))


def collect(
    endpoint: str, shapes: dict[str, duck.TableShape], folder: Path, now: datetime
) -> tuple[int, list[Gap]]:
    """One file of rows for each table; answers how many calls were asked, and every gap."""
    settings = {"endpoint_url": endpoint, "access_key_id": "testing", "regions": ["us-east-1"]}
    session = Session(settings, {"secret_access_key": "testing"}, now, folder)
    calls, gaps = 0, []
    for stream in READ_STREAMS:
        for one in STREAMS[stream](session):
            match one:
                case Rows():
                    _write(folder / one.table, shapes[one.table], one)
                case Gap():
                    gaps.append(one)
                case Coverage(what="calls"):
                    calls += one.expected
    return calls, gaps


def _write(path: Path, shape: duck.TableShape, rows: Rows) -> None:
    written = RowWriter(shape).written
    with path.open("ab") as file:
        file.writelines(orjson.dumps(written(row), option=orjson.OPT_APPEND_NEWLINE) for row in rows.rows)


def run_tests(
    shapes: dict[str, duck.TableShape], folder: Path, gaps: list[Gap], now: datetime
) -> dict[str, Any]:
    """The counts of all outcomes together, and which tests did not see their whole population."""
    counts = {"results": 0, "failing": 0, "unknown": 0}
    unseen: list[str] = []
    with duck.opened() as database:
        _load(database, shapes, folder, gaps)
        for test_id in TESTS:
            definition = _definition(test_id)
            answered = evaluate(database, definition, shapes, as_of=now, parameters=definition.parameters({}))
            said = answered.counts
            counts["results"] += said.passed + said.failed + said.unknown + said.not_applicable
            counts["failing"] += said.failed
            counts["unknown"] += said.unknown
            unseen += [test_id] if answered.unseen else []
    return {**counts, "not_fully_seen": unseen}


def _definition(test_id: str) -> Definition:
    path = library() / "control_tests" / "aws" / f"{test_id}.yaml"
    return Definition(load_yaml(path, Meaning), path.with_suffix(".sql").read_text(encoding="utf-8"), "aws")


def _load(
    database: duck.Connection, shapes: dict[str, duck.TableShape], folder: Path, gaps: list[Gap]
) -> None:
    database.execute(GAP_TABLE)
    for gap in gaps:
        for column in gap.columns or ("",):
            said = [gap.table, gap.item_id, column, gap.reason.value, gap.detail]
            database.execute("INSERT INTO _gap VALUES (?, ?, ?, ?, ?)", said)
    for shape in shapes.values():
        columns = ", ".join(f"{duck.quoted(name)} {kind}" for name, kind in shape.types.items())
        database.execute(f"CREATE TABLE {shape.name} ({columns})")
        path = folder / shape.name
        if path.exists():
            typed = ", ".join(f"'{name}': '{kind}'" for name, kind in shape.types.items())
            source = f"read_json('{path}', format='newline_delimited', columns={{{typed}}})"
            database.execute(f"INSERT INTO {shape.name} SELECT * FROM {source}")
    duck.lock(database)


if __name__ == "__main__":
    main(sys.argv[1])
