"""One entry's page: what it says, its tables and files, and its proof step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from attestry.connectors.queries import source
from attestry.connectors.rules.declaration import Stream
from attestry.evidence.inclusion import InclusionPaths, InclusionProof, covering_checkpoint, inclusion
from attestry.evidence.models import Checkpoint, Entry, EntryKind, Segment
from attestry.evidence.queries import UnseenThing, body, gaps
from attestry.evidence.rules.inclusion import ProofStep, proof_steps
from attestry.evidence.stamp_state import StampState, stamp_state_of
from attestry.evidence.stamps import stamp_over
from attestry.evidence.withholding import readable_entries, readable_entry
from attestry.journal.rules import Actor
from attestry.kit import merkle
from attestry.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table of a snapshot: its rows, what changed, and the file that holds the change."""

    name: str
    rows: int
    added: int
    changed: int
    removed: int
    rows_digest: str
    segment: str
    is_keyframe: bool
    personal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything that is said of one entry.

    ``proof`` leads to the first stamped root over it, or the first signed one where none is
    stamped; ``signed_first`` is the latter.
    """

    entry: Entry
    said: Mapping[str, Any]
    stream: Stream | None
    tables: tuple[TableLine, ...]
    gaps: tuple[UnseenThing, ...]
    gap_count: int
    proof: InclusionProof | None
    steps: tuple[ProofStep, ...]
    leaf_holds: bool
    stamp_state: StampState
    signed_first: Checkpoint | None
    previous: int | None
    next: int | None

    @property
    def is_simulated(self) -> bool:
        """Whether the clock was set by hand when it was sealed: a made-up company's entry."""
        return bool(self.said.get("simulated"))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What a document says of itself for its kind, each with a label."""
        said = self.said.get("facts", {})
        return [(label, _plain(name, said[name])) for name, label in FACT_LABELS if name in said]


GAPS_SHOWN = 100
FACT_LABELS = (
    ("kind", "Kind"),
    ("dated_on", "Its day"),
    ("source", "Comes from"),
    ("attendees", "Who was there"),
    ("signer", "Signed by"),
    ("version", "Version"),
)


def entry_page(reader: Actor, seq: int) -> EntryPage:
    """One entry's page for a reader. Raises EntryUnknown; NotFound where the list of its gaps is missing."""
    found = readable_entry(reader, seq)
    said = body(found)
    stream = stream_of(found)
    unseen = gaps(found)
    stamp = stamp_over(seq)
    proof = InclusionPaths(stamp.checkpoint).of(found) if stamp else inclusion(found)
    return EntryPage(
        entry=found,
        said=said,
        stream=stream,
        tables=tuple(_table(one, stream) for one in said.get("tables", ())),
        gaps=tuple(unseen[:GAPS_SHOWN]),
        gap_count=len(unseen),
        proof=proof,
        steps=_steps(proof) if proof else (),
        leaf_holds=merkle.leaf_hash(found.body.encode()).hex() == found.leaf_hash,
        stamp_state=stamp_state_of(seq),
        signed_first=covering_checkpoint(seq),
        previous=_neighbour(reader, found, later=False),
        next=_neighbour(reader, found, later=True),
    )


def _plain(name: str, value: Any) -> str:
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return text.capitalize() if name == "kind" else text


def stream_of(found: Entry) -> Stream | None:
    """The declared stream of a snapshot's entry; None for others, or where no source declares it now."""
    if found.connection is None:
        return None
    declared = {one.id: one for one in source(found.connection.source).manifest.streams}
    return declared.get(found.stream)


def personal_columns(stream: Stream | None, table: str) -> frozenset[str]:
    """The columns of a table that hold personal data, as the source declares."""
    named = stream.personal if stream else ()
    return frozenset(one.split(".", 1)[1] for one in named if one.startswith(f"{table}."))


def sealed_digests(found: Entry) -> dict[str, str]:
    """The files that an entry itself sealed: digest to what it is."""
    said = body(found)
    if found.kind == EntryKind.DOCUMENT:
        return {said["digest"]: said["filename"]}
    if found.kind == EntryKind.RUN:
        digest = said.get("segment")
        return {digest: "changed-outcomes.parquet"} if digest else {}
    files = {one["segment"]: f"{one['table']}.parquet" for one in said["tables"] if one["segment"]}
    files |= {one["shape"]: f"{one['table']}.shape.json" for one in said["tables"]}
    if said.get("gaps_digest"):
        files[said["gaps_digest"]] = "gaps.ndjson"
    return files


def sealed_file(found: Entry, digest: str) -> str:
    """The file name of a digest that the entry's state is made of. Raises NotFound for any other.

    An entry whose table did not change rests on files that earlier entries of its stream sealed.
    """
    own = sealed_digests(found)
    if digest in own:
        return own[digest]
    earlier = Segment.objects.filter(
        entry__connection=found.connection,
        entry__stream=found.stream,
        entry__ordinal__lte=found.ordinal,
        digest=digest,
    ).first()
    if earlier is None or found.connection_id is None:
        raise NotFound(
            f"Entry {found.seq} does not rest on a file {digest[:16]}….",
            next_step="See the entry's own files.",
        )
    return f"{earlier.table}.parquet"


def canonical_text(found: Entry) -> str:
    """The entry's words, set out line by line for reading; what is hashed has no line breaks."""
    return orjson.dumps(orjson.loads(found.body), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode()


def _table(said: Mapping[str, Any], stream: Stream | None) -> TableLine:
    return TableLine(
        name=said["table"],
        rows=said["rows"],
        added=said["added"],
        changed=said["changed"],
        removed=said["removed"],
        rows_digest=said["rows_digest"],
        segment=said["segment"] or "",
        is_keyframe=said["keyframe"],
        personal=tuple(sorted(personal_columns(stream, said["table"]))),
    )


def _steps(proof: InclusionProof) -> tuple[ProofStep, ...]:
    leaf = merkle.leaf_hash(proof.entry.body.encode())
    path = [bytes.fromhex(node) for node in proof.path]
    return proof_steps(leaf, proof.entry.seq, proof.checkpoint.size, path)


def _neighbour(reader: Actor, found: Entry, *, later: bool) -> int | None:
    """The nearest entry of its stream that the reader may read."""
    beside = readable_entries(reader).filter(connection=found.connection, stream=found.stream)
    if later:
        near = beside.filter(ordinal__gt=found.ordinal).order_by("ordinal")
    else:
        near = beside.filter(ordinal__lt=found.ordinal).order_by("-ordinal")
    return near.values_list("seq", flat=True).first()
