"""What a person types to plan an engagement, to staff it and to take it further."""

from __future__ import annotations

from django import forms

from attestry.engagements.queries.choices import auditors, known_firms
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.side import Duty


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def _long(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": 4}),
        max_length=8000,
        required=required,
        help_text=help_text,
    )


class PlanForm(forms.Form):
    """A new engagement."""

    kind = forms.ChoiceField(
        label="Kind",
        choices=[(one.value, one.label) for one in EngagementKind],
        help_text="A Type 1 speaks of the design on one day, a Type 2 of operation over a period. "
        "A SOC 3 speaks of a period without naming tests. An internal one is no attestation.",
    )
    title = forms.CharField(label="What it is called", max_length=200)
    from_on = _day("First day of the period", required=False, help_text="Leave it empty for a Type 1.")
    until_on = _day("Last day of the period, or the day of a Type 1")
    period_reason = _long(
        "Why this period",
        required=False,
        help_text="Wanted where readers hold its length against a report: under six months or over twelve.",
    )
    firm = forms.ModelChoiceField(
        label="Firm", queryset=known_firms(), required=False, help_text="It may be named later."
    )


class FirmForm(forms.Form):
    """A firm with its licence and its peer review."""

    name = forms.CharField(label="Name of the firm", max_length=200)
    city = forms.CharField(max_length=100, required=False, help_text="The report names city and state.")
    state = forms.CharField(max_length=100, required=False)
    licence_jurisdiction = forms.CharField(
        label="Who gave the licence", max_length=100, required=False, help_text="Such as Ohio."
    )
    licence_number = forms.CharField(label="Number of the licence", max_length=100, required=False)
    licence_expires_on = _day("The licence holds until", required=False)
    licence_proof = forms.FileField(
        label="What shows the licence", required=False, help_text="Sealed as evidence. An earlier one stays."
    )
    peer_review = forms.CharField(
        label="Peer review", max_length=200, required=False, help_text="Its result and year, as published."
    )
    peer_review_expires_on = _day("The peer review counts until", required=False)
    peer_review_proof = forms.FileField(label="What shows the peer review", required=False)


class OwnFirmForm(FirmForm):
    """One's own firm, whose name stays."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        del self.fields["name"]


class NameFirmForm(forms.Form):
    """Which firm examines."""

    firm = forms.ModelChoiceField(label="Firm", queryset=known_firms())


class JoinForm(forms.Form):
    """Who joins the team, and as what."""

    user = forms.ModelChoiceField(label="Who", queryset=auditors())
    duty = forms.ChoiceField(label="As", choices=[(one.value, one.label) for one in Duty])


class IndependenceForm(forms.Form):
    """What one signs about independence. Nothing is filled in beforehand."""

    text = _long(
        "What you confirm",
        help_text="In your own words: of whom the firm is independent, and by which code.",
    )
    services = _long(
        "Nonattest services that the firm gave", required=False, help_text="Readiness work, for example."
    )
    safeguards = _long("Safeguards that answer them", required=False)


class LetterForm(forms.Form):
    """A signed copy of a letter."""

    kind = forms.ChoiceField(label="Letter", choices=[(one.value, one.label) for one in LetterKind])
    document = forms.FileField(label="The signed copy")
    signatory = forms.CharField(label="Signed by", max_length=200)
    signatory_title = forms.CharField(
        label="As", max_length=200, help_text="Such as Chief Executive Officer."
    )
    countersigned_by = forms.CharField(
        label="Signed for the firm by",
        max_length=200,
        required=False,
        help_text="An engagement letter is signed by both sides.",
    )
    dated_on = _day("Dated")


class StandardForm(forms.Form):
    """The standard that engagements name from a day on."""

    text = forms.CharField(label="Standard and version", max_length=300)
    effective_on = _day("Named from")
    reason = _long("Why")


class RenewForm(forms.Form):
    """The engagement that follows."""

    title = forms.CharField(label="What it is called", max_length=200)
    until_on = _day("Last day of the period")
    period_reason = _long("Why this period", required=False, help_text="Wanted where its length is unusual.")


class InviteForm(forms.Form):
    """A colleague of the firm who has no account yet."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField(label="Mail address")
    duty = forms.ChoiceField(label="As", choices=[(one.value, one.label) for one in Duty])
