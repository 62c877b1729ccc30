from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.models import Team
from attestry.people.queries.duties import duties_of
from attestry.policies.actions.acknowledging import acknowledge_policy
from attestry.policies.actions.keeping import review_policy
from attestry.policies.actions.writing import edit_policy, settle_policy
from attestry.policies.errors import NotInThatState, NotOfTheWorkforce, NotTheDigest
from attestry.policies.models import Acknowledgement
from attestry.policies.queries.acknowledgements import asked
from attestry.policies.queries.policies import published_version
from attestry.policies.tests.conftest import NOW
from attestry.policies.tests.world import a_person, a_user, adopted, published, put_in_force

TODAY = NOW.date()


def owed(person):
    return [(one.title, one.due_on, one.done_on) for one in duties_of(person) if one.kind == "policy"]


def say(name, policy, role=Role.EMPLOYEE, digest=""):
    digest = digest or published_version(policy).digest
    return acknowledge_policy(a_user(name, role).actor(), policy, digest=digest)


def test_a_policy_in_force_is_a_duty_until_the_person_acknowledges_that_very_version(system):
    policy, max_ = published(system), a_person("Max")
    title = "Read and acknowledge “Access control policy”, version 1"
    assert owed(max_) == [(title, date(2026, 3, 24), None)]
    made = say("Max", policy)
    assert (made.digest, made.acknowledged_at, made.person) == (published_version(policy).digest, NOW, max_)
    assert owed(max_) == [(title, date(2027, 3, 10), TODAY)]


def test_a_new_version_is_owed_afresh(system):
    policy, max_ = published(system), a_person("Max")
    say("Max", policy)
    first = published_version(policy)
    edit_policy(a_user("Ada").actor(), policy, text=first.text + "\nMore.\n", based_on=first.digest)
    put_in_force(policy)
    assert owed(max_) == [
        ("Read and acknowledge “Access control policy”, version 2", date(2026, 3, 24), None)
    ]
    with pytest.raises(NotTheDigest):
        say("Max", policy, digest=first.digest)


def test_only_people_who_work_here_on_that_day_are_asked_and_may_say_it(system):
    policy = published(system)
    a_person("Lea", ended_on=TODAY - timedelta(days=1))
    a_person("Tom", started_on=TODAY + timedelta(days=1))
    a_person("Max", ended_on=TODAY)
    assert [one.person.name for one in asked(TODAY)] == ["Max"]
    for name in ("Lea", "Tom", "Nobody"):
        with pytest.raises(NotOfTheWorkforce):
            say(name, policy)
    say("Max", policy)
    assert Acknowledgement.objects.count() == 1


def test_who_joins_later_has_the_days_from_the_first_one(system):
    policy = published(system)
    with clock.simulated(NOW + timedelta(days=60)):
        tom = a_person("Tom", started_on=TODAY + timedelta(days=50))
        assert [due for _, due, _ in owed(tom)] == [TODAY + timedelta(days=64)]
    assert policy.acknowledge_within_days == 14


def test_after_a_year_it_is_owed_again(system):
    policy, max_ = published(system), a_person("Max")
    say("Max", policy)
    with clock.simulated(NOW + timedelta(days=365)):
        assert owed(max_)[0][2] is None
        say("Max", policy)
        assert owed(max_)[0][2] == date(2027, 3, 10)
    assert Acknowledgement.objects.count() == 2


def test_a_policy_for_some_teams_asks_only_them(system):
    team = Team.objects.create(name="Platform")
    a_person("Max", team=team)
    a_person("Lea")
    policy = published(system, "POL-09")
    assert asked(TODAY) == ()
    settle_policy(
        a_user("Ada").actor(), policy, title=policy.title, owner=None, is_for_everyone=False, teams="Platform"
    )
    assert [one.person.name for one in asked(TODAY)] == ["Max"]


def test_nothing_is_asked_before_the_day_it_takes_effect(system):
    policy = adopted(system)
    put_in_force(policy, effective_on=TODAY + timedelta(days=7))
    max_ = a_person("Max")
    assert owed(max_) == []
    with clock.simulated(NOW + timedelta(days=7)):
        assert [due for _, due, _ in owed(max_)] == [TODAY + timedelta(days=21)]


def test_what_is_not_in_force_cannot_be_acknowledged_and_an_auditor_never(system):
    policy = adopted(system)
    a_person("Max")
    a_person("Zoe")
    with pytest.raises(NotInThatState):
        say("Max", policy, digest="0" * 64)
    put_in_force(policy)
    with pytest.raises(NotAllowed):
        say("Zoe", policy, Role.AUDITOR)


def test_a_review_is_a_duty_of_the_owner_thirty_days_before_it_is_due(system):
    policy, max_ = published(system, "POL-09"), a_person("Max")
    settle_policy(a_user("Ada").actor(), policy, title=policy.title, owner=max_, is_for_everyone=False)
    with clock.simulated(NOW + timedelta(days=334)):
        assert duties_of(max_) == ()
    with clock.simulated(NOW + timedelta(days=335)):
        (duty,) = duties_of(max_)
        assert (duty.kind, duty.due_on) == ("policy review", date(2027, 3, 10))
        review_policy(a_user("Ada").actor(), policy, finding="Still holds.")
        assert duties_of(max_) == ()


@pytest.mark.parametrize("count", [3, 12])
def test_asking_costs_the_same_however_many_people_and_policies(system, count, django_assert_num_queries):
    for number in range(1, count):
        published(system, f"POL-{number:02}")
        a_person(f"Person{number}")
    with django_assert_num_queries(4):
        asked(TODAY)
