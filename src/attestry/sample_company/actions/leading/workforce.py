"""The register of people through the year: a list taken in at the start, then who joins and who leaves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.accounts.actions.users import add_user, deactivate_user
from attestry.accounts.queries import user_of
from attestry.accounts.rules import Role
from attestry.people.actions.checklists import assign_checklist, close_step
from attestry.people.actions.importing import import_people
from attestry.people.actions.keeping import add_person, end_employment
from attestry.people.models import Checklist, ChecklistStep, Person
from attestry.people.rules.checklist import ChecklistKind
from attestry.people.rules.employment import Engagement
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.people import Person as Told
from attestry.sample_company.rules.calendar import Calendar
from attestry.sample_company.rules.chance import between

LIST_DAY = 0
NOTICE_DAYS = 14
_HEADER = "email,name,started_on,engagement,title,team,manager_email"


class Workforce:
    """Keeps the register as a people lead would, with the delays that the story tells."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds) -> None:
        self._company, self._calendar, self._deeds = company, calendar, deeds
        users = company.program.users
        self._signing_in = {one.login for one in users}
        self._administrator = next(one.login for one in users if one.role is Role.ADMINISTRATOR)
        self._lead = next(one.login for one in users if one.role is Role.LEAD)
        self._people_lead = next(one.login for one in users if "HR lead" in one.owns)

    def happenings(self, day: int) -> Iterator[Happening]:
        """What happens to the register on a day."""
        if day < LIST_DAY:
            return
        if day == LIST_DAY:
            yield self._calendar.at(day, 8), self._take_in
        for one in self._company.people:
            if one.starts == day and day > LIST_DAY:
                yield self._calendar.at(day, 8, 30), partial(self._join, one)
            if one.ends is not None and day == max(one.ends - NOTICE_DAYS, one.starts, LIST_DAY + 1):
                yield self._calendar.at(day, 15), partial(self._give_notice, one, one.ends)
            if one.ends is not None and day == one.ends + 1:
                yield self._calendar.at(day, 7), partial(self._close_account, one)
        yield self._calendar.at(day, 16, 30), partial(self._tick, day)

    def _take_in(self) -> None:
        here = self._company.working(LIST_DAY)
        lead = self._deeds.actor(self._lead)
        rows = "\n".join([_HEADER, *map(self._row, here)])
        import_people(lead, rows.encode(), origin="List of workers, from payroll")
        for one in here:
            self._open_account(one)
        for checklist in Checklist.objects.filter(owner=None):
            assign_checklist(lead, checklist, owner=self._person(self._people_lead))

    def _row(self, one: Told) -> str:
        started = self._calendar.on(one.starts).isoformat()
        return ",".join(
            (
                self._mail(one),
                one.name,
                started,
                _engagement(one),
                one.title,
                one.department,
                self._manager(one),
            )
        )

    def _open_account(self, one: Told) -> None:
        if one.login not in self._signing_in:
            administrator = self._deeds.actor(self._administrator)
            add_user(administrator, email=self._mail(one), name=one.name, role=Role.EMPLOYEE)

    def _close_account(self, one: Told) -> None:
        deactivate_user(self._deeds.actor(self._administrator), user_of(self._mail(one)))

    def _join(self, one: Told) -> None:
        self._open_account(one)
        add_person(
            self._deeds.actor(self._lead),
            email=self._mail(one),
            name=one.name,
            started_on=self._calendar.on(one.starts),
            engagement=_engagement(one),
            title=one.title,
            team=one.department,
            manager_email=self._manager(one),
        )
        self._give(one, ChecklistKind.JOINER, self._people_lead)

    def _give_notice(self, one: Told, last_day: int) -> None:
        lead = self._deeds.actor(self._lead)
        end_employment(lead, self._person(one.login), ended_on=self._calendar.on(last_day))
        self._give(one, ChecklistKind.LEAVER, self._administrator)

    def _give(self, one: Told, kind: ChecklistKind, login: str) -> None:
        for checklist in Checklist.objects.filter(person__email=self._mail(one), kind=kind):
            assign_checklist(self._deeds.actor(self._lead), checklist, owner=self._person(login))

    def _tick(self, day: int) -> None:
        """Steps are done one by one over the days after the first, or the last, day of the person."""
        waiting = ChecklistStep.objects.filter(done_at=None, checklist__withdrawn_at=None)
        for step in waiting.select_related("checklist__person", "checklist__owner"):
            since = (self._calendar.on(day) - step.checklist.from_on).days
            if since >= self._days(step):
                owner = step.checklist.owner
                login = owner.email.partition("@")[0] if owner else self._lead
                close_step(self._deeds.actor(login), step)

    def _days(self, step: ChecklistStep) -> int:
        """How many days after the occasion a step is done; the story lets some of them lie."""
        person, story = step.checklist.person, self._company.story
        late_access = {self._company.address(one.person): one.days for one in story.late_leavers}
        late_training = self._company.address(story.late_training.person)
        is_last = step.position == step.checklist.steps.count()
        if step.checklist.kind == ChecklistKind.JOINER:
            if is_last and person.email == late_training:
                return story.late_training.days
            return between(0, 21, "joins", person.email, step.title)
        if step.position == 1 and person.email in late_access:
            return late_access[person.email]
        return between(0, 7, "leaves", person.email, step.title)

    def _person(self, login: str) -> Person:
        return Person.objects.get(email=f"{login}@{self._company.profile.domain}")

    def _mail(self, one: Told) -> str:
        return f"{one.login}@{self._company.profile.domain}"

    def _manager(self, one: Told) -> str:
        return self._company.address(one.manager) if one.manager else ""


def _engagement(one: Told) -> Engagement:
    return Engagement.EMPLOYEE if one.kind == "employee" else Engagement.CONTRACTOR
