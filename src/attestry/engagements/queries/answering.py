"""Who of management answers the firm."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role, may


def who_answers(permission: str) -> tuple[User, ...]:
    """The users of management with a permission; administrators only where nobody else has it. One query."""
    able = [one for one in active_users() if one.role != Role.AUDITOR and may(Role(one.role), permission)]
    others = tuple(one for one in able if one.role != Role.ADMINISTRATOR)
    return others or tuple(able)
