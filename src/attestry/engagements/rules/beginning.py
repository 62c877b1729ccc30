"""What has to be there before an engagement goes on: before the firm begins, and before it reports.

AT-C 105 (acceptance, independence), AT-C 205 (written assertion, evidence); the licence and the peer
review are the firm's to keep and the reader's to look up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.engagements.rules.kind import EngagementKind
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an engagement when somebody wants to take it further.

    ``employees`` are members of the team whom the register of people holds as well.
    """

    kind: EngagementKind
    until_on: date
    has_firm: bool
    licence: str
    licence_expires_on: date | None
    signed_by: frozenset[str]
    team: tuple[str, ...]
    has_partner: bool
    employees: tuple[str, ...] = ()


def lacking_to_begin(said: Standing, *, today: date) -> tuple[str, ...]:
    """What an attestation lacks before the firm's work may begin; an internal one needs no firm."""
    if not said.kind.is_attestation:
        return ()
    if not said.has_firm:
        return ("no firm is named",)
    lacks = []
    if not said.licence:
        lacks.append("the firm's licence is not recorded")
    elif said.licence_expires_on and has_lapsed(said.licence_expires_on, on=today):
        lacks.append(f"the firm's licence expired on {day_words(said.licence_expires_on)}")
    if not said.team:
        lacks.append("nobody of the firm is on the team")
    elif not said.has_partner:
        lacks.append("no reviewing partner is on the team")
    lacks += [f"{name} works here, and an auditor cannot be an employee as well" for name in said.employees]
    unsigned = [name for name in said.team if name not in said.signed_by]
    if unsigned:
        lacks.append(f"the independence note is not signed by {', '.join(unsigned)}")
    return tuple(lacks)


def has_lapsed(expires_on: date | None, *, on: date) -> bool:
    """Whether something that expires is over on a day; it still counts on its last one."""
    return expires_on is not None and expires_on < on
