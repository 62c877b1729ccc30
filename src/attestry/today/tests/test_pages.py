"""What the first page and the search say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import HOUSE, MFA, NOW
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.drawing import decide_resource
from attestry.scope.models import DiscoveredResource, System
from attestry.scope.rules.system import Verdict
from attestry.today.queries.standing import standing

pytestmark = pytest.mark.django_db


def test_the_first_page_says_what_stands_in_one_sentence(world, client_of):
    page = said(client_of(world.lead).get("/"))
    assert "of 33 criteria in scope" in page
    assert "what was not seen is unknown, never a pass" in page


def test_what_fails_stands_with_time_owner_and_promise(world, client_of):
    page = said(client_of(world.lead).get("/?as_of=2026-03-12T12:00:00Z")).split("What changed")[0]
    assert "Everyone who can sign in has a strong second factor" in page
    assert "1 of 4" in page
    assert "Failing for 3 hours" in page
    assert "promised within 3 days" in page
    assert "Control owner" in page


def test_what_changed_names_both_outcomes_and_both_bounds(world, client_of):
    page = said(client_of(world.lead).get("/?since=week")).split("What changed")[1]
    assert "Fails → Passes Everyone who can sign in has a strong second factor" in page
    assert "After 12 Mar 2026, 09:00 UTC, by 13 Mar 2026, 09:00 UTC" in page


def test_a_first_answer_is_no_change(world, client_of):
    page = said(client_of(world.lead).get("/?since=week"))
    assert "Accounts that nobody uses are disabled" not in page.split("What changed")[1].split("Criteria")[0]


def test_what_nobody_looked_at_is_as_loud(world, client_of):
    page = said(client_of(world.lead).get("/")).split("What nobody looked at")[1]
    assert "controls are tested by nothing" in page


def test_discovered_resources_that_nobody_decided_on_are_counted_from_the_day_they_were_seen(
    world, client_of
):
    with clock.simulated(NOW):
        note_discovered(HOUSE, System.objects.get(), source="aws", item_ids=["arn:one", "arn:two"])
    unseen = said(client_of(world.lead).get("/")).split("What nobody looked at")[1]
    assert "2 discovered resources are undecided and count as part of the system. Decide" in unseen
    assert "undecided" not in said(client_of(world.lead).get("/?as_of=2026-03-12"))
    decided = DiscoveredResource.objects.get(item_id="arn:one")
    decide_resource(HOUSE, decided, verdict=Verdict.IN, reason="It holds wages.")
    assert "1 discovered resource is undecided and counts" in said(client_of(world.lead).get("/"))


def test_the_last_visit_is_remembered_and_offered(world, client_of):
    client = client_of(world.lead)
    assert "Since your last visit" not in said(client.get("/"))
    with clock.simulated(NOW + timedelta(days=1)):
        assert "Since your last visit" in said(client.get("/"))


def test_the_first_page_costs_the_same_queries_for_every_number_of_tests(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.lead)
    client.get("/")
    with django_assert_max_num_queries(36):
        client.get("/")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("CC6.1", "/criteria/CC6.1/"),
        ("IAM-02", "/controls/IAM-02/"),
        ("strong second factor", f"/tests/{MFA}/"),
        ("review report", "/evidence/"),
        ("files_worker", "/connections/tables/#files_worker"),
        ("control_owner@example.org", "/journal/"),
        ("controls.adopt", "/journal/"),
    ],
)
def test_the_search_finds_every_kind_of_thing(world, client_of, asked, found):
    assert any(href.startswith(found) for href in links(client_of(world.lead).get("/search/", {"q": asked})))


def test_an_entry_is_found_by_the_first_digits_of_its_digest(world, client_of):
    entry = Entry.objects.get(seq=world.document)
    answer = client_of(world.lead).get("/search/", {"q": entry.leaf_hash[:10]})
    assert f"/evidence/{world.document}/" in links(answer)


@pytest.mark.parametrize(
    "asked", ["", "   ", "nothing-fits-this", "<script>alert(1)</script>", "%' OR 1=1 --"]
)
def test_what_fits_nothing_is_said_plainly(world, client_of, asked):
    answer = client_of(world.lead).get("/search/", {"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_dialog_finds_its_results_in_the_page(world, client_of):
    assert b"data-results" in client_of(world.lead).get("/search/?q=CC6").content


def test_where_criteria_do_not_hold_the_nearest_to_holding_is_named(world, client_of):
    page = said(client_of(world.lead).get("/"))
    nearest = standing(NOW, NOW - timedelta(days=1)).nearest
    assert nearest is not None
    assert 0 < nearest.passing < nearest.control_count
    assert f"Nearest to holding is {nearest.reference}: {nearest.passing} of its" in page
