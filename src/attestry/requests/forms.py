"""What a person types about a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from attestry.accounts.models import User
from attestry.requests.rules.kind import RequestKind

_DAY = forms.DateInput(attrs={"type": "date"})


class _WithOwner(forms.Form):
    """A form that names who answers."""

    owner = forms.ChoiceField(label="Who answers")

    def __init__(self, *given: Any, people: Sequence[User], **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = {str(one.pk): one for one in people}
        self.fields["owner"].choices = [(str(one.pk), one.name) for one in people]  # type: ignore[attr-defined]

    def chosen_owner(self) -> User:
        """The user who was chosen."""
        return self.people[self.cleaned_data["owner"]]


class TailorForm(_WithOwner):
    """Who answers where no control's owner does, and by when."""

    due_on = forms.DateField(label="By", widget=_DAY)
    field_order = ("due_on", "owner")


class AskForm(_WithOwner):
    """One more request."""

    title = forms.CharField(label="What is asked for", max_length=200)
    text = forms.CharField(label="In more words", widget=forms.Textarea({"rows": 4}), required=False)
    kind = forms.ChoiceField(label="Kind", choices=[(one.value, one.label) for one in RequestKind])
    due_on = forms.DateField(label="By", widget=_DAY)
    field_order = ("title", "text", "kind", "due_on", "owner")


class AssignForm(_WithOwner):
    """Somebody else answers."""


class DueForm(forms.Form):
    """Another day."""

    due_on = forms.DateField(label="By", widget=_DAY)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class EntryForm(forms.Form):
    """An entry of the ledger."""

    entry = forms.IntegerField(label="Number of the entry", min_value=0)
    note = forms.CharField(label="What it shows", max_length=500, required=False)


class CommentForm(forms.Form):
    """Something to say."""

    text = forms.CharField(label="Say something", widget=forms.Textarea(attrs={"rows": 3}), required=False)
