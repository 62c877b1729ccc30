"""What a person of the firm types to define, check and draw."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import forms

from attestry.controls.rules.control import Frequency
from attestry.populations.queries.controls import controls_to_choose
from attestry.populations.queries.sources import SourceColumns
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.method import Basis, Ground, Method, Risk
from attestry.populations.rules.state import Origin

_NONE = [("", "None")]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"})


class DefineForm(forms.Form):
    """A population over a source that was chosen."""

    title = forms.CharField(label="What it is called", max_length=200)
    unit = forms.CharField(
        label="What one item is", max_length=100, help_text="Such as a change that went live, or a leaver."
    )
    controls = forms.ModelMultipleChoiceField(
        label="For the tests of", queryset=controls_to_choose(), required=False, to_field_name="key"
    )
    entry_seq = forms.IntegerField(
        label="As of entry", min_value=0, help_text="The last sound reading; an earlier one may be named."
    )
    from_on = forms.DateField(label="First day", widget=_day())
    until_on = forms.DateField(label="Last day", widget=_day())
    zone = forms.CharField(
        label="Time zone of these days", max_length=60, initial="UTC", help_text="Such as Europe/Berlin."
    )
    item_column = forms.ChoiceField(label="Column that names an item, once")
    date_column = forms.ChoiceField(
        label="Column of the day that counts",
        required=False,
        help_text="None: the list is an inventory, and every row of it is taken.",
    )
    name_column = forms.ChoiceField(label="Column that describes it", required=False)
    stratum_column = forms.ChoiceField(
        label="Column of strata", required=False, help_text="To draw from each system, region or team."
    )
    filters = forms.CharField(
        label="Filters, one a line",
        widget=_area(3),
        required=False,
        help_text="Such as branch_name = main, is_merge = true, ticket is not empty. "
        "Rows before and after them are counted.",
    )

    def __init__(self, *args: object, columns: SourceColumns, origin: Origin, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        every = [(name, f"{name}: {said}" if said else name) for name, said in columns.columns]
        self._offer("item_column", every, "")
        self._offer(
            "date_column", _NONE + [one for one in every if one[0] in columns.dates], columns.likely_date
        )
        self._offer("name_column", _NONE + every, columns.likely_name)
        self._offer("stratum_column", _NONE + every, "")
        if origin is not Origin.DOCUMENT:
            del self.fields["item_column"]
        if origin is Origin.CONTROL_TEST:
            for name in ("date_column", "name_column", "stratum_column", "filters"):
                del self.fields[name]

    def _offer(self, name: str, choices: Sequence[tuple[str, str]], likely: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(choices)
        field.initial = likely


class CheckForm(forms.Form):
    """What was checked, and what the firm says of it; whether it holds is never filled in for anybody."""

    kind = forms.ChoiceField(
        label="What was checked",
        choices=[(one.value, one.label) for one in CheckKind if one is not CheckKind.SECOND_SOURCE],
    )
    items = forms.CharField(
        label="Items, one a line",
        widget=_area(3),
        required=False,
        help_text="For a reverse test: known from elsewhere. For accuracy: compared with the source.",
    )
    holds = forms.ChoiceField(
        label="Does it hold?",
        choices=[("yes", "It holds"), ("no", "It does not hold")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="What was done and seen", widget=_area(3), max_length=4000)


class ReconcileForm(forms.Form):
    """A second source, item by item."""

    entry_seq = forms.IntegerField(label="Entry of the second source", min_value=0)
    table = forms.CharField(
        label="Its table", max_length=80, required=False, help_text="Empty for a list that was handed in."
    )
    column = forms.CharField(label="Its column", max_length=80)
    date_column = forms.CharField(
        label="Its column of days", max_length=80, required=False, help_text="To compare the same days alone."
    )
    match_on = forms.ChoiceField(
        label="Compared with", choices=[("item", "The item"), ("name", "What describes it")]
    )
    holds = forms.ChoiceField(
        label="Do they agree?",
        choices=[("yes", "They agree"), ("no", "They do not agree")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="What explains the differences", widget=_area(3), max_length=4000)


class DrawForm(forms.Form):
    """How a sample is chosen and sized."""

    method = forms.ChoiceField(label="Chosen", choices=[(one.value, one.label) for one in Method])
    basis = forms.ChoiceField(label="Size by", choices=[(one.value, one.label) for one in Basis])
    risk = forms.ChoiceField(
        label="How much rests on the control",
        choices=[(one.value, one.value.capitalize()) for one in Risk],
        initial=Risk.NORMAL.value,
        help_text="The column of the firm's tables.",
    )
    frequency = forms.ChoiceField(
        label="Performed",
        choices=[
            ("", "As its control says"),
            *((one.value, one.value.replace("_", " ")) for one in Frequency),
        ],
        required=False,
    )
    confidence = forms.DecimalField(label="Confidence in %", initial=Decimal(90), decimal_places=2)
    tolerable = forms.DecimalField(label="Tolerable rate in %", initial=Decimal(10), decimal_places=2)
    expected = forms.DecimalField(label="Expected rate in %", initial=Decimal(0), decimal_places=2)
    size = forms.IntegerField(label="Size by judgement", required=False, min_value=1)
    reason = forms.CharField(label="Why so many", widget=_area(2), required=False, max_length=2000)


class ExtendForm(forms.Form):
    """More items by rank."""

    count = forms.IntegerField(label="How many more", min_value=1)
    reason = forms.CharField(label="Why it is extended", widget=_area(2), max_length=2000)


class AddForm(forms.Form):
    """One item by judgement."""

    item_id = forms.CharField(label="Item", max_length=1000)
    reason = forms.CharField(label="What makes it worth a look", widget=_area(2), max_length=2000)


class ReplaceForm(forms.Form):
    """The next item in the place of one."""

    ground = forms.ChoiceField(label="Ground", choices=[(one.value, one.label) for one in Ground])
    reason = forms.CharField(label="How it is known", widget=_area(2), max_length=2000)


class SizesForm(forms.Form):
    """The firm's own tables."""

    by_frequency = forms.CharField(label="By frequency", widget=_area(11), max_length=4000)
    by_population = forms.CharField(label="By number of items", widget=_area(9), max_length=4000)
    reason = forms.CharField(label="Why they change", widget=_area(2), max_length=2000)
