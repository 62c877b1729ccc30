"""What a population may be taken from: sealed tables, lists that were handed in, items of control tests."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.connectors.queries import table_shape
from attestry.connectors.rules.declaration import StreamKind
from attestry.control_tests.models import Result, Run
from attestry.control_tests.queries import definition, definitions
from attestry.evidence.models import EntryKind
from attestry.evidence.queries import body, stream_views
from attestry.evidence.withholding import readable_entries, readable_entry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.populations.queries.from_document import handed_in_list
from attestry.populations.queries.from_stream import DATES
from attestry.populations.rules.state import Origin

SHOWN = 40
_LISTS = (".csv", ".xlsx", ".tsv")


@dataclass(frozen=True, slots=True)
class SourceOffered:
    """One list that a population may be taken from, as of its entry."""

    origin: Origin
    entry_seq: int
    title: str
    words: str
    table: str = ""
    test_id: str = ""
    is_event: bool = False


def sources_offered(reader: Actor, search: str = "") -> dict[str, list[SourceOffered]]:
    """Everything that the reader may read and is a list, by what it is, strongest first, so many of each."""
    streams = list(_of_streams())
    grouped = {
        "What happened, as the source recorded it": [one for one in streams if one.is_event],
        "Inventories": [one for one in streams if not one.is_event],
        "Lists that were handed in": _of_documents(reader),
        "Items of control tests": _of_tests(),
    }
    wanted = search.strip().lower()
    return {
        name: chosen
        for name, found in grouped.items()
        if (chosen := [one for one in found if wanted in _searched(one)][:SHOWN])
    }


def _searched(one: SourceOffered) -> str:
    return f"{one.title} {one.words} {one.table}".lower()


def _of_streams() -> list[SourceOffered]:
    return [
        SourceOffered(
            Origin.STREAM,
            view.entry.seq,
            f"{view.connection.title or view.connection.name}: {view.stream.title}",
            table_shape(table).description,
            table=table,
            is_event=view.stream.kind is StreamKind.EVENT,
        )
        for view in stream_views(clock.now())
        if view.entry is not None and view.entry.state != "failed"
        for table in view.stream.tables
    ]


def _of_tests() -> list[SourceOffered]:
    run = Run.objects.order_by("-ordinal").first()
    if run is None:
        return []
    known = definitions()
    return [
        SourceOffered(
            Origin.CONTROL_TEST,
            run.entry_seq,
            known[one.test_id].meaning.title,
            f"Every item of the control test, {one.counts.total:,} of them.",
            test_id=one.test_id,
        )
        for one in Result.objects.filter(run=run).defer("inputs")
        if one.test_id in known and one.counts.total
    ]


def _of_documents(reader: Actor) -> list[SourceOffered]:
    documents = readable_entries(reader).filter(kind=EntryKind.DOCUMENT).order_by("-seq")[:SHOWN]
    told = [(one, str(body(one)["filename"])) for one in documents]
    return [
        SourceOffered(Origin.DOCUMENT, one.seq, one.title, f"Handed in as {name}.")
        for one, name in told
        if name.lower().endswith(_LISTS)
    ]


@dataclass(frozen=True, slots=True)
class SourceColumns:
    """What is known of a source before a population is defined over it."""

    title: str
    columns: tuple[tuple[str, str], ...]
    dates: tuple[str, ...]
    likely_date: str
    likely_name: str


def source_columns(
    reader: Actor, origin: Origin, entry_seq: int, *, table: str = "", test_id: str = ""
) -> SourceColumns:
    """Its columns, and which of them are likely meant. Raises EntryUnknown, TestUnknown, ListRefused."""
    of = readable_entry(reader, entry_seq)
    match origin:
        case Origin.STREAM:
            shape = table_shape(table)
            columns = tuple((one.name, one.description) for one in shape.columns)
            dates = tuple(one.name for one in shape.columns if one.type in DATES)
            return SourceColumns(
                of.title, columns, dates, _likely(dates, _DATES), _likely(shape.types, _NAMES)
            )
        case Origin.CONTROL_TEST:
            return SourceColumns(definition(test_id).meaning.title, (), (), "", "")
        case Origin.DOCUMENT:
            header = handed_in_list(of).header
            columns = tuple((name, "") for name in header)
            return SourceColumns(of.title, columns, header, _likely(header, _DATES), _likely(header, _NAMES))


_DATES = ("landed_at", "deployed_at", "merged_at", "occurred_at", "created_at", "opened_at", "started_on")
_NAMES = ("title", "subject", "name", "sign_in_name")


def _likely(columns: object, wanted: tuple[str, ...]) -> str:
    assert isinstance(columns, tuple | dict)  # noqa: S101
    return next((name for name in wanted if name in columns), "")
