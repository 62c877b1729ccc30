"""Text becomes a type only by the documented forms; everything else is refused in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.connectors.sources.files.typed import LONGEST_TEXT, Forms, converter

ISO = Forms()
BERLIN = Forms(zone=ZoneInfo("Europe/Berlin"))
KINDS = ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=4
)
PYTHON = {
    "VARCHAR": str,
    "BIGINT": int,
    "DOUBLE": float,
    "BOOLEAN": bool,
    "DATE": date,
    "TIMESTAMP": datetime,
}


@pytest.mark.parametrize(
    "kind, text, value",
    [
        ("VARCHAR", " Ada ", "Ada"),
        ("VARCHAR", '=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("VARCHAR", 1001, "1001"),
        ("BIGINT", "-0042", -42),
        ("BIGINT", "9223372036854775807", 2**63 - 1),
        ("DOUBLE", "87.5", 87.5),
        ("DOUBLE", "-1e3", -1000.0),
        ("DOUBLE", Decimal("0.5"), 0.5),
        ("DOUBLE", 3, 3.0),
        ("BOOLEAN", "YES", True),
        ("BOOLEAN", "0", False),
        ("DATE", "2024-02-29", date(2024, 2, 29)),
        ("TIMESTAMP", "2026-03-14T09:12:00Z", datetime(2026, 3, 14, 9, 12, tzinfo=UTC)),
        ("TIMESTAMP", "2026-03-14 09:12:00.25+01:00", datetime(2026, 3, 14, 8, 12, 0, 250000, tzinfo=UTC)),
    ],
)
def test_documented_forms_are_taken(kind: str, text: object, value: object) -> None:
    assert converter(kind, ISO)(text) == value


@pytest.mark.parametrize(
    "kind, text",
    [
        ("VARCHAR", "bell\x07"),
        ("VARCHAR", "half a letter \ud800"),
        ("VARCHAR", 1.5),
        ("VARCHAR", True),
        ("VARCHAR", ["Ada"]),
        ("VARCHAR", "x" * (LONGEST_TEXT + 1)),
        ("BIGINT", "1.0"),
        ("BIGINT", "+1"),
        ("BIGINT", "1_000"),
        ("BIGINT", "1,000"),
        ("BIGINT", "٣"),
        ("BIGINT", "9223372036854775808"),
        ("BIGINT", "=1+1"),
        ("BIGINT", True),
        ("BIGINT", 2.0),
        ("DOUBLE", "NaN"),
        ("DOUBLE", "Infinity"),
        ("DOUBLE", "1e999"),
        ("DOUBLE", "0,5"),
        ("DOUBLE", float("nan")),
        ("DOUBLE", 10**400),
        ("DOUBLE", False),
        ("BOOLEAN", "Y"),
        ("BOOLEAN", "on"),
        ("BOOLEAN", 1),
        ("DATE", "2025-02-29"),
        ("DATE", "14/03/2026"),
        ("DATE", "20260314"),
        ("DATE", "2026-W11-6"),
        ("DATE", 45000),
        ("DATE", datetime(2026, 1, 1, tzinfo=UTC)),
        ("TIMESTAMP", "2026-03-14"),
        ("TIMESTAMP", "2026-03-14T09:12Z"),
        ("TIMESTAMP", "2026-03-14T09:12:60Z"),
        ("TIMESTAMP", "2026-03-14T09:12:00"),
        ("TIMESTAMP", "0001-01-01T00:00:00+14:00"),
        ("TIMESTAMP", 1773479520),
    ],
)
def test_every_other_form_is_refused(kind: str, text: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        converter(kind, ISO)(text)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_is_no_value(kind: str) -> None:
    assert converter(kind, ISO)(" \t ") is None
    assert converter(kind, ISO)(None) is None


def test_another_order_of_day_and_month_is_taken_only_when_it_is_named() -> None:
    convert = converter("DATE", Forms(date_format="%d/%m/%Y"))
    assert convert("03/04/2026") == date(2026, 4, 3)
    for other in ("2026-04-03", "13/13/2026", "٠٣/٠٤/٢٠٢٦"):
        with pytest.raises(ValueError, match="%d/%m/%Y"):
            convert(other)


def test_a_time_without_a_zone_is_taken_in_the_zone_that_is_named() -> None:
    convert = converter("TIMESTAMP", BERLIN)
    assert convert("2026-07-01 12:00:00") == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert convert("2026-07-01 12:00:00Z") == datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("local", ["2026-03-29 02:30:00", "2026-10-25 02:30:00"])
def test_a_time_that_the_clock_skips_or_repeats_is_refused(local: str) -> None:
    with pytest.raises(ValueError, match="skipped or happens twice in Europe/Berlin"):
        converter("TIMESTAMP", BERLIN)(local)


@given(ANYTHING, st.sampled_from(KINDS), st.sampled_from([ISO, BERLIN, Forms(date_format="%d.%m.%Y")]))
def test_whatever_comes_gives_the_declared_type_or_a_reason(value: object, kind: str, forms: Forms) -> None:
    try:
        found = converter(kind, forms)(value)
    except ValueError as refusal:
        assert str(refusal)  # noqa: PT017 both ends are right; only a third would be wrong
    else:
        assert found is None or type(found) is PYTHON[kind]


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_integer_survives_being_written(number: int) -> None:
    assert converter("BIGINT", ISO)(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_survives_being_written(number: float) -> None:
    assert converter("DOUBLE", ISO)(repr(number)) == number


@given(st.dates())
def test_every_day_survives_being_written(day: date) -> None:
    assert converter("DATE", ISO)(day.isoformat()) == day


@given(
    st.datetimes(
        timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    ).filter(lambda instant: 1 < instant.year < 9999)
)
def test_every_instant_survives_being_written(instant: datetime) -> None:
    found = converter("TIMESTAMP", ISO)(instant.isoformat())
    assert found == instant
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


@given(st.text(st.characters(min_codepoint=0x21, exclude_categories=["Cs", "Cc", "Z"]), min_size=1))
def test_every_text_without_control_signs_stays_as_it_is(text: str) -> None:
    assert converter("VARCHAR", ISO)(text) == text
