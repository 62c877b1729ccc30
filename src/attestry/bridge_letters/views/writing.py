"""Beginning a letter, and writing it anew."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.bridge_letters.actions.writing import open_letter, write_letter
from attestry.bridge_letters.forms import WriteForm
from attestry.bridge_letters.models import BridgeLetter, LetterText
from attestry.bridge_letters.queries.letters import letter_numbered, report_to_bridge
from attestry.bridge_letters.queries.pages import first_day
from attestry.bridge_letters.queries.standing import last_text
from attestry.bridge_letters.rules.coverage import longest_until
from attestry.engagements.wall import for_management_alone, the_engagement
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.addresses import address

_FIELDS = ("is_no_material_change", "statement", "limits", "acknowledges_length")
_DAYS = ("from_on", "until_on", "next_report_on")


@for_management_alone
@requires("bridge_letters.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def bridge_letter_new(request: HttpRequest, engagement: int) -> HttpResponse:
    """Begin a letter for the report of an engagement. Raises NoReportToBridge."""
    found = the_engagement(actor_of(request), engagement)
    report = report_to_bridge(found)
    first = first_day(report)
    initial = {"from_on": first.isoformat(), "until_on": clock.now().date().isoformat()}
    form = WriteForm(request.POST if request.method == "POST" else None, initial=initial)
    made: list[BridgeLetter] = []

    def begin() -> None:
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
        made.append(open_letter(actor_of(request), found, **said))

    if form.is_valid() and kept(form, begin):
        messages.success(request, "The draft is kept. What changed since stands below.")
        return redirect("bridge_letter", made[0].pk)
    context = {
        "form": form,
        "report": report,
        "longest": longest_until(first),
        "breadcrumb": [("Bridge letters", address("bridge_letters")), ("Write", "")],
    }
    return render(request, "bridge_letters/write.html", context, status=422 if form.errors else 200)


@for_management_alone
@requires("bridge_letters.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def bridge_letter_write(request: HttpRequest, number: int) -> HttpResponse:
    """Write it anew; two who do so at once both hear of it."""
    letter = letter_numbered(number)
    text = last_text(letter)
    form = WriteForm(request.POST if request.method == "POST" else None, initial=_standing(text))
    theirs = None
    if form.is_valid():
        said = {**form.cleaned_data, "seen_version": form.cleaned_data["seen_version"] or 0}
        if kept(form, lambda: write_letter(actor_of(request), letter, **said)):
            messages.success(request, "Kept as a new version. Whoever reviews it reads it again.")
            return redirect("bridge_letter", number)
        theirs = text if said["seen_version"] not in (0, text.version) else None
    context = {
        "form": form,
        "letter": letter,
        "report": letter.report,
        "text": text,
        "theirs": theirs,
        "longest": longest_until(first_day(letter.report)),
        "breadcrumb": [
            ("Bridge letters", address("bridge_letters")),
            (f"Letter {number}", address("bridge_letter", number)),
            ("Write", ""),
        ],
    }
    return render(request, "bridge_letters/write.html", context, status=422 if form.errors else 200)


def _standing(text: LetterText) -> dict[str, object]:
    days = {name: value.isoformat() for name in _DAYS if (value := getattr(text, name))}
    return {**{name: getattr(text, name) for name in _FIELDS}, **days, "seen_version": text.version}
