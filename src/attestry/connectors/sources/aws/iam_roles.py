"""Roles as rows: who may take them on, and whether they allow everything."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.connectors.rules.observation import Gap, Observation, Reason, Rows

from .directory import Directory, any_allows_everything
from .policies import statements
from .reading import rows, sound
from .transport import Item
from .trust import Trust
from .values import Place, kept, moment

_ROLE, _TRUST = "aws_iam_role", "aws_iam_role_trust"


def roles(place: Place, directory: Directory) -> Iterator[Observation]:
    """Every role with the principals it trusts."""
    for role in directory.roles:
        yield from sound((_ROLE, _TRUST), "iam", partial(_role, place, directory, role))


def _role(place: Place, directory: Directory, role: Item) -> Iterator[Observation]:
    reaching = list(directory.reaching(role, "RolePolicyList"))
    is_admin = any_allows_everything(reaching)
    trust = Trust(place.account_id, statements(role["AssumeRolePolicyDocument"]))
    last_used = role.get("RoleLastUsed") or {}
    yield rows(
        _ROLE,
        {
            "role_arn": role["Arn"],
            "role_name": role["RoleName"],
            "account_id": place.account_id,
            "path": role.get("Path"),
            "created_at": moment(role.get("CreateDate")),
            "last_used_at": moment(last_used.get("LastUsedDate")),
            "last_used_region": last_used.get("Region"),
            "is_service_linked": role.get("Path", "").startswith("/aws-service-role/"),
            **trust.columns(),
            "attached_policy_count": len(role.get("AttachedManagedPolicies", ())),
            "inline_policy_count": len(role.get("RolePolicyList", ())),
            "permissions_boundary_arn": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
            "has_admin_policy": is_admin,
            "owner": place.owner(role.get("Tags")),
            "raw": kept(role),
        },
    )
    yield Rows(_TRUST, list(trust.rows(role["Arn"])))
    if is_admin is None:
        yield Gap(
            _ROLE,
            Reason.INCOMPLETE,
            "the text of a policy was not listed",
            role["Arn"],
            ("has_admin_policy",),
        )
