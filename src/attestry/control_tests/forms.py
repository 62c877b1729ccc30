"""What a person writes down who tests a control."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms

from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.kit import clock

FINDINGS = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)


def in_a_year() -> date:
    """The latest day that is offered for a finding to hold."""
    return clock.now().date() + timedelta(days=365)


class ManualTestForm(forms.Form):
    """Aspect, finding, conclusion, the entries it rests on, and how long it holds. Nothing is pre-chosen."""

    aspect = forms.ChoiceField(choices=Aspect.choices)
    outcome = forms.ChoiceField(choices=[(one.value, one.value) for one in FINDINGS])
    conclusion = forms.CharField(max_length=5000, min_length=10)
    evidence = forms.TypedMultipleChoiceField(coerce=int, choices=[])
    holds_until = forms.DateField()

    def offer(self, entries: list[tuple[int, str]]) -> None:
        """The entries that may be cited."""
        field = self.fields["evidence"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(str(seq), title) for seq, title in entries]
