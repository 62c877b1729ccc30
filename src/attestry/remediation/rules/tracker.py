"""How a task and its issue are brought into step, and which side a conflict goes to.

A title that one side changed since both last agreed goes to the other; changed on both sides, the
task's stands. Whether something is fixed, verified and closed is said in Attestry alone: an issue that
was closed fixes its task only where it names new evidence, and never closes it; one that was opened
again reopens a task that was fixed, verified or closed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from attestry.remediation.rules.task import DONE, UNFIXED, TaskState

EVERY = timedelta(minutes=5)
LONGEST_TITLE = 250
MISSING = "closed here, evidence is missing"
_WAITS = (1, 2, 5, 15, 30, 60)
_MARK = re.compile(r"attestry-task-[0-9a-f]{8}-[0-9]+")
_MARKED_LINE = re.compile(r"^Attestry: .*attestry-task-[0-9a-f]{8}-[0-9]+.*$", re.MULTILINE)
_EVIDENCE = re.compile(r"^\s*Evidence: entr(?:y|ies) ([0-9][0-9, ]{0,200})", re.MULTILINE | re.IGNORECASE)


class TrackerKind(StrEnum):
    """Whose interface a tracker has."""

    GITHUB = "github"
    JIRA_CLOUD = "jira_cloud"
    JIRA_SERVER = "jira_server"

    @property
    def label(self) -> str:
        """Its name."""
        return {
            "github": "GitHub issues",
            "jira_cloud": "Jira Cloud",
            "jira_server": "Jira Data Center or Server",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as its tracker says it."""

    id: str
    key: str
    url: str
    title: str
    text: str
    is_open: bool
    updated_at: datetime

    @property
    def mark(self) -> str:
        """What a task put there when the issue was made; nothing where it is of somebody else."""
        found = _MARK.search(self.text)
        return found.group() if found else ""

    @property
    def entries(self) -> list[int]:
        """The entries of the ledger that it names as evidence."""
        said = " ".join(_EVIDENCE.findall(self.text)).replace(",", " ").split()
        return sorted({int(one) for one in said if len(one) < 16})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an issue should say of its task. ``why`` is written once, when it is made."""

    mark: str
    title: str
    why: str
    state: str
    is_open: bool

    @property
    def digest(self) -> str:
        """The same for the same content: what was written is not written again."""
        said = f"{self.title}\n{self.state}\n{self.is_open}"
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def line(self) -> str:
        """The line that says whose issue it is and where the task stands."""
        return f"Attestry: {self.state} ({self.mark})"

    @property
    def text(self) -> str:
        """The whole text of a new issue."""
        how = "Before closing, add a line “Evidence: entry N” with the number of what shows the fix."
        return "\n\n".join(one for one in (self.why, how, self.line) if one)

    def text_after(self, theirs: str) -> str:
        """Their text with the line brought up to date; whatever else they wrote stays."""
        return _MARKED_LINE.sub(lambda _: self.line, theirs.replace("\r\n", "\n"))


class Theirs(StrEnum):
    """What an issue asks of its task."""

    NOTHING = "nothing"
    FIX = "fix"
    REOPEN = "reopen"


def mark_of(home: str, task: int) -> str:
    """What an issue of a task carries, so that one that was made is found again: home and number."""
    return f"attestry-task-{home}-{task}"


def shown(title: str) -> str:
    """A title as a tracker can hold it: one line, not too long."""
    return " ".join(title.split())[:LONGEST_TITLE]


def title_after(agreed: str, ours: str, theirs: str) -> tuple[str, str]:
    """The title that stands, and theirs where it was overruled. Both ends as a tracker shows them."""
    if theirs in ("", agreed, shown(ours)):
        return ours, ""
    if shown(ours) == agreed:
        return theirs, ""
    return ours, theirs


def asks(state: TaskState, *, was_open: bool, is_open: bool, closed_there: bool) -> Theirs:
    """What follows from an issue that was open or closed when it was last seen, and is now."""
    if is_open and not was_open and state in (TaskState.FIXED, TaskState.VERIFIED, TaskState.CLOSED):
        return Theirs.REOPEN
    if not is_open and (was_open or closed_there) and state in UNFIXED:
        return Theirs.FIX
    return Theirs.NOTHING


def wants_open(state: TaskState, *, moved_at: datetime, closed_there_at: datetime | None) -> bool:
    """Whether the issue should be open: as its task, but left closed by whoever closed it there."""
    if state in DONE:
        return False
    return closed_there_at is None or (state is TaskState.OPEN and moved_at > closed_there_at)


def wait_after(failures: int) -> timedelta:
    """The wait after so many refusals in a row (from 1): growing, an hour at most, for ever."""
    return timedelta(minutes=_WAITS[min(failures, len(_WAITS)) - 1])
