"""Who may take on a role, read from its trust policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .policies import Statement
from .values import Row

_EXTERNAL_ID = "sts:externalid"


@dataclass(frozen=True, slots=True)
class Trust:
    """The allowing statements of a trust policy, seen from ``account_id``."""

    account_id: str
    policy: tuple[Statement, ...]

    def principals(self) -> Iterator[tuple[tuple[str, str], list[Statement]]]:
        """Each principal, as kind and name, with the statements that allow it."""
        found: dict[tuple[str, str], list[Statement]] = {}
        for statement in self.policy:
            for principal in statement.principals if statement.allows else ():
                found.setdefault(principal, []).append(statement)
        yield from sorted(found.items(), key=lambda pair: pair[0])

    def is_elsewhere(self, principal: tuple[str, str]) -> bool:
        """Whether the principal belongs, or may belong, to another account."""
        kind, name = principal
        if kind == "Anyone":
            return True
        account = name if name.isdigit() else (name.split(":") + [""] * 5)[4]
        return kind == "AWS" and account.isdigit() and account != self.account_id

    def columns(self) -> Row:
        """The columns of the role that its trust decides."""
        elsewhere = [stated for principal, stated in self.principals() if self.is_elsewhere(principal)]
        open_to_all = [stated for (kind, _name), stated in self.principals() if kind == "Anyone"]
        asks = all(_EXTERNAL_ID in one.condition_keys for stated in elsewhere for one in stated)
        return {
            "trusts_anyone": any(not one.conditions for stated in open_to_all for one in stated),
            "trusts_other_account": bool(elsewhere),
            "requires_external_id": asks if elsewhere else None,
        }

    def rows(self, role_arn: str) -> Iterator[Row]:
        """One row for each principal."""
        for principal, stated in self.principals():
            yield {
                "role_arn": role_arn,
                "principal_kind": principal[0],
                "principal": principal[1],
                "account_id": self.account_id,
                "is_other_account": self.is_elsewhere(principal),
                "has_condition": all(bool(one.conditions) for one in stated),
            }
