"""Reads: which sources are installed, which connections there are, and how their streams fare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db.models import QuerySet

from attestry.connectors.errors import SourceUnknown
from attestry.connectors.models import ENDED, Collection, CollectionState, Connection
from attestry.connectors.rules.declaration import Manifest, Stream
from attestry.connectors.rules.observation import Collect
from attestry.kit.content import load_yaml
from attestry.kit.duck import TableShape, shapes

SOURCES = Path(__file__).parent / "sources"
ROOMS = Path(__file__).parent.parent


@dataclass(frozen=True)
class Source:
    """One folder under ``sources``, or the ``register`` of a room: manifest, declared tables, streams."""

    manifest: Manifest
    folder: Path

    @property
    def is_register(self) -> bool:
        """Whether it is a register that people keep here, and no system that is connected."""
        return self.folder.parent != SOURCES

    @property
    def module(self) -> ModuleType:
        """Its ``streams.py``."""
        place = self.folder.relative_to(ROOMS).parts
        return import_module(".".join(("attestry", *place, "streams")))

    @cached_property
    def tables(self) -> Mapping[str, TableShape]:
        """The declared tables by name. Raises Invalid where they are not declared well."""
        file = self.folder / "tables.sql"
        declared = shapes(file.read_text(encoding="utf-8"), f"{self.manifest.id}/tables.sql")
        return {shape.name: shape for shape in declared}

    @property
    def guide(self) -> str:
        """How to connect it, as Markdown; a register needs no connecting."""
        return "" if self.is_register else (self.folder / "guide.md").read_text(encoding="utf-8")

    def shapes_of(self, stream: Stream) -> tuple[TableShape, ...]:
        """The declared tables of one stream."""
        return tuple(self.tables[name] for name in stream.tables)


@lru_cache
def source(source_id: str) -> Source:
    """The source of that id. Raises SourceUnknown where none is installed."""
    folder = _folders().get(source_id)
    if folder is None:
        raise SourceUnknown(
            f"No source “{source_id}” is installed.",
            next_step=f"Installed are: {', '.join(source_ids())}.",
        )
    return Source(load_yaml(folder / "manifest.yaml", Manifest), folder)


@lru_cache
def source_ids() -> tuple[str, ...]:
    """The installed sources and registers, discovered from their folders."""
    return tuple(sorted(_folders()))


def register_ids() -> tuple[str, ...]:
    """The registers that rooms keep, each by its room's name."""
    return tuple(one for one in source_ids() if source(one).is_register)


@lru_cache
def _folders() -> Mapping[str, Path]:
    sources = {path.parent.name: path.parent for path in SOURCES.glob("*/manifest.yaml")}
    registers = {path.parent.parent.name: path.parent for path in ROOMS.glob("*/register/manifest.yaml")}
    return {**sources, **registers}


def collect_function(source_id: str, stream_id: str) -> Collect:
    """The function that reads one stream."""
    function: Collect = source(source_id).module.STREAMS[stream_id]
    return function


def table_shape(table: str) -> TableShape:
    """The declared table of that name, whichever source declares it. Raises SourceUnknown."""
    found = all_tables().get(table)
    if found is None:
        raise SourceUnknown(f"No source declares a table “{table}”.")
    return found


@lru_cache
def all_tables() -> Mapping[str, TableShape]:
    """Every declared table by name."""
    return {shape.name: shape for source_id in source_ids() for shape in source(source_id).tables.values()}


@lru_cache
def stream_of_table(table: str) -> tuple[str, Stream]:
    """The source id and the stream that carry a table. Raises SourceUnknown."""
    for source_id in source_ids():
        for stream in source(source_id).manifest.streams:
            if table in stream.tables:
                return source_id, stream
    raise SourceUnknown(f"No stream carries a table “{table}”.")


def streams_of(connection: Connection) -> tuple[Stream, ...]:
    """The streams that this connection has: all of its source, unless the source says fewer."""
    declared = source(connection.source).manifest.streams
    module = source(connection.source).module
    narrow: Callable[[Mapping[str, Any]], list[str]] | None = getattr(module, "streams_of", None)
    if narrow is None:
        return declared
    wanted = set(narrow(connection.settings))
    return tuple(stream for stream in declared if stream.id in wanted)


def connections() -> QuerySet[Connection]:
    """Every connection, removed ones included."""
    return Connection.objects.all()


def active_connections() -> QuerySet[Connection]:
    """The connections that are read."""
    return Connection.objects.filter(removed_at=None)


@dataclass(frozen=True, slots=True)
class StreamHealth:
    """How one stream of one connection fares."""

    connection: Connection
    stream: Stream
    last: Collection | None
    last_sound_at: datetime | None
    is_due: bool
    is_fresh: bool


def last_collections() -> dict[tuple[int, str], Collection]:
    """The last ended collection of each stream, by connection and stream, in two queries."""
    latest: dict[tuple[int, str], Collection] = {}
    for one in (
        Collection.objects.filter(state__in=ENDED).order_by("ended_at", "pk").select_related("connection")
    ):
        latest[one.connection_id, one.stream] = one
    return latest


def requested() -> list[Collection]:
    """The collections that somebody asked for and that nobody began."""
    asked = Collection.objects.filter(state=CollectionState.REQUESTED, connection__removed_at=None)
    return list(asked.select_related("connection").order_by("requested_at"))


def streams_due(now: datetime) -> list[tuple[Connection, Stream]]:
    """The streams whose rhythm says that they should be collected by now."""
    last = last_collections()
    return [
        (connection, stream)
        for connection in active_connections()
        for stream in streams_of(connection)
        if (ended := last.get((connection.pk, stream.id))) is None
        or ended.ended_at is None
        or now - ended.ended_at >= stream.every
    ]
