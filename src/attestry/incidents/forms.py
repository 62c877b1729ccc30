"""What a person types of an incident and of an exercise."""

from __future__ import annotations

from django import forms

from attestry.incidents.queries.choices import people_here
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.incidents.rules.telling import Duty

_AT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_DAY = forms.DateInput(attrs={"type": "date"})
_TOLD = [("", "Not judged yet"), ("yes", "Yes"), ("no", "No")]
_SEVERITIES = [(one.value, one.value.capitalize()) for one in Severity]


def _long(label: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=8000, required=required)


class ReportForm(forms.Form):
    """What was seen. Times are UTC."""

    title = forms.CharField(label="What happened, in a few words", max_length=200)
    summary = _long("What you saw")
    kind = forms.ChoiceField(label="Sort", choices=[(one.value, one.label) for one in IncidentKind])
    severity = forms.ChoiceField(label="How bad", choices=_SEVERITIES, initial=Severity.MEDIUM.value)
    happened_at = forms.DateTimeField(label="When it happened, UTC", required=False, widget=_AT)
    detected_at = forms.DateTimeField(label="When it was noticed, UTC", required=False, widget=_AT)


class EntryForm(forms.Form):
    """One line of the timeline."""

    words = _long("What happened, or was done")
    at = forms.DateTimeField(label="When, UTC", required=False, widget=_AT)


class RankForm(forms.Form):
    """How bad, and who leads."""

    severity = forms.ChoiceField(label="How bad", choices=_SEVERITIES)
    lead = forms.ModelChoiceField(label="Who leads", queryset=people_here(), required=False)


class JudgeForm(forms.Form):
    """Whom it touched, and whether others are told."""

    affects_personal_data = forms.ChoiceField(label="Personal data touched", choices=_TOLD, required=False)
    affects_confidential_data = forms.ChoiceField(
        label="Confidential data touched", choices=_TOLD, required=False
    )
    affects_customers = forms.ChoiceField(label="Customers touched", choices=_TOLD, required=False)
    decision = _long("Whether others are told, and why or why not", required=False)


class NoticeForm(forms.Form):
    """Somebody who has to be told."""

    duty = forms.ChoiceField(label="By which rule", choices=[(one.value, one.label) for one in Duty])
    audience = forms.CharField(label="Who", max_length=200)
    hours = forms.IntegerField(label="Hours from noticing", min_value=1, max_value=8784, required=False)


class ReviewForm(forms.Form):
    """Why it happened and what was learned."""

    root_cause = _long("Root cause")
    lessons = _long("What was learned", required=False)


class FollowUpForm(forms.Form):
    """Something to do because of it."""

    title = forms.CharField(label="What is to be done", max_length=300)
    owner = forms.ModelChoiceField(queryset=people_here())
    due_on = forms.DateField(label="By", widget=_DAY)


class ExerciseForm(forms.Form):
    """A rehearsal that was held."""

    title = forms.CharField(max_length=200)
    form = forms.ChoiceField(
        label="Form",
        choices=[("tabletop", "Tabletop"), ("simulation", "Simulation"), ("drill", "Drill")],
    )
    held_on = forms.DateField(label="Held on", widget=_DAY)
    scenario = _long("What was played")
    findings = _long("What it showed")
    participants = forms.ModelMultipleChoiceField(
        label="Who took part",
        queryset=people_here(),
        widget=forms.CheckboxSelectMultiple,
    )
    has_leadership = forms.BooleanField(label="Leadership took part", required=False)
