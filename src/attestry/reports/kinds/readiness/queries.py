"""The log as a readiness report names it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attestry.evidence.models import Checkpoint, Entry
from attestry.ui.words import instant_words


def ledger_facts(at: datetime) -> dict[str, Any]:
    """The log as it stood: how many entries, and the last root signed by then."""
    checkpoint = Checkpoint.objects.filter(signed_at__lte=at).order_by("-size").first()
    return {
        "entries": Entry.objects.filter(recorded_at__lte=at).count(),
        "size": checkpoint.size if checkpoint else 0,
        "root": checkpoint.root if checkpoint else "",
        "signed": instant_words(checkpoint.signed_at) if checkpoint else "",
    }
