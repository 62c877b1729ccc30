"""The whole of IAM from one listing: users, groups, roles, and the policies that reach them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from attestry.connectors.rules.observation import Reason

from .account import Account
from .policies import Statement, allows_everything, statements
from .refusals import Refusal
from .transport import Item

_KINDS = ["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"]


@dataclass(frozen=True, slots=True)
class Reach:
    """A policy that reaches an identity. ``document`` is None where it was not seen."""

    source: str
    policy_name: str
    policy_arn: str | None
    document: Any
    group_name: str = ""

    def allows_everything(self) -> bool | None:
        """Whether it allows everything; None where its text was not seen or cannot be read."""
        try:
            return None if self.document is None else allows_everything(statements(self.document))
        except (AttributeError, KeyError, TypeError, ValueError):
            return None


@dataclass(slots=True)
class Directory:
    """The identities of an account. With a ``refusal``, some may be missing."""

    users: list[Item] = field(default_factory=list)
    groups: dict[str, Item] = field(default_factory=dict)
    roles: list[Item] = field(default_factory=list)
    policies: dict[str, Item] = field(default_factory=dict)
    refusal: Refusal | None = None

    def reaching_user(self, user: Item) -> Iterator[Reach]:
        """Every policy of a user: attached, written into it, or through a group."""
        yield from self.reaching(user, "UserPolicyList")
        for name in sorted(user.get("GroupList", ())):
            for one in self.reaching(self.groups.get(name, {}), "GroupPolicyList"):
                yield Reach("group", one.policy_name, one.policy_arn, one.document, name)

    def reaching(self, identity: Item, inline_key: str) -> Iterator[Reach]:
        """The policies attached to an identity and those written into it."""
        for attached in identity.get("AttachedManagedPolicies", ()):
            arn = attached["PolicyArn"]
            yield Reach(
                "attached", attached["PolicyName"], arn, document_in_force(self.policies.get(arn, {}))
            )
        for inline in identity.get(inline_key, ()):
            yield Reach("inline", inline["PolicyName"], None, inline["PolicyDocument"])

    def is_seen_whole(self, user: Item) -> bool:
        """Whether every group that the user is in was listed."""
        return all(name in self.groups for name in user.get("GroupList", ()))


def document_in_force(policy: Mapping[str, Any]) -> Any:
    """The text of the version of a managed policy that counts; None where it was not listed."""
    versions = policy.get("PolicyVersionList", ())
    return next((version.get("Document") for version in versions if version.get("IsDefaultVersion")), None)


def any_allows_everything(reaching: list[Reach]) -> bool | None:
    """True where one does; None where none does and one of them could not be read."""
    answers = [one.allows_everything() for one in reaching]
    return True if True in answers else None if None in answers else False


def policy_statements(policy: Item) -> tuple[Statement, ...]:
    """The statements in force of a managed policy; raises ValueError where they were not listed."""
    document = document_in_force(policy)
    if document is None:
        raise ValueError(f"no version in force of {policy['Arn']}")
    return statements(document)


def read_directory(account: Account) -> Directory:
    """One listing, as many pages as it takes. IAM's own quotas bound its size."""
    directory = Directory()
    listing = account.pages(
        "iam", "get_account_authorization_details", Filter=_KINDS, PaginationConfig={"PageSize": 500}
    )
    for page in listing:
        if isinstance(page, Refusal):
            directory.refusal = page
            continue
        if "UserDetailList" not in page:
            directory.refusal = Refusal(Reason.MALFORMED, "a page of identities has an unknown shape")
        directory.users.extend(page.get("UserDetailList", ()))
        directory.groups.update((group["GroupName"], group) for group in page.get("GroupDetailList", ()))
        directory.roles.extend(page.get("RoleDetailList", ()))
        directory.policies.update((policy["Arn"], policy) for policy in page.get("Policies", ()))
    return directory
