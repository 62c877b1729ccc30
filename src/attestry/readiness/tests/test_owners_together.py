"""Several controls given an owner at once, and that undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.actions.adopting import assign_owner
from attestry.controls.actions.owning import assign_owners, undo_owners
from attestry.controls.errors import OwnerUnfit
from attestry.controls.models import Control
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.kit.errors import NotAllowed

HERE = "/controls/owners/"


def numbers(*keys):
    return [Control.objects.get(key=key).pk for key in keys]


def owners(*keys):
    return dict(Control.objects.filter(key__in=keys).values_list("key", "owner__name"))


def test_several_controls_get_an_owner_and_undoing_restores_whose_they_were(system):
    ada, ben = somebody("Ada", Role.OWNER), somebody("Ben", Role.OWNER)
    assign_owner(HOUSE, Control.objects.get(key="IAM-01"), owner=ada)
    before = list(Control.objects.order_by("pk").values())
    made = assign_owners(HOUSE, controls=numbers("IAM-01", "IAM-02"), owner=ben)
    assert owners("IAM-01", "IAM-02") == {"IAM-01": "Ben", "IAM-02": "Ben"}
    entry = JournalEntry.objects.filter(subject="control:IAM-01").last()
    assert (entry.before, entry.after) == ({"owner": ada.email}, {"owner": ben.email})
    undo_owners(HOUSE, made)
    assert list(Control.objects.order_by("pk").values()) == before
    with pytest.raises(UndoRefused, match="already"):
        undo_owners(HOUSE, made)


def test_undoing_is_refused_where_somebody_changed_one_since_or_its_day_is_over(system):
    ada, ben = somebody("Ada", Role.OWNER), somebody("Ben", Role.OWNER)
    made = assign_owners(HOUSE, controls=numbers("IAM-01", "IAM-02"), owner=ben)
    assign_owner(HOUSE, Control.objects.get(key="IAM-02"), owner=ada)
    with pytest.raises(UndoRefused, match="1 control changed since, such as “IAM-02"):
        undo_owners(HOUSE, made)
    assert owners("IAM-01") == {"IAM-01": "Ben"}
    again = assign_owners(HOUSE, controls=numbers("IAM-03"), owner=ben)
    with (
        clock.simulated(again.expires_at + timedelta(minutes=1)),
        pytest.raises(UndoRefused, match="24 hours"),
    ):
        undo_owners(HOUSE, again)


def test_who_cannot_answer_for_a_control_is_given_none(system):
    with pytest.raises(OwnerUnfit, match="auditor"):
        assign_owners(HOUSE, controls=numbers("IAM-01"), owner=somebody("Eve", Role.AUDITOR))
    ben = somebody("Ben", Role.OWNER)
    assign_owners(HOUSE, controls=numbers("IAM-01"), owner=ben)
    with pytest.raises(BulkRefused, match="like that already"):
        assign_owners(HOUSE, controls=numbers("IAM-01"), owner=ben)


def test_the_page_gives_the_ticked_ones_or_all_that_match_an_owner_and_undoes_it(lead):
    ben = somebody("<b>Ben", Role.OWNER)
    (number,) = numbers("IAM-01")
    assert f'name="chosen" value="{number}"' in lead.get("/controls/?q=IAM-01").content.decode()
    answer = lead.post(HERE, {"chosen": [number], "bulk-owner": ben.pk, "here": "?category=iam"}, follow=True)
    page, made = answer.content.decode(), BulkEdit.objects.get()
    assert answer.redirect_chain[-1][0] == "/controls/?category=iam"
    assert "1 control: owner &lt;b&gt;Ben. It can be undone until" in page
    assert f'action="{HERE}{made.pk}/undo/?category=iam"' in page
    assert "<b>Ben" not in page
    assert "Undone" in lead.post(f"{HERE}{made.pk}/undo/", follow=True).content.decode()
    assert owners("IAM-01") == {"IAM-01": None}
    assert (
        "Owner: This field is required" in lead.post(HERE, {"chosen": [number]}, follow=True).content.decode()
    )
    sent = {"which": "all", "here": "?q=IAM-01", "shown": "2", "bulk-owner": ben.pk}
    assert "showed 2 controls when you read it" in lead.post(HERE, sent, follow=True).content.decode()
    lead.post(HERE, {**sent, "shown": "1"})
    assert list(Control.objects.filter(owner=ben).values_list("key", flat=True)) == ["IAM-01"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_assigns_no_owner_changes_none(client, system, role):
    ben, who = somebody("Ben", Role.OWNER), somebody("Eve", role)
    made = assign_owners(HOUSE, controls=numbers("IAM-01"), owner=ben)
    client.force_login(who)
    assert client.post(HERE, {"chosen": numbers("IAM-02"), "bulk-owner": ben.pk}).status_code == 403
    assert client.post(f"{HERE}{made.pk}/undo/").status_code == 403
    with pytest.raises(NotAllowed):
        undo_owners(who.actor(), made)


def test_two_hundred_controls_cost_as_many_questions_as_ten(lead):
    first = Control.objects.get(key="IAM-01")
    told = {"category": first.category, "origin": "own", "statement": "It is done.", "applies_when": "core"}
    told |= {
        "nature": first.nature,
        "execution": first.execution,
        "frequency": first.frequency,
        "risk": "Loss.",
    }
    made = Control.objects.bulk_create(
        Control(key=f"OWN-{n}", title=f"Control {n}", **told) for n in range(200)
    )
    ben, cho = somebody("Ben", Role.OWNER), somebody("Cho", Role.OWNER)
    assert_rows_do_not_multiply(
        lead, HERE, [one.pk for one in made], {"bulk-owner": ben.pk}, {"bulk-owner": cho.pk}
    )
