"""Recording service commitments and system requirements, changing and withdrawing them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import ChangedMeanwhile, FieldRefused, ReasonMissing
from attestry.scope.models import Commitment, Component, System
from attestry.scope.rules.promises import CommitmentKind, Source
from attestry.scope.rules.states import state_digest


@act("scope.add_commitment")
def add_commitment(
    actor: Actor,
    system: System,
    *,
    kind: CommitmentKind,
    text: str,
    source: Source,
    category: Category,
    source_reference: str = "",
    source_on: date | None = None,
    is_for_all: bool = True,
    follows_from: Commitment | None = None,
    components: Iterable[Component] = (),
) -> Commitment:
    """Record a commitment to customers, or a requirement that follows from one. Raises FieldRefused."""
    _check(kind, text, follows_from)
    system = System.objects.select_for_update().get(pk=system.pk)
    taken = system.commitments.filter(kind=kind).count()
    made = Commitment.objects.create(
        system=system,
        key=f"{kind.prefix}-{taken + 1}",
        kind=kind,
        text=text.strip(),
        source=source,
        source_reference=source_reference.strip(),
        source_on=source_on,
        category=category,
        is_for_all=is_for_all,
        follows_from=follows_from,
        recorded_at=clock.now(),
    )
    carried_by = list(components)
    made.components.set(carried_by)
    record(made.subject, after={**made.record(), "components": [str(one) for one in carried_by]})
    return made


@act("scope.edit_commitment")
def edit_commitment(
    actor: Actor,
    commitment: Commitment,
    *,
    text: str,
    source: Source,
    category: Category,
    source_reference: str = "",
    source_on: date | None = None,
    is_for_all: bool = True,
    follows_from: Commitment | None = None,
    components: Iterable[Component] = (),
    seen: str = "",
) -> Commitment:
    """Change what a commitment says and which components carry it.

    ``seen`` is the digest of the record that was read. Raises FieldRefused and ChangedMeanwhile.
    """
    found = Commitment.objects.select_for_update().get(pk=commitment.pk)
    _check(CommitmentKind(found.kind), text, follows_from)
    before = _whole(found)
    if seen and seen != state_digest(before):
        raise ChangedMeanwhile("commitment", found.key)
    found.text, found.source, found.category = text.strip(), source, category
    found.source_reference, found.source_on = source_reference.strip(), source_on
    found.is_for_all, found.follows_from = is_for_all, follows_from
    found.save()
    found.components.set(list(components))
    record(found.subject, before=before, after=_whole(found))
    return found


@act("scope.withdraw_commitment")
def withdraw_commitment(actor: Actor, commitment: Commitment, *, reason: str) -> Commitment:
    """Say that a commitment is no longer made, with the reason. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing("Withdrawing a commitment")
    found = Commitment.objects.select_for_update().get(pk=commitment.pk)
    found.withdrawn_at, found.withdrawal_reason = clock.now(), reason.strip()
    found.save()
    record(found.subject, before={"withdrawn": False}, after={"withdrawn": True, "reason": reason.strip()})
    return found


def _check(kind: CommitmentKind, text: str, follows_from: Commitment | None) -> None:
    if not text.strip():
        raise FieldRefused("text", "A commitment says what is promised.", "Write it in one sentence.")
    if follows_from is not None and kind is CommitmentKind.COMMITMENT:
        raise FieldRefused("follows_from", "Only a system requirement follows from a commitment.")
    if follows_from is not None and follows_from.kind != CommitmentKind.COMMITMENT:
        raise FieldRefused("follows_from", "A requirement follows from a commitment, not from another one.")


def _whole(commitment: Commitment) -> dict[str, object]:
    carried_by = [str(one) for one in commitment.components.order_by("pk")]
    return {**commitment.record(), "components": carried_by}
