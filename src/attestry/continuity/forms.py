"""What a person types of a plan, a test, a forecast and a load test."""

from __future__ import annotations

from django import forms

from attestry.continuity.models import CapacityForecast, RecoveryPlan
from attestry.continuity.queries.choices import people_here, sealed_entries

_DAY = forms.DateInput(attrs={"type": "date"})


def _minutes(label: str, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=525_600, required=required)


def _amount(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=16, decimal_places=2)


class PlanForm(forms.Form):
    """A recovery plan."""

    title = forms.CharField(max_length=200)
    covers = forms.CharField(
        label="What it covers, and where it is kept", widget=forms.Textarea, max_length=4000
    )
    rto_minutes = _minutes("Back within, in minutes")
    rpo_minutes = _minutes("Data lost at most, in minutes")
    owner = forms.ModelChoiceField(queryset=people_here())


class ActionForm(forms.Form):
    """What has to be done where a test falls short."""

    action = forms.CharField(label="If it fell short: what is done", max_length=300, required=False)
    action_owner = forms.ModelChoiceField(label="By whom", queryset=people_here(), required=False)
    action_due_on = forms.DateField(label="By", required=False, widget=_DAY)


class TestForm(ActionForm):
    """A restore or a failover."""

    plan = forms.ModelChoiceField(queryset=RecoveryPlan.objects.filter(retired_on=None))
    kind = forms.ChoiceField(choices=[("restore", "Restore"), ("failover", "Failover")])
    tested_on = forms.DateField(label="Tested on", widget=_DAY)
    recovery_minutes = _minutes("Back after, in minutes", required=False)
    loss_minutes = _minutes("Data lost, in minutes", required=False)
    is_whole = forms.BooleanField(label="The data were whole: counts or checksums agree", required=False)
    findings = forms.CharField(widget=forms.Textarea, max_length=4000, required=False)
    evidence = forms.ModelChoiceField(
        label="Sealed evidence, by its number", queryset=sealed_entries(), required=False,
        widget=forms.NumberInput,
    )  # fmt: skip
    field_order = (
        "plan",
        "kind",
        "tested_on",
        "recovery_minutes",
        "loss_minutes",
        "is_whole",
        "findings",
        "evidence",
    )


class ForecastForm(forms.Form):
    """A forecast."""

    service = forms.CharField(max_length=200)
    unit = forms.CharField(max_length=60)
    expected_peak = _amount("Expected peak")
    capacity = _amount("What it carries today")
    until = forms.DateField(label="Looks ahead until", widget=_DAY)
    made_on = forms.DateField(label="Made on", widget=_DAY)
    basis = forms.CharField(label="What it rests on", widget=forms.Textarea, max_length=4000)


class LoadTestForm(ActionForm):
    """A load test."""

    forecast = forms.ModelChoiceField(queryset=CapacityForecast.objects.all())
    tested_on = forms.DateField(label="Tested on", widget=_DAY)
    reached = _amount("It carried")
    field_order = ("forecast", "tested_on", "reached")
