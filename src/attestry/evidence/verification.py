"""Checking a home against itself: every digest, leaf, root, signature, stamp, and repeated column.

Finds a flipped byte, a removed entry, a changed row and a re-ordered log, and names the entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.conf import settings

from attestry.evidence.models import Checkpoint, Entry, Segment
from attestry.evidence.queries import store
from attestry.evidence.rules.checkpoint import CheckpointText, size_named
from attestry.evidence.rules.named_bytes import named_bytes
from attestry.evidence.stamp_verification import StampCheck
from attestry.journal.models import JournalEntry
from attestry.kit import clock, merkle
from attestry.kit.blobs import Condition
from attestry.kit.digest import canonical_json
from attestry.kit.errors import Broken
from attestry.kit.signed_note import Verifier, verifier

Progress = Callable[[str], None]

_FOUND = {
    Condition.MISSING: "are missing",
    Condition.CHANGED: "were changed",
    Condition.HIDDEN: "were covered by another version or a deletion; beneath it the locked version holds",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not match: the entry, the place, and what is wrong."""

    entry_seq: int
    where: str
    what: str


@dataclass(slots=True)
class Report:
    """What a verification found, and how much it looked at. ``stamps`` says whose hold."""

    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    blobs: int = 0
    checkpoints: int = 0
    stamps: StampCheck = field(default_factory=StampCheck)

    @property
    def ok(self) -> bool:
        """Whether everything matches."""
        return not self.findings

    def add(self, seq: int, where: str, what: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(seq, where, what))


def verify_home(progress: Progress = lambda _text: None) -> Report:
    """Check every entry, blob and checkpoint of this home. Changes nothing."""
    report = Report()
    progress("checking the ledger's entries")
    _check_log(report)
    progress("checking the sealed bytes")
    _check_blobs(report, progress)
    progress("checking the time stamps")
    for seq, where, what in report.stamps.findings():
        report.add(seq, where, what)
    return report


def _check_log(report: Report) -> None:
    """Walk the log once, growing the tree, and hold it to every signed root on the way."""
    key = _public_key()
    waiting = {one.size: one for one in Checkpoint.objects.order_by("size")}
    if waiting and key is None:
        report.add(0, "key", "the ledger's public key is missing, so no signature can be checked")
    frontier = merkle.Frontier()
    newest = None
    _check_what_the_journal_says_of_roots(report)
    for entry in Entry.objects.select_related("connection").order_by("seq").iterator(chunk_size=2000):
        report.entries += 1
        if entry.seq != frontier.size:
            report.add(frontier.size, "ledger", f"entry {frontier.size} is missing; next stands {entry.seq}")
            return
        _check_entry(report, entry, newest)
        newest = entry
        frontier.append(merkle.leaf_hash(entry.body.encode()))
        checkpoint = waiting.pop(frontier.size, None)
        if checkpoint is not None:
            report.checkpoints += 1
            _check_checkpoint(report, checkpoint, frontier.root(), key)
    for size in waiting:
        report.add(
            frontier.size, "ledger", f"a signed root covers {size} entries, but {frontier.size} are here"
        )


def _check_what_the_journal_says_of_roots(report: Report) -> None:
    """Every root that the journal says was signed is still here."""
    here = dict(Checkpoint.objects.values_list("size", "root"))
    for said in JournalEntry.objects.filter(act="evidence.sign_checkpoint").order_by("seq"):
        size = size_named(said.subject)
        if size is None:
            continue  # the line was edited: the journal's own chain says so
        if size not in here:
            report.add(size - 1, "checkpoint", f"the root signed over {size} entries was removed")
        elif said.after != {"root": here[size]}:
            report.add(size - 1, "checkpoint", f"the root over {size} entries is not the one that was signed")


