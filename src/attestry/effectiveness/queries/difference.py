"""What was learned later: the answer of one date as known on one day, beside the same as known on another.

Whatever differs names the entries that came in between: when each was true, when it came to be
known, and how much later that was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.as_of import ControlOnDate, CriterionOnDate, OnDate, on_date
from attestry.effectiveness.queries.status import TestStatus, test_statuses
from attestry.evidence.models import Entry
from attestry.frameworks.queries.criteria import criteria_map


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An entry that was true at ``observed_at`` and came to be known at ``recorded_at``."""

    seq: int
    title: str
    kind: str
    observed_at: datetime
    recorded_at: datetime

    @property
    def late(self) -> timedelta:
        """How long after it was true it came to be known."""
        return max(self.recorded_at - self.observed_at, timedelta())


@dataclass(frozen=True, slots=True)
class Differs:
    """A criterion, control or test whose answer differs; an outcome of None: nothing spoke of it."""

    reference: str
    title: str
    before: Outcome | None
    after: Outcome | None
    late: tuple[LateEntry, ...]

    @property
    def has_another_outcome(self) -> bool:
        """Whether more than what stands behind it differs."""
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers about ``at``: as known on ``earlier``, and on ``later`` (None: now)."""

    at: datetime
    earlier: datetime
    later: datetime | None
    digest_before: str
    digest_after: str
    criteria: tuple[Differs, ...]
    controls: tuple[Differs, ...]
    tests: tuple[Differs, ...]
    late: tuple[LateEntry, ...]

    @property
    def is_none(self) -> bool:
        """Whether both say the same."""
        return not (self.criteria or self.controls or self.tests)


def difference(at: datetime, *, earlier: datetime, later: datetime | None = None) -> Difference:
    """How the answer about ``at`` changed between two days of knowing, in a constant number of queries."""
    tested_before, tested_after = test_statuses(at, earlier), test_statuses(at, later)
    before, after = on_date(at, earlier, tests=tested_before), on_date(at, later, tests=tested_after)
    behind_before, behind_after = _behind(before), _behind(after)
    tests = sorted(
        key
        for key in {*tested_before, *tested_after}
        if _result(tested_before.get(key)) != _result(tested_after.get(key))
    )
    came = {key: behind_after.get(key, set()) - behind_before.get(key, set()) for key in _keys(before, after)}
    seen = {key: _cited(tested_after.get(key)) - _cited(tested_before.get(key)) for key in tests}
    late = _late({seq for seqs in (*came.values(), *seen.values()) for seq in seqs})
    controls = _controls(before, after, came, late)
    differing = {one.reference: one for one in controls}
    return Difference(
        at=at,
        earlier=earlier,
        later=later,
        digest_before=before.digest,
        digest_after=after.digest,
        criteria=_criteria(before, after, differing),
        controls=controls,
        tests=tuple(_test(tested_before.get(one), tested_after.get(one), seen[one], late) for one in tests),
        late=tuple(sorted(late.values(), key=lambda one: (one.recorded_at, one.seq), reverse=True)),
    )


def _keys(*answers: OnDate) -> list[str]:
    return list(dict.fromkeys(one.key for answer in answers for one in answer.controls))


def _behind(answer: OnDate) -> dict[str, set[int]]:
    """What each control's answer rests on: the evidence, and the results drawn from it."""
    return {
        one.key: {entry.seq for entry in one.evidence}
        | {test.result.entry_seq for test in one.tests if test.result}
        for one in answer.controls
    }


def _result(test: TestStatus | None) -> int | None:
    return test.result.pk if test and test.result else None


def _cited(test: TestStatus | None) -> set[int]:
    return {test.result.entry_seq} if test and test.result else set()


def _late(seqs: Collection[int]) -> dict[int, LateEntry]:
    found = Entry.objects.filter(seq__in=seqs).defer("body")
    return {
        one.seq: LateEntry(one.seq, one.title, one.kind, one.observed_at, one.recorded_at) for one in found
    }


def _of(seqs: Iterable[int], late: Mapping[int, LateEntry]) -> tuple[LateEntry, ...]:
    return tuple(late[seq] for seq in sorted(seqs, reverse=True) if seq in late)


def _controls(
    before: OnDate, after: OnDate, came: Mapping[str, set[int]], late: Mapping[int, LateEntry]
) -> tuple[Differs, ...]:
    was = {one.key: one for one in before.controls}
    now = {one.key: one for one in after.controls}
    return tuple(
        Differs(
            key, (now.get(key) or was[key]).title, _outcome(was, key), _outcome(now, key), _of(seqs, late)
        )
        for key, seqs in came.items()
        if seqs or _outcome(was, key) is not _outcome(now, key) or (key in was) != (key in now)
    )


def _outcome(lines: Mapping[str, ControlOnDate], key: str) -> Outcome | None:
    return lines[key].outcome if key in lines else None


def _criteria(before: OnDate, after: OnDate, controls: Mapping[str, Differs]) -> tuple[Differs, ...]:
    was: dict[str, CriterionOnDate] = {one.reference: one for one in before.criteria}
    now: dict[str, CriterionOnDate] = {one.reference: one for one in after.criteria}
    wanted = [key for key in sorted({*was, *now}) if _said(was.get(key)) != _said(now.get(key))]
    titles = _titles() if wanted else {}
    return tuple(
        Differs(
            key,
            titles.get(key, ""),
            was[key].outcome if key in was else None,
            now[key].outcome if key in now else None,
            _once(controls[one].late for one in _speaking(was.get(key), now.get(key)) if one in controls),
        )
        for key in wanted
    )


def _said(one: CriterionOnDate | None) -> tuple[Outcome, tuple[str, ...]] | None:
    return (one.outcome, one.controls) if one else None


def _speaking(*both: CriterionOnDate | None) -> list[str]:
    return sorted({key for one in both if one for key in one.controls})


def _once(found: Iterable[tuple[LateEntry, ...]]) -> tuple[LateEntry, ...]:
    return tuple(sorted({one for each in found for one in each}, key=lambda one: one.seq, reverse=True))


def _titles() -> dict[str, str]:
    sections = (section for category in criteria_map().categories for section in category.sections)
    return {line.reference: line.title for section in sections for line in section.criteria}


def _test(
    before: TestStatus | None, after: TestStatus | None, seqs: Iterable[int], late: Mapping[int, LateEntry]
) -> Differs:
    one = after or before
    assert one is not None  # noqa: S101 - a test differs only where it is known on one side
    return Differs(
        one.test_id,
        one.title,
        before.outcome if before else None,
        after.outcome if after else None,
        _of(seqs, late),
    )
