"""The list of entries and the list of signed roots."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of, requires, shows_evidence
from attestry.evidence.listing import EntryFilters, LedgerFacts, ledger_facts, narrowed
from attestry.evidence.models import Checkpoint, Entry, EntryKind
from attestry.evidence.stamp_checking import part_of_root
from attestry.evidence.stamp_state import stamp_state
from attestry.evidence.stamps import last_stamp, stamps_over_roots
from attestry.kit import clock
from attestry.scope.queries.naming import system_name
from attestry.ui.as_of import moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("seq", "Entry", sortable=False, numeric=True),
    Column("title", "What it is", sortable=False),
    Column("state", "State", sortable=False),
    Column("rows", "Rows", sortable=False, numeric=True),
    Column("observed", "True at", sortable=False),
    Column("recorded", "Known at", sortable=False),
    Column("leaf", "Leaf", sortable=False),
)
KINDS = {EntryKind.SNAPSHOT: "Readings", EntryKind.DOCUMENT: "Documents", EntryKind.RUN: "Test runs"}
_STATES = {"complete": "Complete", "partial": "Partly seen", "failed": "Not seen"}
_CSV = (
    "seq",
    "kind",
    "title",
    "connection",
    "stream",
    "state",
    "rows",
    "observed_at",
    "recorded_at",
    "leaf_hash",
)


@shows_evidence("evidence", "list")
@require_safe
def evidence(request: HttpRequest) -> HttpResponseBase:
    """Entries of the ledger, newest first."""
    asked = moment(request.GET)
    facts = ledger_facts(actor_of(request))
    choice = read_choice(request.GET, _COLUMNS, filters := _filters(facts))
    stream = request.GET.get("stream", "")[:60]
    held = choice.filters
    found = narrowed(
        actor_of(request),
        EntryFilters(
            kind=held.get("kind", ""),
            state=held.get("state", ""),
            connection=held.get("connection", ""),
            stream=stream,
            search=choice.search,
        ),
        asked,
    )
    if request.GET.get("format") == "csv":
        return csv_answer("evidence.csv", _CSV, (_csv_row(one) for one in found.iterator(chunk_size=1000)))
    kept = {"stream": stream, **asked.carried}
    choice = replace(choice, filters={**held, **{name: text for name, text in kept.items() if text}})
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, filters)
    context = {
        "facts": facts,
        "listing": listing,
        "may_hand_in": actor_of(request).may("evidence.hand_in"),
        "system_name": system_name(),
        "stamp_state": stamp_state(),
        **asked.chosen(),
    }
    return render(request, "evidence/evidence.html", context)


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """The signed roots, newest first."""
    columns = (
        Column("size", "Entries", sortable=False, numeric=True),
        Column("signed", "Signed", sortable=False),
        Column("root", "Root", sortable=False),
        Column("stamp", "Time stamp", sortable=False),
        Column("note", "Signed note", sortable=False),
    )
    choice = read_choice(request.GET, columns)
    found = Checkpoint.objects.order_by("-size").defer("frontier")
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(columns, list(found[start : start + PAGE_SIZE]), found.count(), choice)
    newest = last_stamp()
    context = {
        "listing": listing,
        "stamp_state": stamp_state(),
        "stamps": stamps_over_roots([one.size for one in listing.rows]),
        "stamps_above": newest.checkpoint_id if newest else 0,
    }
    return render(request, "evidence/checkpoints.html", context)


@requires("evidence.export")
@require_safe
def checkpoint_part(request: HttpRequest, size: int, part: str) -> HttpResponse:  # noqa: ARG001  a view takes one
    """The exact bytes of a signed root's note, of its time stamp, or of the certificates kept with that."""
    answer = HttpResponse(part_of_root(size, part), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="checkpoint-{size}.{part}"'
    return answer


def _filters(facts: LedgerFacts) -> tuple[Filter, ...]:
    kinds = tuple(
        Option(kind, KINDS.get(EntryKind(kind), kind), n) for kind, n in facts.by_kind.most_common()
    )
    states = tuple(Option(state, _STATES.get(state, state), n) for state, n in facts.by_state.most_common())
    named = tuple(Option(name, name, n) for name, n in sorted(facts.by_connection.items()))
    return (
        Filter("kind", "Kind", kinds),
        Filter("state", "State", states),
        Filter("connection", "From", named),
    )


def _csv_row(one: Entry) -> tuple[object, ...]:
    return (
        one.seq,
        one.kind,
        one.title,
        one.connection.name if one.connection else "",
        one.stream,
        one.state,
        one.row_count,
        clock.to_text(one.observed_at),
        clock.to_text(one.recorded_at),
        one.leaf_hash,
    )
