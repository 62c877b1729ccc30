"""How rooms' tests hold changing several records at once to what is promised of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.journal.models import BulkEdit

# An entry of the journal has ten columns and a statement takes 999 values, so that 200 entries are three
# statements, and 200 rows of five columns two; both when they are changed and when that is undone.
BATCHES = 4


def assert_rows_do_not_multiply(
    client: Any, change: str, numbers: Sequence[int], first: dict[str, Any], then: dict[str, Any]
) -> None:
    """Changing and undoing 200 rows asks the database as often as 10 rows do; writes come in batches."""
    assert len(numbers) == 200
    counts = []
    for chosen, given in ((numbers[:10], first), (numbers, then)):
        with CaptureQueriesContext(connection) as changed:
            client.post(change, {"chosen": list(chosen), **given})
        made = BulkEdit.objects.first()
        assert made is not None
        assert len(made.items) == len(chosen)
        with CaptureQueriesContext(connection) as undone:
            client.post(f"{change}{made.pk}/undo/")
        made.refresh_from_db()
        assert made.undone_at is not None
        counts.append((len(changed), len(undone)))
    few, many = counts
    assert many[0] - few[0] <= BATCHES, counts
    assert many[1] - few[1] <= BATCHES, counts
