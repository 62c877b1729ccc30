"""Destroying what held data, and the proof of it."""

from __future__ import annotations

from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import FieldRefused, NameMissing, NameTaken
from attestry.scope.models import DataStore, Disposal, System
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod


@act("scope.record_disposal")
def record_disposal(
    actor: Actor,
    system: System,
    *,
    name: str,
    kind: DisposalKind,
    method: DisposalMethod,
    disposed_on: date,
    performed_by: str,
    certificate: str = "",
    store: DataStore | None = None,
) -> Disposal:
    """Record that something was destroyed; without a certificate that is a finding, not a refusal.

    Raises NameMissing, NameTaken and FieldRefused.
    """
    if not name.strip():
        raise NameMissing("disposal")
    if not performed_by.strip():
        raise FieldRefused("performed_by", "A disposal says who performed it.")
    if disposed_on > clock.now().date():
        raise FieldRefused("disposed_on", "A disposal that lies ahead has not happened.")
    if system.disposals.filter(name=name.strip(), disposed_on=disposed_on).exists():
        raise NameTaken("disposal on that day", name.strip())
    made = Disposal.objects.create(
        system=system,
        store=store,
        name=name.strip(),
        kind=kind,
        method=method,
        disposed_on=disposed_on,
        performed_by=performed_by.strip(),
        certificate=certificate.strip(),
        recorded_at=clock.now(),
    )
    after = {"method": method.value, "on": disposed_on.isoformat(), "certificate": made.certificate}
    record(f"disposal:{made.name}", after=after)
    return made


@act("scope.add_certificate")
def add_certificate(actor: Actor, disposal: Disposal, *, certificate: str) -> Disposal:
    """Name the proof of a disposal. Raises FieldRefused where none is named."""
    if not certificate.strip():
        raise FieldRefused("certificate", "Name the certificate: its number and who issued it.")
    found = Disposal.objects.select_for_update().get(pk=disposal.pk)
    before = {"certificate": found.certificate}
    found.certificate = certificate.strip()
    found.save(update_fields=["certificate"])
    record(f"disposal:{found.name}", before=before, after={"certificate": found.certificate})
    return found
