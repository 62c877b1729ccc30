"""Keeping the firm's own tables of sizes, each change a version with its reason."""

from __future__ import annotations

from attestry.engagements.models import Engagement, Firm
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.populations.errors import PopulationRefused
from attestry.populations.models import SizeTable
from attestry.populations.rules.size_table import Sizes, read_sizes


@act("populations.keep_sizes")
def keep_size_table(
    actor: Actor, engagement: Engagement, *, by_frequency: str, by_population: str, reason: str
) -> SizeTable:
    """Keep a new version of the firm's tables; samples that were drawn keep the one they were drawn by.

    Each line names a frequency, or the least number of items, and the sizes at lower, normal and higher
    risk, with a bar between. Raises PopulationRefused; BehindTheWall for whoever does not lead.
    """
    refuse_unless_firm(actor, engagement, "The firm's tables", Duty.PARTNER, Duty.LEAD)
    if engagement.firm_id is None:
        raise PopulationRefused("firm", "The engagement names no firm.")
    if not reason.strip():
        raise PopulationRefused("reason", "Say why the sizes change.")
    sizes = _read(by_frequency, by_population)
    firm = Firm.objects.select_for_update().get(pk=engagement.firm_id)
    last = SizeTable.objects.filter(firm=firm).order_by("-version").first()
    said = {**sizes.record(), "reason": reason.strip()}
    seal = committed(said)
    made = SizeTable.objects.create(
        firm=firm,
        version=last.version + 1 if last else 1,
        **said,
        salt=seal.salt,
        digest=seal.digest,
        kept_by=actor.name,
        kept_at=clock.now(),
    )
    record(firm.subject, after={"size_table": made.version, "digest": seal.digest})
    return made


def _read(by_frequency: str, by_population: str) -> Sizes:
    try:
        sizes = read_sizes(_lines(by_frequency), _lines(by_population))
    except ValueError as refusal:
        raise PopulationRefused("by_population", f"{refusal}.") from refusal
    for why in sizes.complaints():
        raise PopulationRefused("by_population", f"{why}.")
    return sizes


def _lines(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
