"""Tables of readers: who they are, what they asked for, what they were granted, how they sign in."""

from __future__ import annotations

from attestry.readers.models.access import AccessRequest, AccessRule, Grant, Offer
from attestry.readers.models.reader import Reader, ReaderLink, UserEntity

__all__ = ["AccessRequest", "AccessRule", "Grant", "Offer", "Reader", "ReaderLink", "UserEntity"]
