"""IAM users as rows: who they are, how they sign in, and which policies reach them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.connectors.rules.observation import Gap, Observation, Reason, Rows

from .credential_report import CREDENTIAL_COLUMNS, Report, credentials, key_rows
from .directory import Directory, Reach, any_allows_everything
from .reading import rows, sound
from .refusals import Refusal
from .transport import Item
from .values import Place, Row, kept, moment

_USER, _KEY, _POLICY = "aws_iam_user", "aws_iam_access_key", "aws_iam_user_policy"
_TOO_NEW = Refusal(Reason.STALE, "the credential report is older than this user")


def users(place: Place, directory: Directory, report: Report | Refusal) -> Iterator[Observation]:
    """Every user with its keys and policies."""
    for user in directory.users:
        yield from sound((_USER, _KEY, _POLICY), "iam", partial(_user, place, directory, report, user))


def root(account_id: str, line: dict[str, str]) -> Iterator[Observation]:
    """The root user, whom only the report knows."""
    yield rows(
        _USER,
        {
            "user_arn": line["arn"],
            "user_name": "root",
            "account_id": account_id,
            "is_root": True,
            "created_at": moment(line["user_creation_time"]),
            **credentials(line),
            "raw": kept(line),
        },
    )
    yield Rows(_KEY, [row | {"user_name": "root"} for row in key_rows(account_id, line)])


def _user(place: Place, directory: Directory, report: Report | Refusal, user: Item) -> Iterator[Observation]:
    reaching = list(directory.reaching_user(user))
    is_admin = any_allows_everything(reaching)
    known, refusal = _credentials(report, user["Arn"])
    yield rows(_USER, _described(place, user) | {"has_admin_policy": is_admin} | known)
    if refusal is not None:
        yield Gap(_USER, refusal.reason, refusal.detail, user["Arn"], CREDENTIAL_COLUMNS)
        yield Gap(_KEY, refusal.reason, refusal.detail, user["Arn"])
    elif not isinstance(report, Refusal):
        yield Rows(_KEY, list(key_rows(place.account_id, report[user["Arn"]])))
    if is_admin is None or not directory.is_seen_whole(user):
        yield Gap(
            _USER, Reason.INCOMPLETE, "a policy or group was not listed", user["Arn"], ("has_admin_policy",)
        )
    yield from _policies(place, user["Arn"], reaching)


def _policies(place: Place, user_arn: str, reaching: list[Reach]) -> Iterator[Observation]:
    for one in reaching:
        everything = one.allows_everything()
        if everything is None:
            detail = f"the text of policy {one.policy_name} was not listed"
            yield Gap(_POLICY, Reason.INCOMPLETE, detail, user_arn, ("allows_everything",))
        row = {
            "user_arn": user_arn,
            "source": one.source,
            "group_name": one.group_name,
            "policy_name": one.policy_name,
            "policy_arn": one.policy_arn or "",
            "account_id": place.account_id,
            "allows_everything": everything,
        }
        yield rows(_POLICY, row)


def _credentials(report: Report | Refusal, user_arn: str) -> tuple[Row, Refusal | None]:
    if isinstance(report, Refusal):
        return {}, report
    line = report.get(user_arn)
    return ({}, _TOO_NEW) if line is None else (credentials(line), None)


def _described(place: Place, user: Item) -> Row:
    return {
        "user_arn": user["Arn"],
        "user_name": user["UserName"],
        "account_id": place.account_id,
        "is_root": False,
        "path": user.get("Path"),
        "created_at": moment(user.get("CreateDate")),
        "attached_policy_count": len(user.get("AttachedManagedPolicies", ())),
        "inline_policy_count": len(user.get("UserPolicyList", ())),
        "group_count": len(user.get("GroupList", ())),
        "permissions_boundary_arn": user.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "owner": place.owner(user.get("Tags")),
        "raw": kept(user),
    }
