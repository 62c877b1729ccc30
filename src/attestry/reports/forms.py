"""What a person asks for who wants a report."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.kit import clock
from attestry.reports.kinds import kinds
from attestry.reports.rules.file_format import FileFormat


class ReportForm(forms.Form):
    """The kind and the period; the last day is the day that the report speaks as of."""

    kind = forms.ChoiceField()
    file_format = forms.ChoiceField(
        label="As",
        required=False,
        initial=FileFormat.PDF,
        choices=[(one.value, one.label) for one in FileFormat],
    )
    first_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    last_on = forms.DateField(label="Last day, and as of", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind.id, kind.title) for kind in kinds().values()]

    def clean(self) -> dict[str, Any]:
        """A period that ends on or after its first day and has begun."""
        typed: dict[str, Any] = super().clean() or {}
        first, last = typed.get("first_on"), typed.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "The last day is before the first.")
        if first and first > clock.now().date():
            self.add_error("first_on", "The period has not begun yet.")
        typed["file_format"] = typed.get("file_format") or FileFormat.PDF
        return typed
