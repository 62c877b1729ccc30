"""Check of the evidence store: where it is, whether it may keep evidence, and whether all of it is there."""

from __future__ import annotations

from attestry.evidence.queries import check_store, left_in_folder, store
from attestry.kit.errors import Invalid, Unavailable
from attestry.project.health.finding import Finding, broken, look, well
from attestry.project.home import Home
from attestry.project.queries import referenced_digests


def evidence_store(_home: Home) -> list[Finding]:
    """Every blob that the ledger names is there, and every blob there is named."""
    try:
        place = check_store()
        here = set(store().digests())
    except (Invalid, Unavailable) as refusal:
        return broken("Evidence", refusal.message, refusal.next_step)
    named = referenced_digests()
    missing, orphans = sorted(named.required - here), here - named.mentioned
    found: list[Finding] = []
    if left := left_in_folder(here):
        found += look(
            "Evidence",
            f"{len(left):,} blobs lie in the home's folder and not in {place}",
            "Run “attestry evidence copy”.",
        )
    if missing:
        found += broken(
            "Evidence",
            f"{len(missing):,} blobs are missing, first {missing[0]}",
            "Restore them from a backup; “attestry verify” names their entries.",
        )
    if orphans:
        found += look(
            "Evidence",
            f"{len(orphans):,} blobs belong to no entry",
            "An interrupted collection left them; they are harmless, and the next one may use them.",
        )
    return found or well("Evidence", f"{len(here):,} blobs, each named by the ledger, in {place}")
