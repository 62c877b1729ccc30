"""Policy documents read as a reader of AWS's policy language would read them."""

from __future__ import annotations

from typing import Any

import pytest

from attestry.connectors.sources.aws.policies import (
    allows_anyone,
    allows_everything,
    allows_whole_service,
    denies_plain_http,
    statements,
)
from attestry.connectors.sources.aws.tests.made_account import plain_http_refused
from attestry.connectors.sources.aws.trust import Trust

HERE, THERE = "111122223333", "444455556666"


def one(effect: str = "Allow", **parts: Any) -> dict[str, Any]:
    return {"Statement": {"Effect": effect, **parts}}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"Action": "*", "Resource": "*"}, True),
        ({"Action": ["s3:GetObject", "*:*"], "Resource": ["arn:aws:s3:::a", "*"]}, True),
        ({"Action": "*", "Resource": "arn:aws:s3:::a"}, False),
        ({"Action": "s3:*", "Resource": "*"}, False),
        (
            {"Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
            False,
        ),
    ],
)
def test_everything_is_every_action_on_every_resource_without_a_condition(
    parts: dict[str, Any], expected: bool
) -> None:
    assert allows_everything(statements(one(**parts))) is expected


def test_a_refusal_of_everything_allows_nothing() -> None:
    assert not allows_everything(statements(one("Deny", Action="*", Resource="*")))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"Action": "iam:*", "Resource": "*"}, True),
        ({"NotAction": "iam:*", "Resource": "*"}, True),
        ({"Action": "s3:Get*", "Resource": "*"}, False),
        ({"Action": "s3:*", "Resource": "arn:aws:s3:::a/*"}, False),
    ],
)
def test_a_whole_service_is_a_star_after_its_name_or_all_but_some(
    parts: dict[str, Any], expected: bool
) -> None:
    assert allows_whole_service(statements(one(**parts))) is expected


def test_a_policy_that_refuses_plain_http_to_everyone_is_seen() -> None:
    assert denies_plain_http(statements(plain_http_refused("papers")))


@pytest.mark.parametrize(
    "changed",
    [
        {"Effect": "Allow"},
        {"Principal": {"AWS": f"arn:aws:iam::{HERE}:root"}},
        {"Action": "s3:GetObject"},
        {"Resource": "arn:aws:s3:::papers"},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Condition": {"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}}},
        {"Condition": {}},
    ],
)
def test_a_refusal_with_a_hole_does_not_count(changed: dict[str, Any]) -> None:
    whole = {
        "Effect": "Deny",
        "Principal": {"AWS": "*"},
        "Action": ["s3:*"],
        "Resource": "arn:aws:s3:::papers/*",
        "Condition": {"Bool": {"AWS:SecureTransport": False}},
    }
    assert denies_plain_http(statements({"Statement": [whole]}))
    assert not denies_plain_http(statements({"Statement": [{**whole, **changed}]}))


def test_anyone_is_a_star_without_a_condition() -> None:
    assert allows_anyone(statements(one(Principal="*", Action="s3:GetObject", Resource="*")))
    fenced = {"StringEquals": {"aws:SourceVpce": "vpce-1"}}
    assert not allows_anyone(
        statements(one(Principal="*", Action="s3:GetObject", Resource="*", Condition=fenced))
    )


@pytest.mark.parametrize("document", ["", "{", "[]", "{}", '{"Statement": ["no"]}', '{"Statement": [{}]}'])
def test_what_is_not_a_policy_is_refused(document: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        statements(document)


def trust(**parts: Any) -> dict[str, Any]:
    return Trust(HERE, statements(one(Action="sts:AssumeRole", **parts))).columns()


def test_a_role_for_anyone_trusts_anyone() -> None:
    assert trust(Principal="*")["trusts_anyone"]
    assert trust(Principal={"AWS": "*"})["trusts_anyone"]
    assert not trust(Principal={"AWS": "*"}, Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})[
        "trusts_anyone"
    ]


def test_another_account_is_told_from_this_one() -> None:
    assert not trust(Principal={"AWS": f"arn:aws:iam::{HERE}:root"})["trusts_other_account"]
    assert trust(Principal={"AWS": f"arn:aws:iam::{THERE}:role/ci"})["trusts_other_account"]
    assert trust(Principal={"AWS": THERE})["trusts_other_account"]
    assert not trust(Principal={"Service": "ec2.amazonaws.com"})["trusts_other_account"]


def test_an_external_id_counts_only_when_every_foreign_trust_asks_for_it() -> None:
    asked = {"Condition": {"StringEquals": {"sts:ExternalId": "x"}}}
    foreign = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": THERE}}
    both = Trust(HERE, statements({"Statement": [{**foreign, **asked}, foreign]}))
    one_only = Trust(HERE, statements({"Statement": [{**foreign, **asked}]}))
    assert both.columns()["requires_external_id"] is False
    assert one_only.columns()["requires_external_id"] is True
    assert trust(Principal={"Service": "ec2.amazonaws.com"})["requires_external_id"] is None


def test_each_principal_of_a_role_is_a_row() -> None:
    named = {"AWS": [f"arn:aws:iam::{THERE}:root"], "Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}
    rows = list(Trust(HERE, statements(one(Principal=named, Action="sts:AssumeRole"))).rows("arn:r"))
    assert [(row["principal_kind"], row["is_other_account"]) for row in rows] == [
        ("AWS", True),
        ("Service", False),
        ("Service", False),
    ]
