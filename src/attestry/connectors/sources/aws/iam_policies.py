"""Managed policies and groups as rows, with what the policies allow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.connectors.rules.observation import Gap, Observation, Reason

from .directory import Directory, any_allows_everything, policy_statements
from .policies import allows_everything, allows_whole_service
from .reading import rows, sound
from .transport import Item
from .values import Place, kept, moment

_GROUP, _POLICY = "aws_iam_group", "aws_iam_policy"


def groups(place: Place, directory: Directory) -> Iterator[Observation]:
    """Every group with the number of its members."""
    members: dict[str, int] = {}
    for user in directory.users:
        for name in user.get("GroupList", ()):
            members[name] = members.get(name, 0) + 1
    for name in sorted(directory.groups):
        member_count = members.get(name, 0)
        yield from sound((_GROUP,), "iam", partial(_group, place, directory, name, member_count))


def _group(place: Place, directory: Directory, name: str, member_count: int) -> Iterator[Observation]:
    group = directory.groups[name]
    is_admin = any_allows_everything(list(directory.reaching(group, "GroupPolicyList")))
    yield rows(
        _GROUP,
        {
            "group_arn": group["Arn"],
            "group_name": name,
            "account_id": place.account_id,
            "created_at": moment(group.get("CreateDate")),
            "member_count": member_count,
            "attached_policy_count": len(group.get("AttachedManagedPolicies", ())),
            "inline_policy_count": len(group.get("GroupPolicyList", ())),
            "has_admin_policy": is_admin,
            "raw": kept(group),
        },
    )
    if is_admin is None:
        yield Gap(
            _GROUP,
            Reason.INCOMPLETE,
            "the text of a policy was not listed",
            group["Arn"],
            ("has_admin_policy",),
        )
    if directory.refusal is not None:
        refusal = directory.refusal
        yield Gap(_GROUP, refusal.reason, refusal.detail, group["Arn"], ("member_count",))


def policies(place: Place, directory: Directory) -> Iterator[Observation]:
    """Every policy of the account, and those written by AWS that are attached to something."""
    for arn in sorted(directory.policies):
        policy = directory.policies[arn]
        if not _is_by_aws(arn) or policy.get("AttachmentCount"):
            yield from sound((_POLICY,), "iam", partial(_policy, place, policy))


def _policy(place: Place, policy: Item) -> Iterator[Observation]:
    statements = policy_statements(policy)
    yield rows(
        _POLICY,
        {
            "policy_arn": policy["Arn"],
            "policy_name": policy.get("PolicyName") or policy["Arn"].rpartition("/")[2],
            "account_id": place.account_id,
            "is_customer_managed": not _is_by_aws(policy["Arn"]),
            "attachment_count": policy.get("AttachmentCount"),
            "created_at": moment(policy.get("CreateDate")),
            "updated_at": moment(policy.get("UpdateDate")),
            "statement_count": len(statements),
            "allows_everything": allows_everything(statements),
            "allows_whole_service": allows_whole_service(statements),
            "raw": kept(policy),
        },
    )


def _is_by_aws(arn: str) -> bool:
    return arn.split(":")[4] == "aws"
