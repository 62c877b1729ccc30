"""The signals of the checkbox index over a period, from what is sealed; for each control and for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.judgements import Judgements, challenged_tests, judgements, seen_since
from attestry.effectiveness.queries.status import ControlStatus, control_statuses
from attestry.effectiveness.rules.checkbox import LAST_DAYS, CheckboxIndex, Signal, bunching, checkbox_index
from attestry.effectiveness.rules.habits import repeated, stamped
from attestry.effectiveness.rules.status import Depth

# Of fewer pieces nobody can say that they pile up.
LEAST_PIECES = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``, and the signal they come to; None: there is nothing to measure it on."""

    part: int
    whole: int
    value: float | None


@dataclass(frozen=True, slots=True)
class ControlSignals:
    """What one control's signals come to."""

    key: str
    title: str
    shares: Mapping[Signal, Share]
    index: CheckboxIndex


@dataclass(frozen=True, slots=True)
class CheckboxFigures:
    """The signals of all controls together over [from_at, at), and of each."""

    from_at: datetime
    at: datetime
    shares: Mapping[Signal, Share]
    index: CheckboxIndex
    controls: Mapping[str, ControlSignals]

    def behind(self, signal: Signal) -> tuple[ControlSignals, ...]:
        """The controls that a signal speaks of, worst first."""
        found = [(one.shares[signal].value, one) for one in self.controls.values()]
        speaking = [(-value, one.key, one) for value, one in found if value]
        return tuple(one for *_, one in sorted(speaking, key=lambda each: each[:2]))


def checkbox(
    *,
    from_at: datetime,
    at: datetime,
    known_at: datetime | None = None,
    statuses: Mapping[str, ControlStatus] | None = None,
) -> CheckboxFigures:
    """The figures over [from_at, at) in a constant number of queries.

    ``statuses`` are the controls that are asked about; all in force where left out. The period begins
    no earlier than the first entry of the ledger, since nothing could be dated before.
    """
    asked = control_statuses(at, known_at) if statuses is None else statuses
    begun = max(from_at, seen_since() or at)
    made = judgements(from_at=begun, at=at, known_at=known_at)
    tests = {test.test_id for status in asked.values() for test in status.tests}
    facts = _Facts(made, challenged_tests(tests, from_at=begun, at=at, known_at=known_at), asked, begun, at)
    controls = {key: _control(status, facts) for key, status in asked.items()}
    shares = facts.shares(tuple(asked))
    return CheckboxFigures(begun, at, shares, _index(shares), controls)


def _control(status: ControlStatus, facts: _Facts) -> ControlSignals:
    shares = facts.shares((status.control.key,))
    return ControlSignals(status.control.key, status.control.title, shares, _index(shares))


def _index(shares: Mapping[Signal, Share]) -> CheckboxIndex:
    return checkbox_index({signal: share.value for signal, share in shares.items()})


class _Facts:
    """What is known of all controls, from which the shares of any of them are counted."""

    def __init__(
        self,
        made: Judgements,
        challenged: Collection[str],
        statuses: Mapping[str, ControlStatus],
        from_at: datetime,
        at: datetime,
    ) -> None:
        self._made, self._challenged, self._statuses = made, challenged, statuses
        self._days = (at - from_at) / _DAY
        self._late_from = at - LAST_DAYS * _DAY
        judged = [*(one.judged for one in made.findings), *made.decisions]
        stamps = stamped(judged)
        self._judged = [(one.control, number in stamps) for number, one in enumerate(judged)]
        alike = repeated([one.conclusion for one in made.findings])
        self._repeated = [(one.judged.control, n in alike) for n, one in enumerate(made.findings)]

    def shares(self, keys: Sequence[str]) -> dict[Signal, Share]:
        """The shares of some controls together."""
        asked = [self._statuses[key] for key in keys]
        wanted = frozenset(keys)
        return {
            Signal.ATTESTATION_ONLY: _share(one.depth < Depth.SAMPLE for one in asked),
            Signal.RUBBER_STAMP: _share(is_stamp for key, is_stamp in self._judged if key in wanted),
            Signal.BUNCHING: self._bunching(wanted),
            Signal.NEVER_CHALLENGED: _share(not self._was_challenged(one) for one in asked),
            Signal.BOILERPLATE: self._boilerplate(wanted),
            Signal.UNLINKED_TO_RISK: _share(not one.control.risk.strip() for one in asked),
            Signal.SELF_APPROVED: _share(
                one.judged.by == one.owner
                for one in self._made.findings
                if one.judged.control in wanted and one.owner
            ),
            Signal.STALE_EXCEPTIONS: _share(
                self._statuses[key].outcome is not Outcome.PASS
                for key in self._made.ended_excusals
                if key in wanted
            ),
        }

    def _bunching(self, wanted: frozenset[str]) -> Share:
        dates = [at for keys, at in self._made.pieces if not wanted.isdisjoint(keys)]
        late = sum(at >= self._late_from for at in dates)
        if len(dates) < LEAST_PIECES:
            return Share(late, len(dates), None)
        return Share(late, len(dates), bunching(late / len(dates), last=LAST_DAYS, period=self._days))

    def _boilerplate(self, wanted: Collection[str]) -> Share:
        # A single conclusion has nothing that it could repeat.
        if len(self._repeated) < 2:
            return Share(0, 0, None)
        return _share(is_alike for key, is_alike in self._repeated if key in wanted)

    def _was_challenged(self, status: ControlStatus) -> bool:
        found = (one for one in self._made.findings if one.judged.control == status.control.key)
        return any(test.test_id in self._challenged for test in status.tests) or any(
            one.is_failing or one.judged.by != one.owner for one in found
        )


def _share(found: Iterable[bool]) -> Share:
    listed = list(found)
    part = sum(listed)
    return Share(part, len(listed), part / len(listed) if listed else None)
