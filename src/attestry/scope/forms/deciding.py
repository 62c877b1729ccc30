"""What a person types of the wizard, drivers, the decision, and criteria that do not apply."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.frameworks.rules import Category
from attestry.scope.rules.decision import DriverKind
from attestry.scope.rules.tracks import Market
from attestry.scope.rules.wizard import Answers

# The questions of the wizard, in their groups; each is a field of ``Answers``.
QUESTIONS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Promises",
        (
            (
                "promises_uptime",
                "Customers are promised that the service is up",
                "In an SLA, say.",
            ),
            (
                "promises_recovery",
                "Customers are promised recovery within a time",
                "After a failure or a disaster.",
            ),
            (
                "keeps_secrets_by_agreement",
                "Agreements name information that is to be kept confidential",
                "Beyond a general duty of care.",
            ),
            (
                "promises_privacy",
                "People were told how information about them is used",
                "A privacy notice of your own, not your customer's.",
            ),
        ),
    ),
    (
        "Services",
        (
            (
                "results_are_relied_on",
                "Customers act on results without checking them",
                "Wages, payments, rankings, measurements.",
            ),
            (
                "feeds_customers_books",
                "Output goes into customers' own books",
                "Ledgers, invoices.",
            ),
        ),
    ),
    (
        "Data",
        (
            ("holds_personal_data", "You hold data about people", "Customers' employees count too."),
            ("collects_from_people", "You collect them from the people themselves", "Not from a customer."),
            ("holds_health_data", "You hold health data", "Where HIPAA applies, it is not optional."),
        ),
    ),
)


class WizardForm(forms.Form):
    """The wizard's questions."""

    markets = forms.MultipleChoiceField(
        required=False,
        choices=[(one.value, one.label) for one in Market],
        widget=forms.CheckboxSelectMultiple,
        label="Where customers, or the people whose data you hold, are",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for _, questions in QUESTIONS:
            for name, label, help_text in questions:
                self.fields[name] = forms.BooleanField(required=False, label=label, help_text=help_text)

    def answers(self) -> dict[str, Any]:
        """What was answered, as the act takes it."""
        typed = dict(self.cleaned_data)
        return {**typed, "markets": [Market(one) for one in typed["markets"]]}


def typed_answers(answers: Answers) -> dict[str, Any]:
    """Answers as the form shows them at first."""
    return answers.record()


class DriverForm(forms.Form):
    """Who asks for a category."""

    category = forms.ChoiceField(
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in Category]
    )
    kind = forms.ChoiceField(
        choices=[(one.value, one.value.capitalize()) for one in DriverKind], label="Who asks"
    )
    words = forms.CharField(
        max_length=300,
        label="Which",
        help_text="The contract, prospect, law or decision.",
    )


class SigningForm(forms.Form):
    """A signature under the text that stands on the page."""

    digest = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=200, label="Your office", help_text="In which you sign, such as COO.")
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label="Why now"
    )
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why a category is chosen that nobody asks for",
    )


class InapplicableForm(forms.Form):
    """A criterion that is not relevant to the system."""

    criteria = forms.CharField(max_length=40, label="Criterion", help_text="Its reference, such as CC6.4.")
    reason = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Printed in the description. That nothing happened in the period is no reason: such a control "
            "did not operate, and the report says so elsewhere."
        ),
    )
