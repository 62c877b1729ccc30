"""Decisions about a policy: each is about the digest that stood on the page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of
from attestry.policies.actions.deciding import (
    approve_policy,
    publish_policy,
    return_policy,
    submit_policy,
)
from attestry.policies.actions.keeping import retire_policy, review_policy
from attestry.policies.errors import OwnText
from attestry.policies.forms import PublishForm
from attestry.policies.queries.policies import policy_named
from attestry.ui.acting import answer


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")


@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for approval."""
    found, digest = policy_named(key), _typed(request, "digest")
    said = "Submitted. Somebody who did not write in it approves it."
    return answer(
        request, lambda: submit_policy(actor_of(request), found, digest=digest), said, "policy", key
    )


@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Approve the digest that was read."""
    found, digest, reason = policy_named(key), _typed(request, "digest"), _typed(request, "word")
    return answer(
        request,
        lambda: approve_policy(actor_of(request), found, digest=digest, reason=reason),
        f"Approved: the text with the digest {digest[:12]}….",
        "policy",
        key,
        also=(OwnText,),
    )


@require_POST
def give_back(request: HttpRequest, key: str) -> HttpResponse:
    """Give it back with a reason."""
    found, digest, reason = policy_named(key), _typed(request, "digest"), _typed(request, "word")
    return answer(
        request,
        lambda: return_policy(actor_of(request), found, digest=digest, reason=reason),
        "Given back to its writers.",
        "policy",
        key,
        also=(OwnText,),
    )


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Put it in force."""
    found, form = policy_named(key), PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, "That is no day. Give the day from which it holds, as 2026-03-14.")
        return redirect("policy", key)
    return answer(
        request,
        lambda: publish_policy(actor_of(request), found, **form.cleaned_data),
        "Published. Everybody whom it is for has it among what they owe.",
        "policy",
        key,
    )


@require_POST
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Say that it still holds."""
    found, finding = policy_named(key), _typed(request, "finding")
    return answer(
        request,
        lambda: review_policy(actor_of(request), found, finding=finding),
        "Reviewed; the next one is dated.",
        "policy",
        key,
    )


@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Take it out of force."""
    found, reason = policy_named(key), _typed(request, "reason")
    return answer(
        request,
        lambda: retire_policy(actor_of(request), found, reason=reason),
        "Retired. Its versions and acknowledgements stay.",
        "policy",
        key,
    )
