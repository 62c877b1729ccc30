"""Where an engagement is, what is lacking before each state that may follow, and the one next thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.engagements.rules.beginning import Standing
from attestry.engagements.rules.side import Side
from attestry.engagements.rules.state import State
from attestry.ui.words import counted_words, day_words


@dataclass(frozen=True, slots=True)
class Way:
    """A state that may follow, what is lacking before it, and who may take the step (None: either side)."""

    to: State
    lacks: tuple[str, ...]
    whose: Side | None
    wants_reason: bool = False

    def is_open_to(self, side: Side) -> bool:
        """Whether somebody of the side may take it now."""
        return self.whose in (None, side) and not self.lacks and self.to is not State.ISSUED


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one next thing: in words, why, whose it is (None: either side), and the page, by its name."""

    words: str
    why: str
    whose: Side | None
    page: str = ""


def next_thing(state: State, said: Standing, ways: tuple[Way, ...], *, today: date) -> NextThing:
    """What brings the engagement on, by its state and by what is lacking first."""
    match state:
        case State.PLANNING:
            return _of_planning(said, next((way for way in ways if way.to is State.FIELDWORK), None))
        case State.PERIOD_RUNNING:
            return _of_period(said.until_on, today)
        case State.FIELDWORK:
            return NextThing(
                "Answer and examine",
                "Management answers requests; the firm tests and concludes.",
                None,
                "requests",
            )
        case State.REVIEW:
            issue = next((way for way in ways if way.to is State.ISSUED), None)
            lacks = issue.lacks[0] if issue and issue.lacks else ""
            why = f"First of {len(issue.lacks)}: {lacks}." if issue and lacks else "Nothing is lacking here."
            return NextThing("Review, sign and issue the report", why, Side.FIRM, "opinions")
        case State.ISSUED | State.CLOSED:
            return NextThing(
                "Plan the next one",
                "Its period follows on the day after this one's last.",
                Side.MANAGEMENT,
                "renew",
            )
        case _:
            return NextThing("Nothing", "It was withdrawn.", None)


def will_take(state: State, said: Standing, ways: tuple[Way, ...], *, today: date) -> str:
    """What the next state takes, in a sentence that counts."""
    forward = next((way for way in ways if way.to is not State.WITHDRAWN), None)
    if forward is None or state in (State.ISSUED, State.CLOSED):
        return "Nothing more."
    lacks = counted_words(len(forward.lacks), "thing is", "things are")
    words = f"{lacks} lacking before “{forward.to.label}”."
    if said.kind.has_period and said.until_on >= today:
        left = counted_words((said.until_on - today).days + 1, "day")
        words += f" The period ends on {day_words(said.until_on)}: {left} with today."
    return words


def _of_planning(said: Standing, way: Way | None) -> NextThing:
    lacks = way.lacks if way else ()
    if not lacks:
        return NextThing("Let the work begin", "Nothing is lacking before it.", None)
    why = f"{lacks[0][:1].upper()}{lacks[0][1:]}."
    if not said.has_firm:
        return NextThing("Name the firm", why, Side.MANAGEMENT, "firm")
    if "licence" in lacks[0]:
        return NextThing("Bring the firm's licence up to date", why, None, "licence")
    if not said.team or not said.has_partner:
        return NextThing("Name the reviewing partner", why, Side.MANAGEMENT, "team")
    return NextThing("Sign the independence note", why, Side.FIRM, "independence")


def _of_period(until_on: date, today: date) -> NextThing:
    if until_on < today:
        return NextThing("Let fieldwork begin", f"The period ended on {day_words(until_on)}.", None)
    return NextThing(
        "Keep operating the controls", f"The period runs until {day_words(until_on)}.", Side.MANAGEMENT
    )
