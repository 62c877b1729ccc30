"""Training through the year: courses asked of people, lists of who finished, mails to see who clicks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.accounts.rules import Role
from attestry.people.models import Team
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.diary import CourseFile, Habits, PhishingFile
from attestry.sample_company.content.people import Person as Told
from attestry.sample_company.rules.calendar import Calendar
from attestry.sample_company.rules.chance import between, share
from attestry.training.actions.completing import import_completions, import_phishing
from attestry.training.actions.courses import add_course, assign_course

ASKED_ON = 7
LIST_EVERY, LISTED_FROM = 14, 18
DAYS_TO_FINISH = 30


class Learning:
    """Keeps the courses, and takes in every fortnight who finished what."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds, habits: Habits) -> None:
        self._company, self._calendar, self._deeds, self._habits = company, calendar, deeds, habits
        self._lead = next(one.login for one in company.program.users if one.role is Role.LEAD)

    def happenings(self, day: int) -> Iterator[Happening]:
        """What happens to the courses on a day."""
        if day == ASKED_ON:
            for position, course in enumerate(self._habits.courses):
                yield self._calendar.at(day, 13, position), partial(self._ask, course)
        if day >= LISTED_FROM and (day - LISTED_FROM) % LIST_EVERY == 0:
            yield self._calendar.at(day, 13, 30), partial(self._list, day)
        for campaign in self._habits.phishing:
            if campaign.day == day:
                yield self._calendar.at(day, 14, 30), partial(self._trick, campaign)

    def _ask(self, course: CourseFile) -> None:
        lead = self._deeds.actor(self._lead)
        made = add_course(
            lead,
            key=course.key,
            title=course.title,
            topic=course.topic,
            content=course.content,
            days_to_finish=DAYS_TO_FINISH,
            repeat_days=course.repeat_days,
        )
        assign_course(lead, made, team=Team.objects.get(name=course.team) if course.team else None)

    def _list(self, day: int) -> None:
        rows = [
            f"{self._company.address(one.id)},{course.key},{self._calendar.on(done).isoformat()}"
            for course in self._habits.courses
            for one in self._takers(course)
            if day - LIST_EVERY < (done := self._finishes(course, one)) <= day and one.works_on(done)
        ]
        if rows:
            data = "\n".join(["email,course,completed_on", *rows]).encode()
            import_completions(
                self._deeds.actor(self._lead), data=data, origin="Learnspring, every fortnight"
            )

    def _takers(self, course: CourseFile) -> Iterator[Told]:
        for one in self._company.people:
            if (one.ends is None or one.ends > ASKED_ON) and course.team in (None, one.department):
                yield one

    def _finishes(self, course: CourseFile, one: Told) -> int:
        """The day on which somebody finishes a course."""
        asked, late = max(one.starts, ASKED_ON), self._company.story.late_training
        if one.id == late.person:
            return one.starts + late.days
        return asked + between(1, DAYS_TO_FINISH - 2, "finishes", course.key, one.id)

    def _trick(self, campaign: PhishingFile) -> None:
        rows = ["email,clicked,entered,reported"]
        for one in self._company.working(campaign.day):
            luck = share("phishing", campaign.name, one.id)
            is_caught = luck < campaign.clicked_share
            is_told = not is_caught and luck > 1 - campaign.reported_share
            entered = is_caught and luck < campaign.clicked_share / 4
            said = ("yes" if yes else "no" for yes in (is_caught, entered, is_told))
            rows.append(",".join((self._company.address(one.id), *said)))
        import_phishing(
            self._deeds.actor(self._lead),
            name=campaign.name,
            ran_on=self._calendar.on(campaign.day - 1),
            data="\n".join(rows).encode(),
        )
