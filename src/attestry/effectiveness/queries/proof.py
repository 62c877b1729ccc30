"""The walk from a criterion or control down to sealed bytes, each step checked on the way.

Every blob that the walk names is hashed again, every entry's leaf is computed again from what
the entry says, and its path through the log is followed to the signed root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.listing import control_named
from attestry.effectiveness.queries.populations import Item, worst_items
from attestry.effectiveness.queries.proof_entries import Sealed, SealedThings
from attestry.effectiveness.queries.status import (
    ControlStatus,
    TestStatus,
    control_statuses,
    criteria_of,
)
from attestry.frameworks.queries.criteria import criterion_detail
from attestry.kit import clock
from attestry.ui.addresses import address

ITEMS_SHOWN = 3
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the walk. ``holds`` is what checking it again said; None: nothing to check."""

    kind: str
    label: str
    outcome: str = ""
    reason: str = ""
    digest: str = ""
    url: str = ""
    holds: bool | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Walk:
    """The whole walk. ``broken`` names what does not match; ``is_signed``: a signed root covers it."""

    reference: str
    at: datetime
    root: Node
    blobs_checked: int
    entries_checked: int
    checkpoint_size: int
    checkpoint_root: str
    is_signed: bool
    broken: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([*tree(self.root, "", ""), "", *self.said()])

    def said(self) -> list[str]:
        """What the checking came to, as sentences."""
        lines = [f"{self.blobs_checked} sealed files were hashed again, {self.entries_checked} entries too."]
        if self.is_signed:
            lines.append(
                f"The signed root over {self.checkpoint_size} entries covers them: {self.checkpoint_root}"
            )
        else:
            lines.append("No signed root covers all of these entries yet.")
        return [*lines, *(f"BROKEN: {one}" for one in self.broken)]


def prove(reference: str, *, at: datetime | None = None, known_at: datetime | None = None) -> Walk:
    """The walk from a criterion (CC6.1) or a control (ACC-01), as of ``at`` or now.

    Raises UnknownCriterion or UnknownControl. A constant number of queries, however much it shows.
    """
    moment = at or clock.now()
    statuses = control_statuses(moment, known_at)
    chosen, top = chosen_controls(reference, statuses)
    tests = {test.test_id: test for control in chosen for test in control.tests}
    inputs = _inputs(tests.values())
    asked = [test_id for test_id, test in tests.items() if not test.is_manual]
    items = worst_items(asked, at=moment, known_at=known_at, limit=ITEMS_SHOWN)
    sealed = SealedThings(
        {seq for seqs in inputs.values() for seq in seqs}
        | {test.result.entry_seq for test in tests.values() if test.result}
    )
    children = tuple(
        _control(control, inputs, items, sealed) for control in sorted(chosen, key=_tested_first)
    )
    root = children[0] if top is None else replace(top, children=children)
    return Walk(
        reference=reference,
        at=moment,
        root=root,
        blobs_checked=sealed.blobs_checked,
        entries_checked=len(sealed.entries),
        checkpoint_size=sealed.checkpoint.size if sealed.checkpoint else 0,
        checkpoint_root=sealed.checkpoint.root if sealed.checkpoint else "",
        is_signed=sealed.is_signed,
        broken=tuple(sealed.broken),
    )


def chosen_controls(
    reference: str, statuses: Mapping[str, ControlStatus]
) -> tuple[tuple[ControlStatus, ...], Node | None]:
    """The controls that a reference names, and what stands above them; none above a control in use.

    Raises UnknownCriterion or UnknownControl.
    """
    wanted = reference.strip().upper()
    if wanted in statuses:
        return (statuses[wanted],), None
    if "-" in wanted:
        return (), _not_in_use(wanted)
    detail = criterion_detail(wanted)
    status = criteria_of(statuses).get(detail.line.reference)
    top = Node(
        kind="criterion",
        label=f"{detail.line.reference} {detail.line.title}",
        outcome=(status.outcome if status else Outcome.UNKNOWN).value,
        reason="" if status else "no control in use speaks to it",
        url=address("criterion", detail.line.reference),
    )
    return (status.controls if status else ()), top


