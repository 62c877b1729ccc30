"""What the pages of tests, items, proofs and dates say."""

from __future__ import annotations

import hashlib
import re

import pytest

from attestry.effectiveness.rules.limits import LIMITS_AS_OF_A_DATE
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import MFA
from attestry.effectiveness.views import proof as proof_views
from attestry.ui.tests.exports import column

pytestmark = pytest.mark.django_db


def test_the_list_shows_asked_tests_worst_first_and_those_that_wait_last(world, client_of):
    page = said(client_of(world.lead).get("/tests/"))
    asked = page.index("Everyone who can sign in has a strong second factor")
    assert asked < page.index("no connection brings aws_s3_bucket")


def test_the_list_is_narrowed_by_outcome_topic_control_and_words(world, client_of):
    client = client_of(world.lead)
    narrowed = said(client.get("/tests/?outcome=pass&topic=files&control=IAM-02&q=second"))
    assert "Everyone who can sign in has a strong second factor" in narrowed
    assert "Accounts that nobody uses are disabled" not in narrowed


def test_the_list_as_csv_has_the_counts(world, client_of):
    answer = client_of(world.lead).get("/tests/?format=csv&q=second")
    line = next(row for row in said(answer).split(MFA)[1:])
    assert ",pass," in line
    assert ",4,0,0,0," in line


def test_the_list_costs_the_same_queries_for_every_number_of_tests(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.lead)
    client.get("/tests/")
    with django_assert_max_num_queries(10):
        client.get("/tests/")


def test_a_test_says_what_it_means_what_to_do_and_how_it_stood(world, client_of):
    page = said(client_of(world.lead).get(f"/tests/{MFA}/"))
    for words in ("When it fails", "enrol a passkey", "All 4 hold", "IAM-02", "CC6.1", "SELECT"):
        assert words in page


def test_r119_a_test_shows_its_days_including_those_without_data(world, client_of):
    page = said(client_of(world.lead).get(f"/tests/{MFA}/?days=30"))
    assert re.search(r"30 days|31 days", page)
    assert re.search(r"\d+ days without data", page)
    assert "12 Mar 2026" in page


def test_a_past_date_shows_the_outcome_of_that_date(world, client_of):
    client = client_of(world.lead)
    assert "1 of 4 fail" in said(client.get(f"/tests/{MFA}/?as_of=2026-03-12"))
    assert "1 of 4 fail" not in said(client.get(f"/tests/{MFA}/?as_of=2026-03-10")).split("History")[0]


def test_the_items_can_be_searched_filtered_and_taken_away(world, client_of):
    client = client_of(world.lead)
    page = said(client.get(f"/tests/{MFA}/?q=cleo"))
    assert "cleo@example.org" in page
    assert "ben@example.org" not in page
    csv = said(client.get(f"/tests/{MFA}/?as_of=2026-03-12&outcome=fail&format=csv"))
    assert csv.count("example.org has") == 1
    assert "crm/ada" in csv


def test_an_item_shows_both_bounds_of_its_change_and_the_entries_that_prove_it(world, client_of):
    answer = client_of(world.lead).get(f"/tests/{MFA}/items/?item=crm/ada")
    page = said(answer)
    assert "after 10 Mar 2026, 09:00 UTC and by 12 Mar 2026, 09:00 UTC" in page
    assert "ada@example.org has no second factor in crm." in page
    assert len({href for href in links(answer) if re.fullmatch(r"/evidence/\d+/", href)}) >= 4


@pytest.mark.parametrize(
    "address", [f"/tests/{MFA}/items/", f"/tests/{MFA}/items/?item=crm/nobody", "/tests/none/"]
)
def test_what_is_not_there_says_so_with_a_next_step(world, client_of, address):
    answer = client_of(world.lead).get(address)
    assert answer.status_code == 404
    assert "What to do" in said(answer)


