"""What a person types of subservice organizations, user entities, disposals and files of access."""

from __future__ import annotations

from django import forms

from attestry.scope.rules.disposal import DisposalKind, DisposalMethod
from attestry.scope.rules.promises import Method, UserControlKind


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def references(text: str) -> list[str]:
    """The references in a text, with spaces or commas between."""
    return text.replace(",", " ").split()


class OrganizationForm(forms.Form):
    """A subservice organization."""

    name = forms.CharField(max_length=200)
    service = forms.CharField(max_length=1000, widget=_area(), label="What it does for the system")
    handles = forms.CharField(required=False, max_length=1000, label="Which data it handles")
    method = forms.ChoiceField(
        choices=[
            (Method.CARVE_OUT.value, "Carve-out: its controls stay outside the examination"),
            (Method.INCLUSIVE.value, "Inclusive: its controls are examined with ours"),
        ],
    )
    why_needed = forms.CharField(
        max_length=1000,
        widget=_area(),
        label="Which of its controls are needed",
        help_text="Could you keep the commitment if they failed? Then it is a vendor and not one of these.",
    )
    monitoring = forms.CharField(
        required=False,
        max_length=1000,
        widget=_area(),
        label="How it is monitored",
        help_text="Its report read each year, its uptime watched.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ExpectedForm(forms.Form):
    """A control that is expected of a subservice organization."""

    text = forms.CharField(
        max_length=1000, widget=_area(), label="Kind of control", help_text="Its type, not its full text."
    )
    criteria = forms.CharField(required=False, help_text="Those that it supports: CC6.4 CC6.5")


class UserEntityForm(forms.Form):
    """What a user entity does."""

    kind = forms.ChoiceField(
        choices=[
            (UserControlKind.COMPLEMENTARY.value, "Complementary control: a criterion is not met without it"),
            (UserControlKind.RESPONSIBILITY.value, "Responsibility: needed only to have use of the service"),
        ],
    )
    text = forms.CharField(max_length=1000, widget=_area(), label="What the user entity does")
    criteria = forms.CharField(required=False, help_text="Only of a complementary control: CC6.2 CC6.3")
    without_it = forms.CharField(
        required=False, max_length=1000, widget=_area(), label="What goes wrong without it"
    )
    commitment = forms.ChoiceField(required=False, label="Commitment")

    def offer(self, commitments: list[tuple[str, str]]) -> None:
        """Set the commitments that it may belong to."""
        self.fields["commitment"] = forms.ChoiceField(
            required=False, label="Commitment", choices=[("", "None"), *commitments]
        )


class DisposalForm(forms.Form):
    """Something that was destroyed."""

    name = forms.CharField(max_length=200, help_text="Which device, medium or data set.")
    kind = forms.ChoiceField(
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in DisposalKind]
    )
    method = forms.ChoiceField(
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in DisposalMethod],
        help_text="Cleared, purged or destroyed, in the words of NIST SP 800-88.",
    )
    disposed_on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "That is no day."},
    )
    performed_by = forms.CharField(max_length=200, label="By whom")
    certificate = forms.CharField(
        required=False, max_length=300, help_text="Its number and who issued it. Without one it is a finding."
    )
    store = forms.ChoiceField(required=False, label="Data store")

    def offer(self, stores: list[tuple[str, str]]) -> None:
        """Set the data stores that it may have held."""
        self.fields["store"] = forms.ChoiceField(
            required=False, label="Data store", choices=[("", "None"), *stores]
        )
