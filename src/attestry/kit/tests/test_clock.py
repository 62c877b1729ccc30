from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.kit import clock

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_now_is_aware_in_utc_and_moves():
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first
    assert not clock.is_simulated()


def test_a_simulated_clock_stands_still_inside_its_block_only():
    with clock.simulated(NEW_YEAR.astimezone(timezone(timedelta(hours=5)))):
        assert clock.now() == NEW_YEAR
        assert clock.now().tzinfo is UTC
        assert clock.is_simulated()
        with clock.simulated(NEW_YEAR + timedelta(days=1)):
            assert clock.now().day == 2
        assert clock.now() == NEW_YEAR
    assert not clock.is_simulated()
    with pytest.raises(ZeroDivisionError), clock.simulated(NEW_YEAR):
        1 / 0
    assert not clock.is_simulated()


@given(st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-7, minutes=-30)))))
def test_an_instant_written_and_read_again_is_the_same(instant):
    try:
        instant.astimezone(UTC)
    except OverflowError:
        return
    assert clock.from_text(clock.to_text(instant)) == instant
    assert clock.to_text(instant).endswith("Z")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-01", NEW_YEAR),
        ("2026-01-01T00:00:00Z", NEW_YEAR),
        ("2026-01-01T01:00:00+01:00", NEW_YEAR),
        ("2026-01-01T00:00:00", NEW_YEAR),
        ("2026-01-01T00:00:00.000001Z", NEW_YEAR + timedelta(microseconds=1)),
    ],
)
def test_a_text_is_read_as_rfc_3339_and_a_day_as_its_first_instant(text, instant):
    assert clock.from_text(text) == instant


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "2026-02-30", "2026-01-01T25:00:00Z", "20260101x"]
)
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        clock.from_text(text)
