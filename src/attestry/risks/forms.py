"""What a person types of a risk at each of its stages."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from attestry.people.queries.register import working_still
from attestry.risks.rules.scale import IMPACTS, LIKELIHOODS, Treatment
from attestry.ui.bulk import BulkForm, kept_or

_DAY = forms.DateInput(attrs={"type": "date"})
_WORDS = forms.Textarea(attrs={"rows": 3})
_LIKELIHOODS = [(key, f"{key}: {words}") for key, words in LIKELIHOODS.items()]
_IMPACTS = [(key, f"{key}: {words}") for key, words in IMPACTS.items()]


def _whole(text: str) -> int:
    return int(text)


class RiskForm(forms.Form):
    """A further risk."""

    title = forms.CharField(label="What may happen", max_length=200)
    description = forms.CharField(label="How it would come about", widget=_WORDS, required=False)
    owner = forms.ChoiceField(label="Who answers for it")

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer these people as owners."""
        self.fields["owner"].choices = people  # type: ignore[attr-defined]


class RiskEditForm(RiskForm):
    """A risk as it should be told, and the state that the form was made from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class AnalysisForm(forms.Form):
    """How likely and how bad it is as long as nothing is done."""

    likelihood = forms.TypedChoiceField(choices=_LIKELIHOODS, coerce=_whole)
    impact = forms.TypedChoiceField(choices=_IMPACTS, coerce=_whole)


class EvaluationForm(forms.Form):
    """What is done about it, and what remains."""

    treatment = forms.ChoiceField(choices=[(one.value, one.value.capitalize()) for one in Treatment])
    treatment_plan = forms.CharField(label="What is done", widget=_WORDS, required=False)
    treatment_due_on = forms.DateField(label="To be done by", required=False, widget=_DAY)
    controls = forms.CharField(label="Controls that answer it", required=False, max_length=2000)
    remaining_likelihood = forms.TypedChoiceField(
        label="Likelihood that remains", choices=_LIKELIHOODS, coerce=_whole
    )
    remaining_impact = forms.TypedChoiceField(label="Impact that remains", choices=_IMPACTS, coerce=_whole)
    review_on = forms.DateField(label="Look at it again by", widget=_DAY)


class AcceptanceForm(forms.Form):
    """Taking what remains upon the company."""

    reason = forms.CharField(label="Why the company can live with it", widget=_WORDS)
    expires_on = forms.DateField(label="Until", widget=_DAY)


class TogetherForm(BulkForm):
    """What several risks are given at once."""

    owner = forms.ModelChoiceField(working_still(), required=False, empty_label="As it is")
    treatment = forms.TypedChoiceField(
        required=False,
        choices=kept_or((one.value, one.value.capitalize()) for one in Treatment),
        coerce=Treatment,
        empty_value=None,
    )
    review_on = forms.DateField(label="Look again by", required=False, widget=_DAY)
