"""What people say of vendors and of their reports."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.db.models import QuerySet

from attestry.accounts.queries import active_users
from attestry.frameworks.rules import Category
from attestry.ui.bulk import BulkForm, kept_or
from attestry.vendors.models import Vendor, VendorReport
from attestry.vendors.rules.assurance import Opinion, ReportKind
from attestry.vendors.rules.questions import Answer, Conclusion, Question
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

_METHODS = [("", "No subservice organization"), ("carve_out", "Carve-out"), ("inclusive", "Inclusive")]


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((one.value, one.value.replace("_", " ").capitalize()) for one in values)]


def _lines(label: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        required=False, max_length=20000, label=label, help_text="One a line.", widget=area
    )


class FactsForm(forms.Form):
    """What the tier follows from."""

    data_held = forms.ChoiceField(choices=_choices(DataHeld), label="Most sensitive data it holds")
    access = forms.ChoiceField(choices=_choices(Access), label="Reaches into our systems")
    dependence = forms.ChoiceField(choices=_choices(Dependence), label="Without it, our service")

    def facts(self) -> dict[str, Any]:
        """The three facts as the acts take them."""
        said = self.cleaned_data
        return {
            "data_held": DataHeld(said["data_held"]),
            "access": Access(said["access"]),
            "dependence": Dependence(said["dependence"]),
        }


class VendorForm(FactsForm):
    """A vendor, and the state that the form was made from."""

    name = forms.CharField(max_length=200)
    service = forms.CharField(required=False, max_length=2000, label="What it does for us")
    owner = forms.EmailField(required=False, label="Owner", help_text="Mail address of who answers for it.")
    method = forms.ChoiceField(required=False, choices=_METHODS, label="In our report")
    expected_controls = forms.CharField(required=False, max_length=4000, label="Controls expected of it")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "service", "owner")


class ReportForm(forms.Form):
    """A report that a vendor sent. Nothing of it is pre-filled."""

    document = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="The report itself",
        help_text="Sealed as evidence with its digest; never shown, only handed out to those who may export.",
    )
    kind = forms.ChoiceField(choices=[("", "Choose"), *((one.value, one.label) for one in ReportKind)])
    from_on = forms.DateField(required=False, label="Period from")
    ends_on = forms.DateField(label="Period until, or as of")
    issued_on = forms.DateField(label="Date of the report")
    opinion = forms.ChoiceField(choices=_choices(Opinion))
    auditor = forms.CharField(required=False, max_length=200)
    categories = forms.MultipleChoiceField(
        required=False,
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in Category],
        widget=forms.CheckboxSelectMultiple,
    )
    exceptions = _lines("Exceptions")
    complementary = _lines("Controls it expects of us")
    carve_outs = _lines("Whom it carves out")

    def said(self) -> dict[str, Any]:
        """As the act takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "document"}
        for name in ("exceptions", "complementary", "carve_outs"):
            said[name] = said[name].splitlines()
        return {**said, "kind": ReportKind(said["kind"]), "opinion": Opinion(said["opinion"])}


class CorrectionForm(ReportForm):
    """A report as it should have been written down, and what was wrong."""

    because = forms.CharField(max_length=2000, label="What was typed wrongly")
    field_order = ("because",)

    @staticmethod
    def of(report: VendorReport) -> dict[str, Any]:
        """What stands there now."""
        names = ("kind", "from_on", "ends_on", "issued_on", "opinion", "auditor", "categories")
        return {
            **{name: getattr(report, name) for name in names},
            "exceptions": "\n".join(one.text for one in report.exceptions.all()),
            "complementary": "\n".join(one.text for one in report.complementary.all()),
            "carve_outs": "\n".join(report.carve_outs),
        }


class SpendingForm(forms.Form):
    """A list of spending."""

    file = forms.FileField(label="CSV file", allow_empty_file=True)


def _fact(values: type[StrEnum], label: str) -> forms.TypedChoiceField:
    named = kept_or((one.value, one.value.replace("_", " ").capitalize()) for one in values)
    return forms.TypedChoiceField(required=False, choices=named, label=label, coerce=values, empty_value=None)


class TogetherForm(BulkForm):
    """What several vendors are given at once."""

    owner = forms.ModelChoiceField(active_users(), required=False, empty_label="As it is")
    data_held = _fact(DataHeld, "Most sensitive data it holds")
    access = _fact(Access, "Reaches into our systems")
    dependence = _fact(Dependence, "Without it, our service")


class MatchForm(forms.Form):
    """Which vendor of the register a name is another one for."""

    vendor = forms.ModelChoiceField(
        Vendor.objects.none(), label="Vendor of the register", empty_label="Choose"
    )
    likest: Vendor | None = None

    def offer(self, vendors: QuerySet[Vendor], likest: Vendor | None) -> None:
        """Offer these, and suggest the one whose name is most like it."""
        self.fields["vendor"].queryset = vendors  # type: ignore[attr-defined]
        self.likest = likest
        self.initial = {"vendor": likest} if likest else {}

    def chosen(self) -> Vendor:
        """The one that was chosen."""
        vendor: Vendor = self.cleaned_data["vendor"]
        return vendor


class ReasonForm(forms.Form):
    """Why a name is no vendor."""

    reason = forms.CharField(max_length=2000, label="Why it is no vendor")


class AssessmentForm(forms.Form):
    """The answers of a vendor, and what is concluded. Nothing is pre-filled."""

    conclusion = forms.ChoiceField(choices=_choices(Conclusion))
    note = forms.CharField(required=False, max_length=4000, label="Conditions, or why it is refused")

    def ask(self, questions: Iterable[Question]) -> None:
        """Put the questions before the conclusion."""
        asked = {one.key: forms.ChoiceField(choices=_choices(Answer), label=one.text) for one in questions}
        self.fields = {**asked, **self.fields}
