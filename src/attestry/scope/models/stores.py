"""Where information is kept, who may read it and did, and what was disposed of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.scope.models.system import DataClass, System
from attestry.scope.rules.choices import choices
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod
from attestry.scope.rules.system import Encryption, StoreFacts


class DataStore(models.Model):
    """A place where information is kept. What is not known stays empty and is a finding."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="data_stores")
    name = models.CharField(max_length=200)
    data_class = models.ForeignKey(DataClass, on_delete=models.PROTECT, null=True, related_name="stores")
    location = models.CharField(max_length=200, blank=True)
    encryption = models.CharField(max_length=20, choices=choices(Encryption), default=Encryption.UNKNOWN)
    access = models.TextField(blank=True)
    retention = models.TextField(blank=True)
    agreement = models.CharField(max_length=300, blank=True)
    is_health_data = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "name"], name="data_store_once_per_system")
        ]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> StoreFacts:
        """What is written down about the store; reads its data class."""
        return StoreFacts(
            data_class=self.data_class.title if self.data_class else "",
            location=self.location,
            encryption=self.encryption,
            access=self.access,
            retention=self.retention,
            is_confidential=bool(self.data_class and self.data_class.is_confidential),
            agreement=self.agreement,
        )

    def record(self) -> dict[str, Any]:
        """The store as the journal writes it down."""
        return {
            "data_class": self.data_class.key if self.data_class else None,
            "location": self.location,
            "encryption": str(self.encryption),
            "access": self.access,
            "retention": self.retention,
            "agreement": self.agreement,
            "is_health_data": self.is_health_data,
        }


class StoreGrant(models.Model):
    """Somebody may read a data store: from a day, until a day where one is set, and by what right."""

    store = models.ForeignKey(DataStore, on_delete=models.CASCADE, related_name="grants")
    person = models.CharField(max_length=200)
    basis = models.CharField(max_length=300, blank=True)
    granted_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["person", "granted_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["store", "person", "granted_on"], name="grant_once_per_person_and_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("granted_on")),
                name="grant_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} may read {self.store_id}"


class StoreReading(models.Model):
    """Somebody read a data store at an instant, as its log says."""

    store = models.ForeignKey(DataStore, on_delete=models.CASCADE, related_name="readings")
    person = models.CharField(max_length=200)
    read_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-read_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["store", "person", "read_at"], name="reading_logged_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} read {self.store_id}"


class Disposal(models.Model):
    """Something that held confidential information was destroyed: how, when, by whom, and what proves it."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="disposals")
    store = models.ForeignKey(DataStore, on_delete=models.SET_NULL, null=True, related_name="disposals")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(DisposalKind))
    method = models.CharField(max_length=20, choices=choices(DisposalMethod))
    disposed_on = models.DateField()
    performed_by = models.CharField(max_length=200)
    certificate = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-disposed_on", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "name", "disposed_on"], name="disposal_recorded_once")
        ]

    def __str__(self) -> str:
        return self.name
