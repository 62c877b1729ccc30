"""What a person types of a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from attestry.remediation.rules.task import Priority
from attestry.ui.bulk import BulkForm, kept_or

if TYPE_CHECKING:
    from attestry.people.models import Person, Team


def _day(label: str, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=required, label=label, widget=widget)


class OwnerForm(forms.Form):
    """Whose it is: a person's or a team's."""

    owner = forms.ChoiceField(required=False, help_text="A person, or a team whose members share it.")

    def offer(self, people: Sequence[Person], teams: Sequence[Team]) -> None:
        """The people and teams to choose from."""
        self._people = {f"p{one.pk}": one for one in people}
        self._teams = {f"t{one.pk}": one for one in teams}
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = [
            ("", "Nobody yet"),
            *((key, f"Team {one.name}") for key, one in self._teams.items()),
            *self.named_people(),
        ]

    def named_people(self) -> list[tuple[str, str]]:
        """The people as choices."""
        return [(key, one.name) for key, one in self._people.items()]

    def plan(self) -> dict[str, Any]:
        """What was typed, as the acts are told it."""
        typed = dict(self.cleaned_data)
        owner = typed.pop("owner", "")
        return {**typed, "owner": self._people.get(owner), "team": self._teams.get(owner)}


class DrawForm(OwnerForm):
    """Whose the tasks are that are made of gaps, and by when they are done."""

    owner = forms.ChoiceField(
        required=False,
        label="Owner of what has none",
        help_text="The rest goes to whoever keeps the risk, the plan or the checklist, or owns the control.",
    )
    urgent_on = _day("Deadline of what is missing or fails", required=True)
    due_on = _day("Deadline of the rest", required=True)


class TaskForm(OwnerForm):
    """A task as it is planned. The owner is a person or a team."""

    title = forms.CharField(max_length=300)
    why = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    verifier = forms.ChoiceField(
        required=False, help_text="Confirms the fix: never the owner, nor somebody of the owning team."
    )
    starts_on = _day("Start")
    due_on = _day("Deadline")
    effort_hours = forms.DecimalField(
        required=False, label="Effort in hours", max_digits=7, decimal_places=1, min_value=0
    )
    priority = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in Priority], coerce=lambda typed: Priority(int(typed))
    )
    tool_category = forms.CharField(
        required=False, max_length=100, help_text="Where the fix is a tool, such as a scanner."
    )
    cost = forms.DecimalField(required=False, max_digits=12, decimal_places=2, min_value=0)

    def offer(self, people: Sequence[Person], teams: Sequence[Team]) -> None:
        """The people and teams to choose from."""
        super().offer(people, teams)
        fields: dict[str, Any] = self.fields
        fields["verifier"].choices = [("", "Nobody yet"), *self.named_people()]

    def plan(self) -> dict[str, Any]:
        """What was typed, as the acts are told it."""
        typed = super().plan()
        return {**typed, "verifier": self._people.get(typed.get("verifier", ""))}


class TogetherForm(BulkForm, TaskForm):
    """What is given to several tasks at once."""

    title = why = starts_on = tool_category = cost = None  # type: ignore[assignment]
    priority = forms.TypedChoiceField(
        required=False,
        empty_value=None,
        choices=kept_or((str(one.value), one.label) for one in Priority),
        coerce=lambda typed: Priority(int(typed)),
    )

    def clean(self) -> dict[str, Any]:
        """What was typed, as the act is told it."""
        return self.plan()
