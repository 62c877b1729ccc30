"""R91: names in sign-in lists and in spending that the register does not know, and what becomes of each."""

from __future__ import annotations

import csv
import io

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.connectors.actions import add_connection
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import a_home
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox
from attestry.vendors.actions.discovering import (
    discover_vendors,
    dismiss_proposals,
    propose_from_spend,
    reopen_proposal,
)
from attestry.vendors.errors import AlreadyDecided, VendorRefused
from attestry.vendors.models import Vendor, VendorProposal
from attestry.vendors.queries.proposals import likest_vendor, waiting_proposals
from attestry.vendors.queries.sealed_names import sealed_names
from attestry.vendors.tests.conftest import a_vendor

SPEND = b"vendor,amount\nCloudy Inc.,100\nHooli,20.50\nHOOLI Ltd,9.50\nInitech,1\n"
FACTS = {"data_held": "personal", "access": "production", "dependence": "stops"}
SCRIPT = "<script>alert(1)</script>"


def handed_in(folder, table, rows):
    """A list as a file that the connector of files reads, connected."""
    path = folder / f"{table}.csv"
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    told = {"table": table, "path": str(path)}
    box = SecretBox(settings.HOME.keys)
    add_connection(HOUSE, name=table, source_id="files", settings=told, secrets={}, box=box, title=table)


@pytest.fixture
def sealed(tmp_path, today):
    """A list of sign-ins and a list of suppliers, collected and sealed in a home of their own."""
    folder = tmp_path / "lists"
    folder.mkdir()
    accounts = [
        {
            "account_id": f"{system}/{name}",
            "system": system,
            "sign_in_name": name,
            "kind": "person",
            "is_active": "yes",
        }
        for system in ("Cloudy, Inc.", "Globex")
        for name in ("ada", "ben")
    ]
    suppliers = [
        {"vendor_id": "v1", "name": "Initech GmbH", "started_on": "2025-01-01", "ended_on": ""},
        {"vendor_id": "v2", "name": "Umbrella", "started_on": "2024-01-01", "ended_on": "2025-01-01"},
    ]
    with a_home(tmp_path / "home"):
        handed_in(folder, "account", accounts)
        handed_in(folder, "vendor", suppliers)
        done = pipeline.collect(HOUSE, progress=print).collections
        assert [one.row_count for one in done] == [4, 2]
        yield


def spend(browser, data):
    file = io.BytesIO(data)
    file.name = "spend.csv"
    return browser.post("/vendors/proposals/", {"file": file}, follow=True)


def test_r91_names_of_really_sealed_lists_of_sign_ins_and_suppliers_are_found_once(sealed):
    a_vendor()
    assert sealed_names() == [
        ("Cloudy, Inc.", "account, entry 0"),
        ("Globex", "account, entry 0"),
        ("Initech GmbH", "vendor, entry 1"),
    ]
    assert discover_vendors(HOUSE) == 2
    assert [(one.name, one.found_in) for one in waiting_proposals()] == [
        ("Globex", "account, entry 0"),
        ("Initech GmbH", "vendor, entry 1"),
    ]
    assert discover_vendors(HOUSE) == 0


def test_r91_sign_ins_and_spending_with_two_unknown_vendors_list_both_on_the_page(sealed, lead):
    a_vendor()
    assert "2 new names." in said(lead.post("/vendors/proposals/", follow=True))
    page = said(spend(lead, SPEND))
    assert "1 new name." in page
    for name in ("Globex", "Hooli", "Initech GmbH"):
        assert name in page
    assert [one.name for one in waiting_proposals()] == ["Globex", "Hooli", "Initech GmbH"]
    assert VendorProposal.objects.get(name="Hooli").amount == 30
    assert "30.00" in said(lead.get("/vendors/proposals/?q=hool"))


