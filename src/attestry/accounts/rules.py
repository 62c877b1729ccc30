"""Roles and what each may do. A permission is the name of an act.

Segregation: an auditor operates nothing that management keeps; only an auditor's account
writes conclusions (AT-C 105 independence; CC1.3, CC5.1).
"""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase


class Role(StrEnum):
    """What a user comes to do."""

    ADMINISTRATOR = "administrator"
    LEAD = "compliance_lead"
    OWNER = "control_owner"
    EMPLOYEE = "employee"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"

    @property
    def title(self) -> str:
        """The role as a person would say it."""
        return self.value.replace("_", " ").capitalize()


_GRANTS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: ("accounts.*", "connectors.*", "scope.*", "evidence.export", "journal.export"),
    Role.LEAD: (
        "connectors.*",
        "controls.*",
        "scope.*",
        "frameworks.*",
        "control_tests.*",
        "evidence.*",
        "readiness.*",
        "reports.*",
        "journal.export",
    ),
    Role.OWNER: ("evidence.hand_in", "control_tests.record_manual_result", "connectors.request_collection"),
    Role.EMPLOYEE: (),
    Role.EXECUTIVE: ("reports.*",),
    Role.AUDITOR: ("evidence.export", "journal.export"),
}


def may(role: Role, permission: str) -> bool:
    """Whether the role grants the permission."""
    return any(fnmatchcase(permission, pattern) for pattern in _GRANTS[role])


class RolePermissions(frozenset[str]):
    """A set of permissions given by patterns: membership asks the role."""

    role: Role

    def __new__(cls, role: Role) -> RolePermissions:
        made = super().__new__(cls, _GRANTS[role])
        made.role = role
        return made

    def __contains__(self, permission: object) -> bool:
        return isinstance(permission, str) and may(self.role, permission)
