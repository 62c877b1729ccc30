"""What a person types of policies: their text, what is settled around it, and decisions."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.people.queries.register import working_still
from attestry.policies.rules.clauses import LONGEST
from attestry.policies.rules.standing import PolicyKind
from attestry.ui.bulk import BulkForm


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AdoptForm(forms.Form):
    """Which templates become policies, each its own or all one."""

    templates = forms.MultipleChoiceField(error_messages={"required": "Choose at least one template."})
    contact = forms.EmailField(
        label="Where people report and ask", help_text="Stands in the texts wherever they name a contact."
    )
    is_merged = forms.BooleanField(required=False, label="Make one policy of all that are chosen")
    title = forms.CharField(
        required=False, max_length=200, label="Title of the one policy", help_text="Where they become one."
    )

    def offer(self, templates: list[tuple[str, str]]) -> None:
        """The templates that no policy covers yet."""
        field: Any = self.fields["templates"]
        field.choices = templates


class OwnPolicyForm(forms.Form):
    """A policy or procedure that no template begins."""

    kind = forms.ChoiceField(
        choices=[
            (PolicyKind.POLICY.value, "Policy: says what is expected"),
            (PolicyKind.PROCEDURE.value, "Procedure: says how it is done"),
        ]
    )
    title = forms.CharField(max_length=200)
    is_for_everyone = forms.BooleanField(required=False, label="Everybody acknowledges it")
    controls = forms.CharField(
        required=False, max_length=1000, help_text="Ids of the controls it stands behind, as GOV-08, HRS-05."
    )


class TextForm(forms.Form):
    """A text with the digest of the one it was made from."""

    text = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=_area(28),
        label="Text",
        help_text="Markdown. A heading that ends in {#POL-06.4} holds that required clause.",
    )
    based_on = forms.CharField(max_length=64, widget=forms.HiddenInput)
    change_note = forms.CharField(
        required=False, max_length=500, label="What changed, and why", help_text="Readers see it."
    )


class SettlingForm(forms.Form):
    """Whose it is, for whom it is, and its rhythm."""

    title = forms.CharField(max_length=200)
    owner = forms.ChoiceField(required=False, help_text="Keeps the policy and sees to its reviews.")
    is_for_everyone = forms.BooleanField(required=False, label="Everybody acknowledges it")
    teams = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Otherwise these teams acknowledge it",
    )
    acknowledge_within_days = forms.IntegerField(min_value=1, max_value=90, label="Days to acknowledge")
    acknowledge_again_months = forms.IntegerField(
        min_value=0, max_value=36, label="Acknowledged again after months", help_text="0: never."
    )
    review_months = forms.IntegerField(min_value=1, max_value=24, label="Reviewed every so many months")
    controls = forms.CharField(required=False, max_length=1000, widget=_area(), help_text="Ids, as GOV-08.")
    based_on = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def offer(self, people: list[tuple[str, str]], teams: list[str]) -> None:
        """Who may own it, and the teams there are."""
        owner: Any = self.fields["owner"]
        owner.choices = [("", "Nobody yet"), *people]
        choices: Any = self.fields["teams"]
        choices.choices = [(name, name) for name in teams]


class PublishForm(forms.Form):
    """From when it holds, and why a required clause may be left out."""

    digest = forms.CharField(max_length=64)
    effective_on = forms.DateField(required=False)
    exception = forms.CharField(required=False, max_length=2000)


class TogetherForm(BulkForm):
    """What several policies are given at once."""

    owner = forms.ModelChoiceField(working_still(), required=False, empty_label="As it is")
    next_review_on = forms.DateField(
        label="Next review", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