def test_r91_a_name_is_matched_added_or_dismissed_and_not_asked_about_again(lead):
    a_vendor("Cloudy Hosting")
    assert "3 new names." in said(spend(lead, SPEND))
    cloudy, hooli, initech = VendorProposal.objects.order_by("name")
    page = lead.get(f"/vendors/proposals/{cloudy.pk}/")
    assert "likely Cloudy Hosting" in said(page)
    at = {one.pk: f"/vendors/proposals/{one.pk}/" for one in (cloudy, hooli, initech)}
    assert lead.post(at[cloudy.pk], {"decision": "match", "vendor": ""}).status_code == 422
    lead.post(at[cloudy.pk], {"decision": "match", "vendor": str(Vendor.objects.get().pk)})
    assert lead.post(at[hooli.pk], {"decision": "accept", "data_held": "all"}).status_code == 422
    lead.post(at[hooli.pk], {"decision": "accept", **FACTS})
    assert "This field is required" in said(lead.post(at[initech.pk], {"decision": "dismiss"}))
    lead.post(at[initech.pk], {"decision": "dismiss", "reason": f"A restaurant {SCRIPT}"})
    assert not waiting_proposals().exists()
    assert "Never assessed" in said(lead.get("/vendors/?stands=blocked"))
    assert "Also known as Cloudy Inc." in said(
        lead.get(f"/vendors/{Vendor.objects.get(name='Cloudy Hosting').pk}/")
    )
    assert SCRIPT not in lead.get("/vendors/proposals/").content.decode()
    assert propose_from_spend(HOUSE, data=SPEND) == 0
    assert "It was decided on" in said(lead.get(at[initech.pk]))


def test_several_names_are_dismissed_for_one_reason_or_none_is_and_each_is_taken_back(lead):
    propose_from_spend(HOUSE, data=SPEND)
    found = list(waiting_proposals())
    ticked = {"proposal": [one.pk for one in found[:2]]}
    assert "Say why" in said(lead.post("/vendors/proposals/dismiss/", ticked, follow=True))
    assert waiting_proposals().count() == 3
    told = {**ticked, "reason": "Restaurants."}
    assert "2 names dismissed." in said(lead.post("/vendors/proposals/dismiss/", told, follow=True))
    with pytest.raises(AlreadyDecided):
        dismiss_proposals(HOUSE, found, reason="All.")
    assert [one.name for one in waiting_proposals()] == [found[2].name]
    lead.post(f"/vendors/proposals/{found[0].pk}/reopen/")
    assert waiting_proposals().count() == 2
    with pytest.raises(AlreadyDecided):
        reopen_proposal(HOUSE, found[0])
    with pytest.raises(VendorRefused, match="at least one"):
        dismiss_proposals(HOUSE, [], reason="None.")


def test_a_list_of_spending_with_a_wrong_line_proposes_nobody(today):
    with pytest.raises(Invalid, match="line 2: amount.*line 3: vendor"):
        propose_from_spend(HOUSE, data=b"vendor,amount\nHooli,much\n,3\n")
    assert not VendorProposal.objects.exists()


def test_a_name_like_none_suggests_none(today):
    a_vendor()
    assert likest_vendor("Zylinder") is None
    a_vendor("Hooli Search Platform")
    assert likest_vendor("cloudly").name == "Cloudy"
    assert likest_vendor("Hoolie Ltd").name == "Hooli Search Platform"


def test_who_may_not_decide_is_refused(client, today):
    propose_from_spend(HOUSE, data=SPEND)
    one = VendorProposal.objects.first()
    client.force_login(somebody("Aud", Role.AUDITOR))
    for path in (f"{one.pk}/", f"{one.pk}/reopen/", "dismiss/"):
        assert client.post(f"/vendors/proposals/{path}", {"decision": "dismiss"}).status_code == 403


def test_the_page_of_names_costs_the_same_for_many(lead, django_assert_max_num_queries):
    propose_from_spend(HOUSE, data=SPEND)
    lead.get("/vendors/proposals/")
    with django_assert_max_num_queries(12) as first:
        lead.get("/vendors/proposals/")
    rows = "".join(f"Supplier {n},1\n" for n in range(300))
    propose_from_spend(HOUSE, data=f"vendor,amount\n{rows}".encode())
    with django_assert_max_num_queries(len(first)):
        lead.get("/vendors/proposals/")
