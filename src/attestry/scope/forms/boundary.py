"""What a person types of the boundary's rules and of environments."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.scope.rules.boundary_rules import RuleKind
from attestry.scope.rules.system import Verdict
from attestry.ui.bulk import BulkForm

_REACH = {"yes": True, "no": False, "unknown": None}


class RuleForm(forms.Form):
    """A rule of the boundary."""

    kind = forms.ChoiceField(
        choices=[(one.value, one.value.capitalize()) for one in RuleKind], label="Looks at"
    )
    pattern = forms.CharField(
        required=False,
        max_length=300,
        help_text="* stands for any text. A tag is written key=value, such as env=dev*.",
    )
    verdict = forms.ChoiceField(choices=[(Verdict.OUT.value, "Out"), (Verdict.IN.value, "In")])
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with every resource that the rule decides.",
    )


class ReachForm(forms.Form):
    """Whether an environment can reach production data."""

    reaches = forms.ChoiceField(
        choices=[("unknown", "Nobody has looked"), ("no", "No"), ("yes", "Yes")],
        label="Can it reach production data?",
    )
    route = forms.CharField(
        required=False, max_length=1000, label="By which route", help_text="A copy, a network, a shared key."
    )

    def reach(self) -> dict[str, Any]:
        """What was said, as the acts take it."""
        typed = self.cleaned_data
        return {"reaches_production_data": _REACH[typed["reaches"]], "route": typed["route"]}


class EnvironmentForm(ReachForm):
    """An environment."""

    name = forms.CharField(max_length=100)
    is_production = forms.BooleanField(required=False, label="It is production")
    field_order = ("name", "is_production", "reaches", "route")


class EnvironmentVerdictForm(forms.Form):
    """In or out, with who approved it."""

    verdict = forms.ChoiceField(choices=[(Verdict.IN.value, "In"), (Verdict.OUT.value, "Out")])
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Asked for where it is left out.",
    )
    approved_by = forms.ChoiceField(
        required=False, label="Approved by", help_text="Somebody other than you, where it is left out."
    )

    def offer(self, people: list[tuple[str, str]]) -> None:
        """Set who can have approved."""
        self.fields["approved_by"] = forms.ChoiceField(
            required=False,
            label="Approved by",
            help_text="Somebody other than you, where it is left out.",
            choices=[("", "Nobody"), *people],
        )


class TogetherForm(BulkForm):
    """The verdict on several resources, for one reason."""

    verdict = forms.TypedChoiceField(
        required=False, choices=[(one.value, one.value) for one in Verdict], coerce=Verdict
    )
    reason = forms.CharField(required=False, max_length=1000)
