"""Roles and what each may do, and the limits on signing in. A permission is the name of an act.

Segregation: an auditor operates nothing that management keeps; only an auditor's account
writes conclusions (AT-C 105 independence; CC1.3, CC5.1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatchcase

from attestry.ui.navigation import READS_THE_PROGRAM


class Role(StrEnum):
    """What a user comes to do."""

    ADMINISTRATOR = "administrator"
    LEAD = "compliance_lead"
    OWNER = "control_owner"
    EMPLOYEE = "employee"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role as a person would say it."""
        return self.value.replace("_", " ").capitalize()


SET_OWN = "accounts.set_own_password"
READ = READS_THE_PROGRAM

_LEAD = (
    "audit_packages.*",
    "connectors.*",
    "controls.*",
    "scope.*",
    "frameworks.*",
    "control_tests.*",
    "effectiveness.*",
    "evidence.*",
    "readiness.*",
    "reports.*",
    "journal.export",
    "program.*",
    "remediation.*",
    "access_reviews.*",
    "training.*",
    "policies.*",
    "continuity.*",
    "incidents.*",
    "risks.*",
    "vendors.*",
    "customers.*",
    "people.*",
    "notices.*",
    "engagements.plan",
    "engagements.keep_firm",
    "engagements.staff",
    "engagements.move",
    "engagements.keep",
    "engagements.hand_in_letter",
    "requests.ask",
    "requests.answer",
    "requests.keep",
    "requests.comment",
    "descriptions.keep",
    "deviations.respond",
    "opinions.comment",
    "bridge_letters.keep",
    "bridge_letters.review",
    "readers.*",
    "nondisclosure.*",
    "disclosures.*",
    "reliance.*",
    "questionnaires.*",
    "trust_center.*",
)

# What is asked of somebody who works here: a checklist to see to, a course, a review of access.
_WORKS_HERE = (
    "people.close_step",
    "training.complete_course",
    "access_reviews.decide",
    "policies.acknowledge",
    "remediation.work",
    "remediation.verify",
    "remediation.reopen",
    "incidents.report",
    "incidents.finish",
    "continuity.finish",
)

# What the firm does; the wall asks besides whether somebody is on the team of the engagement.
_EXAMINES = (
    "engagements.confirm_independence",
    "engagements.move",
    "engagements.staff",
    "engagements.hand_in_letter",
    "engagements.keep_own_firm",
    "engagements.recover_colleague",
    "engagements.issue",
    "requests.ask",
    "requests.judge",
    "requests.comment",
    "populations.*",
    "workpapers.*",
    "deviations.evaluate",
    "deviations.share",
    "deviations.ask",
    "descriptions.comment",
    "opinions.*",
)

_EVERY_ROLE = (SET_OWN, "accounts.keep_own_tokens")

# An administrator may do what a lead may, so that one person alone can start.
_GRANTS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: ("accounts.*", READ, *_LEAD),
    Role.LEAD: (READ, *_LEAD),
    Role.OWNER: (
        READ,
        "evidence.hand_in",
        "control_tests.record_manual_result",
        "connectors.request_collection",
        "effectiveness.ask_excusal",
        "incidents.work",
        "requests.answer",
        "requests.comment",
        "questionnaires.answer",
        *_WORKS_HERE,
    ),
    Role.EMPLOYEE: _WORKS_HERE,
    Role.EXECUTIVE: (
        READ,
        "reports.*",
        "effectiveness.decide_excusal",
        "scope.sign_decision",
        "controls.sign_design",
        "policies.approve",
        "continuity.approve",
        "risks.accept_risk",
        "remediation.accept",
        "descriptions.sign",
        "opinions.comment",
        "bridge_letters.review",
        "bridge_letters.sign",
        "readers.see",
        "readers.decide",
        "readers.name_reader",
        "readers.grant",
        "nondisclosure.see",
        "disclosures.see",
        "reliance.see",
        "requests.answer",
        "requests.comment",
        *_WORKS_HERE,
    ),
    Role.AUDITOR: (
        READ,
        "evidence.view",
        "audit_packages.request",
        "evidence.export",
        "journal.export",
        *_EXAMINES,
    ),
}


def may(role: Role, permission: str) -> bool:
    """Whether the role grants the permission."""
    return any(fnmatchcase(permission, pattern) for pattern in (*_EVERY_ROLE, *_GRANTS[role]))


class RolePermissions(frozenset[str]):
    """A set of permissions given by patterns: membership asks the role."""

    role: Role

    def __new__(cls, role: Role) -> RolePermissions:
        """The permissions of ``role``."""
        made = super().__new__(cls, _GRANTS[role])
        made.role = role
        return made

    def __contains__(self, permission: object) -> bool:
        return isinstance(permission, str) and may(self.role, permission)


LINK_BYTES = 32
LINK_VALID_FOR = timedelta(minutes=15)

# An auditor's account is its own kind: invited once, recovered by colleagues, signed in for less long.
INVITATION_VALID_FOR = timedelta(days=3)
AUDITOR_SESSION_LASTS = timedelta(hours=4)
AUDITOR_TOKEN_VALID_AT_MOST = timedelta(days=30)
INVITE_COLLEAGUE = "engagements.staff"
RECOVER_COLLEAGUE = "engagements.recover_colleague"
VIEW_EVIDENCE = "evidence.view"

TOKEN_START = "attestry_"  # noqa: S105  the beginning by which a leaked one is found
TOKEN_VALID_AT_MOST = timedelta(days=366)
KEEP_TOKENS = "accounts.keep_own_tokens"

ATTEMPTS_COUNT_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Earlier attempts that still count: at this address from this origin, and each alone."""

    at_address_from_origin: int
    at_address: int
    from_origin: int


def may_attempt(earlier: Attempts) -> bool:
    """Whether one more attempt is allowed.

    Five guesses at one address from one place, so that a typing mistake is forgiven; thirty
    from one place, against a list of addresses; a hundred at one address from everywhere,
    high enough that a stranger cannot easily lock its owner out.
    """
    return earlier.at_address_from_origin < 5 and earlier.from_origin < 30 and earlier.at_address < 100


def token_digest(token: str) -> str:
    """What is kept of a sign-in link's token: the SHA-256 of its text, 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()
