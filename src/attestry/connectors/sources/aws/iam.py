"""Identities and permissions: one listing and one report answer seven tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.connectors.rules.observation import Coverage, Gap, Observation

from .account import Account
from .credential_report import credential_report
from .directory import Directory, read_directory
from .iam_policies import groups, policies
from .iam_roles import roles
from .iam_users import root, users
from .reading import gaps_of, reads, sound
from .refusals import Refusal

TABLES = (
    "aws_iam_user",
    "aws_iam_access_key",
    "aws_iam_user_policy",
    "aws_iam_group",
    "aws_iam_role",
    "aws_iam_role_trust",
    "aws_iam_policy",
)


@reads(*TABLES)
def collect(account: Account) -> Iterator[Observation]:
    """Three calls, and one more for each further page."""
    directory = read_directory(account)
    report = credential_report(account)
    yield from gaps_of(directory.refusal, *TABLES)
    yield from users(account.place(), directory, report)
    yield from _root(account, report)
    yield from groups(account.place(), directory)
    yield from roles(account.place(), directory)
    yield from policies(account.place(), directory)
    yield from _coverage(directory, report)


def _root(account: Account, report: dict[str, dict[str, str]] | Refusal) -> Iterator[Observation]:
    arn = f"arn:{account.partition}:iam::{account.account_id}:root"
    if isinstance(report, Refusal):
        yield from gaps_of(report, "aws_iam_access_key")
        yield Gap("aws_iam_user", report.reason, report.detail, arn)
    elif arn in report:
        yield from sound(("aws_iam_user",), "root", partial(root, account.account_id, report[arn]))


def _coverage(directory: Directory, report: dict[str, dict[str, str]] | Refusal) -> Iterator[Coverage]:
    known = 0 if isinstance(report, Refusal) else sum(user["Arn"] in report for user in directory.users)
    yield Coverage("users with credentials", expected=len(directory.users), seen=known)
