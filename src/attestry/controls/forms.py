"""What a person writes down of a control, and of a commitment that controls keep."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.controls.rules.control import ControlText, Execution, Frequency, Nature
from attestry.frameworks.rules import Category
from attestry.scope.rules.promises import CommitmentKind, Source


def _choices(values: type[Execution | Frequency | Nature]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((one.value, one.value.replace("_", " ").capitalize()) for one in values)]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ControlForm(forms.Form):
    """A control's text. What a control may not lack is judged by the act, which names all of it."""

    title = forms.CharField(
        max_length=200, help_text="A short sentence that is true while the control works."
    )
    statement = forms.CharField(
        max_length=5000, widget=_area(3), help_text="What is done, by whom, how often, and what shows it."
    )
    risk = forms.CharField(
        max_length=2000, widget=_area(2), required=False, help_text="What goes wrong without it."
    )
    risk_waiver = forms.CharField(
        max_length=2000,
        widget=_area(2),
        required=False,
        label="Why it needs no risk",
        help_text="Only where it is linked to no risk.",
    )
    nature = forms.ChoiceField(
        choices=_choices(Nature), help_text="When it acts, seen from what could go wrong."
    )
    execution = forms.ChoiceField(choices=_choices(Execution), label="Performed by")
    automation = forms.CharField(
        max_length=2000,
        widget=_area(2),
        required=False,
        label="Why it is performed so",
        help_text="A manual control says why no machine does it.",
    )
    frequency = forms.ChoiceField(choices=_choices(Frequency), label="How often")
    owner_role = forms.CharField(max_length=100, required=False, label="Usually owned by")
    is_key = forms.BooleanField(
        required=False, label="It is a key control: without it a criterion would not be met"
    )
    population = forms.CharField(max_length=1000, required=False, help_text="Everything that it is done to.")
    evidence = forms.CharField(
        widget=_area(3), required=False, label="Evidence expected", help_text="One a line."
    )
    checks = forms.CharField(widget=_area(3), required=False, label="What to check", help_text="One a line.")
    criteria = forms.CharField(required=False, help_text="References with spaces between: CC6.1 CC6.2")

    def text(self, before: ControlText | None = None) -> ControlText:
        """The text as typed; what the form does not ask for stays as it was ``before``."""
        typed: dict[str, Any] = dict(self.cleaned_data)
        criteria = tuple(dict.fromkeys(typed.pop("criteria").upper().replace(",", " ").split()))
        kept = dict(before.mappings) if before else {}
        mappings = {**kept, "tsc": criteria}
        for name in ("evidence", "checks"):
            typed[name] = tuple(line.strip() for line in typed[name].splitlines() if line.strip())
        return ControlText(
            **typed,
            test_methods=before.test_methods if before else (),
            mappings={family: mapped for family, mapped in mappings.items() if mapped},
        )


class OwnControlForm(ControlForm):
    """A control of the organization's own: its id and shelf besides."""

    key = forms.CharField(
        max_length=20, label="Id", help_text="Of your own, such as OWN-1; the library's begin otherwise."
    )
    category = forms.ChoiceField(label="Category")
    field_order = ("key", "category")


def initial(text: ControlText) -> dict[str, Any]:
    """A text as the form shows it."""
    names = ("title", "statement", "risk", "risk_waiver", "nature", "execution", "automation", "frequency")
    shown: dict[str, Any] = {
        name: getattr(text, name) for name in (*names, "owner_role", "is_key", "population")
    }
    shown["evidence"] = "\n".join(text.evidence)
    shown["checks"] = "\n".join(text.checks)
    shown["criteria"] = " ".join(text.mappings.get("tsc", ()))
    return shown


class CommitmentForm(forms.Form):
    """A commitment to customers, or a requirement that follows from one."""

    kind = forms.ChoiceField(
        choices=[
            (CommitmentKind.COMMITMENT.value, "Service commitment: what customers are promised"),
            (CommitmentKind.REQUIREMENT.value, "System requirement: what the system does so that it is kept"),
        ]
    )
    text = forms.CharField(max_length=2000, widget=_area(3), label="What is promised or required")
    category = forms.ChoiceField(
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in Category]
    )
    source = forms.ChoiceField(
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in Source], label="Stands in"
    )
    source_reference = forms.CharField(
        required=False, max_length=300, label="Where exactly", help_text="Document and section, or address."
    )
    source_on = forms.DateField(
        required=False,
        label="Since",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "That is no day. Write it as 2026-03-31."},
    )
    is_for_all = forms.BooleanField(required=False, initial=True, label="It is made to all customers")
    follows_from = forms.ChoiceField(required=False, label="Follows from", help_text="Only of a requirement.")
    components = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Carried by"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def offer(self, commitments: list[tuple[str, str]], components: list[tuple[str, str]]) -> None:
        """Set the commitments that it may follow from, and the components that may carry it."""
        follows: Any = self.fields["follows_from"]
        follows.choices = [("", "Nothing"), *commitments]
        carried: Any = self.fields["components"]
        carried.choices = components
