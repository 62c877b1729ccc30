"""Policies through the year: begun from templates, approved, published, acknowledged, reviewed, changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from attestry.accounts.rules import Role
from attestry.people.models import Person, Team
from attestry.policies.actions.acknowledging import acknowledge_policy
from attestry.policies.actions.adopting import adopt_policy
from attestry.policies.actions.deciding import approve_policy, publish_policy, submit_policy
from attestry.policies.actions.keeping import review_policy
from attestry.policies.actions.writing import edit_policy, settle_policy
from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.queries.policies import open_version, published_version
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.diary import Habits, PolicyFile
from attestry.sample_company.rules.calendar import Calendar, is_workday
from attestry.sample_company.rules.chance import between, share
from attestry.scope.queries.categories import the_system

ACKNOWLEDGED_WITHIN = 12
FORGETFUL_SHARE = 0.03


class Papers:
    """Leads the policies as their owners do; most people acknowledge in days, some forget."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds, habits: Habits) -> None:
        self._company, self._calendar, self._deeds, self._habits = company, calendar, deeds, habits
        users = company.program.users
        self._lead = next(one.login for one in users if one.role is Role.LEAD)
        self._approver = next(one.login for one in users if one.role is Role.EXECUTIVE)

    def happenings(self, day: int) -> Iterator[Happening]:
        """What happens to the policies on a day."""
        for position, one in enumerate(self._habits.policies):
            if one.day == day:
                yield self._calendar.at(day, 9, position), partial(self._begin, one)
            if day in (one.day + 2, *(changed + 2 for changed, _ in one.changes)):
                yield self._calendar.at(day, 14, position), partial(self._bring_into_force, one)
            for changed, words in one.changes:
                if changed == day:
                    yield self._calendar.at(day, 9, 30), partial(self._change, one, words)
            if day in one.reviewed_on_days:
                yield self._calendar.at(day, 11, position), partial(self._review, one)
        if is_workday(day):
            yield self._calendar.at(day, 15, 15), partial(self._acknowledge, day)

    def _begin(self, one: PolicyFile) -> None:
        lead, owner = self._deeds.actor(self._lead), self._person(one.owner)
        made = adopt_policy(
            lead,
            the_system(),
            templates=one.templates,
            title=one.title,
            owner=owner,
            contact=self._habits.contact,
        )
        settle_policy(
            lead,
            made,
            title=made.title,
            owner=owner,
            is_for_everyone=not one.teams,
            teams="\n".join(one.teams),
            review_months=one.review_months,
            controls=", ".join(made.controls),
        )

    def _change(self, one: PolicyFile, words: str) -> None:
        policy = self._policy(one)
        before = published_version(policy)
        if before is not None:
            edit_policy(
                self._deeds.actor(self._lead),
                policy,
                text=f"{before.text.rstrip()}\n\n## Since then\n\n{words}\n",
                based_on=before.digest,
                change_note=words,
            )

    def _bring_into_force(self, one: PolicyFile) -> None:
        policy, lead = self._policy(one), self._deeds.actor(self._lead)
        version = open_version(policy)
        if version is not None:
            submit_policy(lead, policy, digest=version.digest)
            approve_policy(
                self._deeds.actor(self._approver), policy, digest=version.digest, reason="Read and agreed."
            )
            publish_policy(lead, policy, digest=version.digest)

    def _review(self, one: PolicyFile) -> None:
        review_policy(
            self._deeds.actor(self._lead),
            self._policy(one),
            finding="Read against what is really done and against the criteria; it holds as it stands.",
        )

    def _acknowledge(self, day: int) -> None:
        today = self._calendar.on(day)
        for policy in Policy.objects.filter(retired_at=None).prefetch_related("teams"):
            version = published_version(policy)
            if version is None or version.effective_on is None or version.effective_on > today:
                continue
            for person in self._owing(policy, version):
                asked = max(version.effective_on, person.started_on + timedelta(days=1))
                if self._reads_on(policy, version, person, (today - asked).days):
                    login = person.email.partition("@")[0]
                    acknowledge_policy(self._deeds.actor(login), policy, digest=version.digest)

    def _owing(self, policy: Policy, version: PolicyVersion) -> Iterator[Person]:
        here = Person.objects.filter(ended_on=None)
        if not policy.is_for_everyone:
            here = here.filter(team__in=Team.objects.filter(pk__in=policy.teams.all()))
        yield from here.exclude(pk__in=version.acknowledgements.values("person")).order_by("pk")

    def _reads_on(self, policy: Policy, version: PolicyVersion, person: Person, days: int) -> bool:
        """Whether this person gets round to it so many days after being asked."""
        late, key = self._company.story.late_acknowledgement, (policy.key, version.number, person.email)
        if person.email == self._company.address(late.person):
            return days >= late.days
        if share("forgets", *key) < FORGETFUL_SHARE:
            return False
        return days >= between(0, ACKNOWLEDGED_WITHIN, "reads", *key)

    def _policy(self, one: PolicyFile) -> Policy:
        return Policy.objects.get(title=one.title)

    def _person(self, login: str) -> Person:
        return Person.objects.get(email=f"{login}@{self._company.profile.domain}")
