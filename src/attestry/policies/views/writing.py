"""The forms that write: a policy of one's own, another text, and what is settled around it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.policies.actions.adopting import write_policy
from attestry.policies.actions.writing import edit_policy, settle_policy
from attestry.policies.errors import ChangedMeanwhile
from attestry.policies.forms import OwnPolicyForm, SettlingForm, TextForm
from attestry.policies.models import Policy
from attestry.policies.queries.acknowledgements import workforce
from attestry.policies.queries.people import team_names
from attestry.policies.queries.policies import latest_version, policy_named, required_clauses
from attestry.policies.rendering import rendered
from attestry.policies.rules.clauses import clauses_in, normal
from attestry.policies.rules.differences import differences
from attestry.policies.views.around import around

_FORM = ["GET", "HEAD", "POST"]


@requires("policies.write")
@require_http_methods(_FORM)
def policy_new(request: HttpRequest) -> HttpResponse:
    """Begin a policy or procedure that no template begins."""
    asked = {
        "kind": request.GET.get("kind", "policy"),
        "controls": request.GET.get("control", ""),
        "is_for_everyone": request.GET.get("kind") != "procedure",
    }
    form = OwnPolicyForm(request.POST if request.method == "POST" else None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = write_policy(actor_of(request), **form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("policy_edit", made.key)
    breadcrumb = [("Policies", reverse("policies")), ("New", "")]
    context = {"form": form, "breadcrumb": breadcrumb, **around(request)}
    return render(request, "policies/new.html", context, status=422 if form.errors else 200)


@requires("policies.edit")
@require_http_methods(_FORM)
def policy_edit(request: HttpRequest, key: str) -> HttpResponse:
    """The editor: shows a preview where asked, keeps the text, and shows both where two wrote."""
    policy = policy_named(key)
    last = latest_version(policy)
    given = {"text": last.text, "based_on": last.digest}
    form = TextForm(request.POST if request.method == "POST" else None, initial=given)
    theirs: ChangedMeanwhile | None = None
    is_preview = request.POST.get("act") == "preview"
    if request.method == "POST" and form.is_valid() and not is_preview:
        try:
            kept = edit_policy(actor_of(request), policy, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            theirs = refusal
        except Invalid as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, f"Version {kept.number} is kept as {kept.standing.label.lower()}.")
            return redirect(reverse("policy", args=[policy.key]) + "?show=draft")
    text = normal(form.data.get("text", "")) if request.method == "POST" else last.text
    said = set(clauses_in(text))
    context = {
        "policy": policy,
        "last": last,
        "form": form,
        "theirs": theirs,
        "lines": differences(theirs.theirs, text) if theirs else (),
        "preview": rendered(text) if is_preview else "",
        "is_preview": is_preview,
        "clauses": [(one, one.id in said) for one in required_clauses(policy.templates.all())],
        "breadcrumb": [
            ("Policies", reverse("policies")),
            (policy.title, reverse("policy", args=[policy.key])),
            ("Edit", ""),
        ],
        **around(request),
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "policies/edit.html", context, status=status)


@requires("policies.settle")
@require_http_methods(_FORM)
def policy_settings(request: HttpRequest, key: str) -> HttpResponse:
    """Owner, audience, rhythm and controls."""
    policy = policy_named(key)
    form = SettlingForm(request.POST if request.method == "POST" else None, initial=_settled(policy))
    people = {str(one.pk): one for one in workforce(clock.now().date())}
    if policy.owner is not None:
        people[str(policy.owner.pk)] = policy.owner
    names = team_names()
    form.offer([(pk, f"{one.name}, {one.email}") for pk, one in people.items()], names)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["owner"] = people.get(typed["owner"])
        typed["teams"] = "\n".join(typed["teams"])
        try:
            settle_policy(actor_of(request), policy, **typed)
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Settled.")
            return redirect("policy", policy.key)
    breadcrumb = [
        ("Policies", reverse("policies")),
        (policy.title, reverse("policy", args=[policy.key])),
        ("Settings", ""),
    ]
    context = {
        "policy": policy,
        "form": form,
        "settled": policy.settings_digest(),
        "breadcrumb": breadcrumb,
        **around(request),
    }
    return render(request, "policies/settings.html", context, status=422 if form.errors else 200)


def _settled(policy: Policy) -> dict[str, object]:
    return {
        "title": policy.title,
        "owner": str(policy.owner_id or ""),
        "is_for_everyone": policy.is_for_everyone,
        "teams": [team.name for team in policy.teams.all()],
        "acknowledge_within_days": policy.acknowledge_within_days,
        "acknowledge_again_months": policy.acknowledge_again_months,
        "review_months": policy.review_months,
        "controls": ", ".join(policy.controls),
    }
