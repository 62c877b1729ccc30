"""Holding a package to its own proofs: digests, leaves, roots, signatures, stamps, the journal's chain.

The package carries the hash of every leaf of the log, which is every inclusion and consistency
proof at once: an entry is included where its hash is the leaf of its number, and one signed
root is consistent with the next where both are roots of the same leaves (RFC 9162 §2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import orjson

from attestry.audit_packages.reading import PackageFile, Sealed, changed_members
from attestry.audit_packages.records import MISREAD, controls, recorded
from attestry.audit_packages.rules import layout
from attestry.audit_packages.rules.answer import Answer
from attestry.audit_packages.stamps import check_stamps
from attestry.audit_packages.timeline import Timeline
from attestry.evidence.rules.checkpoint import CheckpointText
from attestry.evidence.rules.named_bytes import named_bytes
from attestry.journal.rules import FIRST_PREVIOUS_HASH, entry_hash, is_withheld_line
from attestry.kit import merkle
from attestry.kit.clock import to_text
from attestry.kit.errors import Broken

Progress = Callable[[str], None]
HASH_BYTES = 32


def check(
    package: PackageFile, seal: Sealed, answer: Answer, progress: Progress, *, is_hashed: bool = False
) -> Timeline:
    """Check everything but the replay; notes in ``answer`` what does not hold.

    ``is_hashed``: the members were hashed before, so only the log is read.
    """
    answer.counted.members, answer.counted.bytes = len(seal.members), package.size
    timeline, naming = Timeline(), dict[str, int]()
    if is_hashed:
        _check_entries(package, answer, _leaves(package, seal, answer), timeline, naming)
        return timeline
    progress(f"Hashing {answer.counted.bytes / 1e6:,.0f} MB beside checking the log")
    with ThreadPoolExecutor(max_workers=1) as beside:
        changed = beside.submit(changed_members, package, seal.members)
        _check_log(package, seal, answer, timeline, naming)
        _check_members(seal, answer, naming, changed.result())
    return timeline


def _check_log(
    package: PackageFile, seal: Sealed, answer: Answer, timeline: Timeline, naming: dict[str, int]
) -> None:
    leaves = _leaves(package, seal, answer)
    _check_entries(package, answer, leaves, timeline, naming)
    heads = _check_checkpoints(package, seal, answer, leaves)
    _check_journal(package, answer, heads)
    check_stamps(package, answer)
    _check_order(answer, timeline)
    _check_records(package, answer)


def _leaves(package: PackageFile, seal: Sealed, answer: Answer) -> bytes:
    leaves = bytes(package.bytes_of(layout.LEAVES))
    if len(leaves) != HASH_BYTES * seal.plan.ledger_size:
        answer.add(layout.LEAVES, f"does not hold one hash for each of {seal.plan.ledger_size} entries")
    return leaves


def _leaf(leaves: bytes, seq: int) -> bytes:
    return leaves[HASH_BYTES * seq : HASH_BYTES * (seq + 1)]


def _check_entries(
    package: PackageFile, answer: Answer, leaves: bytes, timeline: Timeline, naming: dict[str, int]
) -> None:
    before = -1
    for line in package.lines_of(layout.ENTRIES):
        answer.counted.entries += 1
        try:
            said = orjson.loads(line)
            seq = int(said["seq"])
            if merkle.leaf_hash(line) != _leaf(leaves, seq):
                answer.add(f"entry {seq}", "is not what the log holds under its number")
            if seq <= before:
                answer.add(f"entry {seq}", f"stands behind entry {before}")
            before = seq
            for _, digest in named_bytes(said):
                naming.setdefault(digest, seq)
            timeline.add(seq, said)
        except MISREAD:
            answer.add(f"entry after {before}", "does not say what an entry says")


def _check_checkpoints(
    package: PackageFile, seal: Sealed, answer: Answer, leaves: bytes
) -> dict[int, tuple[int, str]]:
    """Grow the tree once over all leaves; answers by size which journal line each root ends at."""
    frontier, heads, last = merkle.Frontier(), dict[int, tuple[int, str]](), ""
    for line in package.lines_of(layout.CHECKPOINTS):
        answer.counted.checkpoints += 1
        try:
            said = orjson.loads(line)
            size, note, root = int(said["size"]), str(said["note"]), str(said["root"])
            text = CheckpointText.read(seal.key.opens(note))
        except Broken as refusal:
            answer.add(f"checkpoint {answer.counted.checkpoints}", refusal.message)
            continue
        except MISREAD:
            answer.add(f"checkpoint {answer.counted.checkpoints}", "does not say what a checkpoint says")
            continue
        if not frontier.size <= size <= len(leaves) // HASH_BYTES:
            answer.add(f"checkpoint over {size}", "stands in the wrong place")
            continue
        for seq in range(frontier.size, size):
            frontier.append(_leaf(leaves, seq))
        if (text.size, text.root) != (size, frontier.root()) or root != text.root.hex():
            answer.add(f"checkpoint over {size}", "the leaves do not give the root that was signed")
        heads[size] = (text.journal_seq, text.journal_hash)
        last = root
    if frontier.size != seal.plan.ledger_size or last != seal.plan.ledger_root:
        answer.add(layout.CHECKPOINTS, "the last signed root is not the one that the plan names")
    return heads


def _check_journal(package: PackageFile, answer: Answer, heads: Mapping[int, tuple[int, str]]) -> None:
    hashes, previous = {0: ""}, FIRST_PREVIOUS_HASH
    for line in package.lines_of(layout.JOURNAL):
        answer.counted.journal_lines += 1
        number = answer.counted.journal_lines
        try:
            said = orjson.loads(line)
            is_withheld = is_withheld_line(said)
            seq = said["seq"] if is_withheld else said["record"]["seq"]
            if said["previous_hash"] != previous or seq != number:
                answer.add(f"journal line {number}", "a line before it was removed, added or re-ordered")
            answer.counted.withheld_lines += is_withheld
            if not is_withheld and entry_hash(said["previous_hash"], said["record"]) != said["hash"]:
                answer.add(f"journal line {number}", "was changed after it was written")
            previous = hashes[number] = said["hash"]
        except MISREAD:
            answer.add(f"journal line {number}", "does not say what a line says")
    for size, (seq, digest) in heads.items():
        if hashes.get(seq) != digest:
            answer.add(f"checkpoint over {size}", f"journal line {seq} is not the one it was signed over")


def _check_order(answer: Answer, timeline: Timeline) -> None:
    """Nothing is withheld from the middle, and no conclusion is older than what it rests on."""
    for (connection, stream), readings in timeline.of_stream.items():
        _refuse_hole(answer, f"{connection}: {stream}", [one.ordinal for one in readings])
    _refuse_hole(answer, "runs", [one.ordinal for one in timeline.runs])
    known = timeline.recorded_at
    for run in timeline.runs:
        cited = {seq for one in run.answers.values() for seq in one["inputs"]}
        _refuse_later(answer, run.seq, run.recorded_at, cited, known)
    for person in timeline.people:
        _refuse_later(answer, person.seq, person.recorded_at, person.said["inputs"], known)


def _refuse_hole(answer: Answer, where: str, ordinals: Sequence[int]) -> None:
    if ordinals and list(ordinals) != list(range(ordinals[0], ordinals[0] + len(ordinals))):
        answer.add(where, "an entry in the middle of it is not in the package")


def _refuse_later(answer: Answer, seq: int, at: datetime, cited: Any, known: Mapping[int, datetime]) -> None:
    for one in sorted(cited):
        if one >= seq or (one in known and known[one] > at):
            answer.add(f"entry {seq}", f"concluded {to_text(at)} from entry {one}, which came later")


def _check_records(package: PackageFile, answer: Answer) -> None:
    for name, read in ((layout.PROGRAM, controls), (layout.INTERVALS, recorded)):
        try:
            read(package)
        except MISREAD as refusal:
            answer.add(name, f"does not say what a record says: {refusal}")


def _check_members(seal: Sealed, answer: Answer, naming: Mapping[str, int], changed: Sequence[str]) -> None:
    held = {digest for one in seal.members if (digest := layout.digest_of_blob(one.name))}
    answer.counted.blobs = len(held)
    for digest in sorted(naming.keys() - held, key=naming.__getitem__):
        answer.add(f"entry {naming[digest]}", f"the sealed bytes {digest} are not in the package")
    for digest in sorted(held - naming.keys()):
        answer.add(layout.blob_name(digest), "no entry in the package names these bytes")
    for name in changed:
        said = layout.digest_of_blob(name)
        where = f"entry {naming[said]}" if said is not None and said in naming else name
        answer.add(where, f"the bytes of {name} are not those that were sealed")
