import pytest

from attestry.kit import duck
from attestry.kit.duck import QueryFailed, QueryTookTooLong
from attestry.kit.errors import Invalid

GOOD = """
CREATE TABLE made_thing (thing_id VARCHAR PRIMARY KEY, size BIGINT);
COMMENT ON TABLE made_thing IS 'Things.';
COMMENT ON COLUMN made_thing.thing_id IS 'Its name.';
COMMENT ON COLUMN made_thing.size IS 'How large, in bytes.';
"""

ENDLESS = (
    "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c WHERE a.range + b.range = c.range"
)


def test_a_declared_table_gives_its_shape():
    (shape,) = duck.shapes(GOOD, "made/tables.sql")
    assert (shape.name, shape.key, shape.item_column) == ("made_thing", ("thing_id",), "thing_id")
    assert shape.types == {"thing_id": "VARCHAR", "size": "BIGINT"}


@pytest.mark.parametrize(
    ("bend", "says"),
    [
        (lambda ddl: ddl.replace(" PRIMARY KEY", ""), "made_thing: has no primary key"),
        (lambda ddl: ddl.replace("BIGINT", "INTEGER"), "made_thing.size: INTEGER is not one of"),
        (
            lambda ddl: ddl.replace("COMMENT ON TABLE made_thing IS 'Things.';", ""),
            "made_thing: is not described",
        ),
        (lambda ddl: ddl.rsplit("COMMENT", 1)[0], "made_thing.size: is not described"),
        (lambda ddl: ddl.replace("CREATE", "CREAT"), "syntax error"),
        (lambda ddl: ddl + "COPY made_thing TO '/tmp/never';", "disabled"),
        (lambda ddl: ddl + "SET threads=1;", "locked"),
    ],
)
def test_a_declaration_that_breaks_a_rule_is_refused(bend, says):
    with pytest.raises(Invalid, match=says):
        duck.shapes(bend(GOOD), "made/tables.sql")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_csv('https://example.com/a.csv')",
        "COPY (SELECT 1) TO '/tmp/never'",
        "ATTACH '/tmp/never.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access=true",
        "SET lock_configuration=false",
        "SET allowed_directories=['/']",
        "EXPORT DATABASE '/tmp/never'",
    ],
)
def test_a_locked_database_reaches_no_file_and_no_network(sql):
    with duck.opened() as connection:
        duck.lock(connection)
        with pytest.raises(QueryFailed):
            duck.bounded(connection, sql, seconds=5)


def test_a_query_is_stopped_at_its_time_bound_and_the_database_lives_on():
    with duck.opened() as connection:
        with pytest.raises(QueryTookTooLong, match=r"longer than 0\.2 s"):
            duck.bounded(connection, ENDLESS, seconds=0.2)
        assert duck.bounded(connection, "SELECT 7", seconds=5).fetchone() == (7,)


def test_a_query_that_wants_more_memory_than_there_is_fails_alone():
    with duck.opened(memory_mb=50) as connection:
        with pytest.raises(QueryFailed, match="(?i)memory"):
            duck.bounded(
                connection,
                "CREATE TABLE t AS SELECT repeat(range::VARCHAR, 9) FROM range(9000000)",
                seconds=30,
            )
        assert duck.bounded(connection, "SELECT 7", seconds=5).fetchone() == (7,)


def test_names_and_paths_that_hold_quotes_stay_names_and_paths(tmp_path):
    folder = tmp_path / "o'clock"
    folder.mkdir()
    name = duck.quoted('a "b"')
    with duck.opened() as connection:
        connection.execute(f"COPY (SELECT 7 AS {name}) TO '{duck.literal_path(folder / 'a.parquet')}'")
        found = connection.execute(
            f"SELECT {name} FROM read_parquet({duck.path_list([folder / 'a.parquet'])})"
        )
        assert found.fetchall() == [(7,)]
