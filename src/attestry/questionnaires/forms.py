"""What a person types of an answer, a questionnaire, and its columns."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.customers.queries.standing import standing_customers
from attestry.people.queries.register import working_still
from attestry.questionnaires.reading import Sheet
from attestry.questionnaires.rules.layout import HEADING_ROWS, SheetLayout, column_letters
from attestry.questionnaires.rules.proof import keys_in
from attestry.questionnaires.rules.verdict import Verdict

_DAY = forms.DateInput(attrs={"type": "date"})
_VERDICTS = [(one.value, one.label) for one in Verdict]
_EVIDENCE = (
    "Controls, entries, policies or reports, with spaces between: IAM-02 entry:12 policy:access-control"
)
COLUMNS = ("question", "verdict", "words", "reference", "section")


class _WithPeople(forms.Form):
    """A form in which people are chosen: those who work here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "reviewer", "person"):
            if name in self.fields:
                self.fields[name].queryset = working_still()  # type: ignore[attr-defined]


class AnswerForm(_WithPeople):
    """An answer of the library."""

    question = forms.CharField(
        label="What is asked", widget=forms.Textarea(attrs={"rows": 2}), max_length=4000
    )
    verdict = forms.ChoiceField(label="In short", choices=[("", "Choose"), *_VERDICTS])
    words = forms.CharField(label="Answer", widget=forms.Textarea(attrs={"rows": 6}), max_length=8000)
    owner = forms.ModelChoiceField(
        working_still(), help_text="Sees to it that the answer is reviewed in time."
    )
    review_on = forms.DateField(label="Holds until", widget=_DAY, help_text="It is reviewed by this day.")
    source = forms.CharField(
        label="Where it comes from", max_length=300, help_text="A team, a document, a person."
    )
    evidence = forms.CharField(
        label="What proves it", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_EVIDENCE
    )
    change_note = forms.CharField(label="What changed", max_length=500, required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """As the act takes it."""
        said = dict(self.cleaned_data)
        said["verdict"], said["evidence"] = Verdict(said["verdict"]), keys_in(said["evidence"])
        return said


class ReceiveForm(_WithPeople):
    """A questionnaire that came."""

    file = forms.FileField(label="File", help_text="XLSX without macros, or CSV in UTF-8; at most 24 MB.")
    customer = forms.ModelChoiceField(standing_customers())
    title = forms.CharField(label="Name", max_length=200, help_text="Such as: Security review 2026.")
    due_on = forms.DateField(label="Due on", widget=_DAY)
    owner = forms.ModelChoiceField(working_still(), label="Who sees to it")
    reviewer = forms.ModelChoiceField(
        working_still(), required=False, empty_label="Not said yet", label="Who reviews"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"].queryset = standing_customers()  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """The answer to one question."""

    verdict = forms.ChoiceField(label="In short", choices=[("", "In words only"), *_VERDICTS], required=False)
    words = forms.CharField(
        label="Answer", widget=forms.Textarea(attrs={"rows": 6}), max_length=8000, required=False
    )
    evidence = forms.CharField(
        label="What proves it", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_EVIDENCE
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """As the act takes it."""
        said = dict(self.cleaned_data)
        said["verdict"] = Verdict(said["verdict"]) if said["verdict"] else None
        said["evidence"] = keys_in(said["evidence"])
        return said


class PersonForm(_WithPeople):
    """Whom the ticked questions are given to."""

    person = forms.ModelChoiceField(working_still(), label="Who answers them", empty_label="Choose")


class SheetForm(forms.Form):
    """Where questions and answers stand in one sheet."""

    is_read = forms.BooleanField(label="Read this sheet", required=False)
    heading_row = forms.IntegerField(
        label="Row with the headings", min_value=0, max_value=HEADING_ROWS * 50, help_text="0: there is none."
    )
    question = forms.TypedChoiceField(label="Question", coerce=int)
    verdict = forms.TypedChoiceField(label="Short answer", coerce=int)
    words = forms.TypedChoiceField(label="Answer in words", coerce=int)
    reference = forms.TypedChoiceField(label="Number", coerce=int)
    section = forms.TypedChoiceField(label="Section", coerce=int)

    def __init__(self, sheet: Sheet, layout: SheetLayout | None, position: int, data: Any = None) -> None:
        given = layout.record() if layout else dict.fromkeys(COLUMNS, 0) | {"heading_row": 1}
        super().__init__(data, prefix=f"sheet{position}", initial={**given, "is_read": layout is not None})
        self.sheet, self.layout, width = sheet, layout, max((len(row) for row in sheet.rows), default=0) + 2
        heading = sheet.rows[given["heading_row"] - 1] if 0 < given["heading_row"] <= len(sheet.rows) else ()
        named = [(column, _named(column, heading)) for column in range(1, width + 1)]
        for name in COLUMNS:
            self.fields[name].choices = [(0, "None"), *named]  # type: ignore[attr-defined]

    def as_layout(self) -> SheetLayout | None:
        """What was said; None: this sheet is not read."""
        said = self.cleaned_data
        if not said["is_read"]:
            return None
        known_as = self.layout.known_as if self.layout else ""
        columns = {name: said[name] for name in COLUMNS}
        return SheetLayout(self.sheet.name, said["heading_row"], known_as=known_as, **columns)


def _named(column: int, heading: tuple[str, ...]) -> str:
    words = heading[column - 1].strip() if column <= len(heading) else ""
    return f"{column_letters(column)}: {words[:50]}" if words else column_letters(column)
