"""Checking one stamp with what is kept beside it, and the bytes that an outsider needs for that."""

from __future__ import annotations

from attestry.evidence.models import Checkpoint, Stamp
from attestry.evidence.stamps import kept_certificates
from attestry.kit import clock
from attestry.kit.errors import Broken, Invalid, NotFound
from attestry.kit.timestamps import StampFacts, Trusted, trusted, verify


def checked(stamp: Stamp, trust: Trusted | None = None) -> StampFacts:
    """What a stamp says, checked against the certificates kept with it, or against ``trust``.

    Raises Broken where it does not hold.
    """
    facts = verify(bytes(stamp.answer), stamp.checkpoint.note.encode(), trust or _kept_trust(stamp))
    if facts.gen_time != stamp.stamped_at:
        raise Broken(
            f"the row says {clock.to_text(stamp.stamped_at)}, the stamp {clock.to_text(facts.gen_time)}"
        )
    return facts


def part_of_root(size: int, part: str) -> bytes:
    """What checking a stamped root takes: its ``note``, the answer (``tsr``), the certificates (``pem``).

    Raises NotFound; Broken where the certificates are missing or were changed.
    """
    root = Checkpoint.objects.select_related("stamp").filter(size=size).first()
    stamp: Stamp | None = getattr(root, "stamp", None)
    if root is not None and part == "note":
        return root.note.encode()
    if stamp is not None and part == "tsr":
        return bytes(stamp.answer)
    if stamp is not None and part == "pem":
        return kept_certificates(stamp)
    raise NotFound(
        f"There is no {part} of a root over {size} entries.", next_step="See the list of signed roots."
    )


def _kept_trust(stamp: Stamp) -> Trusted:
    try:
        return trusted(kept_certificates(stamp))
    except Invalid as refusal:
        raise Broken("what is kept with it is no certificates") from refusal
