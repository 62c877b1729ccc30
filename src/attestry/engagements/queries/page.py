"""An engagement as its page shows it, and the list of them, each in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from attestry.engagements.models import (
    CarriedMatter,
    Engagement,
    EngagementStep,
    Firm,
    IndependenceNote,
    Letter,
    TeamMember,
)
from attestry.engagements.queries.criteria import edition_words
from attestry.engagements.queries.standing import issue_of, ways_of
from attestry.engagements.rules.ahead import NextThing, Way, next_thing, will_take
from attestry.engagements.rules.dates import period_words, unaudited_days
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.state import State
from attestry.engagements.rules.warning import Expiry, letter_warning
from attestry.engagements.wall import engagements_of
from attestry.journal.rules import Actor


@dataclass(frozen=True, slots=True)
class EngagementPage:
    """Where the engagement is, what comes next, and everything that both sides know of it."""

    ways: tuple[Way, ...]
    next: NextThing
    takes: str
    warnings: tuple[str, ...]
    expiries: tuple[Expiry, ...]
    team: tuple[TeamMember, ...]
    left: tuple[TeamMember, ...]
    notes: tuple[IndependenceNote, ...]
    unsigned: tuple[str, ...]
    letters: tuple[Letter, ...]
    steps: tuple[EngagementStep, ...]
    carried: tuple[CarriedMatter, ...]
    categories: tuple[str, ...]
    criteria: str
    left_out: tuple[tuple[str, str], ...]
    unaudited_days: int | None
    next_from: date


def engagement_page(engagement: Engagement, *, today: date) -> EngagementPage:
    """The page's facts as of a day."""
    said = issue_of(engagement)
    ways = ways_of(engagement, said, today=today)
    everybody = tuple(engagement.team.select_related("user"))
    notes = tuple(engagement.independence_notes.select_related("user"))
    letters = tuple(engagement.letters.all())
    expiries = expiries_of(engagement.firm)
    team = tuple(one for one in everybody if one.left_at is None)
    signed = {note.user_id for note in notes}
    state = engagement.the_state
    warnings = [*letter_warning(state, has_engagement_letter=_has(letters, LetterKind.ENGAGEMENT))]
    if state not in (State.CLOSED, State.WITHDRAWN) and engagement.the_kind.is_attestation:
        warnings = [words for one in expiries for words in one.warnings(today=today)] + warnings
    if not engagement.the_kind.is_attestation:
        warnings = []
    return EngagementPage(
        ways=ways,
        next=next_thing(state, said.standing, ways, today=today),
        takes=will_take(state, said.standing, ways, today=today),
        warnings=tuple(warnings),
        expiries=expiries,
        team=team,
        left=tuple(one for one in everybody if one.left_at is not None),
        notes=notes,
        unsigned=tuple(one.user.name for one in team if one.user_id not in signed),
        letters=letters,
        steps=tuple(engagement.steps.all()),
        carried=tuple(engagement.carried.all()),
        categories=tuple(key.replace("_", " ").capitalize() for key in engagement.categories),
        criteria=edition_words(engagement.edition),
        left_out=tuple(sorted(engagement.inapplicable.items())),
        unaudited_days=_unaudited(engagement, today),
        next_from=engagement.until_on + timedelta(days=1),
    )


def expiries_of(firm: Firm | None) -> tuple[Expiry, ...]:
    """The licence and the peer review of a firm; nothing where none is named."""
    if firm is None:
        return ()
    licence = f"{firm.licence_jurisdiction} {firm.licence_number}".strip()
    return (
        Expiry("firm's licence", licence, firm.licence_expires_on, firm.licence_entry_seq, bars_issue=True),
        Expiry(
            "firm's peer review", firm.peer_review, firm.peer_review_expires_on, firm.peer_review_entry_seq
        ),
    )


@dataclass(frozen=True, slots=True)
class EngagementLine:
    """An engagement as a row."""

    engagement: Engagement
    period: str
    warnings: int
    unaudited_days: int | None


def engagement_lines(actor: Actor, *, today: date) -> list[EngagementLine]:
    """The engagements that the actor may know of, the newest first."""
    return [
        EngagementLine(
            one,
            period_words(one.from_on, one.until_on),
            sum(len(it.warnings(today=today)) for it in expiries_of(one.firm))
            if not one.the_state.is_over
            else 0,
            _unaudited(one, today),
        )
        for one in engagements_of(actor)
    ]


def _unaudited(engagement: Engagement, today: date) -> int | None:
    """The days since the last one that an issued report speaks of; None of what is not issued."""
    if engagement.state not in (State.ISSUED, State.CLOSED):
        return None
    return unaudited_days(engagement.until_on, today=today)


def _has(letters: tuple[Letter, ...], kind: LetterKind) -> bool:
    return any(one.kind == kind for one in letters)
