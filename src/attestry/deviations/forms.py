"""What the firm types about deviations. No answer is chosen beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms

from attestry.deviations.queries.marks import UnexplainedMark
from attestry.deviations.queries.page import DeviationPage
from attestry.deviations.rules.ground import Ground
from attestry.deviations.rules.weighing import Effect, Extension, Pattern, Severity

if TYPE_CHECKING:
    from attestry.controls.models import Control
    from attestry.workpapers.models import Conclusion

ROWS = forms.Textarea(attrs={"rows": 3})


def a_text(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field for a text."""
    return forms.CharField(label=label, max_length=4000, widget=ROWS, required=required, help_text=help_text)


def chosen(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    """One of a few, none of them chosen."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect)


def yes_no(label: str) -> forms.ChoiceField:
    """Yes or no, neither chosen."""
    return chosen(label, [("yes", "Yes"), ("no", "No")])


def of(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """The choices of an enumeration whose members have labels."""
    return [(one.value, one.label) for one in enum]  # type: ignore[attr-defined]


def entry_number(*, required: bool = False) -> forms.IntegerField:
    """The number of an entry of the ledger."""
    return forms.IntegerField(label="Entry of the ledger", min_value=0, required=required)


class RaiseForm(forms.Form):
    """The marks of one paper that make a deviation."""

    marks = forms.MultipleChoiceField(label="Marks", widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label="What it is called", max_length=200)
    words = a_text("What did not hold")

    def __init__(self, *given: Any, offered: Sequence[UnexplainedMark], **named: Any) -> None:
        super().__init__(*given, **named)
        self.offered = {str(one.mark.pk): one for one in offered}
        self.fields["marks"].choices = _marks(offered)  # type: ignore[attr-defined]

    def clean_marks(self) -> list[UnexplainedMark]:
        """The marks that were chosen, all of one paper."""
        found = [self.offered[key] for key in self.cleaned_data["marks"]]
        if len({one.workpaper.pk for one in found}) > 1:
            raise forms.ValidationError("One deviation is made of marks of one paper.")
        return found


class ExplainForm(forms.Form):
    """Why one mark is no deviation."""

    mark = forms.ChoiceField(label="Mark")
    ground = chosen("It is none, because", of(Ground))
    words = a_text("How you know")
    entry = entry_number()

    def __init__(self, *given: Any, offered: Sequence[UnexplainedMark], **named: Any) -> None:
        super().__init__(*given, **named)
        self.offered = {str(one.mark.pk): one for one in offered}
        self.fields["mark"].choices = _marks(offered)  # type: ignore[attr-defined]


class FactForm(forms.Form):
    """A deviation without a sample."""

    control = forms.ChoiceField(label="Control")
    title = forms.CharField(label="What it is called", max_length=200)
    words = a_text("What did not hold")
    entry = entry_number(required=True)

    def __init__(self, *given: Any, offered: Sequence[Control], **named: Any) -> None:
        super().__init__(*given, **named)
        self.offered = {one.key: one for one in offered}
        self.fields["control"].choices = [(one.key, f"{one.key} {one.title}") for one in offered]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Whether it is a deviation."""

    is_deviation = yes_no("It is a deviation")
    on_evidence = a_text("Not missing evidence: how you know")
    on_population = a_text("Not a wrong population: how you know")
    on_timing = a_text("Not a matter of timing: how you know")


class EvaluateForm(forms.Form):
    """What a deviation means."""

    pattern = chosen("It is", of(Pattern))
    is_intentional = yes_no("It was done on purpose")
    is_override = yes_no("Somebody overrode the control")
    cause = a_text("Nature and cause: who, when, why")
    extension = chosen("Testing more items", of(Extension))
    extension_words = a_text("Why", help_text="More items never dilute what was found.")
    compensating = forms.MultipleChoiceField(
        label="Conclusions on other controls that answer the same risk",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    compensating_words = a_text("How they cover the same risk in the same days, or why none does")
    pervasiveness = a_text("How far it reaches, together with the other deviations")
    incident = forms.ChoiceField(label="Incident that followed from it", required=False)
    incident_words = a_text("What followed, or how you know that nothing did")
    severity = forms.ChoiceField(label="Severity", widget=forms.RadioSelect)
    reason = forms.CharField(label="Why the earlier evaluation changes", max_length=500, required=False)

    def __init__(self, *given: Any, page: DeviationPage, **named: Any) -> None:
        super().__init__(*given, **named)
        self.cited = {str(one.conclusion.pk): one.conclusion for one in page.citable}
        self.incidents = {str(one.pk): one for one in page.incidents}
        self.criteria = page.criteria
        for key in page.criteria:
            self.fields[f"effect-{key}"] = chosen(f"What it means for {key}", of(Effect))
        for effect in (Effect.AT_RISK, Effect.NOT_MET):
            self.fields[f"also-{effect.value}"] = forms.CharField(
                label=f"Further criteria: {effect.label.lower()}", max_length=500, required=False
            )
        self.fields["compensating"].choices = [  # type: ignore[attr-defined]
            (str(one.conclusion.pk), f"{one.paper.reference} {one.paper.control.title}")
            for one in page.citable
        ]
        self.fields["incident"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((str(one.pk), one.title) for one in page.incidents),
        ]
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            (one.value, f"{one.label}: {one.words}") for one in Severity
        ]

    def effects(self) -> dict[str, Effect]:
        """The effect that was said of each criterion, those of the control first."""
        found = {key: Effect(self.cleaned_data[f"effect-{key}"]) for key in self.criteria}
        for effect in (Effect.AT_RISK, Effect.NOT_MET):
            for key in self.cleaned_data[f"also-{effect.value}"].replace(",", " ").split():
                found.setdefault(key[:40], effect)
        return found

    def conclusions(self) -> list[Conclusion]:
        """The conclusions that are cited."""
        return [self.cited[key] for key in self.cleaned_data["compensating"]]


class ReviewForm(forms.Form):
    """What the reviewer says."""

    stands = chosen("The evaluation", [("yes", "stands"), ("no", "goes back")])
    words = a_text("What is wanting", required=False)


class ShareForm(forms.Form):
    """The result text that management is shown."""

    what = a_text("What deviates")
    effect = a_text("What the effect is")


def _marks(offered: Sequence[UnexplainedMark]) -> list[tuple[str, str]]:
    return [(str(one.mark.pk), f"{one.label}: {one.mark.words}"[:300]) for one in offered]
