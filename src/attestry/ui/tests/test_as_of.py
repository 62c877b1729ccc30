"""A page is asked about a moment in its address."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.ui.as_of import moment

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def test_without_a_question_a_page_is_about_now():
    with clock.simulated(NOON):
        asked = moment({})
    assert (asked.at, asked.known_at, asked.is_now, asked.carried) == (NOON, None, True, {})


def test_a_day_means_its_end():
    with clock.simulated(NOON):
        asked = moment({"as_of": "2026-03-10"})
    assert asked.at == datetime(2026, 3, 11, tzinfo=UTC)
    assert asked.chosen()["as_of"].date().isoformat() == "2026-03-10"
    assert asked.carried == {"as_of": "2026-03-10"}


def test_a_day_that_still_lasts_means_now():
    with clock.simulated(NOON):
        assert moment({"as_of": "2026-03-14"}).at == NOON
        assert moment({"as_of": "2030-01-01"}).at == NOON


def test_an_instant_is_taken_as_it_stands():
    with clock.simulated(NOON):
        asked = moment({"as_of": "2026-03-10T08:30:00Z", "known_at": "2026-03-12"})
    assert asked.at == datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
    assert asked.known_at == datetime(2026, 3, 13, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "9999-12-31", "2026-03-10T25:00:00Z"])
def test_what_is_no_day_is_refused_with_what_to_write(text):
    with pytest.raises(Invalid, match="neither a day nor an instant"):
        moment({"as_of": text})


@pytest.mark.parametrize("text", ["0001-01-01", "1969-12-30", "1969-12-31T23:59:59Z"])
@pytest.mark.parametrize("name", ["as_of", "known_on"])
def test_a_day_before_all_evidence_is_refused_by_the_name_of_its_field(name, text):
    with pytest.raises(Invalid, match=f"{name}: “{text}” lies before 1970"):
        moment({name: text})
