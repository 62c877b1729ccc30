"""What a person types of people, teams and checklists."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.people.models import Team
from attestry.people.queries.register import working_still
from attestry.people.rules.employment import Engagement
from attestry.ui.bulk import BulkForm, kept_or


class PersonForm(forms.Form):
    """One person. ``seen`` is the state that the form was made from."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField(max_length=254, label="Work mail address")
    engagement = forms.ChoiceField(choices=[(one.value, one.value.capitalize()) for one in Engagement])
    title = forms.CharField(required=False, max_length=200, label="Job title")
    team = forms.CharField(required=False, max_length=100, help_text="A new name makes a new team.")
    manager_email = forms.EmailField(
        required=False, max_length=254, label="Reports to", help_text="The manager's work mail address."
    )
    started_on = forms.DateField(
        label="First working day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ended_on = forms.DateField(
        required=False,
        label="Last working day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="A last day opens the leaver's checklist.",
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """The typed facts, as acts take them."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return {**typed, "engagement": Engagement(typed["engagement"])}


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(max_length=100)


class TogetherForm(BulkForm):
    """What several people are given at once."""

    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="As it is")
    manager = forms.ModelChoiceField(
        working_still(), label="Reports to", required=False, empty_label="As it is"
    )
    engagement = forms.TypedChoiceField(
        label="Works as",
        required=False,
        choices=kept_or((one.value, one.value.capitalize()) for one in Engagement),
        coerce=Engagement,
        empty_value=None,
    )
