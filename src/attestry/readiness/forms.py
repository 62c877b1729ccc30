"""What a person types for the plan of a report, and for the effort of a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from attestry.controls.queries.listing import possible_owners
from attestry.frameworks.rules import Category
from attestry.readiness.rules.assumptions import ASSUMPTIONS, Span
from attestry.readiness.rules.effort_assumptions import QUANTITIES, EffortAssumptions
from attestry.readiness.rules.report_type import Answers, Asked, LastReport
from attestry.readiness.rules.sized import Scope
from attestry.scope.rules.system import ComponentKind
from attestry.ui.bulk import BulkForm

MOST_FURTHER = 1000
_DAY = {"invalid": "That is no day. Write it as 2026-03-31."}


def _day(label: str, help_text: str, *, required: bool = False) -> forms.DateField:
    picked = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        required=required, widget=picked, error_messages=_DAY, label=label, help_text=help_text
    )


class AnswersForm(forms.Form):
    """The questions that lead to a type."""

    last_report = forms.ChoiceField(
        label="Which report came last?",
        choices=[("none", "None, this is the first"), ("type_1", "A Type 1"), ("type_2", "A Type 2")],
    )
    last_on = _day("Its date, or the last day of its period", "Only where one came before.")
    asked = forms.ChoiceField(
        label="Does a customer or a contract ask for a Type 2?",
        choices=[("unknown", "Nobody has looked yet"), ("yes", "Yes"), ("no", "No")],
    )
    contracts = forms.CharField(
        required=False,
        max_length=1000,
        label="Which customers or contracts",
        help_text="The reason cites them, beside the clauses on record with the customers.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needed_by = _day("A report is needed in hand by", "Leave it empty where nothing presses.")

    def answers(self) -> Answers:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return Answers(
            last_report=LastReport(typed["last_report"]),
            last_on=typed["last_on"],
            asked=Asked(typed["asked"]),
            contracts=typed["contracts"],
            needed_by=typed["needed_by"],
        )


class AssumptionsForm(forms.Form):
    """Every assumption at best and at worst, and the length of a Type 2."""

    months = forms.IntegerField(
        label="Period of a Type 2, in months", error_messages={"invalid": "Enter a whole number of months."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in ASSUMPTIONS:
            for end in ("best", "worst"):
                label = f"{one.title}, at {end}, {one.unit}"
                self.fields[f"{one.key}_{end}"] = forms.IntegerField(
                    label=label,
                    error_messages={
                        "invalid": f"“{one.title}” at {end} is a whole number of {one.unit}.",
                        "required": f"“{one.title}” at {end} is missing.",
                    },
                )

    def assumed(self) -> dict[str, Span]:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return {one.key: Span(typed[f"{one.key}_best"], typed[f"{one.key}_worst"]) for one in ASSUMPTIONS}


class StartForm(forms.Form):
    """The day that a Type 1 is to speak of."""

    as_of = _day("As of", "The one day that the report speaks of.", required=True)


class DecisionForm(forms.Form):
    """The type and the dates that are decided on."""

    type = forms.ChoiceField(
        label="Type", choices=[("type_1", "Type 1, as of a day"), ("type_2", "Type 2, over a period")]
    )
    from_on = _day("First day", "Of a Type 2. Leave it empty for a Type 1.")
    until_on = _day("Last day, or as of", "The last day of the period, or the one day.", required=True)
    reason = forms.CharField(
        required=False,
        max_length=2000,
        label="Why",
        help_text="Asked for where something speaks against it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EffortForm(forms.Form):
    """Every assumption of a year's effort."""

    currency = forms.CharField(label="Currency", error_messages={"required": "“Currency” is missing."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in QUANTITIES:
            self.fields[one.key] = forms.IntegerField(
                label=f"{one.title}, {one.unit}",
                error_messages={
                    "invalid": f"“{one.title}” is a whole number.",
                    "required": f"“{one.title}” is missing.",
                },
            )

    def assumed(self) -> EffortAssumptions:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return EffortAssumptions({one.key: typed[one.key] for one in QUANTITIES}, typed["currency"])


def typed_assumptions(assumed: Mapping[str, Span], months: int) -> dict[str, int]:
    """Assumptions as the form shows them at first."""
    ends = {f"{key}_best": span.best for key, span in assumed.items()}
    return {"months": months, **ends, **{f"{key}_worst": span.worst for key, span in assumed.items()}}


def typed_answers(answers: Answers | None) -> dict[str, str | date | None]:
    """Answers as the form shows them at first."""
    if answers is None:
        return {}
    return {
        "last_report": answers.last_report.value,
        "last_on": answers.last_on,
        "asked": answers.asked.value,
        "contracts": answers.contracts,
        "needed_by": answers.needed_by,
    }


class WhatIfForm(forms.Form):
    """A scope as it might be."""

    categories = forms.MultipleChoiceField(
        required=False,
        choices=[(one.value, one.value.replace("_", " ").capitalize()) for one in Category],
        widget=forms.CheckboxSelectMultiple,
        label="Categories",
    )
    without = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Without these components"
    )
    systems = forms.IntegerField(required=False, min_value=0, max_value=MOST_FURTHER, label="Further systems")

    def __init__(self, *args: Any, components: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["without"]
        offered.choices = components
        for kind in ComponentKind:
            self.fields[kind.value] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_FURTHER, label=f"Further {kind.value}"
            )

    def scope(self) -> Scope:
        """The scope that was typed."""
        typed = self.cleaned_data
        return Scope(
            chosen=frozenset(typed["categories"]),
            removed=frozenset(int(pk) for pk in typed["without"]),
            added=tuple((kind.value, typed[kind.value] or 0) for kind in ComponentKind),
            systems=typed["systems"] or 0,
        )


class OwnersForm(BulkForm):
    """Whose several controls become."""

    owner = forms.ModelChoiceField(possible_owners(), empty_label="Choose")
