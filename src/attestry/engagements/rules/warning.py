"""What a reader would hold against an engagement, or against its firm, before anything is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from attestry.engagements.rules.beginning import has_lapsed
from attestry.engagements.rules.state import State
from attestry.ui.words import counted_words, day_words

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something of the firm's that expires, and the entry that proves it where there is one.

    ``bars_issue``: once it expired, no report is issued. A peer review is the reader's to weigh.
    """

    what: str
    said: str
    expires_on: date | None
    entry_seq: int | None
    bars_issue: bool = False

    def warnings(self, *, today: date) -> tuple[str, ...]:
        """What is wrong or will be, in sentences; nothing of what nobody said."""
        if not self.said:
            return (f"The {self.what} is not recorded.",)
        found = []
        if self.expires_on is None:
            found.append(f"Nobody said until when the {self.what} holds.")
        elif has_lapsed(self.expires_on, on=today):
            follows = ": no report is issued" if self.bars_issue else ""
            found.append(f"The {self.what} expired on {day_words(self.expires_on)}{follows}.")
        elif self.expires_on - today <= SOON:
            left = counted_words((self.expires_on - today).days, "day")
            found.append(f"The {self.what} expires on {day_words(self.expires_on)}, in {left}.")
        if self.entry_seq is None:
            found.append(f"No evidence shows the {self.what}.")
        return tuple(found)


def letter_warning(state: State, *, has_engagement_letter: bool) -> tuple[str, ...]:
    """What is said of the terms that were never signed."""
    if has_engagement_letter or state in (State.CLOSED, State.WITHDRAWN):
        return ()
    if state is State.PLANNING:
        return ("The engagement letter is not handed in: its terms are signed before the work begins.",)
    return ("The work began without a signed engagement letter: no report is issued before it is there.",)
