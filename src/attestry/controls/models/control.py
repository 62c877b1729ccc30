"""Controls, the categories they stand in, and what they are mapped to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from attestry.controls.rules.control import (
    Character,
    ControlText,
    Execution,
    Frequency,
    Nature,
    Origin,
    State,
)

_Values = type[Character | Execution | Frequency | Nature | Origin | State]


def _choices(values: _Values) -> list[tuple[str, str]]:
    return [(value.value, value.value.replace("_", " ")) for value in values]


class ControlCategory(models.Model):
    """A shelf of controls. ``performed_on`` are the kinds of component that its controls are performed on."""

    key = models.SlugField(max_length=60, unique=True)
    prefix = models.CharField(max_length=3)
    title = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    character = models.CharField(max_length=20, choices=_choices(Character))
    summary = models.TextField()
    performed_on = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        verbose_name_plural = "control categories"

    def __str__(self) -> str:
        return self.title


class Control(models.Model):
    """What the company does, by rule, habit or technology, so that a risk does not come true."""

    key = models.CharField(max_length=20, unique=True)
    category = models.ForeignKey(ControlCategory, on_delete=models.PROTECT, related_name="controls")
    origin = models.CharField(max_length=10, choices=_choices(Origin))
    state = models.CharField(max_length=10, choices=_choices(State), default=State.PROPOSED)
    state_reason = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    statement = models.TextField()
    nature = models.CharField(max_length=20, choices=_choices(Nature))
    execution = models.CharField(max_length=20, choices=_choices(Execution))
    automation = models.TextField(blank=True)
    frequency = models.CharField(max_length=20, choices=_choices(Frequency))
    is_key = models.BooleanField(default=False)
    owner_role = models.CharField(max_length=100, blank=True)
    applies_when = models.CharField(max_length=30)
    risk = models.TextField(blank=True)
    risk_waiver = models.TextField(blank=True)
    population = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    test_methods = models.JSONField(default=list)
    references = models.JSONField(default=dict)
    is_edited = models.BooleanField(default=False)
    library_digest = models.CharField(max_length=64, blank=True)
    has_newer_text = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["category", "key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(state=State.LIVE.value, owner=None), name="live_control_has_an_owner"
            ),
            models.CheckConstraint(
                condition=~models.Q(risk="", risk_waiver=""), name="control_has_a_risk_or_a_waiver"
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=[nature.value for nature in Nature]),
                name="control_has_a_nature",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def subject(self) -> str:
        """This control as the subject of a journal entry."""
        return f"control:{self.key}"

    def text(self) -> ControlText:
        """What the control says of itself; reads its mappings, so prefetch them for a list."""
        mappings: dict[str, tuple[str, ...]] = {}
        for mapping in self.mappings.all():
            mappings[mapping.family] = (*mappings.get(mapping.family, ()), mapping.reference)
        return ControlText(
            title=self.title,
            statement=self.statement,
            nature=self.nature,
            execution=self.execution,
            frequency=self.frequency,
            risk=self.risk,
            risk_waiver=self.risk_waiver,
            automation=self.automation,
            owner_role=self.owner_role,
            is_key=self.is_key,
            population=self.population,
            evidence=tuple(self.evidence),
            checks=tuple(self.checks),
            test_methods=tuple(self.test_methods),
            mappings=mappings,
        )

    def write(self, text: ControlText) -> None:
        """Take on a text, mappings excepted; not saved."""
        for name in TEXT_COLUMNS:
            value: Any = getattr(text, name)
            setattr(self, name, list(value) if isinstance(value, tuple) else value)


TEXT_COLUMNS = (
    "title",
    "statement",
    "nature",
    "execution",
    "frequency",
    "risk",
    "risk_waiver",
    "automation",
    "owner_role",
    "is_key",
    "population",
    "evidence",
    "checks",
    "test_methods",
)


class Mapping(models.Model):
    """A control speaks to a reference of a framework's family, in whichever editions have it.

    By reference and not by row, so that a new edition finds its controls without anybody
    mapping them again; the act that writes a mapping checks that some edition has it.
    """

    control = models.ForeignKey(Control, on_delete=models.CASCADE, related_name="mappings")
    family = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["control", "position"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["family", "reference"], name="mappings_by_reference")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["control", "family", "reference"], name="mapped_once")
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.reference}"
