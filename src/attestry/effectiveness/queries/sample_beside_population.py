"""One control test's whole population beside a sample of it: both results, and what the sample missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry.control_tests.models import Result, Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.outcomes import current
from attestry.control_tests.queries import definition
from attestry.control_tests.rules.outcome import Counts, Outcome
from attestry.effectiveness.rules.selection import (
    bound_seed,
    chance_of_missing,
    largest_unseen,
    population_digest_sql,
    selection_key_sql,
)

SHOWN = 50
NOBODY = Counts()
_KINDS = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
_COUNTED = ", ".join(f"count(*) FILTER (WHERE outcome = '{kind}')" for kind in _KINDS)
_RANK = f"row_number() OVER (ORDER BY {selection_key_sql('item_id', '$seed')}, item_id)"
_RANKED = f"SELECT *, {_RANK} AS _place FROM {{rows}} WHERE outcome <> '{LEFT}'"


@dataclass(frozen=True, slots=True)
class SampledItem:
    """An item at its place in the selection."""

    place: int
    item_id: str
    item_name: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class SampleBesidePopulation:
    """What the whole population of a run says, and what a sample of it says.

    ``items`` is one page of the sample in the order of selection, ``missed`` the first of the failing
    items outside it. ``run`` is None where no run speaks of the instant.
    """

    test_id: str
    title: str
    run: Run | None = None
    digest: str = ""
    seed: str = ""
    is_bound: bool = True
    population: Counts = NOBODY
    sample: Counts = NOBODY
    items: tuple[SampledItem, ...] = ()
    missed: tuple[SampledItem, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def missed_count(self) -> int:
        """How many failing items the sample does not hold."""
        return self.population.failed - self.sample.failed

    @property
    def missing_share(self) -> float:
        """Of all samples of this size, how many hold none of the failing items."""
        return chance_of_missing(self.population.total, self.population.failed, self.sample.total)

    @property
    def largest_unseen(self) -> int:
        """How many failing items a clean sample of this size leaves possible, nine times in ten."""
        return largest_unseen(self.population.total, self.sample.total)


def sample_beside_population(
    test_id: str,
    *,
    at: datetime,
    size: int,
    seed: str = "",
    known_at: datetime | None = None,
    offset: int = 0,
    limit: int = SHOWN,
) -> SampleBesidePopulation:
    """A test's items as of ``at`` and a sample of ``size`` of them, all where there are not more.

    Without a seed the sample is drawn with the one that follows from test, run and population.
    Raises TestUnknown; ``size`` is at least one.
    """
    title = definition(test_id).meaning.title
    run = _run_at(at, known_at)
    if run is None:
        return SampleBesidePopulation(test_id, title)
    digest, population = _population(test_id, run.ordinal)
    drawn = seed or bound_seed(test_id, run.ordinal, digest)
    draw = _Draw(test_id, run.ordinal, drawn, size)
    sample = draw.counts()
    return SampleBesidePopulation(
        test_id=test_id,
        title=title,
        run=run,
        digest=digest,
        seed=drawn,
        is_bound=drawn == bound_seed(test_id, run.ordinal, digest),
        population=population,
        sample=sample,
        items=draw.items("_place <= $size", offset=offset, limit=limit),
        missed=draw.items("_place > $size AND outcome = 'fail'") if population.failed > sample.failed else (),
        unseen=_unseen(test_id, run.ordinal),
    )


@dataclass(frozen=True, slots=True)
class _Draw:
    """A selection in the engine: the items of a test as of a run, each at its place by the seed."""

    test_id: str
    ordinal: int
    seed: str
    size: int

    def counts(self) -> Counts:
        return Counts(*self._ask(f"SELECT {_COUNTED} FROM ({_RANKED}) WHERE _place <= $size")[0])

    def items(self, where: str, *, offset: int = 0, limit: int = SHOWN) -> tuple[SampledItem, ...]:
        rows = self._ask(
            f"SELECT _place, item_id, item_name, outcome, reason FROM ({_RANKED}) WHERE {where} "
            f"ORDER BY _place LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        return tuple(
            SampledItem(place, item_id, name or item_id, Outcome(outcome), reason)
            for place, item_id, name, outcome, reason in rows
        )

    def _ask(self, select: str) -> Sequence[tuple[Any, ...]]:
        return _ask(self.test_id, self.ordinal, select, seed=self.seed, size=self.size)


def _run_at(at: datetime, known_at: datetime | None) -> Run | None:
    found = Run.objects.filter(as_of__lte=at)
    if known_at:
        found = found.filter(recorded_at__lte=known_at)
    return found.order_by("-as_of", "-ordinal").first()


def _population(test_id: str, ordinal: int) -> tuple[str, Counts]:
    select = f"SELECT {population_digest_sql('item_id')}, {_COUNTED} FROM {{rows}} WHERE outcome <> '{LEFT}'"
    digest, *counts = _ask(test_id, ordinal, select)[0]
    return digest, Counts(*counts)


def _unseen(test_id: str, ordinal: int) -> tuple[str, ...]:
    """What the last answer up to the run could not see of the population."""
    found = Result.objects.filter(test_id=test_id, run__ordinal__lte=ordinal).order_by("-run__ordinal")
    return tuple(map(str, found.values_list("unseen", flat=True).first() or ()))


def _ask(test_id: str, ordinal: int, select: str, **values: Any) -> Sequence[tuple[Any, ...]]:
    named: Mapping[str, Any] = {"test": test_id, **values}
    return current(ordinal, narrowed="test_id = $test", select=select, values=named)
