"""What was promised of handed-in lists, each put to the library's own questions through the line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.populations import items
from attestry.evidence.tests.line import DAY_ONE, made_line

pytestmark = pytest.mark.django_db

TODAY = DAY_ONE.date()


def asked(test_id, **tables):
    """Hand the lists in, ask everything once; answers the result and the failing items' reasons."""
    for table, rows in tables.items():
        line = made_line(f"files_{table}", name=table.replace("_", "-"))
        line.read(*rows)
    run = line.test()
    found = items(test_id, at=run.as_of, outcome=Outcome.FAIL)
    return Result.objects.get(run=run, test_id=test_id), {one.item_id: one.reason for one in found.items}


def account(system, number, **values):
    name = f"p{number}"
    return {
        "account_id": f"{system}/{name}",
        "system": system,
        "sign_in_name": name,
        "kind": "person",
        "person_email": f"{name}@example.org",
        "is_active": True,
        "is_admin": False,
        "created_at": datetime(2025, 1, 1, tzinfo=UTC),
        "mfa_factor": "app",
        **values,
    }


def test_r39_the_one_of_ten_without_a_second_factor_is_named_with_the_system():
    rows = [account(system, number) for system in ("crm", "payroll", "wiki") for number in range(10)]
    rows[13]["mfa_factor"] = "none"
    result, failing = asked("files-mfa-on-active-accounts", account=rows)
    assert (result.failed, result.passed, result.counts.total) == (1, 29, 30)
    assert failing == {"payroll/p3": "p3@example.org has no second factor in payroll."}


def test_r40_a_short_minimum_and_no_lockout_name_system_setting_found_and_required():
    kept = {"session_minutes": 60, "blocks_breached_passwords": True, "has_passwords": True, "owner": "Ada"}
    rows = [
        {"system": "crm", "minimum_length": 14, "lockout_attempts": 5, **kept},
        {"system": "payroll", "minimum_length": 8, "lockout_attempts": None, **kept},
    ]
    result, failing = asked("files-sign-in-settings", sign_in_policy=rows)
    assert (result.failed, result.counts.total) == (1, 2)
    assert failing == {
        "payroll": "In payroll, owner Ada: Minimum length is 8, 12 is required. "
        "Lockout comes after no number of failed sign-ins, at most 10 are allowed."
    }


@pytest.fixture
def review():
    """A review of the fifty accounts of one system, in time, by another, and carried out."""
    return [
        {
            "review_item_id": f"2026 Q1/crm/p{number}",
            "review": "2026 Q1 CRM",
            "system": "crm",
            "account_id": f"crm/p{number}",
            "person_email": f"p{number}@example.org",
            "reviewer_email": "owner@example.org",
            "due_on": TODAY - timedelta(days=10),
            "decided_on": TODAY - timedelta(days=12),
            "decision": "remove" if number % 10 == 0 else "keep",
            "done_on": TODAY - timedelta(days=11) if number % 10 == 0 else None,
        }
        for number in range(50)
    ]


FIFTY = [account("crm", number) for number in range(50)]


def test_r41_a_review_of_fifty_users_shows_its_whole_population(review):
    result, failing = asked("files-access-review-whole", account=FIFTY, access_review_item=review[:49])
    assert (result.passed, result.failed, result.counts.total) == (49, 1, 50)
    assert failing == {
        "crm/p49": f"Not in the review of crm due on {TODAY - timedelta(days=10)}; "
        "the account exists since 2025-01-01."
    }


def test_r41_a_decision_that_is_missing_late_or_about_oneself_is_named(review):
    review[3] |= {"reviewer_email": "p3@example.org"}
    review[4] |= {"decided_on": TODAY - timedelta(days=9)}
    review[5] |= {"decision": None, "decided_on": None, "reviewer_email": None}
    result, failing = asked("files-access-review-by-another", account=FIFTY, access_review_item=review)
    assert (result.passed, result.failed) == (47, 3)
    assert {item.rpartition("/")[2]: reason.split(";")[0] for item, reason in failing.items()} == {
        "p3": "p3@example.org decided on the own access.",
        "p4": f"Decided on {TODAY - timedelta(days=9)}",
        "p5": "Not decided",
    }