def test_r5_from_a_criterion_to_the_bytes_in_at_most_four_clicks(world, client_of):
    """R5: follow links only, from the criterion's page to a file whose digest is its own."""
    client = client_of(world.lead)
    here, seen = ["/criteria/CC6.1/"], {"/criteria/CC6.1/"}
    for _click in range(4):
        found = [
            href
            for address in here
            for href in links(client.get(address))
            if re.match(r"/(prove|tests|evidence)/", href) and "format=csv" not in href
        ]
        sealed = [href for href in found if "/bytes/" in href]
        if sealed:
            answer = client.get(sealed[0])
            digest = sealed[0].rstrip("/").rsplit("/", 1)[1]
            assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == digest
            return
        here = [href for href in dict.fromkeys(found) if href not in seen][:6]
        seen |= set(here)
    pytest.fail("four clicks were not enough")


def test_the_proof_says_what_was_checked(world, client_of):
    page = said(client_of(world.lead).get("/prove/CC6.1/"))
    assert "Everything that was checked matches" in page
    assert "attestry prove CC6.1" in page


def test_r121_three_past_dates_answer_with_what_was_in_place_and_seen_by_then(world, client_of):
    client = client_of(world.lead)
    before = said(client.get("/as-of/?as_of=2026-03-08"))
    assert "No control was in place on this date" in before
    decided = said(client.get("/as-of/?as_of=2026-03-09"))
    assert "Nothing had been seen of any control by then" in decided
    seen = client.get("/as-of/?as_of=2026-03-10")
    assert "IAM-02" in said(seen)
    assert "Access review report" not in said(seen)
    assert "Access review report" in said(client.get("/as-of/?as_of=2026-03-12"))


def test_r121_the_same_date_is_answered_with_the_same_digest(world, client_of):
    client = client_of(world.lead)
    digests = {
        re.search(r'title="Digest of the answer ([0-9a-f]{64})"', page.content.decode()).group(1)
        for page in (client.get("/as-of/?as_of=2026-03-11"), client.get("/as-of/?as_of=2026-03-11"))
    }
    assert len(digests) == 1


def test_what_was_learnt_later_is_left_out_when_asked_as_known_on_a_day(world, client_of):
    page = said(client_of(world.lead).get("/as-of/?as_of=2026-03-12&known_on=2026-03-11"))
    assert "Access review report" not in page


def test_r122_the_page_of_a_date_carries_its_limits(world, client_of):
    assert LIMITS_AS_OF_A_DATE in said(client_of(world.lead).get("/as-of/?as_of=2026-03-12"))


def test_r122_a_template_cannot_leave_the_limits_out(world, client_of, monkeypatch):
    real = proof_views.render

    def without(request, template, context):
        return real(request, template, {**context, "limits": "All is well."})

    monkeypatch.setattr(proof_views, "render", without)
    answer = client_of(world.lead).get("/as-of/")
    assert answer.status_code == 500
    assert "All is well" not in said(answer)


def test_a_day_that_is_no_day_is_refused(world, client_of):
    assert client_of(world.lead).get("/as-of/?as_of=soon").status_code == 422


def test_both_tables_of_a_date_are_sorted_held_searched_and_exported_each_by_itself(world, client_of):
    client = client_of(world.lead)
    day = {"as_of": "2026-03-12"}
    keys = column(client, "/as-of/", "control", **day, sort="-control")
    assert keys == sorted(keys, reverse=True)
    assert "IAM-02" in column(client, "/as-of/", "control", **day, seen="some")
    assert "IAM-02" not in column(client, "/as-of/", "control", **day, seen="none")
    found = column(client, "/as-of/", "criterion", **day, table="criteria", q="IAM-02")
    assert "CC6.1" in found
    page = client.get("/as-of/", {**day, "table": "criteria", "sort": "-criterion"}).content.decode()
    assert "as_of=2026-03-12" in page
    assert "table=criteria" in page
