"""The manifest, the policy handed out and the calls made say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from attestry.connectors.sources import aws
from attestry.connectors.sources.aws.calls import ALLOWED_TO_EVERYONE, PERMISSIONS, permission_of
from attestry.connectors.sources.aws.streams import STREAMS
from attestry.connectors.sources.aws.tests.answering import declared_shapes
from attestry.connectors.sources.aws.tests.collected import collected
from attestry.connectors.sources.aws.tests.made_account import Clients
from attestry.connectors.sources.aws.tests.rich_account import make_rich_account

FOLDER = Path(aws.__file__).parent
MANIFEST = yaml.safe_load((FOLDER / "manifest.yaml").read_text(encoding="utf-8"))
SCOPES = [scope["name"] for scope in MANIFEST["scopes"]]


def test_the_policy_handed_out_allows_the_declared_scopes_and_nothing_more() -> None:
    policy = json.loads((FOLDER / "policy.json").read_text(encoding="utf-8"))
    assert [one["Action"] for one in policy["Statement"]] == [sorted(SCOPES)]
    assert policy["Statement"][0]["Effect"] == "Allow"


def test_the_declared_scopes_are_those_of_the_calls_that_can_be_made() -> None:
    assert sorted(SCOPES) == sorted(set(PERMISSIONS.values()))
    assert len(SCOPES) == len(set(SCOPES))


def test_every_scope_only_reads() -> None:
    verbs = {scope.split(":")[1] for scope in SCOPES} - {"GenerateCredentialReport"}
    assert all(verb.startswith(("Get", "List", "Describe", "Lookup")) for verb in verbs)


def test_a_call_that_is_not_on_the_list_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        permission_of("s3", "delete_bucket")


def test_every_scope_is_needed_by_a_call_that_a_stream_makes(aws: Clients, empty_account: str) -> None:
    make_rich_account(aws)
    used: set[str] = set()
    for stream in STREAMS:
        regions = ["all"] if stream == "logs" else ["us-east-1"]
        query = collected(stream, empty_account, regions=regions).provenance.query
        used.update(query.split(", "))
    assert used == set(SCOPES) | set(ALLOWED_TO_EVERYONE.values())


def test_streams_and_tables_are_those_of_the_manifest() -> None:
    assert list(STREAMS) == [stream["id"] for stream in MANIFEST["streams"]]
    declared = [table for stream in MANIFEST["streams"] for table in stream["tables"]]
    assert sorted(declared) == sorted(declared_shapes())


def test_personal_columns_are_declared_columns() -> None:
    shapes = declared_shapes()
    for stream in MANIFEST["streams"]:
        for name in stream["personal"]:
            table, column = name.split(".")
            assert column in shapes[table].types
