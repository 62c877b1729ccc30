"""A list taken from a control test: every item that it answered of in one run."""

from __future__ import annotations

from attestry.control_tests.models import Result, Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.outcomes import current
from attestry.control_tests.queries import definition
from attestry.populations.models import Population
from attestry.populations.queries.taken import TakenList, in_order
from attestry.populations.rules.drawing import FrozenItem

_ITEMS = f"SELECT item_id, coalesce(item_name, '') FROM {{rows}} WHERE outcome <> '{LEFT}'"  # noqa: S608


def take_from_test(population: Population) -> TakenList:
    """The items of the run that the population's entry seals; what the test answered of them is left out."""
    assert population.entry_seq is not None  # noqa: S101
    run = Run.objects.get(entry_seq=population.entry_seq)
    rows = current(
        run.ordinal,
        narrowed="test_id = $test",
        select=_ITEMS,
        values={"test": population.test_id},
    )
    items = in_order(FrozenItem(item, name) for item, name in rows)
    result = Result.objects.filter(run__ordinal__lte=run.ordinal, test_id=population.test_id)
    last = result.order_by("-run__ordinal").first()
    meaning = definition(population.test_id).meaning
    return TakenList(
        items=items,
        rows_total=len(items),
        rows_undated=0,
        rows_in_period=len(items),
        query=f"Every item of the control test {population.test_id} as of run {run.ordinal}.",
        principal="Attestry",
        entries_read=last.inputs if last else [],
        names_before=[one.item for one in items],
        facts={
            "source": meaning.population,
            "observed_at": run.as_of.isoformat(),
            "state": "partial" if last and last.unseen else "complete",
            "version": last.version if last else "",
            "gap_count": len(last.unseen) if last else 0,
            "gaps": [str(one) for one in last.unseen] if last else [],
        },
    )
