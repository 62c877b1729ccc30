"""The walk from a criterion to sealed bytes, checked on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings

from attestry.controls.errors import UnknownControl
from attestry.effectiveness.queries.proof import Walk, prove
from attestry.effectiveness.tests.world import FIRST
from attestry.evidence.models import Entry
from attestry.evidence.queries import store
from attestry.frameworks.errors import UnknownCriterion

pytestmark = pytest.mark.django_db


def kinds(walk: Walk) -> set[str]:
    return {node.kind for node in walk.root.walk()}


def test_a_criterion_leads_to_bytes_and_everything_on_the_way_is_checked(world):
    walk = prove("CC6.1")
    assert kinds(walk) == {"criterion", "control", "test", "result", "item", "entry", "bytes"}
    assert walk.is_signed
    assert walk.broken == ()
    assert all(node.holds for node in walk.root.walk() if node.kind in {"result", "entry", "bytes"})


def test_a_control_can_be_proved_by_itself(world):
    walk = prove("iam-02")
    assert walk.root.kind == "control"
    assert walk.root.outcome == "pass"


def test_the_walk_prints_as_a_tree_down_to_digests(world):
    text = str(prove("IAM-02"))
    assert "control: IAM-02" in text
    assert re.search(r"bytes: files_account.*[0-9a-f]{64} ✓", text)


def test_a_persons_finding_leads_to_the_document_it_cites(world):
    found = [node for node in prove("IAM-07").root.walk() if node.kind == "bytes"]
    assert any("review.html" in node.label and node.holds for node in found)


def test_as_of_an_earlier_day_the_proof_is_of_what_stood_then(world):
    walk = prove("IAM-02", at=FIRST + timedelta(days=2, hours=1))
    assert walk.root.outcome == "fail"
    items = [node.label for node in walk.root.walk() if node.kind == "item" and node.outcome == "fail"]
    assert items == ["ada@example.org"]


def test_changed_bytes_are_named(world):
    digest = next(node.digest for node in prove("IAM-02").root.walk() if node.kind == "bytes")
    path = store().path(digest)
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    try:
        walk = prove("IAM-02")
    finally:
        path.write_bytes(kept)
    assert any(digest in one for one in walk.broken)
    assert "DOES NOT MATCH" in str(walk)


def test_missing_bytes_are_named(world):
    digest = next(node.digest for node in prove("IAM-02").root.walk() if node.kind == "bytes")
    path = store().path(digest)
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        assert any("missing from the store" in one for one in prove("IAM-02").broken)
    finally:
        aside.rename(path)


def test_another_key_signs_nothing_here(world):
    pem = settings.HOME.keys / "ledger.public.pem"
    kept = pem.read_bytes()
    pem.write_bytes(b"-----BEGIN PUBLIC KEY-----\nnot a key\n-----END PUBLIC KEY-----\n")
    try:
        assert not prove("IAM-02").is_signed
    finally:
        pem.write_bytes(kept)


@pytest.mark.parametrize(("reference", "error"), [("CC99.9", UnknownCriterion), ("XXX-99", UnknownControl)])
def test_what_does_not_exist_is_not_proved(world, reference, error):
    with pytest.raises(error):
        prove(reference)


def test_a_criterion_without_anything_behind_it_is_unknown(world):
    walk = prove("P1.1")
    assert walk.root.outcome == "unknown"


def test_the_entries_of_a_proof_are_sealed_ones(world):
    seqs = {
        int(node.label.split()[1].rstrip(":")) for node in prove("CC6.1").root.walk() if node.kind == "entry"
    }
    assert seqs <= set(Entry.objects.values_list("seq", flat=True))


def test_a_proof_costs_the_same_queries_whatever_the_number_of_controls(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        prove("CC6.1")


def test_a_control_that_is_not_in_use_proves_nothing(world):
    walk = prove("PRV-01")
    assert (walk.root.outcome, walk.root.children) == ("unknown", ())
    assert "not in use" in str(walk)
