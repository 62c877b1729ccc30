"""What strangers type, and what whoever keeps the page types."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.trust_center.actions.announcing import LONGEST as LONGEST_CHANGE
from attestry.trust_center.actions.keeping import LONGEST_INTRO
from attestry.trust_center.actions.publishing import LONGEST
from attestry.trust_center.queries.genuine import clean_digest
from attestry.trust_center.rules.changes import ChangeKind
from attestry.trust_center.rules.looks import Accent
from attestry.vendors.queries.vendors import vendors_here

MOST_CHECKED_BYTES = 64 << 20


class VerifyForm(forms.Form):
    """A digest, or a file whose digest is taken here where the browser could not."""

    digest = forms.CharField(label="SHA-256 digest", required=False, max_length=200)
    file = forms.FileField(label="File", required=False)

    def clean_digest(self) -> str:
        """64 hex digits, however they were set apart."""
        typed = str(self.cleaned_data["digest"])
        if typed.strip() and not clean_digest(typed):
            raise forms.ValidationError("A SHA-256 digest has 64 hex digits.")
        return clean_digest(typed)

    def clean(self) -> dict[str, Any]:
        """One of the two is wanted."""
        typed = super().clean() or {}
        file = typed.get("file")
        if file is not None and file.size > MOST_CHECKED_BYTES:
            raise forms.ValidationError(
                f"The file has more than {MOST_CHECKED_BYTES >> 20} MB. Type its digest instead."
            )
        if not self.errors and not file and not typed.get("digest"):
            raise forms.ValidationError("Choose a file, or type its digest.")
        return typed


class UpdatesForm(forms.Form):
    """The mailbox that is to be told."""

    address = forms.CharField(label="Mail address", max_length=254)


class PageForm(forms.Form):
    """What stands on top, and how the page looks."""

    intro = forms.CharField(
        label="Introduction",
        required=False,
        max_length=LONGEST_INTRO,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Who you are and what you do for customers, in two or three sentences.",
    )
    contact = forms.EmailField(
        label="Contact", required=False, help_text="Where a customer's reviewer writes to. Shown on the page."
    )
    accent = forms.ChoiceField(
        label="Accent",
        choices=[(one.value, one.label) for one in Accent],
        widget=forms.RadioSelect,
        help_text="Colours whose contrast is checked in light and dark.",
    )
    notice_days = forms.IntegerField(
        label="Days of notice",
        help_text="How long before its day a change of subprocessors is announced.",
    )


class LogoForm(forms.Form):
    """A picture."""

    file = forms.FileField(
        label="Logo", help_text="PNG, JPEG or WebP. It is written anew as a PNG; no SVG.", required=False
    )


class SubprocessorForm(forms.Form):
    """The words about a vendor that are meant for the public."""

    purpose = forms.CharField(label="What it does for the service", max_length=LONGEST)
    place = forms.CharField(label="Where it holds data", max_length=LONGEST, required=False)


class ChangeForm(forms.Form):
    """A change that is announced."""

    vendor = forms.ModelChoiceField(label="Vendor", queryset=vendors_here().none(), empty_label="Choose")
    kind = forms.ChoiceField(label="Change", choices=[(one.value, one.label) for one in ChangeKind])
    effective_on = forms.DateField(label="Takes effect on", widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(
        label="What changes", max_length=LONGEST_CHANGE, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vendor"].queryset = vendors_here()  # type: ignore[attr-defined]
