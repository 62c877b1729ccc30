"""Destroying what held confidential information: by which method, and what a record lacks."""

from __future__ import annotations

from enum import StrEnum

NO_CERTIFICATE = "No certificate or other proof of its destruction is recorded."


class DisposalKind(StrEnum):
    """What was destroyed."""

    DEVICE = "device"
    MEDIUM = "medium"
    DATA_SET = "data_set"


class DisposalMethod(StrEnum):
    """How it was destroyed, by the words of NIST SP 800-88: cleared, purged or destroyed."""

    CLEARED = "cleared"
    PURGED = "purged"
    DESTROYED = "destroyed"
    KEY_DESTROYED = "key_destroyed"


def findings_of_disposal(certificate: str) -> tuple[str, ...]:
    """What a record of a disposal lacks, each as a sentence."""
    return () if certificate.strip() else (NO_CERTIFICATE,)
