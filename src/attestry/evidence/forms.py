"""What a person says who hands in a document."""

from __future__ import annotations

import re

from django import forms

_KEYS = re.compile(r"[\s,;]+")


class HandInForm(forms.Form):
    """A file, what it shows, the days it speaks of (both included), and the controls it is for."""

    document = forms.FileField(allow_empty_file=True)
    title = forms.CharField(max_length=300)
    period_from = forms.DateField()
    period_until = forms.DateField()
    controls = forms.CharField(required=False, max_length=500)
    note = forms.CharField(required=False, max_length=2000)

    def clean_controls(self) -> tuple[str, ...]:
        """The control ids, however they were separated."""
        typed = self.cleaned_data["controls"]
        return tuple(dict.fromkeys(key.upper() for key in _KEYS.split(typed) if key))
