import math
from datetime import UTC, date, datetime, timedelta, timezone

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from attestry.connectors.errors import RowRefused
from attestry.connectors.rules.rows import RowWriter
from attestry.evidence.rules.row_digest import TABLE_DIGEST_SQL, row_digest, row_digest_sql, table_digest
from attestry.kit import duck
from attestry.kit.digest import sha256_hex
from attestry.kit.duck import Column, TableShape

SHAPE = TableShape(
    "made_thing",
    "Things.",
    (
        Column("thing_id", "VARCHAR", "Its name."),
        Column("note", "VARCHAR", "Words."),
        Column("size", "BIGINT", "Bytes."),
        Column("share", "DOUBLE", "Share."),
        Column("is_open", "BOOLEAN", "Whether open."),
        Column("made_on", "DATE", "Day."),
        Column("seen_at", "TIMESTAMP", "Instant."),
    ),
    ("thing_id",),
)

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-11))])
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
ROWS = st.fixed_dictionaries(
    {"thing_id": TEXTS},
    optional={
        "note": TEXTS | st.none(),
        "size": st.integers(-(2**63), 2**63 - 1) | st.none(),
        "share": st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**70), 2**70) | st.none(),
        "is_open": st.booleans() | st.none(),
        "made_on": st.dates() | st.none(),
        "seen_at": st.datetimes(datetime(2, 1, 1), datetime(9999, 1, 1), timezones=ZONES) | st.none(),
    },
)


def through_the_engine(folder, rows):
    """The digests that the engine gives the rows, by item, after the way that a reading's rows take."""
    path = folder / "rows.ndjson"
    written = RowWriter(SHAPE).batch(rows)
    path.write_bytes(
        b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z) for row in written)
    )
    types = ", ".join(f"'{column.name}': '{column.type}'" for column in SHAPE.columns)
    with duck.opened() as connection:
        connection.execute(
            f"CREATE TABLE read AS SELECT *, {row_digest_sql(SHAPE)} AS _digest FROM "
            f"read_json('{path}', format='newline_delimited', columns={{{types}}})"
        )
        found = dict(connection.execute("SELECT thing_id, _digest FROM read").fetchall())
        (whole,) = connection.execute(f"SELECT {TABLE_DIGEST_SQL} FROM read").fetchone()
    return written, found, whole


@given(rows=st.lists(ROWS, max_size=6, unique_by=lambda row: row["thing_id"]))
@example(rows=[{"thing_id": "a", "share": -0.0}, {"thing_id": "b", "share": 2**60 + 1}])
@example(rows=[{"thing_id": "", "note": "~"}, {"thing_id": "é\n\u2028😀", "note": ""}])
@example(rows=[{"thing_id": "a", "made_on": date(1, 1, 1), "seen_at": datetime(2, 1, 1, tzinfo=UTC)}])
@settings(max_examples=40, deadline=None)
def test_anyone_gets_the_digest_that_the_engine_gets(tmp_path_factory, rows):
    written, found, whole = through_the_engine(tmp_path_factory.mktemp("rows"), rows)
    mine = {row["thing_id"]: row_digest(SHAPE, row) for row in written}
    assert found == mine
    assert whole == table_digest(mine.values())


def test_the_text_of_a_row_is_as_it_is_described():
    row = {
        "thing_id": "é",
        "note": None,
        "size": -7,
        "share": 0.1,
        "is_open": True,
        "made_on": date(2026, 1, 2),
        "seen_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
    text = "2:é~2:-719:0.100000000000000014:true10:2026-01-0227:2026-01-02T03:04:05.000000Z"
    assert row_digest(SHAPE, row) == sha256_hex(text.encode())


def test_moving_a_letter_from_one_column_to_the_next_changes_the_digest():
    blank = dict.fromkeys(SHAPE.column_names)
    one, other = {**blank, "thing_id": "ab", "note": "c"}, {**blank, "thing_id": "a", "note": "bc"}
    assert row_digest(SHAPE, one) != row_digest(SHAPE, other)
    assert row_digest(SHAPE, {**blank, "note": "~"}) != row_digest(SHAPE, {**blank, "note": None})


@given(st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=6))
def test_a_table_has_one_digest_in_whichever_order_its_rows_come(digests):
    assert table_digest(digests) == table_digest(reversed(digests))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("note", 7),
        ("note", "a\x00b"),
        ("note", "\ud800"),
        ("note", b"bytes"),
        ("size", "7"),
        ("size", 7.0),
        ("size", True),
        ("size", 2**63),
        ("share", "0.5"),
        ("share", math.nan),
        ("share", math.inf),
        ("share", 10**400),
        ("share", False),
        ("is_open", 1),
        ("is_open", "yes"),
        ("made_on", "2026-01-02"),
        ("made_on", datetime(2026, 1, 2, tzinfo=UTC)),
        ("seen_at", datetime(2026, 1, 2)),
        ("seen_at", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))),
        ("seen_at", date(2026, 1, 2)),
        ("thing_id", None),
        ("colour", "red"),
    ],
)
def test_a_value_that_is_not_what_was_declared_is_refused_by_table_and_column(column, value):
    rows = [{"thing_id": "sound"}, {"thing_id": "a", column: value}]
    with pytest.raises(RowRefused, match=rf"^made_thing\.{column}: ") as refusal:
        RowWriter(SHAPE).batch(rows)
    assert len(refusal.value.message) < 250


def test_a_text_of_more_than_sixteen_megabytes_is_refused_without_repeating_it():
    with pytest.raises(RowRefused, match=r"^made_thing\.note: .* is longer than 16 MB") as refusal:
        RowWriter(SHAPE).batch([{"thing_id": "a", "note": "x" * ((16 << 20) + 1)}])
    assert len(refusal.value.message) < 250


def test_a_row_is_written_in_declared_order_with_its_instants_in_utc():
    india = timezone(timedelta(hours=5, minutes=30))
    row = {"seen_at": datetime(2026, 1, 1, 5, 30, tzinfo=india), "thing_id": "a", "share": -0.0}
    written = RowWriter(SHAPE).written(row)
    assert list(written) == list(SHAPE.column_names)
    assert written["seen_at"].isoformat() == "2026-01-01T00:00:00+00:00"
    assert math.copysign(1, written["share"]) == 1
    assert row["seen_at"].tzinfo is india
