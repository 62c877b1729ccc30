"""What management types: responses and answers about later events; and what the firm weighs of those."""

from __future__ import annotations

from django import forms

from attestry.deviations.forms import a_text, chosen, entry_number, of, yes_no
from attestry.deviations.rules.answering import Stance
from attestry.deviations.rules.events import EventEffect

_DAY = forms.DateInput(attrs={"type": "date"})


class ResponseForm(forms.Form):
    """Management's response, in its own words."""

    stance = chosen("What was found", of(Stance))
    words = a_text("Your response")
    action = a_text("What you correct", required=False)
    due_on = forms.DateField(label="By", widget=_DAY, required=False)
    who = forms.CharField(label="Who sees to it", max_length=200, required=False)


class AnswerForm(forms.Form):
    """Management's answer about the days after the period."""

    has_occurred = yes_no("Something of this kind happened")
    words = a_text("What, or how you know that nothing did")
    until_on = forms.DateField(label="This speaks of the days until", widget=_DAY)
    said_by = forms.CharField(label="Who says so, in which role", max_length=200)
    entry = entry_number()


class WeighForm(forms.Form):
    """What the firm makes of an answer."""

    effect = chosen("For the report", of(EventEffect))
    words = a_text("Why")
