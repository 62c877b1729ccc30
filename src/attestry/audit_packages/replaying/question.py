"""One control test in a replay: asked anew wherever its answer may be another, and compared every time.

A question that looks at one row at a time is asked in full where a stretch of runs begins and
where it ends; in between it is asked once of all versions of rows that the stretch brought.
Every other question is asked at each run before which anything that it reads had changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from attestry.audit_packages.replaying.log import SealedLog
from attestry.audit_packages.replaying.row_wise import VERSION, versions_sql
from attestry.audit_packages.replaying.tables import Tables, versions_name
from attestry.audit_packages.timeline import RunLine
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.evaluation import (
    SECONDS,
    details_sql,
    evaluate,
    explained_sql,
    question,
)
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import ITEM_OUTCOMES, Counts, Outcome, verdict
from attestry.kit import duck
from attestry.kit.duck import QueryFailed, QueryTookTooLong, quoted


class Differs(Exception):
    """A recomputed answer is not the recorded one."""

    def __init__(self, run: RunLine, why: str, item: str = "") -> None:
        super().__init__(why)
        self.run, self.why, self.item = run, why, item


class Unanswerable(Exception):
    """An answer cannot be recomputed, and why."""


@dataclass(slots=True)
class Stretch:
    """Runs that are compared together: the one asked in full at its beginning, and those after it."""

    begun: RunLine
    counts: Counts
    later: list[RunLine] = field(default_factory=list)


@dataclass(slots=True)
class ReplayedTest:
    """A test on its way through the runs."""

    id: str
    tables: Tables
    log: SealedLog
    definition: Definition | None = None
    runs: int = 0
    asked: int = 0
    _last: Mapping[str, Any] | None = None
    _versions: str | None = None
    _stretch: Stretch | None = None

    def at(self, run: RunLine, definition: Definition, changed: set[str]) -> None:
        """Compare one run. Raises Differs, or Unanswerable."""
        said = run.answers[self.id]
        self.runs += 1
        for table in definition.meaning.reads:
            if table in self.tables.unreadable:
                raise Unanswerable(self.tables.unreadable[table])
        is_same_question = self._is_asked_again(definition, said)
        if not is_same_question:
            self.end_stretch(run)
            self.definition = definition
            shape = self.tables.shapes[definition.meaning.population]
            self._versions = versions_sql(definition, shape)
        goes_on = self._may_be_compared_later(said)
        if is_same_question and self._stretch is not None and goes_on:
            self._stretch.later.append(run)
            self._last = said
            return
        self.end_stretch(run)
        stays = (
            is_same_question
            and not changed & set(definition.meaning.reads)
            and "$as_of" not in definition.sql
        )
        if stays and self._last is not None and not self._last["error"]:
            self._compare_with_last(run, said)
        else:
            counts = self._ask(run, definition, said)
            if goes_on and self._versions is not None:
                self._stretch = Stretch(run, counts)
        self._last = said

    def not_at(self, run: RunLine) -> None:
        """A run that did not ask the test: what it had found by then is compared. Raises as ``at`` does."""
        self.end_stretch(run)
        self._last = None

    def move_to(self, tables: Tables) -> None:
        """Go on over other tables; the next run is asked in full."""
        self.tables, self._last, self.definition = tables, None, None

    def end_stretch(self, reached: RunLine) -> None:
        """Compare the runs of the stretch that ends before ``reached``, or with it. Raises as ``at`` does."""
        stretch, self._stretch = self._stretch, None
        if stretch is None or not stretch.later or self.definition is None:
            return
        last = stretch.later[-1]
        try:
            self._compare_stretch(stretch, self.definition)
        except QueryFailed as refusal:
            raise Unanswerable(refusal.message) from refusal
        if reached.ordinal == last.ordinal:
            self._ask(last, self.definition, last.answers[self.id])

    def _is_asked_again(self, definition: Definition, said: Mapping[str, Any]) -> bool:
        last = self._last
        return (
            last is not None
            and self.definition is not None
            and self.definition.version == definition.version
            and last["parameters"] == said["parameters"]
        )

    def _may_be_compared_later(self, said: Mapping[str, Any]) -> bool:
        """Whether the answer follows from single rows alone: nothing unseen, one connection, no error."""
        definition = self.definition
        assert definition is not None  # noqa: S101
        if self._versions is None or said["error"] or said["unseen"]:
            return False
        return self.tables.brought_by(definition.meaning.population) == 1 and not self.tables.is_gapped(
            definition.meaning.reads
        )

    def _compare_with_last(self, run: RunLine, said: Mapping[str, Any]) -> None:
        last = self._last
        assert last is not None  # noqa: S101
        for name in ("verdict", "counts", "unseen", "error"):
            if said[name] != last[name]:
                raise Differs(run, f"nothing had changed, yet it says {name} {said[name]}, not {last[name]}")
        if self.log.changes.get((self.id, run.ordinal)):
            raise Differs(run, "nothing had changed, yet items are recorded as changed")

    def _asked(self, run: RunLine, definition: Definition, said: Mapping[str, Any]) -> Any:
        return question(definition, self.tables.shapes, as_of=run.as_of, parameters=said["parameters"])

    def _ask(self, run: RunLine, definition: Definition, said: Mapping[str, Any]) -> Counts:
        """Ask in full and compare everything."""
        self.asked += 1
        asked = self._asked(run, definition, said)
        try:
            evaluated = evaluate(self.tables.db, asked)
        except QueryTookTooLong as refusal:
            raise Unanswerable(refusal.message) from refusal
        except (QueryFailed, TestDefinitionRefused) as refusal:
            if said["error"] == refusal.message:
                return Counts()
            raise Differs(run, f"asking it fails: {refusal.message}") from refusal
        if said["error"]:
            raise Unanswerable(f"the run could not ask it ({said['error']}), the replay could")
        _compare_counts(run, said, evaluated.counts, evaluated.unseen)
        self._compare_items(run)
        if self.log.changes.get((self.id, run.ordinal)):
            self._compare_words(run, asked)
        return evaluated.counts

    def _compare_items(self, run: RunLine) -> None:
        found = self._first(
            f"SELECT coalesce(n.item_id, s.item_id) AS item, n.outcome, s.outcome FROM _outcome AS n "
            f"FULL JOIN ({self.log.state_sql(self.id)}) AS s ON s.item_id = n.item_id "
            f"WHERE n.outcome IS DISTINCT FROM s.outcome"
        )
        if found:
            raise Differs(
                run, f"recomputed {found[1] or 'not there'}, recorded {found[2] or 'not there'}", found[0]
            )

    def _compare_words(self, run: RunLine, asked: Any) -> None:
        sealed = self.log.rows_sql(self.id, run.ordinal - 1, run.ordinal)
        self._run(
            f"CREATE OR REPLACE TEMP TABLE _sealed AS SELECT * FROM ({sealed}) WHERE outcome <> '{LEFT}'"
        )
        explained = explained_sql(self.tables.db, asked, narrowed="item_id IN (SELECT item_id FROM _sealed)")
        self._raise_first_words(
            {run.ordinal: run}, f"SELECT *, {run.ordinal} AS _ordinal FROM ({explained})", asked.used
        )

    def _compare_stretch(self, stretch: Stretch, definition: Definition) -> None:
        """Ask once of all versions of rows, and compare every change that follows with the sealed ones."""
        self.asked += 1
        begun, last = stretch.begun.ordinal, stretch.later[-1].ordinal
        runs = {one.ordinal: one for one in stretch.later}
        asked = self._asked(stretch.begun, definition, stretch.begun.answers[self.id])
        self._answer_versions(definition, asked, begun, last)
        sealed = self.log.rows_sql(self.id, begun, last)
        found = self._first(
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
        self._run(
            f"CREATE OR REPLACE TEMP TABLE _sealed AS SELECT * FROM ({sealed}) WHERE outcome <> '{LEFT}'"
        )
        self._raise_first_words(runs, f"SELECT * FROM _changed WHERE outcome <> '{LEFT}'", {})
        self._compare_every_count(stretch)

    def _answer_versions(self, definition: Definition, asked: Any, begun: int, last: int) -> None:
        """Make ``_changed``: each item whose outcome is another than before, and at which run."""
        population = definition.meaning.population
        shape = self.tables.shapes[population]
        item = quoted(shape.item_column)
        rows = versions_name(population)
        within = f"{VERSION} > {begun} AND {VERSION} <= {last}"
        columns = ", ".join(quoted(name) for name in self.tables.needed[population])
        self._run(
            f"CREATE OR REPLACE TEMP VIEW _block AS SELECT {columns}, _connection, {VERSION} "
            f"FROM {rows} WHERE {within} AND NOT _gone"
        )
        details = details_sql(self.tables.db, asked, "a")
        duck.bounded(
            self.tables.db,
            f"CREATE OR REPLACE TEMP TABLE _answered AS SELECT CAST(a.item_id AS VARCHAR) AS item_id, "
            f"a.item_name, CAST(a.outcome AS VARCHAR) AS outcome, a.reason, {details} AS details, "
            f"a.{VERSION} AS _ordinal FROM (\n{self._versions}\n) AS a",
            asked.used,
            seconds=SECONDS,
        )
        self._run(
            f"CREATE OR REPLACE TEMP TABLE _changed AS WITH moment AS ("
            f"SELECT DISTINCT CAST({item} AS VARCHAR) AS item_id, {VERSION} AS _ordinal FROM {rows} "
            f"WHERE {within}), "
            f"told AS (SELECT m.item_id, m._ordinal, a.item_name, coalesce(a.outcome, '{LEFT}') AS outcome, "
            f"a.reason, a.details FROM moment AS m LEFT JOIN _answered AS a USING (item_id, _ordinal)), "
            f"known AS ({self.log.state_sql(self.id, upto=begun)}) "
            f"SELECT t.*, coalesce(lag(t.outcome) OVER (PARTITION BY t.item_id ORDER BY t._ordinal), "
            f"k.outcome, '{LEFT}') AS before FROM told AS t LEFT JOIN known AS k USING (item_id) "
            f"QUALIFY t.outcome <> before"
        )

    def _compare_every_count(self, stretch: Stretch) -> None:
        moves = self._run(
            "SELECT _ordinal, outcome, before, count(*) FROM _changed GROUP BY ALL ORDER BY 1"
        ).fetchall()
        counted = dict(zip(ITEM_OUTCOMES, _listed(stretch.counts), strict=True))
        position = 0
        for run in stretch.later:
            while position < len(moves) and moves[position][0] <= run.ordinal:
                _, now, before, count = moves[position]
                position += 1
                if now != LEFT:
                    counted[Outcome(now)] += count
                if before != LEFT:
                    counted[Outcome(before)] -= count
            _compare_counts(run, run.answers[self.id], Counts(*counted.values()), ())

    def _raise_first_words(self, runs: Mapping[int, RunLine], told: str, values: Mapping[str, Any]) -> None:
        """Compare name, reason and deciding values of the rows in ``_sealed`` with those told."""
        found = self._first(
            f"SELECT s.item_id, s._ordinal AS first_at, "
            f"CASE WHEN t.reason IS DISTINCT FROM s.reason THEN 'reason' "
            f"WHEN t.details IS DISTINCT FROM s.details THEN 'deciding values' ELSE 'name' END, "
            f"t.reason, s.reason FROM _sealed AS s LEFT JOIN ({told}) AS t "
            f"ON t.item_id = s.item_id AND t._ordinal = s._ordinal "
            f"WHERE (t.item_name, t.reason, t.details) IS DISTINCT FROM (s.item_name, s.reason, s.details)",
            values,
            order="first_at, 1",
        )
        if found:
            raise Differs(runs[found[1]], f"the {found[2]} is another than the recorded one", found[0])

    def _first(
        self, sql: str, values: Mapping[str, Any] | None = None, *, order: str = "1"
    ) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = duck.bounded(
            self.tables.db, f"{sql} ORDER BY {order} LIMIT 1", values, seconds=SECONDS
        ).fetchone()
        return found

    def _run(self, sql: str) -> duck.Connection:
        return duck.run(self.tables.db, sql)


def _listed(counts: Counts) -> list[int]:
    return [counts.passed, counts.failed, counts.unknown, counts.not_applicable]


def _compare_counts(run: RunLine, said: Mapping[str, Any], counts: Counts, unseen: tuple[str, ...]) -> None:
    """Raises Differs where verdict, counts or what was not seen are others than recorded."""
    decided = verdict(counts, fully_seen=not unseen).value
    for name, recomputed in (("counts", _listed(counts)), ("unseen", list(unseen)), ("verdict", decided)):
        if said[name] != recomputed:
            raise Differs(run, f"recomputed {name} {recomputed}, recorded {said[name]}")
