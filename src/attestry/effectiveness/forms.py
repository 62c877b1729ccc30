"""What a person says who asks that an occurrence be excused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

_LIMITS = [
    MinValueValidator(date(1970, 1, 1), "Choose a day after 1970."),
    MaxValueValidator(date(2999, 12, 31), "Choose a day before 3000."),
]


class ExcusalForm(forms.Form):
    """The first and the last day, both included, and why. Nothing is pre-filled."""

    from_on = forms.DateField(label="First day", validators=_LIMITS)
    until_on = forms.DateField(label="Last day", validators=_LIMITS)
    reason = forms.CharField(max_length=2000)

    def span(self) -> tuple[datetime, datetime]:
        """The half-open span that the two days mean."""
        last: date = self.cleaned_data["until_on"]
        return (
            datetime.combine(self.cleaned_data["from_on"], time(), tzinfo=UTC),
            datetime.combine(last, time(), tzinfo=UTC) + timedelta(days=1),
        )
