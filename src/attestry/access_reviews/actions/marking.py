"""Saying which systems are critical."""

from __future__ import annotations

from attestry.access_reviews.errors import SystemUnknown
from attestry.access_reviews.models import CriticalSystem
from attestry.access_reviews.queries.factors import factor_coverage
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock


@act("access_reviews.mark_critical")
def mark_critical(actor: Actor, *, connection: str, system: str, reason: str = "") -> CriticalSystem:
    """Count a system of a sealed list of accounts among the critical ones.

    Raises SystemUnknown where no list has it. Marking one again only changes the reason.
    """
    known = {(one.connection, one.system) for one in factor_coverage().systems}
    if (connection, system) not in known:
        raise SystemUnknown(system or connection)
    made, is_new = CriticalSystem.objects.update_or_create(
        connection=connection,
        system=system,
        defaults={"reason": reason.strip()[:500]},
        create_defaults={
            "reason": reason.strip()[:500],
            "marked_at": clock.now(),
            "marked_by_name": actor.name,
        },
    )
    after = {"critical": True, "reason": made.reason}
    record(f"critical_system:{connection}/{system}", before={"critical": not is_new}, after=after)
    return made


@act("access_reviews.mark_critical")
def unmark_critical(actor: Actor, *, connection: str, system: str) -> None:
    """Count a system among the critical ones no longer. Raises SystemUnknown where it was none."""
    gone, _ = CriticalSystem.objects.filter(connection=connection, system=system).delete()
    if not gone:
        raise SystemUnknown(system or connection)
    record(f"critical_system:{connection}/{system}", before={"critical": True}, after={"critical": False})
