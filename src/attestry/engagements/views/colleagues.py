"""Pages of the firm about its own accounts. A link is shown once, to whoever of the firm made it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of
from attestry.engagements.actions.colleagues import invite_colleague, recover_colleague
from attestry.engagements.forms import InviteForm
from attestry.engagements.header import page_facts
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import for_the_firm
from attestry.ui.acting import kept


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_invite(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Invite a colleague who has no account yet."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    made: list[str] = []

    def invite() -> None:
        said = {**form.cleaned_data, "duty": Duty(form.cleaned_data["duty"])}
        made.append(invite_colleague(actor_of(request), found, **said)[1])

    if form.is_valid() and kept(form, invite):
        return _link(request, found, form.cleaned_data["name"], made[0])
    context = {**page_facts(request, found, ("Invite a colleague", "")), "form": form}
    return render(request, "engagements/invite.html", context, status=422 if form.errors else 200)


@for_the_firm
@require_POST
def engagement_recover(request: HttpRequest, found: Engagement, member: int) -> HttpResponse:
    """Let a colleague sign in anew: the old password, second factor and tokens end."""
    one = found.team.filter(pk=member, left_at=None).select_related("user").first()
    if one is None:
        raise Http404
    token = recover_colleague(actor_of(request), found, one.user)
    return _link(request, found, one.user.name, token)


def _link(request: HttpRequest, found: Engagement, name: str, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("sign_in_by_link", args=[token]))
    context = {**page_facts(request, found, ("A link", "")), "link": link, "name": name}
    return render(request, "engagements/link.html", context)
