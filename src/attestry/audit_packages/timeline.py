"""The entries of a package in the order of the log: readings, runs, and what people found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from attestry.control_tests.rules.outcome import ITEM_OUTCOMES, Outcome
from attestry.kit.clock import from_text

_NAME = re.compile(r"[A-Za-z0-9_-]{1,120}")


@dataclass(frozen=True, slots=True)
class SealedTable:
    """What a reading sealed of one table; ``segment`` is None where nothing changed."""

    segment: str | None
    is_keyframe: bool
    shape: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One snapshot's entry."""

    seq: int
    connection: str
    stream: str
    ordinal: int
    observed_at: datetime
    recorded_at: datetime
    state: str
    reason: str
    detail: str
    gaps_digest: str | None
    tables: Mapping[str, SealedTable]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run's entry: when, on what grounds, and what each test answered."""

    seq: int
    ordinal: int
    as_of: datetime
    recorded_at: datetime
    declared: str
    grounds: list[list[Any]]
    segment: str | None
    answers: Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person's finding about a control."""

    seq: int
    as_of: datetime
    recorded_at: datetime
    said: dict[str, Any]


@dataclass(slots=True)
class Timeline:
    """Everything that the package's entries say, by kind."""

    readings: dict[int, Reading] = field(default_factory=dict)
    of_stream: dict[tuple[str, str], list[Reading]] = field(default_factory=dict)
    runs: list[RunLine] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    recorded_at: dict[int, datetime] = field(default_factory=dict)

    def add(self, seq: int, said: Mapping[str, Any]) -> None:
        """Take one entry. Raises KeyError, TypeError or ValueError where it does not say what one says."""
        self.recorded_at[seq] = from_text(said["recorded_at"])
        match said["kind"]:
            case "snapshot":
                reading = _reading(seq, said)
                self.readings[seq] = reading
                self.of_stream.setdefault((reading.connection, reading.stream), []).append(reading)
            case "run" if "tests" in said:
                self.runs.append(_run(seq, said))
            case "run":
                at = from_text(said["observed_at"])
                self.people.append(PersonLine(seq, at, self.recorded_at[seq], _found(said)))
            case "document":
                pass
            case other:
                raise ValueError(f"no entry is of kind {other!r}")


def _named(name: str) -> str:
    """A name that may stand in a query. Raises ValueError where it may not."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name")
    return name


def _reading(seq: int, said: Mapping[str, Any]) -> Reading:
    return Reading(
        seq=seq,
        connection=_named(said["connection"]),
        stream=said["stream"],
        ordinal=int(said["ordinal"]),
        observed_at=from_text(said["observed_at"]),
        recorded_at=from_text(said["recorded_at"]),
        state=said["state"],
        reason=said["reason"],
        detail=said["detail"],
        gaps_digest=said["gaps_digest"],
        tables={
            one["table"]: SealedTable(one["segment"], bool(one["keyframe"]), one["shape"])
            for one in said["tables"]
        },
    )


def _run(seq: int, said: Mapping[str, Any]) -> RunLine:
    return RunLine(
        seq=seq,
        ordinal=int(said["ordinal"]),
        as_of=from_text(said["as_of"]),
        recorded_at=from_text(said["recorded_at"]),
        declared=said.get("declared", ""),
        grounds=said.get("grounds", []),
        segment=said["segment"],
        answers={_named(one["test"]): _answer(one) for one in said["tests"]},
    )


def _answer(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a run says of one test. Raises KeyError, TypeError or ValueError where it says anything else."""
    counts, inputs, unseen = said["counts"], said["inputs"], said["unseen"]
    Outcome(said["verdict"])
    from_text(said["holds_until"])
    if not isinstance(said["parameters"], dict) or len(counts) != len(ITEM_OUTCOMES):
        raise ValueError("a run says of each test its parameters and how many items have each outcome")
    if not all(isinstance(one, int) for one in (*counts, *inputs)):
        raise ValueError("counts and entries are numbers")
    if not all(isinstance(one, str) for one in (*unseen, said["error"], said["version"])):
        raise ValueError("what was not seen, what went wrong and the version are words")
    return dict(said)


def _found(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a person found. Raises as ``_answer`` does."""
    Outcome(said["verdict"])
    from_text(said["holds_until"])
    _named(said["test"])
    if not all(isinstance(one, int) for one in said["inputs"]):
        raise ValueError("entries are numbers")
    if not all(isinstance(said[name], str) for name in ("control", "aspect", "conclusion")):
        raise ValueError("what a person found is said in words")
    return dict(said)
