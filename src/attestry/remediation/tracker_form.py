"""What a person types of a tracker."""

from __future__ import annotations

from django import forms

from attestry.remediation.rules.tracker import TrackerKind


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
