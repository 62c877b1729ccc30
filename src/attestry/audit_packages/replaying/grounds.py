"""Whether a run looked at what it should have: the newest reading of each stream, and fresh enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attestry.audit_packages.timeline import Reading, RunLine, Timeline
from attestry.control_tests.grounds import Ground
from attestry.evidence.rules.freshness import REMOVED, LastReading, unseen


def faults(run: RunLine, looked_at: Sequence[Ground], timeline: Timeline) -> Iterator[str]:
    """What is wrong about a run's grounds, as sentences."""
    for one in looked_at:
        newest = _newest(run, one, timeline)
        if (newest.seq if newest else None) != one.seq:
            should = f"entry {newest.seq}" if newest else "nothing"
            yield f"{one.title}: {one.stream}: it looked at entry {one.seq}; the newest reading was {should}"
            continue
        if one.reason == "removed" and one.words.startswith(REMOVED):
            continue  # nothing was seen, whatever was there: never better than the truth
        said = unseen(_as_last(newest), as_of=run.as_of, fresh_for=one.fresh_for)
        if said != (one.reason, one.words):
            yield f"{one.title}: {one.stream}: it says “{one.words}” of what was seen, not “{said[1]}”"


def _newest(run: RunLine, one: Ground, timeline: Timeline) -> Reading | None:
    found = [
        reading
        for reading in timeline.of_stream.get((one.connection, one.stream), ())
        if reading.seq < run.seq and reading.observed_at <= run.as_of
    ]
    return max(found, key=lambda reading: (reading.observed_at, reading.ordinal), default=None)


def _as_last(reading: Reading | None) -> LastReading | None:
    if reading is None:
        return None
    return LastReading(reading.observed_at, reading.state, reading.reason, reading.detail)
