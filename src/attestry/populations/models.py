"""Populations, how their lists were taken, checked and frozen, and the samples drawn from them.

What a step says never changes: each is a row of an append-only table. Of what the firm writes here the
journal holds a salted digest only; the words and the salt stand in these tables.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.controls.models import Control
from attestry.engagements.models import Engagement, Firm
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.method import Basis, Ground, How, Method
from attestry.populations.rules.period import Days
from attestry.populations.rules.state import Origin, PopulationState


class Population(models.Model):
    """All items of one kind that a test may draw from: where they come from, which days, which filters.

    For a stream: ``connection``, ``table`` and the entry that it is read as of. For a control test:
    ``test_id``. For a document: ``entry_seq`` alone. ``from_on`` and ``until_on`` are both included.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    controls = models.ManyToManyField(Control, related_name="+")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=100)
    origin = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Origin])
    connection = models.CharField(max_length=100, blank=True)
    table = models.CharField(max_length=80, blank=True)
    test_id = models.CharField(max_length=120, blank=True)
    entry_seq = models.PositiveBigIntegerField(null=True)
    item_column = models.CharField(max_length=80, blank=True)
    name_column = models.CharField(max_length=80, blank=True)
    date_column = models.CharField(max_length=80, blank=True)
    stratum_column = models.CharField(max_length=80, blank=True)
    filters = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    zone = models.CharField(max_length=60, default="UTC")
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.label) for one in PopulationState],
        default=PopulationState.DEFINED,
    )
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    defined_by = models.CharField(max_length=200)
    defined_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="population_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This population as the subject of a journal entry."""
        return f"population:{self.pk}"

    @property
    def the_state(self) -> PopulationState:
        """The state with what it allows."""
        return PopulationState(self.state)

    @property
    def the_origin(self) -> Origin:
        """The origin with what it is worth."""
        return Origin(self.origin)

    @property
    def days(self) -> Days:
        """Its period in its time zone."""
        return Days(self.from_on, self.until_on, self.zone)


class PopulationExtraction(models.Model):
    """The list as it was taken: how, by whose rights, how many rows at each step, and its digest.

    ``digest`` names the file of the list, one JSON object a line; ``items_digest`` the digest over its
    items that a seed is bound to. ``facts`` holds what is known of readings, pages and gaps.
    """

    population = models.ForeignKey(Population, on_delete=models.PROTECT, related_name="extractions")
    query = models.TextField()
    principal = models.CharField(max_length=300, blank=True)
    entries_read = models.JSONField(default=list)
    rows_total = models.PositiveBigIntegerField()
    rows_undated = models.PositiveBigIntegerField(default=0)
    rows_in_period = models.PositiveBigIntegerField()
    item_count = models.PositiveBigIntegerField()
    first_at = models.CharField(max_length=40, blank=True)
    last_at = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    items_digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    said_digest = models.CharField(max_length=64)
    extracted_by = models.CharField(max_length=200)
    extracted_by_key = models.CharField(max_length=300)
    extracted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_count} items of {self.population_id}"


class PopulationCheck(models.Model):
    """One check of completeness or accuracy: what the product reckoned, and what the firm says of it."""

    extraction = models.ForeignKey(PopulationExtraction, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=15, choices=[(one.value, one.label) for one in CheckKind])
    facts = models.JSONField(default=dict)
    holds = models.BooleanField()
    words = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    checked_by = models.CharField(max_length=200)
    checked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {'holds' if self.holds else 'does not hold'}"


class PopulationAcceptance(models.Model):
    """The firm accepts a list as complete and accurate enough for its purpose, and says why."""

    extraction = models.OneToOneField(
        PopulationExtraction, on_delete=models.PROTECT, related_name="acceptance"
    )
    words = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    accepted_by = models.CharField(max_length=200)
    accepted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"accepted by {self.accepted_by}"


class PopulationFreeze(models.Model):
    """A list is frozen: sealed as an entry of the ledger, which management can see from here on."""

    population = models.OneToOneField(Population, on_delete=models.PROTECT, related_name="freeze")
    extraction = models.OneToOneField(PopulationExtraction, on_delete=models.PROTECT, related_name="+")
    entry_seq = models.PositiveBigIntegerField(unique=True)
    frozen_by = models.CharField(max_length=200)
    frozen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"entry {self.entry_seq}"


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


class SizeTable(models.Model):
    """A version of a firm's tables of sizes; the last one is in force, earlier ones stay."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    by_frequency = models.JSONField()
    by_population = models.JSONField()
    reason = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    kept_by = models.CharField(max_length=200)
    kept_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["firm", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["firm", "version"], name="one_size_table_a_version"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.firm}"


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

    @property
    def subject(self) -> str:
        """This sample as the subject of a journal entry."""
        return f"sample:{self.pk}"


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