def _check_entry(report: Report, entry: Entry, before: Entry | None) -> None:
    data = entry.body.encode()
    if merkle.leaf_hash(data).hex() != entry.leaf_hash:
        report.add(entry.seq, "body", "was changed: it does not have the hash that was recorded")
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        report.add(entry.seq, "body", "is not JSON any more")
        return
    if not isinstance(said, dict):
        report.add(entry.seq, "body", "does not say what an entry says")
        return
    if canonical_json(said) != data:
        report.add(entry.seq, "body", "is not in canonical form")
    for column, value in _repeated(entry).items():
        if said.get(column) != value:
            report.add(entry.seq, column, f"the row says {value!r}, the sealed body {said.get(column)!r}")
    if before and entry.recorded_at < before.recorded_at:
        report.add(entry.seq, "recorded_at", f"is before that of entry {before.seq}")


def _repeated(entry: Entry) -> dict[str, Any]:
    """The columns that repeat the body, as the body would say them."""
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "ordinal": entry.ordinal,
        "stream": entry.stream,
        "title": entry.title,
        "state": entry.state,
        "rows": entry.row_count,
        "observed_at": clock.to_text(entry.observed_at),
        "recorded_at": clock.to_text(entry.recorded_at),
        "period_from": clock.to_text(entry.period_from) if entry.period_from else None,
        "period_until": clock.to_text(entry.period_until) if entry.period_until else None,
        **({"connection": entry.connection.name} if entry.connection else {}),
    }


def _public_key() -> Verifier | None:
    path = settings.HOME.keys / "ledger.public.pem"
    return verifier(path.read_bytes()) if path.is_file() else None


def _check_checkpoint(report: Report, checkpoint: Checkpoint, root: bytes, key: Verifier | None) -> None:
    last = checkpoint.size - 1
    if checkpoint.root != root.hex():
        report.add(
            last,
            "root",
            f"the entries up to {last} do not give the root that was signed over {checkpoint.size}",
        )
    if key is None:
        return
    try:
        said = CheckpointText.read(key.opens(checkpoint.note))
    except Broken as refusal:
        report.add(last, "signature", refusal.message)
        return
    if said.size != checkpoint.size or said.root.hex() != checkpoint.root:
        report.add(last, "checkpoint", "the row does not say what was signed")
    if said.journal_seq:
        anchored = JournalEntry.objects.filter(seq=said.journal_seq).values_list("hash", flat=True).first()
        if anchored != said.journal_hash:
            report.add(
                last, "journal", f"journal entry {said.journal_seq} is not the one that was signed over"
            )


def _check_blobs(report: Report, progress: Progress) -> None:
    checked: dict[str, tuple[int, str]] = {}
    rows = {(one.entry_id, one.table): one for one in Segment.objects.iterator(chunk_size=5000)}
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        try:
            said = orjson.loads(entry.body)
            named = list(named_bytes(said))
            _check_segments(report, entry, said, rows)
        except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
            report.add(entry.seq, "body", "does not say what an entry says")
            continue
        for where, digest in named:
            checked.setdefault(digest, (entry.seq, where))
    _examine(report, checked, progress)
    report.blobs = len(checked)
    for seq, table in rows:
        report.add(seq, f"segment of {table}", "a row stands here that no entry brought")


def _examine(report: Report, named: dict[str, tuple[int, str]], progress: Progress) -> None:
    """Read every blob again; each is named by the first entry that rests on it."""
    conditions = zip(named, store().examine_all(named), strict=True)
    for position, (digest, found) in enumerate(conditions, start=1):
        if found is not Condition.SOUND:
            report.add(*named[digest], f"the sealed bytes {digest} {_FOUND[found]}")
        if position % 500 == 0:
            progress(f"checking the sealed bytes: {position} of {len(named)}")


def _check_segments(
    report: Report, entry: Entry, said: dict[str, Any], rows: dict[tuple[int, str], Segment]
) -> None:
    for table in said.get("tables", []):
        row = rows.pop((entry.seq, table["table"]), None)
        where = f"segment of {table['table']}"
        count = table["added"] + table["changed"] + table["removed"]
        if (row.digest if row else None) != table["segment"]:
            report.add(entry.seq, where, "the row does not name the sealed bytes")
        elif row and (row.is_keyframe, row.shape, row.row_count) != (
            table["keyframe"],
            table["shape"],
            count,
        ):
            report.add(entry.seq, where, "the row was changed")
