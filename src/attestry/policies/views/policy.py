"""One policy: where it stands, what comes next, its text, its versions and what differs between them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.queries.acknowledgements import asked
from attestry.policies.queries.deciders import APPROVE, others_who_may_approve
from attestry.policies.queries.policies import (
    approval_of,
    missing_clauses,
    policy_named,
    required_clauses,
    version_numbered,
)
from attestry.policies.rendering import rendered
from attestry.policies.rules.clauses import places_to_fill
from attestry.policies.rules.differences import differences
from attestry.policies.rules.standing import OPEN, VersionState, may_decide
from attestry.policies.views.around import around
from attestry.ui.addresses import address

_HISTORY = 12
_WORDS = {
    "policies.adopt": "began it from the library",
    "policies.write": "began it",
    "policies.edit": "changed the text",
    "policies.settle": "changed what is settled around it",
    "policies.submit": "submitted it",
    "policies.approve": "decided about it",
    "policies.publish": "published it",
    "policies.review": "reviewed it",
    "policies.retire": "retired it",
    "policies.acknowledge": "acknowledged it",
}


@require_safe
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """Where it stands, the one next act, and the text in force or being written."""
    found = policy_named(key)
    versions = list(found.versions.prefetch_related("approvals"))
    in_force = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
    written = next((one for one in versions if one.state in OPEN), None)
    decides = _may_decide(request, written)
    shows_draft = written is not None and (
        in_force is None
        or request.GET.get("show") == "draft"
        or (decides and written.state == VersionState.IN_REVIEW and request.GET.get("show") != "force")
    )
    shown = written if shows_draft else in_force or (versions[0] if versions else None)
    required = required_clauses(found.templates.all())
    line = asked(clock.now().date(), policy=found)
    context: dict[str, Any] = {
        "policy": found,
        "versions": versions,
        "in_force": in_force,
        "written": written,
        "shown": shown,
        "text": rendered(shown.text) if shown else "",
        "required": required,
        "missing": missing_clauses(required, shown) if shown else (),
        "approvals": {one.pk: approval_of(one) for one in versions},
        "places": places_to_fill(written.text) if written else (),
        "reviews": list(found.reviews.all()[:5]),
        "is_review_overdue": found.next_review_on is not None and found.next_review_on < clock.now().date(),
        "people": line,
        "said": sum(one.is_done for one in line),
        "may_decide": decides,
        "pdf": address("policy_pdf", found.key),
        "history": _history(found),
        "teams": list(found.teams.all()),
        "templates": list(found.templates.all()),
        "today": clock.now().date(),
        "breadcrumb": [("Policies", reverse("policies")), (found.title, "")],
        **around(request),
    }
    return render(request, "policies/policy.html", context)


@require_safe
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One version as it was, or what differs from another one."""
    found = policy_named(key)
    one = version_numbered(found, number)
    others = [each for each in found.versions.defer("text") if each.number != number]
    against = request.GET.get("against", "")
    other = version_numbered(found, int(against)) if against.isascii() and against.isdigit() else None
    context = {
        "policy": found,
        "edition": one,
        "others": others,
        "other": other,
        "lines": differences(other.text, one.text) if other else (),
        "text": "" if other else rendered(one.text),
        "approval": approval_of(one),
        "decisions": list(one.approvals.all()),
        "breadcrumb": [
            ("Policies", reverse("policies")),
            (found.title, reverse("policy", args=[found.key])),
            (f"Version {one.number}", ""),
        ],
        **around(request),
    }
    return render(request, "policies/version.html", context)


@require_safe
def version_text(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The text as a Markdown file, whose SHA-256 is the version's digest."""
    one = version_numbered(policy_named(key), number)
    answer = HttpResponse(one.text.encode(), content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-v{number}.md"'
    return answer


def _may_decide(request: HttpRequest, written: PolicyVersion | None) -> bool:
    actor = actor_of(request)
    if written is None or not actor.may(APPROVE):
        return False
    writers = set(written.writers)
    return actor.key not in writers or may_decide(
        actor.key, writers=writers, others_who_may=others_who_may_approve(writers)
    )


def _history(found: Policy) -> list[dict[str, Any]]:
    return [
        {"who": one.actor_name, "what": _WORDS.get(one.act, one.act), "at": one.at, "icon": "dot"}
        for one in entries(subject=found.subject)[:_HISTORY]
    ]
