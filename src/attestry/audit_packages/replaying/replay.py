"""The replay of a package: all runs of the period in order, every test at each, and then the intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from attestry.audit_packages.reading import PackageFile
from attestry.audit_packages.replaying import grounds as grounds_check
from attestry.audit_packages.replaying.blobs import Unpacked
from attestry.audit_packages.replaying.differences import Differs, Unanswerable
from attestry.audit_packages.replaying.log import SealedLog
from attestry.audit_packages.replaying.question import ReplayedTest
from attestry.audit_packages.replaying.row_wise import versions_sql
from attestry.audit_packages.replaying.rows import Rows
from attestry.audit_packages.replaying.tables import MISREAD, Tables
from attestry.audit_packages.rules.answer import Finding, Replay, Replayed
from attestry.audit_packages.rules.layout import Plan
from attestry.audit_packages.timeline import RunLine, Timeline
from attestry.control_tests import grounds
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.grounds import Ground
from attestry.control_tests.rules.definition import Definition
from attestry.kit import duck
from attestry.kit.clock import to_text
from attestry.kit.duck import Connection, QueryFailed, TableShape
from attestry.kit.errors import Broken, DomainError, Invalid

Progress = Callable[[str], None]
_UNSEALED = "the run was sealed by a version of Attestry that did not seal what it looked at"


@dataclass(slots=True)
class Replayer:
    """One replay. ``findings`` are runs that did not look at what they should have."""

    package: PackageFile
    plan: Plan
    timeline: Timeline
    progress: Progress
    skipped: Mapping[str, str] = field(default_factory=dict)
    asking: Callable[[str], None] = lambda _test: None
    findings: list[Finding] = field(default_factory=list)
    done: dict[str, Replayed] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)

    def run(self, scratch: Path) -> list[Replayed]:
        """Replay every test over the period."""
        runs = self._runs()
        if not runs:
            return []
        blobs = Unpacked(self.package, scratch)
        for test, why in self.skipped.items():
            self._end(test, Replay.CANNOT, why)
        with duck.opened(scratch, memory_mb=450) as db:
            duck.lock(db, folder=scratch)
            try:
                self._replay(db, blobs, runs)
            except (QueryFailed, Broken, *MISREAD) as refusal:
                self._give_up(runs, f"what the runs sealed cannot be read: {refusal}")
        return [self.done[test] for test in sorted(self.done)]

    def _give_up(self, runs: list[RunLine], why: str) -> None:
        for test in {name for run in runs for name in run.answers} - self.done.keys():
            self._end(test, Replay.CANNOT, why)

    def _runs(self) -> list[RunLine]:
        """The run that bears on the period's beginning, and those after it."""
        runs = [one for one in self.timeline.runs if one.as_of <= self.plan.period_until]
        before = [one.ordinal for one in runs if one.as_of <= self.plan.period_from]
        first = max(before, default=0)
        return [one for one in runs if one.ordinal >= first]

    def _replay(self, db: Connection, blobs: Unpacked, runs: list[RunLine]) -> None:
        log = SealedLog(db, blobs, runs[0].ordinal)
        log.begin(self.timeline.runs)
        tests: dict[str, ReplayedTest] = {}
        declared, tables = "", None
        for position, run in enumerate(runs, start=1):
            self.progress(f"replaying run {position} of {len(runs)}: {run.as_of:%d %b %Y}")
            if not run.declared:
                for test in run.answers:
                    self._end(test, Replay.CANNOT, _UNSEALED, at=to_text(run.as_of))
                continue
            if run.declared != declared:
                self._close(tests, runs[position - 2] if position > 1 else run)
                if tables is not None:
                    tables.rows.drop()
                tables = self._tables(db, blobs, runs, run.declared)
                declared, tests = run.declared, _moved(tests, tables)
            assert tables is not None  # noqa: S101
            self._at(run, tables, log, tests, blobs)
        self._close(tests, runs[-1])
        self._note_unasked(log, {one.ordinal: one for one in runs})
        for test, one in tests.items():
            if test not in self.done:
                self._end(test, Replay.SAME, "", runs=one.runs, asked=one.asked)

    def _at(
        self, run: RunLine, tables: Tables, log: SealedLog, tests: dict[str, ReplayedTest], blobs: Unpacked
    ) -> None:
        looked_at = self._grounds(run, blobs)
        changed = tables.advance(run.ordinal, looked_at)
        for test in run.answers:
            if test in self.done:
                continue
            one = tests.setdefault(test, ReplayedTest(test, tables, log))
            with self._judged(one):
                one.at(run, self._definition(run.answers[test]["version"], blobs), changed)
        for test in tests.keys() - run.answers.keys() - self.done.keys():
            with self._judged(tests[test]):
                tests[test].not_at(run)

    def _note_unasked(self, log: SealedLog, runs: Mapping[int, RunLine]) -> None:
        for test, ordinal in log.changes:
            run = runs.get(ordinal)
            if run is not None and test not in run.answers:
                words = f"holds items of {test}, which it did not ask"
                self.findings.append(Finding(f"entry {run.seq}", words))

    def _grounds(self, run: RunLine, blobs: Unpacked) -> tuple[Ground, ...]:
        looked_at = grounds.read(orjson.loads(blobs.read(run.declared)), run.grounds)
        for words in grounds_check.faults(run, looked_at, self.timeline):
            self.findings.append(Finding(f"entry {run.seq}", words))
        return looked_at

    @contextmanager
    def _judged(self, one: ReplayedTest):  # type: ignore[no-untyped-def]
        self.asking(one.id)
        try:
            yield
        except Differs as found:
            at = to_text(found.run.as_of)
            self._end(one.id, Replay.DIFFERS, found.why, found.item, at, one.runs, one.asked)
        except (Unanswerable, QueryFailed, Broken, Invalid, *MISREAD) as refusal:
            why = refusal.message if isinstance(refusal, DomainError) else str(refusal)
            self._end(one.id, Replay.CANNOT, why, runs=one.runs, asked=one.asked)

    def _close(self, tests: Mapping[str, ReplayedTest], reached: RunLine) -> None:
        for test, one in tests.items():
            if test not in self.done:
                with self._judged(one):
                    one.end_stretch(reached)

    def _definition(self, version: str, blobs: Unpacked) -> Definition:
        if version not in self.definitions:
            self.definitions[version] = Definition.of_document(blobs.read(version))
        return self.definitions[version]

    def _tables(self, db: Connection, blobs: Unpacked, runs: list[RunLine], declared: str) -> Tables:
        shapes = grounds.shapes(orjson.loads(blobs.read(declared)))
        distinct = []
        for test, version in _versions(runs, declared):
            try:
                one = self._definition(version, blobs)
                grounds.needed_columns([one], shapes)
                distinct.append(one)
            except (Broken, Invalid, TestDefinitionRefused, *MISREAD) as refusal:
                self._end(test, Replay.CANNOT, f"its question cannot be read: {refusal}")
        needed = grounds.needed_columns(distinct, shapes)
        versioned = frozenset(
            one.meaning.population for one in distinct if self._is_row_wise(one, shapes) is not None
        )
        rows = Rows(db, blobs, shapes, needed, versioned)
        rows.make()
        return Tables(self.timeline, rows)

    def _is_row_wise(self, one: Definition, shapes: Mapping[str, TableShape]) -> str | None:
        return versions_sql(one, shapes[one.meaning.population])

    def _end(
        self,
        test: str,
        replay: Replay,
        why: str,
        item: str = "",
        at: str = "",
        runs: int = 0,
        asked: int = 0,
    ) -> None:
        title = next((one.meaning.title for one in self.definitions.values() if one.id == test), test)
        self.done[test] = Replayed("test", test, title, replay, why, item, at, runs, asked)


def _moved(tests: Mapping[str, ReplayedTest], tables: Tables) -> dict[str, ReplayedTest]:
    """The tests go on over tables that are declared anew, and are asked in full there."""
    for one in tests.values():
        one.move_to(tables)
    return dict(tests)


def _versions(runs: list[RunLine], declared: str) -> list[tuple[str, str]]:
    """Each test with each version of it that the runs of one declaration asked."""
    asked = (
        (test, said["version"])
        for run in runs
        if run.declared == declared
        for test, said in run.answers.items()
    )
    return list(dict.fromkeys(asked))
