"""What was promised of AWS evidence, each shown on an account made for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attestry.connectors.sources.aws.streams import STREAMS
from attestry.connectors.sources.aws.tests.answering import examined
from attestry.connectors.sources.aws.tests.collected import ACCOUNT, REGION, Collected, collected, session
from attestry.connectors.sources.aws.tests.made_account import Clients
from attestry.connectors.sources.aws.tests.rich_account import DIGEST, make_listeners, make_workloads, policy
from attestry.connectors.sources.aws.tests.scripted import answering_server

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
RECORDINGS = Path(__file__).parent.parent / "recordings"


def outcomes(
    seen: list[Collected], test_id: str, as_of: datetime | None = None
) -> dict[str, tuple[str, str]]:
    observations = [one for each in seen for one in each.observations]
    with examined(observations, as_of or datetime.now(UTC)) as account:
        return account.items(test_id)


def failing(found: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {item: reason for item, (outcome, reason) in found.items() if outcome == "fail"}


def test_r39_users_without_mfa_are_named(aws: Clients, empty_account: str) -> None:
    for i in range(10):
        aws.iam.create_user(UserName=f"user-{i}")
        aws.iam.create_login_profile(UserName=f"user-{i}", Password="A-long-Passw0rd!")
        if i != 7:
            device = aws.iam.create_virtual_mfa_device(VirtualMFADeviceName=f"user-{i}")["VirtualMFADevice"]
            aws.iam.enable_mfa_device(
                UserName=f"user-{i}",
                SerialNumber=device["SerialNumber"],
                AuthenticationCode1="123456",
                AuthenticationCode2="654321",
            )
    found = outcomes([collected("iam", empty_account)], "aws-user-mfa-for-console")
    assert len(found) == 10
    (reason,) = failing(found).values()
    assert list(failing(found)) == [f"arn:aws:iam::{ACCOUNT}:user/user-7"]
    assert ACCOUNT in reason


def test_r40_a_short_minimum_names_system_setting_found_and_required(
    aws: Clients, empty_account: str
) -> None:
    aws.iam.create_user(UserName="ada")
    aws.iam.update_account_password_policy(MinimumPasswordLength=8, PasswordReusePrevention=24)
    found = outcomes([collected("account", empty_account)], "aws-password-policy-meets-standard")
    assert failing(found) == {
        ACCOUNT: f"AWS account {ACCOUNT}: minimum length: found 8, required 14; set by the account."
    }


def test_r41_a_policy_for_everything_is_found_however_it_reaches_the_user(
    aws: Clients, empty_account: str
) -> None:
    everything = policy(Action="*", Resource="*")
    reading = policy(Action="s3:GetObject", Resource="*")
    for name in ("attached", "inline", "grouped", "reader"):
        aws.iam.create_user(UserName=name)
    arn = aws.iam.create_policy(PolicyName="all", PolicyDocument=everything)["Policy"]["Arn"]
    aws.iam.attach_user_policy(UserName="attached", PolicyArn=arn)
    aws.iam.put_user_policy(UserName="inline", PolicyName="mine", PolicyDocument=everything)
    aws.iam.put_user_policy(UserName="reader", PolicyName="mine", PolicyDocument=reading)
    aws.iam.create_group(GroupName="admins")
    aws.iam.put_group_policy(GroupName="admins", PolicyName="ours", PolicyDocument=everything)
    aws.iam.add_user_to_group(GroupName="admins", UserName="grouped")
    seen = collected("iam", empty_account)
    found = failing(outcomes([seen], "aws-user-no-standing-administrator"))
    assert {item.rpartition("/")[2] for item in found} == {"attached", "inline", "grouped"}
    assert list(failing(outcomes([seen], "aws-policy-not-everything"))) == [arn]
    assert seen.row("aws_iam_group", group_name="admins")["member_count"] == 1
    ways = {row["user_arn"].rpartition("/")[2]: row["source"] for row in seen.rows("aws_iam_user_policy")}
    assert ways == {"attached": "attached", "inline": "inline", "grouped": "group", "reader": "inline"}


def test_r42_exactly_the_open_admin_port_among_200_rules_is_reported(
    aws: Clients, empty_account: str
) -> None:
    network = aws.ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    for i in range(5):
        group = aws.ec2.create_security_group(GroupName=f"group-{i}", Description="made", VpcId=network)
        ranges = [{"CidrIp": f"10.{i}.{j}.0/24", "Description": "office"} for j in range(39)]
        rule = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": ranges}
        world = {"IpProtocol": "tcp", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        port = 3389 if i == 3 else 443
        opened = world | {"FromPort": port, "ToPort": port}
        aws.ec2.authorize_security_group_ingress(GroupId=group["GroupId"], IpPermissions=[rule, opened])
    found = outcomes([collected("ec2_network", empty_account)], "aws-security-group-rule-no-open-admin-port")
    assert len(found) == 200
    ((item, reason),) = failing(found).items()
    assert item.endswith("/ingress/tcp/3389-3389/0.0.0.0/0")
    for said in (f"Account {ACCOUNT}", "Owner: missing", "Reason for the rule: missing", "RDP on port 3389"):
        assert said in reason


def test_r58_the_old_tls_endpoint_is_reported_with_location_and_owner(
    aws: Clients, empty_account: str
) -> None:
    make_listeners(aws)
    seen = collected("elb", empty_account)
    found = outcomes([seen], "aws-listener-modern-tls")
    ((item, reason),) = failing(found).items()
    assert len(found) == 2
    assert seen.row("aws_elb_listener", port=8443)["listener_arn"] == item
    assert reason == (
        f"Oldest version accepted: found TLSv1, required TLSv1.2; account {ACCOUNT}, "
        f"region {REGION}, owner ada."
    )
    plain = outcomes([seen], "aws-listener-no-plain-http")
    assert {outcome for outcome, _reason in plain.values()} == {"pass"}


def test_r58_the_unencrypted_bucket_is_reported_with_location_and_owner(
    aws: Clients, empty_account: str
) -> None:
    for i in range(3):
        aws.s3.create_bucket(Bucket=f"papers-{i}")
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
        if i != 1:
            aws.s3.put_bucket_encryption(
                Bucket=f"papers-{i}", ServerSideEncryptionConfiguration={"Rules": [rule]}
            )
    aws.s3.put_bucket_tagging(Bucket="papers-1", Tagging={"TagSet": [{"Key": "Owner", "Value": "bob"}]})
    found = failing(outcomes([collected("s3", empty_account)], "aws-s3-bucket-encrypted"))
    assert list(found) == ["arn:aws:s3:::papers-1"]
    assert f"account {ACCOUNT}" in found["arn:aws:s3:::papers-1"]
    assert "owner bob" in found["arn:aws:s3:::papers-1"]


def test_r153_images_and_digests_come_with_the_number_that_run_them(aws: Clients, empty_account: str) -> None:
    image = make_workloads(aws)
    seen = collected("workloads", empty_account)
    counts = {row["image"]: row["running_count"] for row in seen.rows("aws_workload_image")}
    machines = counts.pop(image)
    assert machines == 2
    assert list(counts.values()) == [2]
    assert DIGEST in next(iter(counts))
    assert len(seen.rows("aws_ec2_instance")) == 3
    assert len(seen.rows("aws_ecs_task")) == 2


@pytest.fixture
def trail_of_one_hour() -> Iterator[str]:
    """A recorded audit trail in which bob starts a task that ends within the hour."""
    recorded = json.loads((RECORDINGS / "lookup_events.json").read_text(encoding="utf-8"))
    with answering_server(recorded) as address:
        yield address


def test_r151_a_task_that_lived_one_hour_appears_through_its_events(trail_of_one_hour: str) -> None:
    seen = Collected(list(STREAMS["workload_events"](session(trail_of_one_hour, now=NOW))))
    task = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/web/0f9de17a6465404e8b1b2356dc13c2f8"
    lived = {
        row["action"]: row["happened_at"]
        for row in seen.rows("aws_workload_event")
        if row["workload_id"] == task
    }
    assert (lived["stopped"] - lived["started"]).total_seconds() == 3600
    found = outcomes([seen], "aws-workload-started-by-machinery", NOW)
    assert list(failing(found).values()) == [
        f"Started by IAMUser arn:aws:iam::{ACCOUNT}:user/bob; required is a role or a service of AWS."
    ]
    assert len(found) == 3
