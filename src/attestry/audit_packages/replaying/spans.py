"""The intervals of the period built anew from replayed answers, compared with those that were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attestry.audit_packages import records
from attestry.audit_packages.reading import PackageFile
from attestry.audit_packages.rules.answer import Replay, Replayed
from attestry.audit_packages.rules.layout import Plan
from attestry.audit_packages.rules.spoken import spoken
from attestry.audit_packages.timeline import PersonLine, RunLine, Timeline
from attestry.control_tests.rules.outcome import Counts, Outcome, broken_reason, verdict_reason
from attestry.effectiveness.rules.interval import Interval, Observation, intervals, overlay
from attestry.effectiveness.rules.stretch import bearing, extended
from attestry.kit.clock import from_text

BY_A_PERSON = "a person found this; what it cites was sealed before it"


def compared(
    package: PackageFile, timeline: Timeline, plan: Plan, replayed: Sequence[Replayed]
) -> list[Replayed]:
    """The replays with their intervals held to the recorded ones: of tests, of people, of controls."""
    recorded, observations = records.recorded(package), _observations(timeline, plan)
    spans = {test: _spans(seen, plan) for test, seen in observations.items()}
    answers = {one.id: one for one in replayed}
    for person in timeline.people:
        test = str(person.said["test"])
        answers.setdefault(test, Replayed("person", test, _title(person), Replay.CANNOT, BY_A_PERSON))
    for (kind, name), lines in recorded.items():
        if kind == "test" and name in spans and name in answers:
            answers[name] = _held(answers[name], lines, spans[name])
        elif kind == "test" and name not in answers:
            why = "it was not asked in any run that is replayed"
            answers[name] = Replayed("test", name, name, Replay.CANNOT, why)
    for name in answers.keys() & spans.keys():
        if ("test", name) not in recorded and _bears(observations[name], plan):
            answers[name] = _held(answers[name], [], spans[name])
    return [*answers.values(), *_controls(package, plan, recorded, spans, answers)]


def _title(person: PersonLine) -> str:
    return f"A person's test of {person.said['control']}: {person.said['aspect']}"


def _bears(seen: Sequence[Observation], plan: Plan) -> bool:
    """Whether any of it says something of the period, so that intervals of it must be recorded."""
    return any(one.at >= plan.period_from or one.holds_until > plan.period_from for one in seen)


def _observations(timeline: Timeline, plan: Plan) -> dict[str, list[Observation]]:
    """The observations of each test up to the end of the period, in the order in which they were true."""
    found: dict[str, list[Observation]] = {}
    for run in timeline.runs:
        if run.as_of <= plan.period_until:
            for test, said in run.answers.items():
                found.setdefault(test, []).append(_of_run(run, said))
    for person in timeline.people:
        if person.as_of <= plan.period_until:
            found.setdefault(str(person.said["test"]), []).append(_of_person(person))
    for seen in found.values():
        seen.sort(key=lambda one: (one.at, one.entry_seq))
    return found


def _of_run(run: RunLine, said: Mapping[str, Any]) -> Observation:
    outcome = Outcome(said["verdict"])
    reason = (
        broken_reason(said["error"])
        if said["error"]
        else verdict_reason(outcome, Counts(*said["counts"]), said["unseen"])
    )
    return Observation(run.as_of, from_text(said["holds_until"]), outcome, reason, run.seq)


def _of_person(person: PersonLine) -> Observation:
    said = person.said
    return Observation(
        person.as_of,
        from_text(said["holds_until"]),
        Outcome(said["verdict"]),
        said["conclusion"],
        person.seq,
    )


def _spans(seen: Sequence[Observation], plan: Plan) -> tuple[Interval, ...]:
    span = {"from_at": plan.period_from, "until_at": plan.period_until}
    return intervals(tuple(bearing(extended((), seen), **span)), **span)


def _held(one: Replayed, recorded: Sequence[Any], spans: Sequence[Interval]) -> Replayed:
    """A replay that is the same so far, held to the recorded intervals."""
    if one.replay is Replay.DIFFERS:
        return one
    odd = _first_difference(recorded, spans)
    if odd is None:
        return one
    why = f"recomputed the interval {odd[1]}, recorded {odd[0]}"
    return Replayed(one.kind, one.id, one.title, Replay.DIFFERS, why, "", odd[2], one.runs, one.asked)


def _first_difference(recorded: Sequence[Any], spans: Sequence[Interval]) -> tuple[str, str, str] | None:
    recomputed = [spoken(one) for one in spans]
    for position in range(max(len(recorded), len(recomputed))):
        old = recorded[position] if position < len(recorded) else None
        new = recomputed[position] if position < len(recomputed) else None
        if old != new:
            at = (new or old or ["", ""])[1]
            return _words(old), _words(new), str(at)
    return None


def _words(span: Sequence[Any] | None) -> str:
    return f"{span[0]} from {span[1]} until {span[2]} ({span[3]})" if span else "none"


def _controls(
    package: PackageFile,
    plan: Plan,
    recorded: Mapping[tuple[str, str], list[Any]],
    spans: Mapping[str, tuple[Interval, ...]],
    answers: Mapping[str, Replayed],
) -> Iterator[Replayed]:
    """Each control's intervals from those of its tests; it differs where they do."""
    tested = [one for one in records.controls(package) if one.tests]
    for control in tested:
        key, count = control.key, len(control.tests)
        layers = [spans.get(test, _spans((), plan)) for test in control.tests]
        same = Replayed("control", key, control.title, Replay.SAME, runs=count)
        held = _held(same, recorded.get(("control", key), []), overlay(layers))
        odd = next((test for test in control.tests if _is_off(answers.get(test))), None)
        if odd is not None and held.replay is Replay.SAME:
            replay = answers[odd].replay
            held = Replayed("control", key, control.title, replay, f"it rests on {odd}", runs=count)
        yield held
    for key in sorted({name for kind, name in recorded if kind == "control"} - {one.key for one in tested}):
        yield Replayed("control", key, key, Replay.CANNOT, "no control of that name with tests was in force")


def _is_off(one: Replayed | None) -> bool:
    return one is not None and one.kind == "test" and one.replay is not Replay.SAME