def test_r41_a_removal_that_was_decided_and_not_carried_out_is_named(review):
    review[20] |= {"done_on": None}
    result, failing = asked("files-access-review-removals-done", account=FIFTY, access_review_item=review)
    assert (result.passed, result.failed, result.counts.total) == (4, 1, 5)
    ((item, reason),) = failing.items()
    assert item == "2026 Q1/crm/p20"
    assert "Decided 12 days ago and not done" in reason


def test_r42_exactly_the_rule_that_opens_an_administration_port_to_the_world_is_named():
    rows = [
        {
            "rule_id": f"edge/{number}",
            "account": "office",
            "firewall": "edge",
            "is_enabled": True,
            "protocol": "tcp",
            "port_from": 22 if number % 2 else 443,
            "port_to": 22 if number % 2 else 443,
            "source": "10.0.0.0/8" if number % 2 else "0.0.0.0/0",
            "owner": "Ada",
            "reason": "Customers reach us." if number % 2 == 0 else "Operators reach it.",
        }
        for number in range(200)
    ]
    rows[77] |= {"source": "0.0.0.0/0", "owner": None, "reason": None}
    result, failing = asked("files-firewall-admin-port-closed", firewall_rule=rows)
    assert (result.failed, list(failing)) == (1, ["edge/77"])
    assert "office" in failing["edge/77"]
    assert "owner" in failing["edge/77"].lower()
    assert "reason" in failing["edge/77"].lower()


def test_r58_of_twelve_places_the_open_bucket_and_the_old_endpoint_are_the_two_findings():
    buckets = [
        {
            "store_id": f"bucket-{number}",
            "title": f"Bucket {number}",
            "kind": "bucket",
            "location": "eu-west-1",
            "data_class": "Confidential",
            "is_encrypted": number != 4,
            "owner": "ben@example.org",
        }
        for number in range(6)
    ]
    endpoints = [
        {
            "endpoint_id": f"www{number}.example.org:443",
            "host": f"www{number}.example.org",
            "port": 443,
            "minimum_protocol": "TLS 1.0" if number == 2 else "TLS 1.2",
            "is_public": True,
            "location": "eu-west-1",
            "owner": "ada@example.org",
        }
        for number in range(6)
    ]
    stores, unencrypted = asked("files-data-store-encrypted", tls_endpoint=endpoints, data_store=buckets)
    endpoint = Result.objects.get(run=stores.run, test_id="files-tls-endpoint-protocol")
    weak = items(endpoint.test_id, at=endpoint.as_of, outcome=Outcome.FAIL).items
    assert (stores.passed, stores.failed, endpoint.passed, endpoint.failed) == (5, 1, 5, 1)
    assert list(unencrypted) == ["bucket-4"]
    assert [one.item_id for one in weak] == ["www2.example.org:443"]
    for reason, owner in ((unencrypted["bucket-4"], "ben@"), (weak[0].reason, "ada@")):
        assert "eu-west-1" in reason
        assert owner in reason


def test_r153_the_items_of_a_container_control_are_digests_with_the_number_that_ran_each():
    line = made_line("aws_workload_image", "cloud", source_id="aws", settings={"regions": ["eu-west-1"]})
    digest = "sha256:" + "ab" * 32
    place = "111122223333/eu-west-1"
    line.read(
        {
            "image_ref": f"{place}/{digest}",
            "image": digest,
            "image_name": "payroll",
            "kind": "container",
            "running_count": 12,
            "is_pinned": True,
        },
        {
            "image_ref": f"{place}/web:latest",
            "image": "web:latest",
            "kind": "container",
            "running_count": 3,
            "is_pinned": False,
        },
    )
    run = line.test()
    found = items("aws-container-image-fixed-by-digest", at=run.as_of)
    shown = {one.item_id: (one.outcome, one.item_name, one.details["running_count"]) for one in found.items}
    assert shown == {
        f"{place}/{digest}": (Outcome.PASS, f"payroll ({digest})", "12"),
        f"{place}/web:latest": (Outcome.FAIL, "(web:latest)", "3"),
    }
