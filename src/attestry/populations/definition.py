"""What somebody says who defines a population, and what of it cannot be.

Called by this room's actions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from attestry.connectors.queries import source, table_shape
from attestry.control_tests.models import Run
from attestry.control_tests.queries import definition
from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.withholding import readable_entry
from attestry.journal.rules import Actor
from attestry.populations.errors import PopulationRefused
from attestry.populations.queries.from_document import handed_in_list
from attestry.populations.queries.from_stream import DATES
from attestry.populations.rules.filters import FilterRefused, read_filters
from attestry.populations.rules.period import is_zone
from attestry.populations.rules.state import Origin


@dataclass(frozen=True, slots=True)
class Definition:
    """The words and choices of one definition."""

    title: str
    unit: str
    origin: Origin
    entry_seq: int
    table: str
    test_id: str
    item_column: str
    name_column: str
    date_column: str
    stratum_column: str
    filters: str
    from_on: date
    until_on: date
    zone: str

    def record(self) -> dict[str, Any]:
        """The same as JSON says it."""
        said = {name: getattr(self, name) for name in self.__slots__}
        days = {"from_on": self.from_on.isoformat(), "until_on": self.until_on.isoformat()}
        return {**said, "origin": self.origin.value, **days}


def refuse_wrong(said: Definition, engagement: Engagement) -> None:
    """Raises PopulationRefused for words, days or a time zone that cannot be."""
    if not said.title:
        raise PopulationRefused("title", "Say what the population is called.")
    if not said.unit:
        raise PopulationRefused("unit", "Say what one item is, such as a merged change.")
    if said.until_on < said.from_on:
        raise PopulationRefused("until_on", "It ends before it begins.")
    if said.from_on < engagement.begins_on or said.until_on > engagement.until_on:
        raise PopulationRefused(
            "from_on", "The engagement does not speak of these days; choose days within its own."
        )
    if not is_zone(said.zone):
        raise PopulationRefused("zone", f"There is no time zone “{said.zone[:60]}”.")


def resolved(actor: Actor, said: Definition) -> dict[str, Any]:
    """The fields of the population, each column and filter found. Raises PopulationRefused, EntryUnknown."""
    of = readable_entry(actor, said.entry_seq)
    fields = {name: getattr(said, name) for name in Definition.__slots__} | {"origin": said.origin.value}
    match said.origin:
        case Origin.STREAM:
            types = _types_of_stream(said, of)
            fields |= {"connection": of.connection.name if of.connection else "", "item_column": ""}
        case Origin.CONTROL_TEST:
            return fields | _of_test(said, of)
        case Origin.DOCUMENT:
            types = _types_of_document(said, of)
    for name in ("name_column", "date_column", "stratum_column"):
        if getattr(said, name) and getattr(said, name) not in types:
            raise PopulationRefused(name, f"There is no column “{getattr(said, name)[:60]}”.")
    try:
        read_filters(said.filters, types)
    except FilterRefused as refusal:
        raise PopulationRefused("filters", f"{refusal}.") from refusal
    return fields


def _types_of_stream(said: Definition, of: Entry) -> dict[str, str]:
    tables: tuple[str, ...] = ()
    if of.kind == EntryKind.SNAPSHOT and of.connection is not None:
        tables = source(of.connection.source).manifest.stream(of.stream).tables
    if said.table not in tables:
        raise PopulationRefused("table", f"Entry {of.seq} has no table “{said.table[:60]}”.")
    if of.state == "failed":
        raise PopulationRefused("entry_seq", f"The reading of entry {of.seq} failed. Choose an earlier one.")
    types = table_shape(said.table).types
    if said.date_column and types.get(said.date_column) not in DATES:
        raise PopulationRefused("date_column", f"“{said.date_column[:60]}” holds neither days nor instants.")
    return types


def _of_test(said: Definition, of: Entry) -> dict[str, Any]:
    definition(said.test_id)
    if not Run.objects.filter(entry_seq=of.seq).exists():
        raise PopulationRefused("entry_seq", f"Entry {of.seq} seals no run of the control tests.")
    for name in ("date_column", "stratum_column", "filters"):
        if getattr(said, name):
            raise PopulationRefused(
                name, "The items of a control test are taken whole, and carry no columns."
            )
    return {"item_column": "", "name_column": ""}


def _types_of_document(said: Definition, of: Entry) -> dict[str, str]:
    if of.kind != EntryKind.DOCUMENT:
        raise PopulationRefused("entry_seq", f"Entry {of.seq} is no document that was handed in.")
    header = handed_in_list(of).header
    if said.item_column not in header:
        raise PopulationRefused("item_column", f"The list's columns are: {', '.join(header)[:300]}.")
    return dict.fromkeys(header, "VARCHAR")
