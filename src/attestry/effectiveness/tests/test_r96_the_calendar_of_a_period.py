"""The calendar of the first half of 2026: the published numbers, and a missed quarter that says so."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from attestry.controls.actions.adopting import adopt_control
from attestry.controls.models import Control
from attestry.effectiveness.rules.occurrences import Rhythm
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import HOUSE
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock

pytestmark = pytest.mark.django_db

HALF = "?from=2026-01-01&until=2026-06-30"
PUBLISHED = {
    Rhythm.DAILY: 181, Rhythm.BUSINESS_DAILY: 129, Rhythm.WEEKLY: 25, Rhythm.SEMIMONTHLY: 12,
    Rhythm.MONTHLY: 6, Rhythm.QUARTERLY: 2, Rhythm.SEMIANNUAL: 1, Rhythm.ANNUAL: 1,
}  # fmt: skip
IN_JULY = datetime(2026, 7, 20, 9, tzinfo=UTC)


@pytest.fixture
def year(world):
    """A control of each rhythm, in use since before the period began."""
    like = Control.objects.get(key="GOV-08")
    with clock.simulated(datetime(2025, 12, 1, tzinfo=UTC)):
        for rhythm in Rhythm:
            own = Control(**{one.attname: getattr(like, one.attname) for one in like._meta.concrete_fields})
            own.pk, own.key, own.origin = None, f"OWN-{list(Rhythm).index(rhythm) + 1:02d}", "own"
            own.frequency, own.state, own.title = rhythm.value, "proposed", f"Done {rhythm.value}"
            own.save()
            adopt_control(HOUSE, own)
    with clock.simulated(IN_JULY):
        yield world


def key_of(rhythm):
    return f"OWN-{list(Rhythm).index(rhythm) + 1:02d}"


def rows(client, path):
    answer = client.get(f"{path}&format=csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_r96_the_calendar_expects_what_was_published(year, client_of):
    client = client_of(year.lead)
    counted = {one: len(rows(client, f"/controls/{key_of(one)}/coverage/{HALF}")) for one in Rhythm}
    assert counted == PUBLISHED
    in_all = rows(client, f"/coverage/{HALF}")
    assert {one: sum(row["control"] == key_of(one) for row in in_all) for one in Rhythm} == PUBLISHED


def test_r96_a_missed_quarter_shows_as_missed_and_not_as_pending(year, client_of):
    with clock.simulated(datetime(2026, 6, 25, 9, tzinfo=UTC)):
        hand_in_document(
            year.owner.actor(), io.BytesIO(b"The group met."), filename="minutes.txt",
            title="Minutes of the second quarter", period_from=datetime(2026, 4, 1, tzinfo=UTC),
            period_until=datetime(2026, 7, 1, tzinfo=UTC), controls=(key_of(Rhythm.QUARTERLY),),
        )  # fmt: skip
    path = f"/controls/{key_of(Rhythm.QUARTERLY)}/coverage/{HALF}"
    client = client_of(year.lead)
    found = [(row["from"][:10], row["state"], row["deviation"]) for row in rows(client, path)]
    assert found == [("2026-01-01", "missed", "yes"), ("2026-04-01", "met", "no")]
    page = said(client.get(path))
    assert "Missed" in page
    assert "nothing came, and the grace is over" in page.lower()


def test_r96_before_the_grace_is_over_it_is_pending_and_a_day_later_missed(year, client_of):
    client = client_of(year.lead)
    path = f"/controls/{key_of(Rhythm.QUARTERLY)}/coverage/{HALF}"
    states = {}
    for day in (15, 16):
        with clock.simulated(datetime(2026, 4, day, 12, tzinfo=UTC)):
            states[day] = rows(client, path)[0]["state"]
    assert states == {15: "pending", 16: "missed"}
