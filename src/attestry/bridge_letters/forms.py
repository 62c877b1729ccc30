"""What a person types of a bridge letter."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from attestry.bridge_letters.rules.change import Answer

_DAY = {"type": "date"}


class WriteForm(forms.Form):
    """The days, and what management says of them."""

    from_on = forms.DateField(
        label="From",
        widget=forms.DateInput(attrs=_DAY),
        help_text="The day after the last that the report speaks of, and no other.",
    )
    until_on = forms.DateField(
        label="To", widget=forms.DateInput(attrs=_DAY), help_text="A day that is over, or today."
    )
    is_no_material_change = forms.BooleanField(
        label="To our knowledge nothing material changed in these days", required=False
    )
    statement = forms.CharField(
        label="What management says",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text="In your own words. What the records tell stands in the letter besides, "
        "each with your answer.",
    )
    limits = forms.CharField(
        label="Limits of your own",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="What the letter does not speak of. The limits of every letter are printed anyway.",
    )
    next_report_on = forms.DateField(
        label="The next report is expected on", widget=forms.DateInput(attrs=_DAY), required=False
    )
    acknowledges_length = forms.BooleanField(
        label="We know that readers seldom accept more than three months", required=False
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class AnswerForm(forms.Form):
    """One answer for the changes that were chosen."""

    keys = forms.MultipleChoiceField(error_messages={"required": "Choose at least one change."})
    answer = forms.ChoiceField(
        label="What you say of it",
        widget=forms.RadioSelect,
        choices=[
            (Answer.DISCLOSED.value, "Readers have to know of it"),
            (Answer.EXPLAINED.value, "It is not material, and this is why"),
        ],
        help_text="Either way it stands in the letter with your words.",
    )
    words = forms.CharField(label="In your words", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)

    def offer(self, keys: Iterable[str]) -> None:
        """The changes that can be chosen."""
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - it is declared above
        field.choices = [(key, key) for key in keys]


class ReviewForm(forms.Form):
    """That one has read exactly this."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SignForm(ReviewForm):
    """In which office one signs what one read."""

    title = forms.CharField(label="Your office", max_length=200, help_text="Such as chief executive officer.")
