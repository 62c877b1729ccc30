"""Several vendors changed at once, and that undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.vendors.actions.keeping import edit_vendor, end_vendor
from attestry.vendors.actions.together import edit_vendors, undo_edit
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence
from attestry.vendors.tests.conftest import NOW, a_vendor

HERE = "/vendors/together/"


def rows():
    return list(Vendor.objects.order_by("pk").values())


def test_several_vendors_get_an_owner_and_facts_their_tier_follows_and_undoing_restores_them(today):
    ben = somebody("Ben", Role.OWNER)
    cloudy, mailer = a_vendor(), a_vendor("Mailer", data=DataHeld.CONFIDENTIAL)
    before = rows()
    facts = {"data_held": DataHeld.NONE, "access": Access.NONE, "dependence": Dependence.LOW}
    made = edit_vendors(HOUSE, vendors=[cloudy.pk, mailer.pk], owner=ben, **facts)
    assert set(Vendor.objects.values_list("tier", "owner__name")) == {("low", "Ben")}
    entry = JournalEntry.objects.filter(subject="vendor:Mailer").last()
    assert (entry.before["tier"], entry.after["tier"]) == ("critical", "low")
    assert entry.after["owner"] == ben.email
    undo_edit(HOUSE, made)
    assert rows() == before
    with pytest.raises(UndoRefused, match="already"):
        undo_edit(HOUSE, made)


def test_undoing_is_refused_where_somebody_wrote_since_or_its_day_is_over(today):
    ben = somebody("Ben", Role.OWNER)
    cloudy, mailer = a_vendor(), a_vendor("Mailer")
    made = edit_vendors(HOUSE, vendors=[cloudy.pk, mailer.pk], owner=ben)
    facts = {"data_held": DataHeld.PERSONAL, "access": Access.PRODUCTION, "dependence": Dependence.STOPS}
    edit_vendor(HOUSE, mailer, service="Sends mail", owner=ben, **facts)
    with pytest.raises(UndoRefused, match="1 vendor changed since, such as “Mailer”"):
        undo_edit(HOUSE, made)
    again = edit_vendors(HOUSE, vendors=[cloudy.pk], dependence=Dependence.NOTICED)
    with clock.simulated(NOW + timedelta(hours=25)), pytest.raises(UndoRefused, match="24 hours"):
        undo_edit(HOUSE, again)


def test_a_vendor_that_was_ended_stops_all_and_is_named(today):
    ben = somebody("Ben", Role.OWNER)
    cloudy, mailer = a_vendor(), a_vendor("Mailer")
    end_vendor(HOUSE, mailer, ended_on=date(2026, 3, 1), how="All deleted.")
    before = rows()
    with pytest.raises(BulkRefused, match="Nothing was changed: Mailer: The relation was ended"):
        edit_vendors(HOUSE, vendors=[cloudy.pk, mailer.pk], owner=ben)
    assert rows() == before
    assert not BulkEdit.objects.exists()


def test_the_page_changes_the_ticked_ones_or_all_that_match_and_undoes_it(lead, today):
    ben = somebody("Ben", Role.OWNER)
    hostile = a_vendor("<script>alert(1)</script>")
    a_vendor("Mailer")
    answer = lead.post(HERE, {"chosen": [hostile.pk], "bulk-owner": ben.pk, "here": "?q=script"}, follow=True)
    page, made = answer.content.decode(), BulkEdit.objects.get()
    assert answer.redirect_chain[-1][0] == "/vendors/?q=script"
    assert "1 vendor: owner Ben. It can be undone until" in page
    assert f'action="{HERE}{made.pk}/undo/?q=script"' in page
    assert "<script>alert(1)" not in page
    page = lead.post(f"{HERE}{made.pk}/undo/", follow=True).content.decode()
    assert "Undone" in page
    assert not Vendor.objects.filter(owner=ben).exists()
    sent = {"which": "all", "here": "?q=mail", "shown": "2", "bulk-owner": ben.pk}
    assert "showed 2 vendors when you read it and shows 1 now" in (
        lead.post(HERE, sent, follow=True).content.decode()
    )
    lead.post(HERE, {**sent, "shown": "1"})
    assert Vendor.objects.get(owner=ben).name == "Mailer"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_keeps_no_vendors_changes_none_of_them(client, today, role):
    vendor, who = a_vendor(), somebody("Eve", role)
    made = edit_vendors(HOUSE, vendors=[vendor.pk], dependence=Dependence.NOTICED)
    client.force_login(who)
    assert client.post(HERE, {"chosen": [vendor.pk], "bulk-dependence": "stops"}).status_code == 403
    assert client.post(f"{HERE}{made.pk}/undo/").status_code == 403
    with pytest.raises(NotAllowed):
        undo_edit(who.actor(), made)


def test_two_hundred_vendors_cost_as_many_questions_as_ten(lead, today):
    one = a_vendor()
    facts = {"data_held": one.data_held, "access": one.access, "dependence": one.dependence, "tier": one.tier}
    made = Vendor.objects.bulk_create(
        Vendor(name=f"Vendor {n:03}", started_on=one.started_on, recorded_at=NOW, **facts) for n in range(200)
    )
    numbers = [each.pk for each in made]
    owner = {"bulk-owner": somebody("Ben", Role.OWNER).pk}
    assert_rows_do_not_multiply(lead, HERE, numbers, owner, {"bulk-owner": somebody("Cho", Role.OWNER).pk})
