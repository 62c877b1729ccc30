"""What management types to share a file or to trace a leaked one."""

from __future__ import annotations

from django import forms


class ShareForm(forms.Form):
    """A PDF for readers."""

    title = forms.CharField(max_length=200)
    document = forms.FileField(label="PDF")
    password = forms.CharField(
        required=False, max_length=200, widget=forms.PasswordInput, help_text="Only if the file asks for one."
    )
    engagement = forms.ChoiceField(label="For readers of", required=False)


class TraceForm(forms.Form):
    """A leaked file, or what stands on it."""

    document = forms.FileField(label="The file: a PDF, or a picture saved from here", required=False)
    typed = forms.CharField(
        label="Or number and code",
        required=False,
        max_length=80,
        help_text="As at a page's foot: No. 17 · K3F9-QX2M",
    )
