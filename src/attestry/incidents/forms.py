"""What a person types of an incident and of an exercise."""

from __future__ import annotations

from django import forms

from attestry.incidents.queries.choices import people_here
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.incidents.rules.telling import Duty
from attestry.ui.bulk import BulkForm, kept_or

_AT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TOLD = [("", "Not judged yet"), ("yes", "Yes"), ("no", "No")]
_SEVERITIES = [(one.value, one.value.capitalize()) for one in Severity]
_KINDS = [(one.value, one.label) for one in IncidentKind]
_FORMS = [("tabletop", "Tabletop"), ("simulation", "Simulation"), ("drill", "Drill")]
FROM = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)


def _long(label: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea({"rows": 4}), max_length=8000, required=required
    )


def _instant(label: str, *, required: bool = False, help_text: str = "") -> forms.DateTimeField:
    return forms.DateTimeField(label=f"{label}, UTC", required=required, widget=_AT, help_text=help_text)


class WhatForm(forms.Form):
    """What was seen. Times are UTC."""

    title = forms.CharField(label="What happened, in a few words", max_length=200)
    summary = _long("What you saw")
    kind = forms.ChoiceField(label="Sort", choices=_KINDS)
    happened_at = _instant("When it happened")
    detected_at = _instant("When it was noticed")


class ReportForm(WhatForm):
    """A report of it."""

    severity = forms.ChoiceField(label="How bad", choices=_SEVERITIES, initial=Severity.MEDIUM.value)


class ChangeForm(WhatForm):
    """What was written down of it, put right."""

    detected_at = _instant("When it was noticed", required=True, help_text="Deadlines move with it.")
    made_from = FROM


class EntryForm(forms.Form):
    """One line of the timeline."""

    words = _long("What happened, or was done")
    at = _instant("When", help_text="Empty means now.")


class RankForm(forms.Form):
    """How bad, and who leads."""

    severity = forms.ChoiceField(label="How bad", choices=_SEVERITIES)
    lead = forms.ModelChoiceField(label="Who leads", queryset=people_here(), required=False)
    made_from = FROM


class TogetherForm(BulkForm):
    """What several incidents are given at once."""

    lead = forms.ModelChoiceField(
        label="Who leads them", queryset=people_here(), required=False, empty_label="As it is"
    )
    severity = forms.TypedChoiceField(
        label="How bad", required=False, choices=kept_or(_SEVERITIES), coerce=Severity, empty_value=None
    )


class JudgeForm(forms.Form):
    """Whom it touched, and whether others are told."""

    affects_personal_data = forms.ChoiceField(label="Personal data touched", choices=_TOLD, required=False)
    affects_confidential_data = forms.ChoiceField(
        label="Confidential data touched", choices=_TOLD, required=False
    )
    affects_customers = forms.ChoiceField(label="Customers touched", choices=_TOLD, required=False)
    decision = _long("Whether others are told, and why or why not", required=False)
    made_from = FROM


class NoticeForm(forms.Form):
    """Somebody who has to be told."""

    duty = forms.ChoiceField(label="By which rule", choices=[(one.value, one.label) for one in Duty])
    audience = forms.CharField(label="Who", max_length=200)
    hours = forms.IntegerField(
        label="Hours from noticing", min_value=1, max_value=8784, required=False,
        help_text="A law's own hours may be shortened, and never lengthened.",
    )  # fmt: skip


class MessageForm(forms.Form):
    """What they were told."""

    message = forms.CharField(
        label="What they were told", widget=forms.Textarea({"rows": 4}), max_length=20000
    )
    sent_at = _instant("When it went out", help_text="Empty means now.")


class ReviewForm(forms.Form):
    """Why it happened and what was learned."""

    root_cause = _long("Root cause")
    lessons = _long("What was learned", required=False)
    made_from = FROM


class FollowUpForm(forms.Form):
    """Something to do because of it."""

    title = forms.CharField(label="What is to be done", max_length=300)
    owner = forms.ModelChoiceField(label="By whom", queryset=people_here())
    due_on = forms.DateField(label="By", widget=_DAY)
    made_from = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ExerciseForm(forms.Form):
    """A rehearsal that was held."""

    title = forms.CharField(max_length=200)
    form = forms.ChoiceField(label="Form", choices=_FORMS)
    held_on = forms.DateField(label="Held on", widget=_DAY)
    scenario = _long("What was played")
    findings = _long("What it showed")
    participants = forms.ModelMultipleChoiceField(
        label="Who took part",
        queryset=people_here(),
        widget=forms.CheckboxSelectMultiple,
    )
    has_leadership = forms.BooleanField(label="Leadership took part", required=False)
    made_from = forms.IntegerField(required=False, widget=forms.HiddenInput)
