"""What a person asks for who wants a package."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.kit import clock


class PackageForm(forms.Form):
    """The first and the last day of the period, both in it."""

    first_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    last_on = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """A period that ends on or after its first day and has begun."""
        typed: dict[str, Any] = super().clean() or {}
        first, last = typed.get("first_on"), typed.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "The last day is before the first.")
        if first and first > clock.now().date():
            self.add_error("first_on", "The period has not begun yet.")
        return typed
