"""Teams: how many work in each, a form to add one and to rename one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.people.actions.keeping import add_team, rename_team
from attestry.people.errors import PersonRefused, TeamTaken
from attestry.people.forms import TeamForm
from attestry.people.queries.register import teams_with_counts
from attestry.people.tables import TEAMS


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest) -> HttpResponseBase:
    """Every team, as CSV where asked for; a valid form adds one."""
    found = list(teams_with_counts(clock.now().date()))
    if answered := TEAMS.as_csv(request.GET, found):
        return answered
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_team(actor_of(request), name=form.cleaned_data["name"])
        except (PersonRefused, TeamTaken) as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, f"The team “{made.name}” is there.")
            return redirect("teams")
    context = {
        "teams": found,
        "listing": TEAMS.listing(request.GET, found),
        "form": form,
        "may": actor_of(request).may,
        "breadcrumb": [("People", reverse("people")), ("Teams", "")],
    }
    return render(request, "people/teams.html", context, status=422 if form.errors else 200)


@requires("people.rename_team")
@require_POST
def team_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a team another name."""
    team = get_object_or_404(teams_with_counts(clock.now().date()), pk=pk)
    try:
        rename_team(actor_of(request), team, name=request.POST.get("name", ""))
    except (PersonRefused, TeamTaken) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The team is now “{team.name}”.")
    return redirect("teams")
