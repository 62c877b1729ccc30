"""Rules that decide for discovered resources: the first that fits decides, a person's verdict beats all.

A pattern is matched in whole, small and capital letters alike; ``*`` stands for any characters.
A tag is written ``key=value``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

_ARN_ACCOUNT = 4


class RuleKind(StrEnum):
    """What of a resource a rule looks at."""

    ACCOUNT = "account"
    TAG = "tag"
    PROJECT = "project"
    REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """Where a resource belongs, as its source says; empty where it does not say."""

    account: str = ""
    project: str = ""
    repository: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in its order; ``pk`` tells it apart."""

    pk: int
    kind: str
    pattern: str
    verdict: str
    reason: str

    def fits(self, facts: ResourceFacts) -> bool:
        """Whether the rule says anything of a resource."""
        values = facts.tags if self.kind == RuleKind.TAG else (getattr(facts, self.kind),)
        wanted = self.pattern.casefold()
        return any(value and fnmatchcase(value.casefold(), wanted) for value in values)


def deciding(facts: ResourceFacts, rules: Iterable[RuleLine]) -> RuleLine | None:
    """The first rule that fits; None where none does and a person has to decide."""
    return next((rule for rule in rules if rule.fits(facts)), None)


def with_account(item_id: str, facts: ResourceFacts) -> ResourceFacts:
    """The facts, with the account that an ARN names where the source says none."""
    parts = item_id.split(":")
    if facts.account or parts[0] != "arn" or len(parts) <= _ARN_ACCOUNT:
        return facts
    return ResourceFacts(parts[_ARN_ACCOUNT], facts.project, facts.repository, facts.tags)
