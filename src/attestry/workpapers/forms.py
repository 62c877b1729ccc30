"""What the firm types in a workpaper. Nothing is filled in beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.grid import Mark
from attestry.workpapers.rules.notes import FIELDS

if TYPE_CHECKING:
    from attestry.populations.models import Population

_ROWS = forms.Textarea(attrs={"rows": 4})


class ProcedureForm(forms.Form):
    """How the control is tested."""

    text = forms.CharField(label="What you do, step by step", widget=_ROWS)
    natures = forms.MultipleChoiceField(
        label="By",
        choices=[(one.value, one.label) for one in Nature],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    attributes = forms.CharField(
        label="Attributes of each item, one a line",
        widget=_ROWS,
        required=False,
        help_text="Each is one thing that has to be so, such as: approved by somebody else than its author.",
    )
    reason = forms.CharField(label="Why it changes", max_length=500, required=False)


class NoteForm(forms.Form):
    """A piece of work of one nature."""

    entry = forms.IntegerField(label="Entry of the ledger", min_value=0, required=False)
    is_walkthrough = forms.BooleanField(label="It is part of the walkthrough", required=False)

    def __init__(self, *given: Any, nature: Nature, **named: Any) -> None:
        super().__init__(*given, **named)
        self.nature = nature
        for key, words in FIELDS[nature]:
            self.fields[key] = forms.CharField(label=words, max_length=4000, required=False)
        self.order_fields([*(key for key, _ in FIELDS[nature]), "entry", "is_walkthrough"])

    def said(self) -> dict[str, str]:
        """The words by field."""
        return {key: self.cleaned_data[key] for key, _ in FIELDS[self.nature]}


class BindForm(forms.Form):
    """Which frozen population the paper tests."""

    population = forms.ChoiceField(label="Frozen population")

    def __init__(self, *given: Any, offered: Sequence[Population], **named: Any) -> None:
        super().__init__(*given, **named)
        self.offered = {str(one.pk): one for one in offered}
        self.fields["population"].choices = [(str(one.pk), one.title) for one in offered]  # type: ignore[attr-defined]

    def chosen(self) -> Population:
        """The population that was chosen."""
        return self.offered[self.cleaned_data["population"]]


class MarkForm(forms.Form):
    """The marks of one item: a choice for each attribute, none of them made."""

    words = forms.CharField(label="What you saw; what deviates", widget=_ROWS, required=False)
    entry = forms.IntegerField(label="Entry of the ledger in which you saw it", min_value=0, required=False)

    def __init__(self, *given: Any, attributes: Sequence[dict[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.letters = [one["letter"] for one in attributes]
        for one in attributes:
            self.fields[f"mark-{one['letter']}"] = forms.ChoiceField(
                label=f"{one['letter']}  {one['words']}",
                choices=[(mark.value, mark.label) for mark in Mark],
                widget=forms.RadioSelect,
                required=False,
            )
        self.order_fields([*(f"mark-{letter}" for letter in self.letters), "words", "entry"])

    def marks(self) -> dict[str, Mark]:
        """The marks that were chosen."""
        said = ((letter, self.cleaned_data[f"mark-{letter}"]) for letter in self.letters)
        return {letter: Mark(mark) for letter, mark in said if mark}


class ConcludeForm(forms.Form):
    """What is concluded. No verdict is chosen beforehand."""

    words = forms.CharField(label="What it rests on", widget=_ROWS)
    entries = forms.CharField(label="Entries of the ledger that you cite", max_length=1000, required=False)
    reason = forms.CharField(label="Why the earlier conclusion changes", max_length=500, required=False)

    def __init__(self, *given: Any, aspect: Aspect, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["verdict"] = forms.ChoiceField(
            label="Conclusion",
            choices=[(one.value, one.words(aspect)) for one in Verdict],
            widget=forms.RadioSelect,
        )
        self.order_fields(["verdict", "words", "entries", "reason"])

    def clean_entries(self) -> list[int]:
        """The numbers of the entries, with spaces or commas between."""
        said = self.cleaned_data["entries"].replace(",", " ").split()
        if any(not one.isdecimal() or len(one) > 15 for one in said):
            raise forms.ValidationError("Write the numbers of entries, with spaces between.")
        return [int(one) for one in said]


class ReviewForm(forms.Form):
    """What the reviewer says."""

    stands = forms.ChoiceField(
        label="The conclusion",
        choices=[("yes", "stands"), ("no", "goes back")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="What is wanting", widget=_ROWS, required=False)
