"""What a person types of a plan, a test, a forecast and a load test."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.continuity.actions.planning import LONGEST_TEXT
from attestry.continuity.queries.choices import kept_plans, measured_plans, people_here, sealed_entries
from attestry.continuity.rules.duration import minutes_of, minutes_words

_DAY = forms.DateInput(attrs={"type": "date"})
_SPAN = "Such as 4 h, 1 h 30 min, 240 min."
_VERSION = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MinutesField(forms.CharField):
    """A span in the words of a person, as whole minutes."""

    def __init__(self, label: str, *, required: bool = True, help_text: str = _SPAN) -> None:
        super().__init__(label=label, required=required, max_length=40, help_text=help_text)

    def clean(self, value: Any) -> int | None:
        """Minutes; None where nothing was typed."""
        said = super().clean(value)
        if not said:
            return None
        try:
            return minutes_of(said)
        except ValueError as refusal:
            raise forms.ValidationError(f"{refusal}.") from refusal

    def prepare_value(self, value: Any) -> Any:
        """Minutes as a person reads them."""
        return minutes_words(value) if isinstance(value, int) else value


def _amount(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=16, decimal_places=2, help_text=help_text)


def _long(label: str, *, longest: int = 4000, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": 4}),
        max_length=longest,
        required=required,
        help_text=help_text,
    )


class PlanForm(forms.Form):
    """A recovery plan."""

    title = forms.CharField(max_length=200)
    service = forms.CharField(label="Service or system", max_length=200, required=False)
    covers = _long("What it covers", help_text="What comes back by it, and what does not.")
    rto_minutes = MinutesField("Back within", help_text=f"The recovery time that is promised. {_SPAN}")
    rpo_minutes = MinutesField("Data lost at most", help_text=f"The recovery point. {_SPAN} 0 means none.")
    owner = forms.ModelChoiceField(label="Who answers for it", queryset=people_here())
    text = _long("The plan", longest=LONGEST_TEXT, required=False)
    document = forms.CharField(
        label="Or where the document is kept", max_length=500, required=False,
        help_text="It must be readable when the service it recovers is down.",
    )  # fmt: skip
    made_from = _VERSION


class ResponsePlanForm(PlanForm):
    """A plan for incidents, which has no targets."""

    rto_minutes = None  # type: ignore[assignment]
    rpo_minutes = None  # type: ignore[assignment]


class TogetherForm(forms.Form):
    """Plans that were ticked, and who answers for them from now on."""

    plans = forms.ModelMultipleChoiceField(queryset=kept_plans())
    owner = forms.ModelChoiceField(label="Who answers for them", queryset=people_here())


class ApprovalForm(forms.Form):
    """One version, approved until it is changed."""

    next_review_on = forms.DateField(label="Review it again by", widget=_DAY, required=False)
    made_from = _VERSION


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Why it is kept no longer", max_length=1000)


class ActionForm(forms.Form):
    """What has to be done where a test falls short."""

    action = forms.CharField(
        label="If it fell short: what is done", max_length=300, required=False,
        help_text="Needed where a target is missed. Whoever does it is reminded of it.",
    )  # fmt: skip
    action_owner = forms.ModelChoiceField(label="By whom", queryset=people_here(), required=False)
    action_due_on = forms.DateField(label="By", required=False, widget=_DAY)


class MeasuredForm(ActionForm):
    """What was measured."""

    recovery_minutes = MinutesField("Back after", required=False)
    loss_minutes = MinutesField("Data lost", required=False)
    is_whole = forms.BooleanField(label="The data were whole: counts or checksums agree", required=False)
    findings = _long("What it showed", required=False)


class TestForm(MeasuredForm):
    """A restore or a failover."""

    plan = forms.ModelChoiceField(label="Plan", queryset=measured_plans())
    kind = forms.ChoiceField(label="Sort", choices=[("restore", "Restore"), ("failover", "Failover")])
    tested_on = forms.DateField(label="Tested on", widget=_DAY)
    evidence = forms.ModelChoiceField(
        label="Sealed evidence, by its number", queryset=sealed_entries(), required=False,
        widget=forms.NumberInput, help_text="The entry of the ledger that holds its log or report.",
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


class CorrectionForm(MeasuredForm):
    """What was written down wrong."""

    reason = forms.CharField(label="Why it is corrected", max_length=1000)
    made_from = _VERSION
    field_order = ("recovery_minutes", "loss_minutes", "is_whole", "findings")


class ChangeForecastForm(forms.Form):
    """A forecast of a service that is known."""

    unit = forms.CharField(max_length=60, help_text="Such as requests a second, users at once, GB.")
    expected_peak = _amount("Expected peak", "The largest load until then, such as on Black Friday.")
    capacity = _amount("What it carries today")
    until = forms.DateField(label="Looks ahead until", widget=_DAY)
    made_on = forms.DateField(label="Made on", widget=_DAY)
    basis = _long("What it rests on", help_text="Trends, plans of the business, events.")
    made_from = _VERSION


class ForecastForm(ChangeForecastForm):
    """A forecast."""

    service = forms.CharField(label="Service or system", max_length=200)
    field_order = ("service",)


class LoadTestForm(ActionForm):
    """A load test."""

    tested_on = forms.DateField(label="Tested on", widget=_DAY)
    reached = _amount("It carried")
    field_order = ("tested_on", "reached")
