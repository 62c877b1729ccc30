"""What a person types of a tracker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from attestry.remediation.rules.task import Priority
from attestry.remediation.rules.tracker import TrackerKind

if TYPE_CHECKING:
    from attestry.people.models import Person, Team


class TrackerForm(forms.Form):
    """Where the issues are, and a token. The token goes in and never comes out again."""

    name = forms.CharField(max_length=80, help_text="As people call it, such as Security board.")
    kind = forms.ChoiceField(choices=[(one.value, one.label) for one in TrackerKind], label="Product")
    address = forms.CharField(
        max_length=300,
        initial="https://api.github.com",
        help_text="https://api.github.com, or https://your-company.atlassian.net for Jira.",
    )
    project = forms.CharField(
        max_length=200, help_text="At GitHub owner/name of a private repository; in Jira the project's key."
    )
    login = forms.CharField(
        max_length=254, required=False, help_text="Jira Cloud only: the mail address that the token is of."
    )
    issue_type = forms.CharField(
        max_length=80, required=False, initial="Task", label="Type of issue", help_text="Jira only."
    )
    token = forms.CharField(
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="It may read and write issues, nothing more. Kept encrypted and never shown again.",
    )


class RuleForm(forms.Form):
    """Which tasks a tracker takes. What is left empty does not narrow."""

    team = forms.ChoiceField(required=False, help_text="Tasks of this team, or of somebody in it.")
    owner = forms.ChoiceField(required=False)
    tools = forms.CharField(
        max_length=300, required=False, label="Tool categories", help_text="Names with commas between."
    )
    priority = forms.TypedChoiceField(
        required=False,
        label="Least urgent",
        empty_value=None,
        choices=[("", "Any priority"), *((one.value, f"{one.label} or more urgent") for one in Priority)],
        coerce=lambda typed: Priority(int(typed)),
    )

    def offer(self, people: Sequence[Person], teams: Sequence[Team]) -> None:
        """The people and teams to choose from."""
        self._people = {str(one.pk): one for one in people}
        self._teams = {str(one.pk): one for one in teams}
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = [("", "Anybody"), *((key, one.name) for key, one in self._people.items())]
        fields["team"].choices = [("", "Any team"), *((key, one.name) for key, one in self._teams.items())]

    def rule(self) -> dict[str, Any]:
        """What was typed, as the act is told it."""
        typed = self.cleaned_data
        return {
            **typed,
            "owner": self._people.get(typed["owner"]),
            "team": self._teams.get(typed["team"]),
        }
