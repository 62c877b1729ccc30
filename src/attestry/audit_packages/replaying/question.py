"""One control test in a replay: asked anew wherever its answer may be another, and compared every time.

A question that looks at one row at a time is asked in full where a stretch of runs begins and
where it ends; in between it is asked once of all versions of rows that the stretch brought.
Every other question is asked at each run before which anything that it reads had changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestry.audit_packages.replaying.differences import (
    Comparison,
    Differs,
    Unanswerable,
    compare_counts,
)
from attestry.audit_packages.replaying.log import SealedLog
from attestry.audit_packages.replaying.row_wise import versions_sql
from attestry.audit_packages.replaying.stretch import Stretch, compare
from attestry.audit_packages.replaying.tables import Tables
from attestry.audit_packages.timeline import RunLine
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.evaluation import Question, evaluate, explained_sql, question
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import Counts
from attestry.kit.duck import QueryFailed, QueryTookTooLong


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
            shape = self.tables.rows.shapes[definition.meaning.population]
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
        self.asked += 1
        asked = self._asked(stretch.begun, self.definition, stretch.begun.answers[self.id])
        try:
            compare(stretch, asked, str(self._versions), self.tables.rows, self._comparison)
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

    def _asked(self, run: RunLine, definition: Definition, said: Mapping[str, Any]) -> Question:
        return question(definition, self.tables.rows.shapes, as_of=run.as_of, parameters=said["parameters"])

    def _ask(self, run: RunLine, definition: Definition, said: Mapping[str, Any]) -> Counts:
        """Ask in full and compare everything."""
        self.asked += 1
        asked = self._asked(run, definition, said)
        self.tables.rows.settle(definition.meaning.reads)
        try:
            evaluated = evaluate(self.tables.rows.db, asked)
        except QueryTookTooLong as refusal:
            raise Unanswerable(refusal.message) from refusal
        except (QueryFailed, TestDefinitionRefused) as refusal:
            if said["error"] == refusal.message:
                return Counts()
            raise Differs(run, f"asking it fails: {refusal.message}") from refusal
        if said["error"]:
            raise Unanswerable(f"the run could not ask it ({said['error']}), the replay could")
        compare_counts(run, said, evaluated.counts, evaluated.unseen)
        self._comparison.items(run)
        if changes := self.log.changes.get((self.id, run.ordinal)):
            sealed = self.log.rows_sql(self.id, run.ordinal - 1, run.ordinal)
            changed = f"item_id IN (SELECT item_id FROM ({sealed}) WHERE outcome <> '{LEFT}')"
            is_most = 2 * changes > evaluated.counts.total
            told = explained_sql(self.tables.rows.db, asked, narrowed="true" if is_most else changed)
            told = f"SELECT *, {run.ordinal} AS _ordinal FROM ({told})"
            self._comparison.words({run.ordinal: run}, sealed, told, asked.used)
        return evaluated.counts

    @property
    def _comparison(self) -> Comparison:
        return Comparison(self.tables.rows.db, self.log, self.id)
