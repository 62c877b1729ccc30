"""What management types to publish a text or keep a paper, and a reader to sign."""

from __future__ import annotations

from django import forms

from attestry.nondisclosure.rules.binding import MOST

_DAY = forms.DateInput(attrs={"type": "date"})


class PublishForm(forms.Form):
    """A version of the text."""

    title = forms.CharField(max_length=200)
    text = forms.CharField(
        label="Text, as Markdown", max_length=MOST, widget=forms.Textarea(attrs={"rows": 24})
    )
    wants_signing_again = forms.BooleanField(label="Who signed before has to sign again", required=False)
    why = forms.CharField(label="Why they have to", required=False, max_length=1000)


class SignForm(forms.Form):
    """Who signs, for whom."""

    name = forms.CharField(label="Your name, as your signature", max_length=200)
    title = forms.CharField(label="Your position", max_length=200)
    company = forms.CharField(label="The company that you sign for", max_length=200)
    agrees = forms.BooleanField(label="I read it, and may sign it for this company", required=False)
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=2000)


class PaperForm(forms.Form):
    """An agreement on paper."""

    entity = forms.ChoiceField(label="Company")
    document = forms.FileField(label="The signed agreement, as PDF")
    signed_on = forms.DateField(label="Signed on", widget=_DAY)
    ends_on = forms.DateField(label="Ends on", required=False, widget=_DAY)
    note = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
