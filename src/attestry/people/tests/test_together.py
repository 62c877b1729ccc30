"""Several people changed at once, and that undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.actions.checklists import close_step
from attestry.people.actions.keeping import add_team, end_employment
from attestry.people.actions.together import edit_people, undo_edit
from attestry.people.models import Checklist, Person
from attestry.people.rules.employment import Engagement
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words

pytestmark = pytest.mark.django_db
HERE = "/people/together/"


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


def rows():
    return list(Person.objects.order_by("pk").values())


def test_several_people_get_a_team_a_manager_and_an_engagement_and_undoing_restores_them():
    boss, ada, ben = a_person("Boss"), a_person("Ada", team="Core"), a_person("Ben")
    before = rows()
    made = edit_people(
        HOUSE,
        people=[ada.pk, ben.pk],
        team=add_team(HOUSE, name="Sales"),
        manager=boss,
        engagement=Engagement.CONTRACTOR,
    )
    changed = Person.objects.filter(pk__in=[ada.pk, ben.pk])
    assert set(changed.values_list("team__name", "manager__name", "engagement")) == {
        ("Sales", "Boss", "contractor")
    }
    assert set(Checklist.objects.values_list("kind", "person__name")) == {("mover", "Ada"), ("mover", "Ben")}
    entry = JournalEntry.objects.filter(subject=ada.subject).last()
    assert (entry.before["team"], entry.after["team"]) == ("Core", "Sales")
    assert (entry.before["manager_email"], entry.after["manager_email"]) == ("", "boss@example.org")
    undo_edit(HOUSE, made)
    assert rows() == before
    assert not Checklist.objects.filter(withdrawn_at=None).exists()
    assert Checklist.objects.count() == 2, "putting back is no move"
    with pytest.raises(UndoRefused, match="already"):
        undo_edit(HOUSE, made)


def test_undoing_is_refused_where_somebody_changed_one_or_began_a_checklist_since_or_its_day_is_over():
    boss, ada, ben = a_person("Boss"), a_person("Ada"), a_person("Ben")
    made = edit_people(HOUSE, people=[ada.pk, ben.pk], manager=boss)
    end_employment(HOUSE, ben, ended_on=TODAY)
    with pytest.raises(UndoRefused, match="1 person changed since, such as “Ben”"):
        undo_edit(HOUSE, made)
    moved = edit_people(HOUSE, people=[ada.pk], team=add_team(HOUSE, name="Sales"))
    step = Checklist.objects.get(person=ada).steps.first()
    close_step(HOUSE, step)
    with pytest.raises(UndoRefused, match="checklist that it opened was begun"):
        undo_edit(HOUSE, moved)
    assert Person.objects.get(pk=ada.pk).team.name == "Sales"
    with clock.simulated(NOW + timedelta(hours=25)), pytest.raises(UndoRefused, match="24 hours"):
        undo_edit(HOUSE, moved)


def test_who_would_report_to_themselves_by_whatever_way_stops_all_and_is_named():
    boss = a_person("Boss")
    lead = a_person("Lead", manager_email=boss.email)
    ada = a_person("Ada", manager_email=lead.email)
    before = rows()
    with pytest.raises(BulkRefused, match="Lead: manager: nobody reports to themselves"):
        edit_people(HOUSE, people=[ada.pk, lead.pk], manager=lead)
    with pytest.raises(BulkRefused, match="Boss: manager: the line would go in a circle"):
        edit_people(HOUSE, people=[lead.pk, boss.pk], manager=ada)
    assert rows() == before
    assert not BulkEdit.objects.exists()


def test_the_page_changes_the_ticked_ones_or_all_that_match_and_undoes_it(client):
    signed_in(client)
    boss, hostile = a_person("Boss"), a_person("<script>x", email="x@example.org")
    a_person("Ben")
    sent = {"chosen": [hostile.pk], "bulk-manager": boss.pk, "here": "?q=script"}
    answer = client.post(HERE, sent, follow=True)
    page, made = words(answer), BulkEdit.objects.get()
    assert answer.redirect_chain[-1][0] == "/people/?q=script"
    assert "1 person: manager Boss. It can be undone until" in page
    assert f'action="{HERE}{made.pk}/undo/?q=script"' in page
    assert "<script>x" not in page
    assert "Undone" in words(client.post(f"{HERE}{made.pk}/undo/", follow=True))
    assert not Person.objects.exclude(manager=None).exists()
    sent = {"which": "all", "here": "?q=ben", "shown": "3", "bulk-engagement": "intern"}
    assert "showed 3 people when you read it and shows 1 now" in words(client.post(HERE, sent, follow=True))
    client.post(HERE, {**sent, "shown": "1"})
    assert Person.objects.get(engagement="intern").name == "Ben"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_keeps_no_register_changes_nobody(client, role):
    ada, who = a_person("Ada"), somebody("Eve", role)
    made = edit_people(HOUSE, people=[ada.pk], engagement=Engagement.INTERN)
    client.force_login(who)
    assert client.post(HERE, {"chosen": [ada.pk], "bulk-engagement": "employee"}).status_code == 403
    assert client.post(f"{HERE}{made.pk}/undo/").status_code == 403
    with pytest.raises(NotAllowed):
        undo_edit(who.actor(), made)


def test_two_hundred_people_cost_as_many_questions_as_ten(client):
    signed_in(client)
    boss = a_person("Boss")
    made = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", name=f"P {n}", started_on=TODAY, recorded_at=NOW)
        for n in range(200)
    )
    numbers = [one.pk for one in made]
    assert_rows_do_not_multiply(
        client, HERE, numbers, {"bulk-manager": boss.pk}, {"bulk-engagement": "contractor"}
    )
