"""What a policy document allows, refuses and trusts, as far as a reader can say without AWS.

The grammar is that of AWS's JSON policy language: a statement has an effect, principals,
actions, resources and conditions, and each of them may be one text or a list of texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

EVERYTHING = frozenset({"*", "*:*"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, its texts as sets, its actions in lower case."""

    allows: bool
    actions: frozenset[str]
    has_excluded_actions: bool
    resources: frozenset[str]
    principals: tuple[tuple[str, str], ...]
    conditions: Mapping[str, Mapping[str, Any]]

    @property
    def is_for_anyone(self) -> bool:
        """Whether it names anyone at all as its principal."""
        return any(principal == "*" for _kind, principal in self.principals)

    @property
    def is_on_everything(self) -> bool:
        """Whether it names every resource."""
        return "*" in self.resources

    @property
    def condition_keys(self) -> frozenset[str]:
        """The keys its conditions ask about, in lower case."""
        return frozenset(key.lower() for keys in self.conditions.values() for key in keys)


def statements(document: str | Mapping[str, Any]) -> tuple[Statement, ...]:
    """The statements of a policy; raises ValueError or TypeError where it is not one."""
    policy = json.loads(document) if isinstance(document, str) else document
    given = policy["Statement"]
    return tuple(_statement(one) for one in ([given] if isinstance(given, Mapping) else given))


def allows_everything(policy: tuple[Statement, ...]) -> bool:
    """Whether a statement allows every action on every resource without a condition."""
    return any(
        one.allows and not one.conditions and one.is_on_everything and one.actions & EVERYTHING
        for one in policy
    )


def allows_whole_service(policy: tuple[Statement, ...]) -> bool:
    """Whether a statement allows all of some service on every resource without a condition."""
    return any(
        one.allows
        and not one.conditions
        and one.is_on_everything
        and (one.has_excluded_actions or any(map(_is_whole, one.actions)))
        for one in policy
    )


def allows_anyone(policy: tuple[Statement, ...]) -> bool:
    """Whether a statement allows something to anyone without a condition."""
    return any(one.allows and not one.conditions and one.is_for_anyone for one in policy)


def denies_plain_http(policy: tuple[Statement, ...]) -> bool:
    """Whether a statement refuses everyone every S3 action on the objects when TLS is not used."""
    return any(
        not one.allows
        and one.is_for_anyone
        and bool(one.actions & {"*", "s3:*"})
        and any(resource == "*" or resource.endswith("*") for resource in one.resources)
        and _is_about_plain_http_only(one.conditions)
        for one in policy
    )


def _is_whole(action: str) -> bool:
    return action in EVERYTHING or action.partition(":")[2] == "*"


def _is_about_plain_http_only(conditions: Mapping[str, Mapping[str, Any]]) -> bool:
    if [operator.lower() for operator in conditions] != ["bool"]:
        return False
    keys = {key.lower(): _texts(value) for key, value in next(iter(conditions.values())).items()}
    return keys == {"aws:securetransport": frozenset({"false"})}


def _statement(given: Mapping[str, Any]) -> Statement:
    return Statement(
        allows=given["Effect"] == "Allow",
        actions=frozenset(action.lower() for action in _texts(given.get("Action"))),
        has_excluded_actions="NotAction" in given,
        resources=_texts(given.get("Resource")),
        principals=tuple(_principals(given)),
        conditions=given.get("Condition") or {},
    )


def _principals(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "NotPrincipal" in given:
        yield "Anyone", "*"
    named = given.get("Principal") or {}
    if isinstance(named, str):
        yield "Anyone", named
        return
    for kind, values in sorted(named.items()):
        for value in sorted(_texts(values)):
            yield ("Anyone" if value == "*" else kind), value


def _texts(value: Any) -> frozenset[str]:
    """One text, a list of texts, or a truth value, as a set of texts."""
    if value is None:
        return frozenset()
    if isinstance(value, list):
        return frozenset(str(one) for one in value)
    return frozenset({str(value).lower() if isinstance(value, bool) else str(value)})