def _not_in_use(key: str) -> Node:
    """A control that nobody has taken on proves nothing, and says so. Raises UnknownControl."""
    control = control_named(key)
    return Node(
        kind="control",
        label=f"{control.key} {control.title}",
        outcome=Outcome.UNKNOWN.value,
        reason=f"it is {control.state}, not in use",
        url=address("control", control.key),
    )


def _tested_first(control: ControlStatus) -> tuple[bool, int, str]:
    return (not control.tests, _WORST.index(control.outcome), control.control.key)


def _inputs(tests: Iterable[TestStatus]) -> dict[str, list[int]]:
    keys = [one.result.pk for one in tests if one.result]
    return dict(Result.objects.filter(pk__in=keys).values_list("test_id", "inputs"))


def _control(
    control: ControlStatus,
    inputs: Mapping[str, list[int]],
    items: Mapping[str, tuple[Item, ...]],
    sealed: SealedThings,
) -> Node:
    return Node(
        kind="control",
        label=f"{control.control.key} {control.control.title}",
        outcome=control.outcome.value,
        reason=control.reason,
        url=address("control", control.control.key),
        children=tuple(
            _test(test, inputs.get(test.test_id, []), items.get(test.test_id, ()), sealed)
            for test in control.tests
        ),
    )


def _test(test: TestStatus, inputs: Sequence[int], items: Sequence[Item], sealed: SealedThings) -> Node:
    definition = definitions().get(test.test_id)
    return Node(
        kind="test",
        label=test.title,
        outcome=test.outcome.value,
        reason=test.reason,
        digest=test.result.version if test.result else (definition.version if definition else ""),
        url=address("control_test", test.test_id),
        children=(_result(test, test.result, inputs, items, sealed),) if test.result else (),
    )


def _result(
    test: TestStatus, result: Result, inputs: Sequence[int], items: Sequence[Item], sealed: SealedThings
) -> Node:
    run = sealed.entry(result.entry_seq)
    total = result.counts.total
    concluded = f"found by {result.performed_by}" if result.performed_by else f"{total} items looked at"
    definition = definitions().get(test.test_id)
    tables = set(definition.meaning.reads) if definition else set()
    return Node(
        kind="result",
        label=f"{concluded} as of {result.as_of:%Y-%m-%d %H:%M} UTC",
        outcome=result.verdict,
        reason=test.reason,
        digest=run.leaf_hash if run else "",
        url=address("entry", result.entry_seq),
        holds=run.holds if run else False,
        children=(
            *(_item(test.test_id, one) for one in items),
            *(entry_node(one, tables) for seq in inputs if (one := sealed.entry(seq))),
        ),
    )


def _item(test_id: str, item: Item) -> Node:
    base = address("control_test_item", test_id)
    return Node(
        kind="item",
        label=item.item_name,
        outcome=item.outcome.value,
        reason=item.reason,
        url=f"{base}?item={quote(item.item_id, safe='')}" if base else "",
    )


def entry_node(entry: Sealed, tables: set[str]) -> Node:
    """An entry and its sealed files, of the tables named; of all where none is."""
    return Node(
        kind="entry",
        label=f"entry {entry.seq}: {entry.title}, seen {entry.observed_at:%Y-%m-%d %H:%M} UTC",
        digest=entry.leaf_hash,
        url=address("entry", entry.seq),
        holds=entry.holds,
        children=tuple(
            Node(
                kind="bytes",
                label=one.label,
                digest=one.digest,
                url=address("entry_bytes", entry.seq, one.digest),
                holds=one.holds,
            )
            for one in entry.blobs
            if not tables or not one.table or one.table in tables
        ),
    )


def tree(node: Node, first: str, later: str) -> Iterator[str]:
    """The walk as lines; ``first`` stands before the node's own line, ``later`` before all others."""
    said = f" [{node.outcome.replace('_', ' ')}]" if node.outcome else ""
    mark = {True: " ✓", False: " ✗ DOES NOT MATCH", None: ""}[node.holds]
    digest = f"  {node.digest}" if node.digest else ""
    yield f"{first}{node.kind}: {node.label}{said}{digest}{mark}"
    if node.reason and node.kind in {"control", "test", "interval", "item", "criterion"}:
        yield f"{later}{'│  ' if node.children else '   '}{node.reason}"
    for child in node.children:
        is_last = child is node.children[-1]
        yield from tree(child, later + ("└─ " if is_last else "├─ "), later + ("   " if is_last else "│  "))
