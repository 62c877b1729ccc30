"""What the company's people do in the program, one deed after the other: diary/*.yaml."""

from __future__ import annotations

from datetime import time
from typing import Any

from attestry.kit.content import Content


class Deed(Content):
    """An act of the house by its name: who does it on which day, and what it is told.

    In what it is told, ``day 12`` is the date of that day and ``day 12 14:30`` an instant of it; a person
    is named by login; a record by its key, name or number, or by its fields where it has none of these.
    ``{number_of: vendors.vendor, name: …}`` is the number of a record, where an act wants numbers.
    ``wants_report``: done once the last examination has its report, and never where it has none.
    """

    day: int
    at: time = time(11)
    by: str
    do: str
    told: dict[str, Any]
    every_days: int | None = None
    wants_readings: bool = False
    wants_report: bool = False

    def is_due(self, day: int) -> bool:
        """Whether it is done on a day."""
        since = day - self.day
        return since == 0 or (self.every_days is not None and since > 0 and since % self.every_days == 0)


class Diary(Content):
    """One file of the diary."""

    deeds: tuple[Deed, ...]


class PolicyFile(Content):
    """A policy made of templates: whose it is, who acknowledges it, and the days of its versions.

    No teams means everybody. ``changes`` are the days of later versions, each with what changed.
    """

    templates: str
    title: str
    owner: str
    day: int
    teams: tuple[str, ...] = ()
    review_months: int = 12
    changes: tuple[tuple[int, str], ...] = ()
    reviewed_on_days: tuple[int, ...] = ()


class CourseFile(Content):
    """A course, who takes it, and how it reads."""

    key: str
    title: str
    topic: str
    content: str
    team: str | None = None
    repeat_days: int | None = 365


class PhishingFile(Content):
    """A campaign of made-up mails, and which share of people fell for it."""

    name: str
    day: int
    clicked_share: float
    reported_share: float


class AssessmentFile(Content):
    """An assessment of readiness: when it is begun and when it is frozen."""

    begins: int
    ends: int
    assessor: str
    assessed_by: str
    independence: str


class StepFile(Content):
    """When a step of the program is closed; with a reason and a name where conditions do not hold."""

    step: str
    day: int
    reason: str = ""
    responsible: str = ""


class SigningFile(Content):
    """When the scope is signed, in which office, and what is said with it."""

    day: int
    by: str
    title: str
    note: str


class DesignsFile(Content):
    """When somebody signs the designs of the controls that others answer for."""

    day: int
    by: str


class Habits(Content):
    """habits.yaml: what is done by a rule rather than once."""

    contact: str
    policies: tuple[PolicyFile, ...]
    courses: tuple[CourseFile, ...]
    phishing: tuple[PhishingFile, ...]
    assessments: tuple[AssessmentFile, ...]
    signings: tuple[SigningFile, ...]
    designs: tuple[DesignsFile, ...] = ()
    steps: tuple[StepFile, ...]
