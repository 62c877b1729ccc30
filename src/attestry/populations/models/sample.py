"""Seeds, samples and their items: what was drawn, added, replaced and asked for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.populations.models.population import Population
from attestry.populations.rules.method import Basis, Ground, How, Method


class SeedCommitment(models.Model):
    """The seed of a population's sample, fixed before the draw; its digest stands in the journal since then.

    ``seed`` holds a nonce that nobody chose and the digest of the frozen list, so that the digest gives
    nothing away and no other list can be meant.
    """

    population = models.OneToOneField(Population, on_delete=models.PROTECT, related_name="seed_commitment")
    seed = models.TextField()
    digest = models.CharField(max_length=64)
    committed_by = models.CharField(max_length=200)
    committed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.digest


class SeedReveal(models.Model):
    """The seed was told: from here on anybody can draw the sample again, and no item is added."""

    commitment = models.OneToOneField(SeedCommitment, on_delete=models.PROTECT, related_name="reveal")
    revealed_by = models.CharField(max_length=200)
    revealed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"revealed by {self.revealed_by}"


class Sample(models.Model):
    """What was drawn from a frozen population: once, by the committed seed, of a size that says why."""

    population = models.OneToOneField(Population, on_delete=models.PROTECT, related_name="sample")
    commitment = models.OneToOneField(SeedCommitment, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Method])
    basis = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Basis])
    risk = models.CharField(max_length=6, blank=True)
    table_version = models.PositiveIntegerField(null=True)
    confidence = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    tolerable = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    expected = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    accepted = models.PositiveIntegerField(null=True)
    size = models.PositiveIntegerField()
    words = models.TextField()
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    drawn_by = models.CharField(max_length=200)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="sample_of_some"),
        ]

    def __str__(self) -> str:
        return f"{self.size} of {self.population}"


class SampleExtension(models.Model):
    """More items were added to a sample, next by rank or picked by judgement, and why."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="extensions")
    how = models.CharField(max_length=11, choices=[(one.value, one.value) for one in How])
    count = models.PositiveIntegerField()
    reason = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    extended_by = models.CharField(max_length=200)
    extended_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.count} more"


class SampledItem(models.Model):
    """An item of a sample at its place in the selection, and how it came there. In a sample once."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    item_id = models.CharField(max_length=1000)
    item_name = models.CharField(max_length=1000, blank=True)
    at = models.CharField(max_length=40, blank=True)
    on = models.DateField(null=True)
    stratum = models.CharField(max_length=300, blank=True)
    row = models.CharField(max_length=64, blank=True)
    how = models.CharField(max_length=11, choices=[(one.value, one.value) for one in How])
    extension = models.ForeignKey(SampleExtension, on_delete=models.PROTECT, null=True, related_name="items")
    selected_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sample", "item_id"], name="in_a_sample_once"),
            models.UniqueConstraint(fields=["sample", "place"], name="one_item_a_place"),
        ]

    def __str__(self) -> str:
        return self.item_id

    @property
    def label(self) -> str:
        """The item as a person would call it."""
        return self.item_name or self.item_id


class ItemReplacement(models.Model):
    """An item that does not belong into the sample gave its place to the next by rank; both stay visible."""

    replaced = models.OneToOneField(SampledItem, on_delete=models.PROTECT, related_name="replacement")
    by = models.OneToOneField(SampledItem, on_delete=models.PROTECT, related_name="replaces")
    ground = models.CharField(max_length=25, choices=[(one.value, one.label) for one in Ground])
    reason = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    replaced_by = models.CharField(max_length=200)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(ground=Ground.EVIDENCE_MISSING.value),
                name="never_replaced_for_missing_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replaced} by {self.by}"


class AskedItem(models.Model):
    """The firm asked management for the evidence of a drawn item: from here on management sees the item."""

    item = models.OneToOneField(SampledItem, on_delete=models.PROTECT, related_name="asked")
    words = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} asked for"
