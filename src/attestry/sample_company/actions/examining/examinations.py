"""The days of each examination: who does what on which, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attestry.engagements.models import Engagement
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.state import State
from attestry.sample_company.actions.examining import (
    drawing,
    planning,
    reporting,
    requesting,
    testing,
    weighing,
)
from attestry.sample_company.actions.examining.scene import Scene
from attestry.sample_company.actions.leading.deeds import Happening
from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Calendar

Act = Callable[[Scene, Engagement], None]
FIRST_PAPER_HOUR, MINUTES_A_PAPER = 9, 7


class Examinations:
    """Tells each examination whose firm could have looked: the company was read before its work began."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        whole = company.examinations
        told = whole.examinations if whole else ()
        self._scenes = [Scene(company, calendar, whole, one) for one in told] if whole else []
        self._calendar = calendar

    def happenings(self, day: int, *, is_read: bool) -> Iterator[Happening]:
        """What happens to the examinations on a day."""
        for scene in self._scenes:
            days = scene.told.days
            if day == days.planned:
                yield self._calendar.at(day, 11, 15), partial(planning.plan, scene)
            if not days.joined <= day <= days.issued:
                continue
            for hour, minute, does in self._before(scene, day):
                yield self._calendar.at(day, hour, minute), partial(_told, scene, State.PLANNING, does)
            if is_read and day >= days.begins and scene.is_covered():
                yield from self._work(scene, day)

    def _before(self, scene: Scene, day: int) -> Iterator[tuple[int, int, Act]]:
        days = scene.told.days
        if day == days.joined:
            yield 10, 20, planning.join
        if day == days.letter:
            yield 15, 0, partial(_letter, LetterKind.ENGAGEMENT)
        if day == days.asked:
            yield 10, 40, requesting.ask

    def _work(self, scene: Scene, day: int) -> Iterator[Happening]:
        days = scene.told.days
        if day == days.begins:
            yield self._calendar.at(day, 8, 55), partial(_told, scene, State.PLANNING, planning.begin)
        steps: list[tuple[int, int, int, Act]] = [
            (days.begins, 9, 30, testing.open_all),
            (days.answered, 9, 0, requesting.hand_papers_in),
            (days.answered, 11, 0, requesting.answer),
            (days.answered, 16, 0, requesting.accept),
            (days.described, 10, 0, reporting.describe),
            (days.signed, 15, 0, reporting.sign),
            (days.later, 9, 0, weighing.ask_later),
            (days.later, 15, 0, reporting.opine),
            (days.issued, 9, 10, weighing.answer_later),
            (days.issued, 10, 0, weighing.weigh_later),
            (days.issued, 11, 0, partial(_letter, LetterKind.REPRESENTATION)),
        ]
        if scene.told.kind.has_operating_tests:
            steps += [
                (days.answered, 17, 0, drawing.draw_all),
                (days.weighed, 10, 0, weighing.weigh),
                (days.weighed + 1, 14, 0, weighing.respond_to_all),
            ]
        for on, hour, minute, does in steps:
            if on == day:
                yield self._calendar.at(day, hour, minute), partial(_told, scene, State.FIELDWORK, does)
        if days.papers <= day < days.weighed:
            yield from self._papers(scene, day)
        if day == days.issued:
            yield self._calendar.at(day, 13), partial(_told, scene, State.FIELDWORK, reporting.approve)
            yield self._calendar.at(day, 15), partial(_told, scene, State.REVIEW, reporting.issue)

    def _papers(self, scene: Scene, day: int) -> Iterator[Happening]:
        """The papers of a day: each control on one day, its design before its operation."""
        engagement = scene.engagement()
        if engagement is None:
            return
        days, papers = scene.told.days, testing.papers_of(engagement)
        span = days.weighed - days.papers
        mine = [one for place, one in enumerate(papers) if days.papers + place * span // len(papers) == day]
        for place, paper in enumerate(mine):
            at = self._calendar.at(day, FIRST_PAPER_HOUR, place * MINUTES_A_PAPER)
            yield at, partial(testing.work_on, scene, paper)
        yield self._calendar.at(day, 18), partial(_told, scene, State.FIELDWORK, testing.review)


def _letter(kind: LetterKind, scene: Scene, engagement: Engagement) -> None:
    planning.hand_in(scene, engagement, kind)


def _told(scene: Scene, state: State, does: Act) -> None:
    """Do it, where the engagement stands and got as far as that."""
    engagement = scene.engagement()
    if engagement is not None and engagement.the_state is state:
        does(scene, engagement)
