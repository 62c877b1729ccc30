"""Calls that are refused, throttled, cut or answered with nonsense: a gap each, and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from attestry.connectors.rules.observation import Reason, SourceUnavailable
from attestry.connectors.sources.aws.streams import STREAMS
from attestry.connectors.sources.aws.tests.collected import collected, session
from attestry.connectors.sources.aws.tests.emulator import free_port
from attestry.connectors.sources.aws.tests.refusing_proxy import Fault, RefusingProxy, refusing_proxy
from attestry.kit.errors import Invalid

BROKEN = {Reason.INCOMPLETE, Reason.MALFORMED, Reason.UNREACHABLE, Reason.UNSUPPORTED}
REASONS = {
    Fault.DENY: {Reason.PERMISSION},
    Fault.THROTTLE: {Reason.THROTTLED},
    Fault.CUT: BROKEN,
    Fault.GARBAGE: BROKEN,
}
LISTINGS = [
    ("iam", "Action=GetAccountAuthorizationDetails", "aws_iam_user"),
    ("s3", "GET /?max-buckets", "aws_s3_bucket"),
    ("ec2_network", "Action=DescribeSecurityGroups", "aws_ec2_security_group"),
    ("ec2_storage", "Action=DescribeVolumes", "aws_ec2_volume"),
    ("rds", "Action=DescribeDBInstances", "aws_rds_instance"),
    ("kms", "TrentService.ListKeys", "aws_kms_key"),
    ("cloudtrail", "DescribeTrails", "aws_cloudtrail_trail"),
    ("dynamodb", "ListTables", "aws_dynamodb_table"),
    ("logs", "DescribeLogGroups", "aws_logs_group"),
    ("elb", "Action=DescribeLoadBalancers", "aws_elb_listener"),
    ("workloads", "Action=DescribeInstances", "aws_ec2_instance"),
]


@pytest.fixture
def proxy(made_account: str) -> Iterator[RefusingProxy]:
    with refusing_proxy(made_account) as running:
        yield running


@pytest.mark.parametrize("fault", REASONS, ids=lambda fault: fault.name.lower())
@pytest.mark.parametrize(("stream", "call", "table"), LISTINGS, ids=[one[0] for one in LISTINGS])
def test_a_listing_that_fails_leaves_its_table_not_fully_seen(
    proxy: RefusingProxy, stream: str, call: str, table: str, fault: Fault
) -> None:
    proxy.fail(call, fault)
    seen = collected(stream, proxy.address)
    assert seen.rows(table) == []
    whole = [gap for gap in seen.gaps if gap.table == table and gap.item_id is None]
    assert len(whole) == 1
    assert whole[0].reason in REASONS[fault]


ITEMS = [
    ("s3", "GET /bucket-000001?versioning", "aws_s3_bucket", "versioning_status"),
    ("s3", "GET /bucket-000001?policy", "aws_s3_bucket", "denies_plain_http"),
    ("s3_exposure", "GET /bucket-000001?acl", "aws_s3_bucket_exposure", "acl_grants_everyone"),
    ("dynamodb", '"TableName": "table-1"', "aws_dynamodb_table", "point_in_time_recovery_status"),
    ("account", "Action=GetAccountPasswordPolicy", "aws_iam_password_policy", "minimum_length"),
    ("account", "/v20180820/configuration/publicAccessBlock", "aws_account", "block_public_acls"),
]


@pytest.mark.parametrize(
    "fault", [Fault.DENY, Fault.THROTTLE, Fault.CUT], ids=lambda fault: fault.name.lower()
)
@pytest.mark.parametrize(("stream", "call", "table", "column"), ITEMS, ids=[one[3] for one in ITEMS])
def test_a_question_that_fails_makes_its_columns_of_that_item_unknown(
    proxy: RefusingProxy, stream: str, call: str, table: str, column: str, fault: Fault
) -> None:
    whole = len(collected(stream, proxy.upstream).rows(table))
    proxy.fail(call, fault)
    seen = collected(stream, proxy.address)
    assert len(seen.rows(table)) == whole
    (gap,) = seen.gaps
    assert gap.table == table
    assert gap.reason in REASONS[fault]
    assert column in gap.columns
    assert gap.item_id in {next(iter(row.values())) for row in seen.rows(table)}


def test_the_gap_names_the_permission_that_is_missing(proxy: RefusingProxy) -> None:
    proxy.fail("GET /bucket-000001?encryption", Fault.DENY)
    (gap,) = collected("s3", proxy.address).gaps
    assert gap.detail == "s3:GetEncryptionConfiguration was refused: AccessDenied"
    assert gap.item_id == "arn:aws:s3:::bucket-000001"


def test_a_listing_that_breaks_off_keeps_what_came_and_says_so(proxy: RefusingProxy) -> None:
    """The emulator hands out log groups in pages of fifty at most; here there are two, one a page."""
    proxy.fail("Logs_20140328.DescribeLogGroups", Fault.THROTTLE, after=1)
    seen = collected("logs", proxy.address, regions=["us-east-1", "eu-west-1"], calls_in_flight=1)
    assert len(seen.rows("aws_logs_group")) == 2
    assert [gap.reason for gap in seen.gaps] == [Reason.THROTTLED]
    assert seen.coverage("regions") == (2, 1)


def test_a_throttled_call_is_tried_again(proxy: RefusingProxy) -> None:
    proxy.fail("Action=DescribeDBInstances", Fault.THROTTLE)
    collected("rds", proxy.address, attempts=2)
    assert sum("Action=DescribeDBInstances" in request for request in proxy.seen) == 2


def test_without_a_credential_report_credentials_are_unknown_and_policies_known(proxy: RefusingProxy) -> None:
    proxy.fail("Action=GenerateCredentialReport", Fault.DENY)
    seen = collected("iam", proxy.address)
    users = seen.rows("aws_iam_user")
    assert len(users) == 10
    assert all("mfa_active" not in row and row["attached_policy_count"] is not None for row in users)
    hidden = {gap.item_id for gap in seen.gaps if "mfa_active" in gap.columns}
    assert hidden == {row["user_arn"] for row in users}
    assert seen.coverage("users with credentials") == (10, 0)


def test_denied_tags_hide_the_owner_and_nothing_else(proxy: RefusingProxy) -> None:
    proxy.fail("ResourceGroupsTaggingAPI", Fault.DENY)
    seen = collected("s3", proxy.address)
    assert {(gap.table, gap.columns) for gap in seen.gaps} == {
        ("aws_s3_bucket", ("owner",)),
        ("aws_s3_bucket_tag", ()),
    }


def test_when_the_regions_cannot_be_listed_no_table_counts_as_fully_seen(proxy: RefusingProxy) -> None:
    proxy.fail("Action=DescribeRegions", Fault.DENY)
    seen = collected("kms", proxy.address, regions=["all"])
    assert [(gap.table, gap.item_id) for gap in seen.gaps] == [("aws_kms_key", None)]
    assert seen.coverage("regions") == (2, 1)
    assert len(seen.rows("aws_kms_key")) == 3


@pytest.mark.parametrize("stream", STREAMS)
def test_an_identity_that_is_refused_makes_the_whole_stream_unavailable(
    proxy: RefusingProxy, stream: str
) -> None:
    proxy.fail("Action=GetCallerIdentity", Fault.DENY)
    with pytest.raises(SourceUnavailable) as refusal:
        collected(stream, proxy.address)
    assert refusal.value.reason is Reason.PERMISSION


def test_an_endpoint_that_nobody_listens_on_is_unreachable() -> None:
    with pytest.raises(SourceUnavailable) as refusal:
        collected("rds", f"http://127.0.0.1:{free_port()}")
    assert refusal.value.reason is Reason.UNREACHABLE


@pytest.mark.parametrize(
    ("name", "value"),
    [("calls_in_flight", 0), ("calls_in_flight", 33), ("attempts", 11), ("attempts", "many")],
)
def test_a_number_out_of_bounds_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(Invalid, match=name):
        list(STREAMS["rds"](session("http://127.0.0.1:1", **{name: value})))


def test_half_an_access_key_is_refused() -> None:
    with pytest.raises(Invalid, match="belong together"):
        list(STREAMS["rds"](session("http://127.0.0.1:1", access_key_id="")))
