"""As whom an account is read, in which regions, and how many calls at a time."""

from __future__ import annotations

import pytest

from attestry.connectors.rules.observation import Reason, SourceUnavailable
from attestry.connectors.sources.aws.tests.collected import ACCOUNT, collected
from attestry.connectors.sources.aws.tests.made_account import Clients
from attestry.connectors.sources.aws.tests.refusing_proxy import Fault, refusing_proxy

ROLE = f"arn:aws:iam::{ACCOUNT}:role/attestry-read"


def test_a_role_is_taken_on_with_its_external_id(made_account: str) -> None:
    with refusing_proxy(made_account) as proxy:
        seen = collected("rds", proxy.address, role_arn=ROLE, external_id="by-agreement")
        taken = [request for request in proxy.seen if "Action=AssumeRole" in request]
    assert len(taken) == 1
    assert "ExternalId=by-agreement" in taken[0]
    assert seen.provenance.principal == f"arn:aws:sts::{ACCOUNT}:assumed-role/attestry-read/attestry"
    assert len(seen.rows("aws_rds_instance")) == 2


def test_a_role_that_may_not_be_taken_on_makes_the_stream_unavailable(made_account: str) -> None:
    with refusing_proxy(made_account) as proxy:
        proxy.fail("Action=AssumeRole", Fault.DENY)
        with pytest.raises(SourceUnavailable) as refusal:
            collected("rds", proxy.address, role_arn=ROLE)
    assert refusal.value.reason is Reason.PERMISSION
    assert "sts:AssumeRole" in refusal.value.detail


def test_a_machine_without_any_identity_says_so(made_account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SourceUnavailable) as refusal:
        collected("rds", made_account, access_key_id="", secrets={})
    assert refusal.value.reason is Reason.PERMISSION


def test_every_enabled_region_is_read_where_all_are_asked_for(aws: Clients, empty_account: str) -> None:
    aws.logs.create_log_group(logGroupName="/near")
    Clients(empty_account, "eu-west-1").logs.create_log_group(logGroupName="/far")
    seen = collected("logs", empty_account, regions=["all"])
    assert {row["group_name"]: row["region"] for row in seen.rows("aws_logs_group")} == {
        "/near": "us-east-1",
        "/far": "eu-west-1",
    }
    expected, answered = seen.coverage("regions")
    assert expected == answered > 10


@pytest.mark.parametrize("width", [1, 3])
def test_no_more_calls_are_under_way_than_allowed(made_account: str, width: int) -> None:
    with refusing_proxy(made_account) as proxy:
        collected("s3", proxy.address, calls_in_flight=width)
        assert 1 <= proxy.most_in_flight <= width


def test_provenance_names_the_permissions_used(made_account: str) -> None:
    query = collected("kms", made_account).provenance.query
    assert query == "kms:DescribeKey, kms:GetKeyRotationStatus, kms:ListKeys, sts:GetCallerIdentity"
