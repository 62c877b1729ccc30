"""What has to be done when somebody joins, moves or leaves, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from attestry.people.rules.facts import PersonFacts

# Who started or left longer ago than this was here before the list was kept.
KEPT_FROM = timedelta(days=30)


class ChecklistKind(StrEnum):
    """What happened to the person."""

    JOINER = "joiner"
    MOVER = "mover"
    LEAVER = "leaver"


# Days after the first, moving or last day by which everything is done (HRS-05: ten for a leaver).
DAYS = {ChecklistKind.JOINER: 30, ChecklistKind.MOVER: 10, ChecklistKind.LEAVER: 10}

STEPS: dict[ChecklistKind, tuple[str, ...]] = {
    ChecklistKind.JOINER: (
        "Background check completed as the role and local law require",
        "Contract and confidentiality undertaking signed",
        "Accounts made on an approved request, each in the person's own name",
        "Device handed over, encrypted and enrolled",
        "Policies acknowledged and awareness training assigned",
    ),
    ChecklistKind.MOVER: (
        "Rights of the former role taken away",
        "Rights of the new role approved and given",
        "Training for the new role assigned",
    ),
    ChecklistKind.LEAVER: (
        "Accounts disabled in every system",
        "Shared passwords and keys that the person knew changed",
        "Device and badge returned, device wiped",
        "Work and data handed over",
        "Reminded of the confidentiality undertaking that outlives the contract",
    ),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A reason for a checklist: its kind, and the day that its time is counted from."""

    kind: ChecklistKind
    on: date

    @property
    def due_on(self) -> date:
        """The day by which every step is done."""
        return self.on + timedelta(days=DAYS[self.kind])


def occasions(before: PersonFacts | None, after: PersonFacts, today: date) -> tuple[Occasion, ...]:
    """The checklists that a change calls for; ``before`` is None for somebody new to the register.

    People who were here, or gone, before the register was kept call for none.
    """
    found = []
    leaves = after.ended_on is not None and (before is None or before.ended_on is None)
    if before is None and after.started_on >= today - KEPT_FROM:
        found.append(Occasion(ChecklistKind.JOINER, after.started_on))
    if before is not None and (before.team, before.title) != (after.team, after.title) and not leaves:
        found.append(Occasion(ChecklistKind.MOVER, today))
    if leaves and after.ended_on and (before is not None or after.ended_on >= today - KEPT_FROM):
        found.append(Occasion(ChecklistKind.LEAVER, after.ended_on))
    return tuple(found)
