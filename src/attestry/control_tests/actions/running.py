"""Running the control tests: ask them of sealed evidence, seal the answers, keep the short cuts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from attestry.connectors.queries import all_tables
from attestry.control_tests import grounds, outcome_log, repetition, tables
from attestry.control_tests.engines import choice
from attestry.control_tests.engines.sight import Engine, Sight
from attestry.control_tests.evaluation import question
from attestry.control_tests.grounds import Ground
from attestry.control_tests.models import Result, Run
from attestry.control_tests.outcomes import brought_segments, segments, state_before
from attestry.control_tests.queries import chosen_parameters, runnable
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import Counts, Outcome, verdict
from attestry.evidence.actions import append_run
from attestry.evidence.models import Entry
from attestry.evidence.queries import sealed_parts, store, stream_views
from attestry.journal.acts import act
from attestry.journal.rules import Actor
from attestry.kit import clock, duck
from attestry.kit.duck import Connection, QueryFailed
from attestry.kit.errors import Invalid

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """One test's answer in a run, before it is sealed."""

    definition: Definition
    parameters: dict[str, Any]
    outcome: Outcome
    counts: Counts
    unseen: tuple[str, ...]
    error: str
    inputs: tuple[int, ...]


def run(
    actor: Actor, *, as_of: datetime | None = None, progress: Progress = lambda _text: None
) -> Run | None:
    """Ask every control test whose population some connection brings; None where there is none.

    A test that breaks is ``unknown`` with the reason, and the others go on. The caller holds
    the lock of runs. Raises Unavailable where the disk is full; then nothing was written.
    """
    instant = as_of or clock.now()
    views = stream_views(instant)
    chosen = chosen_parameters()
    asked = runnable(views)
    if not asked:
        return None
    ordinal = Run.objects.count()
    parts = sealed_parts(view.entry for view in views if view.entry)
    looked_at = tables.grounds_of(views)
    read_from = tables.read_from(looked_at, grounds.needed_columns(asked, all_tables()))
    bases = repetition.bases(asked, looked_at, parts, as_of=instant, chosen=chosen)
    known = repetition.known_answers(ordinal, bases)
    fresh = [one for one in asked if one.id not in known]
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder, duck.opened(Path(folder)) as db:
        sight = _sight(looked_at, fresh, parts, ordinal, Path(folder))
        outcome_log.open_state(db, sight.before)
        # Where every question was answered by the run before, no engine is started.
        with choice.opened(settings.SPARK_MASTER if fresh else "", db, sight) as engine:

            def answer(one: Definition) -> _Answer:
                mine = chosen.get(one.id, {})
                if one.id in known:
                    return _again(one, mine, known[one.id], read_from)
                return _ask(engine, db, one, instant, mine, read_from, ordinal)

            answers = _in_order(answer, asked, progress)
        changed = outcome_log.write_changes(db, sight.segment)
        segment = store().put_file(sight.segment) if changed else None
    declared = _keep_what_was_asked(answers, looked_at)
    # Only now does the database wait for us: answering and keeping bytes may take long.
    return _seal(actor, ordinal, instant, answers, segment, changed, bases, looked_at, declared)


def _sight(
    looked_at: Sequence[Ground],
    fresh: Sequence[Definition],
    parts: tables.Parts,
    ordinal: int,
    scratch: Path,
) -> Sight:
    shapes = all_tables()
    return Sight(
        looked_at,
        shapes,
        grounds.needed_columns(fresh, shapes),
        tables.sealed_chains(parts),
        store().existing_path,
        state_before(ordinal),
        ordinal,
        scratch,
    )


def _in_order(
    answer: Callable[[Definition], _Answer], asked: Sequence[Definition], progress: Progress
) -> list[_Answer]:
    """Every answer in the order of the questions, two asked at a time."""
    answers = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for position, found in enumerate(pool.map(answer, asked), start=1):
            progress(f"testing {position} of {len(asked)}: {found.definition.meaning.title}")
            answers.append(found)
    return answers


def _again(
    one: Definition,
    chosen: Mapping[str, Any],
    before: Mapping[str, Any],
    read_from: Mapping[str, Sequence[int]],
) -> _Answer:
    """What the run before answered of the very same rows."""
    return _Answer(
        one,
        one.parameters(chosen),
        Outcome(before["verdict"]),
        Counts(*before["counts"]),
        tuple(before["unseen"]),
        "",
        _inputs(one, read_from),
    )


