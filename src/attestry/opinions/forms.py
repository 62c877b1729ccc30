"""What the firm types of an opinion. Nothing is chosen beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from attestry.opinions.rules.opinion import Cause, OpinionKind

_ROWS = forms.Textarea(attrs={"rows": 4})


class OpinionForm(forms.Form):
    """An opinion on one subject matter."""

    kind = forms.ChoiceField(
        label="Opinion", choices=[(one.value, one.label) for one in OpinionKind], widget=forms.RadioSelect
    )
    cause = forms.ChoiceField(
        label="Why it is modified",
        choices=[(one.value, one.label) for one in Cause],
        widget=forms.RadioSelect,
        required=False,
    )
    is_pervasive = forms.ChoiceField(
        label="How far it reaches",
        choices=[("no", "Material, and not pervasive"), ("yes", "Material and pervasive")],
        widget=forms.RadioSelect,
        required=False,
    )
    criteria = forms.MultipleChoiceField(
        label="Criteria that are affected", widget=forms.CheckboxSelectMultiple, required=False
    )
    matter = forms.CharField(label="The matter", widget=_ROWS, required=False)
    reasons = forms.CharField(
        label="Why it is material, and how far it reaches", widget=_ROWS, required=False
    )
    change_reason = forms.CharField(label="Why the earlier version changes", max_length=500, required=False)

    def __init__(self, *given: Any, references: Sequence[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["criteria"].choices = [(one, one) for one in references]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return {
            "kind": OpinionKind(typed["kind"]),
            "cause": Cause(typed["cause"]) if typed["cause"] else None,
            "is_pervasive": {"yes": True, "no": False}.get(typed["is_pervasive"]),
            "criteria": typed["criteria"],
            "matter": typed["matter"],
            "reasons": typed["reasons"],
            "change_reason": typed["change_reason"],
        }


class IssueForm(forms.Form):
    """The day that the report bears and, for a reissue, why it replaces the last one."""

    report_on = forms.DateField(label="Dated", widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(
        label="Why it replaces the report that was issued", max_length=500, required=False, widget=_ROWS
    )

    def __init__(self, *args: Any, is_reissue: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = is_reissue


class CheckForm(forms.Form):
    """A file, or the SHA-256 digest of a PDF."""

    file = forms.FileField(label="The PDF, or one of its companions (JSON)", required=False)
    digest = forms.RegexField(
        label="Or the SHA-256 digest of the PDF",
        regex=r"^\s*[0-9a-fA-F]{64}\s*$",
        required=False,
        error_messages={"invalid": "A SHA-256 digest has 64 hex digits."},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is wanted."""
        typed = super().clean() or {}
        if not self.errors and not typed.get("file") and not typed.get("digest"):
            raise forms.ValidationError("Choose the file, or give its digest.")
        return typed
