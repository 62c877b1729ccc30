"""Who could decide about a text."""

from __future__ import annotations

from collections.abc import Collection

from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role, may

APPROVE = "policies.approve"


def others_who_may_approve(writers: Collection[str]) -> int:
    """How many active users may approve policies and wrote nothing in this version."""
    roles = [role.value for role in Role if may(role, APPROVE)]
    could = active_users().filter(role__in=roles)
    return sum(user.subject not in writers for user in could.only("email"))
