"""What the coverage pages say, to whom, and on both clocks."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from attestry.controls.actions.adopting import retire_control
from attestry.controls.models import Control
from attestry.effectiveness.queries.coverage_map import coverage_map, coverage_maps
from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import FIRST, NOW
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock

pytestmark = pytest.mark.django_db

QUARTER = "?from=2026-01-01&until=2026-03-31"
MARCH = "?from=2026-03-01&until=2026-03-31"
CAME = datetime(2026, 5, 15, 9, tzinfo=UTC)
PAGES = ("/coverage/", "/controls/IAM-02/coverage/", "/exposure/", "/controls/IAM-02/exposure/",
         "/tests/files-mfa-on-active-accounts/exposure/")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_whoever_reads_the_program_sees_the_page_and_nobody_else(world, client_of, client, path):
    assert client.get(path)["Location"].startswith("/sign-in/?next=")
    assert client_of(world.employee).get(path).status_code == 403
    for reader in (world.lead, world.owner, world.auditor):
        assert client_of(reader).get(path).status_code == 200


def test_each_control_stands_along_the_months_with_what_is_expected_of_it(world, client_of):
    page = said(client_of(world.auditor).get(f"/coverage/{QUARTER}"))
    for words in ("Jan 2026", "Feb", "Mar", "IAM-02 · continuous, watched daily", "GOV-07 · quarterly"):
        assert words in page
    for words in ("Met", "Late", "Failed", "Missed", "Unknown", "Excused", "Pending", "Not expected"):
        assert words in page


def test_a_square_of_one_occurrence_leads_to_its_entry_and_of_several_to_the_calendar(world, client_of):
    answer = client_of(world.lead).get(f"/coverage/{QUARTER}&q=IAM")
    assert f"/evidence/{world.finding}/" in links(answer)
    assert any(one.startswith("/controls/IAM-02/coverage/?from=2026-01-01") for one in links(answer))


def test_the_list_is_narrowed_by_state_rhythm_and_words(world, client_of):
    client = client_of(world.lead)
    narrowed = said(client.get(f"/coverage/{QUARTER}&often=quarterly&q=steering"))
    assert "GOV-07" in narrowed
    assert "IAM-02" not in narrowed
    assert "IAM-02" in said(client.get(f"/coverage/{QUARTER}&state=failed"))
    assert "GOV-07" not in said(client.get(f"/coverage/{QUARTER}&state=failed"))


def test_the_csv_has_a_line_for_each_expected_occurrence(world, client_of):
    answer = client_of(world.lead).get(f"/controls/IAM-02/coverage/{MARCH}&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == 31
    on = {row["from"][:10]: row for row in rows}
    assert (on["2026-03-12"]["state"], on["2026-03-12"]["deviation"]) == ("failed", "yes")
    assert on["2026-03-12"]["deviation from"] == "2026-03-14T00:00:00Z"
    everything = client_of(world.lead).get(f"/coverage/{MARCH}&format=csv&q=IAM-02")
    assert b"".join(everything.streaming_content).decode().count("\n") == 32


def test_r119_a_controls_page_has_its_days_including_those_on_which_nobody_looked(world, client_of):
    page = client_of(world.auditor).get(f"/controls/IAM-02/coverage/{MARCH}")
    words = page.content.decode()
    assert "March 2026" in said(page)
    assert 'aria-label="12 Mar 2026: failed.' in words
    assert 'aria-label="11 Mar 2026: unknown. Nobody looked' in words
    assert 'aria-label="10 Mar 2026: met.' in words
    assert 'aria-label="8 Mar 2026: not expected.' in words


def test_r142_a_collector_that_stopped_leaves_unknown_days_and_never_met_ones(world):
    later = NOW + timedelta(days=5)
    with clock.simulated(later):
        cells = coverage_map("IAM-02", FIRST.date(), later.date(), at=later).cells
    assert [cell.state for cell in cells] == [
        State.MET,
        State.UNKNOWN,
        State.FAILED,
        State.MET,
        *([State.UNKNOWN] * 4),
    ]


def test_r142_a_collector_that_stopped_before_the_period_leaves_every_day_of_it_unknown(world):
    begins = NOW + timedelta(days=20)
    ends = begins + timedelta(days=5)
    found = coverage_map("IAM-02", begins.date(), ends.date(), at=ends)
    assert found.is_watched
    assert {cell.state for cell in found.cells} == {State.UNKNOWN}
    assert all("nobody looked" in cell.words for cell in found.cells)


@pytest.fixture
def late(world):
    """A document about the first quarter, handed in in the middle of the second."""
    with clock.simulated(CAME):
        yield hand_in_document(
            world.owner.actor(),
            io.BytesIO(b"The group met."),
            filename="minutes.txt",
            title="Minutes of the first quarter",
            period_from=datetime(2026, 1, 1, tzinfo=UTC),
            period_until=datetime(2026, 4, 1, tzinfo=UTC),
            controls=("GOV-07",),
        )


def test_late_evidence_is_late_with_both_instants_and_never_silently_met(world, late, client_of):
    page = said(client_of(world.lead).get(f"/controls/GOV-07/coverage/{QUARTER}"))
    assert "Late" in page
    assert "a deviation" in page
    assert "15 May 2026, 09:00 UTC" in page
    assert "44 days after it was due" in page
    assert "1 Apr 2026, 00:00 UTC" in page


def test_as_known_before_it_came_it_reads_missed_and_before_the_grace_was_over_pending(world, late):
    def known(on):
        period = datetime(2026, 1, 1, tzinfo=UTC).date(), datetime(2026, 4, 1, tzinfo=UTC).date()
        return coverage_map("GOV-07", *period, at=CAME, known_at=on).cells[0].state

    assert known(None) is State.LATE
    assert known(CAME - timedelta(minutes=1)) is State.MISSED
    assert known(datetime(2026, 4, 10, tzinfo=UTC)) is State.PENDING


def test_what_is_missed_says_from_when_it_is_a_deviation_and_how_to_hand_it_in(world, client_of):
    with clock.simulated(CAME):
        page = client_of(world.lead).get(f"/controls/GOV-07/coverage/{QUARTER}")
    assert "Missed" in said(page)
    assert "16 Apr 2026, 00:00 UTC" in said(page)
    assert "/evidence/hand-in/?control=GOV-07" in links(page)


def test_a_control_without_a_calendar_and_without_a_test_teaches_what_can_speak_of_it(world, client_of):
    page = said(client_of(world.lead).get("/controls/GOV-05/coverage/"))
    assert "It has no calendar" in page
    assert "Test it yourself" in page


def test_a_control_that_does_not_exist_has_no_calendar(world, client_of):
    assert client_of(world.lead).get("/controls/XXX-99/coverage/").status_code == 404
    assert client_of(world.lead).get("/controls/XXX-99/exposure/").status_code == 404


def test_the_map_costs_the_same_queries_for_every_number_of_controls(world, django_assert_num_queries):
    period = (FIRST.date(), NOW.date())
    with django_assert_num_queries(7):
        coverage_map("IAM-02", *period, at=NOW)
    with django_assert_num_queries(7):
        coverage_maps(*period, at=NOW)


def test_a_control_that_was_retired_since_is_still_there_for_the_time_in_which_it_was_used(world):
    later = NOW + timedelta(days=40)
    with clock.simulated(later):
        retire_control(world.lead.actor(), Control.objects.get(key="GOV-07"), reason="Another group does it.")
        assert "GOV-07" in {one.key for one in coverage_maps(FIRST.date(), later.date(), at=later)}
    begins, after = later + timedelta(days=1), later + timedelta(days=9)
    assert "GOV-07" not in {one.key for one in coverage_maps(begins.date(), after.date(), at=after)}
    assert "GOV-07" in {one.key for one in coverage_maps(FIRST.date(), NOW.date(), at=NOW)}
    assert not coverage_maps(FIRST.date(), NOW.date(), at=FIRST - timedelta(days=2))


def test_the_controls_page_says_how_consistent_it_was_and_leads_to_its_calendar(world, client_of):
    answer = client_of(world.lead).get("/controls/IAM-02/")
    assert "expected days were right" in said(answer)
    assert {"/controls/IAM-02/coverage/", "/controls/IAM-02/exposure/"} <= set(links(answer))
