"""What a person types of a description."""

from __future__ import annotations

from django import forms


class PassageForm(forms.Form):
    """What stands for one criterion, or that there is nothing of its kind."""

    text = forms.CharField(
        label="What stands there", widget=forms.Textarea(attrs={"rows": 14}), required=False
    )
    none_because = forms.CharField(
        label="Or: there is none, and this is how we know",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CommentForm(forms.Form):
    """What the firm says of it."""

    text = forms.CharField(label="Comment", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class SignForm(forms.Form):
    """In which office one signs what one read."""

    title = forms.CharField(label="Your office", max_length=200, help_text="Such as chief executive officer.")
    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
