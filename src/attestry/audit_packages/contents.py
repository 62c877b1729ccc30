"""What goes into a package: which entries a stranger needs to replay a period, and what was recorded of it.

Everything is read in order and handed on line by line, so that memory does not grow with the period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import orjson
from django.db.models import Max, Q, QuerySet

from attestry.audit_packages.rules.layout import Plan
from attestry.audit_packages.rules.spoken import spoken
from attestry.control_tests.models import Run
from attestry.effectiveness.queries.controls_then import in_force_at
from attestry.effectiveness.queries.periods import control_intervals, test_intervals
from attestry.effectiveness.queries.results import known
from attestry.effectiveness.queries.status import test_statuses, tests_by_control
from attestry.effectiveness.rules.interval import Interval
from attestry.evidence.models import Checkpoint, Entry, EntryKind, Segment, Stamp
from attestry.evidence.queries import brings_events
from attestry.evidence.rules.named_bytes import named_bytes
from attestry.evidence.stamps import kept_certificates
from attestry.evidence.withholding import readable_entries
from attestry.journal.queries import readable_chain
from attestry.journal.rules import Actor
from attestry.kit.digest import canonical_json

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Needed:
    """Which entries are needed: per stream of a connection, those from an ordinal on."""

    plan: Plan
    reader: Actor
    first_run: int
    first_ordinals: dict[tuple[int | None, str], int]

    def entries(self) -> Iterator[Entry]:
        """The entries in the order of the ledger; those that the reader may not read are left out."""
        readable = readable_entries(self.reader).filter(seq__lt=self.plan.ledger_size)
        for one in readable.order_by("seq").iterator(chunk_size=_CHUNK):
            if self._holds(one):
                yield one

    def _holds(self, one: Entry) -> bool:
        plan = self.plan
        match one.kind:
            case EntryKind.SNAPSHOT:
                first = self.first_ordinals.get((one.connection_id, one.stream))
                return first is not None and one.ordinal >= first and one.observed_at <= plan.period_until
            case EntryKind.DOCUMENT:
                assert one.period_from is not None  # noqa: S101
                assert one.period_until is not None  # noqa: S101
                return one.period_from < plan.period_until and one.period_until > plan.period_from
            case _:
                return one.observed_at <= plan.period_until


def needed(plan: Plan, reader: Actor) -> Needed:
    """What a replay of the period needs: each table back to the keyframe under the run before its start."""
    runs = Run.objects.filter(entry_seq__lt=plan.ledger_size, as_of__lte=plan.period_until)
    before = runs.filter(as_of__lte=plan.period_from).order_by("-ordinal").first()
    first = before or runs.order_by("ordinal").first()
    if first is None:
        return Needed(plan, reader, 0, {})
    snapshots = _under(plan).filter(kind=EntryKind.SNAPSHOT)
    found: dict[tuple[int | None, str], int] = {}
    for connection, stream in snapshots.order_by().values_list("connection_id", "stream").distinct():
        of_stream = snapshots.filter(connection_id=connection, stream=stream)
        seen = of_stream.filter(observed_at__lte=first.as_of).order_by("-ordinal").first()
        found[connection, stream] = 0 if seen is None or brings_events(seen) else _keyframe_under(seen)
    return Needed(plan, reader, first.ordinal, found)


def _keyframe_under(entry: Entry) -> int:
    """The ordinal from which on every table of the entry's stream can be read as of the entry."""
    keyframes = Segment.objects.filter(
        entry__connection=entry.connection,
        entry__stream=entry.stream,
        entry__ordinal__lte=entry.ordinal,
        is_keyframe=True,
    )
    last = (
        keyframes.order_by().values("table").annotate(at=Max("entry__ordinal")).values_list("at", flat=True)
    )
    return min(last, default=0)


def _under(plan: Plan) -> QuerySet[Entry]:
    return Entry.objects.filter(seq__lt=plan.ledger_size)


def leaves(plan: Plan) -> Iterator[bytes]:
    """The leaf hashes of the whole log under the signed root, 32 bytes each."""
    hashes = _under(plan).order_by("seq").values_list("leaf_hash", flat=True)
    for leaf in hashes.iterator(chunk_size=_CHUNK):
        yield bytes.fromhex(leaf)


def checkpoints(plan: Plan) -> Iterator[bytes]:
    """Every signed root up to the plan's, one canonical JSON object a line."""
    for one in Checkpoint.objects.filter(size__lte=plan.ledger_size).order_by("size").iterator():
        yield canonical_json({"size": one.size, "root": one.root, "note": one.note}) + b"\n"


def stamps(plan: Plan) -> Iterator[bytes]:
    """Every time stamp over those roots, with the certificates that were kept with it."""
    for one in Stamp.objects.filter(checkpoint_id__lte=plan.ledger_size).order_by("checkpoint_id"):
        yield (
            canonical_json(
                {
                    "size": one.checkpoint_id,
                    "authority": one.authority,
                    "answer": bytes(one.answer).hex(),
                    "certificates": kept_certificates(one).decode("ascii"),
                }
            )
            + b"\n"
        )


def journal(until_seq: int, reader: Actor) -> Iterator[bytes]:
    """The journal up to the line that the plan's root was signed over; hashes alone of what is withheld."""
    for line in islice(readable_chain(reader), until_seq):
        yield canonical_json(line) + b"\n"


def program(plan: Plan, signed_at: datetime) -> dict[str, Any]:
    """The controls in force then, which tests speak to each, and the criteria they are mapped to."""
    tests = tests_by_control(test_statuses(plan.period_until, signed_at))
    controls = sorted(in_force_at(min(plan.period_until, signed_at)), key=lambda one: one.key)
    return {
        "controls": [
            {
                "key": one.key,
                "title": one.title,
                "tests": sorted(status.test_id for status in tests.get(one.key, ())),
                "mappings": sorted([mapping.family, mapping.reference] for mapping in one.mappings.all()),
            }
            for one in controls
        ]
    }


def intervals(plan: Plan, said: dict[str, Any], signed_at: datetime) -> Iterator[bytes]:
    """What was recorded of every test and control over the period, one line each."""
    span = {"from_at": plan.period_from, "until_at": plan.period_until, "known_at": signed_at}
    bearing = Q(as_of__gte=plan.period_from) | Q(holds_until__gt=plan.period_from)
    ids = known(plan.period_until, signed_at).filter(bearing).order_by("test_id")
    for test_id in ids.values_list("test_id", flat=True).distinct():
        spans = test_intervals([test_id], **span)[test_id]
        yield _line("test", test_id, spans)
    wanted = {one["key"]: one["tests"] for one in said["controls"] if one["tests"]}
    for key, spans in sorted(control_intervals(wanted, **span).items()):
        yield _line("control", key, spans)


def _line(kind: str, name: str, spans: tuple[Interval, ...]) -> bytes:
    return canonical_json({"of": kind, "id": name, "spans": [spoken(one) for one in spans]}) + b"\n"


def blobs(entries: Iterator[Entry]) -> set[str]:
    """Every digest of sealed bytes that the entries name."""
    return {digest for one in entries for _, digest in named_bytes(orjson.loads(one.body))}
