"""What is known of an engagement when somebody wants to take it further."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models.functions import Lower

from attestry.engagements.models import Engagement, TeamMember
from attestry.engagements.rules import issuing
from attestry.engagements.rules.ahead import Way
from attestry.engagements.rules.beginning import Standing, lacking_to_begin
from attestry.engagements.rules.issuing import Issue
from attestry.engagements.rules.letter import LetterFacts, LetterKind
from attestry.engagements.rules.side import Duty, Side
from attestry.engagements.rules.state import State, is_the_firms, ways_from
from attestry.people.models import Person


def standing_of(engagement: Engagement) -> Standing:
    """The engagement's firm, licence, team and independence notes, in four queries."""
    team = list(engagement.team.filter(left_at=None).select_related("user"))
    here = _who_works_here(team)
    notes = engagement.independence_notes.values_list("user__name", flat=True)
    firm = engagement.firm
    return Standing(
        kind=engagement.the_kind,
        until_on=engagement.until_on,
        has_firm=firm is not None,
        licence=f"{firm.licence_jurisdiction} {firm.licence_number}".strip() if firm else "",
        licence_expires_on=firm.licence_expires_on if firm else None,
        signed_by=frozenset(notes),
        team=tuple(one.user.name for one in team),
        has_partner=any(one.duty == Duty.PARTNER for one in team),
        employees=tuple(one.user.name for one in team if one.user.email.casefold() in here),
    )


def _who_works_here(team: Iterable[TeamMember]) -> frozenset[str]:
    """Of these, the addresses that the register of people holds: whoever was added to it later as well."""
    asked = Person.objects.annotate(address=Lower("email"))
    found = asked.filter(address__in={one.user.email.casefold() for one in team})
    return frozenset(found.values_list("address", flat=True))


def issue_of(engagement: Engagement) -> Issue:
    """What stands when somebody wants to issue, in four queries."""
    letters = engagement.letters.values_list("kind", "dated_on")
    return Issue(
        engagement.the_state,
        standing_of(engagement),
        tuple(LetterFacts(LetterKind(kind), on) for kind, on in letters),
    )


def lacking_to_issue(engagement: Engagement, *, report_on: date, today: date) -> tuple[str, ...]:
    """Why the report may not be issued, as far as this room knows: licence, team, letters, dates, state.

    Rooms above ask this first and add what they know of the opinion, the description and the tests.
    """
    return issuing.lacking_to_issue(issue_of(engagement), report_on=report_on, today=today)


def ways_of(engagement: Engagement, said: Issue, *, today: date) -> tuple[Way, ...]:
    """The states that may follow, each with what is lacking. The report is taken as dated today."""
    found = []
    for to in ways_from(engagement.the_state, engagement.the_kind):
        lacks: tuple[str, ...] = ()
        if to is State.ISSUED:
            lacks = issuing.lacking_to_issue(said, report_on=today, today=today)
        elif engagement.the_state is State.PLANNING and to is not State.WITHDRAWN:
            lacks = lacking_to_begin(said.standing, today=today)
        is_firms = to is State.ISSUED or is_the_firms(engagement.the_state, to)
        whose = Side.FIRM if is_firms and engagement.the_kind.is_attestation else None
        found.append(Way(to, lacks, whose, wants_reason=to is State.WITHDRAWN))
    return tuple(found)
