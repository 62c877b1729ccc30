"""What strangers type to ask for a report, and what management types to decide."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from attestry.readers.queries.offers import OfferedReport
from attestry.readers.rules.kinds import Purpose, ReaderKind, RuleKind
from attestry.readers.rules.standing import MOST_DAYS, USUAL_DAYS

_PURPOSES = [(one.value, one.label) for one in Purpose]
_KINDS = [(one.value, one.label) for one in ReaderKind]


class AskForm(forms.Form):
    """Who asks, for whom, and what for."""

    wanted = forms.MultipleChoiceField(label="Which report", widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label="Your name", max_length=200)
    email = forms.CharField(label="Your mail address at work", max_length=254)
    company = forms.CharField(label="Company", max_length=200)
    title = forms.CharField(label="Your position", max_length=200, required=False)
    purpose = forms.ChoiceField(
        label="What you need it for", choices=[(one.value, one.label) for one in Purpose]
    )
    words = forms.CharField(
        label="Anything else", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, offered: list[OfferedReport], data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [(str(one.engagement.pk), words_of(one)) for one in offered]
        self.fields["wanted"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["wanted"] = [choices[0][0]]


def words_of(one: OfferedReport) -> str:
    """A report as the form names it: what it is, of which system, for which time."""
    engagement = one.engagement
    span = f"as of {engagement.until_on:%-d %B %Y}"
    if engagement.from_on is not None:
        span = f"{engagement.from_on:%-d %B %Y} to {engagement.until_on:%-d %B %Y}"
    return f"{engagement.the_kind.label}, {engagement.system.name}, {span}"


class MailboxForm(forms.Form):
    """Where a sign-in link goes."""

    email = forms.CharField(label="Mail address", max_length=254)


class ApproveForm(forms.Form):
    """As whom somebody is let in, and for how long."""

    company = forms.CharField(label="Reads for", max_length=200)
    kind = forms.ChoiceField(label="Kind of reader", choices=_KINDS)
    days = forms.IntegerField(label="For how many days", min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)
    may_download = forms.BooleanField(label="May download a stamped copy", required=False, initial=True)


class InviteForm(ApproveForm):
    """A reader whom nobody had to ask for."""

    name = forms.CharField(max_length=200)
    email = forms.CharField(label="Mail address", max_length=254)
    title = forms.CharField(label="Position", max_length=200, required=False)
    engagement = forms.ChoiceField(label="Report")
    field_order = ("name", "email", "title", "company", "kind", "engagement", "days", "may_download")


class RuleForm(forms.Form):
    """What lets somebody in by itself."""

    kind = forms.ChoiceField(label="Lets in", choices=[(one.value, one.label) for one in RuleKind])
    domain = forms.CharField(
        label="Mail domain",
        max_length=253,
        required=False,
        help_text="For a rule of a mail domain: company.com",
    )
    days = forms.IntegerField(label="For how many days", min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)
    may_download = forms.BooleanField(label="May download a stamped copy", required=False, initial=True)
