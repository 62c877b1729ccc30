"""What an answer says as known on one day and on another, and which late entries lie between."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from attestry.control_tests.actions.running import run
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.difference import difference
from attestry.effectiveness.queries.proof import prove
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import FIRST, HOUSE, NOW
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock

pytestmark = pytest.mark.django_db

QUARTER_ENDED = datetime(2026, 4, 1, tzinfo=UTC)
CAME = datetime(2026, 5, 15, 9, tzinfo=UTC)
SECOND_DAY = FIRST + timedelta(days=1)


@pytest.fixture
def late(world):
    """A document about the first quarter, sealed six weeks after it was over."""
    with clock.simulated(CAME):
        yield hand_in_document(
            world.owner.actor(),
            io.BytesIO(b"The board met."),
            filename="minutes.txt",
            title="Minutes of the first quarter",
            period_from=datetime(2026, 3, 9, tzinfo=UTC),
            period_until=QUARTER_ENDED,
            controls=("GOV-02",),
        )


def test_a_late_document_is_named_with_both_clocks_and_how_late_it_came(late):
    found = difference(QUARTER_ENDED, earlier=QUARTER_ENDED)
    assert [one.reference for one in found.controls] == ["GOV-02"]
    assert not found.controls[0].has_another_outcome
    entry = found.controls[0].late[0]
    assert (entry.seq, entry.observed_at, entry.recorded_at) == (late.seq, QUARTER_ENDED, CAME)
    assert entry.late == CAME - QUARTER_ENDED
    assert found.digest_before != found.digest_after


def test_between_two_days_before_it_came_nothing_differs(late):
    found = difference(QUARTER_ENDED, earlier=QUARTER_ENDED, later=CAME - timedelta(minutes=1))
    assert found.is_none
    assert (found.late, found.digest_before) == ((), found.digest_after)


def test_tests_asked_afterwards_of_a_day_that_is_over_change_it_and_are_named(world):
    with clock.simulated(NOW):
        run(HOUSE, as_of=SECOND_DAY + timedelta(hours=1))
    found = difference(SECOND_DAY + timedelta(hours=2), earlier=SECOND_DAY + timedelta(hours=2))
    assert found.tests
    assert all(one.late[0].kind == "run" and one.late[0].late >= timedelta(days=2) for one in found.tests)
    assert "IAM-02" in {one.reference for one in found.controls}


def test_a_failure_that_was_learned_of_later_turns_its_criterion_over(world):
    failing = FIRST + timedelta(days=2, hours=1)
    found = difference(failing, earlier=FIRST + timedelta(days=1, hours=1), later=failing)
    by_key = {one.reference: one for one in found.controls}
    assert (by_key["IAM-02"].before, by_key["IAM-02"].after) == (Outcome.UNKNOWN, Outcome.FAIL)
    assert "CC6.1" in {one.reference for one in found.criteria if one.after is Outcome.FAIL}


def test_the_page_names_the_entry_and_says_how_late(world, late, client_of):
    page = said(client_of(world.lead).get("/as-of/difference/?as_of=2026-03-31"))
    assert "GOV-02" in page
    assert "Minutes of the first quarter of 1 Apr 2026, 44 days late" in page


def test_where_nothing_differs_the_page_says_what_late_evidence_is(world, client_of):
    page = said(client_of(world.lead).get("/as-of/difference/?as_of=2026-03-13"))
    assert "Nothing was learned in between" in page
    assert "hand in a document about a time that is over" in page


def test_a_day_of_knowing_that_is_no_day_is_refused(world, client_of):
    answer = client_of(world.lead).get("/as-of/difference/?and_on=soon")
    assert answer.status_code == 422
    assert "and_on: “soon”" in said(answer)


def test_a_second_day_of_knowing_before_the_first_is_refused(world, client_of):
    answer = client_of(world.lead).get("/as-of/difference/?as_of=2026-03-12&and_on=2026-03-10")
    assert answer.status_code == 422
    assert "nothing was learned since" in said(answer)


def test_an_instant_in_another_zone_is_led_on_as_it_was_asked(world, client_of):
    client = client_of(world.lead)
    page = client.get("/as-of/difference/?as_of=2026-03-12T11:00:00%2B02:00&known_on=2026-03-10")
    onwards = [one for one in links(page) if one.startswith(("/as-of/?", "/controls/IAM-02/?"))]
    assert len(onwards) >= 2
    assert {client.get(one).status_code for one in onwards} == {200}


def test_a_difference_costs_the_same_queries_whatever_differs(world, late, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        difference(QUARTER_ENDED, earlier=FIRST)


def test_the_items_of_a_proof_are_those_of_a_run_that_was_known_on_the_day(world):
    failing = FIRST + timedelta(days=2, hours=1)
    with clock.simulated(NOW):
        run(HOUSE, as_of=failing)

    def names(known_at):
        walk = prove("IAM-02", at=failing, known_at=known_at)
        return {node.label for node in walk.root.walk() if node.kind == "item" and node.outcome == "fail"}

    assert names(FIRST + timedelta(hours=2)) == set()
    assert names(failing) == names(None) == {"ada@example.org"}
