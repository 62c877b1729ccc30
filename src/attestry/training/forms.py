"""What a person types of courses, assignments and campaigns."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.people.rules.employment import Engagement
from attestry.training.rules.quiz import EXAMPLE


def _day(**said: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **said)


def _questions() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": EXAMPLE}),
        help_text="Asked at the end. A line begins with ? for a question, * for a right option, - for a "
        "wrong one. Several right ones: all have to be chosen. Empty: having read it is enough.",
    )


class CourseForm(forms.Form):
    """A course and its first content."""

    title = forms.CharField(max_length=200)
    key = forms.SlugField(
        max_length=60, label="Short name", help_text="Small letters and hyphens; lists of completions use it."
    )
    topic = forms.CharField(max_length=60, initial="security", help_text="Such as security, privacy or role.")
    days_to_finish = forms.IntegerField(min_value=1, max_value=365, initial=30, label="Days to finish it")
    repeat_days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=3660,
        initial=365,
        label="Again after so many days",
        help_text="Empty: once is enough.",
    )
    pass_score = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        label="Score to pass",
        help_text="Of 100. Needed where there are questions, or where a list brings scores.",
    )
    content = forms.CharField(
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Markdown, read on a page of its own. Empty: completions are brought by a list.",
    )
    questions = _questions()


class VersionForm(forms.Form):
    """New content with its questions, and the version it was made from."""

    content = forms.CharField(max_length=200_000, widget=forms.Textarea(attrs={"rows": 20}))
    questions = _questions()
    pass_score = forms.IntegerField(
        required=False, min_value=1, max_value=100, label="Score to pass", help_text="Of 100."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AssignmentForm(forms.Form):
    """Whom a course is asked of, since when."""

    engagement = forms.ChoiceField(
        required=False,
        label="Who",
        choices=[("", "Everybody"), *((one.value, f"Every {one.value}") for one in Engagement)],
    )
    team = forms.ChoiceField(required=False)
    assigned_on = _day(required=False, label="Since", help_text="Empty: today.")


class CampaignForm(forms.Form):
    """A campaign, whose results are handed in next."""

    name = forms.CharField(max_length=200)
    ran_on = _day(label="Sent on")
