"""What a reader types about a control or to ask, and what management types to answer."""

from __future__ import annotations

from django import forms

from attestry.reliance.rules.kinds import MappingState


class MappingForm(forms.Form):
    """How the user entity's own control stands."""

    state = forms.ChoiceField(label="It is", choices=[(one.value, one.label) for one in MappingState])
    words = forms.CharField(
        label="Your control, in your words",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.CharField(label="Who sees to it", required=False, max_length=200)
    evidence = forms.CharField(
        label="What shows it", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AskForm(forms.Form):
    """A question about the report."""

    words = forms.CharField(label="Your question", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """An answer, and for whom."""

    words = forms.CharField(label="Answer", max_length=8000, widget=forms.Textarea(attrs={"rows": 5}))
    published_as = forms.CharField(
        label="The question, for every reader",
        required=False,
        max_length=8000,
        help_text="Filled in, every reader of the report sees it with the answer, and not who asked.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
