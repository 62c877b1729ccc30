"""Who may do what in the provider's account: the account, users and keys, roles, policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.content.cloud import CloudUser
from attestry.sample_company.rules.calendar import Moment
from attestry.sample_company.rules.chance import between

Row = dict[str, Any]

_BREAK_GLASS_TRIED_EVERY = 75
_ROOT_CREATED = -1500


def arn(company: Company, service: str, rest: str, *, is_regional: bool = True) -> str:
    """The name that the provider gives a resource."""
    region = company.cloud.region if is_regional else ""
    return f"arn:aws:{service}:{region}:{company.cloud.account_id}:{rest}"


def is_exposed(company: Company, moment: Moment) -> bool:
    """Whether the story's bucket is public at the moment."""
    told = company.story.public_bucket
    opened = moment.calendar.at(told.day, told.hour, told.minute)
    closed = moment.calendar.at(told.day, told.hour + told.hours, told.minute)
    return opened <= moment.now < closed


def account(company: Company, moment: Moment) -> Iterator[Row]:
    """The account itself; its block on public storage was lifted while the bucket was public."""
    is_blocked = not is_exposed(company, moment)
    yield {
        "account_id": company.cloud.account_id,
        "partition": "aws",
        "root_mfa_enabled": True,
        "root_access_keys_present": False,
        "users_count": len(company.cloud.users),
        "mfa_devices_in_use_count": 2,
        "block_public_acls": is_blocked,
        "ignore_public_acls": is_blocked,
        "block_public_policy": is_blocked,
        "restrict_public_buckets": is_blocked,
    }


def password_policy(company: Company, _moment: Moment) -> Iterator[Row]:
    """The password rules for console users."""
    yield {
        "account_id": company.cloud.account_id,
        "policy_present": True,
        "minimum_length": 16,
        "require_uppercase": True,
        "require_lowercase": True,
        "require_numbers": True,
        "require_symbols": True,
        "expire_passwords": False,
        "reuse_prevention_count": 24,
        "allow_users_to_change": True,
        "hard_expiry": False,
    }


def users(company: Company, moment: Moment) -> Iterator[Row]:
    """The root user and the few users that are not people's."""
    account_id = company.cloud.account_id
    yield {
        "user_arn": f"arn:aws:iam::{account_id}:root",
        "user_name": "<root_account>",
        "account_id": account_id,
        "is_root": True,
        "created_at": moment.calendar.at(_ROOT_CREATED),
        "mfa_active": True,
        "active_access_key_count": 0,
        "access_key_1_active": False,
        "access_key_2_active": False,
    }
    for user in company.cloud.users:
        has_key = user.key_created is not None
        yield {
            "user_arn": _user_arn(company, user),
            "user_name": user.name,
            "account_id": account_id,
            "is_root": False,
            "path": "/",
            "created_at": moment.calendar.at(user.created),
            "password_enabled": user.has_password,
            "password_last_used_at": _last_used(user, moment) if user.has_password else None,
            "mfa_active": user.has_password,
            "active_access_key_count": 1 if has_key else 0,
            "access_key_1_active": has_key,
            "access_key_2_active": False,
            "last_used_at": _last_used(user, moment),
            "attached_policy_count": 0,
            "inline_policy_count": 0,
            "group_count": 1,
            "has_admin_policy": user.is_admin,
            "owner": "platform",
        }


def _user_arn(company: Company, user: CloudUser) -> str:
    return f"arn:aws:iam::{company.cloud.account_id}:user/{user.name}"


def _last_used(user: CloudUser, moment: Moment) -> Any:
    """Keys are used all the time, shown here by the week; the break-glass user when it is tried."""
    if user.key_created is not None:
        return moment.calendar.at(moment.monday(), 3)
    start = user.last_used or 0
    return moment.calendar.at(moment.day - (moment.day - start) % _BREAK_GLASS_TRIED_EVERY, 2)


def access_keys(company: Company, moment: Moment) -> Iterator[Row]:
    """Access keys with the day on which they were made."""
    for user in company.cloud.users:
        if user.key_created is None:
            continue
        yield {
            "user_arn": _user_arn(company, user),
            "slot": 1,
            "user_name": user.name,
            "account_id": company.cloud.account_id,
            "is_active": True,
            "rotated_at": moment.calendar.at(_key_day(company, user, moment), 10),
            "last_used_at": moment.calendar.at(moment.monday(), 3),
            "last_used_region": company.cloud.region,
            "last_used_service": "s3",
        }


def _key_day(company: Company, user: CloudUser, moment: Moment) -> int:
    old = company.story.old_access_key
    every = user.rotates_every or 78
    last = old.day if user.name == old.user and moment.day >= old.day else moment.day
    start = user.key_created or 0
    if user.name == old.user:
        start = old.day - 4 * every
    return last - (last - start) % every


def groups(company: Company, moment: Moment) -> Iterator[Row]:
    """The one group that the users are in."""
    yield {
        "group_arn": f"arn:aws:iam::{company.cloud.account_id}:group/machines",
        "group_name": "machines",
        "account_id": company.cloud.account_id,
        "created_at": moment.calendar.at(-700),
        "member_count": len(company.cloud.users),
        "attached_policy_count": 1,
        "inline_policy_count": 0,
        "has_admin_policy": False,
    }


def user_policies(company: Company, _moment: Moment) -> Iterator[Row]:
    """What reaches the users through their group."""
    for user in company.cloud.users:
        yield {
            "user_arn": _user_arn(company, user),
            "source": "group_attached",
            "group_name": "machines",
            "policy_name": "collector-read",
            "policy_arn": f"arn:aws:iam::{company.cloud.account_id}:policy/collector-read",
            "account_id": company.cloud.account_id,
            "allows_everything": False,
        }


def roles(company: Company, moment: Moment) -> Iterator[Row]:
    """Roles that services and people on call take on."""
    for role in company.cloud.roles:
        yield {
            "role_arn": f"arn:aws:iam::{company.cloud.account_id}:role/{role}",
            "role_name": role,
            "account_id": company.cloud.account_id,
            "path": "/",
            "created_at": moment.calendar.at(-between(300, 900, "role", role), 12),
            "last_used_at": moment.calendar.at(moment.monday(), 1),
            "last_used_region": company.cloud.region,
            "is_service_linked": False,
            "trusts_anyone": False,
            "trusts_other_account": False,
            "requires_external_id": False,
            "attached_policy_count": 1,
            "inline_policy_count": 0,
            "has_admin_policy": False,
            "owner": "platform",
        }


def role_trusts(company: Company, _moment: Moment) -> Iterator[Row]:
    """Whom each role trusts."""
    for role in company.cloud.roles:
        yield {
            "role_arn": f"arn:aws:iam::{company.cloud.account_id}:role/{role}",
            "principal_kind": "service",
            "principal": "ecs-tasks.amazonaws.com",
            "is_other_account": False,
            "has_condition": True,
        }


def policies(company: Company, moment: Moment) -> Iterator[Row]:
    """The company's own policies."""
    for policy in company.cloud.policies:
        yield {
            "policy_arn": f"arn:aws:iam::{company.cloud.account_id}:policy/{policy}",
            "policy_name": policy,
            "account_id": company.cloud.account_id,
            "is_customer_managed": True,
            "attachment_count": 1,
            "created_at": moment.calendar.at(-between(200, 800, "policy", policy), 12),
            "updated_at": moment.calendar.at(-between(20, 190, "policy", policy), 12),
            "statement_count": between(2, 6, "statements", policy),
            "allows_everything": False,
            "allows_whole_service": False,
        }
