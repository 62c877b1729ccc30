"""The entries that a proof names, with the sealed files behind them, all computed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from attestry.connectors.queries import source
from attestry.connectors.rules.declaration import StreamKind
from attestry.evidence.inclusion import InclusionPaths, covering_checkpoint
from attestry.evidence.models import Checkpoint, Entry, EntryKind, Segment
from attestry.evidence.queries import body, store
from attestry.evidence.rules.checkpoint import CheckpointText
from attestry.kit import merkle
from attestry.kit.digest import file_sha256_hex
from attestry.kit.errors import Broken, NotFound
from attestry.kit.signed_note import verifier


@dataclass(frozen=True, slots=True)
class SealedFile:
    """One file of the store that an entry's state is made of, and whether it still is what it was."""

    table: str
    label: str
    digest: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """One entry: ``holds`` says that its leaf, computed again from its words, is the logged one."""

    seq: int
    title: str
    kind: str
    observed_at: datetime
    leaf_hash: str
    holds: bool
    blobs: tuple[SealedFile, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One sealed segment of a table, and the entry that brought it."""

    seq: int
    ordinal: int
    table: str
    digest: str
    is_keyframe: bool
    row_count: int


class SealedThings:
    """Everything that a set of entries rests on, read in five queries and checked once each.

    ``logged`` are the entries themselves, by their numbers.
    """

    def __init__(self, seqs: Iterable[int]) -> None:
        self.broken: list[str] = []
        self._checked: dict[str, bool] = {}
        wanted = set(seqs)
        self.logged = Entry.objects.select_related("connection").in_bulk(sorted(wanted), field_name="seq")
        found = [self.logged[seq] for seq in sorted(self.logged)]
        segments = _segments(found)
        self.entries = {one.seq: self._sealed(one, segments) for one in found}
        self.broken += [f"entry {seq} is missing" for seq in sorted(wanted - set(self.entries))]
        self.checkpoint = covering_checkpoint(max(wanted, default=0))
        self.is_signed = self.checkpoint is not None and self._root_holds(self.checkpoint, found)

    @property
    def blobs_checked(self) -> int:
        """How many files were hashed again."""
        return len(self._checked)

    def entry(self, seq: int) -> Sealed | None:
        """One entry; None where the ledger has none of that number."""
        return self.entries.get(seq)

    def _sealed(self, one: Entry, segments: dict[tuple[int | None, str], list[_Part]]) -> Sealed:
        holds = merkle.leaf_hash(one.body.encode()).hex() == one.leaf_hash
        if not holds:
            self.broken.append(f"entry {one.seq} does not match its leaf")
        of_stream = segments.get((one.connection_id, one.stream), [])
        return Sealed(
            one.seq, one.title, one.kind, one.observed_at, one.leaf_hash, holds, self._files(one, of_stream)
        )

    def _files(self, one: Entry, segments: list[_Part]) -> tuple[SealedFile, ...]:
        if one.kind == EntryKind.DOCUMENT:
            said = body(one)
            return (self._file("", f"{said['filename']}, {said['size']} bytes", said["digest"], one.seq),)
        if one.kind == EntryKind.RUN:
            digest = body(one).get("segment")
            return (self._file("", "changed outcomes", digest, one.seq),) if digest else ()
        kept: dict[str, list[_Part]] = defaultdict(list)
        is_event = _is_event(one)
        for segment in segments:
            if segment.ordinal > one.ordinal:
                break
            if segment.is_keyframe and not is_event:
                kept[segment.table] = []
            kept[segment.table].append(segment)
        return tuple(
            self._file(table, _label(segment), segment.digest, one.seq)
            for table, parts in sorted(kept.items())
            for segment in parts
        )

    def _file(self, table: str, label: str, digest: str, seq: int) -> SealedFile:
        if digest not in self._checked:
            wrong = _wrong_with(digest)
            self._checked[digest] = not wrong
            if wrong:
                self.broken.append(f"sealed file {digest} of entry {seq} {wrong}")
        return SealedFile(table, label, digest, self._checked[digest])

    def _root_holds(self, checkpoint: Checkpoint, named: list[Entry]) -> bool:
        try:
            pem = (settings.HOME.keys / "ledger.public.pem").read_bytes()
            text = CheckpointText.read(verifier(pem).opens(checkpoint.note))
        except (Broken, OSError, ValueError) as refusal:
            self.broken.append(f"the signature over {checkpoint.size} entries does not hold: {refusal}")
            return False
        paths = InclusionPaths(checkpoint)
        is_signed = text.size == checkpoint.size and text.root.hex() == checkpoint.root
        if not is_signed or not all(paths.of(one).holds for one in named):
            self.broken.append(f"the log does not match the signed root over {checkpoint.size} entries")
            return False
        return True


def _wrong_with(digest: str) -> str:
    """Why the sealed bytes do not hold, read again; empty where they do."""
    try:
        holds = file_sha256_hex(store().existing_path(digest)) == digest
    except NotFound:
        return "is missing from the store"
    except Broken:
        holds = False
    return "" if holds else "does not match its digest"


def _segments(entries: list[Entry]) -> dict[tuple[int | None, str], list[_Part]]:
    """The segments of every stream that the entries belong to, oldest first, in one query."""
    streams = {(one.connection_id, one.stream): 0 for one in entries if one.connection_id is not None}
    if not streams:
        return {}
    wanted = Q()
    for connection_id, stream in streams:
        wanted |= Q(entry__connection_id=connection_id, entry__stream=stream)
    found: dict[tuple[int | None, str], list[_Part]] = defaultdict(list)
    rows = Segment.objects.filter(wanted).order_by("entry__ordinal", "table")
    facts = rows.values_list(
        "entry_id",
        "entry__ordinal",
        "table",
        "digest",
        "is_keyframe",
        "row_count",
        "entry__connection_id",
        "entry__stream",
    )
    for seq, ordinal, table, digest, is_keyframe, row_count, connection_id, stream in facts:
        part = _Part(seq, ordinal, table, digest, is_keyframe, row_count)
        found[connection_id, stream].append(part)
    return found


def _is_event(one: Entry) -> bool:
    if one.connection is None:
        return False
    return source(one.connection.source).manifest.stream(one.stream).kind is StreamKind.EVENT


def _label(part: _Part) -> str:
    kind = "all rows" if part.is_keyframe else "changed rows"
    return f"{part.table}, {part.row_count} {kind} of entry {part.seq}"
