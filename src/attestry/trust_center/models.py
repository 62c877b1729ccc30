"""The public page's settings, what was chosen for it, announced changes, and who asked to be told of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from attestry.trust_center.rules.changes import USUAL_DAYS, ChangeKind
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.rules.looks import Accent
from attestry.vendors.models import Vendor


class TrustPage(models.Model):
    """How the one public page looks, and whether anybody outside sees it. There is one row at most.

    ``logo`` is a picture that was read and written anew by us; what was uploaded is not kept.
    """

    is_open = models.BooleanField(default=False)
    intro = models.TextField(blank=True)
    contact = models.CharField(max_length=254, blank=True)
    accent = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in Accent], default=Accent.INK
    )
    notice_days = models.PositiveSmallIntegerField(default=USUAL_DAYS)
    logo = models.BinaryField(default=b"")
    logo_digest = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return "open to the world" if self.is_open else "not open"

    def record(self) -> dict[str, Any]:
        """The settings as the journal writes them down."""
        return {
            "is_open": self.is_open,
            "intro": self.intro,
            "contact": self.contact,
            "accent": str(self.accent),
            "notice_days": self.notice_days,
        }


class Publication(models.Model):
    """Somebody chose to show one item to the world, in the words that are meant for it, until withheld."""

    kind = models.CharField(max_length=15, choices=[(one.value, one.label) for one in ItemKind])
    key = models.CharField(max_length=100)
    words = models.JSONField(default=dict)
    chosen_by = models.CharField(max_length=200)
    chosen_at = models.DateTimeField()
    withheld_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(withheld_at=None), name="an_item_is_shown_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SubprocessorChange(models.Model):
    """A change of a subprocessor, told before it takes effect. Never changed; a new one corrects it."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in ChangeKind])
    words = models.TextField()
    effective_on = models.DateField()
    announced_by = models.CharField(max_length=200)
    announced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.vendor} {self.kind}"


class Subscriber(models.Model):
    """A mailbox that asked to be told of changes; counts once it said so twice. Deleted when it leaves."""

    address = models.CharField(max_length=254, unique=True)
    secret = models.CharField(max_length=64)
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["address"]

    def __str__(self) -> str:
        return self.address