def _inputs(one: Definition, read_from: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    return tuple(sorted({seq for table in one.meaning.reads for seq in read_from[table]}))


def _ask(
    engine: Engine,
    db: Connection,
    one: Definition,
    as_of: datetime,
    chosen: Mapping[str, Any],
    read_from: Mapping[str, Sequence[int]],
    ordinal: int,
) -> _Answer:
    inputs = _inputs(one, read_from)
    try:
        values = one.parameters(chosen)
        asked = question(one, all_tables(), as_of=as_of, parameters=values)
        evaluated = engine.ask(asked)
    except (QueryFailed, Invalid) as refusal:
        with duck.beside(db) as own:
            outcome_log.note_broken(own, one.id, refusal.message, ordinal)
        return _Answer(one, dict(chosen), Outcome.UNKNOWN, Counts(), (), refusal.message, inputs)
    decided = verdict(evaluated.counts, fully_seen=not evaluated.unseen)
    return _Answer(one, values, decided, evaluated.counts, evaluated.unseen, "", inputs)


def _keep_what_was_asked(answers: Sequence[_Answer], looked_at: Sequence[Ground]) -> str:
    """Put the tests' own text into the store, and what was declared of the tables; answers its digest."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        for _ in pool.map(store().put, [one.definition.document for one in answers]):
            pass
    read = {table: all_tables()[table] for one in answers for table in one.definition.meaning.reads}
    return store().put(grounds.declared(looked_at, read))


@act("control_tests.run")
def _seal(
    actor: Actor,
    ordinal: int,
    as_of: datetime,
    answers: Sequence[_Answer],
    segment: str | None,
    changed: int,
    bases: Mapping[str, str],
    looked_at: Sequence[Ground],
    declared: str,
) -> Run:
    said = {
        "as_of": clock.to_text(as_of),
        "changes": changed,
        "declared": declared,
        "grounds": grounds.said(looked_at),
        "tests": [_body(one, as_of, bases) for one in answers],
    }
    entry = append_run(
        actor,
        ordinal=ordinal,
        as_of=as_of,
        title=f"Run of {len(answers)} control tests",
        said=said,
        segment=segment,
    )
    made = Run.objects.create(
        ordinal=ordinal,
        entry_seq=entry.seq,
        as_of=as_of,
        recorded_at=entry.recorded_at,
        segment=segment or "",
        change_count=changed,
    )
    Result.objects.bulk_create(_result(made, entry, one) for one in answers)
    return made


def _body(one: _Answer, as_of: datetime, bases: Mapping[str, str]) -> dict[str, Any]:
    return {
        "test": one.definition.id,
        "version": one.definition.version,
        "basis": bases[one.definition.id],
        "parameters": one.parameters,
        "holds_until": clock.to_text(one.definition.holds_until(as_of)),
        "verdict": one.outcome.value,
        "counts": [one.counts.passed, one.counts.failed, one.counts.unknown, one.counts.not_applicable],
        "unseen": list(one.unseen),
        "error": one.error,
        "inputs": list(one.inputs),
    }


def _result(made: Run, entry: Entry, one: _Answer) -> Result:
    return Result(
        run=made,
        entry_seq=entry.seq,
        test_id=one.definition.id,
        version=one.definition.version,
        as_of=made.as_of,
        recorded_at=made.recorded_at,
        holds_until=one.definition.holds_until(made.as_of),
        verdict=one.outcome.value,
        passed=one.counts.passed,
        failed=one.counts.failed,
        unknown=one.counts.unknown,
        not_applicable=one.counts.not_applicable,
        unseen=list(one.unseen),
        error=one.error,
        inputs=list(one.inputs),
    )


def keep_short_cuts() -> None:
    """Make the cached short cuts through the log of outcomes anew, where they fell behind."""
    last = Run.objects.order_by("-ordinal").first()
    if last is None:
        return
    behind, _ = outcome_log.newest(settings.HOME.cache, "current", segments(), upto=last.ordinal)
    if behind >= 0 and last.ordinal - behind < outcome_log.CACHE_EVERY:
        return
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder, duck.opened(Path(folder)) as db:
        made_of = brought_segments(last.ordinal)
        outcome_log.write_short_cuts(db, settings.HOME.cache, made_of, last.ordinal)
