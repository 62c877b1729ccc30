"""Access reviews by quarter: accounts frozen, decided and signed by their owner; removals then proved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from attestry.access_reviews.actions.deciding import close_review, decide
from attestry.access_reviews.actions.opening import open_review
from attestry.access_reviews.actions.proving import note_all_proofs
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.rules.review import Decision, Flag
from attestry.accounts.models import User
from attestry.accounts.queries import user_of
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.systems import SystemFile
from attestry.sample_company.rules.calendar import Calendar, is_workday
from attestry.sample_company.scenario.access import taken_away

ACCOUNTS = "list-of-accounts"
DECIDED_AFTER = 4
CLOSED_AFTER = 8
DUE_AFTER = 14
QUARTER = 91


class Reviews:
    """Opens a review of each system every quarter; its owner decides and signs."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds) -> None:
        self._company, self._calendar, self._deeds = company, calendar, deeds
        self._lead = next(one.login for one in company.program.users if one.role is Role.LEAD)
        self._systems = [one for one in company.systems.systems if one.is_reviewed]

    def happenings(self, day: int) -> Iterator[Happening]:
        """What happens to the reviews on a day."""
        for position, system in enumerate(self._systems):
            for does, after in ((self._open, 0), (self._decide, DECIDED_AFTER), (self._close, CLOSED_AFTER)):
                if (opened := day - after) in self._quarters(day):
                    yield self._calendar.at(day, 10, 20 + position), partial(does, system, opened)
        if is_workday(day):
            yield self._calendar.at(day, 8, 45), partial(note_all_proofs, Actor.system("pipeline"))

    def _quarters(self, day: int) -> list[int]:
        """The days on which reviews are opened: those of the story, then one a quarter."""
        told = list(self._company.systems.reviews)
        return [*told, *range(told[-1] + QUARTER, day + 1, QUARTER)]

    def _open(self, system: SystemFile, day: int) -> None:
        open_review(
            self._deeds.actor(self._lead),
            connection=ACCOUNTS,
            system=system.id,
            reviewer=self._reviewer(system),
            due_on=self._calendar.on(day + DUE_AFTER),
            name=self._name(system, day),
        )

    def _decide(self, system: SystemFile, day: int) -> None:
        review = self._review(system, day)
        if review is None:
            return
        gone = self._taken_away(system, day)
        sorted_items: dict[str, list[int]] = defaultdict(list)
        for item in review.items.all():
            sorted_items[_pile(item, review.reviewer.email, gone)].append(item.pk)
        reviewer, lead = review.reviewer.actor(), self._deeds.actor(self._lead)
        for pile, actor, decision, reason in (
            ("kept", reviewer, Decision.KEEP, ""),
            ("flagged", reviewer, Decision.KEEP, "Looked at with its holder: the work needs these rights."),
            ("removed", reviewer, Decision.REMOVE, "Not needed for the work any more."),
            ("own", lead, Decision.KEEP, "The owner of the system needs it."),
        ):
            if sorted_items[pile]:
                decide(actor, review, items=sorted_items[pile], decision=decision, reason=reason)

    def _close(self, system: SystemFile, day: int) -> None:
        review = self._review(system, day)
        if review is not None:
            close_review(review.reviewer.actor(), review)

    def _taken_away(self, system: SystemFile, day: int) -> frozenset[str]:
        """The accounts of a system that the story takes away in the weeks after a review, by id."""
        return frozenset(
            f"{system.id}/{one.login}"
            for one in self._company.people
            if day <= (taken_away(self._company, system, one) or -1) < day + QUARTER
        )

    def _review(self, system: SystemFile, day: int) -> AccessReview | None:
        return AccessReview.objects.filter(name=self._name(system, day)).select_related("reviewer").first()

    def _name(self, system: SystemFile, day: int) -> str:
        return f"{system.title}, {self._calendar.on(day):%B %Y}"

    def _reviewer(self, system: SystemFile) -> User:
        return user_of(self._company.address(system.owner))


def _pile(item: ReviewItem, reviewer: str, gone: frozenset[str]) -> str:
    """What becomes of an account: nobody decides on their own, and who left loses theirs."""
    if item.person_email == reviewer:
        return "own"
    if item.account_id in gone or Flag.LEFT in item.flags:
        return "removed"
    return "flagged" if item.flags else "kept"
