"""The time stamp over the entries of a proof: checked, and followed to each entry that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from attestry.evidence.inclusion import InclusionPaths
from attestry.evidence.models import Checkpoint, Entry, Stamp
from attestry.evidence.rules.checkpoint import CheckpointText
from attestry.evidence.stamp_state import shown
from attestry.evidence.stamps import last_stamp, stamp_over
from attestry.kit import clock
from attestry.kit.errors import Broken
from attestry.kit.signed_note import verifier
from attestry.kit.timestamps import StampFacts


@dataclass(frozen=True, slots=True)
class StampFound:
    """What a time stamp proves of some entries, in words, and what of it does not hold."""

    words: str
    broken: tuple[str, ...] = ()


_NONE = StampFound("No time stamp covers any of them.")


def stamp_over_entries(entries: Sequence[Entry]) -> StampFound:
    """The first stamp over all of the entries, or else the newest one, over those that it covers."""
    if not entries:
        return _NONE
    stamp = stamp_over(entries[-1].seq) or last_stamp()
    covered = [one for one in entries if stamp and one.seq < stamp.checkpoint_id]
    if stamp is None or not covered:
        return _NONE
    facts, broken = _checked(stamp, covered)
    if facts is None:
        return StampFound(
            "The time stamp over them does not hold.",
            (f"the time stamp over {stamp.checkpoint_id} entries does not hold: {broken}",),
        )
    all_of = "all" if len(covered) == len(entries) else f"{len(covered)} of the {len(entries)}"
    return StampFound(
        f"A time stamp by {facts.authority} proves that {all_of} entries were there on "
        f"{clock.to_text(facts.gen_time)}."
    )


def _checked(stamp: Stamp, covered: Sequence[Entry]) -> tuple[StampFacts | None, str]:
    """What the stamp says, or why it does not hold over these entries."""
    said = shown(stamp)
    if said.facts is None:
        return None, said.broken
    try:
        _follow(stamp.checkpoint, covered)
    except (Broken, OSError) as refusal:
        return None, str(refusal)
    return said.facts, ""


def _follow(checkpoint: Checkpoint, covered: Sequence[Entry]) -> None:
    pem = (settings.HOME.keys / "ledger.public.pem").read_bytes()
    text = CheckpointText.read(verifier(pem).opens(checkpoint.note))
    paths = InclusionPaths(checkpoint)
    is_same = text.size == checkpoint.size and text.root.hex() == checkpoint.root
    if not is_same or not all(paths.of(one).holds for one in covered):
        raise Broken("the log does not match the stamped root")
