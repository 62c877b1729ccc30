"""The disclaimer on every report, in code so that no template can leave it out."""

from __future__ import annotations

from datetime import date

DISCLAIMER = (
    "This is general information made by software from an organization's own records. It is not legal or "
    "audit advice, not an attestation, not an opinion of a certified public accountant, and not a SOC 2 "
    "report. Nobody independent has examined it."
)
SHORT_DISCLAIMER = "Not legal or audit advice, not an attestation, not a SOC 2 report."
DISCLAIMER_VERSION = "1"
DISCLAIMER_ON = date(2026, 11, 23)
