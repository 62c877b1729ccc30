"""Management signs the design of controls."""

from __future__ import annotations

from attestry.controls.errors import DesignChanged, NothingToSign, OwnerMissing, SignerOwnsControl
from attestry.controls.models import Control, DesignSignature
from attestry.controls.queries.designs import DesignLine, design_lines
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock


@act("controls.sign_design")
def sign_designs(actor: Actor, *, designs: list[str]) -> int:
    """Sign the design of controls in use, all or none; how many.

    Each is named by its id, or by id and digest of the text that was looked at (``IAM-01:3f…``). Raises
    NothingToSign for none, or one that is not in use; OwnerMissing; SignerOwnsControl where the actor answers
    for one; DesignChanged where a text is not the one that was looked at.
    """
    lines = {one.key: one for one in design_lines()}
    chosen = [_signable(actor, lines, *one.partition(":")[::2]) for one in dict.fromkeys(designs)]
    if not chosen:
        raise NothingToSign("No control was chosen.")
    numbers = dict(Control.objects.filter(key__in=[one.key for one in chosen]).values_list("key", "pk"))
    DesignSignature.objects.bulk_create(
        DesignSignature(
            control_id=numbers[one.key],
            design_digest=one.digest,
            signer=actor.key,
            signer_name=actor.name,
            signed_at=clock.now(),
        )
        for one in chosen
    )
    for one in chosen:
        record(f"control:{one.key}", after={"design signed": one.digest})
    return len(chosen)


def _signable(actor: Actor, lines: dict[str, DesignLine], key: str, digest: str) -> DesignLine:
    line = lines.get(key)
    if line is None:
        raise NothingToSign(f"{key} is no control in use.")
    if not line.owner:
        raise OwnerMissing(key, "cannot be signed")
    if line.owner_subject == actor.key:
        raise SignerOwnsControl(actor.name, key)
    if digest and digest != line.digest:
        raise DesignChanged(key)
    return line
