"""What answers rest on, as it stands now, for any number of keys in four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time

from attestry.controls.models import Control
from attestry.controls.rules.control import IN_USE
from attestry.evidence.models import Entry
from attestry.kit.digest import sha256_hex
from attestry.opinions.models import IssuedReport
from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.rules.standing import VersionState
from attestry.questionnaires.rules.proof import ENTRY_HOLDS_FOR, Proof, ProofKind, is_key, number_in
from attestry.ui.addresses import address
from attestry.ui.words import day_words

Kept = dict[ProofKind, set[str]]


def proofs_of(keys: Iterable[str], on: date) -> dict[str, Proof]:
    """What each key names, as it stands on a day; a key that names nothing is left out."""
    asked: Kept = defaultdict(set)
    for key in keys:
        if is_key(key):
            asked[ProofKind(key.partition(":")[0])].add(key)
    at = datetime.combine(on, time.max, UTC)
    found = [
        *_entries(asked[ProofKind.ENTRY], at),
        *_controls(asked[ProofKind.CONTROL]),
        *_policies(asked[ProofKind.POLICY]),
        *_reports(asked[ProofKind.REPORT]),
    ]
    return {one.key: one for one in found}


def current_key(key: str, in_force: dict[str, int]) -> str:
    """A key as it is kept: a policy without a version is its version in force."""
    kind, _, name = key.partition(":")
    if kind == ProofKind.POLICY and "@" not in name and name in in_force:
        return f"{key}@{in_force[name]}"
    return key


def versions_in_force() -> dict[str, int]:
    """The number of the published version of each policy that stands, by the policy's key."""
    found = PolicyVersion.objects.filter(state=VersionState.PUBLISHED.value, policy__retired_at=None)
    return dict(found.values_list("policy__key", "number"))


def _numbers(keys: Collection[str]) -> dict[int, str]:
    return {number: key for key in keys if (number := number_in(key)) is not None}


def _entries(keys: Collection[str], at: datetime) -> Iterator[Proof]:
    if not keys:
        return
    asked = _numbers(keys)
    for entry in Entry.objects.filter(seq__in=asked).select_related("connection").defer("body"):
        until = entry.period_until or entry.observed_at
        ended = ""
        if until + ENTRY_HOLDS_FOR < at:
            ended = f"It speaks of the time up to {day_words(until)}, more than a year ago."
        elif entry.connection is not None and entry.connection.removed_at is not None:
            ended = "Its source was removed."
        url = address("entry", entry.seq)
        yield Proof(asked[entry.seq], f"Entry {entry.seq}: {entry.title}", url, entry.leaf_hash, ended)


def _controls(keys: Collection[str]) -> Iterator[Proof]:
    if not keys:
        return
    asked = {key.partition(":")[2]: key for key in keys}
    for one in Control.objects.filter(key__in=asked).only("key", "title", "statement", "state"):
        ended = "" if one.state in IN_USE else "The control is not in use."
        mark = sha256_hex(f"{one.title}\n{one.statement}".encode())
        yield Proof(asked[one.key], f"{one.key} {one.title}", address("control", one.key), mark, ended)


def _policies(keys: Collection[str]) -> Iterator[Proof]:
    if not keys:
        return
    asked = {tuple(key.partition(":")[2].partition("@")[::2]): key for key in keys}
    named = {name for name, _ in asked}
    policies = {one.key: one for one in Policy.objects.filter(key__in=named)}
    versions = PolicyVersion.objects.filter(policy__key__in=named).only(
        "policy_id", "number", "state", "digest"
    )
    by_policy: dict[tuple[int, str], PolicyVersion] = {
        (one.policy_id, str(one.number)): one for one in versions
    }
    for (name, number), key in asked.items():
        policy = policies.get(name)
        version = by_policy.get((policy.pk, number)) if policy else None
        if policy is None or version is None:
            continue
        ended = "" if version.state == VersionState.PUBLISHED else f"Version {number} is not in force."
        if policy.retired_at is not None:
            ended = "The policy was retired."
        title = f"{policy.title}, version {number}"
        yield Proof(key, title, address("policy", policy.key), version.digest, ended)


def _reports(keys: Collection[str]) -> Iterator[Proof]:
    if not keys:
        return
    asked = _numbers(keys)
    found = IssuedReport.objects.filter(pk__in=asked).select_related("replaced_by", "withdrawal")
    for one in found.defer("companion", "oscal"):
        ended = "It was replaced by a later version." if getattr(one, "replaced_by", None) else ""
        if getattr(one, "withdrawal", None):
            ended = "The firm withdrew it: nobody may rely on it any more."
        title = f"Report of {day_words(one.report_on)}, version {one.version}"
        yield Proof(asked[one.pk], title, address("soc_report", one.engagement_id), one.digest, ended)
