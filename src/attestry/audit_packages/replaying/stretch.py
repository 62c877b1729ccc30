"""A stretch of runs compared together: a row-wise question asked once of every version of a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from attestry.audit_packages.replaying.differences import Comparison, Differs, compare_counts, listed
from attestry.audit_packages.replaying.row_wise import VERSION
from attestry.audit_packages.replaying.rows import Rows, versions_name
from attestry.audit_packages.timeline import RunLine
from attestry.control_tests.evaluation import SECONDS, Question, details_sql
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.rules.outcome import ITEM_OUTCOMES, Counts, Outcome
from attestry.kit import duck
from attestry.kit.duck import quoted


@dataclass(slots=True)
class Stretch:
    """Runs that are compared together: the one asked in full at its beginning, and those after it."""

    begun: RunLine
    counts: Counts
    later: list[RunLine] = field(default_factory=list)


def compare(stretch: Stretch, asked: Question, versions: str, rows: Rows, comparison: Comparison) -> None:
    """Ask once of all versions of rows, and compare every change that follows with the sealed ones.

    ``versions`` is the question put to versions. Raises Differs; QueryFailed where the engine refuses.
    """
    begun, last = stretch.begun.ordinal, stretch.later[-1].ordinal
    runs = {one.ordinal: one for one in stretch.later}
    _answer_versions(asked, versions, rows, comparison, begun, last)
    sealed = comparison.log.rows_sql(comparison.test, begun, last)
    found = comparison.first(
        f"SELECT coalesce(c.item_id, s.item_id), coalesce(c._ordinal, s._ordinal) AS first_at, "
        f"c.outcome, s.outcome FROM _changed AS c FULL JOIN ({sealed}) AS s "
        f"ON s.item_id = c.item_id AND s._ordinal = c._ordinal "
        f"WHERE c.outcome IS DISTINCT FROM s.outcome",
        order="first_at, 1",
    )
    if found:
        raise Differs(
            runs.get(found[1], stretch.later[-1]),
            f"recomputed {found[2] or 'no change'}, recorded {found[3] or 'no change'}",
            found[0],
        )
    comparison.words(runs, sealed, f"SELECT * FROM _changed WHERE outcome <> '{LEFT}'")
    _compare_every_count(stretch, comparison)


def _answer_versions(
    asked: Question, versions: str, rows: Rows, comparison: Comparison, begun: int, last: int
) -> None:
    """Make ``_changed``: each item whose outcome is another than before, and at which run."""
    population = asked.definition.meaning.population
    shape = rows.shapes[population]
    item = quoted(shape.item_column)
    seen = versions_name(population)
    within = f"{VERSION} > {begun} AND {VERSION} <= {last}"
    columns = ", ".join(quoted(name) for name in rows.needed[population])
    comparison.run(
        f"CREATE OR REPLACE TEMP VIEW _block AS SELECT {columns}, _connection, {VERSION} "
        f"FROM {seen} WHERE {within} AND NOT _gone"
    )
    details = details_sql(rows.db, asked, "a")
    duck.bounded(
        rows.db,
        f"CREATE OR REPLACE TEMP TABLE _answered AS SELECT CAST(a.item_id AS VARCHAR) AS item_id, "
        f"a.item_name, CAST(a.outcome AS VARCHAR) AS outcome, a.reason, {details} AS details, "
        f"a.{VERSION} AS _ordinal FROM (\n{versions}\n) AS a",
        asked.used,
        seconds=SECONDS,
    )
    known = comparison.log.state_sql(comparison.test, upto=begun, among="SELECT item_id FROM moment")
    comparison.run(
        f"CREATE OR REPLACE TEMP TABLE _changed AS WITH moment AS MATERIALIZED ("
        f"SELECT DISTINCT CAST({item} AS VARCHAR) AS item_id, {VERSION} AS _ordinal FROM {seen} "
        f"WHERE {within}), "
        f"told AS (SELECT m.item_id, m._ordinal, a.item_name, coalesce(a.outcome, '{LEFT}') AS outcome, "
        f"a.reason, a.details FROM moment AS m LEFT JOIN _answered AS a USING (item_id, _ordinal)), "
        f"known AS ({known}) "
        f"SELECT t.*, coalesce(lag(t.outcome) OVER (PARTITION BY t.item_id ORDER BY t._ordinal), "
        f"k.outcome, '{LEFT}') AS before FROM told AS t LEFT JOIN known AS k USING (item_id) "
        f"QUALIFY t.outcome <> before"
    )


def _compare_every_count(stretch: Stretch, comparison: Comparison) -> None:
    moves = comparison.run(
        "SELECT _ordinal, outcome, before, count(*) FROM _changed GROUP BY ALL ORDER BY 1"
    ).fetchall()
    counted = dict(zip(ITEM_OUTCOMES, listed(stretch.counts), strict=True))
    position = 0
    for run in stretch.later:
        while position < len(moves) and moves[position][0] <= run.ordinal:
            _, now, before, count = moves[position]
            position += 1
            if now != LEFT:
                counted[Outcome(now)] += count
            if before != LEFT:
                counted[Outcome(before)] -= count
        compare_counts(run, run.answers[comparison.test], Counts(*counted.values()), ())
