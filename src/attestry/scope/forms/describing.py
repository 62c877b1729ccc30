"""What a person types of services, data classes, data stores and components."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.scope.rules.system import ComponentKind, Encryption, Verdict


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ServiceForm(forms.Form):
    """A service, its customers, and the classes of their data that it holds."""

    name = forms.CharField(max_length=200)
    description = forms.CharField(required=False, max_length=2000, widget=_area())
    customers = forms.CharField(required=False, max_length=500, help_text="Who uses it, in a few words.")
    data_classes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Holds of their data"
    )


class DataClassForm(forms.Form):
    """A class of information, and how it is handled."""

    title = forms.CharField(max_length=100)
    key = forms.SlugField(max_length=40, label="Short name", help_text="Small letters and hyphens.")
    handling = forms.CharField(required=False, max_length=1000, widget=_area(), label="How it is handled")
    is_confidential = forms.BooleanField(required=False, label="It is confidential")
    is_personal = forms.BooleanField(required=False, label="It is about people")


class StoreForm(forms.Form):
    """A data store. What is left empty is kept as a finding."""

    name = forms.CharField(max_length=200)
    data_class = forms.ChoiceField(required=False, label="Data class")
    location = forms.CharField(required=False, max_length=200, help_text="Account and region, or place.")
    encryption = forms.ChoiceField(
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in Encryption],
        label="At rest",
    )
    access = forms.CharField(required=False, max_length=1000, widget=_area(), label="Who may reach it")
    retention = forms.CharField(required=False, max_length=1000, label="How long it is kept")
    agreement = forms.CharField(
        required=False,
        max_length=300,
        label="Agreement",
        help_text="What makes its data confidential: a contract and its section.",
    )
    is_health_data = forms.BooleanField(required=False, label="It holds health data")

    def offer(self, classes: list[tuple[str, str]]) -> None:
        """The data classes to choose from."""
        field: Any = self.fields["data_class"]
        field.choices = [("", "Not known"), *classes]


class ComponentForm(forms.Form):
    """A component of one of the five kinds, in or out."""

    kind = forms.ChoiceField(choices=[(one.value, one.value.capitalize()) for one in ComponentKind])
    name = forms.CharField(max_length=200)
    description = forms.CharField(required=False, max_length=2000, widget=_area())
    verdict = forms.ChoiceField(
        choices=[(Verdict.IN.value, "In"), (Verdict.OUT.value, "Out")], label="In the system"
    )
    reason = forms.CharField(
        required=False, max_length=1000, widget=_area(), help_text="Asked for where it is left out."
    )
