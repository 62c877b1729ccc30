"""Evidence that comes late: handed in today, about a period of last quarter, on both clocks.

*As of* asks what was true then; *as known on* asks what anybody could have known by then.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from attestry.control_tests.actions.judging import record_manual_result
from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.as_of import on_date
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import HOUSE, NOW
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock
from attestry.readiness.queries.documents import documents_by_control

pytestmark = pytest.mark.django_db

QUARTER_BEGAN = datetime(2026, 3, 9, tzinfo=UTC)
QUARTER_ENDED = datetime(2026, 4, 1, tzinfo=UTC)
NEXT_QUARTER = datetime(2026, 5, 15, 9, tzinfo=UTC)
BEFORE_IT_CAME = NEXT_QUARTER - timedelta(minutes=1)
TITLE = "Minutes of the first quarter"


@pytest.fixture
def late(world):
    """A document about the first quarter, sealed in the middle of the second."""
    with clock.simulated(NEXT_QUARTER):
        yield hand_in_document(
            world.owner.actor(),
            io.BytesIO(b"The board met."),
            filename="minutes.txt",
            title=TITLE,
            period_from=QUARTER_BEGAN,
            period_until=QUARTER_ENDED,
            controls=("GOV-02",),
        )


def shown(at, known_at=None):
    """The documents that stand behind the control on a date."""
    line = next(one for one in on_date(at, known_at).controls if one.key == "GOV-02")
    return [one.title for one in line.evidence]


def test_it_carries_the_period_it_speaks_of_and_the_day_it_came(late):
    assert (late.period_from, late.period_until) == (QUARTER_BEGAN, QUARTER_ENDED)
    assert late.observed_at == QUARTER_ENDED
    assert late.recorded_at == NEXT_QUARTER


def test_as_of_the_end_of_its_period_it_stands_behind_its_control(late):
    assert shown(QUARTER_ENDED) == [TITLE]
    assert [one.title for one in documents_by_control(QUARTER_ENDED)["GOV-02"]] == [TITLE]


def test_as_of_a_day_before_its_period_it_says_nothing(late):
    assert shown(QUARTER_BEGAN + timedelta(days=1)) == []
    assert "GOV-02" not in documents_by_control(QUARTER_BEGAN - timedelta(days=1))


def test_as_known_on_any_day_before_it_came_nobody_could_have_cited_it(late):
    for known_on in (QUARTER_ENDED, BEFORE_IT_CAME):
        assert shown(QUARTER_ENDED, known_on) == []
        assert "GOV-02" not in documents_by_control(QUARTER_ENDED, known_on)
    assert shown(QUARTER_ENDED, NEXT_QUARTER) == [TITLE]


def test_the_answer_of_then_keeps_its_digest_and_the_answer_of_now_has_another(world, late):
    then = on_date(QUARTER_ENDED, BEFORE_IT_CAME).digest
    assert on_date(QUARTER_ENDED, NOW + timedelta(days=30)).digest == then
    assert on_date(QUARTER_ENDED, NEXT_QUARTER).digest != then


def test_the_page_of_a_date_tells_the_two_clocks_apart(world, late, client_of):
    client = client_of(world.lead)
    assert TITLE in said(client.get("/as-of/?as_of=2026-04-01"))
    assert TITLE not in said(client.get("/as-of/?as_of=2026-04-01&known_on=2026-04-30"))


def test_the_entrys_page_shows_the_period_and_the_day_it_came(world, late, client_of):
    page = said(client_of(world.lead).get(f"/evidence/{late.seq}/"))
    assert "9 Mar 2026" in page
    assert "15 May 2026" in page


def test_a_conclusion_drawn_from_it_counts_from_the_day_it_was_drawn_and_not_before(world, late):
    record_manual_result(
        HOUSE,
        control_id="GOV-02",
        aspect=Aspect.OPERATION,
        outcome=Outcome.PASS,
        conclusion="The board met and saw the risks.",
        evidence=[late.seq],
        holds_until=NEXT_QUARTER + timedelta(days=60),
    )
    assert control_statuses(QUARTER_ENDED)["GOV-02"].outcome is Outcome.UNKNOWN
    assert control_statuses(NEXT_QUARTER)["GOV-02"].outcome is Outcome.PASS
    assert control_statuses(NEXT_QUARTER, BEFORE_IT_CAME)["GOV-02"].outcome is Outcome.UNKNOWN
