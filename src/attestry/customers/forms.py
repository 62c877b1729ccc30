"""What a person types of a customer, a clause, and a report."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.accounts.models import User
from attestry.accounts.queries import user_of
from attestry.customers.models import Stage
from attestry.customers.rules.report import Opinion, Report
from attestry.frameworks.rules import Category

_CATEGORIES = [(one.value, one.value.replace("_", " ").capitalize()) for one in Category]
_DAY = forms.DateInput(attrs={"type": "date"})
_WORDS = forms.Textarea(attrs={"rows": 3})


class CustomerForm(forms.Form):
    """A customer or prospect."""

    name = forms.CharField(max_length=200)
    stage = forms.ChoiceField(choices=Stage.choices, initial=Stage.CUSTOMER)
    annual_value = forms.DecimalField(
        label="Value a year", min_value=0, max_digits=14, decimal_places=2, initial=0
    )


class StandingForm(forms.Form):
    """How far the business got, and what it is worth."""

    stage = forms.ChoiceField(choices=Stage.choices)
    annual_value = forms.DecimalField(label="Value a year", min_value=0, max_digits=14, decimal_places=2)


class ObligationForm(forms.Form):
    """One clause of a contract."""

    clause = forms.CharField(label="What the contract asks for", widget=_WORDS, max_length=4000)
    contract = forms.CharField(label="Which contract", max_length=200, required=False)
    consequence = forms.CharField(
        label="What a breach leads to", widget=_WORDS, max_length=4000, required=False
    )
    report = forms.ChoiceField(
        label="Report asked for",
        required=False,
        choices=[("", "None: something else"), *((one.value, one.label) for one in Report)],
    )
    categories = forms.MultipleChoiceField(
        label="Categories it has to cover",
        choices=_CATEGORIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    max_age_months = forms.IntegerField(
        label="Oldest it may be, in months", min_value=1, max_value=60, required=False
    )
    wants_unmodified = forms.BooleanField(label="Its opinion has to be unmodified", required=False)
    due_on = forms.DateField(label="Due on", required=False, widget=_DAY)
    owner = forms.EmailField(
        label="Who answers for it", required=False, help_text="Mail address of a user; empty: you."
    )
    next_review_on = forms.DateField(label="Read again by", required=False, widget=_DAY)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def said(self, otherwise: User | None) -> dict[str, Any]:
        """As the acts take it; ``otherwise`` answers for it where nobody is named. Raises NoSuchUser."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        said["report"] = Report(said["report"]) if said["report"] else None
        said["categories"] = [Category(one) for one in said["categories"]]
        said["owner"] = user_of(said["owner"]) if said["owner"] else otherwise
        return said


class IssueForm(forms.Form):
    """A planned report as it was issued."""

    available_on = forms.DateField(label="Issued on", widget=_DAY)
    opinion = forms.ChoiceField(choices=[(one.value, one.value.capitalize()) for one in Opinion])
    deviations = forms.IntegerField(min_value=0, max_value=9999, initial=0)


class HeldReportForm(forms.Form):
    """A report that is held, or planned."""

    title = forms.CharField(max_length=200)
    report = forms.ChoiceField(label="Kind", choices=[(one.value, one.label) for one in Report])
    categories = forms.MultipleChoiceField(
        choices=_CATEGORIES, widget=forms.CheckboxSelectMultiple, initial=[Category.SECURITY.value]
    )
    period_from = forms.DateField(label="Period begins", required=False, widget=_DAY)
    period_until = forms.DateField(label="Period ends, or as of", widget=_DAY)
    available_on = forms.DateField(label="Issued on, or hoped for", widget=_DAY)
    opinion = forms.ChoiceField(
        required=False,
        choices=[("", "None yet: it is planned"), *((one.value, one.value.capitalize()) for one in Opinion)],
    )
    deviations = forms.IntegerField(min_value=0, max_value=9999, initial=0, required=False)
