"""Populations, how their lists were taken, checked, accepted and frozen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.controls.models import Control
from attestry.engagements.models import Engagement
from attestry.populations.rules.check import CheckKind
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
        return f"population:{self.engagement_id}/{self.pk}"

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
