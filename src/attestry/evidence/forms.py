"""What a person says who hands in a document."""

from __future__ import annotations

import re

from django import forms

from attestry.evidence.rules.document_kind import NEEDS, DocumentFacts, DocumentKind, names_in

_KEYS = re.compile(r"[\s,;]+")


class HandInForm(forms.Form):
    """A file, what it shows, the days it speaks of (both included), and the controls it is for."""

    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in DocumentKind])
    document = forms.FileField(allow_empty_file=True, error_messages={"required": "Choose the file."})
    title = forms.CharField(max_length=300)
    period_from = forms.DateField()
    period_until = forms.DateField()
    controls = forms.CharField(required=False, max_length=500)
    note = forms.CharField(required=False, max_length=2000)
    dated_on = forms.DateField(required=False)
    source = forms.CharField(required=False, max_length=200)
    attendees = forms.CharField(required=False, max_length=5000)
    signer = forms.CharField(required=False, max_length=200)
    version = forms.CharField(required=False, max_length=60)

    def clean_controls(self) -> tuple[str, ...]:
        """The control ids, however they were separated."""
        typed = self.cleaned_data["controls"]
        return tuple(dict.fromkeys(key.upper() for key in _KEYS.split(typed) if key))

    def facts(self) -> DocumentFacts:
        """What was typed of the chosen kind."""
        typed = self.cleaned_data
        return DocumentFacts(
            kind=DocumentKind(typed["kind"]),
            dated_on=typed["dated_on"],
            source=typed["source"],
            attendees=names_in(typed["attendees"]),
            signer=typed["signer"],
            version=typed["version"],
        )


KIND_OPTIONS = tuple((one.value, one.value.capitalize(), needed) for one, needed in NEEDS.items())
