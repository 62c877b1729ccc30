"""What a person writes down of a control."""

from __future__ import annotations

from typing import Any

from django import forms

from attestry.controls.rules.control import ControlText, Execution, Frequency, Nature


def _choices(values: type[Execution | Frequency | Nature]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((one.value, one.value.replace("_", " ").capitalize()) for one in values)]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ControlForm(forms.Form):
    """A control's text. What a control may not lack is judged by the act, which names all of it."""

    title = forms.CharField(
        max_length=200, help_text="A short sentence that is true while the control works."
    )
    statement = forms.CharField(
        max_length=5000, widget=_area(3), help_text="What is done, by whom, how often, and what shows it."
    )
    risk = forms.CharField(
        max_length=2000, widget=_area(2), required=False, help_text="What goes wrong without it."
    )
    risk_waiver = forms.CharField(
        max_length=2000,
        widget=_area(2),
        required=False,
        label="Why it needs no risk",
        help_text="Only where it is linked to no risk.",
    )
    nature = forms.ChoiceField(
        choices=_choices(Nature), help_text="When it acts, seen from what could go wrong."
    )
    execution = forms.ChoiceField(choices=_choices(Execution), label="Performed by")
    automation = forms.CharField(
        max_length=2000,
        widget=_area(2),
        required=False,
        label="Why it is performed so",
        help_text="A manual control says why no machine does it.",
    )
    frequency = forms.ChoiceField(choices=_choices(Frequency), label="How often")
    owner_role = forms.CharField(max_length=100, required=False, label="Usually owned by")
    is_key = forms.BooleanField(
        required=False, label="It is a key control: without it a criterion would not be met"
    )
    population = forms.CharField(max_length=1000, required=False, help_text="Everything that it is done to.")
    evidence = forms.CharField(
        widget=_area(3), required=False, label="Evidence expected", help_text="One a line."
    )
    checks = forms.CharField(widget=_area(3), required=False, label="What to check", help_text="One a line.")
    criteria = forms.CharField(required=False, help_text="References with spaces between: CC6.1 CC6.2")

    def text(self, before: ControlText | None = None) -> ControlText:
        """The text as typed; what the form does not ask for stays as it was ``before``."""
        typed: dict[str, Any] = dict(self.cleaned_data)
        criteria = tuple(dict.fromkeys(typed.pop("criteria").upper().replace(",", " ").split()))
        kept = dict(before.mappings) if before else {}
        mappings = {**kept, "tsc": criteria}
        for name in ("evidence", "checks"):
            typed[name] = tuple(line.strip() for line in typed[name].splitlines() if line.strip())
        return ControlText(
            **typed,
            test_methods=before.test_methods if before else (),
            mappings={family: mapped for family, mapped in mappings.items() if mapped},
        )


class OwnControlForm(ControlForm):
    """A control of the organization's own: its id and shelf besides."""

    key = forms.CharField(
        max_length=20, label="Id", help_text="Of your own, such as OWN-1; the library's begin otherwise."
    )
    category = forms.ChoiceField(label="Category")
    field_order = ("key", "category")


def initial(text: ControlText) -> dict[str, Any]:
    """A text as the form shows it."""
    names = ("title", "statement", "risk", "risk_waiver", "nature", "execution", "automation", "frequency")
    shown: dict[str, Any] = {
        name: getattr(text, name) for name in (*names, "owner_role", "is_key", "population")
    }
    shown["evidence"] = "\n".join(text.evidence)
    shown["checks"] = "\n".join(text.checks)
    shown["criteria"] = " ".join(text.mappings.get("tsc", ()))
    return shown
